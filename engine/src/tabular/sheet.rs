//! A sheet: one table of a file, which can be read again from the top.

use super::error::{Problem, ReadError};
use super::row::{Row, Rows};
use crate::ingest::{Delimiter, Encoding};
use serde::{Deserialize, Serialize};

/// What a table was found in, from the outside in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Container {
    /// A zip archive.
    Zip,
    /// A gzip file.
    Gzip,
    /// Text with delimiters.
    Text,
    /// An Excel workbook (xlsx, xlsm).
    Xlsx,
    /// An Excel workbook of 97 to 2003 (xls).
    Xls,
    /// A Parquet file.
    Parquet,
}

/// How a sheet is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What it was found in, from the outside in; the last holds the table.
    pub containers: Vec<Container>,
    /// The encoding of a text, as far as its first part tells.
    pub encoding: Option<Encoding>,
    /// What separates the cells of a text.
    pub delimiter: Option<Delimiter>,
    /// How many rows the file says it has, the row of names included; only reading tells for sure.
    pub rows: Option<u64>,
    /// Columns that hold lists or records and are left out.
    pub left_out: Vec<String>,
}

/// Rows before they know their file's name.
pub(super) trait Source {
    /// As [`Rows::next_row`].
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Problem>;
}

/// How a sheet's rows are begun at the top.
pub(super) type Begin = Box<dyn Fn() -> Result<Box<dyn Source>, Problem>>;

/// One table of a file.
pub struct Sheet {
    /// The file's name, and where in it the table is: `orders.zip › orders.csv`, `TV plan.xlsx › Flights`.
    pub name: String,
    /// How it is read.
    pub about: About,
    begin: Begin,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("name", &self.name).field("about", &self.about).finish_non_exhaustive()
    }
}

impl Sheet {
    pub(super) fn new(name: String, about: About, begin: Begin) -> Self {
        Self { name, about, begin }
    }

    /// A sheet that says why it cannot be read, beside others that can.
    pub(super) fn broken(error: ReadError, about: About) -> Self {
        let problem = error.problem;
        Self { name: error.file, about, begin: Box::new(move || Err(problem.clone())) }
    }

    /// The rows from the top. What hinders reading is said by the first row that is asked for.
    pub fn rows(&self) -> Box<dyn Rows> {
        Box::new(Named { file: self.name.clone(), state: Some((self.begin)()) })
    }
}

/// Rows that know their file's name; over after the last or after an error.
struct Named {
    file: String,
    state: Option<Result<Box<dyn Source>, Problem>>,
}

impl Rows for Named {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        let result = match &mut self.state {
            Some(Ok(source)) => source.next_row(row),
            Some(Err(problem)) => Err(problem.clone()),
            None => Ok(false),
        };
        if result != Ok(true) {
            self.state = None;
        }
        result.map_err(|problem| problem.of(&self.file))
    }
}
