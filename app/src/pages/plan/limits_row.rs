//! The limits of one channel: a preset, a minimum, a maximum, and, behind a button, change, weeks and step cost.

use super::change_fields::ChangeFields;
use super::edits::Edits;
use super::limits::{OWN, preset_choices};
use super::optional_field::OptionalField;
use crate::components::{Button, ButtonKind, NumberField, Select, Swatch};
use crate::present::format::NumberStyle;
use crate::present::palette::Ink;
use crate::present::plan::{Preset, amount_style, conflicts_of, spend_text};
use crate::state::{AppState, Bounds, Change, ChannelLimits, use_state};
use leptos::prelude::*;

/// What a row shows.
#[derive(Clone, PartialEq)]
struct RowData {
    name: String,
    today: f64,
    budget: f64,
    limits: ChannelLimits,
}

fn row_of(state: AppState, channel: usize) -> Option<RowData> {
    let draft = state.plan_draft.get()?;
    let limits = draft.limits.channels.get(channel)?.clone();
    let today = draft.today.spend.get(channel)?.iter().sum();
    Some(RowData { name: draft.channels.get(channel)?.clone(), today, budget: draft.budget(), limits })
}

/// One channel's limits, to be read and set.
#[derive(Clone, Copy)]
struct Row {
    state: AppState,
    edits: Edits,
    channel: usize,
    data: Memo<Option<RowData>>,
}

impl Row {
    fn name(self) -> String {
        self.data.get().map(|row| row.name).unwrap_or_default()
    }

    fn limits(self) -> ChannelLimits {
        self.data.get().map(|row| row.limits).unwrap_or_default()
    }

    fn set(self, change: impl FnOnce(&mut ChannelLimits)) {
        self.edits.change(self.state, |draft| {
            if let Some(limits) = draft.limits.channels.get_mut(self.channel) {
                change(limits);
            }
        });
    }

    fn style(self) -> NumberStyle {
        amount_style(self.data.get().map_or([0.0; 2], |row| [row.today, row.limits.total.max]))
    }
}

/// The row of the channel in this place.
#[component]
pub fn ChannelRow(channel: usize, edits: Edits) -> impl IntoView {
    let state = use_state();
    let row = Row { state, edits, channel, data: Memo::new(move |_| row_of(state, channel)) };
    let today = move || {
        let today = row.data.get().map_or(0.0, |row| row.today);
        format!("today {}", spend_text(&state.locale.read(), today))
    };
    let wrong = Memo::new(move |_| {
        let refused = state.plan_refused.get();
        conflicts_of(refused.as_deref(), &row.name(), &state.locale.read())
    });
    let open = RwSignal::new(has_more(&row.limits()));
    // What is not paid for has no budget to be limited: its activity stands among what the forecast assumes.
    let is_paid = state.plan_draft.read_untracked().as_ref().is_none_or(|draft| draft.today.is_paid(channel));
    is_paid.then(|| {
        view! {
            <div class="plan-row">
                <p class="plan-name"><Swatch ink=Ink::Channel(channel)/>{move || row.name()}<span class="muted">{today}</span></p>
                <Amount
                    row=row
                    what="at least"
                    value=Signal::derive(move || row.limits().total.min)
                    on_commit=move |min: f64| row.set(|l| l.total.min = min)
                />
                <Amount
                    row=row
                    what="at most"
                    value=Signal::derive(move || row.limits().total.max)
                    on_commit=move |max: f64| row.set(|l| l.total.max = max)
                />
                <PresetSelect row=row/>
                <div class="plan-more">
                    <Button kind=ButtonKind::Quiet on_press=move || open.update(|open| *open = !*open)>
                        {move || more_label(row, open.get())}
                    </Button>
                    {move || wrong.get().into_iter().map(|text| view! { <p class="plan-wrong" role="alert">{text}</p> }).collect_view()}
                </div>
                <Show when=move || open.get()><More row=row/></Show>
            </div>
        }
    })
}

fn has_more(limits: &ChannelLimits) -> bool {
    limits.change.is_some() || limits.weekly_floor > 0.0 || limits.weekly_cap.is_some() || limits.step_cost > 0.0
}

fn more_label(row: Row, is_open: bool) -> String {
    let weeks = row.limits().weeks.len();
    match (is_open, weeks) {
        (true, _) => "Fewer limits".to_owned(),
        (false, 0) => "Change, weeks, step cost".to_owned(),
        (false, _) => "Change, weeks, step cost; some weeks are black or promised".to_owned(),
    }
}

#[component]
fn Amount(
    row: Row,
    what: &'static str,
    value: Signal<f64>,
    #[prop(into)] on_commit: Callback<(f64,)>,
) -> impl IntoView {
    view! {
        <NumberField
            label=Signal::derive(move || format!("{}, {what}", row.name()))
            value=value
            on_commit=on_commit
            locale=row.state.locale
            style=Signal::derive(move || row.style())
            limits=(0.0, f64::INFINITY)
        />
    }
}

#[component]
fn PresetSelect(row: Row) -> impl IntoView {
    let chosen = move || {
        let preset = row.data.get().and_then(|row| Preset::of(row.limits.total, row.today, row.budget));
        preset.map_or(OWN, Preset::name).to_owned()
    };
    let choose = move |key: String| {
        if let (Some(preset), Some(data)) = (Preset::named(&key), row.data.get_untracked()) {
            let total: Bounds = preset.bounds(data.today, data.budget);
            row.set(|l| l.total = total);
        }
    };
    view! {
        <Select
            label=Signal::derive(move || format!("{}, limits", row.name()))
            choices=Signal::stored(preset_choices())
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}

/// The limits that few need.
#[component]
fn More(row: Row) -> impl IntoView {
    let set_change = move |change: Option<Change>| row.set(|l| l.change = change);
    let set_floor = move |floor: Option<f64>| row.set(|l| l.weekly_floor = floor.unwrap_or_default());
    let set_cap = move |cap: Option<f64>| row.set(|l| l.weekly_cap = cap);
    let set_step = move |cost: Option<f64>| row.set(|l| l.step_cost = cost.unwrap_or_default());
    let positive = |value: f64| Some(value).filter(|v| *v > 0.0);
    view! {
        <div class="plan-fields more-fields">
            <ChangeFields
                change=Signal::derive(move || row.limits().change)
                on_change=set_change
            />
            <OptionalField
                label="At least in every week"
                value=Signal::derive(move || positive(row.limits().weekly_floor))
                on_commit=set_floor
                help="Not in weeks that are black or promised."
            />
            <OptionalField
                label="At most in every week"
                value=Signal::derive(move || row.limits().weekly_cap)
                on_commit=set_cap
                help="Not in weeks that are promised."
            />
            <OptionalField
                label="Cost of using it at all"
                value=Signal::derive(move || positive(row.limits().step_cost))
                on_commit=set_step
                help="Production, set-up: part of the budget before any of it works."
            />
        </div>
    }
}
