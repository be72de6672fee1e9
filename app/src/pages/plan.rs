//! The Plan page.

use leptos::prelude::*;

/// The Plan page.
#[component]
pub fn PlanPage() -> impl IntoView {
    view! { <p>"Plan"</p> }
}
