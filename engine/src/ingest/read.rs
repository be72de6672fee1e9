//! Reading: from a file's bytes to a table of cells.
//!
//! The row of names is the first with at least two cells filled and more than half as many as the rows usually have: exports
//! often begin with a title and a date range. Blank lines are passed over but counted, so that a row's number is the
//! one which a spreadsheet shows.

use super::delimiter::{self, Delimiter};
use super::encoding::{self, Encoding};
use super::error::{IngestError, quote};
use super::names::{clean_name, column_letters, unique_name};
use super::numbers;
use super::quotes::{self, OpenQuote};
use super::table::{Cells, Column, ExtraCells, Table};
use super::units::{are_units, with_unit};
use csv::StringRecord;
use std::collections::HashSet;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 50_000_000;
/// The most columns that are read.
pub const MAX_COLUMNS: usize = 200;
/// The most rows that are read.
pub const MAX_ROWS: usize = 20_000;

/// How many rows are looked at to find the row of names.
const PROBED_ROWS: usize = 50;

/// Reads a file's bytes as a table of cells; `file` is its name, for the messages.
///
/// # Errors
/// Where the bytes are no table at all: see [`IngestError`]. What is wrong inside a table comes back as findings from
/// [`assemble`](super::assemble()).
pub fn read(file: &str, bytes: &[u8]) -> Result<Table, IngestError> {
    if bytes.len() > MAX_BYTES {
        return Err(IngestError::TooLarge { file: file.to_owned(), bytes: bytes.len() });
    }
    let (text, encoding) = encoding::decode(file, bytes)?;
    let declared = delimiter::declared(&text);
    let skipped_lines = u32::from(declared.is_some());
    let (delimiter, body) = match declared {
        Some(found) => found,
        None => (delimiter::detect(&text).ok_or_else(|| single_column(file, &text))?, &*text),
    };
    let mut rows = NumberedRows::new(body, delimiter, skipped_lines);
    if let Some(open) = quotes::never_closed(body, delimiter) {
        return Err(open_quote(file, open, &mut rows, skipped_lines));
    }
    let header = take_header(file, &mut rows)?;
    read_below(Table { encoding, delimiter, ..empty_table(file, &header)? }, &header, rows)
}

fn single_column(file: &str, text: &str) -> IngestError {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    IngestError::SingleColumn { file: file.to_owned(), text: quote(first) }
}

/// The error that names the cell of a quotation mark which is never closed.
fn open_quote(file: &str, open: OpenQuote, rows: &mut NumberedRows, skipped_lines: u32) -> IngestError {
    let row = open.row + skipped_lines;
    let header = take_header(file, rows).ok().filter(|header| header.number < row);
    let name = header.and_then(|header| header.cells.get(open.cell).map(clean_name)).filter(|name| !name.is_empty());
    let column = name.unwrap_or_else(|| column_letters(open.cell));
    IngestError::OpenQuote { file: file.to_owned(), row, column }
}

/// A row of cells and its number as a spreadsheet counts it.
struct NumberedRow {
    number: u32,
    cells: StringRecord,
}

/// The rows that hold a cell with text in it, with their numbers.
struct NumberedRows<'a> {
    reader: csv::Reader<&'a [u8]>,
    number: u32,
    /// Rows that were read to find the names, in reverse order.
    waiting: Vec<NumberedRow>,
}

impl<'a> NumberedRows<'a> {
    fn new(text: &'a str, delimiter: Delimiter, skipped_lines: u32) -> Self {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter.byte())
            .from_reader(text.as_bytes());
        Self { reader, number: skipped_lines, waiting: vec![] }
    }

    /// The next row that is not blank. The text is UTF-8 and the reader flexible, so that no row is refused.
    fn next_row(&mut self) -> Option<NumberedRow> {
        if let Some(row) = self.waiting.pop() {
            return Some(row);
        }
        loop {
            let mut cells = StringRecord::new();
            let start = self.reader.position().line();
            if !self.reader.read_record(&mut cells).unwrap_or(false) {
                return None;
            }
            let lines = self.reader.position().line().saturating_sub(start);
            self.number += 1 + blank_lines(&cells, lines);
            if !is_blank(&cells) {
                return Some(NumberedRow { number: self.number, cells });
            }
        }
    }
}

