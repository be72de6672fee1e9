//! What plans are worth, and what else can be asked of the planning desk: computed when a page asks, never kept.

use super::app_state::AppState;
use super::content::{Content, FitId};
use super::plan_draft::PlanDraft;
use super::problem::Loadable;
use super::reduce;
use super::results::shown_as;
use super::runtime::Topic;
use crate::browser::task;
use crate::worker::{Answer, Request};
use engine::desk::{Compared, Question};
use engine::plan::{Aim, Cloud, CloudRequest, Headroom, Metric, Risk, Scenario};
use leptos::prelude::*;
use std::sync::Arc;

/// Allocations that are drawn.
const CLOUD_COUNT: usize = 10_000;
/// Their seed: the same limits always give the same picture.
const CLOUD_SEED: u64 = 7;

/// What a plan is worth beside today's.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The plan.
    pub scenario: Scenario,
    /// Today's plan.
    pub today: Compared,
    /// The plan, and by how much it differs from today's.
    pub plan: Compared,
    /// The goal that was asked about.
    pub goal: Option<(Metric, f64)>,
}

/// Thousands of allocations, and the draft whose limits they keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The draft.
    pub draft: PlanDraft,
    /// The fit.
    pub fit: FitId,
    /// The allocations.
    pub cloud: Cloud,
}

/// The room of each channel, and the draft it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Roomy {
    /// The draft.
    pub draft: PlanDraft,
    /// The fit.
    pub fit: FitId,
    /// The room of each channel on which money is spent or could be.
    pub channels: Vec<Headroom>,
}

/// Scenarios beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Their names, in the order in which they were asked about.
    pub names: Vec<String>,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// What they are worth, and by how much they differ from the first.
    pub compared: Vec<Compared>,
    /// The goal that was asked about.
    pub goal: Option<(Metric, f64)>,
}

/// The goal of a workspace: that of the aim, where it is one, and otherwise that for the outcome's total.
fn goal_of(content: &Content) -> Option<(Metric, f64)> {
    match content.plan_draft.as_ref().map(|d| d.aim) {
        Some(Aim { metric, risk: Risk::Goal { amount }, .. }) => Some((metric, amount)),
        _ => content.goal.map(|goal| (Metric::Outcome, goal)),
    }
}

fn question(content: &Content, scenarios: Vec<Scenario>) -> Option<(FitId, Question)> {
    let (fit, draft) = (content.current_fit?, content.plan_draft.as_ref()?);
    Some((fit, Question { scenarios, economics: draft.aim.economics, goal: goal_of(content) }))
}

impl AppState {
    /// Says what a plan with this spend is worth beside today's. While one is being weighed only the last that comes
    /// in is kept, so that a drag never queues up.
    pub fn weigh(self, spend: Vec<Vec<f64>>) {
        let asked = self.cells.content.with_untracked(|c| {
            let content = c.as_ref()?;
            let draft = content.plan_draft.as_ref()?;
            question(content, vec![draft.today.clone(), draft.with_spend(spend)])
        });
        let runtime = self.runtime();
        runtime.to_weigh.replace(asked);
        if !runtime.weighing.replace(true) {
            task::spawn(self.weigh_until_done());
        }
    }

    async fn weigh_until_done(self) {
        let runtime = self.runtime();
        while let Some((fit, question)) = runtime.to_weigh.take() {
            let turn = runtime.begin(Topic::WhatIf);
            let (goal, scenario) = (question.goal, question.scenarios.last().cloned());
            let request = Request::Compare { fit: fit.0, question };
            let told = self.ask_about(&[fit], "The plan could not be weighed.", request).await;
            if !runtime.is_last(turn) {
                continue;
            }
            let weighed = shown_as(told, |answer| match answer {
                Answer::Compared(compared) => match <[Compared; 2]>::try_from(compared) {
                    Ok([today, plan]) => scenario.map(|scenario| Weighed { scenario, today, plan, goal }),
                    Err(_) => None,
                },
                _ => None,
            });
            self.cells.weighed.set(weighed);
        }
        runtime.weighing.set(false);
    }

