//! The frame around every page: rail, top line, notices.

use leptos::prelude::*;

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    view! { <p>"Sextant"</p> }
}
