//! What is assumed about everything that is not spend, and changing it.

use crate::components::{Button, ButtonKind, Card, Choice, NumberField, Select, TextArea, Toggle};
use crate::present::forecast::{
    Assumption, Path, assumed_names, assumptions, assumptions_table, read_row, value_style,
};
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
                subtitle="Each can be changed. What is marked as able to turn out otherwise widens the range by as much as its rule was wrong in the past."
                table=Signal::derive(move || table(state))
                explain=explain
                actions=move || view! {
                    <Button kind=ButtonKind::Quiet on_press=move || state.doubt_all()>"Let all turn out otherwise"</Button>
                }
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
    let usual = Scenario::starting(&state.shown_fit.get()?.panel, scenario.lead.weeks(), scenario.weeks.len());
    Some((scenario, usual))
}

fn table(state: AppState) -> Table {
    let (Some((scenario, usual)), Some(fit)) = (usual(state), state.shown_fit.get()) else { return Table::default() };
    let locale = state.locale.read();
    assumptions_table(&assumptions(&scenario, &usual, &fit.panel, &locale), &scenario, &locale)
}

/// What is assumed of each row, and whether it may turn out otherwise.
#[component]
fn Sentences() -> impl IntoView {
    let state = use_state();
    let rows = Memo::new(move |_| {
        let (scenario, usual) = usual(state)?;
        let panel = state.shown_fit.get()?.panel.clone();
        Some(assumptions(&scenario, &usual, &panel, &state.locale.read()))
    });
    let count = Memo::new(move |_| rows.read().as_ref().map_or(0, Vec::len));
    let lines = move || (0..count.get()).map(|row| view! { <Sentence row=row rows=rows/> }).collect_view();
    view! { <dl class="pairs assumed-rows">{lines}</dl> }
}

/// One row; it stays while its switch is pressed, so that the keyboard's focus does too.
#[component]
fn Sentence(row: usize, rows: Memo<Option<Vec<Assumption>>>) -> impl IntoView {
    let state = use_state();
    let this = Memo::new(move |_| rows.read().as_ref().and_then(|rows| rows.get(row).cloned()));
    let name = move || this.get().map(|this| this.driver).unwrap_or_default();
    let words = move || this.get().map(|this| this.words).unwrap_or_default();
    let can_be = Memo::new(move |_| this.read().as_ref().is_some_and(|this| this.can_be_uncertain));
    let is_uncertain = move || this.read().as_ref().is_some_and(|this| this.is_uncertain);
    view! {
        <div>
            <dt>{name}</dt>
            <dd class="muted">
                <span>{words}</span>
                <Show when=move || can_be.get() fallback=|| view! { <span>"known from the calendar"</span> }>
                    <Toggle
                        label=Signal::derive(move || format!("{} may turn out otherwise", name()))
                        on=Signal::derive(is_uncertain)
                        on_change=move |on: bool| state.set_uncertain(row, on)
                    />
                </Show>
            </dd>
        </div>
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
    view! {
        <div class="assumed-weeks">
            <Value driver=driver week=0 label="Every week".to_owned() on_commit=set_all/>
            {move || (0..count.get()).map(|week| {
                let set = move |value: f64| state.set_assumption(driver, week, value);
                view! { <Value driver=driver week=week label=week_label(state, week) on_commit=set/> }
            }).collect_view()}
        </div>
        <div class="row">
            {Path::ALL.map(|(path, name)| {
                let can = Memo::new(move |_| values(state, path, driver).is_some());
                let fill = move || {
                    if let Some(values) = untrack(|| values(state, path, driver)) {
                        state.set_assumed_path(driver, values);
                    }
                };
                view! {
                    <Button disabled=Signal::derive(move || !can.get()) on_press=fill>{name}</Button>
                }
            })}
        </div>
        <Paste driver=driver weeks=count/>
    }
}

/// The values that fill a row at once.
fn values(state: AppState, path: Path, driver: usize) -> Option<Vec<f64>> {
    let (_, usual) = usual(state)?;
    path.values(driver, &usual, &state.shown_fit.get()?.panel)
}

/// A row of a spreadsheet, pasted.
#[component]
fn Paste(driver: usize, weeks: Memo<usize>) -> impl IntoView {
    let state = use_state();
    let error = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    let commit = move |text: String| {
        if text.trim().is_empty() {
            return error.set(String::new());
        }
        match read_row(&text, weeks.get_untracked(), &state.locale.read_untracked()) {
            Ok(values) => {
                error.set(String::new());
                // Said twice where the same was pasted twice, so that the field is empty again.
                typed.set(text);
                typed.set(String::new());
                state.set_assumed_path(driver, values);
            }
            Err(sentence) => {
                typed.set(text);
                error.set(sentence);
            }
        }
    };
    view! {
        <TextArea
            label="Or paste a row"
            value=typed
            on_commit=commit
            help="One value a week, as a row or a column of a spreadsheet has it; taken on leaving the field."
            error=error
        />
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
            "A row that may turn out otherwise takes its own path in every draw: the assumption plus blocks of the errors \
             that its rule made in the past. What the calendar says is known. Another number of weeks puts all back."
        </p>
        <p>
            "Prices stay at their latest value. Holidays from the calendar fall where they fall. Promotions, events, other drivers and organic channels are those of the same weeks last year; \
             with less than a year of data, their mean. The assumptions are written into the ledger with the plan, and \
             Reconcile shows what each one that did not hold has cost or brought."
        </p>
    }
}
