//! The tiles: how likely the goal is and what lies on either side; without a goal, what to expect.

use super::Shown;
use crate::components::{Figure, Span};
use crate::pages::plan::notices::{DOUBT, doubt_badge};
use crate::present::forecast::{Tile, goal_tiles, total_tiles};
use crate::state::use_state;
use leptos::prelude::*;

/// Three tiles.
#[component]
pub fn Tiles(shown: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let tiles = Memo::new(move |_| {
        let shown = shown.get()?;
        let terms = state.stated_goal.get().map(|goal| goal.terms);
        let goal = terms.and_then(|terms| Some((terms.metric, terms.outlook(&shown.forecast)?)));
        Some(match goal {
            Some((metric, outlook)) => goal_tiles(&outlook, metric, &shown.locale),
            None => total_tiles(&shown.forecast, &shown.locale),
        })
    });
    move || tiles.get().map(|tiles| tiles.map(|tile| view! { <Number tile=tile/> }).collect_view())
}

#[component]
fn Number(tile: Tile) -> impl IntoView {
    let badge = doubt_badge(use_state());
    view! { <Figure label=tile.label value=tile.value range=tile.range badge=badge tone=DOUBT span=Span::Third/> }
}
