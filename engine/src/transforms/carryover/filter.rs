//! A carry-over with its parameters fixed: a linear filter of a weekly series, and what a past leaves behind for it.

use super::geometric::{geometric_from, left_behind};

/// A carry-over with its parameters fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter(Kind);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// Geometric, by the share carried into the next week.
    Recursive(f64),
    /// Weights by lag.
    Window(Vec<f64>),
}

/// What the weeks before a series leave behind, as far as a filter needs it; by default nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The stock at the end of the last week.
    stock: f64,
    /// The last weeks, oldest first.
    weeks: Vec<f64>,
}

impl Filter {
    /// Keeps the share `retention` of each week in the next, without end.
    pub(super) fn recursive(retention: f64) -> Self {
        Self(Kind::Recursive(retention))
    }

    /// Weighs the last weeks by these weights, that of the week itself first.
    pub(super) fn window(weights: Vec<f64>) -> Self {
        Self(Kind::Window(weights))
    }

    /// What the weekly series `before` leaves behind.
    pub fn past(&self, before: &[f64]) -> Past {
        match &self.0 {
            Kind::Recursive(retention) => Past { stock: left_behind(before, *retention), weeks: vec![] },
            Kind::Window(weights) => {
                let reach = before.len().saturating_sub(weights.len() - 1);
                Past { stock: 0.0, weeks: before[reach..].to_vec() }
            }
        }
    }

    /// Carries `series` over into `stock`, of equal length, after `past`.
    pub fn carry(&self, past: &Past, series: &[f64], stock: &mut [f64]) {
        match &self.0 {
            Kind::Recursive(retention) => geometric_from(past.stock, series, *retention, stock),
            Kind::Window(weights) => convolve(&past.weeks, series, weights, stock),
        }
    }

    /// The transpose of [`Self::carry`]: turns slopes by the stock, in place, into slopes by the series.
    pub fn carry_back(&self, slopes: &mut [f64]) {
        match &self.0 {
            Kind::Recursive(retention) => {
                let mut carried = 0.0;
                for slope in slopes.iter_mut().rev() {
                    carried = *slope + retention * carried;
                    *slope = (1.0 - retention) * carried;
                }
            }
            Kind::Window(weights) => {
                // Week t reads weeks t, t + 1, ..., which are not yet overwritten when going forward.
                for t in 0..slopes.len() {
                    slopes[t] = weights.iter().zip(&slopes[t..]).map(|(w, s)| w * s).sum();
                }
            }
        }
    }
}

/// out_t = sum over l of weights_l series_(t-l), where `before` stands before the series.
pub(super) fn convolve(before: &[f64], series: &[f64], weights: &[f64], out: &mut [f64]) {
    let n = series.len();
    let out = &mut out[..n];
    out.fill(0.0);
    for (lag, weight) in weights.iter().enumerate() {
        let head = lag.min(n);
        let reach = before.len().min(lag);
        // Week t of the head reads the week `lag - t` before the series, if there is one.
        let old = &before[before.len() - reach..];
        let from = lag - reach;
        if from < head {
            out[from..head].iter_mut().zip(old).for_each(|(o, x)| *o += weight * x);
        }
        out[head..].iter_mut().zip(series).for_each(|(o, x)| *o += weight * x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &[f64], series: &[f64], weights: &[f64]) {
        let mut out = vec![0.0; series.len()];
        convolve(before, series, weights, &mut out);
        let all: Vec<f64> = before.iter().chain(series).copied().collect();
        for (t, found) in out.iter().enumerate() {
            let at = t + before.len();
            let expected: f64 =
                weights.iter().enumerate().filter(|(l, _)| *l <= at).map(|(l, w)| w * all[at - l]).sum();
            assert!((found - expected).abs() < 1e-12, "{t}: {found} {expected}");
        }
    }

    #[test]
    fn it_is_the_sum_over_lags() {
        let weights = [0.4, 0.3, 0.2, 0.1];
        check(&[], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &weights);
        check(&[7.0], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &weights);
        check(&[9.0, 8.0, 7.0, 6.0, 5.0], &[1.0, 2.0], &weights);
        check(&[9.0, 8.0], &[1.0], &weights);
        check(&[9.0], &[], &weights);
    }
}
