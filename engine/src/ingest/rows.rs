//! Rows: which rows of a table are data, and what date each has.
//!
//! A row without a date is a total, a line below the table or an error; it is never dropped without a finding.

use super::dates::{DateOrder, is_plausible, parse_date};
use super::error::quote;
use super::findings::{FindingId, Findings, Places, RepairText, count_of};
use super::mapping::{Basis, Geography, Mapping};
use super::names;
use super::numbers::is_nothing;
use super::table::{Column, Table};
use jiff::civil::Date;
use std::cmp::Ordering;

/// First words of a row of totals.
const TOTAL_WORDS: &[&str] = &[
    "total",
    "totals",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "summe",
    "sum",
    "grand",
    "subtotal",
    "zwischensumme",
    "totale",
    "totaal",
];

/// A row of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DatedRow {
    /// Its place among the table's rows, from 0.
    pub row: usize,
    /// Its date as in the file.
    pub date: Date,
}

/// What a row is, going by its date.
enum RowKind {
    Dated(Date),
    Implausible,
    Total,
    BelowTable,
    Undated,
}

/// The rows of data in the order of their dates, each once; rows of one date in the order of their cells, so that the
/// order in the file does not matter.
pub(crate) fn dated_rows(table: &Table, mapping: &Mapping, dates: &Column, findings: &mut Findings) -> Vec<DatedRow> {
    note_date_order(mapping, &dates.name, findings);
    let chosen: Vec<usize> = rows_of_geography(table, mapping);
    let last_dated = chosen.iter().rposition(|&row| parse_date(dates.cells.get(row), mapping.date_order).is_some());
    let mut rows = vec![];
    let mut undated = UndatedRows::default();
    for (place, &row) in chosen.iter().enumerate() {
        let at = if last_dated.is_none_or(|last| place > last) { At::Foot } else { At::Body };
        match row_kind(table, row, dates, mapping.date_order, at) {
            RowKind::Dated(date) => rows.push(DatedRow { row, date }),
            kind => undated.add(&kind, table, row, dates),
        }
    }
    undated.report(&dates.name, findings);
    report_geographies(table, mapping, findings);
    let as_in_file = rows.clone();
    rows.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| compare_cells(table, a.row, b.row)).then(a.row.cmp(&b.row)));
    if mapping.geography == Geography::Whole {
        report_order(table, &as_in_file, findings);
    }
    without_repeated(table, rows, findings)
}

/// The rows that have a date, in the file's order, with that date as the mapping reads it.
pub fn row_dates(table: &Table, mapping: &Mapping) -> Vec<(usize, Date)> {
    let dates = mapping.date_column.as_ref().and_then(|name| table.column(name));
    let date = |row: usize| parse_date(dates?.cells.get(row), mapping.date_order).map(|date| (row, date));
    (0..table.row_count()).filter_map(date).collect()
}

fn note_date_order(mapping: &Mapping, column: &str, findings: &mut Findings) {
    let first = match mapping.date_order {
        DateOrder::YearFirst => return,
        DateOrder::DayFirst => "day first",
        DateOrder::MonthFirst => "month first",
    };
    let places = Places::of_columns([column]);
    match mapping.date_basis {
        Basis::OnlyFit | Basis::Chosen => {}
        Basis::RegularSteps => findings.note(
            FindingId::DateOrderFromSteps,
            &format!(
                "the dates fit day first and month first; they are read {first}, which puts them at regular steps."
            ),
            "Change the order of day and month if that is wrong.",
            places,
        ),
        Basis::Guess => findings.error(
            FindingId::AmbiguousDates,
            "all dates fit both day first and month first, so that their order cannot be told.",
            "Choose the order of day and month.",
            places,
        ),
    }
}

fn rows_of_geography(table: &Table, mapping: &Mapping) -> Vec<usize> {
    let all = 0..table.row_count();
    match &mapping.geography {
        Geography::Only { column, value } => match table.column(column) {
            Some(geography) => all.filter(|&row| geography.cells.get(row) == value).collect(),
            None => all.collect(),
        },
        _ => all.collect(),
    }
}

fn report_geographies(table: &Table, mapping: &Mapping, findings: &mut Findings) {
    let Geography::Undecided { column } = &mapping.geography else { return };
    let Some(geography) = table.column(column) else { return };
    let mut values: Vec<&str> = geography.cells.iter().filter(|cell| !is_nothing(cell)).collect();
    values.sort_unstable();
    values.dedup();
    let first = values.first().map_or(String::new(), |value| quote(value));
    findings.error(
        FindingId::SeveralGeographies,
        &format!("the file has {} geographies (the first is \"{first}\"), a row for each.", values.len()),
        "Measure each of them, add them up, or choose one.",
        Places::of_columns([column]),
    );
}

/// Whether a row stands below the last row with a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Body,
    Foot,
}

fn row_kind(table: &Table, row: usize, dates: &Column, order: DateOrder, at: At) -> RowKind {
    match parse_date(dates.cells.get(row), order) {
        Some(date) if is_plausible(date) => RowKind::Dated(date),
        Some(_) => RowKind::Implausible,
        None if table.row(row).any(begins_with_total) => RowKind::Total,
        None if at == At::Foot && filled_count(table, row) * 2 <= table.columns.len() => RowKind::BelowTable,
        None => RowKind::Undated,
    }
}

