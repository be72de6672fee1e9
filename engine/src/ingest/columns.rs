//! Columns: from cells to numbers for the rows of data, with every fault reported.

use super::error::quote;
use super::findings::{FindingId, Findings, Places, RepairText, count_of};
use super::mapping::{Mapping, Role};
use super::names::unique_name;
use super::numbers::{DecimalMark, NumberCell, Unit, parse_number};
use super::profile::{MOST_CATEGORIES, categories, is_wordy, means_no, means_yes};
use super::rows::DatedRow;
use super::table::{Column, Table};
use crate::panel::{DriverKind, Panel};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What the numbers of a series are to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// The outcome.
    Outcome,
    /// A channel's spend.
    Spend,
    /// Contacts that a channel's spend bought.
    Exposure,
    /// How many a channel reached.
    Reach,
    /// How often; once cells are filled, the contacts: reach times frequency, which add up as frequencies do not.
    Frequency,
    /// The activity of a channel without spend.
    Organic,
    /// Another driver.
    Driver(DriverKind),
}

impl Use {
    /// Whether it is of a channel: never negative, and nothing where the cell is empty.
    pub(crate) fn is_channel(self) -> bool {
        !matches!(self, Self::Outcome | Self::Driver(_))
    }
}

/// Numbers for rows, days or weeks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Series {
    /// Its name in the panel.
    pub name: String,
    /// What it is.
    pub purpose: Use,
    /// Its values; not a number where the cell is empty, until [`fill_empty`].
    pub values: Vec<f64>,
}

/// The columns of a table for its rows of data.
pub(crate) fn read_columns(
    table: &Table,
    mapping: &Mapping,
    rows: &[DatedRow],
    known: Option<&Panel>,
    findings: &mut Findings,
) -> Vec<Series> {
    let mut reader = ColumnReader {
        table,
        rows,
        known,
        mark: mapping.decimal,
        taken: table.columns.iter().filter(|c| purpose(mapping, c).is_some()).map(|c| c.name.clone()).collect(),
        faults: Faults::default(),
        references: vec![],
    };
    let used = table.columns.iter().filter_map(|c| Some((c, purpose(mapping, c)?)));
    let series = used.flat_map(|(column, purpose)| reader.read(column, purpose)).collect();
    reader.report(findings);
    series
}

fn purpose(mapping: &Mapping, column: &Column) -> Option<Use> {
    if mapping.date_column.as_ref() == Some(&column.name) {
        return None;
    }
    match mapping.role(&column.name) {
        Role::Outcome => Some(Use::Outcome),
        Role::Spend => Some(Use::Spend),
        Role::Exposure => Some(Use::Exposure),
        Role::Reach => Some(Use::Reach),
        Role::Frequency => Some(Use::Frequency),
        Role::Organic => Some(Use::Organic),
        Role::Driver(kind) => Some(Use::Driver(kind)),
        Role::Ignored => None,
    }
}

struct ColumnReader<'a> {
    table: &'a Table,
    rows: &'a [DatedRow],
    known: Option<&'a Panel>,
    mark: DecimalMark,
    taken: HashSet<String>,
    faults: Faults,
    /// Columns of words without a word for "nothing", and the word that the others are compared with.
    references: Vec<(String, String)>,
}

impl<'a> ColumnReader<'a> {
    fn read(&mut self, column: &'a Column, purpose: Use) -> Vec<Series> {
        match purpose {
            Use::Driver(kind) if self.holds_words(column) => self.read_words(column, kind),
            _ => vec![self.read_numbers(column, purpose)],
        }
    }

    /// A column of words that is empty in a newer file is still one of words.
    fn holds_words(&self, column: &Column) -> bool {
        is_wordy(&column.cells, self.mark) || !self.known_words(column).is_empty()
    }

