//! The choice of a channel's carry-over, saturation and order, each followed by the ranges of what it has to learn.

use super::prior_channels::{kind_of, of_channel, proposed};
use super::range_field::RangeField;
use crate::components::{Button, ButtonKind, Choice, Select};
use crate::present::measure::families::{
    ORDERS, RetentionView, WINDOWS, carryover_help, carryover_label, carryover_name, order_help, order_label,
    order_name, retention_help, retention_label, saturation_help, saturation_label, saturation_name,
};
use crate::present::measure::prior_range::RangeForm;
use crate::present::measure::wording::Topic;
use crate::state::{
    Carryover, ChannelKind, ChannelSpec, LogNormal, LogitNormal, Order, ReturnPool, Saturation, SpecEdit, use_state,
};
use leptos::prelude::*;

/// How the effect is spread over weeks.
#[component]
pub fn CarryoverFields(
    /// The channel's place.
    place: usize,
) -> impl IntoView {
    let state = use_state();
    let family = of_channel(state.spec, place, Carryover::Geometric, |c, _| c.carryover);
    let choices: Vec<Choice> =
        Carryover::ALL.into_iter().map(|f| Choice::new(carryover_name(f), carryover_label(f))).collect();
    let choose = move |key: String| {
        if let Some(chosen) = Carryover::ALL.into_iter().find(|f| carryover_name(*f) == key) {
            state.edit_spec(SpecEdit::Carryover(place, chosen));
        }
    };
    view! {
        <div class="stack">
            <Select
                label="Carry-over"
                choices=choices
                chosen=Signal::derive(move || carryover_name(family.get()).to_owned())
                on_choose=choose
                help=Signal::derive(move || carryover_help(family.get()).to_owned())
            />
            <Show when=move || family.get().has_window()><WindowField place=place/></Show>
        </div>
        <Show when=move || family.get().has_retention()><RetentionField place=place family=family/></Show>
        <Show when=move || family.get().has_peak()><PositiveField place=place field=PEAK/></Show>
        <Show when=move || family.get().has_shape()><PositiveField place=place field=CARRYOVER_SHAPE/></Show>
    }
}

/// How many weeks a carry-over with an end lasts.
#[component]
fn WindowField(place: usize) -> impl IntoView {
    let state = use_state();
    let weeks = of_channel(state.spec, place, 13, |c, _| c.window_weeks);
    let choices = move || {
        let mut all = WINDOWS.to_vec();
        all.push(weeks.get());
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|n| Choice::new(n.to_string(), format!("{n} weeks"))).collect::<Vec<_>>()
    };
    let choose = move |key: String| {
        if let Ok(chosen) = key.parse() {
            state.edit_spec(SpecEdit::WindowWeeks(place, chosen));
        }
    };
    view! {
        <Select
            label="Over at the latest after"
            choices=Signal::derive(choices)
            chosen=Signal::derive(move || weeks.get().to_string())
            on_choose=choose
        />
    }
}

/// The share that is left a week later, or the half-life, where the carry-over has one.
#[component]
fn RetentionField(place: usize, family: Signal<Carryover>) -> impl IntoView {
    let state = use_state();
    let asked = RwSignal::new(RetentionView::Share);
    let shown = Memo::new(move |_| RetentionView::of(family.get(), asked.get()));
    let read = |c: &ChannelSpec, _: &ReturnPool| c.retention.range();
    let shares = of_channel(state.spec, place, (0.1, 0.2), read);
    let default_shares = of_channel(state.default_spec, place, (0.1, 0.2), read);
    let edit = move |prior| state.edit_spec(SpecEdit::Retention(place, prior));
    let commit = move |range| {
        let (from, to) = shown.get_untracked().to_shares(range);
        LogitNormal::from_range(from, to).map(edit);
    };
    let label = move || match shown.get() {
        RetentionView::Share => retention_label(family.get()),
        RetentionView::HalfLife => "Half of the effect is over after, in weeks",
    };
    view! {
        <div>
            <RangeField
                label=Signal::derive(move || label().to_owned())
                range=Signal::derive(move || shown.get().of_shares(shares.get()))
                proposed=Signal::derive(move || shown.get().of_shares(default_shares.get()))
                form=Signal::derive(move || shown.get().form())
                locale=state.locale
                on_commit=commit
                on_reset=move || { proposed(state, place, |c| c.retention).map(edit); }
                help=Signal::derive(move || retention_help(family.get(), shares.get(), &state.locale.read()))
                topic=Topic::CarryOver
            />
            <Show when=move || family.get() == Carryover::Geometric>
                <Button kind=ButtonKind::Quiet on_press=move || asked.update(|view| *view = view.other())>
                    {move || shown.get().other().invitation()}
                </Button>
            </Show>
        </div>
    }
}

