//! Measure: fitting the model.

use crate::browser::{persistence, task};
use crate::state::app_state::AppState;
use crate::state::content::{FitId, FitRecord};
use crate::state::fit_status::{ChainProgress, FitProgress, FitStatus};
use crate::state::moment::Moment;
use crate::state::problem::Problem;
use crate::state::reduce::{self, FinishedFit};
use crate::state::results::problem_of;
use crate::state::runtime::{Topic, Turn};
use crate::state::warm_start::{self, WARM_DRAWS};
use crate::storage::Durability;
use crate::worker::{ChainJob, WorkerError};
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::posterior::FitSettings;
use engine::sampler::{Progress, WarmStart};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// What did not work, in words.
const WHAT: &str = "The model was not fitted.";

impl AppState {
    /// Fits the model to the data with the usual settings; a refit is the same.
    pub fn run_fit(self) {
        self.run_fit_with(FitSettings::default());
    }

    /// Fits the model to the data.
    pub fn run_fit_with(self, settings: FitSettings) {
        if self.cells.fit.with_untracked(FitStatus::is_running) || !self.may_edit() {
            return;
        }
        let parts = self.read(|c| c.spec.clone().zip(c.panel.clone())).flatten();
        let Some((spec, panel)) = parts else {
            let problem = Problem::new(WHAT, "There are no confirmed data yet.", "Bring data and confirm them first.");
            return self.cells.fit.set(FitStatus::Failed(problem));
        };
        if let Err(error) = spec.check(&panel) {
            let problem = Problem::new(WHAT, error.to_string(), "Mend it, or go back to the proposed model.");
            return self.cells.fit.set(FitStatus::Failed(problem));
        }
        self.start(spec, panel, settings);
    }

    /// Stops the fit at once; the results shown before stay.
    pub fn cancel_fit(self) {
        let runtime = self.runtime();
        runtime.begin(Topic::Fit);
        if let Some(chains) = runtime.chains.take() {
            chains.stop();
        }
        self.forget_unfinished_fit();
    }

    /// Forgets a fit that was interrupted, or was stopped.
    pub fn forget_unfinished_fit(self) {
        self.cells.fit.set(FitStatus::Idle);
        self.save_soon();
    }

    /// Shows the results of another fit.
    pub fn show_fit(self, fit: FitId) {
        if self.read(|c| c.fit(fit).is_some()) == Some(true) && self.change(|c| c.current_fit = Some(fit)) {
            self.refresh_results();
        }
    }

    fn start(self, spec: Arc<ModelSpec>, panel: Arc<Panel>, settings: FitSettings) {
        let (runtime, started) = (self.runtime(), Moment::now());
        let turn = runtime.begin(Topic::Fit);
        let former = self.read(|c| warm_start::former_fit(c, &spec, &panel)).flatten();
        self.cells.fit.set(FitStatus::Running(waiting(started, settings)));
        // That it is running is kept too: should the page be closed, the next visit says so.
        self.save_soon();
        let chains = runtime.analyst.chains();
        runtime.chains.replace(Some(chains.clone()));
        task::spawn(async move {
            let warm = match &former {
                Some(fit) => self.starts_after(fit, settings.chains).await,
                None => vec![],
            };
            // Stopped while the earlier draws were being read.
            if !runtime.is_last(turn) {
                return;
            }
            let warm_from = former.filter(|_| !warm.is_empty()).map(|fit| fit.id);
            let warmup = warm_from.map_or(settings.warmup, |_| settings.warmup.min(WARM_DRAWS));
            let settings = FitSettings { warmup, ..settings };
            self.cells.fit.set(FitStatus::Running(waiting(started, settings)));
            let job = ChainJob {
                spec: (*spec).clone(),
                panel: (*panel).clone(),
                settings,
                warm,
                on_progress: self.on_progress(started),
            };
            let result = chains.run(job).await;
            let finish = |chains| FinishedFit {
                panel,
                spec,
                settings,
                warm_from,
                seconds: started.seconds_ago(),
                finished: Moment::now(),
                chains,
            };
            self.finish(turn, result.map(finish)).await;
        });
    }

    /// What the chains of a refit start with; empty where the earlier draws are not there.
    async fn starts_after(self, fit: &FitRecord, chains: usize) -> Vec<WarmStart> {
        let draws = self.draws_of(fit.id).await;
        draws.map(|draws| warm_start::starts(fit, &draws, chains)).unwrap_or_default()
    }

    fn on_progress(self, started: Moment) -> Rc<dyn Fn(usize, Progress)> {
        Rc::new(move |chain, told| {
            self.cells.fit.update(|status| {
                if let FitStatus::Running(progress) = status {
                    *progress = progress.clone().with(chain, told, started.seconds_ago());
                }
            });
        })
    }

    async fn finish(self, turn: Turn, result: Result<FinishedFit, WorkerError>) {
        let runtime = self.runtime();
        if !runtime.is_last(turn) {
            return;
        }
        runtime.chains.take();
        let finished = match result {
            Ok(finished) => finished,
            Err(error) => {
                self.cells.fit.set(FitStatus::Failed(problem_of(WHAT, &error)));
                return self.save_soon();
            }
        };
        let mut added = None;
        if !self.change(|c| added = Some(reduce::add_fit(c, finished))) {
            return self.cells.fit.set(FitStatus::Idle);
        }
        let Some((fit, draws)) = added else { return self.cells.fit.set(FitStatus::Idle) };
        runtime.blobs.borrow_mut().draws.insert(fit, Arc::new(draws));
        self.cells.fit.set(FitStatus::Done(fit));
        self.tell("The model is fitted.");
        self.refresh_results();
        self.save_now(Durability::Strict).await;
        // Asked when there is something worth keeping, not on arrival; the answer changes nothing here.
        persistence::ask_to_persist().await;
    }
}

fn waiting(started: Moment, settings: FitSettings) -> FitProgress {
    let chains = vec![ChainProgress::waiting(settings.warmup + settings.draws); settings.chains];
    FitProgress { started, settings, chains, seconds_left: None }
}
