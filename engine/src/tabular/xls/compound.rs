//! Compound files: a file system in a file, of sectors that are chained by a table (\[MS-CFB\] 2.1 to 2.6).
//!
//! A chain is followed for at most as many sectors as the file has, so that a chain that bites its tail is damage and
//! not a loop.

use super::super::error::{Part, Problem};
use super::super::little::{u16_at, u32_at, u64_at};

const DAMAGED: Problem = Problem::Damaged(Part::Workbook);
/// Sector numbers from here on are marks: end of chain, free, of the table itself.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// Streams below this size stand in the small sectors.
const SMALL: u64 = 4096;
const SMALL_SECTOR: usize = 64;
const DIRECTORY_ENTRY: usize = 128;

/// A compound file with its directory read.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small_sectors: Vec<u8>,
    files: Vec<File>,
}

struct File {
    name: String,
    first: u32,
    len: u64,
}

impl<'a> Compound<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Problem> {
        let shift = u16_at(bytes, 30).filter(|&s| s == 9 || s == 12).ok_or(DAMAGED)?;
        let mut compound = Self {
            bytes,
            sector: 1 << shift,
            table: vec![],
            small_table: vec![],
            small_sectors: vec![],
            files: vec![],
        };
        compound.table = compound.read_table().ok_or(DAMAGED)?;
        let directory = compound.chain(u32_at(bytes, 48).ok_or(DAMAGED)?)?;
        compound.files = directory.chunks_exact(DIRECTORY_ENTRY).filter_map(file).collect();
        if let Some(root) = compound.files.first() {
            let mut small = compound.chain(root.first)?;
            small.truncate(usize::try_from(root.len).unwrap_or(usize::MAX));
            let table = compound.chain(u32_at(bytes, 60).ok_or(DAMAGED)?)?;
            (compound.small_sectors, compound.small_table) = (small, numbers(&table));
        }
        Ok(compound)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.files.iter().any(|f| f.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(file) = self.files.iter().skip(1).find(|f| f.name.eq_ignore_ascii_case(name)) else { return Ok(None) };
        let mut bytes = if file.len < SMALL { self.small_chain(file.first)? } else { self.chain(file.first)? };
        bytes.truncate(usize::try_from(file.len).unwrap_or(usize::MAX));
        Ok(Some(bytes))
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last sector may be cut short.
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The table of which sector follows which: its own sectors are listed in the header and in sectors of lists.
    fn read_table(&self) -> Option<Vec<u32>> {
        let mut places = numbers(self.bytes.get(76..512)?);
        let most = self.bytes.len() / self.sector + 1;
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..most {
            let Some(list) = (next < FIRST_MARK).then(|| self.sector(next)).flatten() else { break };
            let mut listed = numbers(list);
            next = listed.pop()?;
            places.extend(listed);
        }
        let used = places.into_iter().filter(|&p| p < FIRST_MARK).take(most);
        Some(used.filter_map(|p| self.sector(p)).flat_map(numbers).collect())
    }

    fn chain(&self, first: u32) -> Result<Vec<u8>, Problem> {
        let (mut bytes, mut next) = (vec![], first);
        while next < FIRST_MARK {
            bytes.extend_from_slice(self.sector(next).ok_or(DAMAGED)?);
            if bytes.len() > self.bytes.len() {
                return Err(DAMAGED);
            }
            next = *self.table.get(next as usize).ok_or(DAMAGED)?;
        }
        Ok(bytes)
    }

    fn small_chain(&self, first: u32) -> Result<Vec<u8>, Problem> {
        let (mut bytes, mut next) = (vec![], first);
        while next < FIRST_MARK {
            let start = (next as usize).checked_mul(SMALL_SECTOR).ok_or(DAMAGED)?;
            let end = (start + SMALL_SECTOR).min(self.small_sectors.len());
            bytes.extend_from_slice(self.small_sectors.get(start..end).ok_or(DAMAGED)?);
            if bytes.len() > self.small_sectors.len() {
                return Err(DAMAGED);
            }
            next = *self.small_table.get(next as usize).ok_or(DAMAGED)?;
        }
        Ok(bytes)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|b| u32_at(b, 0)).collect()
}

/// An entry of the directory; none where it is unused.
fn file(entry: &[u8]) -> Option<File> {
    let len = usize::from(u16_at(entry, 64)?).checked_sub(2)?.min(62);
    let units: Vec<u16> = entry.get(..len)?.chunks_exact(2).filter_map(|b| u16_at(b, 0)).collect();
    Some(File { name: String::from_utf16_lossy(&units), first: u32_at(entry, 116)?, len: u64_at(entry, 120)? })
}
