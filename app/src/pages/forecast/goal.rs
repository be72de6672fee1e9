//! The goal, and at once how likely it is and what lies on either side.

use crate::components::{Button, ButtonKind, Card, Figure, Span};
use crate::pages::plan::commit::GoalField;
use crate::pages::plan::notices::{DOUBT, doubt_badge};
use crate::present::forecast::{GoalWords, goal_words};
use crate::state::{AppState, use_state};
use leptos::prelude::*;

/// The field, and three tiles once there is a goal.
#[component]
pub fn Goal() -> impl IntoView {
    let state = use_state();
    let words = Memo::new(move |_| state.outlook.get().map(|outlook| goal_words(&outlook, &state.locale.read())));
    let has_goal = Memo::new(move |_| state.goal.get().is_some());
    view! {
        <Card
            title="What is to be reached?"
            subtitle="Type a total for all weeks; the answer follows at once."
            span=Span::Third
            actions=move || view! { <Clear has_goal=has_goal/> }
        >
            <GoalField/>
        </Card>
        {move || words.get().map(|words| view! { <Tiles words=words/> })}
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
fn Tiles(words: GoalWords) -> impl IntoView {
    let state = use_state();
    view! {
        <Tile label="Likely to be reached" value=words.likely range="share of the draws that reach the goal" state=state/>
        <Tile
            label="If it is missed, on average short by"
            value=words.shortfall
            range=format!("if it is reached, over by {}", words.excess)
            state=state
        />
        <Tile
            label="One in ten is above"
            value=words.upside
            range=format!("one in ten is below {}", words.downside)
            state=state
        />
    }
}

#[component]
fn Tile(label: &'static str, value: String, #[prop(into)] range: String, state: AppState) -> impl IntoView {
    view! { <Figure label=label value=value range=range badge=doubt_badge(state) tone=DOUBT span=Span::Third/> }
}
