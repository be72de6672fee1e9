//! What is worth knowing about a file that was read, though it hinders nothing.

use super::error::listed;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// Columns that name no channel and no driver of the fit.
    UnknownColumns(Vec<String>),
    /// Paid channels of which the file says nothing while it does of others.
    NotInFile(Vec<String>),
    /// Channels or drivers of the file that the fit does not have.
    NotHere(Vec<String>),
    /// Rows for other weeks than those that are planned.
    OtherWeeks(usize),
    /// A scenario's weeks before this one are over.
    WeeksOver {
        /// How many.
        weeks: usize,
        /// The first that is still to come.
        first: Date,
    },
    /// Its amounts are in another currency than the workspace's.
    OtherCurrency(String),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownColumns(names) => {
                write!(f, "Passed over, since no channel or driver is called so: {}.", listed(names))
            }
            Self::NotInFile(names) => write!(f, "The file says nothing of {}; there nothing changes.", listed(names)),
            Self::NotHere(names) => {
                write!(f, "The file also plans {}, which this fit does not have; that part is left out.", listed(names))
            }
            Self::OtherWeeks(1) => f.write_str("One row is for a week that is not planned, and is passed over."),
            Self::OtherWeeks(rows) => write!(f, "{rows} rows are for weeks that are not planned, and are passed over."),
            Self::WeeksOver { weeks: 1, first } => write!(f, "Its first week is over; the rest begins on {first}."),
            Self::WeeksOver { weeks, first } => {
                write!(f, "Its first {weeks} weeks are over; the rest begins on {first}.")
            }
            Self::OtherCurrency(code) => {
                write!(f, "Its amounts are in {code}; they are taken as they are, without a rate.")
            }
        }
    }
}
