//! The colour of a channel beside its name.

use crate::present::palette::Ink;
use leptos::prelude::*;

/// A small square in the colour of an ink.
#[component]
pub fn Swatch(
    /// The ink.
    ink: Ink,
) -> impl IntoView {
    view! { <span class="swatch" aria-hidden="true" style:background-color=format!("var({})", ink.property())></span> }
}
