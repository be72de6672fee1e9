//! One row of a sheet: its cells as text in one piece of memory that is used again for the next row.

use super::ReadError;

/// How a cell was kept by its file: what a text looks like is decided per file, what a spreadsheet says is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing.
    #[default]
    Empty,
    /// Text as the file has it, not yet read as anything; not trimmed.
    Text,
    /// A number that the file keeps as a number; as text it has a point for decimals and no thousands marks.
    Number,
    /// A date or a time that the file keeps as such; as text it is ISO 8601 (`2026-01-31` or `2026-01-31T13:45:00`).
    Date,
}

/// A cell as it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellRef<'a> {
    /// The cell as text.
    pub text: &'a str,
    /// How the file kept it.
    pub kind: CellKind,
}

/// One row. Cells beyond the last are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    number: u32,
    text: String,
    ends: Vec<(u32, CellKind)>,
}

impl Row {
    /// Empties the row and gives it its number, as a spreadsheet counts: the first line of a file is 1.
    pub fn start(&mut self, number: u32) {
        self.number = number;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell to the right.
    pub fn push(&mut self, text: &str, kind: CellKind) {
        self.text.push_str(text);
        self.ends.push((self.text.len() as u32, kind));
    }

    /// The row as a spreadsheet counts it.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Cell `column`, counted from 0; empty beyond the last.
    pub fn cell(&self, column: usize) -> CellRef<'_> {
        let Some(&(end, kind)) = self.ends.get(column) else {
            return CellRef { text: "", kind: CellKind::Empty };
        };
        let start = if column == 0 { 0 } else { self.ends[column - 1].0 };
        CellRef { text: &self.text[start as usize..end as usize], kind }
    }

    /// The cells from left to right.
    pub fn cells(&self) -> impl Iterator<Item = CellRef<'_>> {
        (0..self.len()).map(|c| self.cell(c))
    }
}

/// A sheet that is read from top to bottom, once.
pub trait Rows {
    /// Writes the next row into `row`; `false` at the end. Blank rows are given as rows without cells.
    ///
    /// # Errors
    /// [`ReadError`] where the file cannot be read on; what was read before stays valid.
    fn next_row(&mut self, row: &mut Row) -> Result<bool, ReadError>;
}
