//! The budget channel by channel, moved by hand: drag or type an amount, and what it is worth follows.

use super::budget_row::Row;
use super::edits::{Edits, UndoEdit};
use super::save::SaveCsv;
use super::shown::{Moving, Shown};
use super::tiles::tiles_of;
use crate::components::{Button, ButtonKind, Card, Choice, LinkButton, Lowest, NumberField, Select, Span};
use crate::present::plan::{
    BudgetRows, Budgeted, Source, amount_style, budget_rows, comparison_table, horizons, period, spend_text, starts,
};
use crate::present::table::Table;
use crate::route::{PlanView, Route};
use crate::state::{AppState, Channel, ChannelKind, FiscalCalendar, SpendChoice, Total, add_weeks, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub fn Budget(plan: Memo<Option<Shown>>, moving: Moving, edits: Edits) -> impl IntoView {
    let state = use_state();
    let rows = Memo::new(move |_| rows_of(state, plan.get(), moving).unwrap_or_default());
    let from = RwSignal::new(Source::default());
    let places = Memo::new(move |_| rows.read().rows.iter().map(|r| r.channel).collect::<Vec<usize>>());
    let table = Signal::derive(move || table_of(state, plan.get()));
    let title = move || {
        let draft = state.plan_draft.get();
        draft.map(|d| format!("Budget, {}", period(&d.today.weeks, &state.locale.read()))).unwrap_or_default()
    };
    view! {
        <Card
            title=Signal::derive(title)
            subtitle=Signal::derive(move || total_words(state, &rows.read()))
            span=Span::TwoThirds
            actions=move || view! { <Actions edits=edits table=table/> }
        >
            <div class="plan-fields two">
                <BudgetField edits=edits/>
                <Start/>
                <Horizon/>
                <TakeFrom from=from/>
            </div>
            <Live/>
            <div class="budget" role="group" aria-label="Budget a channel">
                <Heading/>
                {move || {
                    let row = |channel| view! { <Row channel=channel rows=rows moving=moving from=from edits=edits/> };
                    places.get().into_iter().map(row).collect_view()
                }}
                <Sum rows=rows/>
            </div>
            {move || buys_contacts(state).then(|| view! { <p class="note">{BUYS_CONTACTS}</p> })}
        </Card>
    }
}

/// What is assumed about the spend of channels that are measured by contacts.
const BUYS_CONTACTS: &str = "Where contacts drive a channel, planned spend buys them at the last quarter's cost, and reach \
    at the last quarter's frequency.";

fn buys_contacts(state: AppState) -> bool {
    let counted = |c: &Channel| matches!(c.kind(), ChannelKind::Exposure | ChannelKind::ReachFrequency);
    state.panel.read().as_ref().is_some_and(|panel| panel.channels().iter().any(counted))
}

fn rows_of(state: AppState, plan: Option<Shown>, moving: Moving) -> Option<BudgetRows> {
    let (shown, draft) = (plan?, state.plan_draft.get()?);
    let (spend, bounds, judged) = (moving.spend(), draft.bounds(), state.judged.get());
    let of = Budgeted { plan: &shown.plan, judged: judged.as_deref(), spend: &spend, bounds: &bounds };
    Some(budget_rows(of, &shown.locale))
}

fn table_of(state: AppState, plan: Option<Shown>) -> Table {
    let (Some(shown), Some(draft)) = (plan, state.plan_draft.get()) else { return Table::default() };
    comparison_table(&shown.plan, &draft.bounds(), &shown.locale)
}

/// `USD a week. Total $535k, fixed. Drag or type an amount, and what it is worth follows.`
fn total_words(state: AppState, rows: &BudgetRows) -> String {
    let locale = state.locale.read();
    let fixed = match state.plan_draft.get().map(|d| d.limits.total) {
        Some(Total::Free { .. }) => "as much as pays",
        _ => "fixed",
    };
    let total = spend_text(&locale, rows.planned);
    let code = &locale.currency.code;
    format!("{code} a week. Total {total}, {fixed}. Drag or type an amount, and what it is worth follows.")
}

/// What it is worth, where the tiles are out of sight: on narrow screens it stays in view while amounts are moved.
#[component]
fn Live() -> impl IntoView {
    let state = use_state();
    let words = Memo::new(move |before: Option<&String>| {
        let tiles = tiles_of(state).map(|tiles| tiles.into_iter().map(|t| format!("{} {}", t.label, t.value)));
        tiles.map(|t| t.collect::<Vec<_>>().join(" · ")).or_else(|| before.cloned()).unwrap_or_default()
    });
    view! { <p class="budget-live" aria-hidden="true">{words}</p> }
}

#[component]
fn Heading() -> impl IntoView {
    view! {
        <div class="budget-row budget-heading" aria-hidden="true">
            <span>"Channel"</span>
            <span class="number">"Today"</span>
            <span>"Plan"</span>
            <span class="number">"Change"</span>
            <span class="number">"Next unit returns"</span>
        </div>
    }
}

#[component]
fn Sum(rows: Memo<BudgetRows>) -> impl IntoView {
    view! {
        <div class="budget-row budget-sum">
            <span>"Together"</span>
            <span class="number">{move || rows.read().today_week.clone()}</span>
            <span class="budget-total number">{move || rows.read().planned_week.clone()}</span>
            <span></span>
            <span></span>
        </div>
    }
}

#[component]
fn Actions(edits: Edits, table: Signal<Table>) -> impl IntoView {
    let state = use_state();
    let is_own = Memo::new(move |_| state.plan_draft.read().as_ref().is_some_and(|d| d.choice == SpendChoice::Own));
    let has_other = Memo::new(move |_| {
        state.plan_draft.read().as_ref().is_some_and(|d| d.choice != SpendChoice::Own && d.own.is_some())
    });
    view! {
        <LinkButton kind=ButtonKind::Quiet href=Route::Plan(PlanView::Limits).fragment()>"Limits"</LinkButton>
        <LinkButton kind=ButtonKind::Quiet href=Route::Plan(PlanView::Weeks).fragment()>"Week by week"</LinkButton>
        <UndoEdit edits=edits/>
        <Show when=move || is_own.get()>
            <Button kind=ButtonKind::Quiet on_press=move || edits.change(state, |d| d.choice = SpendChoice::Optimum)>
                "Back to the optimum"
            </Button>
        </Show>
        <Show when=move || has_other.get()>
            <Button kind=ButtonKind::Quiet on_press=move || edits.change(state, |d| d.choice = SpendChoice::Own)>
                "Back to your split"
            </Button>
        </Show>
        <SaveCsv table=table name="plan.csv"/>
    }
}

/// How much is spent in all.
#[component]
pub fn BudgetField(edits: Edits) -> impl IntoView {
    let state = use_state();
    let budget = Signal::derive(move || state.plan_draft.read().as_ref().map_or(0.0, |d| d.budget()));
    let is_free = move || matches!(state.plan_draft.get().map(|d| d.limits.total), Some(Total::Free { .. }));
    let label = move || if is_free() { "At most, over all weeks" } else { "Budget over all weeks" };
    let today = move || {
        let today: f64 = state.plan_draft.get().map(|d| d.today.totals().iter().sum()).unwrap_or_default();
        format!("Going on as before takes {}.", spend_text(&state.locale.read(), today))
    };
    view! {
        <NumberField
            label=Signal::derive(move || label().to_owned())
            value=budget
            on_commit=move |budget: f64| edits.change(state, |draft| draft.set_budget(budget))
            locale=state.locale
            style=Signal::derive(move || amount_style([budget.get()]))
            limits=(0.0, f64::INFINITY)
            lowest=Lowest::Excluded
            unit=Signal::derive(move || state.locale.read().currency.code.clone())
            help=Signal::derive(today)
        />
    }
}

/// The plan's first week.
#[component]
fn Start() -> impl IntoView {
    let state = use_state();
    let lead = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(0, |d| d.lead()));
    let choices = Signal::derive(move || {
        let Some(fit) = state.shown_fit.get() else { return Vec::new() };
        let after = add_weeks(fit.panel.last_week(), 1);
        let offered = starts(after, lead.get(), fiscal(state).as_ref(), &state.locale.read());
        offered.into_iter().map(|c| Choice::new(c.weeks.to_string(), c.label)).collect()
    });
    let choose = move |key: String| {
        if let Ok(lead) = key.parse() {
            state.set_start(lead);
        }
    };
    view! {
        <Select
            label="First week"
            choices=choices
            chosen=Signal::derive(move || lead.get().to_string())
            on_choose=choose
            help="Until then everything goes on as before."
        />
    }
}

