//! The head of a sheet: its first rows, and in them the header, the preamble above and the data below.

use super::amounts::{Parsed, parse_amount};
use super::bands::{ColumnName, column_names, is_band};
use super::currency::CurrencyCode;
use super::days::days_of;
use super::reading::Period;
use super::synonyms;
use super::title::{Title, fold};
use crate::ingest::{DateOrder, DecimalMark, are_units};
use crate::tabular::{CellKind, CellRef, ReadError, Row, Rows};

/// Rows that are looked at.
const HEAD_ROWS: usize = 200;
/// Rows among which the header is sought.
const HEADER_WITHIN: usize = 60;
/// The widest sheet that is looked at.
const MOST_COLUMNS: usize = 2_000;

/// The first rows of a sheet that are not blank.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The sheet's name, its file's before it: `orders.zip › orders.csv`.
    pub name: String,
    /// The rows, with their numbers.
    pub rows: Vec<Row>,
}

impl Head {
    /// Reads the head of a sheet.
    ///
    /// # Errors
    /// What the sheet's reader says where not even the first row can be read.
    pub fn read(name: &str, rows: &mut dyn Rows) -> Result<Self, ReadError> {
        let mut head = Self { name: name.to_owned(), rows: vec![] };
        let mut row = Row::default();
        while head.rows.len() < HEAD_ROWS {
            match rows.next_row(&mut row) {
                Ok(true) if is_blank(&row) => {}
                Ok(true) => head.rows.push(row.clone()),
                Ok(false) => break,
                Err(_) if !head.rows.is_empty() => break,
                Err(error) => return Err(error),
            }
        }
        Ok(head)
    }

    /// Where among the rows the header ends: the row of names, or of units below it.
    pub(super) fn header(&self) -> Option<usize> {
        let names = self.names()?;
        let has_units = self.follows(names + 1).is_some_and(|(_, row)| are_units(row.cells().map(|cell| cell.text)));
        Some(names + usize::from(has_units))
    }

    /// The names of the columns of a header that ends at a row.
    pub(super) fn column_names(&self, header: usize) -> Vec<ColumnName> {
        let (band, names, units) = self.header_rows(header);
        names.map_or_else(Vec::new, |names| column_names(band, names, units))
    }

    /// The band, the names and the units of a header.
    fn header_rows(&self, header: usize) -> (Option<&Row>, Option<&Row>, Option<&Row>) {
        let units = self.follows(header).filter(|(_, row)| are_units(row.cells().map(|cell| cell.text)));
        let at = header - usize::from(units.is_some());
        let names = self.rows.get(at);
        let band = self.follows(at).filter(|(above, names)| is_band(above, names)).map(|(above, _)| above);
        (band, names, units.map(|(_, row)| row))
    }

    /// The row above one and the row itself, where no blank rows stand between them.
    fn follows(&self, at: usize) -> Option<(&Row, &Row)> {
        let (above, row) = (self.rows.get(at.checked_sub(1)?)?, self.rows.get(at)?);
        (above.number() + 1 == row.number()).then_some((above, row))
    }

    /// Where among the rows the names stand.
    fn names(&self) -> Option<usize> {
        let width = self.rows.iter().map(filled).max().unwrap_or(0).min(MOST_COLUMNS);
        let score = |at: usize| Some((self.header_score(at, width)?, std::cmp::Reverse(at)));
        (0..self.rows.len().min(HEADER_WITHIN)).filter_map(score).max().map(|(_, std::cmp::Reverse(at))| at)
    }

    /// How much a row is like a header; none where it cannot be one.
    fn header_score(&self, at: usize, width: usize) -> Option<usize> {
        let row = self.rows.get(at)?;
        let cells: Vec<CellRef> = row.cells().take(MOST_COLUMNS).filter(|cell| !cell.text.trim().is_empty()).collect();
        let words = cells.iter().filter(|cell| !is_value(**cell)).count();
        // A plan with a column for each week or month has dates in its header.
        let dates = cells.iter().filter(|cell| is_day(**cell)).count();
        let words = if dates >= 3 && words > 0 { words + dates } else { words };
        (cells.len() >= 2 && words * 3 >= cells.len() * 2).then_some(())?;
        let known = cells.iter().filter(|cell| synonyms::exact(&Title::of(cell.text)).is_some()).count();
        let below = self.rows.iter().skip(at + 1).take(3);
        let values = below.clone().filter(|row| row.cells().any(is_value)).count();
        let as_wide = usize::from(cells.len() * 2 >= width);
        Some(known.min(40) * 3 + values + as_wide * 3 + usize::from(words == cells.len()))
    }

