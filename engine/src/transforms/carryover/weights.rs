//! Weights by lag with their slopes, normalised to sum to one.
//!
//! Families give logarithms u_l of unnormalised weights, which neither overflow nor vanish together. With
//! w_l = e^(u_l) / sum of e^u, the slope of w_l by a parameter is w_l (u'_l - sum of w u').

use crate::math::exp;

/// Weights and slopes; entry l belongs to lag l.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WeightSlopes {
    /// The weights; before [`Self::normalise`] the logarithms of unnormalised ones.
    pub(super) weight: Vec<f64>,
    /// Their slopes by the retention.
    pub(super) by_retention: Vec<f64>,
    /// Their slopes by the logarithm of the second parameter.
    pub(super) by_log_second: Vec<f64>,
}

impl WeightSlopes {
    /// Room for `lags` lags.
    pub(super) fn zeros(lags: usize) -> Self {
        Self { weight: vec![0.0; lags], by_retention: vec![0.0; lags], by_log_second: vec![0.0; lags] }
    }

    /// All weight on the week of the spend.
    pub(super) fn all_at_once(&mut self) {
        self.weight.fill(0.0);
        self.weight[0] = 1.0;
    }

    /// Turns logarithms and their slopes into weights and theirs.
    pub(super) fn normalise(&mut self) {
        let largest = self.weight.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.weight.iter_mut().for_each(|u| *u = exp(*u - largest));
        let sum: f64 = self.weight.iter().sum();
        self.weight.iter_mut().for_each(|w| *w /= sum);
        for slopes in [&mut self.by_retention, &mut self.by_log_second] {
            let mean: f64 = self.weight.iter().zip(slopes.iter()).map(|(w, s)| w * s).sum();
            self.weight.iter().zip(slopes).for_each(|(w, s)| *s = w * (*s - mean));
        }
    }
}
