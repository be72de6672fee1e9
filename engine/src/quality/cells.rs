//! Weeks for each thing that is to be learned.
//!
//! Meridian's guide calls 4 weeks a parameter too small and about 15 good for a direction; Robyn and Cassandra ask for
//! 10. Counted are a return for each channel, a coefficient for each driver, the season's and the trend's.

use super::{Concern, Look, Remark, by_low};

/// Weeks a parameter up to which the data are too few (Meridian's guide).
pub const CELLS_TOO_FEW: f64 = 4.5;
/// Weeks a parameter that practitioners ask for (Robyn, Cassandra: ten rows a column).
const CELLS_ASKED_FOR: f64 = 10.0;
/// Weeks a parameter from which a direction can be told (Meridian's guide).
pub const CELLS_DIRECTIONAL: f64 = 15.0;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let weeks = look.panel.week_count();
    let parameters = look.design.columns().len() + 1;
    let severity = by_low(weeks as f64 / parameters as f64, CELLS_TOO_FEW, CELLS_ASKED_FOR, CELLS_DIRECTIONAL);
    severity.map(|severity| Remark::on_all(severity, Concern::FewCells { weeks, parameters })).into_iter().collect()
}
