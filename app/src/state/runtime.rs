//! What the state holds beside its signals: workers, the storage, and bytes that no page reads.

use super::content::{Content, FitId};
use super::store::Store;
use crate::worker::{Analyst, Chains, Readers, Request};
use engine::dataset::SourceId;
use engine::desk::Question;
use engine::plan::Scenario;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::File;

/// What the state holds beside its signals.
#[derive(Default)]
pub struct Runtime {
    /// The long-lived worker.
    pub analyst: Analyst,
    /// Another one, for what takes seconds: what is asked meanwhile is answered at once.
    pub searcher: Analyst,
    /// The worker that reads files.
    pub readers: Readers,
    /// The files that were chosen since the page was opened, by the source that was read from them.
    pub chosen_files: RefCell<BTreeMap<SourceId, File>>,
    /// The workers of the fit that is running.
    pub chains: RefCell<Option<Chains>>,
    /// The workers of the fits with which the past is being tested.
    pub test_chains: RefCell<Option<Chains>>,
    /// Where the open workspace is kept.
    pub store: RefCell<Option<Rc<Store>>>,
    /// Tables and draws that have been needed so far.
    pub blobs: RefCell<Blobs>,
    /// Where undo goes back to.
    pub undo: RefCell<Option<Snapshot>>,
    /// What the shown forecast is for.
    pub forecast_for: RefCell<Option<(FitId, Scenario)>>,
    /// What the other forecast is for.
    pub other_forecast_for: RefCell<Option<(FitId, Scenario)>>,
    /// The plan to be weighed next; a later one takes its place.
    pub to_weigh: RefCell<Option<(FitId, Question)>>,
    /// Whether one is being weighed.
    pub weighing: Cell<bool>,
    /// Whether a save is under way.
    pub saving: Cell<bool>,
    /// Whether a preview is being computed.
    pub previewing: Cell<bool>,
    turns: [Cell<u32>; Topic::COUNT],
}

/// Bytes that no page reads.
#[derive(Clone, Default)]
pub struct Blobs {
    /// The files' tables, by the file's number.
    pub tables: BTreeMap<u32, Arc<Vec<u8>>>,
    /// The fits' draws.
    pub draws: BTreeMap<FitId, Arc<Vec<u8>>>,
}

/// A workspace as it was.
#[derive(Clone)]
pub struct Snapshot {
    /// Its content.
    pub content: Content,
    /// Its blobs, where they were replaced along with the content; none where they are still there.
    pub blobs: Option<Blobs>,
}

/// What is computed beside the page; of each, only the last asked counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Reading and assembling files.
    Data,
    /// The default model.
    DefaultSpec,
    /// What the priors expect.
    PriorPredictive,
    /// What a fit of the edited model would roughly say.
    Preview,
    /// The results of the shown fit.
    Summary,
    /// The optimum.
    Plan,
    /// The forecast.
    Forecast,
    /// The forecast for the spend that is not chosen.
    OtherForecast,
    /// Actual against forecast.
    Reconciliation,
    /// The next save.
    Save,
    /// Opening a workspace.
    Opening,
    /// The fit that is running.
    Fit,
    /// What the sources come to.
    Library,
    /// Where a cell comes from.
    Trace,
    /// What the plan is worth that is being moved.
    WhatIf,
    /// Thousands of allocations.
    Cloud,
    /// The room of each channel.
    Headroom,
    /// Scenarios beside each other.
    Scenarios,
    /// How likely the goal was, week by week.
    GoalCourse,
    /// What would have to be true.
    Requirement,
    /// What it takes to reach the goal.
    Lift,
    /// The forecasts of the past that are being tested.
    Backtest,
    /// What the next unit returns in a split of one's own.
    Judged,
}

impl Topic {
    const COUNT: usize = 23;
}

/// One question of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    topic: Topic,
    number: u32,
}

impl Runtime {
    /// Begins a new turn of a topic: answers of earlier ones no longer count.
    pub fn begin(&self, topic: Topic) -> Turn {
        let cell = &self.turns[topic as usize];
        cell.set(cell.get().wrapping_add(1));
        Turn { topic, number: cell.get() }
    }

    /// The last turn of a topic.
    pub fn last(&self, topic: Topic) -> Turn {
        Turn { topic, number: self.turns[topic as usize].get() }
    }

    /// Whether the turn is still the last of its topic.
    pub fn is_last(&self, turn: Turn) -> bool {
        self.turns[turn.topic as usize].get() == turn.number
    }

    /// The worker for a question about a fit with so many geographies.
    pub fn worker_for(&self, request: &Request, geographies: usize) -> &Analyst {
        if takes_long(request, geographies) { &self.searcher } else { &self.analyst }
    }

    /// The store of the open workspace.
    pub fn store(&self) -> Option<Rc<Store>> {
        self.store.borrow().clone()
    }

    /// Forgets what was computed from draws, since the same numbers now name other fits.
    pub fn forget_fits(&self) {
        self.analyst.forget();
        self.searcher.forget();
        self.forecast_for.take();
        self.other_forecast_for.take();
        self.to_weigh.take();
    }

    /// Forgets everything about the workspace that was open, and stops what runs for it.
    pub fn leave_workspace(&self) {
        if let Some(chains) = self.chains.take() {
            chains.stop();
        }
        if let Some(chains) = self.test_chains.take() {
            chains.stop();
        }
        let topics = [
            Topic::Data,
            Topic::DefaultSpec,
            Topic::PriorPredictive,
            Topic::Preview,
            Topic::Summary,
            Topic::Plan,
            Topic::Forecast,
            Topic::OtherForecast,
            Topic::Reconciliation,
            Topic::Save,
            Topic::Fit,
            Topic::Library,
            Topic::Trace,
            Topic::WhatIf,
            Topic::Cloud,
            Topic::Headroom,
            Topic::Scenarios,
            Topic::Judged,
            Topic::GoalCourse,
            Topic::Requirement,
            Topic::Lift,
            Topic::Backtest,
        ];
        for topic in topics {
            self.begin(topic);
        }
        self.forget_fits();
        self.blobs.take();
        self.chosen_files.take();
        self.undo.take();
        self.store.take();
    }
}

/// Whether a question takes seconds: a search over many budgets, or any search where there are geographies.
fn takes_long(request: &Request, geographies: usize) -> bool {
    match request {
        Request::Lift { .. } => true,
        Request::Plan { .. } | Request::Cloud { .. } | Request::Headroom { .. } => geographies > 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_turn_counts() {
        let runtime = Runtime::default();
        let (first, other) = (runtime.begin(Topic::Plan), runtime.begin(Topic::Fit));
        let second = runtime.begin(Topic::Plan);
        assert!(!runtime.is_last(first) && runtime.is_last(second) && runtime.is_last(other));
    }
}
