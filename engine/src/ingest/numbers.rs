//! Numbers as people write them.

use serde::{Deserialize, Serialize};

/// What separates whole numbers from fractions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// 1,234.5
    Point,
    /// 1.234,5
    Comma,
}
