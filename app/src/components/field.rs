//! A line of text to fill in: label, unit, help, error. What was typed is handed over on Enter or on leaving.

use super::help::unique_id;
use super::read_only::is_read_only;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// A field.
#[component]
pub fn Field(
    /// What is filled in.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Told what was typed, on Enter or on leaving.
    #[prop(into)]
    on_commit: Callback<(String,)>,
    /// The unit, behind the field.
    #[prop(into, optional)]
    unit: Signal<String>,
    /// One line on what belongs here.
    #[prop(into, optional)]
    help: Signal<String>,
    /// What is wrong with what was typed; empty when nothing is.
    #[prop(into, optional)]
    error: Signal<String>,
    /// Which keyboard a phone shows, such as `decimal`.
    #[prop(default = "text")]
    keyboard: &'static str,
) -> impl IntoView {
    let id = unique_id("field");
    let note_id = format!("{id}-note");
    let has_error = move || !error.read().is_empty();
    let note = move || if has_error() { error.get() } else { help.get() };
    let keys = move |event: KeyboardEvent| finish_on_enter(&event, value);
    view! {
        <div class="field" class:has-error=has_error>
            <label for=id.clone()>{label}</label>
            <div class="field-line">
                <input
                    id=id
                    type="text"
                    inputmode=keyboard
                    autocomplete="off"
                    prop:value=value
                    disabled=is_read_only()
                    aria-invalid=move || has_error().to_string()
                    aria-describedby=note_id.clone()
                    on:change=move |event| on_commit.run((event_target_value(&event),))
                    on:keydown=keys
                />
                <span class="field-unit">{unit}</span>
            </div>
            <p id=note_id class="field-help" aria-live="polite">{note}</p>
        </div>
    }
}

/// Enter hands over by leaving the field; Escape puts back what stood in it.
fn finish_on_enter(event: &KeyboardEvent, value: Signal<String>) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    match event.key().as_str() {
        "Escape" => input.set_value(&value.get_untracked()),
        "Enter" => {}
        _ => return,
    }
    // A browser tells of a change when focus leaves; focus comes back for the keyboard's sake.
    if input.blur().and_then(|()| input.focus()).is_err() {
        input.set_value(&value.get_untracked());
    }
}