fn begins_with_total(cell: &str) -> bool {
    names::words(cell).first().is_some_and(|word| TOTAL_WORDS.contains(&word.as_str()))
}

fn filled_count(table: &Table, row: usize) -> usize {
    table.row(row).filter(|cell| !is_nothing(cell)).count()
}

/// The rows that are no data, by kind.
#[derive(Default)]
struct UndatedRows {
    totals: Places,
    below: Places,
    unreadable: Places,
    implausible: Places,
    first_text: Option<String>,
    first_implausible: Option<String>,
}

impl UndatedRows {
    fn add(&mut self, kind: &RowKind, table: &Table, row: usize, dates: &Column) {
        let number = table.row_number(row);
        let text = || quote(dates.cells.get(row));
        match kind {
            RowKind::Dated(_) => {}
            RowKind::Total => self.totals.add_row(number),
            RowKind::BelowTable => self.below.add_row(number),
            RowKind::Undated => {
                self.unreadable.add_cell(number, &dates.name);
                self.first_text.get_or_insert_with(text);
            }
            RowKind::Implausible => {
                self.implausible.add_cell(number, &dates.name);
                self.first_implausible.get_or_insert_with(text);
            }
        }
    }

    fn report(self, column: &str, findings: &mut Findings) {
        if let Some(text) = self.first_text {
            let problem = match text.as_str() {
                "" => "the row has no date.".to_owned(),
                text => format!("\"{text}\" cannot be read as a date."),
            };
            let advice = format!(
                "Correct \"{column}\" there or delete the row; if day and month are swapped, change their order."
            );
            findings.error(FindingId::UnreadableDate, &problem, &advice, self.unreadable);
        }
        if let Some(text) = self.first_implausible {
            let problem = format!("\"{text}\" lies outside the years 1990 to 2100.");
            findings.error(FindingId::ImplausibleDate, &problem, "Correct the date.", self.implausible);
        }
        report_left_out(FindingId::TotalRows, "total", self.totals, findings);
        report_left_out(FindingId::LinesBelowTable, "line below the table", self.below, findings);
    }
}

fn report_left_out(id: FindingId, thing: &str, places: Places, findings: &mut Findings) {
    if places.is_empty() {
        return;
    }
    let problem = match places.len() {
        1 => format!("the row is a {thing}, not a week or day."),
        n => format!("{n} rows are each a {thing}, not a week or day."),
    };
    let instead = "delete the row or give it a date";
    findings.repair(id, &RepairText { problem, done: "It is left out.", instead }, places);
}

fn report_order(table: &Table, rows: &[DatedRow], findings: &mut Findings) {
    let backwards = |pair: &[DatedRow]| pair[1].date < pair[0].date;
    let steps_back = rows.windows(2).filter(|pair| backwards(pair)).count();
    let newest_first = steps_back > 0 && rows.windows(2).all(|pair| pair[1].date <= pair[0].date);
    let places = rows.windows(2).filter(|pair| backwards(pair)).map(|pair| table.row_number(pair[1].row));
    let places = Places::of_rows(places);
    if steps_back == 0 {
        return;
    }
    let problem =
        if newest_first { "the rows run from the newest to the oldest." } else { "the dates are not in order." };
    let done = "They were sorted by date.";
    let text = RepairText { problem: problem.to_owned(), done, instead: "sort the rows in the file" };
    findings.repair(FindingId::UnsortedDates, &text, places);
}

fn compare_cells(table: &Table, a: usize, b: usize) -> Ordering {
    table.row(a).cmp(table.row(b))
}

/// The rows without those that repeat another of the same date cell by cell.
fn without_repeated(table: &Table, rows: Vec<DatedRow>, findings: &mut Findings) -> Vec<DatedRow> {
    let mut repeated = Places::default();
    let mut kept: Vec<DatedRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let repeats =
            |last: &DatedRow| last.date == row.date && compare_cells(table, last.row, row.row) == Ordering::Equal;
        match kept.last().is_some_and(repeats) {
            true => repeated.add_row(table.row_number(row.row)),
            false => kept.push(row),
        }
    }
    if !repeated.is_empty() {
        let problem = format!(
            "{} another in every cell.",
            if repeated.len() == 1 { "the row repeats" } else { "these rows repeat" }
        );
        let text = RepairText { problem, done: "Only the first is used.", instead: "delete or correct the row" };
        findings.repair(FindingId::IdenticalRows, &text, repeated);
    }
    kept
}

/// The sentence for a file in which no column holds dates: what was tried.
pub(crate) fn report_no_date_column(table: &Table, findings: &mut Findings) {
    let tried: Vec<String> = table
        .columns
        .iter()
        .take(5)
        .map(|c| {
            let example = c.cells.iter().find(|cell| !is_nothing(cell)).unwrap_or("");
            format!("\"{}\" (\"{}\")", c.name, quote(example))
        })
        .collect();
    let more = table.columns.len().saturating_sub(tried.len());
    let rest = if more == 0 { String::new() } else { format!(" and {}", count_of(more, "more column")) };
    findings.error(
        FindingId::NoDateColumn,
        &format!("no column can be read as dates. Tried: {}{rest}.", tried.join(", ")),
        "Add a column with the first day of each week, for instance 2024-01-29, or choose the column that has it.",
        Places::default(),
    );
}
