//! The Know page.

use leptos::prelude::*;

/// The Know page.
#[component]
pub fn KnowPage() -> impl IntoView {
    view! { <p>"Know"</p> }
}
