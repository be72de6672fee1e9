//! Excel workbooks (xlsx, xlsm): sheets in a zip archive of XML (ECMA-376 part 1, chapter 18), read row by row.
//!
//! Numbers and dates come typed; a number that the file keeps as text stays text; of a formula its last result is read.
//! A text or a date that stands in cells merged downwards is read in each of them (one channel beside the rows of its
//! flights), a number only in the first, or it would be counted again.

mod book;
mod rows;
mod xml;

use super::archive::Entry;
use super::bytes::Slice;
use super::error::Problem;
use super::open::Place;
use super::sheet::{Container, Sheet, Source};
use book::Book;
use std::rc::Rc;

/// The sheets of a workbook, in its order.
pub(super) fn open(place: &Place, file: &Slice, entries: Vec<Entry>) -> Result<Vec<Sheet>, Problem> {
    let (book, sheets) = Book::open(file.clone(), entries)?;
    let book = Rc::new(book);
    let sheets = sheets.into_iter().map(|sheet| {
        let mut about = place.about(Container::Xlsx);
        about.rows = rows::row_count(&book, &sheet.path);
        let book = Rc::clone(&book);
        let path = sheet.path;
        let begin = move || -> Result<Box<dyn Source>, Problem> {
            Ok(Box::new(rows::SheetRows::begin(Rc::clone(&book), &path)?))
        };
        Sheet::new(place.part(&sheet.name), about, Box::new(begin))
    });
    let sheets: Vec<Sheet> = sheets.collect();
    if sheets.is_empty() { Err(Problem::Empty) } else { Ok(sheets) }
}
