//! The Forecast page: how likely the goal is, the fans, both plans compared, and what is assumed.

mod assumed;
mod compared;
mod fans;
mod goal;

use crate::components::{EmptyState, Grid, Headline, LinkButton, Notice, NoticeKind};
use crate::pages::plan::notices::FitNotices;
use crate::present::forecast::answer;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::route::{MeasureView, Route};
use crate::state::{AppState, Forecast, Loadable, Panel, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// A forecast with what its words need.
#[derive(Clone, PartialEq)]
struct Shown {
    forecast: Arc<Forecast>,
    panel: Arc<Panel>,
    outcome: Outcome,
    locale: Locale,
}

/// The forecast for the chosen spend; the one before stays while the next is computed.
fn shown_forecast(state: AppState) -> Memo<Option<Shown>> {
    Memo::new(move |before: Option<&Option<Shown>>| {
        let panel = state.shown_fit.get()?.panel.clone();
        let locale = state.locale.get();
        let forecast = match &*state.forecast.read() {
            Loadable::Ready(forecast) => forecast.clone(),
            Loadable::Loading => before?.as_ref().filter(|b| b.panel == panel)?.forecast.clone(),
            Loadable::Failed(_) | Loadable::Empty => return None,
        };
        Some(Shown { forecast, outcome: Outcome::of(&panel), panel, locale })
    })
}

/// The Forecast page.
#[component]
pub fn ForecastPage() -> impl IntoView {
    let state = use_state();
    let has_fit = Memo::new(move |_| state.shown_fit.read().is_some());
    view! {
        <Show when=move || has_fit.get() fallback=|| view! { <NotYet/> }>
            <Outlook/>
        </Show>
    }
}

/// Before there is a fit.
#[component]
fn NotYet() -> impl IntoView {
    view! {
        <Headline
            answer="A forecast needs a fit first"
            range="Once the model has learned from the past, it says what the next weeks bring, as a probability."
        />
        <EmptyState
            title="What the next quarter brings, and how likely the goal is"
            text="A forecast here is not one number but all that may come, with its probability. It is written down when you \
                commit a plan, and is held against what happens."
        >
            <LinkButton href=Route::Measure(MeasureView::Results).fragment()>"Fit the model"</LinkButton>
        </EmptyState>
    }
}

#[component]
fn Outlook() -> impl IntoView {
    let state = use_state();
    let shown = shown_forecast(state);
    let words = Memo::new(move |_| {
        let goal = state.goal.get().zip(state.outlook.get());
        shown.get().map(|s| answer(&s.forecast, goal, &s.outcome, &s.locale))
    });
    let sentence = move || words.get().map_or_else(|| "Computing the forecast".to_owned(), |w| w.sentence);
    let range = move || words.get().map(|w| w.range).unwrap_or_default();
    view! {
        <Headline answer=Signal::derive(sentence) range=Signal::derive(range)/>
        <FitNotices/>
        <Broken/>
        <Grid>
            <goal::Goal shown=shown/>
            {move || shown.get().map(|shown| view! { <fans::Fans shown=shown/> })}
            <compared::Compared shown=shown/>
            <assumed::Assumed/>
        </Grid>
    }
}

/// The forecast could not be computed.
#[component]
fn Broken() -> impl IntoView {
    let state = use_state();
    move || {
        state.forecast.read().problem().cloned().map(|problem| {
            let what_to_do = format!("{} {}", problem.why, problem.what_to_do);
            view! { <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do/> }
        })
    }
}
