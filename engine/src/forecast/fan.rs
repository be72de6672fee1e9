//! Fan charts: the same quantiles of every week.

use crate::math::{mean, quantile_of_sorted};
use crate::posterior::WeeklyDraws;
use serde::{Deserialize, Serialize};

/// The probabilities of a fan's quantiles: the ends of the 90, 68 and 50 % ranges around the median.
pub const LEVELS: [f64; 7] = [0.05, 0.16, 0.25, 0.5, 0.75, 0.84, 0.95];

/// The probabilities of the quantiles by which a forecast is scored and its table is written.
pub const FINE_LEVELS: [f64; 21] = [
    0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99,
];

/// Mean and quantiles of every week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fan {
    /// The mean a week.
    pub mean: Vec<f64>,
    /// The quantiles at [`LEVELS`] a week.
    pub quantiles: Vec<[f64; 7]>,
}

/// Summarises draws as a fan.
pub fn fan(draws: &WeeklyDraws) -> Fan {
    fan_of(draws, |_| ()).0
}

/// As [`fan`], with what `also` makes of every week's ascending draws.
pub(super) fn fan_of<T>(draws: &WeeklyDraws, also: impl Fn(&[f64]) -> T) -> (Fan, Vec<T>) {
    let mut fan = Fan::default();
    let mut more = Vec::with_capacity(draws.weeks());
    let mut sorted = Vec::with_capacity(draws.draws());
    for t in 0..draws.weeks() {
        fan.mean.push(mean(draws.week(t)));
        sorted.clear();
        sorted.extend_from_slice(draws.week(t));
        sorted.sort_unstable_by(f64::total_cmp);
        fan.quantiles.push(LEVELS.map(|p| quantile_of_sorted(&sorted, p)));
        more.push(also(&sorted));
    }
    (fan, more)
}

/// The quantiles at [`FINE_LEVELS`] of ascending draws, in seven digits: a forecast is saved with them.
pub(super) fn fine_quantiles(sorted: &[f64]) -> [f32; 21] {
    FINE_LEVELS.map(|p| quantile_of_sorted(sorted, p) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Rng;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quantiles_rise_with_their_level(seed in 0_u64..1_000, count in 1_usize..200) {
            let mut rng = Rng::new(seed, 0);
            let mut draws = WeeklyDraws::zeros(3, count);
            for d in 0..count {
                let series = [rng.normal(), rng.normal() * 3.0, rng.uniform()];
                draws.add(d, &series);
            }
            let (fan, fine) = fan_of(&draws, fine_quantiles);
            prop_assert!(fan.quantiles.iter().all(|q| q.is_sorted()));
            prop_assert!(fine.iter().all(|q| q.is_sorted()));
        }
    }
}
