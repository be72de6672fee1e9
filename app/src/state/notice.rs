//! What was just done, with a way back.

/// A message at the foot of the page about what was just done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What was done.
    pub message: String,
    /// Whether [`AppState::undo`](super::AppState::undo) takes it back.
    pub undo: Undo,
}

/// Whether something can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// It can.
    Possible,
    /// There is nothing to take back.
    Nothing,
}