    fn read_numbers(&mut self, column: &Column, purpose: Use) -> Series {
        let mut values = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let text = column.cells.get(row.row);
            let cell = parse_number(text, self.mark);
            let place = (self.table.row_number(row.row), column.name.as_str());
            values.push(match cell {
                NumberCell::Number(value, unit) => {
                    self.faults.unit(unit, purpose, place);
                    self.faults.sign(value, purpose, place)
                }
                NumberCell::Empty => f64::NAN,
                NumberCell::Infinite => self.faults.infinite(place),
                NumberCell::Text => self.faults.text(text, place),
            });
        }
        Series { name: column.name.clone(), purpose, values }
    }

    /// One 0/1 series for each word.
    fn read_words(&mut self, column: &'a Column, kind: DriverKind) -> Vec<Series> {
        let counts = categories(self.cells(column));
        if counts.len() > MOST_CATEGORIES {
            self.faults.too_many_words.add_column(&column.name);
            return vec![];
        }
        let known = self.known_words(column);
        let mut words: BTreeSet<String> = counts.keys().chain(&known).map(|word| quote(word)).collect();
        if let Some(reference) = self.reference(column, &counts, &known) {
            words.remove(&quote(reference));
            self.references.push((column.name.clone(), quote(reference)));
        }
        words.iter().map(|word| self.word_series(column, word, kind)).collect()
    }

    fn cells(&self, column: &'a Column) -> impl Iterator<Item = &'a str> {
        self.rows.iter().map(move |row| column.cells.get(row.row))
    }

    /// The words of the column that an older panel knows.
    fn known_words(&self, column: &Column) -> Vec<&'a str> {
        let prefix = word_name(&column.name, "");
        let drivers = self.known.map_or(&[][..], Panel::drivers);
        drivers.iter().filter_map(|d| d.name.strip_prefix(&prefix)).collect()
    }

    /// Where every row has a word, the most usual one is what the others are compared with.
    fn reference<'b>(&self, column: &'a Column, counts: &BTreeMap<&'b str, usize>, known: &[&str]) -> Option<&'b str> {
        if counts.len() + known.len() < 2 || self.cells(column).any(means_no) {
            return None;
        }
        let unknown = counts.iter().rev().filter(|(word, _)| !known.contains(word));
        unknown.max_by_key(|(_, count)| **count).map(|(word, _)| *word)
    }

    fn word_series(&mut self, column: &'a Column, word: &str, kind: DriverKind) -> Series {
        let values = self.cells(column).map(|cell| f64::from(u8::from(quote(cell) == word))).collect();
        let name = match means_yes(word) {
            true => column.name.clone(),
            false => unique_name(word_name(&column.name, word), &mut self.taken),
        };
        Series { name, purpose: Use::Driver(kind), values }
    }

    fn report(self, findings: &mut Findings) {
        self.faults.report(findings);
        for (column, word) in self.references {
            findings.note(
                FindingId::ReferenceWord,
                &format!("every row has a word; \"{word}\" is the most usual, and the others are compared with it."),
                "Leave cells empty where nothing special happened, if you want another comparison.",
                Places::of_columns([column]),
            );
        }
    }
}

/// The name of the driver for a word of a column.
fn word_name(column: &str, word: &str) -> String {
    format!("{column}: {word}")
}

/// Faults in cells, by kind.
#[derive(Default)]
struct Faults {
    text: Places,
    first_text: String,
    infinite: Places,
    negative: Places,
    are_contacts_negative: bool,
    percent: Places,
    money: Places,
    too_many_words: Places,
    currencies: BTreeSet<&'static str>,
}

impl Faults {
    fn unit(&mut self, unit: Unit, purpose: Use, (row, column): (u32, &str)) {
        match unit {
            Unit::None => {}
            Unit::Percent => self.percent.add_cell(row, column),
            Unit::Currency(code) => {
                self.money.add_cell(row, column);
                if matches!(purpose, Use::Outcome | Use::Spend) {
                    self.currencies.insert(code);
                }
            }
        }
    }

    fn sign(&mut self, value: f64, purpose: Use, (row, column): (u32, &str)) -> f64 {
        if purpose.is_channel() && value < 0.0 {
            self.are_contacts_negative |= purpose != Use::Spend;
            self.negative.add_cell(row, column);
            return 0.0;
        }
        value
    }

    fn infinite(&mut self, (row, column): (u32, &str)) -> f64 {
        self.infinite.add_cell(row, column);
        0.0
    }

    fn text(&mut self, text: &str, (row, column): (u32, &str)) -> f64 {
        if self.text.is_empty() {
            self.first_text = quote(text);
        }
        self.text.add_cell(row, column);
        0.0
    }

    fn report(self, findings: &mut Findings) {
        self.report_errors(findings);
        if !self.negative.is_empty() {
            let what = if self.are_contacts_negative { "spend or activity" } else { "spend" };
            let problem = format!("{what} is negative in {}.", count_of(self.negative.len(), "cell"));
            let instead = "book refunds in the weeks that they belong to";
            let text = RepairText { problem, done: "It counts as 0.", instead };
            findings.repair(FindingId::NegativeSpend, &text, self.negative);
        }
        if !self.percent.is_empty() {
            let advice = "Nothing has to be done.";
            findings.note(
                FindingId::PercentSigns,
                "percentages are read as shares: 12% is 0.12.",
                advice,
                self.percent,
            );
        }
        if !self.money.is_empty() {
            let advice = "All money in a file must be in one currency, the workspace's.";
            findings.note(FindingId::CurrencySigns, "currency signs are passed over.", advice, self.money);
        }
    }

    fn report_errors(&self, findings: &mut Findings) {
        if !self.text.is_empty() {
            let problem = format!("\"{}\" stands where a number is expected.", self.first_text);
            let advice =
                "Correct the cell or empty it; if decimals and thousands are mixed up, change the decimal mark.";
            findings.error(FindingId::TextInNumber, &problem, advice, self.text.clone());
        }
        if !self.too_many_words.is_empty() {
            let problem = format!("there are more than {MOST_CATEGORIES} different words; each would be a driver.");
            let advice = "Leave the column out, or keep the few words that matter.";
            findings.error(FindingId::TooManyWords, &problem, advice, self.too_many_words.clone());
        }
        if !self.infinite.is_empty() {
            let advice = "Correct the formula behind the cell, often a division by zero.";
            findings.error(FindingId::InfiniteNumber, "a number is infinite.", advice, self.infinite.clone());
        }
        if self.currencies.len() > 1 {
            let codes: Vec<&str> = self.currencies.iter().copied().collect();
            let problem = format!("amounts are in several currencies: {}.", codes.join(", "));
            let advice = "Convert all amounts to the workspace's currency first.";
            findings.error(FindingId::MixedCurrencies, &problem, advice, Places::default());
        }
    }
}

