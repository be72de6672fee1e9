//! Seeking the optimum anew, a moment after the last edit, whenever what is shown no longer answers the draft.

use crate::state::{AppState, FitRecord, Loadable, PlanDraft, SpendChoice};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// From the last edit to the search.
const PAUSE: Duration = Duration::from_millis(350);

/// A question that was asked: the fit and the draft.
type Asked = Option<(Arc<FitRecord>, Arc<PlanDraft>)>;

/// Keeps the plan current while the page is open. Limits that contradict each other are refused by the search at once.
pub fn keep_current(state: AppState) {
    let asked = StoredValue::<Asked>::new(None);
    let waiting = StoredValue::<Option<TimeoutHandle>>::new(None);
    let keeps_today = StoredValue::new(false);
    Effect::new(move |_| {
        let question = state.shown_fit.get().zip(state.plan_draft.get());
        let is_answered = state.plan_is_current.get();
        let Some((fit, draft)) = question.filter(|_| !is_answered) else { return };
        let is_new = asked.with_value(|a| a.as_ref().is_none_or(|a| a.0.id != fit.id || !a.1.asks_the_same(&draft)));
        if !is_new {
            return;
        }
        stop(waiting);
        let ask = move || {
            keeps_today.set_value(has_kept_today(state));
            asked.set_value(Some((fit, draft)));
            state.optimise();
        };
        waiting.set_value(set_timeout_with_handle(once(ask), PAUSE).ok());
    });
    // The optimum is chosen when it is found, but not where today's plan was kept on purpose.
    Effect::new(move |_| {
        let is_found = state.plan.read().ready().is_some() && state.plan_is_current.get();
        if is_found && keeps_today.get_value() {
            keeps_today.set_value(false);
            state.choose_spend(SpendChoice::Today);
        }
    });
    on_cleanup(move || stop(waiting));
}

/// Whether today's plan is chosen although there was an optimum to choose.
fn has_kept_today(state: AppState) -> bool {
    let had_plan = state.plan.with_untracked(|plan| !matches!(plan, Loadable::Empty));
    had_plan && state.plan_draft.with_untracked(|draft| draft.as_ref().is_some_and(|d| d.choice == SpendChoice::Today))
}

fn stop(waiting: StoredValue<Option<TimeoutHandle>>) {
    if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
        handle.clear();
    }
}

/// A closure that can be called once, for a timer that asks for one that could be called often.
fn once(run: impl FnOnce() + 'static) -> impl Fn() + 'static {
    let run = std::cell::Cell::new(Some(run));
    move || {
        if let Some(run) = run.take() {
            run();
        }
    }
}
