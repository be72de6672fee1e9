//! What goes over the wire: a header and any number of buffers, all of them moved and not copied.
//!
//! The header is binary (postcard) and not JSON: figures that are not finite, which JSON cannot write, have to arrive
//! as they are, and a summary of some ten thousand numbers has to be read without holding up the page. Page and worker
//! are of one build, so the header needs no names.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A message with its buffers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parcel {
    /// The message.
    pub header: Vec<u8>,
    /// File bytes, tables, draws: whatever is large.
    pub buffers: Vec<Vec<u8>>,
}

impl Parcel {
    /// Packs a message.
    ///
    /// # Errors
    /// Where the message cannot be written; the text says why.
    pub fn pack(message: &impl Serialize, buffers: Vec<Vec<u8>>) -> Result<Self, String> {
        let header = postcard::to_allocvec(message).map_err(|error| error.to_string())?;
        Ok(Self { header, buffers })
    }

    /// Reads the message.
    ///
    /// # Errors
    /// Where the header is not such a message; the text says why.
    pub fn message<T: DeserializeOwned>(&self) -> Result<T, String> {
        postcard::from_bytes(&self.header).map_err(|error| error.to_string())
    }
}

/// Numbers as bytes, for a buffer.
pub fn bytes_of(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// Bytes of a buffer as numbers; `None` where they are no whole count of numbers.
pub fn numbers_of(bytes: &[u8]) -> Option<Vec<f64>> {
    let (chunks, rest) = bytes.as_chunks::<8>();
    rest.is_empty().then(|| chunks.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_as_bytes() {
        let values = [0.1, -0.0, f64::MAX, f64::NAN];
        let read = numbers_of(&bytes_of(&values)).unwrap();
        assert!(values.iter().zip(&read).all(|(a, b)| a.to_bits() == b.to_bits()));
        assert_eq!(numbers_of(&[0; 9]), None);
    }
}
