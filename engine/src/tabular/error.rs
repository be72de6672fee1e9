//! Why a file, or the rest of it, cannot be read, and what to do about it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a file, or the rest of it, cannot be read. What was read before stays valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadError {
    /// The file, and the part of it, as [`Sheet::name`](super::Sheet::name) gives it.
    pub file: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// Its bytes can no longer be had: it was moved, changed or taken away since it was dropped.
    Unreadable,
    /// A file of a kind that has no table to read.
    Foreign(Foreign),
    /// A password is needed to open it.
    Locked,
    /// It ends too early, or contradicts itself.
    Damaged(Part),
    /// A quotation mark is opened and never closed.
    OpenQuote {
        /// The row as a spreadsheet counts it.
        row: u32,
        /// The cell's place in its row, from 0.
        column: u32,
    },
    /// A row is longer than any table's.
    LongRow {
        /// The row as a spreadsheet counts it.
        row: u32,
    },
    /// It unpacks to more than a table of its size can hold: it was made to fill the memory.
    Expands,
    /// Archives within archives within archives.
    Nested,
    /// An archive with more files than can be read.
    TooManyFiles {
        /// How many it holds.
        files: u64,
    },
    /// An archive without any file in it.
    NoFiles,
    /// It is packed in a way that is not read here.
    Packing {
        /// The way's name.
        method: String,
    },
    /// A column is written in a way that is not read here.
    ColumnEncoding {
        /// The column's name.
        column: String,
        /// The way's name.
        encoding: String,
    },
    /// Every column holds lists or records instead of single values.
    NestedColumns {
        /// The first few columns.
        columns: Vec<String>,
    },
}

/// Kinds of file that are recognised in order to be refused with a word of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// A PDF document.
    Pdf,
    /// A web page.
    WebPage,
    /// JSON.
    Json,
    /// A binary Excel workbook (xlsb).
    BinaryWorkbook,
    /// An OpenDocument spreadsheet (ods).
    OpenDocument,
    /// A workbook of Excel 95 or before.
    OldWorkbook,
    /// A compound file that is no workbook: an old Word document, a mail.
    CompoundDocument,
    /// Other data that is no text.
    Binary,
}

/// Which part of a file is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The list of files at the end of an archive.
    Directory,
    /// Packed data.
    Packed,
    /// A workbook's list of sheets, its texts or its formats.
    Workbook,
    /// A sheet.
    Sheet,
    /// The description at the end of a Parquet file.
    Footer,
    /// A column of a Parquet file.
    Column,
}

impl Problem {
    /// The problem of a certain file.
    pub(super) fn of(self, file: &str) -> ReadError {
        ReadError { file: file.to_owned(), problem: self }
    }
}

/// Problems pass through readers of the standard library as its errors.
impl From<Problem> for std::io::Error {
    fn from(problem: Problem) -> Self {
        Self::other(ReadError { file: String::new(), problem })
    }
}

/// What the standard library's error stands for: one of ours that passed through, or damaged packed data.
impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>());
        ours.map_or(Self::Damaged(Part::Packed), |e| e.problem.clone())
    }
}

impl ReadError {
    /// What to do about it, in a sentence or two.
    pub fn advice(&self) -> &'static str {
        match &self.problem {
            Problem::Empty => "Check the report's date range and filters, and export it again.",
            Problem::Unreadable => "Drop the file here again.",
            Problem::Foreign(foreign) => foreign.advice(),
            Problem::Locked => "Open it with its password, save it without one and drop that file here.",
            Problem::Damaged(_) => {
                "The download may have been cut short. Download or export the file again and drop it here."
            }
            Problem::OpenQuote { .. } => {
                "Close the quotation mark at the end of that cell, or delete it, and drop the file again: as it \
                stands, the rows below belong to the cell."
            }
            Problem::LongRow { .. } => "Check that this is the report you meant, and export it again as CSV.",
            Problem::Expands => "If you trust this file, unpack it on your computer and drop the file inside.",
            Problem::Nested => "Unpack it on your computer and drop the files inside.",
            Problem::TooManyFiles { .. } => "Unpack it on your computer and drop the files that you need.",
            Problem::NoFiles => "Export it again: the archive should hold at least one table.",
            Problem::Packing { .. } => {
                "Unpack it on your computer, or export it without compression or with a usual one (zip, gzip, \
                snappy), and drop that file here."
            }
            Problem::ColumnEncoding { .. } => {
                "Export the table as CSV, or as Parquet with the usual settings, and drop that file here."
            }
            Problem::NestedColumns { .. } => {
                "Export a flat table, with one value in each cell (in BigQuery: UNNEST the lists first), and drop \
                that file here."
            }
        }
    }
}

