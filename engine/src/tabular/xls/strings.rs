//! Strings of a workbook (\[MS-XLS\] 2.5.293 and 2.5.294): in one or two bytes a character, and cut in two wherever a record is
//! full, in which case the next one says anew how many bytes a character has.

use super::super::little::{u16_at, u32_at};

const TWO_BYTES: u8 = 1;
const HAS_READING: u8 = 4;
const HAS_RUNS: u8 = 8;

/// Data that goes on over several records.
pub(super) struct Pieces<'a> {
    now: &'a [u8],
    next: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(first: &'a [u8], others: Vec<&'a [u8]>) -> Self {
        Self { now: first, next: others.into_iter() }
    }

    /// The next string, with what belongs to it passed over.
    pub(super) fn string(&mut self) -> Option<String> {
        let head: [u8; 3] = self.fixed()?;
        let (count, flags) = (usize::from(u16::from_le_bytes([head[0], head[1]])), head[2]);
        let runs = if flags & HAS_RUNS == 0 { 0 } else { usize::from(u16::from_le_bytes(self.fixed()?)) };
        let reading = if flags & HAS_READING == 0 { 0 } else { u32::from_le_bytes(self.fixed()?) as usize };
        let text = self.characters(count, flags)?;
        self.pass_over(runs * 4)?;
        self.pass_over(reading)?;
        Some(text)
    }

    /// So many bytes, which do not go over a record's end.
    fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        if self.now.is_empty() {
            self.now = self.next.next()?;
        }
        let (bytes, rest) = self.now.split_first_chunk::<N>()?;
        self.now = rest;
        Some(*bytes)
    }

    fn characters(&mut self, count: usize, mut flags: u8) -> Option<String> {
        let (mut text, mut left) = (String::new(), count);
        while left > 0 {
            if self.now.is_empty() {
                self.now = self.next.next()?;
                flags = u8::from_le_bytes(self.fixed()?);
            }
            let width = if flags & TWO_BYTES == 0 { 1 } else { 2 };
            let ready = (self.now.len() / width).min(left);
            if ready == 0 {
                return None;
            }
            let (bytes, rest) = self.now.split_at_checked(ready * width)?;
            push_characters(&mut text, bytes, width);
            self.now = rest;
            left -= ready;
        }
        Some(text)
    }

    fn pass_over(&mut self, count: usize) -> Option<()> {
        let mut left = count;
        while left > 0 {
            if self.now.is_empty() {
                self.now = self.next.next()?;
            }
            let passed = left.min(self.now.len());
            self.now = self.now.get(passed..)?;
            left -= passed;
            if passed == 0 && self.next.as_slice().is_empty() {
                return None;
            }
        }
        Some(())
    }
}

fn push_characters(text: &mut String, bytes: &[u8], width: usize) {
    if width == 1 {
        text.extend(bytes.iter().map(|&b| char::from(b)));
    } else {
        let units = bytes.chunks_exact(2).filter_map(|b| u16_at(b, 0));
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
}

/// A string whose length is a single byte, as sheets' names are.
pub(super) fn short_string(data: &[u8]) -> Option<String> {
    let (&count, rest) = data.split_first()?;
    let (&flags, rest) = rest.split_first()?;
    let width = if flags & TWO_BYTES == 0 { 1 } else { 2 };
    let mut text = String::new();
    push_characters(&mut text, rest.get(..usize::from(count) * width)?, width);
    Some(text)
}

/// A number in four bytes: an integer or the upper part of a float, perhaps of a hundredfold (\[MS-XLS\] 2.5.217).
pub(super) fn rk_number(data: &[u8], at: usize) -> Option<f64> {
    let raw = u32_at(data, at)?;
    let value = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & !3) << 32)
    } else {
        f64::from(raw.cast_signed() >> 2)
    };
    Some(if raw & 1 == 0 { value } else { value / 100.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_in_the_next_record() {
        let others: Vec<&[u8]> = vec![b"\x01c\0\xE4\0", b"\x01\0\0z"];
        let mut pieces = Pieces::new(b"\x04\0\0ab", others);
        assert_eq!(pieces.string().as_deref(), Some("abcä"));
        assert_eq!(pieces.string().as_deref(), Some("z"));
        assert_eq!(pieces.string(), None);
    }

    #[test]
    fn what_belongs_to_a_string_is_passed_over() {
        let mut pieces = Pieces::new(b"\x01\0\x08\x01\0arrrr\x01\0\0b", vec![]);
        assert_eq!(pieces.string().as_deref(), Some("a"));
        assert_eq!(pieces.string().as_deref(), Some("b"));
    }

    #[test]
    fn short_numbers_are_read() {
        let of = |raw: u32| rk_number(&raw.to_le_bytes(), 0).unwrap();
        assert_eq!(of((123 << 2) | 2), 123.0);
        assert_eq!(of((12_345 << 2) | 3), 123.45);
        assert_eq!(of(((-5_i32) << 2).cast_unsigned() | 2), -5.0);
        assert_eq!(of((1.5_f64.to_bits() >> 32) as u32), 1.5);
    }
}