/// Blank lines that the reader passed over before a row: lines consumed less the row itself and breaks in its cells.
fn blank_lines(cells: &StringRecord, lines: u64) -> u32 {
    let breaks: usize = cells.iter().map(|cell| cell.bytes().filter(|&b| b == b'\n').count()).sum();
    u32::try_from(lines.saturating_sub(1 + breaks as u64)).unwrap_or(0)
}

fn is_blank(cells: &StringRecord) -> bool {
    filled_count(cells) == 0
}

fn filled_count(cells: &StringRecord) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The row of names; the rows above it are passed over, the rows below it wait.
fn take_header(file: &str, rows: &mut NumberedRows) -> Result<NumberedRow, IngestError> {
    let mut probed: Vec<NumberedRow> = std::iter::from_fn(|| rows.next_row()).take(PROBED_ROWS).collect();
    let counts: Vec<usize> = probed.iter().map(|row| filled_count(&row.cells)).collect();
    let usual = counts.iter().copied().max_by_key(|&n| (counts.iter().filter(|&&m| m == n).count(), n)).unwrap_or(0);
    let is_header = |n: usize| n >= 2 && n * 2 > usual;
    let Some(at) = counts.iter().position(|&n| is_header(n)) else {
        let text = probed.first().and_then(|row| row.cells.get(0)).unwrap_or("");
        return Err(single_column(file, text));
    };
    probed.drain(..at);
    probed.reverse();
    let header = probed.pop();
    rows.waiting = probed;
    let header = header.ok_or_else(|| single_column(file, ""))?;
    let header = with_units(header, rows);
    check_header(file, &header)?;
    Ok(header)
}

/// The names with the units of the row below them, where it is one.
fn with_units(header: NumberedRow, rows: &mut NumberedRows) -> NumberedRow {
    let is_next = |row: &&NumberedRow| row.number == header.number + 1 && are_units(row.cells.iter());
    if rows.waiting.last().filter(is_next).is_none() {
        return header;
    }
    let Some(units) = rows.waiting.pop() else { return header };
    let cells = header.cells.iter().zip(units.cells.iter().chain(std::iter::repeat("")));
    NumberedRow { number: units.number, cells: cells.map(|(name, unit)| with_unit(name, unit)).collect() }
}

fn check_header(file: &str, header: &NumberedRow) -> Result<(), IngestError> {
    let file = file.to_owned();
    if header.cells.len() > MAX_COLUMNS {
        return Err(IngestError::TooManyColumns { file, columns: header.cells.len() });
    }
    let filled = || header.cells.iter().filter(|cell| !cell.trim().is_empty());
    let no_names = || filled().filter(|cell| !is_name(cell));
    match no_names().next() {
        Some(text) if no_names().count() * 2 >= filled().count() => {
            Err(IngestError::NoHeader { file, row: header.number, text: quote(text) })
        }
        _ => Ok(()),
    }
}

fn is_name(cell: &str) -> bool {
    !numbers::looks_numeric(cell) && !super::dates::looks_like_date(cell)
}

/// A table with names and no rows.
fn empty_table(file: &str, header: &NumberedRow) -> Result<Table, IngestError> {
    let mut taken = HashSet::new();
    let columns = header.cells.iter().enumerate().map(|(i, cell)| {
        let name = match clean_name(cell) {
            name if name.is_empty() => format!("column {}", column_letters(i)),
            name => name,
        };
        Column { name: unique_name(name, &mut taken), header: cell.to_owned(), cells: Cells::default() }
    });
    Ok(Table {
        file: file.to_owned(),
        encoding: Encoding::Utf8,
        delimiter: Delimiter::Comma,
        columns: columns.collect(),
        row_numbers: vec![],
        header_row: header.number,
        short_rows: vec![],
        extra_cells: vec![],
    })
}

fn read_below(mut table: Table, header: &NumberedRow, mut rows: NumberedRows) -> Result<Table, IngestError> {
    while let Some(row) = rows.next_row() {
        if table.row_count() == MAX_ROWS {
            return Err(IngestError::TooManyRows { file: table.file });
        }
        push_row(&mut table, &row);
    }
    if table.row_numbers.is_empty() {
        return Err(IngestError::HeaderOnly { file: table.file, row: header.number });
    }
    table.columns.retain(|c| !(c.header.trim().is_empty() && c.cells.iter().all(|cell| cell.is_empty())));
    Ok(table)
}

