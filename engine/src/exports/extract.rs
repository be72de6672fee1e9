//! From the rows of a sheet to its tally, one row after the other.
//!
//! What was decided from the head of a sheet is held against all its rows: where they speak for another order of day
//! and month, another decimal mark or another rhythm, the sheet is read once more.

use super::days::rhythm_of;
use super::fact::Fact;
use super::reading::{Field, Period, Reading, RowKind, Times};
use super::recognise::better_mark;
use super::report::{Fault, Report};
use super::tally::{Tally, Tallying};
use super::understand::{RowReader, TimesSeen};
use crate::ingest::{Basis, DateOrder};
use crate::tabular::{Row, Rows};
use serde::{Deserialize, Serialize};

/// How often a sheet is read before what was found last is taken.
const MOST_READINGS: usize = 3;

/// What was read from a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// Its facts.
    pub tally: Tally,
    /// What became of its rows.
    pub report: Report,
    /// How it was read, with what all rows say about it.
    pub reading: Reading,
}

/// What stands at the end of a sheet.
#[derive(Clone, Debug)]
pub enum Finished {
    /// The sheet is read.
    Done(Box<Extraction>),
    /// All rows speak for another reading: read the sheet again with this one.
    Again(Reading),
}

/// Takes the rows of a sheet as they come.
pub struct Extractor {
    reading: Reading,
    rows: RowReader,
    tallying: Tallying,
    report: Report,
}

impl Extractor {
    /// Begins a sheet.
    pub fn new(sheet: &str, reading: Reading) -> Self {
        let report = Report { sheet: sheet.to_owned(), ..Report::default() };
        let tallying = match reading.rows {
            RowKind::Orders => Tallying::of_orders(),
            RowKind::Facts | RowKind::Wide => Tallying::default(),
        };
        Self { rows: RowReader::new(reading.clone()), reading, tallying, report }
    }

    /// Takes a row.
    pub fn row(&mut self, row: &Row) {
        let tallying = &mut self.tallying;
        let mut add = |fact: &Fact, report: &mut Report| {
            if tallying.add(fact).is_err() {
                report.fault(Fault::NumberTooLarge, "", fact.row, "");
            }
        };
        self.rows.read(row, &mut self.report, &mut add);
    }

    /// Notes that the rest of the sheet cannot be read.
    pub fn cut_short(&mut self, why: String) {
        self.report.cut_short = Some(why);
    }

    /// Ends the sheet.
    pub fn finish(mut self) -> Finished {
        let mut reading = self.reading.clone();
        let differs = [
            revise_order(&mut reading, &self.rows, &self.report),
            revise_mark(&mut reading, &self.rows),
            revise_period(&mut reading, &self.rows),
            revise_times(&mut reading, &self.rows),
        ];
        if differs.contains(&true) {
            return Finished::Again(reading);
        }
        self.reading = reading;
        Finished::Done(Box::new(self.settle()))
    }

    /// Ends the sheet as it was read.
    fn settle(mut self) -> Extraction {
        self.report.totals = self.rows.stated_totals();
        self.report.sort();
        Extraction { tally: self.tallying.finish(), report: self.report, reading: self.reading }
    }
}

/// The order of day and month that all rows speak for; whether rows have to be read anew.
fn revise_order(reading: &mut Reading, rows: &RowReader, report: &Report) -> bool {
    if reading.date_basis == Basis::Chosen {
        return false;
    }
    let (order, basis) = rows.dates.order();
    let weaker = basis == Basis::Guess || basis == Basis::RegularSteps && reading.date_basis == Basis::OnlyFit;
    let none = order == DateOrder::YearFirst && report.faults(Fault::DateUnreadable) == 0;
    match weaker {
        true => false,
        false if none || order == reading.date_order => {
            reading.date_basis = if reading.date_order == order { basis } else { Basis::OnlyFit };
            false
        }
        false => {
            (reading.date_order, reading.date_basis) = (order, basis);
            true
        }
    }
}

fn revise_mark(reading: &mut Reading, rows: &RowReader) -> bool {
    if let Some(mark) = better_mark(reading, rows.marks) {
        (reading.decimal, reading.decimal_basis) = (mark, Basis::OnlyFit);
        return true;
    }
    if reading.decimal_basis == Basis::Guess && rows.marks.sure > 0 {
        reading.decimal_basis = Basis::OnlyFit;
    }
    false
}

/// Where a date's length is left to the distance between dates, all of them decide.
fn revise_period(reading: &mut Reading, rows: &RowReader) -> bool {
    let open = reading.position(Field::Date(Period::Auto)).is_some() && reading.period != Period::Day;
    let period = rhythm_of(&rows.dates);
    if !open || period == reading.period {
        return false;
    }
    reading.period = period;
    true
}

/// Whether all rows together have times of day, and with their offset; whether rows have to be read anew.
fn revise_times(reading: &mut Reading, rows: &RowReader) -> bool {
    let times = match rows.times {
        TimesSeen { any: false, .. } => Times::Days,
        _ if !reading.adds_up() => Times::Days,
        TimesSeen { without_offset: true, .. } => Times::Local,
        TimesSeen { .. } => Times::Offset,
    };
    let differs = (times == Times::Days) != (reading.times == Times::Days);
    reading.times = times;
    differs
}

/// Reads a sheet, more than once where its rows ask for it; `open` starts it from the top. What hinders reading on is
/// in the report.
pub fn extract(sheet: &str, reading: Reading, open: impl Fn() -> Box<dyn Rows>) -> Extraction {
    let mut reading = reading;
    for _ in 1..MOST_READINGS {
        match read_through(sheet, reading, &mut *open()).finish() {
            Finished::Done(extraction) => return *extraction,
            Finished::Again(better) => reading = better,
        }
    }
    read_through(sheet, reading, &mut *open()).settle()
}

fn read_through(sheet: &str, reading: Reading, rows: &mut dyn Rows) -> Extractor {
    let mut extractor = Extractor::new(sheet, reading);
    let mut row = Row::default();
    loop {
        match rows.next_row(&mut row) {
            Ok(true) => extractor.row(&row),
            Ok(false) => return extractor,
            Err(error) => {
                extractor.cut_short(error.to_string());
                return extractor;
            }
        }
    }
}
