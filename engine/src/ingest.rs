//! From a file's bytes to a checked [`Panel`](crate::panel::Panel): read, propose, assemble, extend.
//!
//! ```text
//! bytes --read--> Table --propose--> Mapping (the user may change it) --assemble--> Panel and findings
//! Panel + newer Panel --extend--> longer Panel, with every restated value listed
//! ```
//!
//! Expected is a wide table: one row a day or a week, a date column, an outcome, a column of spend per channel and
//! whatever else moves the outcome. Nothing is dropped in silence: what is wrong with a file is an error, a repair
//! that the user can switch off, or a note, and each names the file, the rows, the column and what to do.

mod assemble;
pub(crate) mod characters;
mod columns;
mod dates;
pub(crate) mod delimiter;
pub(crate) mod encoding;
mod error;
mod extend;
mod findings;
mod grain;
mod history;
mod mapping;
mod measures;
mod names;
mod numbers;
mod outliers;
mod profile;
mod propose;
mod quotes;
mod read;
mod regions;
mod roles;
mod rows;
mod table;
mod units;
mod weekly;

pub use assemble::{Assembly, MIN_WEEKS, assemble, assemble_update};
pub use dates::DateOrder;
pub(crate) use dates::{date_order, is_plausible, looks_like_date, parse_date};
pub use delimiter::Delimiter;
pub use encoding::Encoding;
pub use error::IngestError;
pub use extend::{ExtendError, Extension, Restatement, extend};
pub use findings::{Finding, FindingId, Place, Severity};
pub use grain::Grain;
pub use mapping::{Basis, ColumnRole, Geography, Mapping, Role};
pub(crate) use names::words as name_words;
pub use numbers::DecimalMark;
pub(crate) use numbers::{
    CommaUse, NumberCell, Tally as MarkTally, evidence as mark_evidence, parse_number, without_sign,
};
pub use propose::propose;
pub use read::{MAX_BYTES, MAX_COLUMNS, MAX_ROWS, read};
pub use rows::row_dates;
pub use table::{Cells, Column, ExtraCells, Table};
pub(crate) use units::{are_units, with_unit};

#[cfg(test)]
mod tests;
