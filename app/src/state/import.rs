//! Reading a file, and what a newer one changed.

use super::problem::Problem;
use engine::ingest::{Finding, Restatement};
use jiff::civil::Date;

/// The file that is being read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Importing {
    /// None.
    #[default]
    Nothing,
    /// It is being read and checked.
    Reading {
        /// Its name.
        file: String,
    },
    /// It could not be used; nothing has changed.
    Failed(Problem),
}

/// What newer weeks added to the data and changed in them.
#[derive(Clone, Debug, PartialEq)]
pub struct DataUpdate {
    /// Where they came from: the file's name.
    pub file: String,
    /// Whether they are in the data now; not where a finding blocks.
    pub outcome: UpdateOutcome,
    /// What is noteworthy about the file.
    pub findings: Vec<Finding>,
}

/// Whether newer weeks were added.
#[derive(Clone, Debug, PartialEq)]
pub enum UpdateOutcome {
    /// They were.
    Added {
        /// The weeks that were not there before.
        weeks: Vec<Date>,
        /// The values that the newer file changed.
        restated: Vec<Restatement>,
    },
    /// Findings block; the data are as they were.
    Blocked,
}
