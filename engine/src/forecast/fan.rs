//! Fan charts: the same quantiles of every week.

use crate::math::{mean, quantile_of_sorted};
use crate::posterior::WeeklyDraws;
use serde::{Deserialize, Serialize};

/// The probabilities of a fan's quantiles: the ends of the 90, 68 and 50 % ranges around the median.
pub const LEVELS: [f64; 7] = [0.05, 0.16, 0.25, 0.5, 0.75, 0.84, 0.95];

/// Mean and quantiles of every week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fan {
    /// The mean a week.
    pub mean: Vec<f64>,
    /// The quantiles at [`LEVELS`] a week.
    pub quantiles: Vec<[f64; 7]>,
}

/// Summarises draws as a fan.
pub fn fan(draws: &WeeklyDraws) -> Fan {
    let quantiles = |t: usize| {
        let mut sorted = draws.week(t).to_vec();
        sorted.sort_by(f64::total_cmp);
        LEVELS.map(|p| quantile_of_sorted(&sorted, p))
    };
    let weeks = 0..draws.weeks();
    Fan { mean: weeks.clone().map(|t| mean(draws.week(t))).collect(), quantiles: weeks.map(quantiles).collect() }
}
