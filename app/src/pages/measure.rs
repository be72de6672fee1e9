//! The Measure page.

use leptos::prelude::*;

/// The Measure page.
#[component]
pub fn MeasurePage() -> impl IntoView {
    view! { <p>"Measure"</p> }
}
