//! A stream of bytes that can be begun again: stored, deflated or gzipped, one within the other.
//!
//! Whatever is unpacked is counted on the way. Deflate packs at most 1032 to 1 (RFC 1951); reports pack some 5 to 50 to
//! 1. What unpacks to more than [`MAX_RATIO`] times its size, beyond the first megabytes, was made to fill the memory.

use super::bytes::Slice;
use super::error::{Part, Problem};
use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;

/// The most that a packed byte may unpack to.
const MAX_RATIO: u64 = 250;
/// What any file may unpack to, whatever its size.
const ALWAYS_ALLOWED: u64 = 8 << 20;
/// The most that a file may unpack to.
const MAX_UNPACKED: u64 = 8 << 30;
/// The most that is unpacked into memory: a workbook or a Parquet file within an archive.
pub(super) const MAX_IN_MEMORY: u64 = 192 << 20;
/// How much is unpacked at a time.
const CHUNK: usize = 64 * 1024;

/// A stream of bytes that can be begun again.
#[derive(Clone)]
pub(super) enum Stream {
    /// Bytes as they are.
    Stored(Slice),
    /// An entry of a zip archive.
    Deflated {
        /// The packed bytes.
        packed: Slice,
        /// The check sum of the unpacked ones.
        crc: u32,
    },
    /// A gzip file.
    Gzip(Rc<Stream>),
}

impl Stream {
    /// Begins at the first byte.
    pub(super) fn begin(&self) -> Box<dyn BufRead> {
        let allowed = self.packed_len().saturating_mul(MAX_RATIO).saturating_add(ALWAYS_ALLOWED).min(MAX_UNPACKED);
        match self {
            Self::Stored(slice) => Box::new(slice.reader()),
            Self::Deflated { packed, crc } => {
                let counted = Counted::new(DeflateDecoder::new(packed.reader()), allowed, Some(*crc));
                Box::new(BufReader::with_capacity(CHUNK, counted))
            }
            Self::Gzip(inner) => {
                let counted = Counted::new(MultiGzDecoder::new(inner.begin()), allowed, None);
                Box::new(BufReader::with_capacity(CHUNK, counted))
            }
        }
    }

    /// How many bytes the file itself holds, before anything is unpacked.
    fn packed_len(&self) -> u64 {
        match self {
            Self::Stored(slice) | Self::Deflated { packed: slice, .. } => slice.len(),
            Self::Gzip(inner) => inner.packed_len(),
        }
    }

    /// The first bytes, at most `len`.
    pub(super) fn head(&self, len: usize) -> Result<Vec<u8>, Problem> {
        let mut head = vec![];
        match self.begin().take(len as u64).read_to_end(&mut head) {
            // What is damaged further on may still show what it is.
            Err(_) if !head.is_empty() => Ok(head),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(head),
        }
    }

    /// All bytes by place: as they are in the file, or unpacked into memory, at most `limit`.
    pub(super) fn by_place(&self, limit: u64) -> Result<Slice, Problem> {
        match self {
            Self::Stored(slice) => Ok(slice.clone()),
            _ => Ok(Slice::whole(Rc::new(super::InMemory(self.whole(limit)?)))),
        }
    }

    /// All bytes, at most `limit`.
    pub(super) fn whole(&self, limit: u64) -> Result<Vec<u8>, Problem> {
        let mut whole = vec![];
        self.begin().take(limit + 1).read_to_end(&mut whole)?;
        if whole.len() as u64 > limit { Err(Problem::Expands) } else { Ok(whole) }
    }
}

/// Counts what is unpacked, stops at a limit and holds the check sum against the expected one.
struct Counted<R> {
    inner: R,
    left: u64,
    sum: Option<(Crc, u32)>,
}

impl<R> Counted<R> {
    fn new(inner: R, allowed: u64, expected: Option<u32>) -> Self {
        Self { inner, left: allowed, sum: expected.map(|crc| (Crc::new(), crc)) }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(into)?;
        self.left = self.left.checked_sub(count as u64).ok_or(Problem::Expands)?;
        if let Some((sum, expected)) = &mut self.sum {
            sum.update(&into[..count]);
            if count == 0 && !into.is_empty() && sum.sum() != *expected {
                return Err(Problem::Damaged(Part::Packed).into());
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::super::InMemory;
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder};
    use std::io::Write;

    fn stored(bytes: Vec<u8>) -> Stream {
        Stream::Stored(Slice::whole(Rc::new(InMemory(bytes))))
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(vec![], Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn packed_streams_can_be_begun_again() {
        let stream = Stream::Gzip(Rc::new(stored(gzip(b"a,b\n1,2\n"))));
        assert_eq!(stream.whole(100).unwrap(), b"a,b\n1,2\n");
        assert_eq!(stream.head(3).unwrap(), b"a,b");
        assert_eq!(stream.whole(7), Err(Problem::Expands));
    }

    #[test]
    fn a_wrong_check_sum_is_damage() {
        let mut encoder = DeflateEncoder::new(vec![], Compression::best());
        encoder.write_all(b"text").unwrap();
        let packed = Slice::whole(Rc::new(InMemory(encoder.finish().unwrap())));
        let stream = Stream::Deflated { packed, crc: 1 };
        assert_eq!(stream.whole(100), Err(Problem::Damaged(Part::Packed)));
    }

    #[test]
    fn bombs_are_stopped() {
        let once = gzip(&vec![b'0'; 40 << 20]);
        let stream = Stream::Gzip(Rc::new(stored(once)));
        assert_eq!(stream.whole(1 << 40), Err(Problem::Expands));
    }
}
