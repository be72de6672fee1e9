//! Why a file gives no plan: what is wrong, in which row and column, and what to do.

use crate::tabular::ReadError;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many names or weeks a message lists.
const LISTED: usize = 6;
/// How many letters of a cell a message repeats.
const SHOWN: usize = 40;

/// Why a file gives no plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFileError {
    /// The file's name, and where in it.
    pub file: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A cell by its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The column's title.
    pub column: String,
    /// What stands there.
    pub text: String,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// It cannot be read as a table.
    Unreadable(ReadError),
    /// It is larger than any plan.
    TooLarge,
    /// No row at its top names weeks and a channel or driver.
    NoHeader {
        /// Some of the names that are looked for.
        wanted: Vec<String>,
    },
    /// Two columns have the same name.
    ColumnTwice {
        /// The name.
        column: String,
    },
    /// A cell of the first column is no date.
    NotADate(At),
    /// A cell is no number.
    NotAnAmount(At),
    /// A cell is empty.
    EmptyCell(At),
    /// An amount is below zero.
    Negative(At),
    /// Two rows are for one week.
    WeekTwice {
        /// The second of them.
        row: u32,
        /// The week.
        week: Date,
    },
    /// Weeks of the plan have no row.
    MissingWeeks(Vec<Date>),
    /// It is no scenario of Sextant.
    Foreign,
    /// A newer program wrote it.
    Newer {
        /// In this version.
        version: u32,
    },
    /// It was cut short or changed by hand.
    Damaged {
        /// Where or how.
        why: String,
    },
    /// It plans no week that is still to come.
    Over {
        /// The last week that it plans.
        last: Date,
        /// The first week after the data.
        first: Date,
    },
    /// It begins more than a year after the data.
    Later {
        /// The first week that it plans.
        begins: Date,
        /// The first week after the data.
        first: Date,
    },
    /// Its weeks begin on another day of the week.
    OtherWeekday {
        /// The first week that it plans.
        begins: Date,
        /// The first week after the data.
        first: Date,
    },
    /// None of its channels is one of the fit's.
    NoChannelInCommon {
        /// The file's channels.
        theirs: Vec<String>,
        /// The fit's channels.
        ours: Vec<String>,
    },
}

impl Problem {
    /// The problem of a certain file.
    pub(super) fn of(self, file: &str) -> PlanFileError {
        PlanFileError { file: file.to_owned(), problem: self }
    }
}

impl From<ReadError> for PlanFileError {
    fn from(error: ReadError) -> Self {
        Self { file: error.file.clone(), problem: Problem::Unreadable(error) }
    }
}

impl PlanFileError {
    /// What to do about it.
    pub fn advice(&self) -> String {
        let fixed = match &self.problem {
            Problem::Unreadable(error) => error.advice(),
            Problem::TooLarge => "Choose the file of a plan: one row a week, one column a channel.",
            Problem::NoHeader { .. } => {
                "Give the first row the names as they are here, with the weeks in the first column. The table that is \
                 downloaded here can serve as a pattern."
            }
            Problem::ColumnTwice { .. } => "Remove or rename one of the two, and open the file again.",
            Problem::NotADate(_) => "Write the first day of the week, such as 2026-06-29, or delete the row.",
            Problem::NotAnAmount(_) => "Write an amount in digits, and open the file again.",
            Problem::EmptyCell(_) => "Write 0 where nothing is spent, and open the file again.",
            Problem::Negative(_) => "Write an amount of zero or more, and open the file again.",
            Problem::WeekTwice { .. } => "Put the two rows into one; a row is for a whole week.",
            Problem::MissingWeeks(_) => "Add a row for each of them, or plan fewer weeks, and open the file again.",
            Problem::Foreign => "Choose a file that was saved here as a scenario file, or a table (CSV, XLSX).",
            Problem::Newer { .. } => "Reload the page to get the newest version, then open the file again.",
            Problem::Damaged { .. } => "Ask for the file again, or have it saved anew where it came from.",
            Problem::Over { .. } => "Ask for a plan of the weeks to come.",
            Problem::Later { .. } => {
                "Bring newer data first, so that they end less than a year before the plan begins."
            }
            Problem::OtherWeekday { .. } => "Choose a plan that was made for data with the same weeks.",
            Problem::NoChannelInCommon { .. } => "Choose a plan for these channels, or rename them in the file.",
        };
        fixed.to_owned()
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}, column \"{}\"", self.row, cut(&self.column))
    }
}

