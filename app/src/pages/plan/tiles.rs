//! What the plan is worth: outcome, profit, chance of the goal, each beside today's plan, following every move.

use super::notices::{DOUBT, doubt_badge};
use super::shown::outcome_of;
use crate::components::{Figure, Span};
use crate::present::plan::{Weighing, WorthTile};
use crate::state::{AppState, Loadable, use_state};
use leptos::prelude::*;

/// The tiles.
#[component]
pub fn Tiles() -> impl IntoView {
    let state = use_state();
    let tiles = Memo::new(move |before: Option<&Vec<WorthTile>>| {
        tiles_of(state).or_else(|| before.cloned()).unwrap_or_default()
    });
    let count = Memo::new(move |_| tiles.read().len());
    view! {
        {move || (0..count.get()).map(|place| view! { <Tile tiles=tiles place=place count=count.get_untracked()/> }).collect_view()}
        <Failed/>
    }
}

/// The tiles of what was weighed last; none before.
pub fn tiles_of(state: AppState) -> Option<Vec<WorthTile>> {
    let (draft, outcome) = (state.plan_draft.get()?, outcome_of(state)?);
    let weighed = state.weighed.get();
    let weighed = weighed.ready()?;
    let weighing = Weighing {
        today: &weighed.today,
        plan: &weighed.plan,
        goal: weighed.goal,
        economics: draft.aim.economics,
        weeks: draft.horizon(),
    };
    Some(weighing.tiles(&outcome, &state.locale.read()))
}

#[component]
fn Tile(tiles: Memo<Vec<WorthTile>>, place: usize, count: usize) -> impl IntoView {
    let badge = doubt_badge(use_state());
    let text = move |pick: fn(&WorthTile) -> String| {
        Signal::derive(move || tiles.read().get(place).map(pick).unwrap_or_default())
    };
    let span = if count > 2 { Span::Quarter } else { Span::Third };
    view! {
        <Figure
            label=text(|tile| tile.label.clone())
            value=text(|tile| tile.value.clone())
            range=text(|tile| tile.beside.join("; "))
            badge=badge
            tone=DOUBT
            span=span
        />
    }
}

/// Why there are no figures.
#[component]
fn Failed() -> impl IntoView {
    let state = use_state();
    let problem = move || match &*state.weighed.read() {
        Loadable::Failed(problem) => Some(format!("{} {}", problem.what, problem.why)),
        _ => None,
    };
    move || problem().map(|text| view! { <p class="note" role="alert">{text}</p> })
}
