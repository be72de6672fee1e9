//! What the plan is for: metric, what a unit is worth, which weeks count, how much risk.

use super::commit::GoalField;
use super::edits::Edits;
use super::shown::outcome_of;
use crate::components::{Card, Choice, Lowest, NumberField, Select};
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::present::goal::{field_label, field_unit};
use crate::present::outcome::Outcome;
use crate::present::plan::{RiskChoice, aim_sentence, amount_style, metrics};
use crate::state::{Aim, AppState, Flighting, OutcomeKind, Reach, Risk, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub fn AimCard(edits: Edits) -> impl IntoView {
    let state = use_state();
    let sentence = move || {
        let (draft, outcome) = (state.plan_draft.get(), outcome_of(state));
        draft.zip(outcome).map(|(d, outcome)| aim_sentence(&d.aim, d.flighting, &outcome)).unwrap_or_default()
    };
    let is_goal = Memo::new(move |_| matches!(aim(state).risk, Risk::Goal { .. }));
    let is_long = Memo::new(move |_| matches!(aim(state).reach, Reach::LongTerm { .. }));
    view! {
        <Card title="What the plan is for" subtitle=Signal::derive(sentence)>
            <div class="plan-fields wide">
                <MetricField edits=edits/>
                <Value edits=edits/>
                <RiskField edits=edits/>
                <Show when=move || is_goal.get() fallback=|| view! { <GoalField/> }><GoalAmount edits=edits/></Show>
                <ReachField edits=edits/>
                <Show when=move || is_long.get()><Discount edits=edits/></Show>
                <WeeksField edits=edits/>
            </div>
        </Card>
    }
}

/// The aim of the draft, tracked.
fn aim(state: AppState) -> Aim {
    state.plan_draft.get().map(|d| d.aim).unwrap_or_default()
}

#[component]
fn MetricField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let offered = Memo::new(move |_| outcome_of(state).map(|o| metrics(aim(state).economics, &o)).unwrap_or_default());
    let choices = move || offered.get().into_iter().map(|(_, key, name)| Choice::new(key, name)).collect::<Vec<_>>();
    let chosen = move || {
        let metric = aim(state).metric;
        offered.get().into_iter().find(|(other, ..)| *other == metric).map_or("outcome", |(_, key, _)| key).to_owned()
    };
    let choose = move |key: String| {
        let found = offered.get_untracked().into_iter().find(|(_, other, _)| *other == key);
        if let Some((metric, ..)) = found {
            edits.change(state, |draft| {
                draft.aim.metric = metric;
                // A goal is an amount of one metric; another has none yet.
                if matches!(draft.aim.risk, Risk::Goal { .. }) {
                    draft.aim.risk = Risk::Expected;
                }
            });
        }
    };
    view! {
        <Select
            label="Judged by"
            choices=Signal::derive(choices)
            chosen=Signal::derive(chosen)
            on_choose=choose
            help="What the plan is to bring as much of as it can."
        />
    }
}

/// What a unit of the outcome is worth, and what is left of it after cost of goods.
#[component]
fn Value(edits: Edits) -> impl IntoView {
    let state = use_state();
    let counted = Memo::new(move |_| outcome_of(state).filter(|o| o.kind == OutcomeKind::Count));
    let percent = NumberStyle { unit: Unit::Percent, magnitude: Magnitude::One, decimals: 0 };
    view! {
        {move || counted.get().map(|outcome| view! { <PerUnit outcome=outcome edits=edits/> })}
        <NumberField
            label="Margin after cost of goods"
            value=Signal::derive(move || aim(state).economics.margin)
            on_commit=move |margin: f64| edits.change(state, |draft| draft.aim.economics.margin = margin)
            locale=state.locale
            style=percent
            limits=(0.0, 1.0)
            lowest=Lowest::Excluded
            help=Signal::derive(move || margin_help(state))
        />
    }
}

fn margin_help(state: AppState) -> String {
    let is_known = state.library.read().log.state().costs.rules.iter().any(|rule| rule.product.is_none());
    if is_known {
        "New plans take it from the cost of goods in Finance."
    } else {
        "What is left of revenue; 100 where goods cost nothing."
    }
    .to_owned()
}

#[component]
fn PerUnit(outcome: Outcome, edits: Edits) -> impl IntoView {
    let state = use_state();
    let value = Signal::derive(move || aim(state).economics.revenue_per_unit);
    view! {
        <NumberField
            label=format!("Revenue per unit of {}", outcome.name)
            value=value
            on_commit=move |worth: f64| edits.change(state, |draft| draft.aim.economics.revenue_per_unit = worth)
            locale=state.locale
            style=Signal::derive(move || amount_style([value.get()]))
            limits=(0.0, f64::INFINITY)
            lowest=Lowest::Excluded
            unit=Signal::derive(move || state.locale.read().currency.code.clone())
            help="So that profit can be told; leave it at 1 where it is not known."
        />
    }
}

