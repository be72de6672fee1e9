//! Commit and Reconcile.

use crate::browser::task;
use crate::state::app_state::AppState;
use crate::state::ledger::CommitId;
use crate::state::moment::Moment;
use crate::state::problem::{Loadable, Problem};
use crate::state::reduce;
use crate::state::results::shown_as;
use crate::state::runtime::Topic;
use crate::storage::Durability;
use crate::worker::{Answer, Request};
use leptos::prelude::*;

impl AppState {
    /// Writes the chosen plan and its forecast into the ledger, for good.
    pub fn commit_plan(self) {
        let chosen = self.read(reduce::chosen_scenario).flatten();
        let forecast = self.cells.forecast.with_untracked(|f| f.ready().cloned());
        let (Some((fit, scenario)), Some(forecast)) = (chosen.clone(), forecast) else {
            return self.refuse_commit("There is no forecast yet.");
        };
        if *self.runtime().forecast_for.borrow() != chosen {
            return self.refuse_commit("The forecast for the last change is still being computed.");
        }
        let forecast = (*forecast).clone();
        let commit = |c: &mut _| {
            reduce::commit(c, Moment::now(), fit, scenario, forecast);
        };
        if self.change(commit) {
            self.tell("The plan is committed.");
            task::spawn(self.save_now(Durability::Strict));
        }
    }

    fn refuse_commit(self, why: &str) {
        let problem = Problem::new("The plan was not committed.", why, "Wait for the forecast, then commit.");
        self.cells.problem.set(Some(problem));
    }

    /// Holds a committed plan against what happened.
    pub fn reconcile(self, commit: CommitId) {
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Reconciliation);
        let parts = self.read(|c| {
            let entry = c.ledger.iter().find(|entry| entry.id == commit)?.clone();
            Some((reduce::learner(c, &entry), entry, c.panel.clone()?))
        });
        let Some(Some((learner, entry, panel))) = parts else {
            return self.cells.reconciliation.set(Loadable::Empty);
        };
        self.cells.reconciled.set(Some(commit));
        self.cells.reconciliation.set(Loadable::Loading);
        task::spawn(async move {
            let request = Request::Reconcile {
                old: entry.fit.0,
                new: learner.map(|fit| fit.0),
                scenario: entry.scenario.clone(),
                forecast: entry.forecast.clone(),
                actual: (*panel).clone(),
            };
            let fits: Vec<_> = std::iter::once(entry.fit).chain(learner).collect();
            let told = self.ask_about(&fits, "There is nothing to reconcile yet.", request).await;
            if runtime.is_last(turn) {
                self.cells.reconciliation.set(shown_as(told, |answer| match answer {
                    Answer::Reconciliation(bridge) => Some(bridge),
                    _ => None,
                }));
            }
        });
    }
}
