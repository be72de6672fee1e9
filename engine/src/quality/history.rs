//! Whether the history is long enough for the season.
//!
//! Recast asks for 18 months, better 27; Meridian for three years of a nation's weeks (its discussion 757). A season
//! seen once cannot be told from what happened that year, so two of them are the line for care.

use super::{Concern, Look, Remark, Severity, by_low};

/// Weeks below which a history is far too short: 18 months.
const SHORT_WEEKS: f64 = 78.0;
/// Weeks in which every season is seen twice.
pub const TWO_SEASONS_WEEKS: usize = 104;
/// Weeks beyond which nothing is remarked: three years.
pub const FULL_HISTORY_WEEKS: usize = 156;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let weeks = look.panel.week_count();
    let severity: Option<Severity> =
        by_low(weeks as f64, SHORT_WEEKS, TWO_SEASONS_WEEKS as f64, FULL_HISTORY_WEEKS as f64);
    severity.map(|severity| Remark::on_all(severity, Concern::ShortHistory { weeks })).into_iter().collect()
}
