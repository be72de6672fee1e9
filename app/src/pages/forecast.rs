//! The Forecast page.

use leptos::prelude::*;

/// The Forecast page.
#[component]
pub fn ForecastPage() -> impl IntoView {
    view! { <p>"Forecast"</p> }
}
