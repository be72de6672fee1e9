//! Plan and Forecast: horizon, limits, aim, a split of one's own, optimum, goal.

use crate::browser::task;
use crate::state::app_state::AppState;
use crate::state::content::Content;
use crate::state::plan_draft::{HORIZON_WEEKS, PlanDraft, SpendChoice};
use crate::state::problem::{Loadable, Problem};
use crate::state::reduce;
use crate::state::runtime::Topic;
use crate::worker::{Answer, Request};
use engine::forecast::doubted;
use leptos::prelude::*;
use std::sync::Arc;

impl AppState {
    /// Plans this many weeks; budget and limits go back to today's. Can be undone.
    pub fn set_horizon(self, weeks: usize) {
        let lead = self.read(|c| c.plan_draft.as_ref().map_or(0, |draft| draft.lead())).unwrap_or_default();
        let again = |c: &mut Content| reduce::start_plan_over(c, lead, weeks);
        if self.change_undoably("Another number of weeks: budget and limits are at today's spend.", again) {
            self.refresh_forecast();
        }
    }

    /// Starts the plan so many weeks after the data; budget and limits go back to today's. Can be undone.
    pub fn set_start(self, lead: usize) {
        let weeks = self.read(|c| c.plan_draft.as_ref().map_or(HORIZON_WEEKS, |draft| draft.horizon()));
        let again = |c: &mut Content| reduce::start_plan_over(c, lead, weeks.unwrap_or(HORIZON_WEEKS));
        if self.change_undoably("Another start: budget and limits are at today's spend.", again) {
            self.refresh_forecast();
        }
    }

    /// Changes the plan as it is being edited: limits, aim, weeks.
    pub fn edit_plan_draft(self, change: impl FnOnce(&mut PlanDraft)) {
        self.edit_plan(|c| {
            reduce::edit_draft(c, |draft| {
                let before = (draft.limits.clone(), draft.aim, draft.flighting);
                change(draft);
                // Who changes what a plan must keep wants to see the plan that keeps it.
                let is_asked_anew = before != (draft.limits.clone(), draft.aim, draft.flighting);
                if is_asked_anew && draft.choice == SpendChoice::Own {
                    draft.choice = SpendChoice::Optimum;
                }
            });
        });
    }

    /// Puts a draft back as it was.
    pub fn put_plan_draft(self, draft: Arc<PlanDraft>) {
        self.edit_plan(|c| c.plan_draft = Some(draft));
    }

    /// Sets the budget to be handed out over the horizon.
    pub fn set_budget(self, budget: f64) {
        self.edit_plan_draft(|draft| draft.set_budget(budget));
    }

    /// Takes a split of one's own and chooses it: channels x weeks.
    pub fn set_own_spend(self, spend: Vec<Vec<f64>>) {
        self.edit_plan_draft(|draft| take_own(draft, spend));
    }

    /// The same, said and undoable: for a split that was opened from elsewhere.
    pub fn open_own_spend(self, message: &str, spend: Vec<Vec<f64>>) {
        if self.change_undoably(message, |c| reduce::edit_draft(c, |draft| take_own(draft, spend))) {
            self.refresh_forecast();
        }
    }

    /// Assumes a value of a driver, named by its place, in one week of the horizon, counted from 0.
    pub fn set_assumption(self, driver: usize, week: usize, value: f64) {
        self.edit_plan_draft(|draft| {
            let assumed = draft.today.assumed_mut().nth(driver).and_then(|weeks| weeks.get_mut(week));
            if let Some(assumed) = assumed.filter(|_| value.is_finite()) {
                *assumed = value;
            }
        });
    }

    /// Assumes these values of an assumed row, named by its place, week by week.
    pub fn set_assumed_path(self, row: usize, values: Vec<f64>) {
        self.edit_plan_draft(|draft| {
            let Some(assumed) = draft.today.assumed_mut().nth(row) else { return };
            if values.len() == assumed.len() && values.iter().all(|value| value.is_finite()) {
                *assumed = values;
            }
        });
    }

