//! The list of files in a zip archive, from the directory at its end (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16
//! and, for large archives, 4.3.14 and 4.5.3).
//!
//! Sizes and places are the archive's word and are not trusted: what lies outside the file, or overlaps so much that
//! the entries together are larger than the file, is refused.

use super::bytes::Slice;
use super::error::{Part, Problem};
use super::little::{u16_at, u32_at, u64_at};
use super::stream::Stream;
use encoding_rs::WINDOWS_1252;

/// The most files of an archive.
pub const MAX_FILES: u64 = 2_000;
/// The largest list of files.
const MAX_DIRECTORY: u64 = 4 << 20;
/// The end record, with the longest comment.
const LONGEST_END: u64 = 22 + 65_535;
const DAMAGED: Problem = Problem::Damaged(Part::Directory);

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    method: u16,
    locked: bool,
    pub(super) packed: u64,
    crc: u32,
    header: u64,
}

/// The files of an archive, without folders.
pub(super) fn entries(archive: &Slice) -> Result<Vec<Entry>, Problem> {
    let (start, len, count) = directory_place(archive)?;
    if count > MAX_FILES {
        return Err(Problem::TooManyFiles { files: count });
    }
    if len > MAX_DIRECTORY || archive.part(start, len).is_none() {
        return Err(DAMAGED);
    }
    let directory = archive.read(start, len as usize)?;
    let (mut entries, mut at) = (vec![], 0);
    for _ in 0..count {
        let (entry, end) = entry_at(&directory, at).ok_or(DAMAGED)?;
        at = end;
        entries.push(entry);
    }
    let packed = entries.iter().fold(0_u64, |sum, e| sum.saturating_add(e.packed));
    if packed > archive.len() {
        return Err(Problem::Expands);
    }
    entries.retain(|e| !e.name.ends_with('/'));
    Ok(entries)
}

/// Where the directory starts, how long it is and how many entries it has.
fn directory_place(archive: &Slice) -> Result<(u64, u64, u64), Problem> {
    let tail_start = archive.len().saturating_sub(LONGEST_END);
    let tail = archive.read(tail_start, LONGEST_END as usize)?;
    let end = (0..tail.len().saturating_sub(21)).rev().find(|&i| tail[i..].starts_with(b"PK\x05\x06")).ok_or(DAMAGED)?;
    let record = &tail[end..];
    let place = || {
        let (count, len, start) = (u16_at(record, 10)?, u32_at(record, 12)?, u32_at(record, 16)?);
        Some((u64::from(start), u64::from(len), u64::from(count)))
    };
    let short = place().ok_or(DAMAGED)?;
    if short.0 != 0xFFFF_FFFF && short.1 != 0xFFFF_FFFF && short.2 != 0xFFFF {
        return Ok(short);
    }
    let locator = end.checked_sub(20).and_then(|at| tail.get(at..end)).filter(|l| l.starts_with(b"PK\x06\x07"));
    let at = locator.and_then(|l| u64_at(l, 8)).ok_or(DAMAGED)?;
    let long = archive.read(at, 56)?;
    let place = || Some((u64_at(&long, 48)?, u64_at(&long, 40)?, u64_at(&long, 32)?));
    place().filter(|_| long.starts_with(b"PK\x06\x06")).ok_or(DAMAGED)
}

/// The entry at a place of the directory, and where the next begins.
fn entry_at(directory: &[u8], at: usize) -> Option<(Entry, usize)> {
    let record = directory.get(at..)?;
    if !record.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (flags, method, crc) = (u16_at(record, 8)?, u16_at(record, 10)?, u32_at(record, 16)?);
    let (packed, unpacked, header) = (u32_at(record, 20)?, u32_at(record, 24)?, u32_at(record, 42)?);
    let name_end = 46 + usize::from(u16_at(record, 28)?);
    let extra_end = name_end + usize::from(u16_at(record, 30)?);
    let end = extra_end + usize::from(u16_at(record, 32)?);
    let name = text(record.get(46..name_end)?);
    let extra = record.get(name_end..extra_end)?;
    let mut long = LongFields { rest: long_field(extra) };
    let mut sized = |short: u32| if short == u32::MAX { long.take() } else { Some(u64::from(short)) };
    sized(unpacked)?;
    let (packed, header) = (sized(packed)?, sized(header)?);
    Some((Entry { name, method, locked: flags & 1 == 1, packed, crc, header }, at + end))
}

/// The values of the field for large archives, in the order of those that did not fit.
struct LongFields<'a> {
    rest: &'a [u8],
}

impl LongFields<'_> {
    fn take(&mut self) -> Option<u64> {
        let value = u64_at(self.rest, 0)?;
        self.rest = &self.rest[8..];
        Some(value)
    }
}

fn long_field(mut extra: &[u8]) -> &[u8] {
    while let (Some(id), Some(len)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let end = 4 + usize::from(len);
        let Some(field) = extra.get(4..end) else { break };
        if id == 1 {
            return field;
        }
        extra = &extra[end..];
    }
    &[]
}

/// Names are UTF-8 nowadays whatever the flag says.
fn text(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(name).0.into_owned(),
    }
}

impl Entry {
    /// The entry's bytes.
    pub(super) fn stream(&self, archive: &Slice) -> Result<Stream, Problem> {
        if self.locked {
            return Err(Problem::Locked);
        }
        let local = archive.read(self.header, 30)?;
        let lengths = u16_at(&local, 26).zip(u16_at(&local, 28)).filter(|_| local.starts_with(b"PK\x03\x04"));
        let (name, extra) = lengths.ok_or(DAMAGED)?;
        let start = self.header.saturating_add(30 + u64::from(name) + u64::from(extra));
        let packed = archive.part(start, self.packed).ok_or(DAMAGED)?;
        match self.method {
            0 => Ok(Stream::Stored(packed)),
            8 => Ok(Stream::Deflated { packed, crc: self.crc }),
            other => Err(Problem::Packing { method: method_name(other) }),
        }
    }

    /// Whether the system that packed the archive put it there for itself.
    pub(super) fn is_litter(&self) -> bool {
        let file = self.name.rsplit('/').next().unwrap_or("");
        self.name.starts_with("__MACOSX/") || file.starts_with("._") || matches!(file, ".DS_Store" | "Thumbs.db")
    }
}

fn method_name(method: u16) -> String {
    match method {
        9 => "Deflate64".to_owned(),
        12 => "bzip2".to_owned(),
        14 => "LZMA".to_owned(),
        93 => "Zstandard".to_owned(),
        95 => "xz".to_owned(),
        99 => "AES encryption".to_owned(),
        other => format!("method {other}"),
    }
}
