//! A column of a group of rows, read page by page (parquet.thrift, `PageHeader`).

use super::super::bytes::Slice;
use super::super::error::{Part, Problem};
use super::super::little::u32_at;
use super::super::row::{CellKind, Row};
use super::codec::unpack;
use super::delta;
use super::footer::{Chunk, Leaf};
use super::levels::Hybrid;
use super::thrift::{Value, read_struct};
use super::value::Storage;
use std::cell::Cell;
use std::rc::Rc;

/// The largest page; writers make them of 1 MB or so.
const MAX_PAGE: u64 = 64 << 20;
/// How many bytes are read first to find a page's header in, and at most: it may hold the longest and shortest text.
const HEADER: usize = 512;
const MAX_HEADER: usize = 1 << 20;
const DAMAGED: Problem = Problem::Damaged(Part::Column);

/// How much memory the pages of all columns take together, and may take.
#[derive(Clone, Default)]
pub(super) struct Held(Rc<Cell<usize>>);

const MAX_HELD: usize = 256 << 20;

impl Held {
    /// Puts `new` bytes in the place of `old` ones.
    fn exchange(&self, old: usize, new: usize) -> Result<(), Problem> {
        self.0.set(self.0.get().saturating_sub(old).saturating_add(new));
        if self.0.get() > MAX_HELD { Err(Problem::Expands) } else { Ok(()) }
    }
}

/// Reads the values of a column one after the other.
pub(super) struct ColumnReader {
    leaf: Leaf,
    data: Slice,
    codec: i64,
    at: u64,
    dictionary: Texts,
    page: Page,
    held: Held,
    own_held: usize,
}

impl Drop for ColumnReader {
    fn drop(&mut self) {
        let _ = self.held.exchange(self.own_held, 0);
    }
}

/// Values as text, one behind the other.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<(usize, CellKind)>,
}

/// What is left of a page.
#[derive(Default)]
struct Page {
    /// For each row a level, which tells whether there is a value; none where all are there.
    levels: Option<Hybrid>,
    rows_left: usize,
    values: Values,
    /// How many values were taken.
    taken: usize,
}

enum Values {
    Own(Texts),
    /// Places in the dictionary.
    Shared(Hybrid),
    /// Booleans in runs.
    Runs(Hybrid),
    /// Booleans, eight to the byte.
    Bits(Vec<u8>),
}

impl Default for Values {
    fn default() -> Self {
        Self::Own(Texts::default())
    }
}

impl Texts {
    /// How much memory they take.
    fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<(usize, CellKind)>()
    }

    fn push(&mut self, leaf: &Leaf, bytes: &[u8]) -> Option<()> {
        let kind = leaf.meaning.write(bytes, &mut self.text)?;
        self.ends.push((self.text.len(), kind));
        Some(())
    }

    fn get(&self, index: usize) -> Option<(&str, CellKind)> {
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).map(|e| e.0))?;
        let (end, kind) = *self.ends.get(index)?;
        Some((self.text.get(start..end)?, kind))
    }
}

impl ColumnReader {
    pub(super) fn new(file: &Slice, leaf: Leaf, chunk: &Chunk, held: &Held) -> Result<Self, Problem> {
        let data = file.part(chunk.start, chunk.len).ok_or(DAMAGED)?;
        let (dictionary, page, held) = (Texts::default(), Page::default(), held.clone());
        Ok(Self { leaf, data, codec: chunk.codec, at: 0, dictionary, page, held, own_held: 0 })
    }

    /// Adds the next value to a row.
    pub(super) fn push_next(&mut self, row: &mut Row) -> Result<(), Problem> {
        while self.page.rows_left == 0 {
            self.read_page()?;
        }
        self.page.rows_left -= 1;
        let level = self.page.levels.as_mut().map(|levels| levels.next_number().ok_or(DAMAGED));
        if level.transpose()?.is_some_and(|level| level != u32::from(self.leaf.optional_depth)) {
            row.push("", CellKind::Empty);
            return Ok(());
        }
        let at = self.page.taken;
        self.page.taken += 1;
        let boolean = |is_true| if is_true { "true" } else { "false" };
        let value = match &mut self.page.values {
            Values::Own(texts) => texts.get(at),
            Values::Shared(places) => places.next_number().and_then(|i| self.dictionary.get(i as usize)),
            Values::Runs(numbers) => numbers.next_number().map(|n| (boolean(n != 0), CellKind::Text)),
            Values::Bits(bytes) => bytes.get(at / 8).map(|b| (boolean(b >> (at % 8) & 1 == 1), CellKind::Text)),
        };
        let (text, kind) = value.ok_or(DAMAGED)?;
        row.push(text, kind);
        Ok(())
    }

