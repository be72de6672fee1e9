//! The Forecast page: what the weeks ahead bring, the goal and what it takes, what is assumed, and how good forecasts
//! were.

mod assumed;
mod compared;
mod fans;
mod geographies;
mod goal;
mod lift;
mod record;
mod spread;
mod tabs;
mod tiles;

use crate::components::{EmptyState, Grid, Headline, LinkButton, Notice, NoticeKind};
use crate::pages::plan::notices::FitNotices;
use crate::present::forecast::answer;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::plan::Answer;
use crate::route::{ForecastView, MeasureView, Route};
use crate::state::{AppState, Forecast, Loadable, Panel, use_state, weeks_until};
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
    let view = Memo::new(move |_| match state.route.get() {
        Route::Forecast(view) => view,
        _ => ForecastView::Outlook,
    });
    let words = Memo::new(move |_| match view.get() {
        ForecastView::Outlook | ForecastView::Assumptions => outlook_words(state, shown.get()),
        ForecastView::Goal => goal::words(state, shown.get()),
        ForecastView::Record => record::words(state),
    });
    view! {
        <Headline
            answer=Signal::derive(move || words.get().sentence)
            range=Signal::derive(move || words.get().range)
        />
        {move || view! { <tabs::Tabs shown=view.get()/> }}
        <FitNotices/>
        <Broken/>
        {move || match view.get() {
            ForecastView::Outlook => view! { <OutlookView shown=shown/> }.into_any(),
            ForecastView::Goal => view! { <goal::GoalView shown=shown/> }.into_any(),
            ForecastView::Assumptions => view! { <Grid><assumed::Assumed/></Grid> }.into_any(),
            ForecastView::Record => view! { <record::RecordView/> }.into_any(),
        }}
    }
}

/// The expected total, or how likely the goal is where one is set.
fn outlook_words(state: AppState, shown: Option<Shown>) -> Answer {
    let Some(shown) = shown else {
        return Answer { sentence: "Computing the forecast".to_owned(), range: String::new() };
    };
    let weeks = weeks_until(&shown.forecast.weeks, state.goal_by.get());
    // A goal by an earlier day is told on its own view.
    let goal = state.goal.get().zip(state.outlook.get()).filter(|_| weeks == shown.forecast.weeks.len());
    answer(&shown.forecast, goal, &shown.outcome, &shown.locale)
}

/// What the weeks ahead bring.
#[component]
fn OutlookView(shown: Memo<Option<Shown>>) -> impl IntoView {
    view! {
        <Grid>
            <tiles::Tiles shown=shown/>
            {move || shown.get().map(|shown| view! {
                <fans::Fans shown=shown.clone()/>
                <spread::Spread shown=shown.clone()/>
                <geographies::Geographies shown=shown/>
            })}
            <compared::Compared shown=shown/>
        </Grid>
    }
}

/// The forecast could not be computed.
#[component]
fn Broken() -> impl IntoView {
    let state = use_state();
    move || {
        state.forecast.read().problem().cloned().map(|problem| {
            let what_to_do = problem.advice();
            view! { <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do/> }
        })
    }
}
