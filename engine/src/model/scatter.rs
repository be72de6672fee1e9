//! Likelihoods that are not normal: Student's t and the negative binomial distribution, cell by cell.
//!
//! With r = outcome less what is expected, both over the scale of the outcome (logarithms, with a log link), s the scale
//! and n the degrees of freedom,
//!
//! ```text
//! Student's t: ln p = ln G((n+1)/2) - ln G(n/2) - ln(n)/2 - ln s - (n+1)/2 ln(1 + r^2 / (n s^2))
//! counts:      ln p = ln G(y+f) - ln G(f) + f ln(f/(f+m)) + y ln(m/(f+m)),   m = exp(expected), f = 1/s^2
//! ```
//!
//! up to constants (Lange, Little and Taylor 1989; Hilbe 2011, section 8.2). The negative binomial's variance is
//! m + m^2 s^2: chance, and a relative scatter of s on top, so that s means the same as the noise of a log-normal model.

use crate::math::{digamma, exp, ln, ln_gamma};

/// A likelihood of all cells.
#[derive(Clone, Debug)]
pub(super) enum Scatter {
    /// Of a residual.
    StudentT,
    /// Of these counts.
    NegativeBinomial(Vec<f64>),
}

/// The log-likelihood and its slopes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LogLikelihood {
    pub(super) value: f64,
    pub(super) by_log_scale: f64,
    pub(super) by_log_degrees: f64,
}

impl Scatter {
    /// The log-likelihood at `residual`, the outcome less what is expected (for counts: minus what is expected);
    /// replaces it by the slope by what is expected of each cell.
    pub(super) fn log_likelihood(&self, scale: f64, degrees: f64, residual: &mut [f64]) -> LogLikelihood {
        match self {
            Self::StudentT => student_t(scale, degrees, residual),
            Self::NegativeBinomial(counts) => negative_binomial(scale, counts, residual),
        }
    }
}

fn student_t(scale: f64, degrees: f64, residual: &mut [f64]) -> LogLikelihood {
    let (n, spread) = (degrees, degrees * scale * scale);
    let half = 0.5 * (n + 1.0);
    let (mut logs, mut weights) = (0.0, 0.0);
    for r in residual.iter_mut() {
        let square = *r * *r;
        logs += ln(1.0 + square / spread);
        weights += square / (spread + square);
        *r *= (n + 1.0) / (spread + square);
    }
    let cells = residual.len() as f64;
    LogLikelihood {
        value: cells * (ln_gamma(half) - ln_gamma(0.5 * n) - 0.5 * ln(n) - ln(scale)) - half * logs,
        by_log_scale: (n + 1.0) * weights - cells,
        by_log_degrees: 0.5 * n * cells * (digamma(half) - digamma(0.5 * n)) - 0.5 * cells - 0.5 * n * logs
            + half * weights,
    }
}

fn negative_binomial(scale: f64, counts: &[f64], residual: &mut [f64]) -> LogLikelihood {
    let f = 1.0 / (scale * scale);
    let (gamma, slope) = (ln_gamma(f), digamma(f));
    let (mut value, mut by_f) = (0.0, 0.0);
    for (r, y) in residual.iter_mut().zip(counts) {
        let expected = -*r;
        let m = exp(expected);
        // ln(f / (f + m)) and ln(m / (f + m)) from one logarithm, exact where either is large.
        let below = -ln(1.0 + m / f);
        value += ln_gamma(y + f) - gamma + f * below + y * (expected - ln(f) + below);
        by_f += digamma(y + f) - slope + below + (m - y) / (f + m);
        *r = (y - m) * f / (f + m);
    }
    LogLikelihood { value, by_log_scale: -2.0 * f * by_f, by_log_degrees: 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_slopes(scatter: &Scatter, residual: &[f64]) {
        let (scale, degrees, h) = (0.3, 5.0, 1e-5);
        let value = |scale: f64, degrees: f64, residual: &[f64]| {
            scatter.log_likelihood(scale, degrees, &mut residual.to_vec()).value
        };
        let mut slopes = residual.to_vec();
        let found = scatter.log_likelihood(scale, degrees, &mut slopes);
        let close = |found: f64, up: f64, down: f64| {
            let numeric = (up - down) / (2.0 * h);
            assert!((found - numeric).abs() < 1e-6 * (1.0 + numeric.abs()), "{scatter:?}: {found} {numeric}");
        };
        close(found.by_log_scale, value(scale * exp(h), degrees, residual), value(scale * exp(-h), degrees, residual));
        close(
            found.by_log_degrees,
            value(scale, degrees * exp(h), residual),
            value(scale, degrees * exp(-h), residual),
        );
        for t in 0..residual.len() {
            let moved = |h: f64| {
                let mut moved = residual.to_vec();
                // What is expected rises as the residual falls.
                moved[t] -= h;
                value(scale, degrees, &moved)
            };
            close(slopes[t], moved(h), moved(-h));
        }
    }

    #[test]
    fn slopes_match_finite_differences() {
        check_slopes(&Scatter::StudentT, &[0.2, -1.4, 0.0, 3.0]);
        check_slopes(&Scatter::NegativeBinomial(vec![0.0, 3.0, 40.0, 9.0]), &[-0.2, -1.4, -3.2, -2.0]);
    }

    /// SciPy 1.11: `t.logpdf(.7, 4, scale=.5)` = -1.3066..., `nbinom.logpmf(7, 4, 4/(4+5))` = -2.5306...; both agree with
    /// the closed forms t_4 density 3/8 (1 + x^2/4)^(-5/2) and C(10, 3) (4/9)^4 (5/9)^7.
    #[test]
    fn densities_match_closed_forms() {
        let x: f64 = 0.7 / 0.5;
        let expected = ln(0.375) - 2.5 * ln(1.0 + x * x / 4.0) - ln(0.5);
        let found = Scatter::StudentT.log_likelihood(0.5, 4.0, &mut [0.7]).value - 0.5 * ln(std::f64::consts::PI);
        assert!((found - expected).abs() < 1e-13, "{found} {expected}");
        let expected = ln(120.0) + 4.0 * ln(4.0 / 9.0) + 7.0 * ln(5.0 / 9.0);
        let scatter = Scatter::NegativeBinomial(vec![7.0]);
        let found = scatter.log_likelihood(0.5, 1.0, &mut [-ln(5.0)]).value - ln_gamma(8.0);
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}