    fn read_page(&mut self) -> Result<(), Problem> {
        let mut len = HEADER;
        let (bytes, used) = loop {
            let bytes = self.data.read(self.at, len)?;
            if let Some((_, used)) = read_struct(&bytes) {
                break (bytes, used);
            }
            if bytes.len() < len || len >= MAX_HEADER {
                return Err(DAMAGED);
            }
            len *= 8;
        };
        let (header, _) = read_struct(&bytes).ok_or(DAMAGED)?;
        let sizes = header.size(2).zip(header.size(3)).filter(|&(full, packed)| full <= MAX_PAGE && packed <= MAX_PAGE);
        let (full, packed) = sizes.ok_or(DAMAGED)?;
        let start = self.at + used as u64;
        let body = self.data.read(start, packed as usize)?;
        if body.len() as u64 != packed {
            return Err(DAMAGED);
        }
        self.at = start + packed;
        self.take_page(&header, &body, full as usize)?;
        let values = match &self.page.values {
            Values::Own(texts) => texts.size(),
            Values::Shared(_) | Values::Runs(_) | Values::Bits(_) => full as usize,
        };
        let (old, new) = (self.own_held, self.dictionary.size() + values + full as usize);
        self.own_held = new;
        self.held.exchange(old, new)
    }

    fn take_page(&mut self, header: &Value, body: &[u8], full: usize) -> Result<(), Problem> {
        match header.integer(1) {
            Some(0) => {
                let bytes = unpack(self.codec, body, full)?;
                let about = header.field(5).ok_or(DAMAGED)?;
                let count = count(about, 1)?;
                let (levels, values) = split_levels(&bytes, &self.leaf, about)?;
                self.take_values(about.integer(2), levels, count, values)
            }
            Some(2) => {
                let bytes = unpack(self.codec, body, full)?;
                let about = header.field(7).ok_or(DAMAGED)?;
                self.dictionary = plain(&self.leaf, &bytes, count(about, 1)?)?;
                Ok(())
            }
            Some(3) => self.take_page_v2(header, body, full),
            // Other pages are indices.
            _ => Ok(()),
        }
    }

    /// In pages of the second kind the levels stand in front, not packed, and say how long they are.
    fn take_page_v2(&mut self, header: &Value, body: &[u8], full: usize) -> Result<(), Problem> {
        let about = header.field(8).ok_or(DAMAGED)?;
        let len = |id| about.size(id).and_then(|n| usize::try_from(n).ok()).ok_or(DAMAGED);
        let (definition, repetition) = (len(5)?, len(6)?);
        let (front, packed) = body.split_at_checked(repetition.saturating_add(definition)).ok_or(DAMAGED)?;
        let levels = levels(front.get(repetition..).unwrap_or_default(), &self.leaf);
        let full = full.checked_sub(front.len()).ok_or(DAMAGED)?;
        let codec = if about.boolean(7) == Some(false) { 0 } else { self.codec };
        let values = if packed.is_empty() { vec![] } else { unpack(codec, packed, full)? };
        self.take_values(about.integer(4), levels, count(about, 1)?, &values)
    }

    fn take_values(
        &mut self,
        encoding: Option<i64>,
        levels: Option<Hybrid>,
        rows: usize,
        bytes: &[u8],
    ) -> Result<(), Problem> {
        let leaf = &self.leaf;
        let values = match (encoding.unwrap_or(-1), leaf.meaning.storage()) {
            (0, Storage::Boolean) => Values::Bits(bytes.to_vec()),
            (0, _) => Values::Own(plain(leaf, bytes, rows)?),
            (2 | 8, _) => Values::Shared(places(bytes)),
            (3, Storage::Boolean) => Values::Runs(Hybrid::new(bytes.get(4..).unwrap_or_default(), 1)),
            (5, Storage::Int32 | Storage::Int64) => Values::Own(differences(leaf, bytes, rows)?),
            (6, Storage::Bytes) => Values::Own(delta_lengths(leaf, bytes, rows)?),
            (7, Storage::Bytes | Storage::FixedBytes(_)) => Values::Own(shared_prefixes(leaf, bytes, rows)?),
            (other, _) => {
                let encoding = encoding_name(other);
                return Err(Problem::ColumnEncoding { column: leaf.name.clone(), encoding });
            }
        };
        self.page = Page { levels, rows_left: rows, values, taken: 0 };
        Ok(())
    }
}

