//! Plans as files: a table (CSV) and a workbook (XLSX) for people, a scenario file (JSON) for another Sextant, and the
//! way back of each.
//!
//! ```text
//! PlanDocument --write--> bytes          bytes --read--> PlanRead (rows of a table, or a shared scenario)
//! ```
//!
//! What comes from a file is held against the fit by names; nothing is dropped in silence: what does not fit is an error
//! that names file, row and column, or a notice.

mod archive;
mod columns;
mod document;
mod error;
mod header;
mod notice;
mod rows;
mod shared;
mod sheets;
mod table;
mod workbook;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use document::{Made, Names, PlanDocument};
pub use error::{PlanFileError, Problem};
pub use notice::Notice;
pub use rows::{PlanRows, read_rows};
pub use shared::{SharedPlan, read_shared};

use crate::panel::Panel;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The largest file that is read: hundreds of times a plan's.
const MAX_BYTES: usize = 32 << 20;

/// The largest amount that is read; sums of such amounts stay numbers.
const LARGEST: f64 = 1e15;

/// As what a plan leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanFormat {
    /// A workbook of four sheets.
    Workbook,
    /// A table of weeks and channels.
    Table,
    /// Everything that another Sextant needs to go on with it.
    Scenario,
}

impl PlanFormat {
    /// How a file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Workbook => ".xlsx",
            Self::Table => ".csv",
            Self::Scenario => ".sextant-plan.json",
        }
    }

    /// What browsers call such a file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Table => "text/csv;charset=utf-8",
            Self::Scenario => "application/json",
        }
    }
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlanRead {
    /// Rows of a table or a workbook.
    Rows(PlanRows),
    /// A scenario that was shared.
    Shared(Box<SharedPlan>),
}

/// The file that a plan makes.
pub fn write(document: &PlanDocument, format: PlanFormat) -> Vec<u8> {
    match format {
        PlanFormat::Workbook => workbook::workbook(&sheets::sheets(document), &document.made),
        PlanFormat::Table => table::csv(document).into_bytes(),
        PlanFormat::Scenario => shared::json(document),
    }
}

/// Reads what someone made of a plan: a scenario file, or a table for `weeks`, told apart by their first character.
///
/// # Errors
/// [`PlanFileError`] says what is wrong, where, and what to do.
pub fn read(file: &str, bytes: &[u8], panel: &Panel, weeks: &[Date]) -> Result<PlanRead, PlanFileError> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::TooLarge.of(file));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text.iter().find(|b| !b.is_ascii_whitespace()) {
        Some(b'{') => read_shared(file, text, panel).map(|shared| PlanRead::Shared(Box::new(shared))),
        _ => read_rows(file, bytes, &Names::of(panel), weeks).map(PlanRead::Rows),
    }
}
