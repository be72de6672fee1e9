//! The rows of a sheet, as its XML has them.

use super::super::error::{Part, Problem};
use super::super::row::{CellKind, Row};
use super::super::serial::{Format, write_number};
use super::super::sheet::Source;
use super::book::{Book, TextItem};
use super::xml::{Attributes, Token, Xml};
use std::borrow::Cow;
use std::rc::Rc;

const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
/// The most merged cells that are kept in mind.
const MAX_MERGED: usize = 2_000;
/// The largest sheet, packed, that is read for merged cells first: a plan that someone drew, not an export.
const MAX_PACKED_WITH_MERGED: u64 = 2 << 20;
const DAMAGED: Problem = Problem::Damaged(Part::Sheet);

/// How many rows the sheet says it has.
pub(super) fn row_count(book: &Book, path: &str) -> Option<u64> {
    let mut xml = book.part(path).ok()?;
    while let Ok(Some(token)) = xml.next_token() {
        match token {
            Token::Open { name: "dimension", attributes, .. } => {
                let area = attributes.get("ref")?;
                let (_, row) = place(area.rsplit(':').next()?)?;
                return Some(u64::from(row));
            }
            Token::Open { name: "sheetData", .. } => return None,
            _ => {}
        }
    }
    None
}

/// The column, from 0, and the row, from 1, of a place such as `C7`.
fn place(text: &str) -> Option<(usize, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) = text.split_at_checked(letters)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    Some((column - 1, row.parse().ok().filter(|&r| r > 0)?)).filter(|(c, _)| *c < MAX_COLUMNS)
}

/// The rows of a sheet.
pub(super) struct SheetRows {
    xml: Xml,
    book: Rc<Book>,
    merged: Vec<Merged>,
    /// The next row with something in it, and whether it waits for blank rows above it to be given.
    next: Row,
    waits: bool,
    given: u32,
    ended: bool,
    text: String,
    scratch: String,
}

/// Cells of one column that are merged downwards.
struct Merged {
    column: usize,
    first: u32,
    last: u32,
    /// What stands in the first.
    cell: Option<(String, CellKind)>,
}

impl SheetRows {
    pub(super) fn begin(book: Rc<Book>, path: &str) -> Result<Self, Problem> {
        let merged = merged(&book, path)?;
        let mut xml = book.part(path)?;
        let mut ended = true;
        while let Some(token) = xml.next_token()? {
            if let Token::Open { name: "sheetData", closed, .. } = token {
                ended = closed;
                break;
            }
        }
        let (text, scratch) = (String::new(), String::new());
        Ok(Self { xml, book, merged, next: Row::default(), waits: false, given: 0, ended, text, scratch })
    }

    /// Reads the next row that holds something; `false` at the end.
    fn read_row(&mut self) -> Result<bool, Problem> {
        let mut number = self.next.number().max(self.given);
        while !self.ended {
            match self.xml.next_token()? {
                None => return Err(DAMAGED),
                Some(Token::Close { name: "sheetData" }) => self.ended = true,
                Some(Token::Open { name: "row", attributes, closed }) => {
                    let said = attributes.number::<u32>("r").filter(|&n| n > number);
                    number = said.unwrap_or(number.saturating_add(1));
                    if number > MAX_ROWS {
                        return Err(DAMAGED);
                    }
                    self.next.start(number);
                    if !closed {
                        self.read_cells()?;
                    }
                    if !self.merged.is_empty() {
                        self.fill_merged();
                    }
                    if !self.next.is_empty() {
                        return Ok(true);
                    }
                }
                Some(_) => {}
            }
        }
        Ok(false)
    }

    fn read_cells(&mut self) -> Result<(), Problem> {
        let mut column = 0;
        loop {
            let (head, closed) = match self.xml.next_token()? {
                None => return Err(DAMAGED),
                Some(Token::Close { name: "row" }) => return Ok(()),
                Some(Token::Open { name: "c", attributes, closed }) => (CellHead::new(attributes), closed),
                Some(_) => continue,
            };
            column = head.column.unwrap_or(column).max(self.next.len());
            if column >= MAX_COLUMNS {
                return Err(DAMAGED);
            }
            if !closed {
                let kind = self.read_cell(&head)?;
                push_at(&mut self.next, column, &self.text, kind);
            }
            column += 1;
        }
    }

    /// Reads a cell's text and what it is.
    fn read_cell(&mut self, head: &CellHead) -> Result<CellKind, Problem> {
        self.text.clear();
        self.scratch.clear();
        let (mut item, mut in_value) = (TextItem::default(), false);
        loop {
            match self.xml.next_token()?.ok_or(DAMAGED)? {
                Token::Close { name: "c" } => break,
                Token::Open { name: "v", closed, .. } => in_value = !closed,
                Token::Close { name: "v" } => in_value = false,
                Token::Text(piece) if in_value => self.scratch.push_str(&piece),
                token => drop(item.take(&token, "is", &mut self.text)),
            }
        }
        cell(&self.book, head, &self.scratch, &mut self.text)
    }

