//! What the results are read from: the summary, the fit it is of, the truth where it is known, the words.

use crate::components::{Notice, NoticeKind};
use crate::present::measure::terms::Terms;
use crate::state::{AppState, FitRecord, Loadable, Summary, Truth};
use leptos::prelude::*;
use std::sync::Arc;

/// A finished fit with its results.
#[derive(Clone)]
pub struct Shown {
    /// The results.
    pub summary: Arc<Summary>,
    /// The fit.
    pub record: Arc<FitRecord>,
    /// What really happened, in the demo.
    pub truth: Option<Arc<Truth>>,
    /// The words.
    pub terms: Terms,
}

impl Shown {
    /// How a picture is read, with a warning in front where the fit failed its checks.
    pub fn subtitle(&self, subtitle: String) -> String {
        if self.summary.diagnostics.passes() {
            subtitle
        } else {
            format!("Untrusted: the fit failed its checks. {subtitle}")
        }
    }
}

/// The results, where they are there.
pub fn shown_when_ready(state: AppState) -> Option<Shown> {
    let summary = state.summary.read().ready().cloned()?;
    let record = state.shown_fit.get()?;
    let terms = Terms::of(&record.panel, &state.locale.read());
    Some(Shown { summary, record, truth: state.truth.get(), terms })
}

/// What stands in place of results that are not there.
pub fn waiting(state: AppState) -> AnyView {
    match &*state.summary.read() {
        Loadable::Failed(problem) => {
            let what_to_do = problem.advice();
            view! { <Notice kind=NoticeKind::Error title=problem.what.clone() what_to_do=what_to_do/> }.into_any()
        }
        _ => view! { <Notice title="The results are being computed from the draws" what_to_do="This takes a few seconds."/> }
            .into_any(),
    }
}
