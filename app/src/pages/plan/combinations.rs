//! Thousands of allowed allocations: return against risk, the best at each risk, and the best in a table.

use super::shown::outcome_of;
use crate::components::{Button, Card, CardContent, Chart, DataTable, EmptyState, Grid, Notice, NoticeKind, Pick};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::plan::{Answer, CloudView, counted_in, nearest_point, totals_of};
use crate::present::scene::{Picture, Plot, Readouts, Scene, Walk};
use crate::present::table::Table;
use crate::route::{PlanView, Route};
use crate::state::{AppState, Drawn, Loadable, Spot, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The headline of the view.
pub fn words(state: AppState) -> Answer {
    let (cloud, outcome) = (state.cloud.get(), outcome_of(state));
    let (Some(drawn), Some(outcome)) = (cloud.ready(), outcome) else {
        return Answer {
            sentence: "Drawing ten thousand allocations".to_owned(),
            range: "This takes a few seconds.".to_owned(),
        };
    };
    let locale = state.locale.get();
    let count = crate::present::format::number(&locale, drawn.cloud.points.len() as f64, 0);
    let best = drawn.cloud.frontier.last().map(|spot| spot.expected).unwrap_or_default();
    let counted = counted_in(drawn.draft.aim.metric, &outcome);
    let more = counted.compared(&size(&locale, best), "more");
    let sentence = if best > 0.0 {
        format!("Of {count} allowed allocations the best brings {more} than today on average")
    } else {
        format!("None of {count} allowed allocations is better than today's plan on average")
    };
    Answer { sentence, range: "Each point is one that keeps all limits; the line is the best at each risk.".to_owned() }
}

/// A gain with two digits: each of thousands is judged by fewer draws than a plan.
fn size(locale: &Locale, gain: f64) -> String {
    crate::present::format::estimate(locale, crate::present::format::Unit::Number, gain, 0.0, 10.0 * gain.abs())
}

/// The view.
#[component]
pub fn Combinations() -> impl IntoView {
    let state = use_state();
    // Anew when the limits change, once the plan that keeps them is there.
    Effect::new(move |_| {
        if state.plan_is_current.get() && state.shown_fit.read().is_some() {
            state.draw_cloud();
        }
    });
    move || {
        match state.cloud.get() {
        Loadable::Ready(drawn) => view! { <Shown drawn=drawn/> }.into_any(),
        Loadable::Failed(problem) => {
            let what_to_do = problem.advice();
            view! {
                <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
                    <Button on_press=move || state.draw_cloud()>"Draw again"</Button>
                </Notice>
            }
            .into_any()
        }
        Loadable::Empty | Loadable::Loading => view! {
            <EmptyState
                title="Ten thousand ways to spend the same budget"
                text="Every one keeps your limits. They are being drawn and judged by what they bring and what they risk."
            >
                ""
            </EmptyState>
        }
        .into_any(),
    }
    }
}

#[component]
fn Shown(drawn: Arc<Drawn>) -> impl IntoView {
    let state = use_state();
    let stored = StoredValue::new(drawn);
    let picture =
        move |width: f64| with_view(state, stored, |view, outcome, locale| view.picture(width, outcome, locale));
    let picture = move |width: f64| picture(width).unwrap_or_else(|| nothing(width));
    let pick = move |pick: Pick| {
        let totals = with_view(state, stored, |view, _, locale| totals_picked(view, pick, locale)).flatten();
        if let Some(totals) = totals {
            open(state, &totals);
        }
    };
    let table = Signal::derive(move || with_view(state, stored, |view, o, l| view.table(o, l)).unwrap_or_default());
    view! {
        <Grid>
            <Card
                title="Return against risk"
                subtitle="Further up brings more, further left risks less. Click a point, or press Enter on one of the line, to open \
                    it as your split."
                explain=explain
            >
                <Chart picture=picture on_pick=Callback::new(move |(picked,)| pick(picked))/>
            </Card>
            <Best stored=stored table=table/>
        </Grid>
    }
}

/// The best, each to be opened.
#[component]
fn Best(stored: StoredValue<Arc<Drawn>>, table: Signal<Table>) -> impl IntoView {
    let state = use_state();
    let best = move || {
        let spots = with_view(state, stored, |view, _, _| view.best().into_iter().cloned().collect::<Vec<Spot>>());
        spots.unwrap_or_default()
    };
    let button = move |(place, spot): (usize, Spot)| {
        view! { <Button on_press=move || open(state, &spot.totals)>{format!("Open number {}", place + 1)}</Button> }
    };
    view! {
        <Card
            title="The best of them"
            subtitle="In the order of what the next unit of spend would still bring."
            table=table
            content=CardContent::Table
        >
            <DataTable table=table/>
            <div class="row">{move || best().into_iter().enumerate().map(button).collect_view()}</div>
        </Card>
    }
}

fn with_view<T>(
    state: AppState,
    drawn: StoredValue<Arc<Drawn>>,
    read: impl FnOnce(&CloudView<'_>, &Outcome, &Locale) -> T,
) -> Option<T> {
    let (outcome, locale) = (outcome_of(state)?, state.locale.get());
    drawn.with_value(|drawn| {
        let draft = &drawn.draft;
        let chosen = chosen(state, drawn);
        let view = CloudView {
            cloud: &drawn.cloud,
            channels: &draft.channels,
            chosen,
            metric: draft.aim.metric,
            weeks: draft.horizon(),
        };
        Some(read(&view, &outcome, &locale))
    })
}

/// Where the chosen plan stands: at the allocation that is nearest to it.
fn chosen(state: AppState, drawn: &Drawn) -> Option<(f64, f64)> {
    let draft = state.plan_draft.get()?;
    let plan = state.plan.get();
    let totals = match draft.choice {
        crate::state::SpendChoice::Today => return None,
        crate::state::SpendChoice::Own => draft.own_scenario()?.totals(),
        crate::state::SpendChoice::Optimum => plan.ready()?.scenario.totals(),
    };
    let distance = |other: &[f32]| -> f64 {
        other.iter().zip(&totals).map(|(a, b)| (f64::from(*a) - b) * (f64::from(*a) - b)).sum()
    };
    let channels = totals.len().max(1);
    let places = drawn.cloud.totals.chunks_exact(channels).enumerate();
    let (place, far) = places.map(|(place, other)| (place, distance(other))).min_by(|a, b| a.1.total_cmp(&b.1))?;
    let size: f64 = totals.iter().map(|t| t * t).sum();
    let point = drawn.cloud.points.get(place)?;
    // A plan that no drawn allocation is near to has no place in the picture.
    (far < 0.01 * size).then(|| (f64::from(point[0]), f64::from(point[1])))
}

fn totals_picked(view: &CloudView<'_>, pick: Pick, locale: &Locale) -> Option<Vec<f64>> {
    match pick {
        Pick::Stop(stop) => view.cloud.frontier.get(stop).map(|spot| spot.totals.clone()),
        Pick::Place { at, width } => totals_of(view.cloud, nearest_point(view, width, at, locale)?),
    }
}

/// Opens an allocation as a split of one's own.
fn open(state: AppState, totals: &[f64]) {
    let Some(draft) = state.plan_draft.get_untracked() else { return };
    let spend = draft.today.with_totals(totals).spend;
    state.open_own_spend("The allocation is open as your split.", spend);
    state.go_to(Route::Plan(PlanView::Budget));
}

fn nothing(width: f64) -> Picture {
    let plot = Plot { left: 0.0, top: 0.0, right: width, bottom: 1.0 };
    let readouts = Readouts { walk: Walk::Across, plot, stops: Vec::new() };
    Picture { scene: Scene::new(width, 1.0), readouts, alt: String::new(), table: Table::default() }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Allocations are drawn at random inside all limits, and more of them near those that are best for some appetite for \
             risk. Each is judged over the draws of the fit: the return is the mean of what it brings more than today's plan, the \
             risk is how far the mean of the worst tenth of draws falls below that."
        </p>
    }
}
