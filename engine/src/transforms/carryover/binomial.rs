//! Binomial carry-over: w_l = (1 - l/(L+1))^(1/a - 1) over a window of L weeks (Meridian's `binomial` decay).
//!
//! Stated by the share r of the first week's effect that is left a week later, like the other families: since
//! w_1 / w_0 = (1 - 1/(L+1))^(1/a - 1), ln w_l = ln r c_l with c_l = ln(1 - l/(L+1)) / ln(1 - 1/(L+1)). In their
//! parameter, a = 1 / (1 + ln r / ln(L/(L+1))). Slope of ln w_l by r: c_l / r.

use super::Fading;
use super::weights::WeightSlopes;
use crate::math::ln;

pub(super) fn log_weights(fading: Fading, out: &mut WeightSlopes) {
    let end = out.weight.len() as f64 + 1.0;
    let (log_retention, first) = (ln(fading.retention), ln(1.0 - 1.0 / end));
    for lag in 0..out.weight.len() {
        let steps = ln(1.0 - lag as f64 / end) / first;
        out.weight[lag] = log_retention * steps;
        out.by_retention[lag] = steps / fading.retention;
        out.by_log_second[lag] = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `w = (1 - l/9)**(1/0.3 - 1)` for l < 8, over its sum, in Python; PyMC-Marketing's `binomial_adstock` with
    /// `alpha=0.3, l_max=8, normalize=True`. Here r = (8/9)^(1/0.3 - 1).
    #[test]
    fn it_matches_reference_values() {
        let mut out = WeightSlopes::zeros(8);
        let retention = crate::math::exp((1.0 / 0.3 - 1.0) * ln(8.0 / 9.0));
        log_weights(Fading { retention, peak_weeks: 1.0, shape: 1.0, window_weeks: 8 }, &mut out);
        out.normalise();
        out.weight.iter().zip(REFERENCE).for_each(|(w, r)| assert!((w - r).abs() < 1e-12, "{w} {r}"));
    }

    const REFERENCE: [f64; 8] = [
        0.310_973_401_246_851,
        0.236_247_574_294_810_4,
        0.173_002_673_706_414_8,
        0.120_737_905_947_489_6,
        0.078_901_888_575_164_4,
        0.046_877_455_995_064_7,
        0.023_957_434_864_185_3,
        0.009_301_665_370_019_8,
    ];
}
