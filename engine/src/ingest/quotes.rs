//! Quotation marks that are never closed.
//!
//! A mark at the start of a cell quotes it to the next mark, breaks and all (RFC 4180, section 2). Where that next mark
//! is missing the rest of the file becomes one cell; where another cell's mark stands in for it, the cell holds several
//! lines and its closing mark is followed by text. Neither can be told from a long cell once the file is cut.

use super::delimiter::Delimiter;

/// Where a quotation mark is opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenQuote {
    /// The row as a spreadsheet counts it, the first line of the text being 1.
    pub row: u32,
    /// The cell's place in its row, from 0.
    pub cell: usize,
}

enum State {
    CellStart,
    Plain,
    Quoted {
        at: OpenQuote,
        spans_lines: bool,
    },
    /// Behind a mark in a quoted cell: the cell's end, or the first of two marks that stand for one.
    Closed {
        at: OpenQuote,
        spans_lines: bool,
    },
}

/// The first quotation mark of the text that is opened and never closed.
pub(super) fn never_closed(text: &str, delimiter: Delimiter) -> Option<OpenQuote> {
    let mut place = OpenQuote { row: 1, cell: 0 };
    let mut state = State::CellStart;
    let mut previous = 0;
    for &byte in text.as_bytes() {
        state = match (state, byte) {
            (State::Quoted { at, spans_lines }, b'"') => State::Closed { at, spans_lines },
            (State::Quoted { at, spans_lines }, _) => State::Quoted { at, spans_lines: spans_lines || is_break(byte) },
            (State::Closed { at, spans_lines }, b'"') => State::Quoted { at, spans_lines },
            (State::CellStart, b'"') => State::Quoted { at: place, spans_lines: false },
            (_, b'\n') if previous == b'\r' => State::CellStart,
            (_, b'\n' | b'\r') => {
                place = OpenQuote { row: place.row + 1, cell: 0 };
                State::CellStart
            }
            (_, byte) if byte == delimiter.byte() => {
                place.cell += 1;
                State::CellStart
            }
            (closed @ State::Closed { .. }, b' ') => closed,
            (State::Closed { at, spans_lines: true }, _) => return Some(at),
            _ => State::Plain,
        };
        previous = byte;
    }
    match state {
        State::Quoted { at, .. } => Some(at),
        _ => None,
    }
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(u32, usize)>) {
        let expected = expected.map(|(row, cell)| OpenQuote { row, cell });
        assert_eq!(never_closed(text, Delimiter::Comma), expected, "{text:?}");
    }

    #[test]
    fn a_mark_without_its_partner_is_found() {
        check("a,b\n1,\"2\n3,4\n", Some((2, 1)));
        check("a,b\r\n\r\n1,\"2\r\n3,4", Some((3, 1)));
        check("\"a,b\n1,2\n", Some((1, 0)));
        check("a,b\n1,\"2\n3,\"4\"\n5,6\n", Some((2, 1)));
        check("a,b\n1,\"\"\"2\n", Some((2, 1)));
    }

    #[test]
    fn whole_quotes_are_left_alone() {
        check("a,b\n1,\"2\"\n", None);
        check("\"a\nb\",c\n\"x \"\"y\"\" z\",2\n", None);
        check("5\" screen,b\n6\" screen,2\n", None);
        check("a,b\n\"1\n2\" ,3\n", None);
        check("a,b\n1,\"\"\n", None);
        check("", None);
    }
}
