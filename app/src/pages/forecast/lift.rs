//! What it takes to reach the goal with a probability that is chosen.

use super::goal::waiting;
use crate::components::{Button, ButtonKind, Card, CardContent, Choice, DataTable, Select};
use crate::present::forecast::{lift_answer, lift_table};
use crate::present::format::percent;
use crate::route::{PlanView, Route};
use crate::state::{AppState, Lifted, Loadable, use_state, weeks_until};
use leptos::prelude::*;
use std::sync::Arc;

/// The probabilities that can be chosen, in per cent.
const LEVELS: [u32; 5] = [50, 70, 80, 90, 95];
/// The one that is chosen at first.
const USUAL: u32 = 80;

/// The card.
#[component]
pub fn Lift() -> impl IntoView {
    let state = use_state();
    let level = RwSignal::new(USUAL);
    let choices = Signal::derive(move || {
        let locale = state.locale.get();
        LEVELS.map(|l| Choice::new(l.to_string(), percent(&locale, f64::from(l) / 100.0, 0))).to_vec()
    });
    let is_seeking = Memo::new(move |_| state.lifted.read().is_loading());
    let can_ask = move || state.forecast.read().ready().is_some() && !is_seeking.get();
    view! {
        <Card
            title="What does it take?"
            subtitle=Signal::derive(move || subtitle(state))
            explain=explain
        >
            <div class="plan-fields">
                <Select
                    label="The goal is to be reached with a probability of"
                    choices=choices
                    chosen=Signal::derive(move || level.get().to_string())
                    on_choose=move |key: String| level.set(key.parse().unwrap_or(USUAL))
                />
            </div>
            <div class="row">
                <Button
                    disabled=Signal::derive(move || !can_ask())
                    on_press=move || state.lift_goal(f64::from(level.get_untracked()) / 100.0)
                >
                    "Work it out"
                </Button>
            </div>
        </Card>
        <Answered/>
    }
}

/// Says so where the goal's day is before the plan's end.
fn subtitle(state: AppState) -> String {
    let weeks = state.plan_draft.get().map(|d| d.today.weeks.clone()).unwrap_or_default();
    if weeks_until(&weeks, state.goal_by.get()) < weeks.len() {
        return "Worked out for all weeks of the plan, although the goal's day comes before its end: plan as many weeks as \
                the goal has for an answer by its day."
            .to_owned();
    }
    "The cheapest change of plan within the limits, found with all draws.".to_owned()
}

#[component]
fn Answered() -> impl IntoView {
    let state = use_state();
    move || match state.lifted.get() {
        Loadable::Empty => ().into_any(),
        Loadable::Loading => {
            waiting("Seeking the cheapest plan", "Several budgets are tried; this takes some seconds.")
        }
        Loadable::Failed(problem) => waiting(&problem.what, &problem.advice()),
        Loadable::Ready(lifted) => view! { <Found lifted=lifted/> }.into_any(),
    }
}

#[component]
fn Found(lifted: Arc<Lifted>) -> impl IntoView {
    let state = use_state();
    let locale = state.locale.get();
    let words = lift_answer(&lifted, &locale);
    let table = Signal::stored(lift_table(&lifted, &locale));
    let asked = lifted.clone();
    let is_old = Memo::new(move |_| {
        let is_same = state.plan_draft.read().as_ref().is_some_and(|draft| draft.asks_the_same(&asked.draft));
        !is_same || state.goal.get() != Some(asked.amount)
    });
    let open = move || {
        state.open_lifted_plan();
        state.go_to(Route::Plan(PlanView::Budget));
    };
    view! {
        <Card title=words.sentence subtitle=words.range content=CardContent::Table table=table>
            <Show when=move || is_old.get()>
                <p class="note" role="status">"The goal or the plan has changed since: work it out again."</p>
            </Show>
            <div class="sums"><DataTable table=table/></div>
            <div class="row">
                <Button kind=ButtonKind::Secondary on_press=open>"Open it as my plan"</Button>
            </div>
        </Card>
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "With each budget the plan of the highest probability is sought; the least budget that reaches the level is \
             found by halving the interval between today's budget and the most that the limits allow. Limits are those of \
             the Plan screen."
        </p>
    }
}
