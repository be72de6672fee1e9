//! Assembling a panel from a table and a mapping.

use super::findings::Finding;
use super::mapping::Mapping;
use super::table::Table;
use crate::panel::Panel;

/// The fewest weeks from which a model is made: one whole year, so that the season can be told from the media.
pub const MIN_WEEKS: usize = 52;

/// A panel, where nothing blocks it, and everything that was found on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Assembly {
    /// The panel; none where a finding blocks.
    pub panel: Option<Panel>,
    /// What was found: errors first, then repairs, then notes.
    pub findings: Vec<Finding>,
}

/// Makes a panel of a table, as the mapping says.
pub fn assemble(table: &Table, mapping: &Mapping) -> Assembly {
    let _ = (table, mapping);
    Assembly { panel: None, findings: vec![] }
}

/// Makes a panel of a newer file that continues `known`: it may be as short as one week and lack what did not happen.
///
/// Hand the result to [`extend`](super::extend()).
pub fn assemble_update(table: &Table, mapping: &Mapping, known: &Panel) -> Assembly {
    let _ = known;
    assemble(table, mapping)
}
