//! The goal: amount, day and owner; how likely it was; what would have to be true; what it takes.

use crate::browser::task;
use crate::state::app_state::AppState;
use crate::state::goal::{Followed, GoalCourse, Lifted, Required, followed, open_lift, to_require};
use crate::state::goal_terms::{count_goal_in, take_aimed_goal};
use crate::state::plan_draft::PlanDraft;
use crate::state::problem::Loadable;
use crate::state::reduce;
use crate::state::results::shown_as;
use crate::state::runtime::Topic;
use crate::worker::{Answer, Request};
use engine::desk::LiftRequest;
use engine::plan::Metric;
use jiff::civil::Date;
use leptos::prelude::*;

impl AppState {
    /// Counts the goal in another metric; its amount becomes what the same outcome comes to with the chosen plan.
    pub fn count_goal_in(self, metric: Metric) {
        self.change(|c| count_goal_in(c, metric));
    }

    /// Takes the amount that the aim is to reach over all weeks as the goal, in the aim's metric.
    pub fn take_aimed_goal(self, amount: f64) {
        if amount.is_finite() {
            self.change(|c| take_aimed_goal(c, amount));
        }
    }

    /// Sets the last day that counts for the goal; none: that of the plan.
    pub fn set_goal_by(self, by: Option<Date>) {
        self.change(|c| c.goal_by = by);
    }

    /// Says who answers for the goal.
    pub fn set_goal_owner(self, owner: &str) {
        let owner = owner.trim().to_owned();
        self.change(|c| c.goal_owner = owner);
    }

    /// Says how likely the goal was, from the last commitment that has begun and after each of its weeks.
    pub fn follow_goal(self) {
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::GoalCourse);
        let Some(Followed { entry, terms, goal, actual }) = self.read(followed).flatten() else {
            return self.cells.goal_course.set(Loadable::Empty);
        };
        let is_current =
            |c: &GoalCourse| c.commit == entry.id && c.terms == terms && c.goal == goal && c.known == actual.len();
        if self.cells.goal_course.with_untracked(|c| c.ready().is_some_and(|c| is_current(c))) {
            return;
        }
        self.cells.goal_course.set(Loadable::Loading);
        task::spawn(async move {
            let known = actual.len();
            let request =
                Request::GoalHistory { fit: entry.fit.0, scenario: entry.scenario.clone(), goal: goal.clone(), actual };
            let told = self.ask_about(&[entry.fit], "The goal's history could not be computed.", request).await;
            if runtime.is_last(turn) {
                self.cells.goal_course.set(shown_as(told, |answer| match answer {
                    Answer::GoalHistory(moments) => Some(GoalCourse { commit: entry.id, terms, goal, known, moments }),
                    _ => None,
                }));
            }
        });
    }

    /// Says what would have to be true for the goal to be reached with the chosen spend.
    pub fn ask_what_must_hold(self) {
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Requirement);
        let asked = self.read(to_require).flatten();
        let Some((fit, scenario, goal)) = asked else { return self.cells.required.set(Loadable::Empty) };
        let is_current = |r: &Required| r.fit == fit && r.scenario == scenario && r.goal == goal;
        if self.cells.required.with_untracked(|r| r.ready().is_some_and(|r| is_current(r))) {
            return;
        }
        if self.cells.required.with_untracked(|r| r.ready().is_none()) {
            self.cells.required.set(Loadable::Loading);
        }
        task::spawn(async move {
            let request = Request::Requirement { fit: fit.0, scenario: scenario.clone(), goal: goal.clone() };
            let told = self.ask_about(&[fit], "What would have to be true could not be computed.", request).await;
            if runtime.is_last(turn) {
                self.cells.required.set(shown_as(told, |answer| match answer {
                    Answer::Requirement(found) => {
                        Some(Required { fit, scenario, goal, requirement: found.map(|found| *found) })
                    }
                    _ => None,
                }));
            }
        });
    }

    /// Seeks the cheapest change of plan that reaches the goal with this probability.
    pub fn lift_goal(self, level: f64) {
        let asked = self.read(|c| Some((c.current_fit?, c.plan_draft.clone()?, c.goal_metric, c.goal?))).flatten();
        let Some((fit, draft, metric, amount)) = asked else { return };
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Lift);
        self.cells.lifted.set(Loadable::Loading);
        task::spawn(async move {
            let mut plan = draft.request();
            plan.aim.metric = metric;
            let request = Request::Lift { fit: fit.0, request: LiftRequest { plan, amount, level } };
            let told = self.ask_about(&[fit], "What it takes was not found.", request).await;
            if runtime.is_last(turn) {
                self.cells.lifted.set(shown_as(told, |answer| match answer {
                    Answer::Lift(lift) => {
                        Some(Lifted { fit, draft: PlanDraft::clone(&draft), metric, amount, level, lift: *lift })
                    }
                    _ => None,
                }));
            }
        });
    }

    /// Opens the plan that was found to lift the goal as a split of one's own. Can be undone.
    pub fn open_lifted_plan(self) {
        let Some(lifted) = self.cells.lifted.with_untracked(|l| l.ready().cloned()) else { return };
        let open = |c: &mut _| reduce::edit_draft(c, |draft| open_lift(draft, &lifted.lift));
        if self.change_undoably("The plan that lifts the goal is open as your own split.", open) {
            self.refresh_forecast();
        }
    }

    /// Forgets what rests on another fit.
    pub(in crate::state) fn forget_goal_answers(self) {
        for topic in [Topic::GoalCourse, Topic::Requirement, Topic::Lift] {
            self.runtime().begin(topic);
        }
        self.cells.goal_course.set(Loadable::Empty);
        self.cells.required.set(Loadable::Empty);
        self.cells.lifted.set(Loadable::Empty);
    }
}
