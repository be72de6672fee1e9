//! The margin of error so far, with the number of weeks it rests on.

use super::Shown;
use crate::components::{Figure, Span};
use crate::present::reconcile::{errors, errors_words, goal_so_far};
use leptos::prelude::*;

/// Three tiles.
#[component]
pub fn Tiles(shown: Shown) -> impl IntoView {
    let words = errors(&shown.reconciliation).map(|errors| errors_words(&errors, &shown.locale));
    let goal = goal_so_far(&shown.reconciliation, &shown.committed, &shown.panel, &shown.locale);
    words.map(|[weekly, total, sample]| {
        view! {
            <Figure
                label="Error of a week, on average"
                value=weekly
                range=format!("of a week's actual; {sample}")
                span=Span::Third
            />
            <Figure
                label="Error of the total so far"
                value=total
                range=format!("actual against forecast; {sample}")
                span=Span::Third
            />
            <Figure label=goal.label value=goal.value range=goal.range span=Span::Third/>
        }
    })
}
