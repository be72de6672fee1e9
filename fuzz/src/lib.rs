//! What every fuzz target does with its input.

use engine::tabular::{InMemory, Row, open};

/// Opens the bytes as a file and reads all rows of all sheets.
pub fn read(bytes: Vec<u8>) {
    let mut row = Row::default();
    for sheet in open("f", Box::new(InMemory(bytes))).unwrap_or_default() {
        let mut rows = sheet.rows();
        while rows.next_row(&mut row).unwrap_or(false) {
            row.cells().for_each(|cell| {
                std::hint::black_box(cell.text);
            });
        }
    }
}

/// The bytes behind the mark of a format, so that the input need not find it.
pub fn read_as(mark: &[u8], bytes: &[u8]) {
    read([mark, bytes].concat());
}
