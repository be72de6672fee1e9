//! The plan that is shown, with what its words need. It stays while the next one is sought.

use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::state::{AppState, Bounds, Loadable, Panel, Plan, PlanDraft};
use leptos::prelude::*;
use std::sync::Arc;

/// A plan with what its words need.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The data of the fit it rests on.
    pub panel: Arc<Panel>,
    /// What the outcome is called.
    pub outcome: Outcome,
    /// How numbers are written.
    pub locale: Locale,
}

/// The last plan that was found for the shown fit.
pub fn shown_plan(state: AppState) -> Memo<Option<Shown>> {
    Memo::new(move |before: Option<&Option<Shown>>| {
        let panel = state.shown_fit.get()?.panel.clone();
        let locale = state.locale.get();
        let plan = match &*state.plan.read() {
            Loadable::Ready(plan) => plan.clone(),
            Loadable::Loading | Loadable::Failed(_) => before?.as_ref().filter(|b| b.panel == panel)?.plan.clone(),
            Loadable::Empty => return None,
        };
        Some(Shown { plan, outcome: Outcome::of(&panel), panel, locale })
    })
}

/// The limits of a draft, in the order of the channels.
pub fn bounds_of(draft: Option<Arc<PlanDraft>>) -> Vec<Bounds> {
    draft.map(|draft| draft.limits.iter().map(|l| l.bounds).collect()).unwrap_or_default()
}
