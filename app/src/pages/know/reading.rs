//! How the file was read, in one sentence, and the choices that change it.

use crate::components::{Card, Choice, Select, Span};
use crate::present::know::{
    date_order_key, date_order_of_key, date_orders, decimal_key, decimal_marks, decimal_of_key, outcome_kind_key,
    outcome_kind_of_key, outcome_kinds, recognised,
};
use crate::state::{AppState, Basis, Geography, Mapping, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub(super) fn Reading() -> impl IntoView {
    let state = use_state();
    let title = Signal::derive(move || {
        let name = state.files.with(|files| files.first().map(|file| file.name.clone())).unwrap_or_default();
        format!("How \"{name}\" was read")
    });
    let subtitle = Signal::derive(move || {
        let rows = state.files.with(|files| files.first().map_or(0, |file| file.rows));
        state.mapping.get().map(|mapping| recognised(rows, &mapping)).unwrap_or_default()
    });
    let split = Memo::new(move |_| of_mapping(state, |mapping| geography_column(&mapping.geography)).flatten());
    view! {
        <Card title=title subtitle=subtitle span=Span::Full>
            <div class="choices">
                <DateColumn/>
                <DateOrders/>
                <Decimals/>
                <OutcomeKinds/>
                {move || split.get().map(|column| view! { <Split column=column/> })}
            </div>
        </Card>
    }
}

fn of_mapping<T>(state: AppState, read: impl Fn(&Mapping) -> T) -> Option<T> {
    state.mapping.with(|mapping| mapping.as_ref().map(|mapping| read(mapping)))
}

/// A key of the mapping, empty while there is none.
fn key(state: AppState, read: impl Fn(&Mapping) -> &'static str + Send + Sync + 'static) -> Signal<String> {
    Memo::new(move |_| of_mapping(state, &read).unwrap_or_default().to_owned()).into()
}

fn choices(all: &[(&str, &str)]) -> Vec<Choice> {
    all.iter().map(|(key, label)| Choice::new(*key, *label)).collect()
}

fn basis_help(basis: Basis) -> String {
    match basis {
        Basis::OnlyFit => "The only reading that fits the rows.",
        Basis::RegularSteps => "The only reading with rows at regular steps.",
        Basis::Guess => "A guess: please choose.",
        Basis::Chosen => "Chosen by you.",
    }
    .to_owned()
}

#[component]
fn DateColumn() -> impl IntoView {
    let state = use_state();
    let columns = Signal::derive(move || {
        let names = of_mapping(state, |mapping| mapping.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>());
        let none = Choice::new("", "Choose a column");
        let mut names = names.unwrap_or_default();
        let dated = of_mapping(state, |mapping| mapping.date_column.clone()).flatten();
        names.extend(dated.filter(|dated| !names.contains(dated)));
        std::iter::once(none).chain(names.into_iter().map(|name| Choice::new(name.clone(), name))).collect::<Vec<_>>()
    });
    let chosen =
        Signal::derive(move || of_mapping(state, |mapping| mapping.date_column.clone()).flatten().unwrap_or_default());
    let choose = move |name: String| {
        if !name.is_empty() {
            state.choose_date_column(&name);
        }
    };
    view! { <Select label="Rows are dated by" choices=columns chosen=chosen on_choose=choose/> }
}

#[component]
fn DateOrders() -> impl IntoView {
    let state = use_state();
    let help = Signal::derive(move || of_mapping(state, |mapping| basis_help(mapping.date_basis)).unwrap_or_default());
    let choose =
        move |key: String| date_order_of_key(&key).into_iter().for_each(|order| state.choose_date_order(order));
    view! {
        <Select
            label="Dates are written"
            choices=Signal::stored(choices(&date_orders()))
            chosen=key(state, |mapping| date_order_key(mapping.date_order))
            on_choose=choose
            help=help
        />
    }
}

#[component]
fn Decimals() -> impl IntoView {
    let state = use_state();
    let help =
        Signal::derive(move || of_mapping(state, |mapping| basis_help(mapping.decimal_basis)).unwrap_or_default());
    let choose = move |key: String| decimal_of_key(&key).into_iter().for_each(|mark| state.choose_decimal(mark));
    view! {
        <Select
            label="The decimal mark is a"
            choices=Signal::stored(choices(&decimal_marks()))
            chosen=key(state, |mapping| decimal_key(mapping.decimal))
            on_choose=choose
            help=help
        />
    }
}

#[component]
fn OutcomeKinds() -> impl IntoView {
    let state = use_state();
    let choose =
        move |key: String| outcome_kind_of_key(&key).into_iter().for_each(|kind| state.choose_outcome_kind(kind));
    view! {
        <Select
            label="The outcome is"
            choices=Signal::stored(choices(&outcome_kinds()))
            chosen=key(state, |mapping| outcome_kind_key(mapping.outcome_kind))
            on_choose=choose
            help="Return on spend is money per money, or things per money."
        />
    }
}

fn geography_column(geography: &Geography) -> Option<String> {
    match geography {
        Geography::Whole => None,
        Geography::Undecided { column }
        | Geography::AddedUp { column }
        | Geography::Each { column, .. }
        | Geography::Only { column, .. } => Some(column.clone()),
    }
}

const ALL: &str = "all";
const EACH: &str = "each";
const ONE: &str = "one ";

/// What to do about rows that are split by geography.
#[component]
fn Split(column: String) -> impl IntoView {
    let state = use_state();
    let label = format!("Rows are split by \"{column}\"");
    let named = column.clone();
    let offered = Signal::derive(move || {
        let mut offered =
            vec![Choice::new("", "Choose"), Choice::new(EACH, "Measure each"), Choice::new(ALL, "Add all up")];
        let values = values(state, &named);
        offered.extend(values.into_iter().map(|value| Choice::new(format!("{ONE}{value}"), format!("Only {value}"))));
        offered
    });
    let chosen = Signal::derive(move || match of_mapping(state, |mapping| mapping.geography.clone()) {
        Some(Geography::AddedUp { .. }) => ALL.to_owned(),
        Some(Geography::Each { .. }) => EACH.to_owned(),
        Some(Geography::Only { value, .. }) => format!("{ONE}{value}"),
        Some(Geography::Whole | Geography::Undecided { .. }) | None => String::new(),
    });
    let choose = move |key: String| {
        let column = column.clone();
        match (key.as_str(), key.strip_prefix(ONE)) {
            (EACH, _) => state.measure_each_geography(&column),
            (ALL, _) => state.choose_geography(Geography::AddedUp { column }),
            (_, Some(value)) => state.choose_geography(Geography::Only { column, value: value.to_owned() }),
            _ => {}
        }
    };
    let help = "Measured each, geographies learn from one another and are shown apart; added up, they are one.";
    view! { <Select label=label choices=offered chosen=chosen on_choose=choose help=help/> }
}

/// The geographies among the first rows, and the one that is chosen.
fn values(state: AppState, column: &str) -> Vec<String> {
    let first_cells = state.files.with(|files| {
        let columns = files.first().map(|file| file.columns.clone()).unwrap_or_default();
        columns.into_iter().find(|other| other.name == column).map(|column| column.first_cells).unwrap_or_default()
    });
    let chosen = match of_mapping(state, |mapping| mapping.geography.clone()) {
        Some(Geography::Only { value, .. }) => Some(value),
        _ => None,
    };
    let mut values: Vec<String> =
        first_cells.into_iter().chain(chosen).filter(|value| !value.trim().is_empty()).collect();
    values.sort_unstable();
    values.dedup();
    values
}
