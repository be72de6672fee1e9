//! What the sheets of a workbook share: which there are, the texts of the cells, the formats of the numbers.

use super::super::archive::Entry;
use super::super::bytes::Slice;
use super::super::error::{Part, Problem};
use super::super::serial::{Epoch, Format};
use super::xml::{Token, Xml};
use std::cell::OnceCell;
use std::collections::HashMap;

/// The most text that the cells of a workbook share.
const MAX_SHARED_TEXT: usize = 256 << 20;
/// The most texts that they share.
const MAX_SHARED_TEXTS: usize = 8 << 20;
const MAX_SHEETS: usize = 1_000;
const DAMAGED: Problem = Problem::Damaged(Part::Workbook);

/// What the sheets share.
pub(super) struct Book {
    file: Slice,
    entries: Vec<Entry>,
    pub(super) epoch: Epoch,
    formats: Vec<Format>,
    texts_path: Option<String>,
    texts: OnceCell<Result<Texts, Problem>>,
}

/// A sheet's name and its place in the archive.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) path: String,
}

/// What a workbook's part is to it.
struct Relation {
    kind: String,
    path: String,
}

impl Book {
    /// The workbook and its sheets.
    pub(super) fn open(file: Slice, entries: Vec<Entry>) -> Result<(Self, Vec<Listed>), Problem> {
        let mut book =
            Self { file, entries, epoch: Epoch::Y1900, formats: vec![], texts_path: None, texts: OnceCell::new() };
        let relations = book.relations()?;
        let of_kind = |kind: &str| relations.values().find(|r| r.kind == kind).map(|r| r.path.clone());
        book.texts_path = of_kind("sharedStrings");
        if let Some(path) = of_kind("styles") {
            book.formats = book.read_formats(&path)?;
        }
        let sheets = book.sheets(&relations)?;
        Ok((book, sheets))
    }

    fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.name.eq_ignore_ascii_case(path))
    }

    /// A part of the workbook as XML.
    pub(super) fn part(&self, path: &str) -> Result<Xml, Problem> {
        Ok(Xml::new(self.entry(path).ok_or(DAMAGED)?.stream(&self.file)?.begin()))
    }

    /// How large a part is, packed.
    pub(super) fn packed_len(&self, path: &str) -> u64 {
        self.entry(path).map_or(0, |e| e.packed)
    }

    fn relations(&self) -> Result<HashMap<String, Relation>, Problem> {
        let mut xml = self.part("xl/_rels/workbook.xml.rels")?;
        let mut relations = HashMap::new();
        while let Some(token) = xml.next_token()? {
            let Token::Open { name: "Relationship", attributes, .. } = token else { continue };
            let (Some(id), Some(kind), Some(target)) =
                (attributes.get("Id"), attributes.get("Type"), attributes.get("Target"))
            else {
                continue;
            };
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
            relations.insert(id.into_owned(), Relation { kind, path });
        }
        Ok(relations)
    }

    /// Reads which sheets there are and from which day dates are counted.
    fn sheets(&mut self, relations: &HashMap<String, Relation>) -> Result<Vec<Listed>, Problem> {
        let mut xml = self.part("xl/workbook.xml")?;
        let (mut sheets, mut epoch) = (vec![], Epoch::Y1900);
        while let Some(token) = xml.next_token()? {
            let Token::Open { name, attributes, .. } = token else { continue };
            match name {
                "workbookPr" if matches!(attributes.get("date1904").as_deref(), Some("1" | "true")) => {
                    epoch = Epoch::Y1904;
                }
                "sheet" if sheets.len() < MAX_SHEETS => {
                    let relation = attributes.get("id").and_then(|id| relations.get(&*id));
                    if let (Some(name), Some(relation)) = (attributes.get("name"), relation)
                        && relation.kind == "worksheet"
                    {
                        sheets.push(Listed { name: name.into_owned(), path: relation.path.clone() });
                    }
                }
                _ => {}
            }
        }
        self.epoch = epoch;
        Ok(sheets)
    }

    /// The format of each cell style.
    fn read_formats(&self, path: &str) -> Result<Vec<Format>, Problem> {
        let mut xml = self.part(path)?;
        let (mut codes, mut formats, mut in_cell_styles) = (HashMap::new(), vec![], false);
        while let Some(token) = xml.next_token()? {
            match token {
                Token::Open { name: "numFmt", attributes, .. } => {
                    if let (Some(id), Some(code)) = (attributes.number::<u16>("numFmtId"), attributes.get("formatCode"))
                    {
                        codes.insert(id, Format::of_code(&code));
                    }
                }
                Token::Open { name: "cellXfs", closed, .. } => in_cell_styles = !closed,
                Token::Close { name: "cellXfs" } => in_cell_styles = false,
                Token::Open { name: "xf", attributes, .. } if in_cell_styles => {
                    let id = attributes.number("numFmtId").unwrap_or(0);
                    formats.push(codes.get(&id).copied().unwrap_or_else(|| Format::built_in(id)));
                }
                _ => {}
            }
        }
        Ok(formats)
    }

    /// The format of a cell's style.
    pub(super) fn format(&self, style: usize) -> Format {
        self.formats.get(style).copied().unwrap_or_default()
    }

    /// The text that cells share under a number.
    pub(super) fn text(&self, index: usize) -> Result<&str, Problem> {
        let texts = self.texts.get_or_init(|| self.read_texts());
        texts.as_ref().map_err(Clone::clone)?.get(index).ok_or(DAMAGED)
    }

    fn read_texts(&self) -> Result<Texts, Problem> {
        let mut texts = Texts::default();
        let Some(path) = &self.texts_path else { return Ok(texts) };
        let mut xml = self.part(path)?;
        let mut item = TextItem::default();
        while let Some(token) = xml.next_token()? {
            if item.take(&token, "si", &mut texts.text) {
                texts.ends.push(texts.text.len());
            }
            if texts.text.len() > MAX_SHARED_TEXT || texts.ends.len() > MAX_SHARED_TEXTS {
                return Err(Problem::Expands);
            }
        }
        Ok(texts)
    }
}

