//! The limits of one channel: a preset, a minimum, a maximum.

use super::budget::{OWN, preset_choices};
use super::edits::Edits;
use crate::components::{NumberField, Select, Swatch};
use crate::present::format::NumberStyle;
use crate::present::palette::Ink;
use crate::present::plan::{Preset, amount_style, spend_text};
use crate::state::{AppState, Bounds, use_state};
use leptos::prelude::*;

/// What a row shows.
#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    today: f64,
    budget: f64,
    bounds: Bounds,
}

fn row_of(state: AppState, channel: usize) -> Option<Row> {
    let draft = state.plan_draft.get()?;
    let limits = draft.limits.get(channel)?;
    let today = draft.today.spend.get(channel)?.iter().sum();
    Some(Row { name: limits.channel.clone(), today, budget: draft.budget, bounds: limits.bounds })
}

/// The row of the channel in this place.
#[component]
pub fn ChannelRow(channel: usize, edits: Edits) -> impl IntoView {
    let state = use_state();
    let row = Memo::new(move |_| row_of(state, channel));
    let name = move || row.get().map(|row| row.name).unwrap_or_default();
    let bounds = move || row.get().map_or(Bounds { min: 0.0, max: 0.0 }, |row| row.bounds);
    let today = move || {
        let today = row.get().map_or(0.0, |row| row.today);
        format!("today {}", spend_text(&state.locale.read(), today))
    };
    let style = Signal::derive(move || amount_style(row.get().map_or([0.0; 2], |row| [row.today, row.bounds.max])));
    let set = move |bounds: Bounds| edits.set_bounds(state, &[(channel, bounds)]);
    // What is not paid for has no budget to be limited: its activity stands among what the forecast assumes.
    let is_paid = state.plan_draft.read_untracked().as_ref().is_none_or(|draft| draft.today.is_paid(channel));
    is_paid.then(|| {
        view! {
            <div class="plan-row">
                <p class="plan-name"><Swatch ink=Ink::Channel(channel)/>{name}<span class="muted">{today}</span></p>
                <Amount
                    label=Signal::derive(move || format!("{}, at least", name()))
                    value=Signal::derive(move || bounds().min)
                    style=style
                    on_commit=move |min: f64| set(Bounds { min, ..untrack(bounds) })
                />
                <Amount
                    label=Signal::derive(move || format!("{}, at most", name()))
                    value=Signal::derive(move || bounds().max)
                    style=style
                    on_commit=move |max: f64| set(Bounds { max, ..untrack(bounds) })
                />
                <PresetSelect row=row on_choose=set/>
            </div>
        }
    })
}

#[component]
fn Amount(
    label: Signal<String>,
    value: Signal<f64>,
    style: Signal<NumberStyle>,
    #[prop(into)] on_commit: Callback<(f64,)>,
) -> impl IntoView {
    let state = use_state();
    view! {
        <NumberField
            label=label
            value=value
            on_commit=on_commit
            locale=state.locale
            style=style
            limits=(0.0, f64::INFINITY)
        />
    }
}

#[component]
fn PresetSelect(row: Memo<Option<Row>>, #[prop(into)] on_choose: Callback<(Bounds,)>) -> impl IntoView {
    let chosen = move || {
        let preset = row.get().and_then(|row| Preset::of(row.bounds, row.today, row.budget));
        preset.map_or(OWN, Preset::name).to_owned()
    };
    let choose = move |key: String| {
        if let (Some(preset), Some(row)) = (Preset::named(&key), row.get_untracked()) {
            on_choose.run((preset.bounds(row.today, row.budget),));
        }
    };
    let label = move || format!("{}, limits", row.get().map(|row| row.name).unwrap_or_default());
    view! {
        <Select
            label=Signal::derive(label)
            choices=Signal::stored(preset_choices())
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}
