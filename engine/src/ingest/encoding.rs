//! From bytes to text: which encoding a file is in, and which files are no text at all.
//!
//! A byte order mark decides where there is one; NUL bytes at every other place tell UTF-16 without a mark. What is
//! valid UTF-8 is UTF-8, since other text hardly ever is by accident. The rest is Windows-1252, unless it holds more
//! good UTF-8 sequences than bad ones: then it is UTF-8 that was damaged on the way.

use super::characters::whole_text;
use super::error::IngestError;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How a file's bytes were read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-8 with bytes that are not; they were replaced by "�".
    DamagedUtf8,
    /// UTF-16, low byte first: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252: Excel's CSV in Western Europe.
    Windows1252,
}

/// How many bytes at the start are looked at to tell what a file is.
const PROBED_BYTES: usize = 4096;

/// The file's text and the encoding it was in.
///
/// # Errors
/// Where the bytes are empty, another kind of file or no text.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<(Cow<'a, str>, Encoding), IngestError> {
    if let Some(error) = other_kind(file, bytes) {
        return Err(error);
    }
    let (text, encoding) = decode_text(bytes);
    match first_character(&text) {
        None => Err(IngestError::Empty { file: file.to_owned() }),
        Some(_) if looks_binary(&text) => Err(IngestError::NotText { file: file.to_owned() }),
        Some('<') if is_web_page(&text) => Err(IngestError::WebPage { file: file.to_owned() }),
        Some('{' | '[') if is_json(&text) => Err(IngestError::Json { file: file.to_owned() }),
        Some(_) => Ok((text, encoding)),
    }
}

/// The error for a file whose first bytes name another format.
fn other_kind(file: &str, bytes: &[u8]) -> Option<IngestError> {
    let file = file.to_owned();
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    match () {
        () if starts(b"PK\x03\x04") && is_workbook(bytes) => Some(IngestError::Workbook { file }),
        () if starts(b"\xD0\xCF\x11\xE0") => Some(IngestError::Workbook { file }),
        () if starts(b"PK\x03\x04") || starts(b"\x1F\x8B") => Some(IngestError::Archive { file }),
        () if starts(b"%PDF") => Some(IngestError::Pdf { file }),
        () => None,
    }
}

/// Whether a zip archive is a workbook: one of its first entries is named as in xlsx, xlsb or ods.
fn is_workbook(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(PROBED_BYTES)];
    let holds = |name: &[u8]| start.windows(name.len()).any(|part| part == name);
    [&b"xl/"[..], b"[Content_Types].xml", b"opendocument.spreadsheet"].iter().any(|name| holds(name))
}

fn decode_text(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    let (encoding, mark_len) = named_at_start(bytes).unwrap_or((Encoding::Utf8, 0));
    let rest = bytes.get(mark_len..).unwrap_or_default();
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => (Cow::Owned(whole_text(rest, encoding)), encoding),
        _ => decode_bytewise(rest),
    }
}

/// The encoding that a byte order mark or NUL bytes at the start of a file tell, and the mark's length.
pub(crate) fn named_at_start(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        b if b.starts_with(b"\xFF\xFE") => Some((Encoding::Utf16Le, 2)),
        b if b.starts_with(b"\xFE\xFF") => Some((Encoding::Utf16Be, 2)),
        b if b.starts_with(b"\xEF\xBB\xBF") => Some((Encoding::Utf8, 3)),
        b => utf16_without_mark(b).map(|encoding| (encoding, 0)),
    }
}

/// UTF-16 of mostly Latin text has NUL bytes at nearly every even place (high byte first) or odd place.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let start = &bytes[..bytes.len().min(PROBED_BYTES)];
    let nuls = |offset: usize| start.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), start.len() / 2);
    let mostly = |n: usize, others: usize| n * 10 > pairs * 8 && others * 10 <= pairs;
    match () {
        () if pairs < 2 => None,
        () if mostly(odd, even) => Some(Encoding::Utf16Le),
        () if mostly(even, odd) => Some(Encoding::Utf16Be),
        () => None,
    }
}

fn decode_bytewise(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        Err(_) if is_damaged_utf8(bytes) => (String::from_utf8_lossy(bytes), Encoding::DamagedUtf8),
        Err(_) => (Cow::Owned(whole_text(bytes, Encoding::Windows1252)), Encoding::Windows1252),
    }
}

pub(crate) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

pub(crate) fn first_character(text: &str) -> Option<char> {
    text.chars().find(|c| !c.is_whitespace())
}

/// Text holds no NUL and hardly any control characters.
pub(crate) fn looks_binary(text: &str) -> bool {
    let is_control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let controls = text.chars().take(PROBED_BYTES).filter(is_control).count();
    text.contains('\0') || controls * 50 > text.len().min(PROBED_BYTES)
}

pub(crate) fn is_web_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<?xml", "<table"].iter().any(|tag| start.starts_with(tag))
}

/// JSON begins with a bracket and goes on with a quote, a bracket or its end; a CSV's first name may be "[x]".
pub(crate) fn is_json(text: &str) -> bool {
    let mut characters = text.chars().filter(|c| !c.is_whitespace());
    match (characters.next(), characters.next()) {
        (Some('{'), Some('"' | '}')) => true,
        (Some('['), Some(next)) => matches!(next, '{' | '[' | ']' | '"'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: Encoding) {
        assert_eq!(decode("f", bytes).unwrap(), (Cow::Borrowed(text), encoding));
    }

    fn check_refused(bytes: &[u8], expected: &str) {
        let error = decode("f", bytes).unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
        assert!(!error.advice().is_empty());
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
    fn other_kinds_of_file_are_named() {
        check_refused(b"", "Empty");
        check_refused(b"\xEF\xBB\xBF \r\n", "Empty");
        check_refused(b"PK\x03\x04....[Content_Types].xml", "Workbook");
        check_refused(b"\xD0\xCF\x11\xE0\xA1", "Workbook");
        check_refused(b"PK\x03\x04....orders.csv", "Archive");
        check_refused(b"\x1F\x8B\x08", "Archive");
        check_refused(b"%PDF-1.7", "Pdf");
        check_refused(b"<!DOCTYPE html><html>", "WebPage");
        check_refused(b"{\"rows\": []}", "Json");
        check_refused(b"[{\"a\": 1}]", "Json");
        check_refused(b"a,b\n1,\0", "NotText");
        check_refused(b"\x89PNG\r\n\x1A\n\x01\x02\x03\x04", "NotText");
    }

    #[test]
    fn a_bracket_in_a_name_is_no_json() {
        check(b"[week],y", "[week],y", Encoding::Utf8);
        check(b"<b>,y", "<b>,y", Encoding::Utf8);
    }
}