/// How each further unit brings less.
#[component]
pub fn SaturationFields(
    /// The channel's place.
    place: usize,
) -> impl IntoView {
    let state = use_state();
    let family = of_channel(state.spec, place, Saturation::Hill, |c, _| c.saturation);
    let choices: Vec<Choice> =
        Saturation::ALL.into_iter().map(|f| Choice::new(saturation_name(f), saturation_label(f))).collect();
    let choose = move |key: String| {
        if let Some(chosen) = Saturation::ALL.into_iter().find(|f| saturation_name(*f) == key) {
            state.edit_spec(SpecEdit::Saturation(place, chosen));
        }
    };
    view! {
        <Select
            label="Saturation"
            choices=choices
            chosen=Signal::derive(move || saturation_name(family.get()).to_owned())
            on_choose=choose
            help=Signal::derive(move || saturation_help(family.get()).to_owned())
        />
        <Show when=move || family.get().has_half_saturation()><HalfField place=place/></Show>
        <Show when=move || family.get().has_shape()><PositiveField place=place field=SHAPE/></Show>
        <Show when=move || family.get().has_exponent()><ExponentField place=place/></Show>
    }
}

/// Which of the two comes first; without either there is nothing to choose.
#[component]
pub fn OrderField(
    /// The channel's place.
    place: usize,
) -> impl IntoView {
    let state = use_state();
    let order = of_channel(state.spec, place, Order::CarryoverFirst, |c, _| c.order);
    let matters = of_channel(state.spec, place, true, |c, _| {
        c.carryover != Carryover::None && c.saturation != Saturation::Linear
    });
    let choose = move |key: String| {
        if let Some(chosen) = ORDERS.into_iter().find(|o| order_name(*o) == key) {
            state.edit_spec(SpecEdit::Order(place, chosen));
        }
    };
    let choices = || ORDERS.into_iter().map(|o| Choice::new(order_name(o), order_label(o))).collect::<Vec<_>>();
    view! {
        <Show when=move || matters.get()>
            <Select
                label="Order"
                choices=choices()
                chosen=Signal::derive(move || order_name(order.get()).to_owned())
                on_choose=choose
                help=Signal::derive(move || order_help(order.get()).to_owned())
            />
        </Show>
    }
}

/// The prior of a positive parameter of a channel.
#[derive(Clone, Copy)]
struct Positive {
    label: &'static str,
    help: &'static str,
    form: RangeForm,
    topic: Topic,
    prior: fn(&ChannelSpec) -> LogNormal,
    range: fn(&ChannelSpec, &ReturnPool) -> (f64, f64),
    edit: fn(usize, LogNormal) -> SpecEdit,
}

const PEAK: Positive = Positive {
    label: "Weeks from the spend to the peak",
    help: "When the effect is largest.",
    form: RangeForm::NUMBER,
    topic: Topic::CarryOver,
    prior: |c| c.peak_weeks,
    range: |c, _| c.peak_weeks.range(),
    edit: SpecEdit::PeakWeeks,
};
const CARRYOVER_SHAPE: Positive = Positive {
    label: "Shape of the carry-over",
    help: "Rise and fall: above 1 it rises first. Ever faster fading: near 0 it fades steadily, the larger the more abruptly.",
    form: RangeForm::NUMBER,
    topic: Topic::CarryOver,
    prior: |c| c.carryover_shape,
    range: |c, _| c.carryover_shape.range(),
    edit: SpecEdit::CarryoverShape,
};
const HALF: Positive = Positive {
    label: "Weekly spend at half saturation",
    help: "The spend a week that brings half of the most that this channel can bring.",
    form: RangeForm::SPEND,
    topic: Topic::Saturation,
    prior: |c| c.half_saturation,
    range: |c, _| c.half_saturation.range(),
    edit: SpecEdit::HalfSaturation,
};
const SHAPE: Positive = Positive {
    label: "Shape of the Hill curve",
    help: "1: each unit brings less from the start. Above 1: it takes some spend before it works (S-shape).",
    form: RangeForm::NUMBER,
    topic: Topic::Saturation,
    prior: |c| c.shape,
    range: |c, _| c.shape.range(),
    edit: SpecEdit::Shape,
};

