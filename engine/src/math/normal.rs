//! The standard normal distribution's quantile and distribution functions.
//!
//! Quantile: algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37), relative accuracy about 1e-16.
//! Distribution: the series and continued fraction of the incomplete gamma function, accuracy about 1e-14.

use super::{exp, ln};

/// The standard normal quantile of `p`; infinite at 0 and 1, NaN outside.
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * ratio(r, &CENTRAL_NUMERATOR, &CENTRAL_DENOMINATOR);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 {
        return if tail == 0.0 { f64::INFINITY.copysign(q) } else { f64::NAN };
    }
    let r = (-ln(tail)).sqrt();
    let magnitude = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_NUMERATOR, &MIDDLE_DENOMINATOR)
    } else {
        ratio(r - 5.0, &FAR_NUMERATOR, &FAR_DENOMINATOR)
    };
    magnitude.copysign(q)
}

/// The probability that a standard normal variable is at most `x`.
pub fn normal_cdf(x: f64) -> f64 {
    let z = 0.5 * x * x;
    let tail = if x.abs() < 2.0 { 0.5 - central_mass(x.abs(), z) } else { upper_tail(x.abs(), z) };
    if x > 0.0 { 1.0 - tail } else { tail }
}

const SQRT_TWO_PI: f64 = 2.506_628_274_631_000_7;

/// P(0 < X < x) by the series x + x^3/3 + x^5/(3*5) + ... (Abramowitz and Stegun 26.2.11).
fn central_mass(x: f64, z: f64) -> f64 {
    let (mut term, mut sum, mut n) = (x, x, 1.0);
    while term > 1e-17 * sum {
        n += 2.0;
        term *= x * x / n;
        sum += term;
    }
    sum * exp(-z) / SQRT_TWO_PI
}

/// P(X > x) by Laplace's continued fraction (Abramowitz and Stegun 26.2.14), for x >= 2.
fn upper_tail(x: f64, z: f64) -> f64 {
    let fraction = (1..=120).rev().fold(x, |below, n| x + f64::from(n) / below);
    exp(-z) / (SQRT_TWO_PI * fraction)
}

fn ratio(r: f64, numerator: &[f64; 8], denominator: &[f64; 8]) -> f64 {
    polynomial(r, numerator) / polynomial(r, denominator)
}

/// Horner's rule; the highest power first.
fn polynomial(r: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * r + c)
}

const CENTRAL_NUMERATOR: [f64; 8] = [
    2.509_080_928_730_122_7e3,
    3.343_057_558_358_813e4,
    6.726_577_092_700_87e4,
    4.592_195_393_154_987e4,
    1.373_169_376_550_946e4,
    1.971_590_950_306_551_3e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_5,
];
const CENTRAL_DENOMINATOR: [f64; 8] = [
    5.226_495_278_852_545e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_659_7e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_4e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const FAR_NUMERATOR: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_4e-2,
    2.965_605_718_285_048_7e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_DENOMINATOR: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles from R 4.3 `qnorm`.
    #[test]
    fn quantiles_match_reference_values() {
        let known = [
            (0.5, 0.0),
            (0.95, 1.644_853_626_951_472_2),
            (0.975, 1.959_963_984_540_054),
            (0.001, -3.090_232_306_167_813_5),
            (1e-10, -6.361_340_902_404_056),
            (1e-20, -9.262_340_089_798_409),
        ];
        for (p, z) in known {
            assert!((normal_quantile(p) - z).abs() < 1e-13, "{p}: {}", normal_quantile(p));
        }
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert!(normal_quantile(1.5).is_nan());
    }

    #[test]
    fn the_distribution_undoes_the_quantile() {
        for i in 1..2_000 {
            let p = f64::from(i) / 2_000.0;
            assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-13, "{p}");
        }
        assert!((normal_cdf(-5.0) - 2.866_515_718_791_945e-7).abs() < 1e-19);
    }
}
