//! Choosing what the forecast and the ledger are for, and writing it down.

use super::notices::{DOUBT, doubt_badge};
use crate::components::{Badge, Button, ButtonKind, Card, Dialog, Field, LinkButton, Span};
use crate::present::forecast::Total;
use crate::present::format::number;
use crate::present::goal::{field_label, field_unit};
use crate::present::outcome::Outcome;
use crate::present::plan::{read_goal, written_down};
use crate::route::Route;
use crate::state::{AppState, Loadable, Panel, PlanDraft, SpendChoice, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The tile: what is chosen, its forecast, and the way into the ledger.
#[component]
pub fn CommitTile() -> impl IntoView {
    let state = use_state();
    let asking = RwSignal::new(false);
    let committed = RwSignal::new(false);
    let choice = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(SpendChoice::Today, |d| d.choice));
    let title = move || match choice.get() {
        SpendChoice::Optimum => "Chosen: the optimum",
        SpendChoice::Today => "Chosen: today's plan",
        SpendChoice::Own => "Chosen: your own split",
    };
    let badge = doubt_badge(state);
    view! {
        <Card
            title=Signal::derive(move || title().to_owned())
            subtitle=Signal::derive(move || forecast_text(state))
            span=Span::Quarter
        >
            <Show when=move || !badge.read().is_empty()><Badge text=badge tone=DOUBT/></Show>
            <div class="row">
            <Button
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || !can_commit(state))
                on_press=move || asking.set(true)
            >
                "Commit this plan"
            </Button>
            <OtherChoice choice=choice/>
            <Show when=move || committed.get()>
                <LinkButton href=Route::Reconcile.fragment()>"See the ledger"</LinkButton>
            </Show>
            </div>
        </Card>
        <Asking asking=asking committed=committed/>
    }
}

#[component]
fn OtherChoice(choice: Memo<SpendChoice>) -> impl IntoView {
    let state = use_state();
    move || match choice.get() {
        SpendChoice::Optimum => {
            view! { <Button on_press=move || state.choose_spend(SpendChoice::Today)>"Keep today's plan"</Button> }
        }
        SpendChoice::Today | SpendChoice::Own => {
            view! { <Button on_press=move || state.choose_spend(SpendChoice::Optimum)>"Use the optimum"</Button> }
        }
    }
}

/// What can be committed has its own forecast, and an optimum answers the limits as they stand.
fn can_commit(state: AppState) -> bool {
    let is_settled = |draft: &Arc<PlanDraft>| draft.choice != SpendChoice::Optimum || state.plan_is_current.get();
    state.forecast.read().ready().is_some() && state.plan_draft.read().as_ref().is_some_and(is_settled)
}

fn forecast_text(state: AppState) -> String {
    match &*state.forecast.read() {
        Loadable::Ready(forecast) => {
            let locale = state.locale.read();
            let total = Total::of(forecast);
            format!("{} expected in all, {}", total.text(&locale), total.range(&locale))
        }
        Loadable::Loading => "forecast is being computed".to_owned(),
        Loadable::Failed(problem) => problem.what.clone(),
        Loadable::Empty => String::new(),
    }
}

/// Asks before it is written down for good: this cannot be undone.
#[component]
fn Asking(asking: RwSignal<bool>, committed: RwSignal<bool>) -> impl IntoView {
    let state = use_state();
    let commit = move || {
        let before = state.ledger.read_untracked().len();
        state.commit_plan();
        committed.set(state.ledger.read_untracked().len() > before);
        asking.set(false);
    };
    view! {
        <Dialog open=asking on_close=move || asking.set(false) title="Commit this plan">
            <p>
                "This is written into the ledger with today's date and is never changed afterwards; what happens will be \
                 held against it."
            </p>
            {move || asking.get().then(|| view! { <Lines/> })}
            <GoalField/>
            <div class="row">
                <Button kind=ButtonKind::Primary disabled=Signal::derive(move || !can_commit(state)) on_press=commit>
                    "Write it down"
                </Button>
                <Button on_press=move || asking.set(false)>"Not yet"</Button>
            </div>
        </Dialog>
    }
}

/// What is written down, line by line.
#[component]
fn Lines() -> impl IntoView {
    let state = use_state();
    move || {
        let draft = state.plan_draft.get()?;
        let panel = state.shown_fit.get()?.panel.clone();
        let forecast = state.forecast.read().ready().cloned()?;
        let spend = chosen_spend(state, &draft);
        let goal = state.stated_goal.get();
        let outcome = Outcome::of(&panel);
        let lines = written_down(draft.choice, spend, &forecast, goal.as_ref(), &outcome, &state.locale.read());
        let line = |line: crate::present::plan::Written| {
            view! { <div><dt class="muted">{line.name}</dt><dd>{line.value}</dd></div> }
        };
        Some(view! { <dl class="pairs">{lines.into_iter().map(line).collect_view()}</dl> })
    }
}

fn chosen_spend(state: AppState, draft: &PlanDraft) -> f64 {
    let planned = state.plan.read().ready().map(|plan| plan.scenario.totals());
    match (draft.choice, planned) {
        (SpendChoice::Optimum, Some(totals)) => totals.iter().sum(),
        (SpendChoice::Own, _) => draft.own.iter().flatten().flatten().sum(),
        _ => draft.today.totals().iter().sum(),
    }
}

/// The goal in its metric, which may stay empty.
#[component]
pub fn GoalField() -> impl IntoView {
    let state = use_state();
    let error = RwSignal::new(String::new());
    let typed = RwSignal::new(None::<String>);
    let kept = move || state.goal.get().map(|goal| number(&state.locale.read(), goal, 0)).unwrap_or_default();
    let value = move || typed.get().unwrap_or_else(kept);
    let commit = move |text: String| {
        let goal = read_goal(&text, state.goal_metric.get_untracked(), &state.locale.read_untracked());
        typed.set(goal.is_err().then_some(text));
        error.set(goal.as_ref().err().cloned().unwrap_or_default());
        if let Ok(goal) = goal {
            state.set_goal(goal);
        }
    };
    let unit = move || {
        let fit = state.shown_fit.get();
        let heading = |panel: &Panel| field_unit(state.goal_metric.get(), &Outcome::of(panel), &state.locale.read());
        fit.map(|fit| heading(&fit.panel)).unwrap_or_default()
    };
    let help = move || {
        let weeks = match state.goal_by.get() {
            Some(day) => format!("by {}", state.locale.read().date(day)),
            None => "over all weeks".to_owned(),
        };
        format!("What is to be reached {weeks}; may stay empty. 3M and 250k are understood.")
    };
    view! {
        <Field
            label=Signal::derive(move || field_label("Goal for the total", state.goal_metric.get()))
            value=Signal::derive(value)
            on_commit=commit
            unit=Signal::derive(unit)
            help=Signal::derive(help)
            error=error
            keyboard="text"
        />
    }
}
