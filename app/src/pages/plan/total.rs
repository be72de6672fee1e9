//! The budget itself: fixed, or as much as pays.

use super::budget::BudgetField;
use super::edits::{Edits, UndoEdit};
use crate::components::{Button, ButtonKind, Card, Choice, Lowest, NumberField, Select};
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::state::{AppState, Total, Until, use_state};
use leptos::prelude::*;

/// The key of a fixed budget.
const FIXED: &str = "fixed";
/// A free budget that goes as far as the aim's value rises.
const RISES: &str = "rises";
/// A free budget whose spend as a whole returns at least so much.
const RETURN: &str = "return";
/// A free budget whose next unit returns at least so much.
const NEXT: &str = "next";

/// The card.
#[component]
pub fn TotalCard(edits: Edits) -> impl IntoView {
    let state = use_state();
    let has_target = Memo::new(move |_| target(state).is_some());
    view! {
        <Card
            title="How much in all"
            subtitle="A fixed budget is spent to the last unit; a free one as far as it pays."
            actions=move || view! {
                <UndoEdit edits=edits/>
                <Button kind=ButtonKind::Quiet on_press=move || state.reset_plan()>"Back to today's spend"</Button>
            }
        >
            <div class="plan-fields">
                <KindField edits=edits/>
                <BudgetField edits=edits/>
                <Show when=move || has_target.get()><TargetField edits=edits/></Show>
            </div>
        </Card>
    }
}

fn total(state: AppState) -> Option<Total> {
    state.plan_draft.get().map(|d| d.limits.total)
}

/// The return that is asked for.
fn target(state: AppState) -> Option<f64> {
    match total(state)? {
        Total::Free { until: Until::Return(target) | Until::MarginalReturn(target), .. } => Some(target),
        _ => None,
    }
}

fn key_of(total: Option<Total>) -> &'static str {
    match total {
        Some(Total::Free { until: Until::ValueFalls, .. }) => RISES,
        Some(Total::Free { until: Until::Return(_), .. }) => RETURN,
        Some(Total::Free { until: Until::MarginalReturn(_), .. }) => NEXT,
        _ => FIXED,
    }
}

#[component]
fn KindField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let choices = vec![
        Choice::new(FIXED, "Fixed"),
        Choice::new(RISES, "Free: as long as more spend raises what it is judged by"),
        Choice::new(RETURN, "Free: as long as all spend returns enough"),
        Choice::new(NEXT, "Free: as long as the next unit returns enough"),
    ];
    let choose = move |key: String| {
        edits.change(state, |draft| {
            let most = draft.budget();
            draft.limits.total = match key.as_str() {
                RISES => Total::Free { most, until: Until::ValueFalls },
                RETURN => Total::Free { most, until: Until::Return(1.0) },
                NEXT => Total::Free { most, until: Until::MarginalReturn(1.0) },
                _ => Total::Fixed(most),
            };
        });
    };
    view! {
        <Select
            label="The budget is"
            choices=Signal::stored(choices)
            chosen=Signal::derive(move || key_of(total(state)).to_owned())
            on_choose=choose
        />
    }
}

#[component]
fn TargetField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let commit = move |wanted: f64| {
        edits.change(state, |draft| {
            if let Total::Free { until: Until::Return(target) | Until::MarginalReturn(target), .. } =
                &mut draft.limits.total
            {
                *target = wanted;
            }
        });
    };
    let style = NumberStyle { unit: Unit::Number, magnitude: Magnitude::One, decimals: 2 };
    view! {
        <NumberField
            label="At least, per unit of spend"
            value=Signal::derive(move || target(state).unwrap_or_default())
            on_commit=commit
            locale=state.locale
            style=style
            limits=(0.0, f64::INFINITY)
            lowest=Lowest::Excluded
            help="In what the plan is judged by."
        />
    }
}
