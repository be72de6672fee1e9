//! A file's bytes by place, so that a large file is never loaded as a whole.

use super::error::Problem;
use std::io::{BufRead, Read};
use std::rc::Rc;

/// The bytes cannot be had any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// A file's bytes by place.
pub trait Bytes {
    /// How many bytes there are.
    fn len(&self) -> u64;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Copies the bytes from `offset` on into `into` and says how many; fewer than asked for only at the file's end.
    ///
    /// # Errors
    /// [`Unreadable`] where the file was moved or changed in the meantime.
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<usize, Unreadable>;
}

/// Bytes that stand in memory.
#[derive(Clone, Debug, Default)]
pub struct InMemory(pub Vec<u8>);

impl Bytes for InMemory {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<usize, Unreadable> {
        let rest = usize::try_from(offset).ok().and_then(|start| self.0.get(start..)).unwrap_or_default();
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }
}

/// A stretch of a file.
#[derive(Clone)]
pub(super) struct Slice {
    bytes: Rc<dyn Bytes>,
    start: u64,
    end: u64,
}

impl Slice {
    /// The whole file.
    pub(super) fn whole(bytes: Rc<dyn Bytes>) -> Self {
        let end = bytes.len();
        Self { bytes, start: 0, end }
    }

    pub(super) fn len(&self) -> u64 {
        self.end - self.start
    }

    /// The part from `start` on, `len` bytes of it; none where it would reach beyond the slice.
    pub(super) fn part(&self, start: u64, len: u64) -> Option<Self> {
        let start = self.start.checked_add(start)?;
        let end = start.checked_add(len)?;
        (end <= self.end).then(|| Self { bytes: Rc::clone(&self.bytes), start, end })
    }

    /// The bytes from `offset` on, at most `len`; fewer at the slice's end.
    pub(super) fn read(&self, offset: u64, len: usize) -> Result<Vec<u8>, Problem> {
        let left = self.len().saturating_sub(offset);
        let mut read = vec![0; len.min(usize::try_from(left).unwrap_or(usize::MAX))];
        let count = self.fill(offset, &mut read)?;
        read.truncate(count);
        Ok(read)
    }

    /// Fills `into` as far as the slice reaches; the bytes' owner may give less at a time than was asked for.
    fn fill(&self, offset: u64, into: &mut [u8]) -> Result<usize, Problem> {
        let left = usize::try_from(self.len().saturating_sub(offset)).unwrap_or(usize::MAX);
        let wanted = into.len().min(left);
        let mut filled = 0;
        while filled < wanted {
            let place = self.start + offset + filled as u64;
            match self.bytes.read_at(place, &mut into[filled..wanted]).map_err(|Unreadable| Problem::Unreadable)? {
                0 => break,
                count => filled += count.min(wanted - filled),
            }
        }
        Ok(filled)
    }

    /// A reader from the slice's start to its end.
    pub(super) fn reader(&self) -> SliceReader {
        SliceReader { slice: self.clone(), next: 0, chunk: vec![], at: 0 }
    }
}

/// How many bytes are asked for at a time: a browser takes some milliseconds to answer, however few they are.
const CHUNK: usize = 2 << 20;

/// Reads a slice from start to end.
pub(super) struct SliceReader {
    slice: Slice,
    next: u64,
    chunk: Vec<u8>,
    at: usize,
}

impl BufRead for SliceReader {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.at >= self.chunk.len() {
            self.chunk.resize(CHUNK.min(usize::try_from(self.slice.len()).unwrap_or(CHUNK)), 0);
            let count = self.slice.fill(self.next, &mut self.chunk)?;
            self.chunk.truncate(count);
            self.next += count as u64;
            self.at = 0;
        }
        Ok(&self.chunk[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.chunk.len());
    }
}

impl Read for SliceReader {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(into.len());
        into[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_stay_within_their_file() {
        let whole = Slice::whole(Rc::new(InMemory(b"0123456789".to_vec())));
        let part = whole.part(2, 5).unwrap();
        assert_eq!(part.read(1, 2).unwrap(), b"34");
        assert_eq!(part.read(3, 10).unwrap(), b"56");
        assert_eq!(part.read(9, 1).unwrap(), b"");
        assert!(whole.part(8, 3).is_none() && whole.part(u64::MAX, 2).is_none());
        let mut text = String::new();
        part.reader().read_to_string(&mut text).unwrap();
        assert_eq!(text, "23456");
    }
}
