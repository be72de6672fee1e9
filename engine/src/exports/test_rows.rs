//! Sheets for tests: separated text as rows.

use super::head::Head;
use super::{Extraction, extract, recognise};
use crate::tabular::{CellKind, ReadError, Row, Rows};

/// The rows of a text, with their numbers.
pub(super) struct TextRows {
    rows: std::vec::IntoIter<Row>,
}

impl Rows for TextRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        let next = self.rows.next();
        let more = next.is_some();
        *row = next.unwrap_or_default();
        Ok(more)
    }
}

/// The rows of a text whose cells are separated by the sign that stands most often in it.
pub(super) fn rows_of(text: &str) -> Vec<Row> {
    let text = text.trim_start_matches('\u{feff}');
    let count = |sign: u8| text.bytes().filter(|&b| b == sign).count();
    let sign = if count(b'\t') > 10 {
        b'\t'
    } else if count(b';') * 2 > count(b',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(sign);
    let mut rows = vec![];
    for record in reader.from_reader(text.as_bytes()).records() {
        let record = record.expect("text");
        let mut row = Row::default();
        row.start(record.position().map_or(0, |at| at.line() as u32));
        for cell in &record {
            row.push(cell, if cell.is_empty() { CellKind::Empty } else { CellKind::Text });
        }
        rows.push(row);
    }
    rows
}

pub(super) fn sheet(rows: &[Row]) -> TextRows {
    TextRows { rows: rows.to_vec().into_iter() }
}

pub(super) fn head(file: &str, text: &str) -> Head {
    Head::read(file, None, &mut sheet(&rows_of(text))).expect("rows")
}

/// A text, recognised and read as proposed.
pub(super) fn read(file: &str, text: &str) -> Extraction {
    let found = recognise(&head(file, text)).expect("a header");
    let rows = rows_of(text);
    extract(file, None, found.reading, || Ok(sheet(&rows))).expect("rows")
}
