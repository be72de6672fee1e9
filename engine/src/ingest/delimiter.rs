//! What separates the cells of a row.
//!
//! Each candidate cuts the first rows, quotes respected. The right one cuts nearly all of them into the same number
//! of cells, two or more, and leaves names in the first row that has that number: decimal commas in a semicolon file
//! cut evenly too, but they leave numbers there.

use serde::{Deserialize, Serialize};

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, usual where the comma is the decimal mark.
    Semicolon,
    /// The tabulator.
    Tab,
    /// `|`
    Pipe,
}

/// How many rows are looked at.
const PROBED_ROWS: usize = 200;
/// How many bytes are looked at: a stray quote may make one row of the whole file.
const PROBED_BYTES: usize = 200_000;

impl Delimiter {
    /// All delimiters; the earlier wins where two cut equally well.
    pub(crate) const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The delimiter as a byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// The text below Excel's `sep=;` line, and the delimiter which that line declares.
pub(crate) fn declared(text: &str) -> Option<(Delimiter, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let delimiter = Delimiter::ALL.into_iter().find(|d| rest.as_bytes().first() == Some(&d.byte()))?;
    let body = rest[1..].strip_prefix('\r').unwrap_or(&rest[1..]);
    let below = body.strip_prefix('\n').unwrap_or(body);
    (below.len() + 1 < rest.len()).then_some((delimiter, below))
}

/// The delimiter that cuts the text most evenly; none where none leaves two cells.
pub(crate) fn detect(text: &str) -> Option<Delimiter> {
    let scored = Delimiter::ALL.iter().filter_map(|&d| Some((score(text, d)?, d)));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, delimiter)| delimiter)
}

/// How evenly a delimiter cuts: the share of rows with the most usual number of cells, then that number.
fn score(text: &str, delimiter: Delimiter) -> Option<(f64, usize)> {
    let rows = cut(text, delimiter.byte());
    let usual = usual_count(&rows)?;
    let even = rows.iter().filter(|row| row.len() == usual).count();
    let named = rows.iter().find(|row| row.len() == usual).is_some_and(|row| are_names(row));
    let weight = if named { 1.0 } else { 0.5 };
    Some((weight * even as f64 / rows.len() as f64, usual))
}

/// The most usual number of cells among rows with two cells or more.
fn usual_count(rows: &[Vec<&str>]) -> Option<usize> {
    let counts = || rows.iter().map(Vec::len).filter(|&n| n >= 2);
    counts().max_by_key(|&n| (counts().filter(|&m| m == n).count(), n))
}

fn are_names(cells: &[&str]) -> bool {
    let named = cells.iter().filter(|cell| cell.chars().any(char::is_alphabetic)).count();
    named * 2 >= cells.len()
}

/// The first rows that are not blank, each as its cells; only a quote at the start of a cell, or right
/// behind another, opens one.
fn cut(text: &str, delimiter: u8) -> Vec<Vec<&str>> {
    let mut rows = vec![];
    let (mut row, mut start, mut quoted) = (vec![], 0, false);
    let probed = text.as_bytes().iter().take(PROBED_BYTES).enumerate();
    for (i, &byte) in probed {
        match byte {
            b'"' if quoted || i == start || text.as_bytes()[i - 1] == b'"' => quoted = !quoted,
            _ if quoted => {}
            b'\n' | b'\r' => {
                row.push(&text[start..i]);
                start = i + 1;
                end_row(&mut rows, &mut row);
            }
            _ if byte == delimiter => {
                row.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
        if rows.len() == PROBED_ROWS {
            return rows;
        }
    }
    if text.len() <= PROBED_BYTES {
        row.push(&text[start..]);
        end_row(&mut rows, &mut row);
    }
    rows
}

fn end_row<'a>(rows: &mut Vec<Vec<&'a str>>, row: &mut Vec<&'a str>) {
    let row = std::mem::take(row);
    if row.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Delimiter>) {
        assert_eq!(detect(text), expected, "{text}");
    }

    #[test]
    fn the_even_cut_wins() {
        check("date,y,x\n2024-01-01,1,2\n", Some(Delimiter::Comma));
        check("Datum;Umsatz;TV\n01.01.2024;1,5;2,5\n08.01.2024;2,5;3,5\n", Some(Delimiter::Semicolon));
        check("date\ty\n2024-01-01\t1,234\n", Some(Delimiter::Tab));
        check("date|y\r\n2024-01-01|1\r\n", Some(Delimiter::Pipe));
        check("only\n1\n2\n", None);
        check("", None);
    }

    #[test]
    fn quoted_cells_are_not_cut() {
        check("\"a;b;c\",y\n\"1;2;3\",4\n\"1;2\n3\",4\n", Some(Delimiter::Comma));
        check("\"a \"\"b;c\"\"; d\",y\n1,4\n", Some(Delimiter::Comma));
        check("5\" screen;y\n6\" screen;2\n", Some(Delimiter::Semicolon));
    }

    #[test]
    fn lines_above_the_table_do_not_decide() {
        check("Report, of sales, 2024\n\ndate;y\na;1\nb;2\nc;3\n", Some(Delimiter::Semicolon));
    }

    #[test]
    fn a_declared_delimiter_is_taken() {
        assert_eq!(declared("sep=;\r\na;b"), Some((Delimiter::Semicolon, "a;b")));
        assert_eq!(declared("sep=x\na;b"), None);
    }
}
