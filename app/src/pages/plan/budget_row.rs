//! One channel of the budget: a slider and a field for its amount, its change, and what its next unit returns.

use super::edits::Edits;
use super::shown::Moving;
use crate::components::{NumberField, Swatch};
use crate::present::axis::nice_step;
use crate::present::palette::Ink;
use crate::present::plan::{BudgetRow, BudgetRows, Source, moved, weekly_style};
use crate::state::{AppState, PlanDraft, SpendChoice, use_state};
use leptos::prelude::*;

/// From one end of a slider to the other by keys.
const STEPS: usize = 200;

/// The row of the channel in this place. It stays while amounts move, so that a drag is not broken off.
#[component]
pub fn Row(
    channel: usize,
    rows: Memo<BudgetRows>,
    moving: Moving,
    from: RwSignal<Source>,
    edits: Edits,
) -> impl IntoView {
    let row = Memo::new(move |_| rows.read().rows.iter().find(|r| r.channel == channel).cloned());
    let text = move |pick: fn(&BudgetRow) -> String| move || row.get().map(|r| pick(&r)).unwrap_or_default();
    let name = text(|r| r.name.clone());
    view! {
        <div class="budget-row">
            <p class="plan-name"><Swatch ink=Ink::Channel(channel)/>{name}</p>
            <span class="number muted budget-today">{text(|r| r.today_week.clone())}</span>
            <Amount channel=channel row=row rows=rows moving=moving from=from edits=edits/>
            <span class="number budget-change">
                {text(|r| r.change.clone())}
                <span class="budget-limit">{text(|r| r.limit.to_owned())}</span>
            </span>
            <span class="number budget-next">
                {text(|r| r.next_unit.clone().unwrap_or_else(|| "–".to_owned()))}
                <span class="budget-limit">{text(|r| r.next_range.clone().unwrap_or_default())}</span>
            </span>
        </div>
    }
}

/// The amount, to be dragged or typed.
#[component]
fn Amount(
    channel: usize,
    row: Memo<Option<BudgetRow>>,
    rows: Memo<BudgetRows>,
    moving: Moving,
    from: RwSignal<Source>,
    edits: Edits,
) -> impl IntoView {
    let state = use_state();
    let planned = move || row.get().map_or(0.0, |r| r.planned);
    let weeks = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(1, |d| d.horizon()) as f64);
    let most = Memo::new(move |_| slider_end(state, channel, moving));
    let spend_with = move |total: f64| {
        let draft = state.plan_draft.get_untracked();
        let (pattern, bounds) = draft.map(|d| (d.today.spend.clone(), d.bounds())).unwrap_or_default();
        moved(&moving.start(), channel, total, from.get_untracked(), (&pattern, &bounds))
    };
    let settle = move |total: f64| {
        let spend = spend_with(total);
        edits.change(state, |draft| take_own(draft, spend));
        moving.end();
    };
    let of = move |event| event_target_value(&event).parse::<f64>().ok();
    let label = move || format!("{}, a week", row.get().map(|r| r.name).unwrap_or_default());
    let value_text = move || row.get().map(|r| format!("{} a week, {}", r.planned_week, r.change)).unwrap_or_default();
    let share = move |total: f64| format!("{:.2}%", 100.0 * (total / most.get().max(1e-9)).clamp(0.0, 1.0));
    view! {
        <div class="budget-amount">
            <NumberField
                label=Signal::derive(label)
                value=Signal::derive(move || planned() / weeks.get())
                on_commit=move |weekly: f64| settle(weekly * weeks.get_untracked())
                locale=state.locale
                style=Signal::derive(move || rows.read().style.unwrap_or_else(|| weekly_style(planned() / weeks.get())))
                limits=(0.0, f64::INFINITY)
            />
            <div class="budget-slider" style:--today=move || share(row.get().map_or(0.0, |r| r.today))>
                <input
                    type="range"
                    min="0"
                    max=move || most.get()
                    step=move || nice_step(most.get(), STEPS)
                    prop:value=move || planned().to_string()
                    aria-label=move || format!("Move {}", row.get().map(|r| r.name).unwrap_or_default())
                    aria-valuetext=value_text
                    on:input=move |event| if let Some(total) = of(event) { moving.drag(spend_with(total)) }
                    on:change=move |event| if let Some(total) = of(event) { settle(total) }
                />
            </div>
        </div>
    }
}

/// The right end of a slider: it does not move while something is dragged.
fn slider_end(state: AppState, channel: usize, moving: Moving) -> f64 {
    let Some(draft) = state.plan_draft.get() else { return 1.0 };
    let sum = |weeks: Option<&Vec<f64>>| weeks.map_or(0.0, |weeks| weeks.iter().sum::<f64>());
    let today = sum(draft.today.spend.get(channel));
    let most = draft.limits.channels.get(channel).map_or(0.0, |l| l.total.max).min(draft.budget());
    let start = sum(moving.at_rest().get(channel));
    (2.0 * today).max(most).max(1.25 * start).max(0.02 * draft.budget()).max(1e-6)
}

fn take_own(draft: &mut PlanDraft, spend: Vec<Vec<f64>>) {
    draft.own = Some(spend);
    draft.choice = SpendChoice::Own;
}
