//! Today's plan beside the optimum, and which one the forecast is for.

use super::Shown;
use crate::components::{Button, Card, DataTable, LinkButton};
use crate::present::forecast::{Outlook, comparison_table};
use crate::present::table::Table;
use crate::route::Route;
use crate::state::{AppState, Scenario, SpendChoice, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub fn Compared(shown: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let table = Memo::new(move |_| shown.get().map(|shown| table(state, &shown)).unwrap_or_default());
    let choice = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(SpendChoice::Today, |d| d.choice));
    let title = move || match choice.get() {
        SpendChoice::Optimum => "The forecast is for the optimum",
        SpendChoice::Today => "The forecast is for today's plan",
        SpendChoice::Own => "The forecast is for your own split",
    };
    view! {
        <Card
            title=Signal::derive(move || title().to_owned())
            subtitle="Both plans under the same assumptions, until the last of these weeks. The Plan screen also counts what the \
                spend still brings afterwards."
            explain=explain
        >
            <DataTable table=table/>
            <div class="row">
                <Switch choice=choice/>
                <LinkButton href=Route::PLAN.fragment()>"Change or commit the plan"</LinkButton>
            </div>
        </Card>
    }
}

#[component]
fn Switch(choice: Memo<SpendChoice>) -> impl IntoView {
    let state = use_state();
    let has_plan = Memo::new(move |_| state.plan.read().ready().is_some());
    move || match (choice.get(), has_plan.get()) {
        (SpendChoice::Optimum | SpendChoice::Own, _) => {
            view! { <Button on_press=move || state.choose_spend(SpendChoice::Today)>"Forecast today's plan"</Button> }
                .into_any()
        }
        (SpendChoice::Today, true) => {
            view! { <Button on_press=move || state.choose_spend(SpendChoice::Optimum)>"Forecast the optimum"</Button> }
                .into_any()
        }
        (SpendChoice::Today, false) => ().into_any(),
    }
}

fn table(state: AppState, shown: &Shown) -> Table {
    let Some(draft) = state.plan_draft.get() else { return Table::default() };
    let other = state.other_forecast.get();
    let of = |choice, name| {
        let forecast = if choice == draft.choice { Some(&shown.forecast) } else { other.ready() };
        let scenario = scenario_of(state, choice)?;
        let spend = scenario.totals().iter().sum();
        forecast.map(|forecast| Outlook { name, spend, forecast, goal: state.goal_for(&scenario) })
    };
    let second = match draft.choice {
        SpendChoice::Own => of(SpendChoice::Own, "Your own split"),
        _ => of(SpendChoice::Optimum, "The optimum"),
    };
    let both = [of(SpendChoice::Today, "Today's plan"), second];
    let plans: Vec<Outlook<'_>> = both.into_iter().flatten().collect();
    comparison_table(&plans, &shown.outcome, &shown.locale)
}

/// The plan that a choice stands for; today's where there is no other.
fn scenario_of(state: AppState, choice: SpendChoice) -> Option<Scenario> {
    let draft = state.plan_draft.get()?;
    let other = match choice {
        SpendChoice::Today => None,
        SpendChoice::Own => draft.own_scenario(),
        SpendChoice::Optimum => state.plan.read().ready().map(|plan| plan.scenario.clone()),
    };
    Some(other.unwrap_or_else(|| draft.today.clone()))
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Each plan is carried into the weeks ahead by the same draws. The ranges overlap even where one plan is almost \
             surely better, because most of what is uncertain is the same in both; the chance that the optimum beats \
             today's plan, on the Plan screen, compares them draw by draw."
        </p>
    }
}
