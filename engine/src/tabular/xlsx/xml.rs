//! The little of XML that workbooks are made of, read as a stream of tags and texts.
//!
//! Tags are not matched with each other, declarations and comments are passed over, and only the five names and the
//! numbers of characters are known as entities (XML 1.0, sections 2.4 to 2.7 and 4.6). No tag or text may be longer
//! than [`LONGEST`], so that a file made for it cannot fill the memory.

use super::super::error::{Part, Problem};
use std::borrow::Cow;
use std::io::BufRead;

/// The longest tag or text; Excel's cells hold 32,767 characters.
const LONGEST: usize = 1 << 20;

/// A piece of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>` or, closed at once, `<name attributes/>`; the name without its prefix.
    Open {
        name: &'a str,
        attributes: Attributes<'a>,
        closed: bool,
    },
    /// `</name>`.
    Close {
        name: &'a str,
    },
    /// Text between tags, entities resolved.
    Text(Cow<'a, str>),
}

/// A tag's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// The value of an attribute, with or without a prefix.
    pub(super) fn get(self, wanted: &str) -> Option<Cow<'a, str>> {
        self.raw(wanted).map(resolve)
    }

    fn raw(self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.0;
        loop {
            let (name, behind) = rest.split_once('=')?;
            let behind = behind.trim_start();
            let mark = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, next) = behind.get(1..)?.split_once(mark)?;
            if local(name.trim()) == wanted {
                return Some(value);
            }
            rest = next;
        }
    }

    /// The value of an attribute as a number.
    pub(super) fn number<T: std::str::FromStr>(self, wanted: &str) -> Option<T> {
        self.raw(wanted)?.trim().parse().ok()
    }
}

/// A stream of XML.
pub(super) struct Xml {
    input: Box<dyn BufRead>,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
}

/// Where a piece ends, and where the next begins.
struct Extent {
    kind: Kind,
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Tag,
    /// `<![CDATA[` to `]]>`.
    Data,
    /// Comments, declarations, instructions.
    Passed,
}

impl Xml {
    pub(super) fn new(input: Box<dyn BufRead>) -> Self {
        Self { input, buffer: vec![], at: 0, ended: false }
    }

    /// The next tag or text; none at the end.
    pub(super) fn next_token(&mut self) -> Result<Option<Token<'_>>, Problem> {
        loop {
            let Some(extent) = self.extent()? else { return Ok(None) };
            let start = self.at;
            self.at = extent.end;
            if extent.kind == Kind::Passed {
                continue;
            }
            let bytes = self.buffer.get(start..extent.end).unwrap_or_default();
            let piece = std::str::from_utf8(bytes).map_err(|_| Problem::Damaged(Part::Sheet))?;
            return Ok(Some(match extent.kind {
                Kind::Text | Kind::Passed => Token::Text(resolve(piece)),
                Kind::Data => Token::Text(Cow::Borrowed(piece.get(9..piece.len().saturating_sub(3)).unwrap_or(""))),
                Kind::Tag => tag(piece),
            }));
        }
    }

    /// The extent of the next piece, as much read as it takes.
    fn extent(&mut self) -> Result<Option<Extent>, Problem> {
        let mut searched = 0;
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            if let Some((kind, len)) = find_end(rest, searched) {
                return Ok(Some(Extent { kind, end: self.at + len }));
            }
            if self.ended {
                let text_only = !rest.is_empty() && rest.first() != Some(&b'<');
                return match rest.len() {
                    0 => Ok(None),
                    len if text_only => Ok(Some(Extent { kind: Kind::Text, end: self.at + len })),
                    _ => Err(Problem::Damaged(Part::Sheet)),
                };
            }
            if rest.len() > LONGEST {
                return Err(Problem::Damaged(Part::Sheet));
            }
            searched = if rest.first() == Some(&b'<') { 0 } else { rest.len() };
            self.read_more()?;
        }
    }

    fn read_more(&mut self) -> Result<(), Problem> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let ready = self.input.fill_buf()?;
        self.buffer.extend_from_slice(ready);
        let count = ready.len();
        self.input.consume(count);
        self.ended = count == 0;
        Ok(())
    }
}

