//! Files as rows: whatever the container (text in any encoding, spreadsheet, archive, Parquet), a file is opened into
//! sheets, and a sheet is read row by row, so that a file of a million rows never stands in memory as a whole.
//!
//! ```text
//! Bytes (random access) --open--> sheets --rows--> Row, Row, Row
//! ```
//!
//! A sheet can be read again from the top: first its head, to recognise it, then all of it. Nothing a file says of
//! itself (sizes, places, counts) is trusted; a file that contradicts itself gives a [`ReadError`], never a panic.

mod archive;
mod bytes;
mod error;
mod little;
mod open;
mod parquet;
mod row;
mod serial;
mod sheet;
mod stream;
mod text;
mod xls;
mod xlsx;

pub use archive::MAX_FILES;
pub use bytes::{Bytes, InMemory, Unreadable};
pub use error::{Foreign, Part, Problem, ReadError};
pub use open::open;
pub use row::{CellKind, CellRef, Row, Rows};
pub use sheet::{About, Container, Sheet};

#[cfg(test)]
pub(crate) mod tests;
