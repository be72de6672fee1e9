//! The plan that is shown, with what its words need, and the spend that is being moved. Both stay while the next is
//! sought.

use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::state::{AppState, Loadable, Panel, Plan, SpendChoice};
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

/// What the outcome of the shown fit is called.
pub fn outcome_of(state: AppState) -> Option<Outcome> {
    state.shown_fit.get().map(|fit| Outcome::of(&fit.panel))
}

/// The spend that the page is about: a split of one's own, or else the optimum; channels x weeks.
#[derive(Clone, Copy)]
pub struct Moving {
    /// While a finger or a mouse is on it.
    dragged: RwSignal<Option<Arc<Vec<Vec<f64>>>>>,
    at_rest: Memo<Arc<Vec<Vec<f64>>>>,
}

impl Moving {
    /// Nothing is being moved; `plan` is the last one that was found.
    pub fn new(state: AppState, plan: Memo<Option<Shown>>) -> Self {
        let at_rest = Memo::new(move |_| Arc::new(spend_at_rest(state, plan.get())));
        Self { dragged: RwSignal::new(None), at_rest }
    }

    /// The spend as it stands, a drag included.
    pub fn spend(self) -> Arc<Vec<Vec<f64>>> {
        self.dragged.get().unwrap_or_else(|| self.at_rest.get())
    }

    /// The spend without a drag, tracked.
    pub fn at_rest(self) -> Arc<Vec<Vec<f64>>> {
        self.at_rest.get()
    }

    /// The spend from which a drag starts.
    pub fn start(self) -> Arc<Vec<Vec<f64>>> {
        self.at_rest.get_untracked()
    }

    /// Shows another spend for as long as the drag lasts.
    pub fn drag(self, spend: Vec<Vec<f64>>) {
        self.dragged.set(Some(Arc::new(spend)));
    }

    /// Ends the drag.
    pub fn end(self) {
        self.dragged.set(None);
    }

    /// Whether something is being dragged.
    pub fn is_moving(self) -> bool {
        self.dragged.read().is_some()
    }
}

fn spend_at_rest(state: AppState, plan: Option<Shown>) -> Vec<Vec<f64>> {
    let Some(draft) = state.plan_draft.get() else { return Vec::new() };
    if let (SpendChoice::Own, Some(own)) = (draft.choice, &draft.own) {
        return own.clone();
    }
    match plan.filter(|shown| shown.plan.scenario.weeks == draft.today.weeks) {
        Some(shown) => shown.plan.scenario.spend.clone(),
        None => draft.today.spend.clone(),
    }
}

/// Keeps what the spend is worth current, while it is dragged too.
pub fn keep_weighed(state: AppState, moving: Moving) {
    let asked = Memo::new(move |_| {
        let draft = state.plan_draft.get()?;
        let fit = state.shown_fit.get()?.id;
        Some((fit, draft.today.clone(), draft.aim, state.goal.get(), moving.spend()))
    });
    Effect::new(move |_| {
        if let Some((.., spend)) = asked.get() {
            state.weigh((*spend).clone());
        }
    });
    Effect::new(move |_| {
        let is_own = state.plan_draft.read().as_ref().is_some_and(|d| d.choice == SpendChoice::Own);
        if is_own && !moving.is_moving() && state.shown_fit.read().is_some() {
            state.appraise_chosen();
        }
    });
}