fn push_row(table: &mut Table, row: &NumberedRow) {
    let width = table.columns.len();
    for (i, column) in table.columns.iter_mut().enumerate() {
        column.cells.push(row.cells.get(i).unwrap_or("").trim());
    }
    table.row_numbers.push(row.number);
    if row.cells.len() < width {
        table.short_rows.push(row.number);
    }
    if let Some(extra) = row.cells.iter().skip(width).find(|cell| !cell.trim().is_empty()) {
        table.extra_cells.push(ExtraCells { row: row.number, text: extra.trim().to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, names: &[&str], rows: &[u32]) {
        let table = read("f.csv", text.as_bytes()).unwrap();
        assert_eq!(table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), names);
        assert_eq!(table.row_numbers, rows, "{text:?}");
        assert!(table.columns.iter().all(|c| c.cells.len() == rows.len()));
    }

    fn check_refused(bytes: &[u8], expected: &str) {
        let error = read("f.csv", bytes).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.to_string().contains("f.csv") && !error.advice().is_empty());
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        check("week,y\na,1\nb,2", &["week", "y"], &[2, 3]);
        check("week,y\r\na,1\r\nb,2\r\n", &["week", "y"], &[2, 3]);
        check("week,y\n\na,1\n\n\nb,2\n", &["week", "y"], &[3, 6]);
        check("week,y\r\n\r\na,1\r\n\r\n\r\nb,2\r\n", &["week", "y"], &[3, 6]);
        check("week,y\n\"a\nb\",1\nc,2\n,\nd,4\n", &["week", "y"], &[2, 3, 5]);
        check("sep=;\nweek;y\na;1\n", &["week", "y"], &[3]);
        check("sep=;\r\nweek;y\r\na;1\r\n", &["week", "y"], &[3]);
    }

    #[test]
    fn lines_above_the_names_are_passed_over() {
        check("Report\n1 January, 2024\nweek,y,x,z\na,1,2,3\nb,1,2,3\n", &["week", "y", "x", "z"], &[4, 5]);
    }

    #[test]
    fn a_row_of_units_is_part_of_the_names() {
        check("week,tv,y\nyyyy-mm-dd,EUR,000\na,1,2\nb,3,4\n", &["week", "tv (EUR)", "y (000)"], &[3, 4]);
        check("week,tv,y\na,EUR,1\n", &["week", "tv", "y"], &[2]);
    }

    #[test]
    fn names_become_unique() {
        check("week,y,y,,y,\na,1,2,3,4,\n", &["week", "y", "y (2)", "column D", "y (3)"], &[2]);
        check("a,a (2),a\n1,2,3\n", &["a", "a (2)", "a (3)"], &[2]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        check_refused(b"", "empty");
        check_refused(b"week,y\n", "nothing below");
        check_refused(b"week\n2024-01-01\n", "single column");
        check_refused(b"2024-01-01,5\n2024-01-08,6\n", "row 1: \"2024-01-01\"");
        check_refused(
            b"week,revenue,tv\n2024-01-01,\"5,1\n2024-01-08,6,2\n",
            "row 2, column \"revenue\": a quotation mark is opened and never closed",
        );
        check_refused(b"sep=,\nweek,\"revenue,tv\n2024-01-01,5,1\n", "row 2, column \"B\"");
        check_refused(b"week,2024-01-01,2024-01-08\ny,5,6\n", "name is expected");
        check_refused(&b"c,".repeat(300), "301 columns");
        check_refused([b"a,b\n".as_slice(), &b"1,2\n".repeat(20_001)].concat().as_slice(), "20,000 rows");
        check_refused(&vec![b' '; MAX_BYTES + 1], "51 MB");
    }

    #[test]
    fn ragged_rows_are_noted() {
        let table = read("f.csv", b"week,y,x\na,1\nb,1,2,3\nc,1,2,\nd,1,2,,\n").unwrap();
        assert_eq!(table.short_rows, [2]);
        assert_eq!(table.extra_cells, [ExtraCells { row: 3, text: "3".into() }]);
    }
}