    /// Says of an assumed row, named by its place, whether it may turn out otherwise.
    pub fn set_uncertain(self, row: usize, is_uncertain: bool) {
        self.edit_plan_draft(|draft| {
            let rows = draft.today.assumed().count();
            draft.today.uncertain.resize(rows, false);
            if let Some(flag) = draft.today.uncertain.get_mut(row) {
                *flag = is_uncertain;
            }
        });
    }

    /// Lets everything that was assumed by a rule turn out otherwise: all rows but those of the calendar.
    pub fn doubt_all(self) {
        let panel = self.read(|c| c.shown_fit().map(|fit| fit.panel.clone())).flatten();
        let Some(panel) = panel else { return };
        self.edit_plan_draft(|draft| draft.today = doubted(draft.today.clone(), &panel));
    }

    /// Puts horizon, budget, limits and assumptions back to today's; aim and choice of spend stay. Can be undone.
    pub fn reset_plan(self) {
        let back = |c: &mut Content| reduce::start_plan_over(c, 0, HORIZON_WEEKS);
        if self.change_undoably("Budget and limits are back at today's spend.", back) {
            self.refresh_forecast();
        }
    }

    /// Seeks the split of the budget that brings the most, and chooses it.
    pub fn optimise(self) {
        let asked = self.read(|c| c.current_fit.zip(c.plan_draft.clone())).flatten();
        let Some((fit, draft)) = asked.filter(|_| self.may_edit()) else { return };
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Plan);
        self.cells.plan.set(Loadable::Loading);
        task::spawn(async move {
            let request = Request::Plan { fit: fit.0, request: draft.request() };
            let told = self.ask_for_plan(&[fit], "No plan was found.", request).await;
            if !runtime.is_last(turn) {
                return;
            }
            self.cells.plan_refused.set(None);
            match told {
                Ok((Answer::Plan(plan), _)) => {
                    self.cells.plan.set(Loadable::Ready(Arc::new(plan.clone())));
                    self.change(|c| reduce::take_plan(c, fit, PlanDraft::clone(&draft), plan));
                    self.refresh_forecast();
                }
                Ok(_) => self.cells.plan.set(Loadable::Empty),
                Err(unanswered) => {
                    self.cells.plan_refused.set(unanswered.limits.map(Arc::new));
                    self.cells.plan.set(Loadable::Failed(unanswered.problem));
                }
            }
        });
    }

    /// Chooses which spend the forecast and the commitment are for.
    pub fn choose_spend(self, choice: SpendChoice) {
        self.edit_plan_draft(|draft| draft.choice = choice);
    }

    /// Sets how much is to be reached, in the goal's metric.
    pub fn set_goal(self, goal: Option<f64>) {
        if goal.is_some_and(|goal| !goal.is_finite()) {
            let problem = Problem::new("The goal was not set.", "It is not a number.", "Enter an amount.");
            return self.cells.problem.set(Some(problem));
        }
        self.change(|c| c.goal = goal);
    }

    fn edit_plan(self, edit: impl FnOnce(&mut Content)) {
        if self.change(edit) {
            self.show_known_plan();
            self.refresh_forecast();
        }
    }

    /// Shows the last plan again where an edit has gone back to what it answers, after another was refused or is sought.
    fn show_known_plan(self) {
        let known = self.read(|c| c.plan_is_current().then(|| c.planned.as_ref().map(|p| p.plan.clone())).flatten());
        let is_shown = self.cells.plan.with_untracked(|plan| plan.ready().is_some());
        if let Some(plan) = known.flatten().filter(|_| !is_shown) {
            self.runtime().begin(Topic::Plan);
            self.cells.plan_refused.set(None);
            self.cells.plan.set(Loadable::Ready(plan));
        }
    }
}

fn take_own(draft: &mut PlanDraft, spend: Vec<Vec<f64>>) {
    draft.own = Some(spend);
    draft.choice = SpendChoice::Own;
}
