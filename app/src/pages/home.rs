//! The Home page.

use leptos::prelude::*;

/// The Home page.
#[component]
pub fn HomePage() -> impl IntoView {
    view! { <p>"Home"</p> }
}
