//! Small numbers in runs and in bits: which values are missing, and which of a dictionary's they are (parquet-format,
//! Encodings.md, "RLE / bit-packing hybrid").

/// Numbers of a fixed width in bits, in runs and in packs of eight. They are read one at a time: a few bytes may stand for
/// millions of numbers.
pub(super) struct Hybrid {
    bytes: Vec<u8>,
    /// Where the next run begins.
    at: usize,
    width: u32,
    run: Run,
}

enum Run {
    Same { value: u32, left: u64 },
    /// The bit where the next number begins.
    Packed { bit: u64, left: u64 },
}

impl Hybrid {
    /// Numbers of `width` bits, at most 32.
    pub(super) fn new(bytes: &[u8], width: u32) -> Self {
        Self { bytes: bytes.to_vec(), at: 0, width: width.min(32), run: Run::Same { value: 0, left: 0 } }
    }

    /// The next number; none at the end of what is there.
    pub(super) fn next_number(&mut self) -> Option<u32> {
        loop {
            match &mut self.run {
                Run::Same { value, left } if *left > 0 => {
                    *left -= 1;
                    return Some(*value);
                }
                Run::Packed { bit, left } if *left > 0 => {
                    let value = bits(&self.bytes, *bit, self.width)?;
                    *bit += u64::from(self.width);
                    *left -= 1;
                    return Some(value);
                }
                _ => self.run = self.next_run()?,
            }
        }
    }

    fn next_run(&mut self) -> Option<Run> {
        let (head, rest) = varint(self.bytes.get(self.at..)?)?;
        let start = self.bytes.len() - rest.len();
        if head & 1 == 0 {
            let (value, _) = rest.split_at_checked(self.width.div_ceil(8) as usize)?;
            self.at = start + value.len();
            let value = value.iter().rev().fold(0_u32, |v, &b| v << 8 | u32::from(b));
            return Some(Run::Same { value, left: head >> 1 });
        }
        let groups = head >> 1;
        let len = usize::try_from(groups.checked_mul(u64::from(self.width))?).ok()?;
        // The last pack may be cut short.
        self.at = start.saturating_add(len).min(self.bytes.len());
        Some(Run::Packed { bit: start as u64 * 8, left: groups.checked_mul(8)? })
    }
}

/// So many bits from a place on, low bit first; at most 32.
fn bits(bytes: &[u8], at: u64, width: u32) -> Option<u32> {
    if width == 0 {
        return Some(0);
    }
    let first = usize::try_from(at / 8).ok()?;
    let last = usize::try_from((at + u64::from(width) - 1) / 8).ok()?;
    let spanned = bytes.get(first..=last)?;
    let all = spanned.iter().rev().fold(0_u64, |v, &b| v << 8 | u64::from(b));
    Some(((all >> (at % 8)) & ((1_u64 << width) - 1)) as u32)
}

/// A number in groups of seven bits, and what follows it.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (i, &byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7F).checked_shl(7 * i as u32)?;
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(i + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_packs_are_read() {
        // Encodings.md: the numbers 0 to 7 in three bits each.
        let packed = [0b0000_0011, 0b1000_1000, 0b1100_0110, 0b1111_1010, 0b0000_1000, 0b0000_0101];
        let mut numbers = Hybrid::new(&packed, 3);
        let read: Vec<u32> = std::iter::from_fn(|| numbers.next_number()).collect();
        assert_eq!(read, [0, 1, 2, 3, 4, 5, 6, 7, 5, 5, 5, 5]);
    }

    #[test]
    fn runs_of_nothing_end() {
        assert_eq!(Hybrid::new(&[0, 0, 0, 0], 0).next_number(), None);
        assert_eq!(Hybrid::new(&[0xFF; 12], 7).next_number(), None);
        assert_eq!(Hybrid::new(&[3], 8).next_number(), None);
    }
}