impl Foreign {
    fn advice(self) -> &'static str {
        match self {
            Self::Pdf => "Export the table behind the document as CSV and drop that file here.",
            Self::WebPage => {
                "The download may have ended on a sign-in or error page. Open the report, export it as CSV again \
                and drop that file here. If it opens as a table in the spreadsheet program, save it from there as \
                xlsx or CSV."
            }
            Self::Json => "Export the report as CSV and drop that file here.",
            Self::BinaryWorkbook | Self::OpenDocument | Self::OldWorkbook => {
                "Open it in the spreadsheet program, save it as an Excel workbook (xlsx) or CSV and drop that file \
                here."
            }
            Self::CompoundDocument | Self::Binary => "Export the table as CSV or xlsx and drop that file here.",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF document",
            Self::WebPage => "a web page",
            Self::Json => "JSON",
            Self::BinaryWorkbook => "a binary Excel workbook (xlsb)",
            Self::OpenDocument => "an OpenDocument spreadsheet (ods)",
            Self::OldWorkbook => "a workbook of Excel 95 or before",
            Self::CompoundDocument => "an Office document without a workbook",
            Self::Binary => "not a text file",
        }
    }
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Directory => "the archive's list of files",
            Self::Packed => "its packed data",
            Self::Workbook => "the workbook's list of sheets or texts",
            Self::Sheet => "the sheet",
            Self::Footer => "the description of its columns",
            Self::Column => "a column's data",
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.problem {
            Problem::Empty => write!(f, "\"{file}\" is empty."),
            Problem::Unreadable => write!(f, "\"{file}\" can no longer be read: it was moved or changed."),
            Problem::Foreign(Foreign::Binary) => write!(f, "\"{file}\" is not a text file."),
            Problem::Foreign(foreign) => write!(f, "\"{file}\" is {}, which is not read here.", foreign.name()),
            Problem::Locked => write!(f, "\"{file}\" is locked with a password."),
            Problem::Damaged(part) => write!(f, "\"{file}\" is damaged or incomplete, in {}.", part.name()),
            Problem::OpenQuote { row, column } => write!(
                f,
                "\"{file}\", row {row}, column {}: a quotation mark is opened and never closed.",
                u64::from(*column) + 1
            ),
            Problem::LongRow { row } => write!(f, "\"{file}\", row {row}: the row is longer than any table's."),
            Problem::Expands => write!(f, "\"{file}\" unpacks to far more than a table of its size holds."),
            Problem::Nested => write!(f, "\"{file}\" holds archives within archives."),
            Problem::TooManyFiles { files } => {
                write!(f, "\"{file}\" holds {files} files; at most {} can be read.", super::MAX_FILES)
            }
            Problem::NoFiles => write!(f, "\"{file}\" is an archive without files."),
            Problem::Packing { method } => write!(f, "\"{file}\" is packed with {method}, which is not read here."),
            Problem::ColumnEncoding { column, encoding } => {
                write!(f, "\"{file}\", column \"{column}\" is written as {encoding}, which is not read here.")
            }
            Problem::NestedColumns { columns } => {
                write!(f, "\"{file}\" has no plain columns: {} hold lists or records.", columns.join(", "))
            }
        }
    }
}

impl std::error::Error for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(problem: Problem, expected: &str) {
        let error = problem.of("a.csv");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.to_string().contains("a.csv") && !error.advice().is_empty());
    }

    #[test]
    fn problems_are_told_in_words() {
        check(Problem::OpenQuote { row: 3, column: 1 }, "row 3, column 2");
        check(Problem::Foreign(Foreign::Pdf), "is a PDF document");
        check(Problem::Damaged(Part::Packed), "in its packed data");
        check(Problem::Packing { method: "LZO".into() }, "packed with LZO");
    }

    #[test]
    fn problems_pass_through_readers() {
        let passed = Problem::from(std::io::Error::from(Problem::Expands));
        assert_eq!(passed, Problem::Expands);
        assert_eq!(Problem::from(std::io::Error::other("odd")), Problem::Damaged(Part::Packed));
    }
}
