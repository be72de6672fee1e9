//! Cutting the next row from a piece of text.
//!
//! As RFC 4180, section 2, and as `ingest::quotes` finds marks that are never closed: a mark at the start of a cell
//! quotes it to the next mark, breaks and all, and two marks stand for one; a mark elsewhere is text. A quoted cell of
//! several lines whose closing mark is followed by text was never closed. A row ends in LF, CR LF or CR.

use super::super::row::{CellKind, Row};

/// What came of cutting a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The row is cut; it took so many bytes of the text.
    Row {
        len: usize,
    },
    /// The row goes on beyond the text, within a quoted cell or not.
    More {
        quoted: Option<u32>,
    },
    /// There are no more rows.
    End,
    /// A quotation mark is opened in this cell and never closed.
    OpenQuote {
        column: u32,
    },
}

/// Cuts the next row from `text`, of which there is no more where it `ended`; `scratch` is memory to work with.
pub(super) fn next_row(text: &str, delimiter: u8, ended: bool, row: &mut Row, scratch: &mut String) -> Cut {
    let bytes = text.as_bytes();
    let beyond = |quoted| if ended { Cut::End } else { Cut::More { quoted } };
    if matches!(bytes.first(), None | Some(b'\n' | b'\r')) {
        return if bytes.is_empty() { beyond(None) } else { row_end(bytes, 0, ended) };
    }
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let column = row.len() as u32;
            match quoted_cell(text, at, delimiter, ended, scratch) {
                Quoted::Cell { end } => at = end,
                Quoted::More => return Cut::More { quoted: Some(column) },
                Quoted::Open => return Cut::OpenQuote { column },
            }
            push(row, scratch);
        } else {
            let end = cell_end(bytes, at, delimiter);
            if end == bytes.len() && !ended {
                return Cut::More { quoted: None };
            }
            push(row, text.get(at..end).unwrap_or(""));
            at = end;
        }
        match bytes.get(at) {
            None if ended => return Cut::Row { len: at },
            None => return Cut::More { quoted: None },
            Some(&byte) if byte == delimiter => at += 1,
            Some(_) => return row_end(bytes, at, ended),
        }
    }
}

fn push(row: &mut Row, cell: &str) {
    row.push(cell, if cell.is_empty() { CellKind::Empty } else { CellKind::Text });
}

/// Where a cell without quotation ends: at the delimiter, the row's end or the text's.
fn cell_end(bytes: &[u8], start: usize, delimiter: u8) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    rest.iter().position(|&b| b == delimiter || b == b'\n' || b == b'\r').map_or(bytes.len(), |i| start + i)
}

/// A row that ends at `at`; CR LF is one end.
fn row_end(bytes: &[u8], at: usize, ended: bool) -> Cut {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), None) if !ended => Cut::More { quoted: None },
        (Some(b'\r'), Some(b'\n')) => Cut::Row { len: at + 2 },
        _ => Cut::Row { len: at + 1 },
    }
}

enum Quoted {
    /// The cell stands in the scratch memory and ends here.
    Cell {
        end: usize,
    },
    More,
    Open,
}

/// The quoted cell whose mark stands at `start`.
fn quoted_cell(text: &str, start: usize, delimiter: u8, ended: bool, scratch: &mut String) -> Quoted {
    let bytes = text.as_bytes();
    let beyond = if ended { Quoted::Open } else { Quoted::More };
    scratch.clear();
    let (mut at, mut spans_lines) = (start + 1, false);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(len) = rest.iter().position(|&b| b == b'"') else { return beyond };
        spans_lines |= rest[..len].iter().any(|&b| b == b'\n' || b == b'\r');
        scratch.push_str(text.get(at..at + len).unwrap_or(""));
        at += len + 1;
        match bytes.get(at) {
            Some(b'"') => scratch.push('"'),
            None if !ended => return Quoted::More,
            _ => break,
        }
        at += 1;
    }
    let end = cell_end(bytes, at, delimiter);
    let tail = text.get(at..end).unwrap_or("");
    if spans_lines && tail.bytes().any(|b| b != b' ') {
        return Quoted::Open;
    }
    scratch.push_str(tail);
    Quoted::Cell { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All rows with their numbers, then where a mark is open.
    fn check(text: &str, expected: &[&[&str]], open: Option<u32>) {
        let (mut rest, mut rows, mut row, mut scratch) = (text, vec![], Row::default(), String::new());
        let end = loop {
            row.start(1);
            match next_row(rest, b',', true, &mut row, &mut scratch) {
                Cut::Row { len } => rest = &rest[len..],
                end => break end,
            }
            rows.push(row.cells().map(|c| c.text.to_owned()).collect::<Vec<_>>());
        };
        assert_eq!(rows, expected, "{text:?}");
        assert_eq!(end, open.map_or(Cut::End, |column| Cut::OpenQuote { column }), "{text:?}");
    }

    #[test]
    fn rows_are_cut() {
        check("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]], None);
        check("a,b\r\n\r\n1,2", &[&["a", "b"], &[], &["1", "2"]], None);
        check("a\rb\r", &[&["a"], &["b"]], None);
        check(",\n", &[&["", ""]], None);
        check("a,", &[&["a", ""]], None);
        check("", &[], None);
    }

    #[test]
    fn quotes_hold_delimiters_breaks_and_marks() {
        check("\"a,b\",\"c\r\nd\"\n\"x \"\"y\"\" z\",2", &[&["a,b", "c\r\nd"], &["x \"y\" z", "2"]], None);
        check("5\" screen,b\n\"\",\"\"\"\"\n", &[&["5\" screen", "b"], &["", "\""]], None);
        check("\"a\" ,\"b\"c\n", &[&["a ", "bc"]], None);
    }

    #[test]
    fn marks_that_are_never_closed_are_found() {
        check("a,b\n1,\"2\n3,4\n", &[&["a", "b"]], Some(1));
        check("a,b\n1,\"2\n3,\"4\"\n5,6\n", &[&["a", "b"]], Some(1));
        check("a,b\n\"1\n2\" ,3\n", &[&["a", "b"], &["1\n2 ", "3"]], None);
    }
}
