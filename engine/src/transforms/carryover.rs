//! Carry-over (adstock): advertising that goes on working after the week in which it was paid for.

mod geometric;

pub use geometric::{carried_into_next_week, geometric, geometric_from, geometric_with_slope};

use crate::math::{exp, ln};

/// Weeks after which half of an effect is still to come, for a share `retention` carried into the next week.
///
/// Zero where nothing is carried over.
pub fn half_life_weeks(retention: f64) -> f64 {
    if retention <= 0.0 { 0.0 } else { ln(0.5) / ln(retention) }
}

/// The share carried into the next week that gives this half-life; the inverse of [`half_life_weeks`].
pub fn retention_of_half_life(weeks: f64) -> f64 {
    if weeks <= 0.0 { 0.0 } else { exp(ln(0.5) / weeks) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_lives_and_retentions_undo_each_other() {
        assert!((half_life_weeks(0.5) - 1.0).abs() < 1e-15);
        assert_eq!(half_life_weeks(0.0), 0.0);
        for weeks in [0.2, 1.0, 3.5, 12.0] {
            assert!((half_life_weeks(retention_of_half_life(weeks)) - weeks).abs() < 1e-10);
        }
    }
}
