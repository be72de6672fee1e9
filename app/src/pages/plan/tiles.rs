//! Three numbers: what media bring today and planned, and the chance that the plan is better.

use super::notices::{DOUBT, doubt_badge};
use super::shown::Shown;
use crate::components::{Figure, Span};
use crate::present::chance::chance;
use crate::present::plan::response_figures;
use crate::state::use_state;
use leptos::prelude::*;

/// The tiles.
#[component]
pub fn Tiles(shown: Shown) -> impl IntoView {
    let state = use_state();
    let badge = doubt_badge(state);
    let figures = response_figures(&shown.plan, &shown.outcome, &shown.locale);
    let better = chance(&shown.locale, shown.plan.probability_better);
    view! {
        <Figure
            label=figures.label
            value=figures.planned
            range=figures.today
            badge=badge
            tone=DOUBT
            span=Span::Third
        />
        <Figure
            label="Chance that it beats today's plan"
            value=better
            range="share of the draws in which it brings more"
            badge=badge
            tone=DOUBT
            span=Span::Third
        />
    }
}
