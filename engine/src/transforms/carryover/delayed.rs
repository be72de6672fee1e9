//! Delayed carry-over: w_l = r^((l - p)^2), a peak p weeks after the spend (Jin et al. 2017, eq. 2).
//!
//! r is the share of the peak that is left one week after it. Slopes of ln w_l: (l - p)^2 / r by r and
//! -2 p ln r (l - p) by ln p.

use super::Fading;
use super::weights::WeightSlopes;
use crate::math::ln;

pub(super) fn log_weights(fading: Fading, out: &mut WeightSlopes) {
    let Fading { retention, peak_weeks, .. } = fading;
    let log_retention = ln(retention);
    for lag in 0..out.weight.len() {
        let distance = lag as f64 - peak_weeks;
        out.weight[lag] = log_retention * distance * distance;
        out.by_retention[lag] = distance * distance / retention;
        out.by_log_second[lag] = -2.0 * peak_weeks * log_retention * distance;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `w = 0.6**((l - 1.5)**2)` for l < 8, over its sum, in Python; PyMC-Marketing's `delayed_adstock` with
    /// `normalize=True`.
    #[test]
    fn it_matches_reference_values() {
        let mut out = WeightSlopes::zeros(8);
        log_weights(Fading { retention: 0.6, peak_weeks: 1.5, shape: 1.0, window_weeks: 8 }, &mut out);
        out.normalise();
        out.weight.iter().zip(REFERENCE).for_each(|(w, r)| assert!((w - r).abs() < 1e-12, "{w} {r}"));
    }

    const REFERENCE: [f64; 8] = [
        0.130_016_958_744_222_6,
        0.361_158_218_733_951_5,
        0.361_158_218_733_951_5,
        0.130_016_958_744_222_6,
        0.016_850_197_853_251_2,
        0.000_786_162_831_041_3,
        0.000_013_204_516_696_2,
        0.000_000_079_842_663_1,
    ];
}
