//! What the sources come to: asked of the analyst, which is handed the tallies that it lacks.

use super::app_state::AppState;
use super::problem::{Loadable, Problem};
use super::runtime::Topic;
use crate::browser::task;
use crate::browser::time::today;
use crate::worker::{Answer, LibraryQuestion, Refusal, Request, WorkerError};
use engine::dataset::{Log, SourceId};
use leptos::prelude::*;
use std::sync::Arc;

const WHAT: &str = "The sources could not be put together.";

impl AppState {
    /// Computes what the sources come to, and proposes the panel that they give.
    pub(super) fn refresh_library(self) {
        let log = self.cells.content.with_untracked(|c| c.as_ref().map(|c| c.library.log.clone()));
        let Some(log) = log.filter(|log| !log.entries().is_empty()) else {
            return self.cells.library_view.set(Loadable::Empty);
        };
        let turn = self.runtime().begin(Topic::Library);
        if self.cells.library_view.with_untracked(|view| view.ready().is_none()) {
            self.cells.library_view.set(Loadable::Loading);
        }
        task::spawn(async move {
            let question = LibraryQuestion { log: log.clone(), today: today() };
            let told = self.ask_library(&log, Request::Library(question)).await;
            if !self.runtime().is_last(turn) {
                return;
            }
            match told {
                Ok(Answer::Library(view)) => {
                    self.take_library(&view.built);
                    self.cells.library_view.set(Loadable::Ready(Arc::new(*view)));
                }
                Ok(_) => self.cells.library_view.set(Loadable::Empty),
                Err(problem) => self.cells.library_view.set(Loadable::Failed(problem)),
            }
        });
    }

    /// Asks about the sources of `log`; the analyst gets the tallies that it lacks first.
    pub(super) async fn ask_library(self, log: &Log, request: Request) -> Result<Answer, Problem> {
        let runtime = self.runtime();
        for _ in 0..2 {
            match runtime.analyst.ask(request.clone(), vec![]).await {
                Err(WorkerError::Refused(Refusal::TalliesMissing(ids))) => self.hand_over(ids).await?,
                Ok((answer, _)) => return Ok(answer),
                Err(error) => return Err(Problem::new(WHAT, error.to_string(), "Try again, or reload the page.")),
            }
        }
        let count = log.state().sources.len();
        Err(Problem::new(WHAT, format!("The {count} sources cannot be held in memory."), "Reload the page."))
    }

    async fn hand_over(self, ids: Vec<SourceId>) -> Result<(), Problem> {
        let lost = |id: &SourceId| {
            let why = format!("What was read of source {id} is no longer kept.");
            Problem::new(WHAT, why, "Remove the source and drop its file again.")
        };
        let mut tallies = Vec::with_capacity(ids.len());
        for id in &ids {
            let table = |c: &super::Content| c.library.sheets.get(id).map(|sheet| sheet.table);
            let table = self.cells.content.with_untracked(|c| c.as_ref().and_then(table)).ok_or_else(|| lost(id))?;
            tallies.push((*self.table_of(table).await.ok_or_else(|| lost(id))?).clone());
        }
        self.ask(WHAT, Request::KeepTallies(ids), tallies).await.map(|_| ())
    }
}