/// The kind of the piece at the start and its length, once its end is there; the first bytes were `searched` before.
fn find_end(rest: &[u8], searched: usize) -> Option<(Kind, usize)> {
    if rest.first()? != &b'<' {
        let more = rest.get(searched..)?;
        return more.iter().position(|&b| b == b'<').map(|i| (Kind::Text, searched + i));
    }
    let until = |kind, mark: &[u8]| {
        let found = rest.windows(mark.len()).position(|w| w == mark)?;
        Some((kind, found + mark.len()))
    };
    match rest.get(1)? {
        b'?' => until(Kind::Passed, b"?>"),
        b'!' if rest.len() < 9 => None,
        b'!' if rest.starts_with(b"<![CDATA[") => until(Kind::Data, b"]]>"),
        b'!' if rest.starts_with(b"<!--") => until(Kind::Passed, b"-->"),
        b'!' => until(Kind::Passed, b">"),
        _ => tag_end(rest).map(|len| (Kind::Tag, len)),
    }
}

/// A tag ends at the first `>` outside of quotation marks.
fn tag_end(rest: &[u8]) -> Option<usize> {
    let mut mark = None;
    for (i, &byte) in rest.iter().enumerate() {
        match (mark, byte) {
            (None, b'>') => return Some(i + 1),
            (None, b'"' | b'\'') => mark = Some(byte),
            (Some(open), byte) if open == byte => mark = None,
            _ => {}
        }
    }
    None
}

fn tag(piece: &str) -> Token<'_> {
    let inside = piece.trim_start_matches('<').trim_end_matches('>');
    if let Some(name) = inside.strip_prefix('/') {
        return Token::Close { name: local(name.trim()) };
    }
    let (inside, closed) = inside.strip_suffix('/').map_or((inside, false), |i| (i, true));
    let (name, attributes) = inside.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inside, ""));
    Token::Open { name: local(name), attributes: Attributes(attributes), closed }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The text with its entities resolved; what is no entity stays.
fn resolve(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let (mut text, mut rest) = (String::with_capacity(raw.len()), raw);
    while let Some((before, behind)) = rest.split_once('&') {
        text.push_str(before);
        let entity = behind.split_once(';').filter(|(name, _)| name.len() <= 8);
        match entity.and_then(|(name, next)| Some((character(name)?, next))) {
            Some((character, next)) => {
                text.push(character);
                rest = next;
            }
            None => {
                text.push('&');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    /// The pieces as short words, whatever the size of the reads.
    fn check(text: &str, expected: &[&str]) {
        for size in 1..20 {
            let bytes = Cursor::new(text.as_bytes().to_vec());
            let mut xml = Xml::new(Box::new(BufReader::with_capacity(size, bytes)));
            let mut pieces = vec![];
            while let Some(token) = xml.next_token().unwrap() {
                pieces.push(match token {
                    Token::Open { name, attributes, closed } => {
                        format!("{name}({}){}", attributes.get("r").unwrap_or_default(), if closed { "/" } else { "" })
                    }
                    Token::Close { name } => format!("/{name}"),
                    Token::Text(text) => format!("'{text}'"),
                });
            }
            assert_eq!(pieces, expected, "{size}");
        }
    }

    #[test]
    fn tags_and_texts_are_told_apart() {
        check("<?xml v?><a r=\"1\"><!-- <b> --><x:b s='>' y:r='&amp;2'/>t&#65;&nbsp;</a>", &[
            "a(1)", "b(&2)/", "'tA&nbsp;'", "/a",
        ]);
        check("<t><![CDATA[<&>]]></t>tail", &["t()", "'<&>'", "/t", "'tail'"]);
    }

    #[test]
    fn what_is_cut_short_is_damaged() {
        let mut xml = Xml::new(Box::new(Cursor::new(b"<a r=\"".to_vec())));
        assert_eq!(xml.next_token(), Err(Problem::Damaged(Part::Sheet)));
        let long = format!("<a r=\"{}\">", "x".repeat(LONGEST * 2));
        let mut xml = Xml::new(Box::new(Cursor::new(long.into_bytes())));
        assert_eq!(xml.next_token(), Err(Problem::Damaged(Part::Sheet)));
    }
}
