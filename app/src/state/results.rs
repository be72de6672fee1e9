//! Results that are computed anew from what is kept: asked of the analyst, shown when they come, dropped when late.

use super::app_state::AppState;
use super::content::{Content, FitId};
use super::keep::cut_draws;
use super::problem::{Loadable, Problem};
use super::reduce;
use super::runtime::Topic;
use crate::browser::task;
use crate::worker::{Analyst, Answer, FitToLoad, Refusal, Request, WorkerError};
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::plan::PlanError;
use leptos::prelude::*;
use std::sync::Arc;

/// Draws from the priors: enough for a picture.
const PRIOR_DRAWS: usize = 400;
/// The seed of that picture: the same priors always give the same one.
const PRIOR_SEED: u64 = 1;
/// Milliseconds after the last edit before the priors are drawn from.
const PRIOR_AFTER_MILLIS: i32 = 150;

/// An answer with its buffers, or what to tell the user.
type Told = Result<(Answer, Vec<Vec<u8>>), Problem>;

/// Why there is no answer: for a person, and limit by limit where limits are to blame.
pub(super) struct Unanswered {
    /// What to tell the user.
    pub(super) problem: Problem,
    /// The limits.
    pub(super) limits: Option<PlanError>,
}

impl Unanswered {
    fn of(what: &str, error: WorkerError) -> Self {
        let problem = problem_of(what, &error);
        let limits = match error {
            WorkerError::Refused(Refusal::Plan(limits)) => Some(limits),
            _ => None,
        };
        Self { problem, limits }
    }
}

impl AppState {
    /// Asks the analyst; `what` says in words what then did not work.
    pub(super) async fn ask(self, what: &str, request: Request, buffers: Vec<Vec<u8>>) -> Told {
        let answer = self.runtime().analyst.ask(request, buffers).await;
        answer.map_err(|error| problem_of(what, &error))
    }

    /// Asks the analyst something for which it needs the draws of fits; loads them, anew after it has died.
    pub(super) async fn ask_about(self, fits: &[FitId], what: &str, request: Request) -> Told {
        self.ask_for_plan(fits, what, request).await.map_err(|unanswered| unanswered.problem)
    }

    /// The same, where limits may be refused one by one.
    pub(super) async fn ask_for_plan(
        self,
        fits: &[FitId],
        what: &str,
        request: Request,
    ) -> Result<(Answer, Vec<Vec<u8>>), Unanswered> {
        let runtime = self.runtime();
        let records =
            |c: &Option<Content>| fits.iter().filter_map(|id| c.as_ref()?.fit(*id).cloned()).collect::<Vec<_>>();
        let records = self.cells.content.with_untracked(records);
        let geographies = records.iter().map(|fit| fit.panel.regions().len()).max().unwrap_or(0);
        let worker = runtime.worker_for(&request, geographies);
        for _ in 0..2 {
            for fit in fits {
                self.load(*fit, what, worker).await.map_err(|problem| Unanswered { problem, limits: None })?;
            }
            match worker.ask(request.clone(), vec![]).await {
                Err(WorkerError::Refused(Refusal::NotLoaded(fit))) => worker.note_gone(fit),
                answer => return answer.map_err(|error| Unanswered::of(what, error)),
            }
        }
        Err(Unanswered::of(what, WorkerError::Refused(Refusal::NotLoaded(0))))
    }

    async fn load(self, id: FitId, what: &str, worker: &Analyst) -> Result<(), Problem> {
        if worker.has(id.0) {
            return Ok(());
        }
        let lost = || {
            let why = format!("The draws of fit {} are not there or are damaged.", id.0);
            Problem::new(what, why, "Fit the model again.")
        };
        let fit = self.cells.content.with_untracked(|c| c.as_ref().and_then(|c| c.fit(id).cloned()));
        let fit = fit.ok_or_else(lost)?;
        let draws = self.draws_of(id).await.ok_or_else(lost)?;
        let buffers = cut_draws(&fit.chains, &draws).ok_or_else(lost)?;
        let request = Request::Load(FitToLoad {
            fit: id.0,
            spec: (*fit.spec).clone(),
            panel: (*fit.panel).clone(),
            settings: fit.settings,
            chains: fit.chains.iter().map(|c| c.header.clone()).collect(),
        });
        worker.ask(request, buffers).await.map_err(|error| problem_of(what, &error))?;
        worker.note_loaded(id.0);
        Ok(())
    }