/// Fills the empty cells of spend and drivers: spend, events and promotions with 0, prices with the price before,
/// controls along the straight line between their neighbours. An empty outcome is an error.
pub(crate) fn fill_empty(series: &mut [Series], row_numbers: &[u32], findings: &mut Findings) {
    let mut empty = EmptyCells::default();
    for one in series {
        empty.note(one, row_numbers);
        match one.purpose {
            Use::Outcome
            | Use::Spend
            | Use::Exposure
            | Use::Reach
            | Use::Frequency
            | Use::Organic
            | Use::Driver(DriverKind::Event | DriverKind::Promotion | DriverKind::Calendar(_)) => {
                fill_zero(&mut one.values)
            }
            Use::Driver(DriverKind::Price) => fill_previous(&mut one.values),
            Use::Driver(DriverKind::Control) => fill_between(&mut one.values),
        }
    }
    empty.report(findings);
}

#[derive(Default)]
struct EmptyCells {
    outcome: Places,
    spend: Places,
    are_contacts_empty: bool,
    driver: Places,
}

impl EmptyCells {
    fn note(&mut self, series: &Series, row_numbers: &[u32]) {
        let places = match series.purpose {
            Use::Outcome => &mut self.outcome,
            Use::Driver(_) => &mut self.driver,
            _ => &mut self.spend,
        };
        self.are_contacts_empty |=
            series.purpose.is_channel() && series.purpose != Use::Spend && series.values.iter().any(|v| v.is_nan());
        let empty = series.values.iter().zip(row_numbers).filter(|(value, _)| value.is_nan());
        empty.for_each(|(_, &row)| places.add_cell(row, &series.name));
    }

    fn report(self, findings: &mut Findings) {
        if !self.outcome.is_empty() {
            let problem = format!("the outcome is empty in {}.", count_of(self.outcome.len(), "cell"));
            let advice = "Fill it in; write 0 where nothing was sold. An outcome is never guessed.";
            findings.error(FindingId::EmptyOutcome, &problem, advice, self.outcome);
        }
        if !self.spend.is_empty() {
            let what = if self.are_contacts_empty { "spend or activity" } else { "spend" };
            let problem = format!("{what} is empty in {}.", count_of(self.spend.len(), "cell"));
            let text = RepairText { problem, done: "Empty counts as 0.", instead: "fill in what was spent" };
            findings.repair(FindingId::EmptySpend, &text, self.spend);
        }
        if !self.driver.is_empty() {
            let problem = format!("a driver is empty in {}.", count_of(self.driver.len(), "cell"));
            let done = "Events and promotions count as 0, prices as the price before, and other numbers lie on the line \
                between their neighbours.";
            let text = RepairText { problem, done, instead: "fill in the values" };
            findings.repair(FindingId::EmptyDriver, &text, self.driver);
        }
    }
}

fn fill_zero(values: &mut [f64]) {
    values.iter_mut().filter(|v| v.is_nan()).for_each(|v| *v = 0.0);
}

fn fill_previous(values: &mut [f64]) {
    let mut last = values.iter().copied().find(|v| !v.is_nan()).unwrap_or(0.0);
    for value in values {
        if value.is_nan() {
            *value = last;
        }
        last = *value;
    }
}

fn fill_between(values: &mut [f64]) {
    let known: Vec<usize> = (0..values.len()).filter(|&i| !values[i].is_nan()).collect();
    let (Some(&first), Some(&last)) = (known.first(), known.last()) else { return fill_zero(values) };
    let (before, after) = (values[first], values[last]);
    values[..first].fill(before);
    values[last..].fill(after);
    for pair in known.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        for i in start + 1..end {
            let share = (i - start) as f64 / (end - start) as f64;
            values[i] = between(values[start], values[end], share);
        }
    }
}

/// The value at `share` of the way from `start` to `end`.
pub(crate) fn between(start: f64, end: f64, share: f64) -> f64 {
    start + (end - start) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fill: fn(&mut [f64]), expected: [f64; 6]) {
        let mut values = [f64::NAN, 1.0, f64::NAN, f64::NAN, 4.0, f64::NAN];
        fill(&mut values);
        assert_eq!(values, expected);
        let mut none = [f64::NAN; 2];
        fill(&mut none);
        assert_eq!(none, [0.0; 2]);
    }

    #[test]
    fn empty_cells_are_filled() {
        check(fill_zero, [0.0, 1.0, 0.0, 0.0, 4.0, 0.0]);
        check(fill_previous, [1.0, 1.0, 1.0, 1.0, 4.0, 4.0]);
        check(fill_between, [1.0, 1.0, 2.0, 3.0, 4.0, 4.0]);
    }
}
