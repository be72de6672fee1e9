//! What to know before reading numbers that rest on a fit, for Plan, Forecast and Reconcile.

use crate::components::{LinkButton, Notice, NoticeKind, Tone};
use crate::present::plan::{Doubt, badge, outdated, untrusted};
use crate::route::{MeasureView, Route};
use crate::state::{AppState, use_state};
use leptos::prelude::*;

/// A fit that failed its checks, and data or a model newer than it.
#[component]
pub fn FitNotices() -> impl IntoView {
    let state = use_state();
    let old = Memo::new(move |_| outdated(state.freshness.get()));
    view! {
        <div class="under-headline">
            <Untrusted/>
            {move || old.get().map(|doubt| view! { <Doubted doubt=doubt/> })}
        </div>
    }
}

/// A fit that failed its checks.
#[component]
pub fn Untrusted() -> impl IntoView {
    let state = use_state();
    let failed = Memo::new(move |_| {
        let summary = state.summary.read().ready().cloned()?;
        untrusted(&summary.diagnostics, &state.locale.read())
    });
    move || failed.get().map(|doubt| view! { <Doubted doubt=doubt/> })
}

#[component]
fn Doubted(doubt: Doubt) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title=doubt.title what_to_do=doubt.what_to_do>
            <LinkButton href=Route::Measure(MeasureView::Trust).fragment()>"See the checks"</LinkButton>
            <LinkButton href=Route::Measure(MeasureView::Results).fragment()>"Fit again"</LinkButton>
        </Notice>
    }
}

/// The word beside every number that a doubt touches; empty without doubt.
pub fn doubt_badge(state: AppState) -> Signal<String> {
    Signal::derive(move || {
        let summary = state.summary.read().ready().cloned();
        badge(summary.as_ref().map(|s| &s.diagnostics), state.freshness.get()).to_owned()
    })
}

/// How that word is shown.
pub const DOUBT: Tone = Tone::Warn;
