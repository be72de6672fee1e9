//! Bytes into text, piece by piece.
//!
//! A byte order mark decides, and NUL bytes at every other place tell UTF-16 without one, as in `ingest::encoding`.
//! Plain ASCII is the same in UTF-8 and in Windows-1252, so that the choice between them waits for the first byte
//! beyond ASCII and is made from the piece of the file around it. Pieces are always cut at the same places, however
//! the bytes come in: the same file gives the same text.

use super::super::error::Problem;
use crate::ingest::characters::Characters;
use crate::ingest::{Encoding, encoding};
use std::io::{BufRead, Read};

/// How many bytes are decoded at a time.
const PIECE: usize = 256 * 1024;
/// How many bytes, from the first beyond ASCII on, the choice of an encoding is made from.
const CHOSEN_FROM: usize = 4096;

/// A text that is decoded as it is read.
pub(super) struct Decoded {
    input: Box<dyn BufRead>,
    characters: Option<Characters>,
    encoding: Encoding,
    piece: Vec<u8>,
    begun: bool,
    ended: bool,
    text: String,
    at: usize,
}

impl Decoded {
    pub(super) fn new(input: Box<dyn BufRead>) -> Self {
        Self {
            input,
            characters: None,
            encoding: Encoding::Utf8,
            piece: vec![],
            begun: false,
            ended: false,
            text: String::new(),
            at: 0,
        }
    }

    /// The text that is decoded and not consumed.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Whether there is no more text beyond it.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The encoding as far as it is known.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Takes bytes of text off the front.
    pub(super) fn consume(&mut self, len: usize) {
        self.at += len;
    }

    /// Decodes another piece behind the rest.
    pub(super) fn more(&mut self) -> Result<(), Problem> {
        self.text.drain(..self.at.min(self.text.len()));
        self.at = 0;
        self.read_piece(PIECE)?;
        let mark_len = if self.begun { 0 } else { self.choose_by_mark() };
        self.begun = true;
        if self.characters.is_none() {
            self.choose_by_content()?;
        }
        let bytes = self.piece.get(mark_len..).unwrap_or_default();
        match &mut self.characters {
            // Nothing beyond ASCII so far.
            None => self.text.push_str(std::str::from_utf8(bytes).unwrap_or("")),
            Some(characters) => characters.push(bytes, self.ended, &mut self.text),
        }
        self.piece.clear();
        Ok(())
    }

    /// Adds bytes to the piece, exactly `len` unless the file ends.
    fn read_piece(&mut self, len: usize) -> Result<(), Problem> {
        let count = self.input.by_ref().take(len as u64).read_to_end(&mut self.piece)?;
        self.ended |= count < len;
        Ok(())
    }

    /// Chooses UTF-16 or UTF-8 by what stands at the start of the file; gives the mark's length.
    fn choose_by_mark(&mut self) -> usize {
        let Some((encoding, mark_len)) = encoding::named_at_start(&self.piece) else { return 0 };
        self.choose(encoding);
        mark_len
    }

    /// Chooses between UTF-8 and Windows-1252 once there is something beyond ASCII.
    fn choose_by_content(&mut self) -> Result<(), Problem> {
        let Some(first) = self.piece.iter().position(|b| !b.is_ascii()) else { return Ok(()) };
        if self.piece.len() - first < CHOSEN_FROM && !self.ended {
            self.read_piece(CHOSEN_FROM)?;
        }
        let bytes = self.piece.get(first..).unwrap_or_default();
        let encoding = match std::str::from_utf8(bytes) {
            Ok(_) => Encoding::Utf8,
            // Only the last character is cut in two.
            Err(error) if error.error_len().is_none() && !self.ended => Encoding::Utf8,
            Err(_) if encoding::is_damaged_utf8(bytes) => Encoding::DamagedUtf8,
            Err(_) => Encoding::Windows1252,
        };
        self.choose(encoding);
        Ok(())
    }

    fn choose(&mut self, encoding: Encoding) {
        self.encoding = encoding;
        self.characters = Some(Characters::new(encoding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn check(bytes: &[u8], text: &str, encoding: Encoding) {
        let mut decoded = Decoded::new(Box::new(Cursor::new(bytes.to_vec())));
        while !decoded.ended() {
            decoded.more().unwrap();
        }
        assert_eq!(decoded.rest(), text);
        assert_eq!(decoded.encoding(), encoding);
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        check(b"a,b", "a,b", Encoding::Utf8);
        check("\u{feff}ä,b".as_bytes(), "ä,b", Encoding::Utf8);
        check(b"Stra\xDFe;\x80", "Straße;€", Encoding::Windows1252);
        check(b"\xC3\xA4\xC3\xB6\xFF", "äö\u{fffd}", Encoding::DamagedUtf8);
        check(&utf16("\u{feff}ä\tb", u16::to_le_bytes), "ä\tb", Encoding::Utf16Le);
        check(&utf16("\u{feff}ä\tb", u16::to_be_bytes), "ä\tb", Encoding::Utf16Be);
        check(&utf16("date\tb", u16::to_le_bytes), "date\tb", Encoding::Utf16Le);
        check(&utf16("date\tb", u16::to_be_bytes), "date\tb", Encoding::Utf16Be);
    }

    #[test]
    fn a_character_far_down_decides() {
        let ascii = "a,b\n".repeat(PIECE / 4);
        check(&[ascii.as_bytes(), b"\xDF\n"].concat(), &format!("{ascii}ß\n"), Encoding::Windows1252);
        let late = format!("{}ä\n", &ascii[..PIECE - 1]);
        check(late.as_bytes(), &late, Encoding::Utf8);
    }
}