    /// Finds what the chosen spend brings, and what the next unit of each channel returns there, where that is not known.
    /// Of the optimum it is: it comes with it.
    pub fn appraise_chosen(self) {
        let asked = self.cells.content.with_untracked(|c| {
            let content = c.as_ref()?;
            let (fit, chosen) = reduce::chosen_scenario(content)?;
            let known = content.planned.as_ref().is_some_and(|p| p.fit == fit && p.plan.scenario == chosen);
            (!known).then_some((fit, chosen, content.plan_draft.clone()?))
        });
        let Some((fit, chosen, draft)) = asked else { return };
        if self.cells.judged.with_untracked(|j| j.as_ref().is_some_and(|plan| plan.scenario == chosen)) {
            return;
        }
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Judged);
        task::spawn(async move {
            let request = Request::Appraise { fit: fit.0, request: draft.request(), spend: chosen.spend };
            let told = self.ask_about(&[fit], "What your split brings was not found.", request).await;
            if let (true, Ok((Answer::Plan(plan), _))) = (runtime.is_last(turn), told) {
                self.cells.judged.set(Some(Arc::new(plan)));
            }
        });
    }

    /// Draws thousands of allocations that keep the draft's limits, where those shown are of others.
    pub fn draw_cloud(self) {
        let Some((fit, draft)) = self.asked_of_desk() else { return };
        let is_current = |drawn: &Drawn| drawn.fit == fit && drawn.draft.asks_the_same(&draft);
        if self.cells.cloud.with_untracked(|c| c.ready().is_some_and(|d| is_current(d))) {
            return;
        }
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Cloud);
        self.cells.cloud.set(Loadable::Loading);
        task::spawn(async move {
            let request = CloudRequest { plan: draft.request(), count: CLOUD_COUNT, seed: CLOUD_SEED };
            let request = Request::Cloud { fit: fit.0, request };
            let told = self.ask_about(&[fit], "The combinations could not be drawn.", request).await;
            if runtime.is_last(turn) {
                self.cells.cloud.set(shown_as(told, |answer| match answer {
                    Answer::Cloud(cloud) => Some(Drawn { draft: PlanDraft::clone(&draft), fit, cloud: *cloud }),
                    _ => None,
                }));
            }
        });
    }

    /// Finds how much room each channel has, where what is shown is of another draft.
    pub fn find_room(self) {
        let Some((fit, draft)) = self.asked_of_desk() else { return };
        let is_current =
            |room: &Roomy| room.fit == fit && room.draft.today == draft.today && room.draft.aim == draft.aim;
        if self.cells.headroom.with_untracked(|h| h.ready().is_some_and(|room| is_current(room))) {
            return;
        }
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Headroom);
        self.cells.headroom.set(Loadable::Loading);
        task::spawn(async move {
            let request = Request::Headroom { fit: fit.0, request: draft.request() };
            let told = self.ask_about(&[fit], "The room of the channels was not found.", request).await;
            if runtime.is_last(turn) {
                self.cells.headroom.set(shown_as(told, |answer| match answer {
                    Answer::Headroom(channels) => Some(Roomy { draft: PlanDraft::clone(&draft), fit, channels }),
                    _ => None,
                }));
            }
        });
    }

    /// Compares scenarios, the first with all others. They are for the same weeks and channels.
    pub fn compare_scenarios(self, named: Vec<(String, Scenario)>) {
        let (names, scenarios): (Vec<String>, Vec<Scenario>) = named.into_iter().unzip();
        let asked = self.cells.content.with_untracked(|c| question(c.as_ref()?, scenarios.clone()));
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Scenarios);
        let Some((fit, question)) = asked else { return self.cells.beside.set(Loadable::Empty) };
        let is_current = |b: &Beside| b.names == names && b.scenarios == scenarios && b.goal == question.goal;
        if self.cells.beside.with_untracked(|b| b.ready().is_none_or(|b| !is_current(b))) {
            self.cells.beside.set(Loadable::Loading);
        }
        task::spawn(async move {
            let goal = question.goal;
            let request = Request::Compare { fit: fit.0, question };
            let told = self.ask_about(&[fit], "The scenarios could not be compared.", request).await;
            if runtime.is_last(turn) {
                self.cells.beside.set(shown_as(told, |answer| match answer {
                    Answer::Compared(compared) => Some(Beside { names, scenarios, compared, goal }),
                    _ => None,
                }));
            }
        });
    }

    fn asked_of_desk(self) -> Option<(FitId, Arc<PlanDraft>)> {
        self.cells.content.with_untracked(|c| {
            let content = c.as_ref()?;
            content.current_fit.zip(content.plan_draft.clone())
        })
    }

    /// Forgets what rests on another fit.
    pub(super) fn forget_weighing(self) {
        let runtime = self.runtime();
        for topic in [Topic::WhatIf, Topic::Cloud, Topic::Headroom, Topic::Scenarios, Topic::Judged] {
            runtime.begin(topic);
        }
        runtime.to_weigh.take();
        self.forget_goal_answers();
        self.cells.plan_refused.set(None);
        self.cells.weighed.set(Loadable::Empty);
        self.cells.cloud.set(Loadable::Empty);
        self.cells.headroom.set(Loadable::Empty);
        self.cells.beside.set(Loadable::Empty);
        self.cells.judged.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::super::keep::tests::full_content;
    use super::super::reduce::edit_draft;
    use super::*;

    #[test]
    fn the_goal_of_the_aim_comes_first() {
        let mut content = full_content();
        content.goal = Some(3e6);
        assert_eq!(goal_of(&content), Some((Metric::Outcome, 3e6)));
        edit_draft(&mut content, |draft| {
            (draft.aim.metric, draft.aim.risk) = (Metric::Profit, Risk::Goal { amount: 9e5 });
        });
        assert_eq!(goal_of(&content), Some((Metric::Profit, 9e5)));
    }

    #[test]
    fn a_question_is_asked_of_the_shown_fit() {
        let content = full_content();
        let today = content.plan_draft.as_ref().unwrap().today.clone();
        let (fit, question) = question(&content, vec![today.clone(), today]).unwrap();
        assert_eq!((Some(fit), question.scenarios.len()), (content.current_fit, 2));
        assert!(super::question(&Content { current_fit: None, ..content }, vec![]).is_none());
    }
}
