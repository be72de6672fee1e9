//! A hash for the many lookups of a large file: eight bytes at a time, folded by a multiplication.
//!
//! After Fx, the hash of the Rust compiler (Bogdanov and others). It is fast and the same everywhere; nothing is ever
//! listed in its order. It does not withstand texts made to collide, which could only slow down the reading of the file
//! that they stand in.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds [`Mix`].
pub(super) type Mixing = BuildHasherDefault<Mix>;

/// An odd number without pattern: 2^64 over the golden ratio.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The state of a hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mix(u64);

impl Mix {
    fn fold(&mut self, word: u64) {
        let product = u128::from(self.0.rotate_left(5) ^ word) * u128::from(FACTOR);
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.fold(word.try_into().map_or(0, u64::from_le_bytes));
        }
        let rest = words.remainder().iter().fold(0, |rest, &b| rest << 8 | u64::from(b));
        self.fold(rest ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, n: u8) {
        self.fold(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.fold(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.fold(n);
    }

    fn write_u128(&mut self, n: u128) {
        self.fold(n as u64);
        self.fold((n >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::hash::Hash;

    #[test]
    fn near_values_lie_apart() {
        let hash = |value: &dyn Fn(&mut Mix)| {
            let mut mix = Mix::default();
            value(&mut mix);
            mix.finish()
        };
        let texts: HashSet<u64> = (0..10_000).map(|i| hash(&|mix| format!("Campaign {i}").hash(mix))).collect();
        assert_eq!(texts.len(), 10_000);
        let low: HashSet<u64> = (0..10_000_u128).map(|i| hash(&|mix| (i << 64).hash(mix)) & 0xFFFF).collect();
        assert!(low.len() > 8_000, "{}", low.len());
    }
}
