//! The page's twelve columns.

use leptos::prelude::*;

/// Cards and tiles in rows; each says its own [`Span`](super::Span).
#[component]
pub fn Grid(
    /// Cards, tiles, notices.
    children: Children,
) -> impl IntoView {
    view! { <div class="grid">{children()}</div> }
}
