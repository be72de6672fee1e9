//! Weibull carry-over by survival: w_0 = 1, w_l = product over j = 1..l of (1 - F(j)), F being the Weibull distribution
//! function (Robyn's and PyMC-Marketing's `weibull_cdf`).
//!
//! With shape k and scale m, 1 - F(j) = e^(-(j/m)^k). Stated by r = w_1 = e^(-(1/m)^k), the share left after one week:
//! ln w_l = ln r C_l with C_l = sum over j = 1..l of j^k. A shape near 0 is the geometric family; the larger it is,
//! the sooner what is left is gone. Slopes of ln w_l: C_l / r by r, and k ln r sum of j^k ln j by ln k.

use super::Fading;
use super::weights::WeightSlopes;
use crate::math::{exp, ln};

pub(super) fn log_weights(fading: Fading, out: &mut WeightSlopes) {
    let Fading { retention, shape, .. } = fading;
    let log_retention = ln(retention);
    let (mut steps, mut steps_by_shape) = (0.0, 0.0);
    for lag in 0..out.weight.len() {
        if lag > 0 {
            let log_lag = ln(lag as f64);
            let power = exp(shape * log_lag);
            steps += power;
            steps_by_shape += power * log_lag;
        }
        out.weight[lag] = log_retention * steps;
        out.by_retention[lag] = steps / retention;
        out.by_log_second[lag] = shape * log_retention * steps_by_shape;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The product of 1 - F(j) for shape 0.8 and scale 2.5, over the sum of all, with 40 digits (Python `decimal`).
    #[test]
    fn it_matches_reference_values() {
        let retention = exp(-exp(-0.8 * ln(2.5)));
        let mut out = WeightSlopes::zeros(8);
        log_weights(Fading { retention, peak_weeks: 1.0, shape: 0.8, window_weeks: 8 }, &mut out);
        out.normalise();
        out.weight.iter().zip(REFERENCE).for_each(|(w, r)| assert!((w - r).abs() < 1e-12, "{w} {r}"));
    }

    const REFERENCE: [f64; 8] = [
        0.501_432_861_650_058_6,
        0.310_138_803_276_469_4,
        0.134_358_057_565_552_8,
        0.042_244_632_440_177_4,
        0.009_845_612_657_508_2,
        0.001_726_204_061_891_5,
        0.000_230_251_480_918_7,
        0.000_023_576_867_423_6,
    ];
}