    /// The texts above the header.
    pub(super) fn preamble(&self, header: usize) -> impl Iterator<Item = &str> {
        let (band, _, units) = self.header_rows(header);
        let above = header - usize::from(band.is_some()) - usize::from(units.is_some());
        self.rows.iter().take(above).flat_map(Row::cells).map(|cell| cell.text.trim()).filter(|text| !text.is_empty())
    }

    /// The texts of a column below the header.
    pub(super) fn column(&self, header: usize, column: usize) -> impl Iterator<Item = CellRef<'_>> + Clone {
        let filled =
            move |row: &Row| row.cell(column).kind != CellKind::Empty && !row.cell(column).text.trim().is_empty();
        self.rows.iter().skip(header + 1).filter(move |row| filled(row)).map(move |row| row.cell(column))
    }

    /// All that may name the platform: the sheet's name and the preamble, folded.
    pub(super) fn surroundings(&self, header: usize) -> String {
        let texts = std::iter::once(self.name.as_str()).chain(self.preamble(header));
        let folded: Vec<String> = texts.map(fold).collect();
        format!(" {} ", folded.join(" "))
    }

    /// The currency that the preamble names: "Currency: EUR", "TV plan (EUR, net)".
    pub(super) fn preamble_currency(&self, header: usize) -> Option<CurrencyCode> {
        let in_text = |text: &str| {
            text.split(|c: char| c.is_whitespace() || "(),;:[]/".contains(c)).find_map(|word| {
                let capitals = word.chars().all(|c| c.is_ascii_uppercase());
                CurrencyCode::named(word).filter(|_| capitals || !word.is_ascii())
            })
        };
        self.preamble(header).find_map(in_text)
    }

    /// The time zone that the preamble names.
    pub(super) fn preamble_zone(&self, header: usize) -> Option<String> {
        let mut texts = self.preamble(header);
        while let Some(text) = texts.next() {
            let folded = fold(text);
            let names = ["time zone", "timezone", "zeitzone", "fuseau horaire", "zona horaria"];
            if names.iter().any(|name| folded.starts_with(name)) {
                let behind =
                    text.split_once(':').map(|(_, zone)| zone.trim().to_owned()).filter(|zone| !zone.is_empty());
                return behind.or_else(|| texts.next().map(str::to_owned));
            }
            if let Some(zone) = Title::of(text).zone {
                return Some(zone);
            }
        }
        None
    }

    /// The dates that the preamble names, as texts.
    pub(super) fn preamble_dates(&self, header: usize) -> Vec<String> {
        let parts = self.preamble(header).flat_map(|text| text.split([' ', ',', ';', ':']));
        parts.filter(|part| part.len() >= 8 && part.contains(['/', '.', '-'])).map(str::to_owned).collect()
    }
}

/// Whether no cell holds anything.
pub(super) fn is_blank(row: &Row) -> bool {
    row.cells().all(|cell| cell.text.trim().is_empty())
}

/// How many cells hold something.
pub(super) fn filled(row: &Row) -> usize {
    row.cells().filter(|cell| !cell.text.trim().is_empty()).count()
}

/// Whether the cell is a date, written as one and not as a number.
fn is_day(cell: CellRef) -> bool {
    let day = |order| days_of(cell, order, Period::Day).is_some();
    let number = cell.text.matches('.').count() < 2 && cell.text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    cell.kind == CellKind::Date || !number && (day(DateOrder::DayFirst) || day(DateOrder::MonthFirst))
}

/// Whether the cell is a number or a date, and not a name.
pub(super) fn is_value(cell: CellRef) -> bool {
    let text = cell.text.trim();
    let number = |mark| matches!(parse_amount(text, mark), Parsed::Amount(..));
    match cell.kind {
        CellKind::Number | CellKind::Date => true,
        _ if !text.bytes().any(|b| b.is_ascii_digit()) => false,
        _ => {
            number(DecimalMark::Point)
                || number(DecimalMark::Comma)
                || days_of(cell, DateOrder::DayFirst, Period::Day).is_some()
                || days_of(cell, DateOrder::MonthFirst, Period::Day).is_some()
        }
    }
}
