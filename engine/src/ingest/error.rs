//! Why a file cannot be read as a table at all, and what to do about it.

use std::fmt;

/// How many characters of an offending text are quoted.
const QUOTED_CHARACTERS: usize = 40;

/// Why a file is not a table of cells. Each says which file; [`IngestError::advice`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IngestError {
    /// The file is larger than [`MAX_BYTES`](super::MAX_BYTES).
    TooLarge {
        /// The file's name.
        file: String,
        /// Its size in bytes.
        bytes: usize,
    },
    /// The file is a spreadsheet workbook (Excel, OpenDocument).
    Workbook {
        /// The file's name.
        file: String,
    },
    /// The file is compressed (zip, gzip).
    Archive {
        /// The file's name.
        file: String,
    },
    /// The file is a PDF document.
    Pdf {
        /// The file's name.
        file: String,
    },
    /// The file is a web page, often a sign-in page saved in place of the export.
    WebPage {
        /// The file's name.
        file: String,
    },
    /// The file is JSON.
    Json {
        /// The file's name.
        file: String,
    },
    /// The file holds bytes that no text holds.
    NotText {
        /// The file's name.
        file: String,
    },
    /// The file holds nothing.
    Empty {
        /// The file's name.
        file: String,
    },
    /// There are names and no row below them.
    HeaderOnly {
        /// The file's name.
        file: String,
        /// The row that holds the names.
        row: u32,
    },
    /// There is one column only, or the cells are separated by something unknown.
    SingleColumn {
        /// The file's name.
        file: String,
        /// The first row's text, shortened.
        text: String,
    },
    /// A quotation mark is opened and never closed.
    OpenQuote {
        /// The file's name.
        file: String,
        /// The row of the mark.
        row: u32,
        /// The name of its column.
        column: String,
    },
    /// The first row holds dates or numbers where names are expected.
    NoHeader {
        /// The file's name.
        file: String,
        /// The row.
        row: u32,
        /// The first cell that is no name, shortened.
        text: String,
    },
    /// There are more columns than [`MAX_COLUMNS`](super::MAX_COLUMNS).
    TooManyColumns {
        /// The file's name.
        file: String,
        /// How many there are.
        columns: usize,
    },
    /// There are more rows than [`MAX_ROWS`](super::MAX_ROWS).
    TooManyRows {
        /// The file's name.
        file: String,
    },
}

impl IngestError {
    /// What to do about it, in a sentence or two.
    pub fn advice(&self) -> String {
        match self {
            Self::TooLarge { .. } => {
                "A week a row and a column a channel takes far less than 50 MB. Export daily or \
                weekly totals instead of single events or single ads."
            }
            Self::Workbook { .. } => {
                "Open it in the spreadsheet program, choose the sheet, save it as CSV (\"CSV \
                UTF-8\" where there is a choice) and drop that file here."
            }
            Self::Archive { .. } => "Unpack it and drop the CSV file inside.",
            Self::Pdf { .. } => "Export the table behind the document as CSV and drop that file here.",
            Self::WebPage { .. } => {
                "The download may have ended on a sign-in or error page. Open the report, export \
                it as CSV again and drop that file here."
            }
            Self::Json { .. } => "Export the report as CSV and drop that file here.",
            Self::NotText { .. } => "Export the table as CSV and drop that file here.",
            Self::Empty { .. } => "Export it again: the file should have a row of names and a row for each week.",
            Self::HeaderOnly { .. } => "Check the report's date range and filters, and export it again.",
            Self::SingleColumn { .. } => {
                "Cells can be separated by comma, semicolon, tab or pipe. A table needs a \
                date, an outcome and at least one channel's spend, each in a column."
            }
            Self::NoHeader { .. } => {
                "Add a first row that names the columns. If the weeks run from left to right, \
                turn the table so that they run from top to bottom."
            }
            Self::OpenQuote { .. } => {
                "Close the quotation mark at the end of that cell, or delete it, and drop the file again: as \
                it stands, the rows below belong to the cell."
            }
            Self::TooManyColumns { .. } => {
                "Keep at most 200 columns: the date, the outcome, a column of spend for \
                each channel and a few drivers. If the weeks run from left to right, turn the table."
            }
            Self::TooManyRows { .. } => {
                "Keep one row for each week or day, at most 20,000: add up campaigns, ads, \
                shops and geographies first."
            }
        }
        .to_owned()
    }
}

impl fmt::Display for IngestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { file, bytes } => {
                write!(f, "\"{file}\" has {} MB; at most 50 MB can be read.", bytes.div_ceil(1_000_000))
            }
            Self::Workbook { file } => write!(f, "\"{file}\" is a spreadsheet workbook, not a CSV file."),
            Self::Archive { file } => write!(f, "\"{file}\" is a compressed archive, not a CSV file."),
            Self::Pdf { file } => write!(f, "\"{file}\" is a PDF document, not a CSV file."),
            Self::WebPage { file } => write!(f, "\"{file}\" is a web page, not a CSV file."),
            Self::Json { file } => write!(f, "\"{file}\" is JSON, not a CSV file."),
            Self::NotText { file } => write!(f, "\"{file}\" is not a text file."),
            Self::Empty { file } => write!(f, "\"{file}\" is empty."),
            Self::HeaderOnly { file, row } => {
                write!(f, "\"{file}\" has names in row {row} and nothing below them.")
            }
            Self::SingleColumn { file, text } => {
                write!(f, "\"{file}\" has a single column; its first row reads \"{text}\".")
            }
            Self::NoHeader { file, row, text } => {
                write!(f, "\"{file}\", row {row}: \"{text}\" stands where a column's name is expected.")
            }
            Self::OpenQuote { file, row, column } => {
                write!(f, "\"{file}\", row {row}, column \"{column}\": a quotation mark is opened and never closed.")
            }
            Self::TooManyColumns { file, columns } => {
                write!(f, "\"{file}\" has {columns} columns; at most 200 can be read.")
            }
            Self::TooManyRows { file } => write!(f, "\"{file}\" has more than 20,000 rows."),
        }
    }
}

impl std::error::Error for IngestError {}

/// The text, shortened to what is quoted in a message, on one line.
pub(crate) fn quote(text: &str) -> String {
    let mut line: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if let Some((cut, _)) = line.char_indices().nth(QUOTED_CHARACTERS) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(quote(text), expected);
    }

    #[test]
    fn quotes_are_short_and_on_one_line() {
        check(" n/a ", "n/a");
        check("a\nb", "a b");
        check(&"ä".repeat(41), &format!("{}…", "ä".repeat(40)));
    }
}
