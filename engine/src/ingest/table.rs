//! The table: a file's cells as text, column by column, before anything has been decided about them.
//!
//! It is kept with the workspace, so that a column's role can be changed later without the file.

use super::delimiter::Delimiter;
use super::encoding::Encoding;
use serde::{Deserialize, Serialize};

/// The cells of one file as text, with what was noticed while reading it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The file's name, as shown in every message.
    pub file: String,
    /// How the bytes were read as text.
    pub encoding: Encoding,
    /// What separates the cells.
    pub delimiter: Delimiter,
    /// The columns from left to right; their names are unique.
    pub columns: Vec<Column>,
    /// For each row of cells, the row as a spreadsheet counts it (the first line of the file is 1).
    pub row_numbers: Vec<u32>,
    /// The row that holds the names, counted like `row_numbers`.
    pub header_row: u32,
    /// Rows with fewer cells than there are names; their missing cells are empty.
    pub short_rows: Vec<u32>,
    /// Rows with more cells than there are names; the cells beyond are kept here only.
    pub extra_cells: Vec<ExtraCells>,
}

/// One column: its name and its cells from top to bottom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The name used everywhere: unique in the table, trimmed, at most 80 characters.
    pub name: String,
    /// The name as the file has it.
    pub header: String,
    /// The cells, one for each row.
    pub cells: Cells,
}

/// What stood to the right of the last named column in one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraCells {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The first of the cells that is not empty.
    pub text: String,
}

/// A column of texts in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Cells {
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    /// Adds a cell below the last.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell in row `i` (counted from 0), or an empty text below the last.
    pub fn get(&self, i: usize) -> &str {
        let end_of = |i: usize| self.ends.get(i).map(|&end| end as usize);
        let start = i.checked_sub(1).and_then(end_of).unwrap_or(0);
        end_of(i).and_then(|end| self.text.get(start..end)).unwrap_or("")
    }

    /// The cells from top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        (0..self.len()).map(|i| self.get(i))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let mut all = Self::default();
        cells.into_iter().for_each(|cell| all.push(cell.as_ref()));
        all
    }
}

impl From<Vec<String>> for Cells {
    fn from(cells: Vec<String>) -> Self {
        cells.iter().collect()
    }
}

impl From<Cells> for Vec<String> {
    fn from(cells: Cells) -> Self {
        cells.iter().map(str::to_owned).collect()
    }
}

impl Table {
    /// How many rows there are below the names.
    pub fn row_count(&self) -> usize {
        self.row_numbers.len()
    }

    /// The row as a spreadsheet counts it, for row `i` of the cells.
    pub fn row_number(&self, i: usize) -> u32 {
        self.row_numbers.get(i).copied().unwrap_or(0)
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// The cells of row `i` from left to right.
    pub fn row(&self, i: usize) -> impl Iterator<Item = &str> {
        self.columns.iter().map(move |c| c.cells.get(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str]) {
        let column: Cells = cells.iter().collect();
        assert_eq!(column.iter().collect::<Vec<_>>(), cells);
        assert_eq!(column.get(cells.len()), "");
        let text = serde_json::to_string(&column).unwrap();
        assert_eq!(serde_json::from_str::<Cells>(&text).unwrap(), column);
    }

    #[test]
    fn cells_come_back_as_they_went_in() {
        check(&[]);
        check(&["", "a", "", "Straße", "1,5"]);
    }
}
