//! Files as rows: whatever the container (text in any encoding, spreadsheet, archive, Parquet), a file is opened into
//! sheets, and a sheet is read row by row, so that a file of a million rows never stands in memory as a whole.
//!
//! ```text
//! Bytes (random access) --open--> sheets --rows--> Row, Row, Row
//! ```

mod row;

pub use row::{CellKind, CellRef, Row, Rows};

/// Why a file, or the rest of it, cannot be read. (Place-holder of the shared interface; the readers own it.)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong, where, and what to do, in one plain sentence.
    pub message: String,
}
