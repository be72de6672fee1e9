//! The margin of error so far, with the number of weeks it rests on.

use super::Shown;
use crate::components::{Figure, Span};
use crate::pages::plan::notices::{DOUBT, doubt_badge};
use crate::present::reconcile::{errors, errors_words, goal_so_far};
use crate::state::use_state;
use leptos::prelude::*;

/// Three tiles.
#[component]
pub fn Tiles(shown: Shown) -> impl IntoView {
    let badge = doubt_badge(use_state());
    let words = errors(&shown.reconciliation).map(|errors| errors_words(&errors, &shown.locale));
    let goal = goal_so_far(&shown.reconciliation, &shown.committed, &shown.locale);
    words.map(|[weekly, total, sample]| {
        view! {
            <Figure
                label="Error of a week, on average"
                value=weekly
                range=format!("of a week's actual; {sample}")
                badge=badge
                tone=DOUBT
                span=Span::Third
            />
            <Figure
                label="Error of the total so far"
                value=total
                range=format!("actual against forecast; {sample}")
                badge=badge
                tone=DOUBT
                span=Span::Third
            />
            <Figure label=goal.label value=goal.value range=goal.range span=Span::Third/>
        }
    })
}
