//! The records of a workbook: a number, a length and as many bytes (\[MS-XLS\] 2.1.4); and what its sheets share.

use super::super::error::{Foreign, Part, Problem};
use super::super::little::u16_at;
use super::super::little::u32_at;
use super::super::serial::{Epoch, Format};
use super::strings::{Pieces, short_string};
use std::collections::HashMap;

const DAMAGED: Problem = Problem::Damaged(Part::Workbook);
/// The most texts that the cells of a workbook share.
const MAX_SHARED_TEXTS: u32 = 4 << 20;
const MAX_SHEETS: usize = 1_000;

/// The numbers of the records that are read (\[MS-XLS\] 2.3.2).
pub(super) mod number {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const END: u16 = 0x000A;
    pub(super) const DATE_1904: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(super) const SHEET: u16 = 0x0085;
    pub(in super::super) const MANY_RK: u16 = 0x00BD;
    pub(in super::super) const RICH_TEXT: u16 = 0x00D6;
    pub(in super::super) const MERGED: u16 = 0x00E5;
    pub(super) const STYLE: u16 = 0x00E0;
    pub(super) const SHARED_TEXTS: u16 = 0x00FC;
    pub(in super::super) const SHARED_TEXT: u16 = 0x00FD;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOLEAN: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const BEGIN: u16 = 0x0809;
}

/// A record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) number: u16,
    pub(super) data: &'a [u8],
}

/// The records from a place on, to the end of what is there.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// The data of the records that continue the one before, if the next ones do.
    pub(super) fn continued(&mut self) -> Vec<&'a [u8]> {
        let mut pieces = vec![];
        while u16_at(self.rest, 0) == Some(number::CONTINUE) {
            let Some(record) = self.next() else { break };
            pieces.push(record.data);
        }
        pieces
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (number, len) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let data = self.rest.get(4..4 + len)?;
        self.rest = &self.rest[4 + len..];
        Some(Record { number, data })
    }
}

/// What the sheets of a workbook share.
pub(super) struct Globals {
    pub(super) epoch: Epoch,
    pub(super) texts: Vec<String>,
    pub(super) sheets: Vec<Listed>,
    formats: Vec<Format>,
}

/// A sheet's name and where its records begin.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) start: usize,
}

impl Globals {
    pub(super) fn read(stream: &[u8]) -> Result<Self, Problem> {
        let mut records = Records::new(stream);
        let begin = records.next().filter(|r| r.number == number::BEGIN).ok_or(DAMAGED)?;
        if u16_at(begin.data, 0) != Some(0x0600) {
            return Err(Problem::Foreign(Foreign::OldWorkbook));
        }
        let mut globals = Self { epoch: Epoch::Y1900, texts: vec![], sheets: vec![], formats: vec![] };
        let (mut codes, mut styles) = (HashMap::new(), vec![]);
        while let Some(record) = records.next() {
            match record.number {
                number::END => break,
                number::FILE_PASS => return Err(Problem::Locked),
                number::DATE_1904 if u16_at(record.data, 0) == Some(1) => globals.epoch = Epoch::Y1904,
                number::SHEET if globals.sheets.len() < MAX_SHEETS => globals.sheets.extend(listed(record.data)),
                number::STYLE => styles.push(u16_at(record.data, 2).unwrap_or(0)),
                number::FORMAT => codes.extend(format(record.data)),
                number::SHARED_TEXTS => globals.texts = shared_texts(record.data, records.continued())?,
                _ => {}
            }
        }
        let format = |id: u16| codes.get(&id).copied().unwrap_or_else(|| Format::built_in(id));
        globals.formats = styles.into_iter().map(format).collect();
        Ok(globals)
    }

    /// The format of a cell's style.
    pub(super) fn format(&self, style: u16) -> Format {
        self.formats.get(usize::from(style)).copied().unwrap_or_default()
    }
}

/// A sheet of cells; charts and macros are none.
fn listed(data: &[u8]) -> Option<Listed> {
    let start = u32_at(data, 0)? as usize;
    let is_cells = data.get(5)? == &0;
    let name = short_string(data.get(6..)?)?;
    is_cells.then_some(Listed { name, start })
}

fn format(data: &[u8]) -> Option<(u16, Format)> {
    let code = Pieces::new(data.get(2..)?, vec![]).string()?;
    Some((u16_at(data, 0)?, Format::of_code(&code)))
}

fn shared_texts(data: &[u8], continued: Vec<&[u8]>) -> Result<Vec<String>, Problem> {
    let count = u32_at(data, 4).ok_or(DAMAGED)?;
    let mut pieces = Pieces::new(data.get(8..).unwrap_or_default(), continued);
    let mut texts = vec![];
    if count > MAX_SHARED_TEXTS {
        return Err(Problem::Expands);
    }
    for _ in 0..count {
        texts.push(pieces.string().ok_or(DAMAGED)?);
    }
    Ok(texts)
}
