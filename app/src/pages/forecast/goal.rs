//! The goal, and at once how likely it is and what lies on either side; without a goal, what to expect.

use super::Shown;
use crate::components::{Button, ButtonKind, Card, Figure, Span};
use crate::pages::plan::commit::GoalField;
use crate::pages::plan::notices::{DOUBT, doubt_badge};
use crate::present::forecast::{Tile, goal_tiles, total_tiles};
use crate::state::use_state;
use leptos::prelude::*;

/// The field, and three tiles.
#[component]
pub fn Goal(shown: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let has_goal = Memo::new(move |_| state.goal.get().is_some());
    let tiles = Memo::new(move |_| match state.outlook.get() {
        Some(outlook) => Some(goal_tiles(&outlook, &state.locale.read())),
        None => shown.get().map(|shown| total_tiles(&shown.forecast, &shown.locale)),
    });
    view! {
        <Card
            title="What is to be reached?"
            span=Span::Quarter
            actions=move || view! { <Clear has_goal=has_goal/> }
        >
            <GoalField/>
        </Card>
        {move || tiles.get().map(|tiles| tiles.map(|tile| view! { <Number tile=tile/> }).collect_view())}
    }
}

#[component]
fn Clear(has_goal: Memo<bool>) -> impl IntoView {
    let state = use_state();
    view! {
        <Show when=move || has_goal.get()>
            <Button kind=ButtonKind::Quiet on_press=move || state.set_goal(None)>"No goal"</Button>
        </Show>
    }
}

#[component]
fn Number(tile: Tile) -> impl IntoView {
    let badge = doubt_badge(use_state());
    view! { <Figure label=tile.label value=tile.value range=tile.range badge=badge tone=DOUBT span=Span::Quarter/> }
}