impl fmt::Display for PlanFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.problem {
            Problem::Unreadable(error) => error.fmt(f),
            Problem::TooLarge => write!(f, "\"{file}\" is larger than any plan."),
            Problem::NoHeader { wanted } => write!(
                f,
                "\"{file}\" has no row that names weeks and channels or drivers. Looked for were {}.",
                listed(wanted)
            ),
            Problem::ColumnTwice { column } => write!(f, "\"{file}\" has two columns for \"{}\".", cut(column)),
            Problem::NotADate(at) => write!(f, "\"{file}\", {at}: \"{}\" is no date.", cut(&at.text)),
            Problem::NotAnAmount(at) => write!(f, "\"{file}\", {at}: \"{}\" is no number.", cut(&at.text)),
            Problem::EmptyCell(at) => write!(f, "\"{file}\", {at}: the cell is empty."),
            Problem::Negative(at) => write!(f, "\"{file}\", {at}: {} is below zero.", cut(&at.text)),
            Problem::WeekTwice { row, week } => {
                write!(f, "\"{file}\", row {row}: the week of {week} stands there a second time.")
            }
            Problem::MissingWeeks(weeks) => {
                let weeks: Vec<String> = weeks.iter().map(Date::to_string).collect();
                write!(f, "\"{file}\" has no row for the week of {}.", listed(&weeks))
            }
            Problem::Foreign => write!(f, "\"{file}\" is no scenario file of Sextant."),
            Problem::Newer { version } => {
                write!(f, "\"{file}\" was written by a newer version of Sextant (scenario files of version {version}).")
            }
            Problem::Damaged { why } => write!(f, "\"{file}\" is damaged: {why}."),
            Problem::Over { last, first } => {
                write!(f, "\"{file}\" plans the weeks up to {last}; the data reach to the week before {first}.")
            }
            Problem::Later { begins, first } => {
                write!(
                    f,
                    "\"{file}\" begins on {begins}, more than a year after the data, which reach to the week before {first}."
                )
            }
            Problem::OtherWeekday { begins, first } => {
                write!(f, "\"{file}\" has weeks like that of {begins}; here they begin on another day, like {first}.")
            }
            Problem::NoChannelInCommon { theirs, ours } => {
                write!(f, "\"{file}\" plans {}; this fit has {}.", listed(theirs), listed(ours))
            }
        }
    }
}

impl std::error::Error for PlanFileError {}

/// `a, b and c`; the first few where there are many.
pub(super) fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(|name| cut(name)).collect();
    match (shown.split_last(), names.len() - shown.len()) {
        (None, _) => "nothing".to_owned(),
        (Some((last, [])), 0) => (*last).to_owned(),
        (Some((last, before)), 0) => format!("{} and {last}", before.join(", ")),
        (Some(_), more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The beginning of a text.
fn cut(text: &str) -> &str {
    text.char_indices().nth(SHOWN).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_place_and_what_to_do() {
        let at = At { row: 3, column: "TV".into(), text: "-5".into() };
        let error = Problem::Negative(at).of("plan.csv");
        assert_eq!(error.to_string(), "\"plan.csv\", row 3, column \"TV\": -5 is below zero.");
        assert!(error.advice().contains("zero or more"));
    }

    #[test]
    fn lists_stay_short() {
        let names: Vec<String> = (1..=9).map(|n| n.to_string()).collect();
        assert_eq!(listed(&names), "1, 2, 3, 4, 5, 6 and 3 more");
        assert_eq!(listed(&names[..2]), "1 and 2");
        assert_eq!(cut(&"ü".repeat(60)).chars().count(), 40);
    }
}
