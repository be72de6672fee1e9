//! Integers as differences, packed in blocks (parquet-format, Encodings.md, "Delta Encoding").

use super::levels::varint;
use super::thrift::zigzag;

/// The most integers of a page: differences of nothing take no bytes at all.
const MAX_COUNT: usize = 2 << 20;

/// The integers, and what follows them; at most `limit`.
pub(super) fn integers(bytes: &[u8], limit: usize) -> Option<(Vec<i64>, &[u8])> {
    let (block, rest) = varint(bytes)?;
    let (minis, rest) = varint(rest)?;
    let (count, rest) = varint(rest)?;
    let (first, mut rest) = varint(rest)?;
    let mini_len = usize::try_from(block.checked_div(minis)?).ok().filter(|n| n.is_multiple_of(8) && *n > 0)?;
    let minis = usize::try_from(minis).ok().filter(|&m| m <= 512)?;
    let count = usize::try_from(count).ok().filter(|&c| c <= limit.min(MAX_COUNT))?;
    let mut values = Vec::with_capacity(count.min(1 << 16));
    let mut last = zigzag(first);
    if count > 0 {
        values.push(last);
    }
    while values.len() < count {
        let (least, behind) = varint(rest)?;
        let (widths, mut data) = behind.split_at_checked(minis)?;
        for &width in widths {
            if values.len() >= count {
                break;
            }
            let len = mini_len.checked_mul(usize::from(width))? / 8;
            let (packed, next) = data.split_at_checked(len.min(data.len()))?;
            data = next;
            for i in 0..mini_len.min(count - values.len()) {
                let difference = bits(packed, i * usize::from(width), u32::from(width))?;
                last = last.wrapping_add(zigzag(least)).wrapping_add(difference.cast_signed());
                values.push(last);
            }
        }
        rest = data;
    }
    Some((values, rest))
}

/// So many bits from a place on, low bit first; at most 64.
fn bits(bytes: &[u8], at: usize, width: u32) -> Option<u64> {
    if width == 0 {
        return Some(0);
    }
    if width > 64 {
        return None;
    }
    let spanned = bytes.get(at / 8..=(at + width as usize - 1) / 8)?;
    let all = spanned.iter().rev().fold(0_u128, |v, &b| v << 8 | u128::from(b));
    Some((all >> (at % 8)) as u64 & (u64::MAX >> (64 - width)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_add_up() {
        // Encodings.md, example 2: 7, 5, 3, 1, 2, 3, 4, 5 in a block of 8 with one mini block.
        let bytes = [8, 1, 8, 14, 3, 2, 0b1100_0000, 0b0011_1111, 9];
        let (values, rest) = integers(&bytes, 100).unwrap();
        assert_eq!(values, [7, 5, 3, 1, 2, 3, 4, 5]);
        assert_eq!(rest, [9]);
        assert_eq!(integers(&bytes, 7), None);
    }
}
