//! Several lines of text to fill in. What was typed is handed over on leaving, or as it is typed.

use super::help::unique_id;
use super::read_only::is_read_only;
use leptos::prelude::*;

/// A field of several lines.
#[component]
pub fn TextArea(
    /// What is filled in.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Told what was typed, on leaving.
    #[prop(into)]
    on_commit: Callback<(String,)>,
    /// One line on what belongs here.
    #[prop(into, optional)]
    help: Signal<String>,
    /// What is wrong with what was typed; empty when nothing is.
    #[prop(into, optional)]
    error: Signal<String>,
) -> impl IntoView {
    let id = unique_id("text");
    let note_id = format!("{id}-note");
    let has_error = move || !error.read().is_empty();
    let note = move || if has_error() { error.get() } else { help.get() };
    view! {
        <div class="field" class:has-error=has_error>
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                rows="4"
                spellcheck="false"
                prop:value=value
                disabled=is_read_only()
                aria-invalid=move || has_error().to_string()
                aria-describedby=note_id.clone()
                on:change=move |event| on_commit.run((event_target_value(&event),))
            ></textarea>
            <p id=note_id class="field-help" aria-live="polite">{note}</p>
        </div>
    }
}
