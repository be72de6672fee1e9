//! Whether what the user sees is also kept.

use super::moment::Moment;

/// Whether everything is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// There is nothing to keep yet.
    #[default]
    Nothing,
    /// Everything is kept on this machine.
    Saved {
        /// Since when.
        at: Moment,
    },
    /// The last change is being written.
    Saving,
    /// The last change is not kept.
    Unsaved {
        /// Why, and what to do.
        why: String,
    },
    /// Another tab holds the workspace; here it can only be looked at.
    ReadOnly,
}
