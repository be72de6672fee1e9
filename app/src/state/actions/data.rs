//! Know: bringing data, deciding what they are, adding newer weeks.

use crate::state::app_state::AppState;
use engine::ingest::{DateOrder, DecimalMark, FindingId, Geography, Role};
use engine::panel::OutcomeKind;
use web_sys::File;

/// Whether a repair is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairChoice {
    /// It is made.
    Make,
    /// It is not; the finding then blocks until the file is corrected.
    Refuse,
}

impl AppState {
    /// Reads a file as the workspace's data; replaces the data that were there, which can be undone.
    pub fn import_file(self, _file: File) {}

    /// Gives a column a role.
    pub fn set_role(self, _column: &str, _role: Role) {}

    /// Says which column dates the rows.
    pub fn choose_date_column(self, _column: &str) {}

    /// Says in which order day, month and year stand.
    pub fn choose_date_order(self, _order: DateOrder) {}

    /// Says what separates whole numbers from fractions.
    pub fn choose_decimal(self, _mark: DecimalMark) {}

    /// Says what to do about rows that are split by geography.
    pub fn choose_geography(self, _geography: Geography) {}

    /// Says what the outcome is counted in.
    pub fn choose_outcome_kind(self, _kind: OutcomeKind) {}

    /// Makes or refuses a repair.
    pub fn choose_repair(self, _finding: FindingId, _choice: RepairChoice) {}

    /// Says that the data are right: everything else now rests on them.
    pub fn confirm_data(self) {}

    /// Removes the files and all data from the workspace; fits and ledger stay. Can be undone.
    pub fn remove_data(self) {}

    /// Adds the newer weeks of a file to the data.
    pub fn append_file(self, _file: File) {}

    /// Lets the demo's next weeks happen, nearly as they were planned. In the demo only.
    pub fn simulate_next_weeks(self, _weeks: usize) {}
}
