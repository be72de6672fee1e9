//! The sources of a workspace: what was decided about them, and how each was read.

use crate::worker::SheetRead;
use engine::dataset::{Log, SourceId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The sources of a workspace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// All that was decided. Append-only.
    pub log: Log,
    /// How each source was read, those that were removed among them: an undoing brings them back.
    pub sheets: BTreeMap<SourceId, Arc<SourceSheet>>,
}

/// A source as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceSheet {
    /// The number under which its tally is kept, among the tables.
    pub table: u32,
    /// How it was read.
    pub read: SheetRead,
}

impl Library {
    /// Whether anything was ever imported.
    pub fn is_empty(&self) -> bool {
        self.log.entries().is_empty()
    }
}
