//! The grain: how far the rows of a file lie apart.

use serde::{Deserialize, Serialize};

/// How far the rows of a file lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grain {
    /// A row a day; days are added up to weeks.
    Daily,
    /// A row a week.
    Weekly,
    /// A row a month, or another step longer than a week: too coarse to tell one channel's effect from another's.
    Coarse,
}
