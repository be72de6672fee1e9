//! The cells of a sheet, gathered from its records and put in order.

use super::super::error::{Part, Problem};
use super::super::little::{f64_at, u16_at, u32_at};
use super::super::serial::Format;
use super::records::{Globals, Record, Records, number};
use super::strings::{Pieces, rk_number};

const DAMAGED: Problem = Problem::Damaged(Part::Sheet);
/// The last column of an xls is 256, as of version 97; others write up to this.
const MAX_COLUMNS: u16 = 16_384;
/// The most cells that are filled from merged ones.
const MAX_COPIES: usize = 200_000;

/// A cell with a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// From 0.
    pub(super) row: u16,
    /// From 0.
    pub(super) column: u16,
    pub(super) style: u16,
    pub(super) value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(f64),
    /// The place among the workbook's texts.
    Shared(u32),
    Text(Box<str>),
}

/// The cells of the sheet whose records begin here, from left to right and from top to bottom; those merged downwards repeat
/// a text.
pub(super) fn read(stream: &[u8], globals: &Globals) -> Result<Vec<Cell>, Problem> {
    let mut records = Records::new(stream);
    records.next().filter(|r| r.number == number::BEGIN).ok_or(DAMAGED)?;
    let (mut cells, mut merged, mut depth) = (vec![], vec![], 1_u32);
    while depth > 0 {
        // Where the stream is cut short, some of the sheet would be missing.
        let record = records.next().ok_or(DAMAGED)?;
        match record.number {
            number::BEGIN => depth += 1,
            number::END => depth -= 1,
            _ if depth > 1 => {}
            number::MANY_RK => many_numbers(record.data, &mut cells),
            number::MERGED => merged.extend(merged_down(record.data)),
            number::STRING => set_result(&mut cells, record.data, &mut records),
            _ => cells.extend(cell(record)),
        }
    }
    cells.retain(|c| c.column < MAX_COLUMNS);
    cells.sort_by_key(|c| (c.row, c.column));
    let copies = copies(&cells, &merged, globals);
    if !copies.is_empty() {
        cells.extend(copies);
        // What stands in a cell itself comes before its copy, and the later of two is passed over.
        cells.sort_by_key(|c| (c.row, c.column));
    }
    Ok(cells)
}

/// Cells of one column that are merged downwards.
struct Merged {
    first: u16,
    last: u16,
    column: u16,
}

fn merged_down(data: &[u8]) -> Vec<Merged> {
    let areas = data.get(2..).unwrap_or_default().chunks_exact(8);
    let merged = areas.filter_map(|a| Some(Merged { first: u16_at(a, 0)?, last: u16_at(a, 2)?, column: u16_at(a, 4)? }));
    merged.filter(|m| m.last > m.first).collect()
}

/// The texts and dates of merged cells for the cells below the first.
fn copies(cells: &[Cell], merged: &[Merged], globals: &Globals) -> Vec<Cell> {
    let mut copies = vec![];
    for area in merged {
        let Ok(at) = cells.binary_search_by_key(&(area.first, area.column), |c| (c.row, c.column)) else { continue };
        let Some(cell) = cells.get(at) else { continue };
        let is_number = matches!(cell.value, Value::Number(_)) && globals.format(cell.style) == Format::Number;
        if is_number || copies.len() > MAX_COPIES {
            continue;
        }
        copies.extend((area.first..=area.last).skip(1).map(|row| Cell { row, ..cell.clone() }));
    }
    copies
}

/// The cell of a record that holds one.
fn cell(record: Record) -> Option<Cell> {
    let data = record.data;
    let value = match record.number {
        number::NUMBER => Value::Number(f64_at(data, 6)?),
        number::RK => Value::Number(rk_number(data, 6)?),
        number::SHARED_TEXT => Value::Shared(u32_at(data, 6)?),
        number::LABEL | number::RICH_TEXT => Value::Text(Pieces::new(data.get(6..)?, vec![]).string()?.into()),
        number::BOOLEAN => Value::Text(boolean_or_error(*data.get(6)?, *data.get(7)?).into()),
        number::FORMULA => result(data.get(6..14)?)?,
        _ => return None,
    };
    Some(Cell { row: u16_at(data, 0)?, column: u16_at(data, 2)?, style: u16_at(data, 4)?, value })
}

/// Numbers side by side: the first column, a style and a number each, the last column.
fn many_numbers(data: &[u8], cells: &mut Vec<Cell>) {
    let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
    let pairs = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
    for (column, pair) in (first..=u16::MAX).zip(pairs) {
        if let (Some(style), Some(number)) = (u16_at(pair, 0), rk_number(pair, 2)) {
            cells.push(Cell { row, column, style, value: Value::Number(number) });
        }
    }
}

/// The last result of a formula: a number, or what two bytes of ones tell (\[MS-XLS\] 2.5.133).
fn result(data: &[u8]) -> Option<Value> {
    if u16_at(data, 6)? != 0xFFFF {
        return f64_at(data, 0).map(Value::Number);
    }
    Some(Value::Text(match data.first()? {
        1 => boolean_or_error(*data.get(2)?, 0).into(),
        2 => boolean_or_error(*data.get(2)?, 1).into(),
        // A text follows in a record of its own.
        _ => "".into(),
    }))
}

fn set_result(cells: &mut [Cell], data: &[u8], records: &mut Records) {
    let text = Pieces::new(data, records.continued()).string();
    if let (Some(cell), Some(text)) = (cells.last_mut(), text) {
        cell.value = Value::Text(text.into());
    }
}

fn boolean_or_error(value: u8, is_error: u8) -> &'static str {
    match (is_error, value) {
        (0, 0) => "FALSE",
        (0, _) => "TRUE",
        (_, 0x00) => "#NULL!",
        (_, 0x07) => "#DIV/0!",
        (_, 0x0F) => "#VALUE!",
        (_, 0x17) => "#REF!",
        (_, 0x1D) => "#NAME?",
        (_, 0x24) => "#NUM!",
        _ => "#N/A",
    }
}
