//! The budget, the weeks it is for, and how far each channel may move.

use super::channel_limits::ChannelRow;
use super::edits::Edits;
use crate::components::{Button, ButtonKind, Card, Choice, Lowest, NumberField, Select};
use crate::present::plan::{Preset, amount_style, spend_text, weeks_text};
use crate::state::{AppState, Bounds, Channel, ChannelKind, use_state};
use leptos::prelude::*;

/// The horizons that are offered, in weeks.
const HORIZONS: [usize; 5] = [4, 8, 13, 26, 52];

/// The card.
#[component]
pub fn Budget() -> impl IntoView {
    let state = use_state();
    let edits = Edits::new();
    let channels = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(0, |d| d.limits.len()));
    let actions = move || {
        view! {
            <Show when=move || edits.any()>
                <Button kind=ButtonKind::Quiet on_press=move || edits.undo(state)>"Undo the last change"</Button>
            </Show>
            <Button kind=ButtonKind::Quiet on_press=move || state.reset_plan()>"Back to today's spend"</Button>
        }
    };
    view! {
        <Card
            title="Budget and limits"
            subtitle="Every change is followed by a new plan. To set a channel's spend yourself, give it the same minimum and maximum."
            actions=actions
        >
            <div class="plan-fields">
                <BudgetField edits=edits/>
                <Horizon/>
                <AllChannels edits=edits/>
            </div>
            {move || buys_contacts(state).then(|| view! { <p class="note">{BUYS_CONTACTS}</p> })}
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

/// What is assumed about the spend of channels that are measured by contacts.
const BUYS_CONTACTS: &str = "Where contacts drive a channel, planned spend buys them at the last quarter's cost, and reach \
    at the last quarter's frequency.";

fn buys_contacts(state: AppState) -> bool {
    let counted = |c: &Channel| matches!(c.kind(), ChannelKind::Exposure | ChannelKind::ReachFrequency);
    state.panel.read().as_ref().is_some_and(|panel| panel.channels().iter().any(counted))
}

#[component]
fn BudgetField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let budget = Signal::derive(move || state.plan_draft.read().as_ref().map_or(0.0, |d| d.budget));
    let today = move || today_text(state);
    view! {
        <NumberField
            label="Budget over all weeks"
            value=budget
            on_commit=move |budget: f64| edits.set_budget(state, budget)
            locale=state.locale
            style=Signal::derive(move || amount_style([budget.get()]))
            limits=(0.0, f64::INFINITY)
            lowest=Lowest::Excluded
            unit=Signal::derive(move || state.locale.read().currency.code.clone())
            help=Signal::derive(today)
        />
    }
}

fn today_text(state: AppState) -> String {
    let draft = state.plan_draft.get();
    let today: f64 = draft.map(|d| d.today.totals().iter().sum()).unwrap_or_default();
    format!("Going on as before takes {}.", spend_text(&state.locale.read(), today))
}

#[component]
fn Horizon() -> impl IntoView {
    let state = use_state();
    let weeks = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(0, |d| d.horizon()));
    let choices = Signal::derive(move || {
        let mut offered = HORIZONS.to_vec();
        offered.push(weeks.get());
        offered.sort_unstable();
        offered.dedup();
        offered.into_iter().map(|weeks| Choice::new(weeks.to_string(), weeks_text(weeks))).collect::<Vec<_>>()
    });
    let choose = move |key: String| {
        if let Ok(weeks) = key.parse() {
            state.set_horizon(weeks);
        }
    };
    view! {
        <Select
            label="Weeks to plan"
            choices=choices
            chosen=Signal::derive(move || weeks.get().to_string())
            on_choose=choose
            help="Another number of weeks sets budget and limits back to today's."
        />
    }
}

/// One choice for all channels.
#[component]
fn AllChannels(edits: Edits) -> impl IntoView {
    let state = use_state();
    let choose = move |key: String| {
        if let Some(preset) = Preset::named(&key) {
            edits.set_bounds(state, &preset_for_all(state, preset));
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

fn preset_for_all(state: AppState, preset: Preset) -> Vec<(usize, Bounds)> {
    let Some(draft) = state.plan_draft.get_untracked() else { return Vec::new() };
    let totals = draft.today.totals();
    let bounds = totals.into_iter().map(|today| preset.bounds(today, draft.budget)).enumerate();
    bounds.filter(|(channel, _)| draft.today.is_paid(*channel)).collect()
}

/// The preset that all channels share.
fn common_preset(state: AppState) -> Option<Preset> {
    let draft = state.plan_draft.get()?;
    let totals = draft.today.totals();
    let paid = draft.limits.iter().zip(totals).enumerate().filter(|(channel, _)| draft.today.is_paid(*channel));
    let mut presets = paid.map(|(_, (l, today))| Preset::of(l.bounds, today, draft.budget));
    let first = presets.next()??;
    presets.all(|preset| preset == Some(first)).then_some(first)
}
