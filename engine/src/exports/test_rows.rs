//! Sheets for tests: bytes as a file that was dropped.

use super::{Extraction, Head, Recognition, extract, recognise};
use crate::tabular::{InMemory, Row, Sheet, open};

/// The sheets of a file.
pub(super) fn sheets(name: &str, bytes: &[u8]) -> Vec<Sheet> {
    open(name, Box::new(InMemory(bytes.to_vec()))).expect("a file that can be read")
}

/// The only sheet of a text.
pub(super) fn sheet(name: &str, text: &str) -> Sheet {
    sheets(name, text.as_bytes()).remove(0)
}

/// All rows of a sheet.
pub(super) fn rows_of(sheet: &Sheet) -> Vec<Row> {
    let (mut rows, mut source, mut row) = (vec![], sheet.rows(), Row::default());
    while source.next_row(&mut row).expect("a row") {
        rows.push(row.clone());
    }
    rows
}

pub(super) fn head_of(sheet: &Sheet) -> Head {
    Head::read(&sheet.name, &mut *sheet.rows()).expect("rows")
}

/// A sheet, recognised and read as proposed.
pub(super) fn read(sheet: &Sheet) -> (Recognition, Extraction) {
    let found = recognise(&head_of(sheet)).expect("a header");
    let extraction = extract(&sheet.name, found.reading.clone(), || sheet.rows());
    (found, extraction)
}
