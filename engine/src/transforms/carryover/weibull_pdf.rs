//! Weibull carry-over by density: w_l in proportion to the Weibull density at x = l + 1 (Robyn's and PyMC-Marketing's
//! `weibull_pdf`).
//!
//! The density of shape k and scale m is (k/m) (x/m)^(k-1) e^(-(x/m)^k). Its median, the half-life, is
//! m (ln 2)^(1/k), and is stated by the share r that a geometric fading of that half-life keeps a week: with
//! q = -ln r and z = q x / ln 2, (x/m)^k = ln 2 z^k. So shape 1 is the geometric family, cut at the window, and a
//! shape above 1 rises to a peak first. With ln w_l = (k - 1) ln x - ln 2 z^k + const, the slopes are
//! k ln 2 z^k / (q r) by r and k ln x - k ln 2 z^k ln z by ln k.
//!
//! Left out: the stretching of the weights from 0 to 1 that Robyn and PyMC-Marketing apply, since their slopes jump where
//! another lag becomes the smallest or largest, and a unit of spend would not stay a unit.

use super::Fading;
use super::weights::WeightSlopes;
use crate::math::{exp, ln};

const LN_2: f64 = std::f64::consts::LN_2;

pub(super) fn log_weights(fading: Fading, out: &mut WeightSlopes) {
    let Fading { retention, shape, .. } = fading;
    let decay = -ln(retention);
    for lag in 0..out.weight.len() {
        let log_x = ln(lag as f64 + 1.0);
        let log_z = log_x + ln(decay / LN_2);
        let fallen = LN_2 * exp(shape * log_z);
        out.weight[lag] = (shape - 1.0) * log_x - fallen;
        out.by_retention[lag] = shape * fallen / (decay * retention);
        out.by_log_second[lag] = shape * (log_x - fallen * log_z);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The density of shape 1.7 and scale 3.2 at l + 1 for l < 8, over its sum, with 40 digits (Python `decimal`).
    #[test]
    fn it_matches_reference_values() {
        let half_life = 3.2 * exp(ln(LN_2) / 1.7);
        let retention = exp(-LN_2 / half_life);
        let mut out = WeightSlopes::zeros(8);
        log_weights(Fading { retention, peak_weeks: 1.0, shape: 1.7, window_weeks: 8 }, &mut out);
        out.normalise();
        out.weight.iter().zip(REFERENCE).for_each(|(w, r)| assert!((w - r).abs() < 1e-12, "{w} {r}"));
    }

    const REFERENCE: [f64; 8] = [
        0.213_370_332_491_464_3,
        0.253_887_514_601_487_8,
        0.215_811_120_402_944_2,
        0.149_986_363_883_583_4,
        0.089_353_263_647_699_6,
        0.046_725_672_614_891_8,
        0.021_757_197_205_246,
        0.009_108_535_152_682_9,
    ];
}