const HALF_COUNTED: Positive = Positive {
    label: "Weekly amount at half saturation",
    help: "The contacts or activity a week that bring half of the most that this channel can bring.",
    form: RangeForm::NUMBER,
    ..HALF
};
const FREQUENCY_HALF: Positive = Positive {
    label: "Contacts a week at which half counts",
    help: "How often somebody has to be reached in a week to count half. Default: Meridian's.",
    form: RangeForm::NUMBER,
    topic: Topic::Saturation,
    prior: |c| c.frequency.unwrap_or_default().half,
    range: |c, _| c.frequency.unwrap_or_default().half.range(),
    edit: SpecEdit::FrequencyHalf,
};
const FREQUENCY_SHAPE: Positive = Positive {
    label: "Shape of the curve of frequencies",
    help: "Above 1, there is a best frequency; at 1 or less, once is best.",
    form: RangeForm::NUMBER,
    topic: Topic::Saturation,
    prior: |c| c.frequency.unwrap_or_default().shape,
    range: |c, _| c.frequency.unwrap_or_default().shape.range(),
    edit: SpecEdit::FrequencyShape,
};

/// Half saturation, in money where what saturates is the spend.
#[component]
fn HalfField(place: usize) -> impl IntoView {
    let state = use_state();
    let is_spend = untrack(|| kind_of(state, place)) == ChannelKind::Spend;
    let field = if is_spend { HALF } else { HALF_COUNTED };
    view! { <PositiveField place=place field=field/> }
}

/// What being reached so often does, for a channel of reach and frequency.
#[component]
pub fn FrequencyFields(
    /// The channel's place.
    place: usize,
) -> impl IntoView {
    let state = use_state();
    let has_frequency = of_channel(state.spec, place, false, |c, _| c.frequency.is_some());
    view! {
        <Show when=move || has_frequency.get()>
            <PositiveField place=place field=FREQUENCY_HALF/>
            <PositiveField place=place field=FREQUENCY_SHAPE/>
        </Show>
    }
}

#[component]
fn PositiveField(place: usize, field: Positive) -> impl IntoView {
    let state = use_state();
    let edit = move |prior| state.edit_spec((field.edit)(place, prior));
    view! {
        <RangeField
            label=field.label
            range=of_channel(state.spec, place, (0.5, 2.0), field.range)
            proposed=of_channel(state.default_spec, place, (0.5, 2.0), field.range)
            form=field.form
            locale=state.locale
            on_commit=move |(from, to)| { LogNormal::from_range(from, to).map(edit); }
            on_reset=move || { proposed(state, place, field.prior).map(edit); }
            help=field.help
            topic=field.topic
        />
    }
}

/// The exponent of a root.
#[component]
fn ExponentField(place: usize) -> impl IntoView {
    let state = use_state();
    let read = |c: &ChannelSpec, _: &ReturnPool| c.exponent.range();
    let edit = move |prior| state.edit_spec(SpecEdit::Exponent(place, prior));
    view! {
        <RangeField
            label="What 1\u{a0}% more spend brings"
            range=of_channel(state.spec, place, (0.2, 0.8), read)
            proposed=of_channel(state.default_spec, place, (0.2, 0.8), read)
            form=RangeForm::SHARE
            locale=state.locale
            on_commit=move |(from, to)| { LogitNormal::from_range(from, to).map(edit); }
            on_reset=move || { proposed(state, place, |c| c.exponent).map(edit); }
            help="In per cent of that 1\u{a0}%: at 50\u{a0}%, four times the spend brings twice as much."
            topic=Topic::Saturation
        />
    }
}
