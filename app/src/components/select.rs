//! A choice of one among a few.

use super::help::unique_id;
use leptos::prelude::*;

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is told when it is chosen.
    pub key: String,
    /// What is shown.
    pub label: String,
}

impl Choice {
    /// A choice.
    #[must_use]
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into() }
    }
}

/// A list to choose from.
#[component]
pub fn Select(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The key of what is chosen.
    #[prop(into)]
    chosen: Signal<String>,
    /// Told the key of what was chosen.
    #[prop(into)]
    on_choose: Callback<(String,)>,
    /// One line below.
    #[prop(into, optional)]
    help: Signal<String>,
) -> impl IntoView {
    let id = unique_id("select");
    let option = move |choice: Choice| {
        let key = choice.key.clone();
        let is_chosen = move || *chosen.read() == key;
        view! { <option value=choice.key prop:selected=is_chosen>{choice.label}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=move |event| on_choose.run((event_target_value(&event),))>
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
            <Show when=move || !help.read().is_empty()>
                <p class="field-help">{help}</p>
            </Show>
        </div>
    }
}
