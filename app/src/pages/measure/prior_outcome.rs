//! The form of the outcome: how effects combine and how weeks scatter.

use super::prior_base::{BaseField, DEGREES};
use crate::components::{Card, Choice, Select};
use crate::present::measure::outcome_form::{
    LINKS, Named, SCATTERS, link_help, links, mean_outcome, scatter_help, scatters,
};
use crate::state::{ModelSpec, NoiseFamily, Panel, SpecEdit, use_state};
use leptos::prelude::*;

/// How effects combine, how weeks scatter, and how heavy the tails are where that is asked.
#[component]
pub fn OutcomeCard() -> impl IntoView {
    let state = use_state();
    let both = move || state.spec.get().zip(state.panel.get());
    let told = move |tell: fn(&ModelSpec, &Panel) -> String| {
        Signal::derive(move || both().map(|(spec, panel)| tell(&spec, &panel)).unwrap_or_default())
    };
    let mean = move || state.panel.read_untracked().as_ref().map_or(0.0, |panel| mean_outcome(panel));
    let link = move || state.spec.read().as_ref().map(|s| key_of(&LINKS, s.outcome.link)).unwrap_or_default();
    let noise = move || state.spec.read().as_ref().map(|s| key_of(&SCATTERS, s.outcome.noise)).unwrap_or_default();
    let choose_link = move |key: String| {
        if let Some(link) = chosen(&LINKS, &key) {
            state.edit_spec(SpecEdit::Link(link, mean()));
        }
    };
    let choose_noise = move |key: String| {
        if let Some(noise) = chosen(&SCATTERS, &key) {
            state.edit_spec(SpecEdit::NoiseFamily(noise, mean()));
        }
    };
    let is_heavy =
        Memo::new(move |_| state.spec.read().as_ref().is_some_and(|s| s.outcome.noise == NoiseFamily::StudentT));
    view! {
        <Card title="The outcome" subtitle="How effects combine, and how weeks scatter around what is expected.">
            <div class="ranges">
                <Select
                    label="How effects combine"
                    choices=Signal::derive(move || both().map(|(s, p)| named(&links(&s, &p))).unwrap_or_default())
                    chosen=Signal::derive(link)
                    on_choose=choose_link
                    help=told(link_help)
                />
                <Select
                    label="How weeks scatter"
                    choices=Signal::derive(move || both().map(|(s, p)| named(&scatters(&s, &p))).unwrap_or_default())
                    chosen=Signal::derive(noise)
                    on_choose=choose_noise
                    help=told(scatter_help)
                />
                <Show when=move || is_heavy.get()>
                    <BaseField part=DEGREES/>
                </Show>
            </div>
        </Card>
    }
}

/// The choices of a list.
pub fn named<T>(all: &[Named<T>]) -> Vec<Choice> {
    all.iter().map(|(key, label, _)| Choice::new(*key, *label)).collect()
}

/// The key of a choice.
pub fn key_of<T: PartialEq>(all: &[Named<T>], value: T) -> String {
    all.iter().find(|(.., own)| *own == value).map(|(key, ..)| (*key).to_owned()).unwrap_or_default()
}

/// The choice with this key.
pub fn chosen<T: Copy>(all: &[Named<T>], key: &str) -> Option<T> {
    all.iter().find(|(own, ..)| *own == key).map(|(.., value)| *value)
}
