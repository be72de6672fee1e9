//! Whether a workspace is open.

use super::problem::Problem;

/// Whether a workspace is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// What was kept is being read.
    #[default]
    Loading,
    /// There is none: the first visit, or everything was erased. Show the two doors.
    Welcome,
    /// A workspace is open.
    Open,
    /// What was kept cannot be read; it has not been touched.
    Failed(Problem),
}