    /// Writes what stands in the first of merged cells into those below it, and remembers it.
    fn fill_merged(&mut self) {
        let number = self.next.number();
        self.merged.retain(|m| m.last >= number);
        for merged in self.merged.iter_mut().filter(|m| m.first <= number) {
            let own = self.next.cell(merged.column);
            if merged.first == number {
                let repeated = matches!(own.kind, CellKind::Text | CellKind::Date);
                merged.cell = repeated.then(|| (own.text.to_owned(), own.kind));
            } else if let (Some((text, kind)), CellKind::Empty) = (&merged.cell, own.kind) {
                self.next = with_cell(&self.next, merged.column, text, *kind);
            }
        }
    }
}

impl Source for SheetRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Problem> {
        if !self.waits {
            self.waits = self.read_row()?;
        }
        if !self.waits {
            return Ok(false);
        }
        self.given += 1;
        if self.given < self.next.number() {
            row.start(self.given);
        } else {
            row.clone_from(&self.next);
            self.waits = false;
        }
        Ok(true)
    }
}

/// Adds a cell with something in it at a column, with empty ones to its left as needed.
fn push_at(row: &mut Row, column: usize, text: &str, kind: CellKind) {
    if kind != CellKind::Empty {
        while row.len() < column {
            row.push("", CellKind::Empty);
        }
        row.push(text, kind);
    }
}

/// The row with another cell in a column.
fn with_cell(row: &Row, column: usize, text: &str, kind: CellKind) -> Row {
    let mut changed = Row::default();
    changed.start(row.number());
    for i in 0..row.len().max(column + 1) {
        let own = row.cell(i);
        if i == column { changed.push(text, kind) } else { changed.push(own.text, own.kind) }
    }
    changed
}

/// What a cell's tag says.
struct CellHead {
    column: Option<usize>,
    kind: ValueKind,
    style: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueKind {
    Number,
    Shared,
    Inline,
    Text,
    Boolean,
    Date,
}

impl CellHead {
    fn new(attributes: Attributes) -> Self {
        let kind = match attributes.get("t").as_deref() {
            Some("s") => ValueKind::Shared,
            Some("inlineStr") => ValueKind::Inline,
            Some("str" | "e") => ValueKind::Text,
            Some("b") => ValueKind::Boolean,
            Some("d") => ValueKind::Date,
            _ => ValueKind::Number,
        };
        let column = attributes.get("r").and_then(|r| place(&r)).map(|(column, _)| column);
        Self { column, kind, style: attributes.number("s").unwrap_or(0) }
    }
}

/// Writes a cell's value into `text`, which holds its inline text so far, and says what it is.
fn cell(book: &Book, head: &CellHead, value: &str, text: &mut String) -> Result<CellKind, Problem> {
    let words: Cow<str> = match head.kind {
        ValueKind::Inline => return Ok(kind_of_text(text)),
        _ if value.is_empty() => return Ok(CellKind::Empty),
        ValueKind::Shared => Cow::Borrowed(book.text(value.trim().parse().map_err(|_| DAMAGED)?)?),
        ValueKind::Text => Cow::Borrowed(value),
        ValueKind::Boolean => Cow::Borrowed(if value.trim() == "1" { "TRUE" } else { "FALSE" }),
        ValueKind::Date => {
            text.push_str(value.trim_end_matches('Z'));
            return Ok(CellKind::Date);
        }
        ValueKind::Number => return Ok(number(book, head, value.trim(), text)),
    };
    text.push_str(&words);
    Ok(kind_of_text(text))
}

fn kind_of_text(text: &str) -> CellKind {
    if text.is_empty() { CellKind::Empty } else { CellKind::Text }
}

fn number(book: &Book, head: &CellHead, value: &str, text: &mut String) -> CellKind {
    let format = book.format(head.style);
    match value.parse::<f64>() {
        Ok(_) if format == Format::Number && value.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-') => {
            text.push_str(value);
            CellKind::Number
        }
        Ok(number) => write_number(text, number, format, book.epoch),
        Err(_) => {
            text.push_str(value);
            CellKind::Text
        }
    }
}

/// The cells that are merged downwards. They are listed behind all rows, so that the sheet is read to its end for them;
/// where it is damaged on the way, there are none.
fn merged(book: &Book, path: &str) -> Result<Vec<Merged>, Problem> {
    let mut merged = vec![];
    if book.packed_len(path) > MAX_PACKED_WITH_MERGED {
        return Ok(merged);
    }
    let mut xml = book.part(path)?;
    while let Ok(Some(token)) = xml.next_token() {
        let Token::Open { name: "mergeCell", attributes, .. } = token else { continue };
        let area = attributes.get("ref");
        let ends = area.as_deref().and_then(|a| a.split_once(':')).and_then(|(a, b)| Some((place(a)?, place(b)?)));
        if let Some(((column, first), (_, last))) = ends
            && last > first
            && merged.len() < MAX_MERGED
        {
            merged.push(Merged { column, first, last, cell: None });
        }
    }
    Ok(merged)
}
