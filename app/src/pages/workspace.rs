//! The Workspace page.

use leptos::prelude::*;

/// The Workspace page.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    view! { <p>"Workspace"</p> }
}
