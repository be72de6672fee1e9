//! A switch between on and off.

use super::read_only::is_read_only;
use leptos::prelude::*;

/// A switch with its name.
#[component]
pub fn Toggle(
    /// What is switched.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Told the new state.
    #[prop(into)]
    on_change: Callback<(bool,)>,
) -> impl IntoView {
    view! {
        <label class="toggle">
            <input
                type="checkbox"
                role="switch"
                prop:checked=on
                disabled=is_read_only()
                on:change=move |event| on_change.run((event_target_checked(&event),))
            />
            <span>{label}</span>
        </label>
    }
}
