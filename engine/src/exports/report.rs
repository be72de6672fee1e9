//! What became of the rows of a sheet: every row that is no fact is counted with its reason and some are shown.

use super::fact::{Amount, Measure};
use serde::{Deserialize, Serialize};

/// Samples that are kept of each kind.
const SAMPLES: usize = 5;
/// The longest sample, in characters.
const SAMPLE_CHARACTERS: usize = 80;

/// Why a row is no fact although nothing is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Skip {
    /// It stands above the header, or is the header.
    Preamble,
    /// It is blank.
    Blank,
    /// The header again.
    RepeatedHeader,
    /// It adds up other rows.
    Total,
    /// A line of text below the data.
    Footer,
    /// A further line of an order that leaves the total blank.
    FurtherLine,
    /// The same order, day and total again.
    RepeatedOrder,
    /// A cancelled order.
    Cancelled,
    /// Its status says that it does not count.
    Status,
    /// It is dated and has no amount.
    NoAmount,
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fault {
    /// No date; the row is left out.
    DateMissing,
    /// No date can be read; the row is left out.
    DateUnreadable,
    /// The last day lies before the first; the row is left out.
    EndsBeforeStart,
    /// No last day; the fact is given to the first.
    EndMissing,
    /// No number of days or weeks; the row is left out.
    LengthUnreadable,
    /// No number; the amount is left out.
    NumberUnreadable,
    /// A number that only the other decimal mark makes sense of; the amount is left out.
    OtherDecimalMark,
    /// The platform keeps the number to itself ("<10"); the amount is left out.
    NumberWithheld,
    /// Too large to be added up exactly; the amount is left out.
    NumberTooLarge,
    /// No currency's code; the sheet's currency is used.
    CurrencyUnreadable,
    /// An email address in a name; it is not kept.
    AddressInName,
    /// A name beyond 300 characters; the rest of it is not kept.
    NameTooLong,
}

impl Fault {
    /// What to do about it, in one plain sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::DateMissing => "Fill in the date, or delete the row if it is a sum of others.",
            Self::DateUnreadable => "Write the date as 2024-01-31, or choose another order of day and month.",
            Self::EndsBeforeStart => "Check which of the two dates is the first, and the order of day and month.",
            Self::EndMissing => "Add the last day if the cost belongs to more than one.",
            Self::LengthUnreadable => "Write how long it lasts as a number of days or weeks, such as 14.",
            Self::NumberUnreadable => "Write the number without words, or choose what the column is.",
            Self::OtherDecimalMark => "Choose the decimal mark of this file.",
            Self::NumberWithheld => "Nothing: the platform hides small numbers. The row's other amounts are used.",
            Self::NumberTooLarge => "Check the unit of the column.",
            Self::CurrencyUnreadable => "Write the currency as a code of three letters, such as EUR.",
            Self::AddressInName => "Nothing: the address was left out. Rename the campaign to keep people's data out.",
            Self::NameTooLong => "Shorten the name if rules need its end.",
        }
    }
}

/// A row or a cell that is shown for many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sample {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// What stands there, shortened.
    pub text: String,
}

/// Rows that were passed over for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The reason.
    pub why: Skip,
    /// How many.
    pub count: u64,
    /// The first of them.
    pub samples: Vec<Sample>,
}

/// Cells of a column with one fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// What is wrong.
    pub fault: Fault,
    /// The column's header.
    pub column: String,
    /// How many cells.
    pub count: u64,
    /// The first of them.
    pub samples: Vec<Sample>,
}

/// A row of totals, held against what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedTotal {
    /// The row that states it.
    pub row: u32,
    /// Of what.
    pub measure: Measure,
    /// What it states.
    pub stated: Amount,
    /// What all rows of the sheet add up to.
    pub read: Amount,
}

/// What became of the rows of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The sheet, its file's name before it.
    pub sheet: String,
    /// Rows that were looked at.
    pub rows: u64,
    /// Rows that became facts.
    pub used: u64,
    /// Rows that were passed over, by reason.
    pub skipped: Vec<Skipped>,
    /// Cells with faults, by fault and column.
    pub issues: Vec<Issue>,
    /// Rows of totals, against what was read.
    pub totals: Vec<StatedTotal>,
    /// Why the rest of the sheet could not be read, where it could not.
    pub cut_short: Option<String>,
}

impl Report {
    /// How many rows were passed over for a reason.
    pub fn skipped(&self, why: Skip) -> u64 {
        self.skipped.iter().find(|s| s.why == why).map_or(0, |s| s.count)
    }

    /// How many cells have a fault.
    pub fn faults(&self, fault: Fault) -> u64 {
        self.issues.iter().filter(|i| i.fault == fault).map(|i| i.count).sum()
    }

    pub(super) fn skip(&mut self, why: Skip, row: u32, text: &str) {
        let at = self.skipped.iter().position(|s| s.why == why).unwrap_or_else(|| {
            self.skipped.push(Skipped { why, count: 0, samples: vec![] });
            self.skipped.len() - 1
        });
        if let Some(skipped) = self.skipped.get_mut(at) {
            skipped.count += 1;
            keep(&mut skipped.samples, row, text);
        }
    }

    pub(super) fn fault(&mut self, fault: Fault, column: &str, row: u32, text: &str) {
        let at = self.issues.iter().position(|i| i.fault == fault && i.column == column).unwrap_or_else(|| {
            self.issues.push(Issue { fault, column: column.to_owned(), count: 0, samples: vec![] });
            self.issues.len() - 1
        });
        if let Some(issue) = self.issues.get_mut(at) {
            issue.count += 1;
            keep(&mut issue.samples, row, text);
        }
    }

    /// Sorted, so that it does not depend on the order of rows.
    pub(super) fn sort(&mut self) {
        self.skipped.sort_by_key(|s| s.why);
        self.issues.sort_by(|a, b| (a.fault, &a.column).cmp(&(b.fault, &b.column)));
    }
}

/// Keeps the samples of the first rows.
fn keep(samples: &mut Vec<Sample>, row: u32, text: &str) {
    if samples.len() == SAMPLES && samples.last().is_some_and(|last| last.row <= row) {
        return;
    }
    let text: String = text.trim().chars().take(SAMPLE_CHARACTERS).collect();
    let sample = Sample { row, text };
    let at = samples.partition_point(|known| *known < sample);
    samples.insert(at, sample);
    samples.truncate(SAMPLES);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rows_are_shown_whatever_the_order() {
        let mut report = Report::default();
        for row in [9, 3, 7, 1, 8, 2, 6] {
            report.skip(Skip::Total, row, "Total");
        }
        assert_eq!(report.skipped(Skip::Total), 7);
        let rows: Vec<u32> = report.skipped[0].samples.iter().map(|s| s.row).collect();
        assert_eq!(rows, [1, 2, 3, 6, 7]);
    }
}
