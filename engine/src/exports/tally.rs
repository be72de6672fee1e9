//! The tally of one source: its facts summed by days, subject and currency, each sum knowing the rows it came from.

use super::fact::{Amount, Measure, Subject};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One sum. Ordered, so that a tally does not depend on the order of rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// Index into [`Tally::subjects`].
    pub subject: u32,
    /// Index into [`Tally::currencies`]; `None` where the export names none.
    pub currency: Option<u16>,
    /// Sums, by measure.
    pub amounts: Vec<(Measure, Amount)>,
    /// Rows it came from: first, last, how many.
    pub rows: (u32, u32, u32),
}

/// All facts of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Names, sorted.
    pub subjects: Vec<Subject>,
    /// ISO 4217 codes, sorted.
    pub currencies: Vec<String>,
    /// Sums, sorted.
    pub lines: Vec<Line>,
}
