//! Commit and Reconcile.

use crate::state::app_state::AppState;
use crate::state::ledger::CommitId;

impl AppState {
    /// Writes the chosen plan and its forecast into the ledger, for good.
    pub fn commit_plan(self) {}

    /// Holds a committed plan against what happened.
    pub fn reconcile(self, _commit: CommitId) {}
}
