//! Dates as people write them.

use serde::{Deserialize, Serialize};

/// In which order day, month and year stand where all three are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// 2024-01-31.
    YearFirst,
    /// 31.01.2024.
    DayFirst,
    /// 01/31/2024.
    MonthFirst,
}
