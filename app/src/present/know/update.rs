//! What newer weeks added to the data and changed in them.

use crate::present::format;
use crate::present::home::{compact_of, count_of};
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use crate::state::{DataUpdate, UpdateOutcome};
use engine::calendar::week_end;
use engine::panel::{OutcomeKind, Panel};

/// What an update did, in one sentence.
#[must_use]
pub fn update_sentence(update: &DataUpdate, locale: &Locale) -> String {
    let UpdateOutcome::Added { weeks, restated } = &update.outcome else {
        return format!("\"{}\" was not added: something in it is in the way. The data are as they were.", update.file);
    };
    let added = match (weeks.first(), weeks.last()) {
        (Some(first), Some(last)) => format!(
            "added {}, {} to {}",
            count_of(weeks.len(), "week"),
            locale.date(*first),
            locale.date(week_end(*last))
        ),
        _ => "added no new week".to_owned(),
    };
    let changed = match restated.len() {
        0 => "and changed nothing that was known".to_owned(),
        count => format!("and restated {}", count_of(count, "value")),
    };
    format!("\"{}\" {added}, {changed}.", update.file)
}

/// What the simulator added to the demo, in one sentence.
#[must_use]
pub fn happened_sentence(update: &DataUpdate, locale: &Locale) -> String {
    match &update.outcome {
        UpdateOutcome::Added { weeks, .. } => match (weeks.first(), weeks.last()) {
            (Some(first), Some(last)) => format!(
                "{} happened: {} to {}.",
                count_of(weeks.len(), "week"),
                locale.date(*first),
                locale.date(week_end(*last))
            ),
            _ => "The demo has come to its end: no further week is laid out.".to_owned(),
        },
        UpdateOutcome::Blocked => "No week happened.".to_owned(),
    }
}

/// The values that the newer file gives differently.
#[must_use]
pub fn restated_table(update: &DataUpdate, panel: &Panel, locale: &Locale) -> Table {
    let UpdateOutcome::Added { restated, .. } = &update.outcome else { return Table::default() };
    let row = |value: &engine::ingest::Restatement| {
        let unit = unit_of(panel, &value.column);
        let text = |number: f64| compact_of(locale, unit, number);
        let change = format::NumberStyle::for_value(unit, value.new - value.old);
        vec![
            Cell::date(value.week, locale),
            Cell::words(value.column.clone()),
            Cell::number(value.old, text(value.old)),
            Cell::number(value.new, text(value.new)),
            Cell::number(value.new - value.old, change.signed(locale, value.new - value.old)),
        ]
    };
    let columns = vec![
        Column::words("Week from"),
        Column::words("Column"),
        Column::numbers("Before"),
        Column::numbers("Now"),
        Column::numbers("Change"),
    ];
    Table { caption: "Restated values".to_owned(), columns, rows: restated.iter().map(row).collect() }
}

/// Spend is money; the outcome may be; a driver is in its own unit.
fn unit_of(panel: &Panel, column: &str) -> format::Unit {
    let is_spend = panel.channels().iter().any(|channel| channel.name == column);
    let is_outcome = panel.outcome_name() == column && panel.outcome_kind() == OutcomeKind::Money;
    if is_spend || is_outcome { format::Unit::Money } else { format::Unit::Number }
}
