//! A source: one sheet of one file, who answers for it, what for, and when the next one is due.

use crate::calendar::days_between;
use crate::exports::Platform;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::fmt;

/// By what a source is known for good; given by the caller, best from its content, so that it does not depend on the
/// order in which files are dropped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub String);

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How often the next file is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cadence {
    /// Never: it is what it is.
    #[default]
    Once,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// By what it is known.
    pub id: SourceId,
    /// The file's name.
    pub file: String,
    /// The sheet's name; empty where the file has but one.
    #[serde(default)]
    pub sheet: String,
    /// When it was imported; files dropped together share it.
    pub imported: Timestamp,
    /// Whose export it is.
    pub platform: Platform,
    /// The currency of amounts for which the export names none; the workspace's where none.
    #[serde(default)]
    pub currency: Option<String>,
    /// The time zone of its days, and of times that do not say how far they are from UTC; empty where the export names
    /// none.
    #[serde(default)]
    pub time_zone: String,
    /// Who answers for it.
    #[serde(default)]
    pub owner: String,
    /// Which decision it serves.
    #[serde(default)]
    pub purpose: String,
    /// How often the next file is expected.
    #[serde(default)]
    pub cadence: Cadence,
    /// When the next file is due, where that was agreed; else a cadence and two days after its last day.
    #[serde(default)]
    pub due: Option<Date>,
}

/// Whether a source is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lateness {
    /// No next file is expected.
    NotExpected,
    /// The next file is due then.
    Due(Date),
    /// It was due then, so many days ago.
    Late {
        /// When it was due.
        due: Date,
        /// Days since.
        days: i64,
    },
}

/// Days that a platform takes to settle its figures and people to fetch them.
const GRACE_DAYS: i64 = 2;

impl Source {
    /// A source of which only the file is known.
    pub fn new(id: &str, file: &str, platform: Platform, imported: Timestamp) -> Self {
        Self {
            id: SourceId(id.to_owned()),
            file: file.to_owned(),
            sheet: String::new(),
            imported,
            platform,
            currency: None,
            time_zone: String::new(),
            owner: String::new(),
            purpose: String::new(),
            cadence: Cadence::Once,
            due: None,
        }
    }

    /// File and sheet, as shown and as rules see it.
    pub fn shown(&self) -> String {
        if self.sheet.is_empty() { self.file.clone() } else { format!("{}: {}", self.file, self.sheet) }
    }

    /// Whether the next file is late today, where this one's last day is `last`.
    pub fn lateness(&self, last: Date, today: Date) -> Lateness {
        let step = match self.cadence {
            Cadence::Once => None,
            Cadence::Daily => Some(1.day()),
            Cadence::Weekly => Some(7.days()),
            Cadence::Monthly => Some(1.month()),
            Cadence::Quarterly => Some(3.months()),
        };
        let agreed = self.due.filter(|due| *due > last);
        let due = agreed.or_else(|| step.map(|step| last.saturating_add(step).saturating_add(GRACE_DAYS.days())));
        match due {
            None => Lateness::NotExpected,
            Some(due) if due < today => Lateness::Late { due, days: days_between(due, today) },
            Some(due) => Lateness::Due(due),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn late_is_after_the_due_date() {
        let mut source = Source::new("a", "a.csv", Platform::Meta, Timestamp::UNIX_EPOCH);
        let last = date(2026, 6, 28);
        assert_eq!(source.lateness(last, date(2030, 1, 1)), Lateness::NotExpected);
        source.cadence = Cadence::Weekly;
        assert_eq!(source.lateness(last, date(2026, 7, 7)), Lateness::Due(date(2026, 7, 7)));
        let late = Lateness::Late { due: date(2026, 7, 7), days: 3 };
        assert_eq!(source.lateness(last, date(2026, 7, 10)), late);
        source.due = Some(date(2026, 7, 31));
        assert_eq!(source.lateness(last, date(2026, 7, 10)), Lateness::Due(date(2026, 7, 31)));
    }
}
