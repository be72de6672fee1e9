//! The numbers behind a picture, as a table on the screen and as a CSV file.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a formula; a campaign
//! name from an export can begin so. Such words get an apostrophe in front (OWASP, CSV injection); numbers do not.

use super::locale::Locale;
use super::palette::Ink;
use jiff::civil::Date;

/// A table with a caption.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the table holds.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has one cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Words or numbers.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, set from the left.
    Words,
    /// Numbers, set from the right.
    Numbers,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What is shown.
    pub text: String,
    /// The number in full, for the file.
    pub value: Option<f64>,
    /// The day, for the file.
    pub day: Option<Date>,
    /// The colour of the channel the row belongs to, shown before the text.
    pub ink: Option<Ink>,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(title: impl Into<String>) -> Self {
        Self { title: title.into(), kind: ColumnKind::Words }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(title: impl Into<String>) -> Self {
        Self { title: title.into(), kind: ColumnKind::Numbers }
    }
}

impl Cell {
    /// A cell of words.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A cell with a number, shown as `text`.
    #[must_use]
    pub fn number(value: f64, text: impl Into<String>) -> Self {
        Self { text: text.into(), value: Some(value), ..Self::default() }
    }

    /// A cell with a date: as the locale writes it on the screen, as ISO 8601 has it in the file.
    #[must_use]
    pub fn date(day: Date, locale: &Locale) -> Self {
        Self { text: locale.date(day), day: Some(day), ..Self::default() }
    }

    /// A cell with the name of a channel.
    #[must_use]
    pub fn channel(name: impl Into<String>, ink: Ink) -> Self {
        Self { text: name.into(), ink: Some(ink), ..Self::default() }
    }
}

impl Table {
    /// The table as a CSV file (RFC 4180): numbers in full with a full stop, dangerous words made harmless.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let heading = self.columns.iter().map(|column| csv_words(&column.title));
        let mut file = csv_line(heading);
        for row in &self.rows {
            file.push_str(&csv_line(row.iter().map(csv_cell)));
        }
        file
    }
}

fn csv_line(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(",") + "\r\n"
}

fn csv_cell(cell: &Cell) -> String {
    match (cell.value, cell.day) {
        (Some(value), _) if value.is_finite() => csv_number(value),
        (Some(_), _) => String::new(),
        (None, Some(day)) => day.to_string(),
        (None, None) => csv_words(&cell.text),
    }
}

/// A number to twelve significant digits, so that 2.3000000000000003 is 2.3.
fn csv_number(value: f64) -> String {
    format!("{value:.11e}").parse().unwrap_or(value).to_string()
}

fn csv_words(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_the_locale_has_it_and_kept_as_iso() {
        let cell = Cell::date(jiff::civil::date(2026, 11, 2), &Locale::default());
        assert_eq!((cell.text.as_str(), csv_cell(&cell).as_str()), ("2 Nov 2026", "2026-11-02"));
    }

    #[test]
    fn formulas_are_made_harmless_and_numbers_kept() {
        let table = Table {
            caption: String::new(),
            columns: vec![Column::words("Channel"), Column::numbers("Change, k")],
            rows: vec![
                vec![Cell::words("=HYPERLINK(\"x\")"), Cell::number(-1.5, "−1.5")],
                vec![Cell::words("-7"), Cell::number(f64::NAN, "–")],
            ],
        };
        assert_eq!([0.1 + 2.2, -1e15 / 3.0, 0.0, 156.0].map(csv_number), ["2.3", "-333333333333000", "0", "156"]);
        let expected = "Channel,\"Change, k\"\r\n\"'=HYPERLINK(\"\"x\"\")\",-1.5\r\n-7,\r\n";
        assert_eq!(table.to_csv(), expected);
    }
}
