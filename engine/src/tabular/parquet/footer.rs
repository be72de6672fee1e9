//! The description at a Parquet file's end: its columns, and where their data are (parquet.thrift, `FileMetaData`).

use super::super::bytes::Slice;
use super::super::error::{Part, Problem};
use super::super::little::u32_at;
use super::thrift::{Value, read_struct};
use super::value::Meaning;

const MAX_FOOTER: u64 = 8 << 20;
/// The most columns.
const MAX_COLUMNS: usize = 2_000;
const MAX_DEPTH: usize = 16;
const DAMAGED: Problem = Problem::Damaged(Part::Footer);

/// What is known of a file.
pub(super) struct Footer {
    pub(super) row_count: u64,
    pub(super) leaves: Vec<Leaf>,
    /// Columns that hold lists.
    pub(super) left_out: Vec<String>,
    pub(super) groups: Vec<Group>,
}

/// A column of single values.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) name: String,
    /// Its place among all columns of the file.
    pub(super) index: usize,
    pub(super) meaning: Meaning,
    /// How many of the records around it, and itself, may be missing.
    pub(super) optional_depth: u8,
}

/// A group of rows.
pub(super) struct Group {
    pub(super) row_count: u64,
    pub(super) chunks: Vec<Chunk>,
}

/// The data of a column in a group.
#[derive(Clone)]
pub(super) struct Chunk {
    pub(super) start: u64,
    pub(super) len: u64,
    pub(super) codec: i64,
}

impl Footer {
    pub(super) fn read(file: &Slice) -> Result<Self, Problem> {
        let tail_start = file.len().checked_sub(8).ok_or(DAMAGED)?;
        let tail = file.read(tail_start, 8)?;
        if tail.get(4..) == Some(b"PARE") {
            return Err(Problem::Locked);
        }
        let len = u32_at(&tail, 0).filter(|_| tail.get(4..) == Some(b"PAR1")).map(u64::from).ok_or(DAMAGED)?;
        let start = tail_start.checked_sub(len).filter(|_| len <= MAX_FOOTER).ok_or(DAMAGED)?;
        let bytes = file.read(start, len as usize)?;
        let (described, _) = read_struct(&bytes).ok_or(DAMAGED)?;
        Self::from_description(&described).ok_or(DAMAGED)?
    }

    fn from_description(described: &Value) -> Option<Result<Self, Problem>> {
        let mut schema = Schema { elements: described.list(2)?.iter(), index: 0, leaves: vec![], left_out: vec![] };
        let root = schema.elements.next()?;
        for _ in 0..root.size(5)? {
            schema.element(&Around::default())?;
        }
        let Schema { leaves, left_out, .. } = schema;
        if leaves.is_empty() && !left_out.is_empty() {
            return Some(Err(Problem::NestedColumns { columns: left_out.into_iter().take(5).collect() }));
        }
        let groups = described.list(4)?.iter().map(group).collect::<Option<_>>()?;
        Some(Ok(Self { row_count: described.size(3)?, leaves, left_out, groups }))
    }
}

/// Walks over the columns, which are listed one behind the other with the number of those within.
struct Schema<'v, 'b> {
    elements: std::slice::Iter<'v, Value<'b>>,
    index: usize,
    leaves: Vec<Leaf>,
    left_out: Vec<String>,
}

/// What is around a column.
#[derive(Clone, Default)]
struct Around {
    name: String,
    depth: usize,
    optional_depth: u8,
    repeated: bool,
}

impl Schema<'_, '_> {
    fn element(&mut self, around: &Around) -> Option<()> {
        let element = self.elements.next()?;
        let own = element.text(4)?;
        let name = if around.name.is_empty() { own } else { format!("{}.{own}", around.name) };
        let repetition = element.integer(3).unwrap_or(0);
        let within = Around {
            name,
            depth: around.depth + 1,
            optional_depth: around.optional_depth + u8::from(repetition == 1),
            repeated: around.repeated || repetition == 2,
        };
        let children = element.size(5).unwrap_or(0);
        if within.depth > MAX_DEPTH || self.index > MAX_COLUMNS {
            return None;
        }
        for _ in 0..children {
            self.element(&within)?;
        }
        if children == 0 {
            self.leaf(element, within)?;
        }
        Some(())
    }

    fn leaf(&mut self, element: &Value, within: Around) -> Option<()> {
        if within.repeated {
            self.left_out.push(within.name);
        } else {
            let meaning = Meaning::of(element)?;
            let Around { name, optional_depth, .. } = within;
            self.leaves.push(Leaf { name, index: self.index, meaning, optional_depth });
        }
        self.index += 1;
        Some(())
    }
}

fn group(described: &Value) -> Option<Group> {
    let chunks = described.list(1)?.iter().map(chunk).collect::<Option<_>>()?;
    Some(Group { row_count: described.size(3)?, chunks })
}

fn chunk(described: &Value) -> Option<Chunk> {
    let column = described.field(3)?;
    let (data, dictionary) = (column.size(9)?, column.size(11));
    let start = dictionary.filter(|&d| d > 0 && d < data).unwrap_or(data);
    Some(Chunk { start, len: column.size(7)?, codec: column.integer(4)? })
}
