//! What is assumed about everything that is not spend, and changing it.

use crate::components::{Button, Card, Choice, NumberField, Select};
use crate::present::forecast::{assumed_names, assumptions, assumptions_table, value_style};
use crate::present::table::Table;
use crate::state::{AppState, Scenario, use_state};
use leptos::prelude::*;

/// The card; none without drivers.
#[component]
pub fn Assumed() -> impl IntoView {
    let state = use_state();
    let has_drivers =
        Memo::new(move |_| state.plan_draft.read().as_ref().is_some_and(|d| d.today.assumed().next().is_some()));
    view! {
        <Show when=move || has_drivers.get() fallback=|| view! { <NoDrivers/> }>
            <Card
                title="What is assumed to happen besides"
                subtitle="The forecast holds if these hold; each can be changed."
                table=Signal::derive(move || table(state))
                explain=explain
            >
                <Sentences/>
                <Change/>
            </Card>
        </Show>
    }
}

#[component]
fn NoDrivers() -> impl IntoView {
    view! {
        <Card title="Nothing is assumed besides the spend">
            <p class="note">"The data have no price, promotion, event or other driver; trend and season go on as fitted."</p>
        </Card>
    }
}

fn usual(state: AppState) -> Option<(Scenario, Scenario)> {
    let scenario = state.plan_draft.get()?.today.clone();
    let usual = Scenario::going_on(&state.shown_fit.get()?.panel, scenario.weeks.len());
    Some((scenario, usual))
}

fn table(state: AppState) -> Table {
    let (Some((scenario, usual)), Some(fit)) = (usual(state), state.shown_fit.get()) else { return Table::default() };
    let locale = state.locale.read();
    assumptions_table(&assumptions(&scenario, &usual, &fit.panel, &locale), &scenario, &locale)
}

#[component]
fn Sentences() -> impl IntoView {
    let state = use_state();
    move || {
        let (scenario, usual) = usual(state)?;
        let panel = state.shown_fit.get()?.panel.clone();
        let lines = assumptions(&scenario, &usual, &panel, &state.locale.read()).into_iter().map(|assumption| {
            view! { <div><dt>{assumption.driver}</dt><dd class="muted">{assumption.words}</dd></div> }
        });
        Some(view! { <dl class="pairs">{lines.collect_view()}</dl> })
    }
}

/// One driver's weeks as fields.
#[component]
fn Change() -> impl IntoView {
    let state = use_state();
    let open = RwSignal::new(None::<usize>);
    let choices = Signal::derive(move || {
        let fit = state.shown_fit.get();
        let names = fit.map(|f| assumed_names(&f.panel)).unwrap_or_default();
        let drivers = names.into_iter().enumerate().map(|(place, name)| Choice::new(place.to_string(), name));
        std::iter::once(Choice::new("", "Nothing")).chain(drivers).collect::<Vec<_>>()
    });
    let chosen = move || open.get().map(|place| place.to_string()).unwrap_or_default();
    view! {
        <div class="plan-fields">
            <Select
                label="Change what is assumed about"
                choices=choices
                chosen=Signal::derive(chosen)
                on_choose=move |key: String| open.set(key.parse().ok())
            />
        </div>
        {move || open.get().map(|driver| view! { <Weeks driver=driver/> })}
    }
}

#[component]
fn Weeks(driver: usize) -> impl IntoView {
    let state = use_state();
    let count = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(0, |d| d.horizon()));
    let set_all =
        move |value: f64| (0..count.get_untracked()).for_each(|week| state.set_assumption(driver, week, value));
    let back = move || {
        let usual = untrack(|| usual(state));
        let weeks = usual.and_then(|(_, usual)| usual.assumed().nth(driver).cloned()).unwrap_or_default();
        weeks.into_iter().enumerate().for_each(|(week, value)| state.set_assumption(driver, week, value));
    };
    view! {
        <div class="assumed-weeks">
            <Value driver=driver week=0 label="Every week".to_owned() on_commit=set_all/>
            {move || (0..count.get()).map(|week| {
                let set = move |value: f64| state.set_assumption(driver, week, value);
                view! { <Value driver=driver week=week label=week_label(state, week) on_commit=set/> }
            }).collect_view()}
        </div>
        <Button on_press=back>"Back to what is usual"</Button>
    }
}

fn week_label(state: AppState, week: usize) -> String {
    let draft = state.plan_draft.get_untracked();
    draft.and_then(|d| d.today.weeks.get(week).map(|date| state.locale.read_untracked().day(*date))).unwrap_or_default()
}

#[component]
fn Value(driver: usize, week: usize, label: String, #[prop(into)] on_commit: Callback<(f64,)>) -> impl IntoView {
    let state = use_state();
    let weeks = Memo::new(move |_| {
        state.plan_draft.get().and_then(|d| d.today.assumed().nth(driver).cloned()).unwrap_or_default()
    });
    let value = move || weeks.read().get(week).copied().unwrap_or_default();
    view! {
        <NumberField
            label=label
            value=Signal::derive(value)
            on_commit=on_commit
            locale=state.locale
            style=Signal::derive(move || value_style(&weeks.read()))
        />
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Prices stay at their latest value. Holidays from the calendar fall where they fall. Promotions, events, other drivers and organic channels are those of the same weeks last year; \
             with less than a year of data, their mean. The assumptions are written into the ledger with the plan, and \
             Reconcile shows what each one that did not hold has cost or brought."
        </p>
    }
}
