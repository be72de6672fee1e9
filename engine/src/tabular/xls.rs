//! Excel workbooks of 97 to 2003 (xls): records in a stream of a compound file (\[MS-XLS\] and \[MS-CFB\]).
//!
//! Such a sheet has at most 65,536 rows, so that its cells are gathered and then given row by row. Only the records
//! that hold values are read; of a formula its last result.

mod cells;
mod compound;
mod records;
mod strings;

use super::bytes::Slice;
use super::error::{Foreign, Part, Problem};
use super::open::Place;
use super::row::{CellKind, Row};
use super::serial::write_number;
use super::sheet::{Container, Sheet, Source};
use cells::{Cell, Value};
use records::Globals;
use std::rc::Rc;

/// The largest file; larger than Excel can write.
const MAX_BYTES: u64 = 64 << 20;

/// The sheets of a workbook, in its order.
pub(super) fn open(place: &Place, file: &Slice) -> Result<Vec<Sheet>, Problem> {
    if file.len() > MAX_BYTES {
        return Err(Problem::Expands);
    }
    let bytes = file.read(0, MAX_BYTES as usize)?;
    let compound = compound::Compound::new(&bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(Problem::Locked);
    }
    let Some(stream) = compound.stream("Workbook")? else {
        let foreign = if compound.has("Book") { Foreign::OldWorkbook } else { Foreign::CompoundDocument };
        return Err(Problem::Foreign(foreign));
    };
    let globals = Rc::new(Globals::read(&stream)?);
    let stream: Rc<[u8]> = stream.into();
    let sheets = globals.sheets.iter().map(|listed| {
        let (stream, globals, start) = (Rc::clone(&stream), Rc::clone(&globals), listed.start);
        let begin = move || -> Result<Box<dyn Source>, Problem> {
            let cells = cells::read(stream.get(start..).unwrap_or_default(), &globals)?;
            Ok(Box::new(SheetRows { globals: Rc::clone(&globals), cells, at: 0, number: 0, text: String::new() }))
        };
        Sheet::new(place.part(&listed.name), place.about(Container::Xls), Box::new(begin))
    });
    let sheets: Vec<Sheet> = sheets.collect();
    if sheets.is_empty() { Err(Problem::Empty) } else { Ok(sheets) }
}

/// The rows of a sheet, from its cells in order.
struct SheetRows {
    globals: Rc<Globals>,
    cells: Vec<Cell>,
    at: usize,
    number: u32,
    text: String,
}

impl Source for SheetRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Problem> {
        if self.at >= self.cells.len() {
            return Ok(false);
        }
        self.number += 1;
        row.start(self.number);
        while let Some(cell) = self.cells.get(self.at).filter(|c| u32::from(c.row) < self.number) {
            self.at += 1;
            self.text.clear();
            let kind = write_cell(&self.globals, cell, &mut self.text)?;
            if kind != CellKind::Empty && row.len() <= usize::from(cell.column) {
                while row.len() < usize::from(cell.column) {
                    row.push("", CellKind::Empty);
                }
                row.push(&self.text, kind);
            }
        }
        Ok(true)
    }
}

fn write_cell(globals: &Globals, cell: &Cell, text: &mut String) -> Result<CellKind, Problem> {
    match &cell.value {
        Value::Number(number) => return Ok(write_number(text, *number, globals.format(cell.style), globals.epoch)),
        Value::Shared(index) => {
            let shared = usize::try_from(*index).ok().and_then(|i| globals.texts.get(i));
            text.push_str(shared.ok_or(Problem::Damaged(Part::Workbook))?);
        }
        Value::Text(own) => text.push_str(own),
    }
    Ok(if text.is_empty() { CellKind::Empty } else { CellKind::Text })
}
