//! Why the plan is the best: the same next unit everywhere, and what every limit that binds costs.

use super::shown::Shown;
use crate::components::{ButtonKind, Card, LinkButton};
use crate::present::plan::reasons;
use crate::route::{PlanView, Route};
use crate::state::{SpendChoice, use_state};
use leptos::prelude::*;

/// How many reasons are shown at first: the rest is behind the foot.
const FIRST: usize = 5;

/// What the card is about, and how much of a promised gain came true in sixty simulated worlds (docs/method/peers.md).
const SUBTITLE: &str = "What the next unit brings where money could still move, and what each limit costs. Count on three \
    quarters of the gain: that is how much of it came true in simulated worlds, since what looks best is partly overrated.";

/// The card.
#[component]
pub fn Why(shown: Shown) -> impl IntoView {
    let state = use_state();
    let said = Memo::new(move |_| {
        let aim = state.plan_draft.get().map(|d| d.aim).unwrap_or_default();
        reasons(&shown.plan, &aim, &shown.outcome, &shown.locale)
    });
    let is_own = move || state.plan_draft.read().as_ref().is_some_and(|d| d.choice == SpendChoice::Own);
    let title = move || if is_own() { "Why the optimum is the best" } else { "Why this is the best" };
    // The last two say how it is computed.
    let evidence = move || {
        let said = said.get();
        let count = said.len().saturating_sub(2).min(FIRST);
        said.into_iter().take(count).map(|reason| view! { <li>{reason}</li> }).collect_view()
    };
    let explain = move || {
        let said = said.get();
        let from = said.len().saturating_sub(2).min(FIRST);
        said.into_iter().skip(from).map(|reason| view! { <p>{reason}</p> }).collect_view()
    };
    view! {
        <Card
            title=Signal::derive(move || title().to_owned())
            subtitle=SUBTITLE
            explain=explain
            actions=|| view! { <LinkButton kind=ButtonKind::Quiet href=Route::Plan(PlanView::Limits).fragment()>"Change the limits"</LinkButton> }
        >
            <ul class="reasons">{evidence}</ul>
        </Card>
    }
}
