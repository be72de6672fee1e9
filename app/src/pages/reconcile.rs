//! The Reconcile page.

use leptos::prelude::*;

/// The Reconcile page.
#[component]
pub fn ReconcilePage() -> impl IntoView {
    view! { <p>"Reconcile"</p> }
}