    /// Computes everything that is shown but not kept.
    pub(super) fn refresh_all(self) {
        self.refresh_results();
        self.refresh_model();
        self.refresh_library();
    }

    /// Computes the shown fit's results, then its forecast.
    pub(super) fn refresh_results(self) {
        let shown = self.cells.content.with_untracked(|c| c.as_ref().and_then(|c| c.current_fit));
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Summary);
        let Some(fit) = shown else {
            self.cells.summary.set(Loadable::Empty);
            self.cells.plan.set(Loadable::Empty);
            self.forget_weighing();
            return self.refresh_forecast();
        };
        self.cells.summary.set(Loadable::Loading);
        self.forget_weighing();
        self.cells.content.update(|c| {
            if let Some(content) = c {
                reduce::match_draft_to_fit(content);
            }
        });
        let planned = self.cells.content.with_untracked(|c| c.as_ref().and_then(|c| c.planned.clone()));
        let planned = planned.filter(|planned| planned.fit == fit);
        self.cells.plan.set(planned.map_or(Loadable::Empty, |planned| Loadable::Ready(planned.plan)));
        task::spawn(async move {
            let what = "The results could not be computed.";
            let told = self.ask_about(&[fit], what, Request::Summarise { fit: fit.0 }).await;
            if runtime.is_last(turn) {
                let summary = shown_as(told, |answer| match answer {
                    Answer::Summary(summary) => Some(*summary),
                    _ => None,
                });
                if let Some(summary) = summary.ready() {
                    self.note_outcome(fit, summary);
                }
                self.cells.summary.set(summary);
                self.refresh_forecast();
                self.refresh_reconciliation();
            }
        });
    }

    /// Holds the plan that is being reconciled against what happened anew: data or fit have changed.
    pub(super) fn refresh_reconciliation(self) {
        if let Some(commit) = self.cells.reconciled.get_untracked() {
            self.reconcile(commit);
        }
    }

    /// Computes the forecast for the chosen spend.
    pub(super) fn refresh_forecast(self) {
        self.refresh_other_forecast();
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Forecast);
        let chosen = self.cells.content.with_untracked(|c| c.as_ref().and_then(reduce::chosen_scenario));
        let Some((fit, scenario)) = chosen else {
            runtime.forecast_for.take();
            return self.cells.forecast.set(Loadable::Empty);
        };
        if runtime.forecast_for.borrow().as_ref() == Some(&(fit, scenario.clone())) {
            return;
        }
        runtime.forecast_for.take();
        self.cells.forecast.set(Loadable::Loading);
        task::spawn(async move {
            let request = Request::Forecast { fit: fit.0, scenario: scenario.clone() };
            let told = self.ask_about(&[fit], "The forecast could not be computed.", request).await;
            if runtime.is_last(turn) {
                let forecast = shown_as(told, |answer| match answer {
                    Answer::Forecast(forecast) => Some(forecast),
                    _ => None,
                });
                if forecast.ready().is_some() {
                    runtime.forecast_for.replace(Some((fit, scenario)));
                }
                self.cells.forecast.set(forecast);
            }
        });
    }

    /// Proposes a model for the data, takes it where there is none, then draws from the priors.
    pub(super) fn refresh_model(self) {
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::DefaultSpec);
        let panel = self.cells.content.with_untracked(|c| c.as_ref().and_then(|c| c.panel.clone()));
        let Some(panel) = panel else {
            self.cells.default_spec.set(None);
            return self.cells.prior_predictive.set(Loadable::Empty);
        };
        task::spawn(async move {
            let request = Request::DefaultSpec { panel: (*panel).clone() };
            let told = self.ask("A model could not be proposed.", request, vec![]).await;
            if !runtime.is_last(turn) {
                return;
            }
            match told {
                Ok((Answer::Spec(spec), _)) => self.take_default(Arc::new(spec)),
                Ok(_) => {}
                Err(problem) => self.cells.problem.set(Some(problem)),
            }
        });
    }

    fn take_default(self, spec: Arc<ModelSpec>) {
        self.cells.default_spec.set(Some(spec.clone()));
        let missing = self.cells.content.with_untracked(|c| c.as_ref().is_some_and(|c| c.spec.is_none()));
        if missing {
            self.cells.content.update(|c| {
                if let Some(content) = c {
                    content.spec = Some(spec);
                }
            });
            self.save_soon();
        }
        self.refresh_prior_predictive();
    }

    /// Draws from the priors, a moment after the last edit.
    pub(super) fn refresh_prior_predictive(self) {
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::PriorPredictive);
        let parts = self.cells.content.with_untracked(|c| {
            let content = c.as_ref()?;
            Some((content.spec.clone()?, content.panel.clone()?))
        });
        let Some((spec, panel)) = parts else { return self.cells.prior_predictive.set(Loadable::Empty) };
        task::spawn(async move {
            task::sleep(PRIOR_AFTER_MILLIS).await;
            if !runtime.is_last(turn) {
                return;
            }
            let told = self.ask("The priors could not be drawn from.", prior_request(&spec, &panel), vec![]).await;
            if runtime.is_last(turn) {
                self.cells.prior_predictive.set(shown_as(told, |answer| match answer {
                    Answer::PriorPredictive(expected) => Some(expected),
                    _ => None,
                }));
            }
        });
    }
}

