//! The frame of every page: a way past the rail for the keyboard, the rail, the page.

use leptos::prelude::*;

/// Rail on the left or at the foot, page beside it.
#[component]
pub fn Frame(
    /// The [`Rail`](super::Rail).
    #[prop(into)]
    rail: ViewFnOnce,
    /// The page: top line, headline, [`Grid`](super::Grid)s.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="frame">
            {rail.run()}
            <main id="page" class="page" tabindex="-1">{children()}</main>
        </div>
    }
}
