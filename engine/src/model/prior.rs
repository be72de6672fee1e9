//! Priors that people can read: each is a normal distribution on a stretched scale, so that a median and a 90 % range
//! in the user's own unit say all there is to say, and quantiles are exact.

use crate::math::{exp, ln, logistic, logit};
use serde::{Deserialize, Serialize};

/// The 95 % quantile of the standard normal distribution.
const Z95: f64 = 1.644_853_626_951_472_2;

/// A normal prior, for quantities of either sign.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Normal {
    /// The mean.
    pub mean: f64,
    /// The standard deviation; positive.
    pub sd: f64,
}

/// A prior whose logarithm is normal, for positive quantities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogNormal {
    /// The median.
    pub median: f64,
    /// The standard deviation of the logarithm; positive.
    pub spread: f64,
}

/// A prior whose log-odds are normal, for shares between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogitNormal {
    /// The median.
    pub median: f64,
    /// The standard deviation of the log-odds; positive.
    pub spread: f64,
}

impl LogNormal {
    /// The prior with these 5 % and 95 % quantiles; `None` unless 0 < lo < hi and both are finite.
    pub fn from_range(lo: f64, hi: f64) -> Option<Self> {
        let ok = lo > 0.0 && lo < hi && hi.is_finite();
        ok.then(|| Self { median: (lo * hi).sqrt(), spread: (ln(hi) - ln(lo)) / (2.0 * Z95) })
    }

    /// The 5 % and 95 % quantiles.
    pub fn range(&self) -> (f64, f64) {
        (self.at(-Z95), self.at(Z95))
    }

    /// The value `z` standard deviations of the logarithm from the median.
    pub fn at(&self, z: f64) -> f64 {
        self.median * exp(self.spread * z)
    }

    /// The same prior in a unit that is `factor` times smaller.
    pub fn scaled(&self, factor: f64) -> Self {
        Self { median: self.median * factor, spread: self.spread }
    }

    /// Whether both numbers can be used.
    pub fn is_proper(&self) -> bool {
        self.median > 0.0 && self.median.is_finite() && self.spread > 0.0 && self.spread.is_finite()
    }
}

impl LogitNormal {
    /// The prior with these 5 % and 95 % quantiles; `None` unless 0 < lo < hi < 1.
    pub fn from_range(lo: f64, hi: f64) -> Option<Self> {
        let ok = lo > 0.0 && lo < hi && hi < 1.0;
        ok.then(|| Self {
            median: logistic(0.5 * (logit(lo) + logit(hi))),
            spread: (logit(hi) - logit(lo)) / (2.0 * Z95),
        })
    }

    /// The 5 % and 95 % quantiles.
    pub fn range(&self) -> (f64, f64) {
        (self.at(-Z95), self.at(Z95))
    }

    /// The value `z` standard deviations of the log-odds from the median.
    pub fn at(&self, z: f64) -> f64 {
        logistic(logit(self.median) + self.spread * z)
    }

    /// Whether both numbers can be used.
    pub fn is_proper(&self) -> bool {
        self.median > 0.0 && self.median < 1.0 && self.spread > 0.0 && self.spread.is_finite()
    }
}

impl Normal {
    /// Whether both numbers can be used.
    pub fn is_proper(&self) -> bool {
        self.mean.is_finite() && self.sd > 0.0 && self.sd.is_finite()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_says_all() {
        let prior = LogNormal::from_range(0.3, 4.0).unwrap();
        let (lo, hi) = prior.range();
        assert!((lo - 0.3).abs() < 1e-12 && (hi - 4.0).abs() < 1e-12);
        let share = LogitNormal::from_range(0.05, 0.6).unwrap();
        let (lo, hi) = share.range();
        assert!((lo - 0.05).abs() < 1e-12 && (hi - 0.6).abs() < 1e-12);
    }

    #[test]
    fn impossible_ranges_are_refused() {
        for (lo, hi) in [(0.0, 1.0), (2.0, 1.0), (-1.0, 1.0), (1.0, f64::INFINITY), (f64::NAN, 1.0)] {
            assert!(LogNormal::from_range(lo, hi).is_none());
        }
        assert!(LogitNormal::from_range(0.2, 1.0).is_none());
    }
}
