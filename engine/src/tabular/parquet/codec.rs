//! Unpacking a page.

use super::super::error::{Part, Problem};
use flate2::bufread::MultiGzDecoder;
use std::io::Read;

const DAMAGED: Problem = Problem::Damaged(Part::Column);

/// The page's bytes, of which there must be `len`.
pub(super) fn unpack(codec: i64, packed: &[u8], len: usize) -> Result<Vec<u8>, Problem> {
    let unpacked = match codec {
        0 => packed.to_vec(),
        1 => {
            // The length is asked for first, so that a lie about it costs no memory.
            snap::raw::decompress_len(packed).ok().filter(|&said| said == len).ok_or(DAMAGED)?;
            snap::raw::Decoder::new().decompress_vec(packed).map_err(|_| DAMAGED)?
        }
        2 => read_all(MultiGzDecoder::new(packed), len)?,
        6 => read_all(ruzstd::decoding::StreamingDecoder::new(packed).map_err(|_| DAMAGED)?, len)?,
        other => return Err(Problem::Packing { method: name(other) }),
    };
    if unpacked.len() == len { Ok(unpacked) } else { Err(DAMAGED) }
}

fn read_all(reader: impl Read, len: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = vec![];
    reader.take(len as u64 + 1).read_to_end(&mut bytes).map_err(|_| DAMAGED)?;
    Ok(bytes)
}

fn name(codec: i64) -> String {
    match codec {
        3 => "LZO".to_owned(),
        4 => "Brotli".to_owned(),
        5 | 7 => "LZ4".to_owned(),
        other => format!("codec {other}"),
    }
}