fn count(about: &Value, id: i16) -> Result<usize, Problem> {
    about.size(id).and_then(|n| usize::try_from(n).ok()).ok_or(DAMAGED)
}

/// The levels and the values' bytes of a page of the first kind.
fn split_levels<'b>(bytes: &'b [u8], leaf: &Leaf, about: &Value) -> Result<(Option<Hybrid>, &'b [u8]), Problem> {
    if leaf.optional_depth == 0 {
        return Ok((None, bytes));
    }
    if about.integer(3) != Some(3) {
        return Err(Problem::ColumnEncoding { column: leaf.name.clone(), encoding: "BIT_PACKED levels".to_owned() });
    }
    let len = u32_at(bytes, 0).ok_or(DAMAGED)? as usize;
    let (front, values) = bytes.get(4..).and_then(|b| b.split_at_checked(len)).ok_or(DAMAGED)?;
    Ok((levels(front, leaf), values))
}

/// The levels of a page: a value is there where its level says that nothing around it is missing.
fn levels(bytes: &[u8], leaf: &Leaf) -> Option<Hybrid> {
    let depth = u32::from(leaf.optional_depth);
    (depth > 0).then(|| Hybrid::new(bytes, u32::BITS - depth.leading_zeros()))
}

/// Values one behind the other, at most `most`; texts say their length first.
fn plain(leaf: &Leaf, bytes: &[u8], most: usize) -> Result<Texts, Problem> {
    let (mut texts, mut rest) = (Texts::default(), bytes);
    let width = leaf.meaning.storage().width();
    while !rest.is_empty() && texts.ends.len() < most {
        let value = match width {
            Some(width) => rest.split_at_checked(width),
            None => u32_at(rest, 0).and_then(|len| rest.get(4..)?.split_at_checked(len as usize)),
        };
        let (value, next) = value.ok_or(DAMAGED)?;
        texts.push(leaf, value).ok_or(DAMAGED)?;
        rest = next;
    }
    Ok(texts)
}

/// The width of the places in a dictionary, and the places.
fn places(bytes: &[u8]) -> Hybrid {
    let (&width, packed) = bytes.split_first().unwrap_or((&0, &[]));
    Hybrid::new(packed, u32::from(width))
}

fn differences(leaf: &Leaf, bytes: &[u8], most: usize) -> Result<Texts, Problem> {
    let (values, _) = delta::integers(bytes, most).ok_or(DAMAGED)?;
    let mut texts = Texts::default();
    for value in values {
        // The lower four bytes are the number itself where it takes four.
        texts.push(leaf, &value.to_le_bytes()).ok_or(DAMAGED)?;
    }
    Ok(texts)
}

fn delta_lengths(leaf: &Leaf, bytes: &[u8], most: usize) -> Result<Texts, Problem> {
    let (lengths, mut rest) = delta::integers(bytes, most).ok_or(DAMAGED)?;
    let mut texts = Texts::default();
    for len in lengths {
        let (value, next) = usize::try_from(len).ok().and_then(|n| rest.split_at_checked(n)).ok_or(DAMAGED)?;
        texts.push(leaf, value).ok_or(DAMAGED)?;
        rest = next;
    }
    Ok(texts)
}

/// Texts that share their beginning with the one before.
fn shared_prefixes(leaf: &Leaf, bytes: &[u8], most: usize) -> Result<Texts, Problem> {
    let (prefixes, rest) = delta::integers(bytes, most).ok_or(DAMAGED)?;
    let (lengths, mut rest) = delta::integers(rest, most).ok_or(DAMAGED)?;
    let (mut texts, mut value) = (Texts::default(), vec![]);
    for (prefix, len) in prefixes.into_iter().zip(lengths) {
        let prefix = usize::try_from(prefix).ok().filter(|&p| p <= value.len()).ok_or(DAMAGED)?;
        let (suffix, next) = usize::try_from(len).ok().and_then(|n| rest.split_at_checked(n)).ok_or(DAMAGED)?;
        value.truncate(prefix);
        value.extend_from_slice(suffix);
        texts.push(leaf, &value).ok_or(DAMAGED)?;
        rest = next;
        if texts.text.len() as u64 > MAX_PAGE {
            return Err(Problem::Expands);
        }
    }
    Ok(texts)
}

fn encoding_name(encoding: i64) -> String {
    match encoding {
        4 => "BIT_PACKED".to_owned(),
        9 => "BYTE_STREAM_SPLIT".to_owned(),
        other => format!("encoding {other}"),
    }
}