/// How many weeks are planned, to the end of a quarter where one likes.
#[component]
fn Horizon() -> impl IntoView {
    let state = use_state();
    let weeks = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(0, |d| d.horizon()));
    let choices = Signal::derive(move || {
        let first = state.plan_draft.get().and_then(|d| d.today.weeks.first().copied());
        let Some(first) = first else { return Vec::new() };
        let offered = horizons(first, weeks.get(), fiscal(state).as_ref(), &state.locale.read());
        offered.into_iter().map(|c| Choice::new(c.weeks.to_string(), c.label)).collect()
    });
    let choose = move |key: String| {
        if let Ok(weeks) = key.parse() {
            state.set_horizon(weeks);
        }
    };
    view! {
        <Select
            label="Weeks to plan"
            choices=choices
            chosen=Signal::derive(move || weeks.get().to_string())
            on_choose=choose
            help="Another number sets budget and limits back to today's."
        />
    }
}

/// The calendar of finance, where the workspace has one of its own.
fn fiscal(state: AppState) -> Option<FiscalCalendar> {
    state.library.read().log.state().settings.fiscal
}

/// Where money comes from when an amount is moved.
#[component]
fn TakeFrom(from: RwSignal<Source>) -> impl IntoView {
    let state = use_state();
    let choices = Signal::derive(move || {
        let mut choices = vec![
            Choice::new(Source::Others.key(), "All others, in proportion"),
            Choice::new(Source::Total.key(), "Nowhere: the total changes"),
        ];
        if let Some(draft) = state.plan_draft.get() {
            let paid = draft.channels.iter().enumerate().filter(|(c, _)| draft.today.is_paid(*c));
            choices.extend(paid.map(|(c, name)| Choice::new(Source::One(c).key(), format!("Only {name}"))));
        }
        choices
    });
    view! {
        <Select
            label="Moved money comes from"
            choices=choices
            chosen=Signal::derive(move || from.get().key())
            on_choose=move |key: String| from.set(Source::of_key(&key))
            help="Or goes to, where an amount is lowered."
        />
    }
}