/// Texts one behind the other.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn get(&self, index: usize) -> Option<&str> {
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(index)?)
    }
}

/// Collects the text of an item: that of its runs, without what tells how characters are pronounced.
#[derive(Default)]
pub(super) struct TextItem {
    in_text: bool,
    in_reading: bool,
}

impl TextItem {
    /// Takes a token; whether it ends the item.
    pub(super) fn take(&mut self, token: &Token, item: &str, text: &mut String) -> bool {
        match token {
            Token::Open { name, closed: true, .. } => return *name == item,
            Token::Open { name: "t", .. } => self.in_text = true,
            Token::Close { name: "t" } => self.in_text = false,
            Token::Open { name: "rPh", .. } => self.in_reading = true,
            Token::Close { name: "rPh" } => self.in_reading = false,
            Token::Close { name } if *name == item => {
                *self = Self::default();
                return true;
            }
            Token::Text(piece) if self.in_text && !self.in_reading => push_unescaped(text, piece),
            _ => {}
        }
        false
    }
}

/// Adds text in which Excel writes control characters as `_x000D_` (ECMA-376 part 1, 22.9.2.19).
fn push_unescaped(text: &mut String, piece: &str) {
    let mut rest = piece;
    while let Some(at) = rest.find("_x") {
        let escaped = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let hex = escaped.filter(|e| e.bytes().all(|b| b.is_ascii_hexdigit()));
        let character = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        let (before, behind) = match character {
            Some(_) => (at, at + 7),
            None => (at + 2, at + 2),
        };
        text.push_str(rest.get(..before).unwrap_or(""));
        text.extend(character);
        rest = rest.get(behind..).unwrap_or("");
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(piece: &str, expected: &str) {
        let mut text = String::new();
        push_unescaped(&mut text, piece);
        assert_eq!(text, expected);
    }

    #[test]
    fn escaped_characters_are_read() {
        check("a_x000D_b", "a\rb");
        check("tv_xmas_x0041_", "tv_xmasA");
        check("_x005F_x", "_x");
        check("_xyzä", "_xyzä");
        check("", "");
    }
}
