//! A number chosen by feel between two ends.

use super::help::unique_id;
use super::read_only::is_read_only;
use leptos::prelude::*;

/// A slider with its name and its value as text.
#[component]
pub fn Slider(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The number.
    #[prop(into)]
    value: Signal<f64>,
    /// The number as text, for eyes and screen readers.
    #[prop(into)]
    text: Signal<String>,
    /// The lowest and the highest number.
    range: (f64, f64),
    /// From one number to the next.
    step: f64,
    /// Told every number on the way.
    #[prop(into)]
    on_input: Callback<(f64,)>,
) -> impl IntoView {
    let id = unique_id("slider");
    let moved = move |event| {
        if let Ok(value) = event_target_value(&event).parse() {
            on_input.run((value,));
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}<output class="slider-text">{text}</output></label>
            <input
                id=id
                type="range"
                min=range.0
                max=range.1
                step=step
                prop:value=move || value.get().to_string()
                aria-valuetext=text
                disabled=is_read_only()
                on:input=moved
            />
        </div>
    }
}
