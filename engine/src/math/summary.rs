//! Summaries of draws: mean, variance, quantiles, and the mean with its 90 % interval.

use serde::{Deserialize, Serialize};

/// A posterior mean with the 5 % and 95 % quantiles around it.
///
/// Always taken from draws of the very quantity it describes, never from other summaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The mean over draws.
    pub mean: f64,
    /// The 5 % quantile.
    pub lo: f64,
    /// The 95 % quantile.
    pub hi: f64,
}

impl Interval {
    /// Summarises draws, which are reordered; all zeros for no draws.
    pub fn of(draws: &mut [f64]) -> Self {
        Self { mean: mean(draws), lo: quantile(draws, 0.05), hi: quantile(draws, 0.95) }
    }

    /// Whether `value` lies inside, ends included.
    pub fn contains(&self, value: f64) -> bool {
        (self.lo..=self.hi).contains(&value)
    }

    /// The same in another unit.
    pub fn scaled(self, factor: f64) -> Self {
        let (a, b) = (self.lo * factor, self.hi * factor);
        Self { mean: self.mean * factor, lo: a.min(b), hi: a.max(b) }
    }
}

/// The arithmetic mean; 0 for no values.
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// The variance with divisor n - 1; 0 for fewer than two values.
pub fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let m = mean(values);
    values.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / (values.len() - 1) as f64
}

/// The quantile of `values`, interpolated linearly between neighbours (type 7 of Hyndman and Fan 1996).
///
/// Reorders `values`; 0 for no values.
pub fn quantile(values: &mut [f64], p: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let position = p.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    let below = position as usize;
    let (_, &mut low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    low + (position - below as f64) * (high - low)
}

/// As [`quantile`], of values that are already in ascending order.
pub fn quantile_of_sorted(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let position = p.clamp(0.0, 1.0) * last as f64;
    let below = position as usize;
    let low = sorted[below];
    low + (position - below as f64) * (sorted[(below + 1).min(last)] - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from R 4.3: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), type = 7).
    #[test]
    fn quantiles_match_reference_values() {
        let data = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let mut sorted = data;
        sorted.sort_by(f64::total_cmp);
        for (p, expected) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.5), (0.9, 6.9), (1.0, 9.0)] {
            assert!((quantile(&mut data.clone(), p) - expected).abs() < 1e-12);
            assert!((quantile_of_sorted(&sorted, p) - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_has_no_spread() {
        assert_eq!(Interval::of(&mut []), Interval::default());
        assert_eq!(variance(&[1.0]), 0.0);
        assert!((variance(&[1.0, 2.0, 4.0]) - 7.0 / 3.0).abs() < 1e-15);
    }
}
