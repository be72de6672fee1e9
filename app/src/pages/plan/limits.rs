//! How far each channel may move.

use super::edits::{Edits, UndoEdit};
use super::limits_row::ChannelRow;
use crate::components::{Card, Choice, Select};
use crate::present::plan::Preset;
use crate::state::{AppState, Bounds, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub fn ChannelLimits(edits: Edits) -> impl IntoView {
    let state = use_state();
    let channels = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(0, |d| d.channels.len()));
    view! {
        <Card
            title="Limits a channel"
            subtitle="Over all weeks planned. Every change is followed by a new plan; to set a channel's spend yourself, give it \
                the same minimum and maximum."
            actions=move || view! { <UndoEdit edits=edits/> }
        >
            <div class="plan-fields"><AllChannels edits=edits/></div>
            <div class="plan-limits" role="group" aria-label="Limits a channel">
                <div class="plan-row plan-heading" aria-hidden="true">
                    <span>"Channel"</span>
                    <span>{move || format!("At least, {}", state.locale.read().currency.code)}</span>
                    <span>"At most"</span>
                    <span>"Around today's spend"</span>
                </div>
                {move || (0..channels.get()).map(|channel| view! { <ChannelRow channel=channel edits=edits/> }).collect_view()}
            </div>
        </Card>
    }
}

/// One choice for all channels.
#[component]
fn AllChannels(edits: Edits) -> impl IntoView {
    let state = use_state();
    let choose = move |key: String| {
        if let Some(preset) = Preset::named(&key) {
            edits.change(state, |draft| {
                let (totals, budget) = (draft.today.totals(), draft.budget());
                let paid: Vec<bool> = (0..totals.len()).map(|c| draft.today.is_paid(c)).collect();
                for ((limits, today), _) in draft.limits.channels.iter_mut().zip(totals).zip(paid).filter(|(_, p)| *p) {
                    limits.total = preset.bounds(today, budget);
                }
            });
        }
    };
    view! {
        <Select
            label="Limits for all channels"
            choices=Signal::stored(preset_choices())
            chosen=Signal::derive(move || common_preset(state).map_or(OWN, Preset::name).to_owned())
            on_choose=choose
            help="Around today's spend of each channel."
        />
    }
}

/// The key of limits that are no preset.
pub const OWN: &str = "own";

/// The presets, and what stands where none applies.
pub fn preset_choices() -> Vec<Choice> {
    let presets = Preset::ALL.into_iter().map(|preset| Choice::new(preset.name(), preset.name()));
    std::iter::once(Choice::new(OWN, "Own limits")).chain(presets).collect()
}

/// The preset that all channels share.
fn common_preset(state: AppState) -> Option<Preset> {
    let draft = state.plan_draft.get()?;
    let totals = draft.today.totals();
    let bounds: Vec<Bounds> = draft.bounds();
    let paid = bounds.iter().zip(totals).enumerate().filter(|(channel, _)| draft.today.is_paid(*channel));
    let mut presets = paid.map(|(_, (bounds, today))| Preset::of(*bounds, today, draft.budget()));
    let first = presets.next()??;
    presets.all(|preset| preset == Some(first)).then_some(first)
}
