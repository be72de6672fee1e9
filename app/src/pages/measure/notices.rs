//! What to know before reading: results that are older than data or model, and a fit that failed its checks.

use super::shown::shown_when_ready;
use crate::components::{Button, Notice, NoticeKind};
use crate::present::measure::checks::{gate_advice, gate_complaint};
use crate::route::MeasureView;
use crate::state::{AppState, FitSettings, Freshness, use_state};
use leptos::prelude::*;

/// The notices that apply; where the model is edited it is plain that the fit is older.
#[component]
pub fn Notices(
    /// The view that is shown.
    shown: MeasureView,
) -> impl IntoView {
    view! {
        <div class="under-headline">
            {(shown != MeasureView::Priors).then(|| view! { <Stale/> })}
            <Untrusted/>
        </div>
    }
}

/// The settings of the shown fit; the usual ones where there is none.
pub fn settings_of_fit(state: AppState) -> FitSettings {
    state.shown_fit.read_untracked().as_ref().map_or_else(FitSettings::default, |fit| fit.settings)
}

#[component]
fn Stale() -> impl IntoView {
    let state = use_state();
    let title = move || match state.freshness.get() {
        Freshness::NoFit | Freshness::Current => None,
        Freshness::DataChanged => Some("The data have changed since this fit"),
        Freshness::ModelChanged => Some("The model has been edited since this fit"),
        Freshness::BothChanged => Some("Data and model have changed since this fit"),
    };
    let is_running = move || state.fit.read().is_running();
    let passes = Memo::new(move |_| state.summary.read().ready().is_none_or(|s| s.diagnostics.passes()));
    move || {
        title().map(|title| {
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title=title
                    what_to_do="The results shown are those of the earlier fit. Fit again to bring them up to date."
                >
                    // A fit that failed has a button of its own, with more draws.
                    <Show when=move || passes.get()>
                        <Button
                            disabled=Signal::derive(is_running)
                            on_press=move || state.run_fit_with(settings_of_fit(state))
                        >
                            "Fit again"
                        </Button>
                    </Show>
                </Notice>
            }
        })
    }
}

#[component]
fn Untrusted() -> impl IntoView {
    let state = use_state();
    let is_running = move || state.fit.read().is_running();
    let complaint = Memo::new(move |_| {
        let shown = shown_when_ready(state)?;
        let diagnostics = &shown.summary.diagnostics;
        gate_complaint(diagnostics, &shown.terms.locale).map(|complaint| (complaint, gate_advice(diagnostics)))
    });
    move || {
        complaint.get().map(|(complaint, advice)| {
            let what_to_do = format!("{complaint} Do not decide on these numbers yet. {advice}");
            view! {
                <Notice kind=NoticeKind::Warning title="This fit is not to be trusted yet" what_to_do=what_to_do>
                    <Button disabled=Signal::derive(is_running) on_press=move || state.run_fit_with(more_draws(state))>
                        "Fit again with more draws"
                    </Button>
                </Notice>
            }
        })
    }
}

/// The shown fit's settings with twice the warm-up and draws, at least the usual ones, and smaller steps.
fn more_draws(state: AppState) -> FitSettings {
    let (settings, usual) = (settings_of_fit(state), FitSettings::default());
    FitSettings {
        warmup: (2 * settings.warmup).max(usual.warmup),
        draws: (2 * settings.draws).max(usual.draws),
        target_acceptance: settings.target_acceptance.max(0.95),
        ..settings
    }
}
