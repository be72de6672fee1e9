//! Parquet files with flat columns, read page by page (Apache Parquet format 2.11).
//!
//! A column that holds lists is left out and named; a field of a record is a column of its own (`geo.country`). Pages may
//! be packed with Snappy, gzip or Zstandard or not at all; values may be plain, from a dictionary, or differences. The
//! first row is that of the names, as in every other sheet.

mod codec;
mod column;
mod delta;
mod footer;
mod levels;
mod thrift;
mod value;

use super::bytes::Slice;
use super::error::{Part, Problem};
use super::open::Place;
use super::row::{CellKind, Row};
use super::sheet::{Container, Sheet, Source};
use column::{ColumnReader, Held};
use footer::Footer;
use std::rc::Rc;

/// The one sheet of a file.
pub(super) fn open(place: &Place, file: &Slice) -> Result<Vec<Sheet>, Problem> {
    let footer = Rc::new(Footer::read(file)?);
    let mut about = place.about(Container::Parquet);
    about.rows = Some(footer.row_count.saturating_add(1));
    about.left_out = footer.left_out.clone();
    let file = file.clone();
    let begin = move || -> Result<Box<dyn Source>, Problem> {
        Ok(Box::new(Rows {
            file: file.clone(),
            footer: Rc::clone(&footer),
            next_group: 0,
            left: 0,
            columns: vec![],
            held: Held::default(),
            number: 0,
        }))
    };
    Ok(vec![Sheet::new(place.name.clone(), about, Box::new(begin))])
}

struct Rows {
    file: Slice,
    footer: Rc<Footer>,
    next_group: usize,
    /// How many rows are left in the group that is read.
    left: u64,
    columns: Vec<ColumnReader>,
    held: Held,
    number: u32,
}

impl Rows {
    fn begin_group(&mut self) -> Result<bool, Problem> {
        let Some(group) = self.footer.groups.get(self.next_group) else { return Ok(false) };
        self.next_group += 1;
        self.left = group.row_count;
        let columns = self.footer.leaves.iter().map(|leaf| {
            let chunk = group.chunks.get(leaf.index).ok_or(Problem::Damaged(Part::Footer))?;
            ColumnReader::new(&self.file, leaf.clone(), chunk, &self.held)
        });
        self.columns = columns.collect::<Result<_, _>>()?;
        Ok(true)
    }
}

impl Source for Rows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Problem> {
        if self.number == 0 {
            self.number = 1;
            row.start(1);
            self.footer.leaves.iter().for_each(|leaf| row.push(&leaf.name, CellKind::Text));
            return Ok(true);
        }
        while self.left == 0 {
            if !self.begin_group()? {
                return Ok(false);
            }
        }
        self.left -= 1;
        self.number = self.number.saturating_add(1);
        row.start(self.number);
        for column in &mut self.columns {
            column.push_next(row)?;
        }
        Ok(true)
    }
}