fn prior_request(spec: &ModelSpec, panel: &Panel) -> Request {
    Request::PriorPredictive { spec: spec.clone(), panel: panel.clone(), draws: PRIOR_DRAWS, seed: PRIOR_SEED }
}

/// An answer as it is shown.
pub(super) fn shown_as<T>(told: Told, pick: impl FnOnce(Answer) -> Option<T>) -> Loadable<T> {
    match told.map(|(answer, _)| pick(answer)) {
        Ok(Some(value)) => Loadable::Ready(Arc::new(value)),
        Ok(None) => Loadable::Failed(Problem::new("The answer is to another question.", "", RELOAD)),
        Err(problem) => Loadable::Failed(problem),
    }
}

/// What to do about a mistake of the program.
const RELOAD: &str = "Reload the page; nothing that was saved is lost.";

/// What to do where what was kept cannot be read.
const KEPT_ADVICE: &str =
    "Reload the page. If that does not help, erase everything and import a workspace you exported.";

/// What to tell the user where a worker did not answer.
pub(super) fn problem_of(what: &str, error: &WorkerError) -> Problem {
    let what_to_do = match error {
        WorkerError::NotStarted(_) => "Check the connection, then reload the page.",
        WorkerError::OtherBuild => "Reload the page to get one version of both.",
        WorkerError::Crashed(_) => "Try again; if it happens again, reload the page. Nothing that was saved is lost.",
        WorkerError::Stopped => "",
        WorkerError::Refused(Refusal::File { advice, .. }) => advice,
        WorkerError::Refused(Refusal::Model(_)) => "Check the model's priors, or go back to the proposed ones.",
        WorkerError::Refused(Refusal::Kept(_)) => KEPT_ADVICE,
        WorkerError::Refused(Refusal::Plan(_) | Refusal::Reconcile(_)) => "",
        WorkerError::Refused(Refusal::NotLoaded(_) | Refusal::TalliesMissing(_) | Refusal::NotUnderstood(_)) => RELOAD,
    };
    Problem::new(what, error.to_string(), what_to_do)
}
