//! Testing forecasts on the past: a fit for each origin, one after another, each scored by what came after it.

use crate::browser::task;
use crate::state::app_state::AppState;
use crate::state::backtest::{Backtest, BacktestProgress, Backtesting, OriginTest, can_be_kept};
use crate::state::fit_status::{ChainProgress, FitProgress, FitStatus};
use crate::state::moment::Moment;
use crate::state::plan_draft::HORIZON_WEEKS;
use crate::state::problem::Problem;
use crate::state::results::problem_of;
use crate::state::runtime::{Topic, Turn};
use crate::worker::{Answer, ChainDraws, ChainJob, FitToLoad, Request};
use engine::forecast::{Origin, Scores, origins};
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::posterior::FitSettings;
use leptos::prelude::*;
use std::sync::Arc;

/// What did not work, in words.
const WHAT: &str = "The past was not tested.";
/// Draws a chain: half of those of a fit, since only a forecast's ranges rest on them.
const DRAWS: usize = 500;

/// What all fits of a test share.
#[derive(Clone)]
struct Job {
    spec: Arc<ModelSpec>,
    panel: Arc<Panel>,
    settings: FitSettings,
    started: Moment,
    origins: Vec<Origin>,
    turn: Turn,
}

impl AppState {
    /// Tests forecasts of a quarter on the past.
    pub fn run_backtest(self) {
        let is_busy = self.cells.backtesting.with_untracked(Backtesting::is_running);
        if is_busy || !self.may_edit() {
            return;
        }
        let refuse = |why: &str, advice: &str| {
            self.cells.backtesting.set(Backtesting::Failed(Problem::new(WHAT, why, advice)));
        };
        if self.cells.fit.with_untracked(FitStatus::is_running) {
            return refuse("The model is being fitted.", "Test the past when the fit is finished.");
        }
        let parts = self.read(|c| Some((c.spec.clone()?, c.panel.clone()?))).flatten();
        let Some((spec, panel)) = parts else {
            return refuse("There are no confirmed data yet.", "Bring data and confirm them first.");
        };
        let origins = origins(&panel, HORIZON_WEEKS);
        if origins.is_empty() {
            return refuse("There are too few weeks to hold a quarter back.", "Come back with more data.");
        }
        let settings = FitSettings { warmup: DRAWS, draws: DRAWS, ..FitSettings::default() };
        let turn = self.runtime().begin(Topic::Backtest);
        let job = Job { spec, panel, settings, started: Moment::now(), origins, turn };
        self.cells.backtesting.set(Backtesting::Running(job.progress(0)));
        task::spawn(self.test_all(job));
    }

    /// Stops the test at once; what was found before stays.
    pub fn cancel_backtest(self) {
        let runtime = self.runtime();
        runtime.begin(Topic::Backtest);
        if let Some(chains) = runtime.test_chains.take() {
            chains.stop();
        }
        self.cells.backtesting.set(Backtesting::Idle);
    }

    async fn test_all(self, job: Job) {
        let runtime = self.runtime();
        let mut tested = vec![];
        for (place, origin) in job.origins.iter().enumerate() {
            self.cells.backtesting.set(Backtesting::Running(job.progress(place)));
            let result = self.test_one(&job, place, *origin).await;
            if !runtime.is_last(job.turn) {
                return;
            }
            match result {
                Ok(test) => tested.push(test),
                Err(problem) => return self.cells.backtesting.set(Backtesting::Failed(problem)),
            }
        }
        let backtest = Backtest { at: Moment::now(), until: job.panel.last_week(), origins: tested };
        self.change(|c| c.backtest = Some(Arc::new(backtest)));
        self.cells.backtesting.set(Backtesting::Idle);
        self.tell("Forecasts were tested on your past.");
    }

    async fn test_one(self, job: &Job, place: usize, origin: Origin) -> Result<OriginTest, Problem> {
        let runtime = self.runtime();
        let (spec, known) = (origin.spec(&job.spec, &job.panel), origin.panel(&job.panel));
        spec.check(&known).map_err(|error| Problem::new(WHAT, error.to_string(), "Check the model's settings."))?;
        let chains = runtime.analyst.chains();
        runtime.test_chains.replace(Some(chains.clone()));
        let started = job.started;
        let on_progress = move |chain, told| {
            self.cells.backtesting.update(|status| {
                if let Backtesting::Running(progress) = status
                    && progress.done == place
                {
                    let elapsed = started.seconds_ago();
                    let fit = progress.fit.clone().with(chain, told, elapsed);
                    *progress = BacktestProgress { fit, ..progress.clone() }.after(elapsed);
                }
            });
        };
        let fit_job = ChainJob {
            spec: spec.clone(),
            panel: known.clone(),
            settings: job.settings,
            warm: vec![],
            on_progress: std::rc::Rc::new(on_progress),
        };
        let drawn = chains.run(fit_job).await.map_err(|error| problem_of(WHAT, &error))?;
        runtime.test_chains.take();
        let divergences = drawn.iter().map(|chain| chain.header.divergences).sum();
        let scores = self.score_origin(job, origin, (spec, known), drawn).await?;
        let first_week = job.panel.weeks().get(origin.weeks).copied().unwrap_or(job.panel.last_week());
        Ok(OriginTest { first_week, origin, scores, divergences })
    }

    async fn score_origin(
        self,
        job: &Job,
        origin: Origin,
        (spec, panel): (ModelSpec, Panel),
        drawn: Vec<ChainDraws>,
    ) -> Result<Scores, Problem> {
        let chains = drawn.iter().map(|chain| chain.header.clone()).collect();
        let buffers = drawn.into_iter().flat_map(|chain| [chain.positions, chain.energies]).collect();
        let fit = FitToLoad { fit: 0, spec, panel, settings: job.settings, chains };
        let request = Request::ScoreOrigin { fit, origin, panel: (*job.panel).clone() };
        let scored = match self.ask(WHAT, request, buffers).await?.0 {
            Answer::Scores(scores) => scores,
            _ => None,
        };
        let unusable =
            || Problem::new(WHAT, "A forecast of the past could not be scored.", "Check the data and the model.");
        scored.filter(can_be_kept).ok_or_else(unusable)
    }
}

impl Job {
    fn progress(&self, done: usize) -> BacktestProgress {
        let chains = vec![ChainProgress::waiting(self.settings.warmup + self.settings.draws); self.settings.chains];
        let fit = FitProgress { started: self.started, settings: self.settings, chains, seconds_left: None };
        let progress = BacktestProgress { origins: self.origins.len(), done, fit, seconds_left: None };
        progress.after(self.started.seconds_ago())
    }
}
