//! Weeks that came in outside the committed 90 % range, and how surprising their number is.

use crate::forecast::Fan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A week outside the 90 % range that was committed for it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// The week.
    pub week: Date,
    /// What happened.
    pub actual: f64,
    /// The committed range's lower end.
    pub lo: f64,
    /// Its upper end.
    pub hi: f64,
}

/// The weeks outside the fan's 90 % range; one in ten is expected even from a perfect forecast.
pub fn flags(weeks: &[Date], actual: &[f64], committed: &Fan) -> Vec<Flag> {
    let rows = weeks.iter().zip(actual).zip(&committed.quantiles);
    let flag = |((week, actual), q): ((&Date, &f64), &[f64; 7])| {
        let (lo, hi) = (q[0], q[6]);
        (*actual < lo || *actual > hi).then_some(Flag { week: *week, actual: *actual, lo, hi })
    };
    rows.filter_map(flag).collect()
}

/// The chance that a perfect forecast sees at least `flagged` of `weeks` weeks outside its 90 % range.
///
/// Binomial with one in ten, as if weeks were independent.
pub fn chance_of_at_least(flagged: usize, weeks: usize) -> f64 {
    let mut probability = (0..weeks).fold(1.0, |p, _| p * 0.9);
    let mut below = 0.0;
    for k in 0..flagged.min(weeks + 1) {
        below += probability;
        probability *= (weeks - k) as f64 / (k + 1) as f64 / 9.0;
    }
    (1.0f64 - below).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.3: 1 - pbinom(k - 1, 13, 0.1).
    #[test]
    fn chances_match_reference_values() {
        for (k, expected) in [(0, 1.0), (1, 0.745_813_4), (3, 0.133_883), (13, 1e-13)] {
            let found = chance_of_at_least(k, 13);
            assert!((found - expected).abs() < 1e-6, "{k}: {found}");
        }
    }
}
