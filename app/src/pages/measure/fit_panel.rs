//! A fit that is running or broke off: how far each chain has come, how long still, and a way to stop it at once.

use crate::components::{Button, ButtonKind, Card, LinkButton, Notice, NoticeKind, Progress};
use crate::present::measure::progress;
use crate::route::{MeasureView, Route};
use crate::state::{AppState, ChainProgress, ChainStage, FitProgress, FitStatus, Freshness, use_state};
use leptos::prelude::*;

/// Shows the fit while it runs, why it broke off, or where its results are.
#[component]
pub fn FitPanel(
    /// The view that is shown.
    shown: MeasureView,
) -> impl IntoView {
    let state = use_state();
    let is_running = Memo::new(move |_| state.fit.read().is_running());
    let is_done = Memo::new(move |_| {
        matches!(*state.fit.read(), FitStatus::Done(_)) && state.freshness.get() == Freshness::Current
    });
    let problem = Memo::new(move |_| match &*state.fit.read() {
        FitStatus::Failed(problem) => Some(problem.clone()),
        _ => None,
    });
    view! {
        <div class="under-headline">
            <Show when=move || is_running.get()><Running/></Show>
            <Show when=move || shown == MeasureView::Priors && is_done.get()><Done/></Show>
            {move || {
                problem.get().map(|problem| {
                    let what_to_do = format!("{} {} Nothing that was there is lost.", problem.why, problem.what_to_do);
                    view! {
                        <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do.trim().to_owned()>
                            <Button on_press=move || state.run_fit()>"Fit again"</Button>
                        </Notice>
                    }
                })
            }}
        </div>
    }
}

/// The way to the results of a fit that was just finished.
#[component]
fn Done() -> impl IntoView {
    view! {
        <Notice title="The model is fitted" what_to_do="Its results are those of the model below.">
            <LinkButton kind=ButtonKind::Primary href=Route::Measure(MeasureView::Results).fragment()>
                "See the results"
            </LinkButton>
        </Notice>
    }
}

/// The running fit.
#[component]
fn Running() -> impl IntoView {
    let state = use_state();
    let read = move |f: fn(&FitProgress) -> f64| match &*state.fit.read() {
        FitStatus::Running(progress) => f(progress),
        _ => 0.0,
    };
    let chains = Memo::new(move |_| read(|progress| progress.chains.len() as f64) as usize);
    let time_left = Memo::new(move |_| match &*state.fit.read() {
        FitStatus::Running(progress) => progress::time_left(progress.seconds_left),
        _ => String::new(),
    });
    let divergences = Memo::new(move |_| progress::divergences(read(|p| p.divergences() as f64) as usize));
    let stop = Callback::new(move |()| state.cancel_fit());
    view! {
        <Card
            title="The model is being fitted"
            subtitle="Independent chains look for all explanations that agree with the data. You can go on working meanwhile."
        >
            <Progress label="All chains" share=Signal::derive(move || read(FitProgress::share)) time_left=time_left on_cancel=stop/>
            <div class="chains">
                {move || (0..chains.get()).map(|place| view! { <ChainBar place=place/> }).collect_view()}
            </div>
            <p class="muted">{divergences}</p>
        </Card>
    }
}

/// One chain.
#[component]
fn ChainBar(place: usize) -> impl IntoView {
    let state = use_state();
    let chain = Memo::new(move |_| match &*state.fit.read() {
        FitStatus::Running(progress) => progress.chains.get(place).copied(),
        _ => None,
    });
    let label = move || chain.get().map(|c| words(place, c, state)).unwrap_or_default();
    let share = move || chain.get().map_or(0.0, |c| c.share());
    view! { <Progress label=Signal::derive(label) share=Signal::derive(share)/> }
}

fn words(place: usize, chain: ChainProgress, state: AppState) -> String {
    let doing = match chain.stage {
        ChainStage::Waiting => "waiting",
        ChainStage::WarmingUp => "warming up",
        ChainStage::Sampling => "drawing",
        ChainStage::Finished => "finished",
    };
    progress::chain(place, doing, chain.done, chain.total, &state.locale.read())
}
