//! How a file was read, in one sentence, and the choices that change it.

use engine::ingest::{Basis, DateOrder, DecimalMark, Geography, Grain, Mapping, Role};
use engine::panel::OutcomeKind;

/// How a file of so many rows was read: rows, dates, decimal mark, grain.
#[must_use]
pub fn recognised(rows: usize, mapping: &Mapping) -> String {
    let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    let dates = match &mapping.date_column {
        Some(column) => {
            format!("dated by \"{column}\" ({}{})", order_example(mapping.date_order), basis(mapping.date_basis))
        }
        None => "no column of dates yet".to_owned(),
    };
    let decimal = format!("numbers with a decimal {}{}", mark(mapping.decimal), basis(mapping.decimal_basis));
    let geography = geography(&mapping.geography).map(|words| format!(", {words}")).unwrap_or_default();
    format!("{rows}, {}, {dates}, {decimal}{geography}; {}.", grain(mapping.grain), roles(mapping))
}

fn grain(grain: Grain) -> &'static str {
    match grain {
        Grain::Daily => "one a day and added up to weeks",
        Grain::Weekly => "one a week",
        Grain::Coarse => "further apart than a week",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::OnlyFit | Basis::Chosen => "",
        Basis::RegularSteps => ", from the regular steps",
        Basis::Guess => ", a guess",
    }
}

fn mark(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "point",
        DecimalMark::Comma => "comma",
    }
}

fn geography(geography: &Geography) -> Option<String> {
    match geography {
        Geography::Whole => None,
        Geography::Undecided { column } => Some(format!("split by \"{column}\"")),
        Geography::AddedUp { column } => Some(format!("all of \"{column}\" added up")),
        Geography::Each { column, population: None } => Some(format!("each of \"{column}\" measured")),
        Geography::Each { column, population: Some(population) } => {
            Some(format!("each of \"{column}\" measured, per head of \"{population}\""))
        }
        Geography::Only { column, value } => Some(format!("only \"{column}\" {value}")),
    }
}

fn roles(mapping: &Mapping) -> String {
    let count = |is: fn(Role) -> bool| mapping.columns.iter().filter(|column| is(column.role)).count();
    let channels = count(|role| matches!(role, Role::Spend | Role::Organic));
    let drivers = count(|role| matches!(role, Role::Driver(_)));
    let words = |count: usize, thing: &str| if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") };
    match drivers {
        0 => format!("{}, no column of other drivers", words(channels, "channel")),
        _ => format!("{} and {} of other drivers", words(channels, "channel"), words(drivers, "column")),
    }
}

fn order_example(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearFirst => "2026-01-31",
        DateOrder::DayFirst => "31.01.2026",
        DateOrder::MonthFirst => "01/31/2026",
    }
}

/// The orders of day, month and year with their keys.
#[must_use]
pub fn date_orders() -> [(&'static str, &'static str); 3] {
    [("year", "year first: 2026-01-31"), ("day", "day first: 31.01.2026"), ("month", "month first: 01/31/2026")]
}

/// The key of an order.
#[must_use]
pub fn date_order_key(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearFirst => "year",
        DateOrder::DayFirst => "day",
        DateOrder::MonthFirst => "month",
    }
}

/// The order of a key.
#[must_use]
pub fn date_order_of_key(key: &str) -> Option<DateOrder> {
    [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().find(|o| date_order_key(*o) == key)
}

/// The decimal marks with their keys.
#[must_use]
pub fn decimal_marks() -> [(&'static str, &'static str); 2] {
    [("point", "point: 1,234.5"), ("comma", "comma: 1.234,5")]
}

/// The key of a decimal mark.
#[must_use]
pub fn decimal_key(decimal: DecimalMark) -> &'static str {
    mark(decimal)
}

/// The decimal mark of a key.
#[must_use]
pub fn decimal_of_key(key: &str) -> Option<DecimalMark> {
    [DecimalMark::Point, DecimalMark::Comma].into_iter().find(|m| decimal_key(*m) == key)
}

/// What an outcome can be counted in, with keys.
#[must_use]
pub fn outcome_kinds() -> [(&'static str, &'static str); 2] {
    [("money", "money, such as revenue"), ("count", "a number, such as orders")]
}

/// The key of what an outcome is counted in.
#[must_use]
pub fn outcome_kind_key(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Money => "money",
        OutcomeKind::Count => "count",
    }
}

/// What an outcome is counted in, of a key.
#[must_use]
pub fn outcome_kind_of_key(key: &str) -> Option<OutcomeKind> {
    [OutcomeKind::Money, OutcomeKind::Count].into_iter().find(|k| outcome_kind_key(*k) == key)
}
