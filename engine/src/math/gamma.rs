//! The logarithm of the gamma function and its derivative, for positive numbers.
//!
//! Stirling's series from 10 upwards (Abramowitz and Stegun 6.1.41 and 6.3.18; the first term left out is below 1e-16),
//! and the recurrences Gamma(x + 1) = x Gamma(x), digamma(x + 1) = digamma(x) + 1/x below. Not for x <= 0, where both
//! give NaN.

use super::ln;

/// From here on the series is exact to the last places.
const LARGE: f64 = 10.0;
/// ln(2 pi) / 2.
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_7;

/// ln Gamma(`x`).
pub fn ln_gamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let (mut large, mut product) = (x, 1.0);
    while large < LARGE {
        product *= large;
        large += 1.0;
    }
    let below = if product == 1.0 { 0.0 } else { ln(product) };
    let z = 1.0 / (large * large);
    let series = 1.0 / 12.0
        + z * (-1.0 / 360.0
            + z * (1.0 / 1_260.0
                + z * (-1.0 / 1_680.0 + z * (1.0 / 1_188.0 + z * (-691.0 / 360_360.0 + z * (1.0 / 156.0))))));
    (large - 0.5) * ln(large) - large + HALF_LN_TWO_PI + series / large - below
}

/// The derivative of [`ln_gamma`] at `x`.
pub fn digamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    let (mut large, mut below) = (x, 0.0);
    while large < LARGE {
        below += 1.0 / large;
        large += 1.0;
    }
    let z = 1.0 / (large * large);
    let series = z
        * (1.0 / 12.0
            - z * (1.0 / 120.0
                - z * (1.0 / 252.0
                    - z * (1.0 / 240.0 - z * (1.0 / 132.0 - z * (691.0 / 32_760.0 - z * (1.0 / 12.0)))))));
    ln(large) - 0.5 / large - series - below
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz and Stegun tables 6.1 and 6.3, ln of factorials and of sqrt(pi), and SciPy 1.11 `gammaln`, `digamma`.
    #[test]
    fn values_match_reference_values() {
        let known = [
            (0.5, 0.572_364_942_924_700_1, -1.963_510_026_021_423_5),
            (1.0, 0.0, -0.577_215_664_901_532_9),
            (1.5, -0.120_782_237_635_245_22, 0.036_489_973_978_576_52),
            (2.0, 0.0, 0.422_784_335_098_467_1),
            (10.0, 12.801_827_480_081_469, 2.251_752_589_066_721),
            (100.0, 359.134_205_369_575_4, 4.600_161_852_738_087),
        ];
        for (x, log, slope) in known {
            assert!((ln_gamma(x) - log).abs() < 2e-14 * (1.0 + log.abs()), "{x}: {}", ln_gamma(x));
            assert!((digamma(x) - slope).abs() < 2e-14 * (1.0 + slope.abs()), "{x}: {}", digamma(x));
        }
        assert!(ln_gamma(0.0).is_nan() && digamma(-1.0).is_nan() && ln_gamma(f64::NAN).is_nan());
    }

    #[test]
    fn recurrence_and_slope_hold_everywhere() {
        for i in 1..400 {
            let x = 0.07 * f64::from(i);
            let step = ln_gamma(x + 1.0) - ln_gamma(x) - ln(x);
            assert!(step.abs() < 1e-13 * (1.0 + ln_gamma(x + 1.0).abs()), "{x}: {step}");
            let h = 1e-5 * x;
            let numeric = (ln_gamma(x + h) - ln_gamma(x - h)) / (2.0 * h);
            assert!((numeric - digamma(x)).abs() < 1e-6 * (1.0 + numeric.abs()), "{x}");
        }
    }
}
