//! Bytes to characters, piece by piece: UTF-8, UTF-16 and Windows-1252, which is what exports come in.
//!
//! As the WHATWG's Encoding Standard has them: what is no character becomes "�", and each of the 256 bytes of
//! Windows-1252 stands for one. A character that a piece cuts in two waits for the next piece. Own code, because a
//! library of all the web's encodings is more than all other readers together (see `docs/decisions/readers.md`).

use super::encoding::Encoding;

/// What the bytes 0x80 to 0x9F stand for in Windows-1252.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Turns bytes into characters, one piece after the other.
#[derive(Clone, Debug)]
pub(crate) struct Characters {
    encoding: Encoding,
    /// The first bytes of a character that was cut in two.
    waiting: Vec<u8>,
}

/// The whole text of bytes in an encoding.
pub(crate) fn whole_text(bytes: &[u8], encoding: Encoding) -> String {
    let mut text = String::with_capacity(bytes.len());
    Characters::new(encoding).push(bytes, true, &mut text);
    text
}

impl Characters {
    pub(crate) fn new(encoding: Encoding) -> Self {
        Self { encoding, waiting: vec![] }
    }

    /// Adds a piece's characters to a text; nothing waits behind the last piece.
    pub(crate) fn push(&mut self, piece: &[u8], is_last: bool, text: &mut String) {
        let joined;
        let bytes = if self.waiting.is_empty() {
            piece
        } else {
            joined = [&self.waiting, piece].concat();
            self.waiting.clear();
            &joined
        };
        match self.encoding {
            Encoding::Utf8 | Encoding::DamagedUtf8 => self.push_utf8(bytes, is_last, text),
            Encoding::Utf16Le => self.push_utf16(bytes, u16::from_le_bytes, is_last, text),
            Encoding::Utf16Be => self.push_utf16(bytes, u16::from_be_bytes, is_last, text),
            Encoding::Windows1252 => text.extend(bytes.iter().map(|&byte| windows_1252(byte))),
        }
    }

    fn push_utf8(&mut self, bytes: &[u8], is_last: bool, text: &mut String) {
        if let Ok(valid) = std::str::from_utf8(bytes) {
            return text.push_str(valid);
        }
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            text.push_str(chunk.valid());
            let cut = std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
            if cut && !is_last && chunks.peek().is_none() {
                self.waiting = chunk.invalid().to_vec();
            } else if !chunk.invalid().is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }

    fn push_utf16(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16, is_last: bool, text: &mut String) {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let is_first_half = |pair: &[u8; 2]| (0xD800..0xDC00).contains(&unit(*pair));
        let cut = pairs.last().is_some_and(is_first_half) && !is_last;
        let whole = pairs.len() - usize::from(cut);
        let characters = char::decode_utf16(pairs.iter().take(whole).map(|pair| unit(*pair)));
        text.extend(characters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        if !is_last {
            self.waiting.extend(bytes.iter().skip(whole * 2));
        } else if !rest.is_empty() && !pairs.last().is_some_and(is_first_half) {
            // Half a pair and half a unit behind it are one mistake.
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|i| WINDOWS_1252.get(usize::from(i)));
    special.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reference(encoding: Encoding) -> &'static encoding_rs::Encoding {
        match encoding {
            Encoding::Utf8 | Encoding::DamagedUtf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }

    const ALL: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];

    /// Holds the text, cut after `len` bytes or not, against the browsers' reference implementation.
    fn check(bytes: &[u8], len: usize) {
        for encoding in ALL {
            let expected = reference(encoding).decode_without_bom_handling(bytes).0;
            assert_eq!(whole_text(bytes, encoding), expected, "{encoding:?}");
            let (mut characters, mut text) = (Characters::new(encoding), String::new());
            characters.push(&bytes[..len], false, &mut text);
            characters.push(&bytes[len..], true, &mut text);
            assert_eq!(text, expected, "{encoding:?}, cut after {len} of {bytes:?}");
        }
    }

    #[test]
    fn every_byte_stands_for_its_character() {
        check(&(0..=255).collect::<Vec<u8>>(), 100);
        let text = "aä€😀\u{fffd}z";
        for bytes in [text.as_bytes().to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()] {
            (0..=bytes.len()).for_each(|len| check(&bytes, len));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_the_reference_text(
            bytes in prop::collection::vec(prop::sample::select(vec![0, 65, 0x80, 0xBF, 0xC3, 0xD8, 0xDC, 0xE2, 0xF0, 0xFF]), 0..24),
            cut in any::<prop::sample::Index>(),
        ) {
            check(&bytes, cut.index(bytes.len() + 1));
        }
    }
}