#[component]
fn RiskField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let choices: Vec<Choice> = RiskChoice::ALL.into_iter().map(|c| Choice::new(c.key(), c.label())).collect();
    let choose = move |key: String| {
        let Some(choice) = RiskChoice::ALL.into_iter().find(|c| c.key() == key) else { return };
        let amount = first_goal(state);
        edits.change(state, |draft| draft.aim.risk = choice.risk(amount));
    };
    view! {
        <Select
            label="How much risk"
            choices=Signal::stored(choices)
            chosen=Signal::derive(move || RiskChoice::of(aim(state).risk).key().to_owned())
            on_choose=choose
            help="Caution prefers channels whose return is known well."
        />
    }
}

/// The goal from which one starts: the one that is set for all weeks in the aim's metric, or what today's plan is
/// expected to reach.
fn first_goal(state: AppState) -> f64 {
    let metric = state.plan_draft.get_untracked().map(|d| d.aim.metric).unwrap_or_default();
    let weighed = state.weighed.get_untracked();
    let today = weighed.ready().map(|w| crate::present::plan::worth_in(&w.today.worth, metric).mean);
    let set = state.weighed_goal.get_untracked().filter(|(counted, _)| *counted == metric);
    set.map(|(_, amount)| amount).or(today).unwrap_or_default()
}

/// The goal that is to be reached as surely as can be.
#[component]
fn GoalAmount(edits: Edits) -> impl IntoView {
    let state = use_state();
    let amount = Signal::derive(move || match aim(state).risk {
        Risk::Goal { amount } => amount,
        _ => 0.0,
    });
    let unit = move || {
        let heading = |o: Outcome| field_unit(aim(state).metric, &o, &state.locale.read());
        outcome_of(state).map(heading).unwrap_or_default()
    };
    let commit = move |amount: f64| {
        edits.change(state, |draft| draft.aim.risk = Risk::Goal { amount });
        state.take_aimed_goal(amount);
    };
    view! {
        <NumberField
            label=Signal::derive(move || field_label("Goal over all weeks", aim(state).metric))
            value=amount
            on_commit=commit
            locale=state.locale
            style=Signal::derive(move || amount_style([amount.get()]))
            unit=Signal::derive(unit)
            help="In what the plan is judged by, base included."
        />
    }
}

#[component]
fn ReachField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let choices =
        vec![Choice::new("long", "Also what comes afterwards"), Choice::new("horizon", "Only the weeks planned")];
    let chosen = move || if aim(state).reach == Reach::Horizon { "horizon" } else { "long" };
    let choose = move |key: String| {
        let reach = if key == "horizon" { Reach::Horizon } else { Reach::default() };
        edits.change(state, |draft| draft.aim.reach = reach);
    };
    view! {
        <Select
            label="Which weeks count"
            choices=Signal::stored(choices)
            chosen=Signal::derive(move || chosen().to_owned())
            on_choose=choose
            help="Spend goes on working for up to half a year."
        />
    }
}

#[component]
fn Discount(edits: Edits) -> impl IntoView {
    let state = use_state();
    let style = NumberStyle { unit: Unit::Percent, magnitude: Magnitude::One, decimals: 0 };
    let value = move || match aim(state).reach {
        Reach::LongTerm { discount_a_year } => discount_a_year,
        Reach::Horizon => 0.0,
    };
    let commit = move |discount_a_year: f64| {
        edits.change(state, |draft| draft.aim.reach = Reach::LongTerm { discount_a_year });
    };
    view! {
        <NumberField
            label="Discount a year"
            value=Signal::derive(value)
            on_commit=commit
            locale=state.locale
            style=style
            limits=(0.0, 0.95)
            help="By how much a year's delay lowers the worth."
        />
    }
}

#[component]
fn WeeksField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let choices =
        vec![Choice::new("today", "As today, channel by channel"), Choice::new("plan", "Where they bring the most")];
    let chosen = move || match state.plan_draft.get().map(|d| d.flighting) {
        Some(Flighting::ByWeek) => "plan",
        _ => "today",
    };
    let choose = move |key: String| {
        let flighting = if key == "plan" { Flighting::ByWeek } else { Flighting::AsToday };
        edits.change(state, |draft| draft.flighting = flighting);
    };
    view! {
        <Select
            label="Spend over the weeks"
            choices=Signal::stored(choices)
            chosen=Signal::derive(move || chosen().to_owned())
            on_choose=choose
            help="Whether money may also move between weeks."
        />
    }
}
