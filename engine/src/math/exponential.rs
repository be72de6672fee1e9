//! `exp` and `ln`, branch-free. (Inner loops over weeks use [`super::lanes`], four numbers at a time.)
//!
//! `exp`: argument reduced to |r| <= ln(2)/2 in two parts (Cody and Waite 1980), Taylor polynomial of degree 13
//! (remainder below 4e-18), scaled by building the exponent's bits. `ln`: the reduction and the minimax coefficients
//! of FreeBSD's `e_log.c` (Sun Microsystems 1993). Both are tested to 2 units in the last place against libm.
//! Left out: subnormal numbers, which count as zero.

pub(super) const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
pub(super) const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// 1.5 * 2^52: adding it rounds to the nearest integer and leaves that integer in the low bits.
pub(super) const ROUNDER: f64 = 6_755_399_441_055_744.0;
pub(super) const SQRT_HALF_BITS: u64 = 0x3fe6_a09e_0000_0000;
pub(super) const ONE_BITS: u64 = 0x3ff0_0000_0000_0000;
pub(super) const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
pub(super) const TWO_52: f64 = 4_503_599_627_370_496.0;
/// 2^52 as bits: an integer or-ed into its mantissa becomes that float plus 2^52.
pub(super) const TWO_52_BITS: u64 = 0x4330_0000_0000_0000;
/// The minimax coefficients of `ln`: of even powers of z = s^2, from z^2, and of odd ones, from z.
pub(super) const LN_EVEN: [f64; 3] = [0.399_999_999_994_094_2, 0.222_221_984_321_497_84, 0.153_138_376_992_093_73];
pub(super) const LN_ODD: [f64; 4] =
    [0.666_666_666_666_673_5, 0.285_714_287_436_623_9, 0.181_835_721_616_180_5, 0.147_981_986_051_165_86];
const EXP_OVERFLOW: f64 = 709.782_712_893_384;
const EXP_UNDERFLOW: f64 = -708.396_418_532_264_1;

/// e to the power of `x`; infinite above 709.78, zero below -708.39 (where the result would be subnormal).
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let clamped = x.clamp(EXP_UNDERFLOW, EXP_OVERFLOW);
    let shifted = clamped * std::f64::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (clamped - k * LN2_HIGH) - k * LN2_LOW;
    // One less in the exponent and a doubling afterwards: 2^1024 has no representation, 2^1023 has.
    let half_scale = f64::from_bits(shifted.to_bits().wrapping_add(1022) << 52);
    let result = (1.0 + exp_minus_one(r)) * half_scale * 2.0;
    let result = if x > EXP_OVERFLOW { f64::INFINITY } else { result };
    let result = if x < EXP_UNDERFLOW { 0.0 } else { result };
    if x.is_nan() { x } else { result }
}

/// exp(r) - 1 for |r| <= ln(2)/2, by Estrin's scheme (short dependency chains).
#[inline(always)]
fn exp_minus_one(r: f64) -> f64 {
    let r2 = r * r;
    let r4 = r2 * r2;
    let c23 = 1.0 / 2.0 + r * (1.0 / 6.0);
    let c45 = 1.0 / 24.0 + r * (1.0 / 120.0);
    let c67 = 1.0 / 720.0 + r * (1.0 / 5_040.0);
    let c89 = 1.0 / 40_320.0 + r * (1.0 / 362_880.0);
    let c1011 = 1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0);
    let c1213 = 1.0 / 479_001_600.0 + r * (1.0 / 6_227_020_800.0);
    let low = c23 + r2 * c45;
    let middle = c67 + r2 * c89;
    let high = c1011 + r2 * c1213;
    r + r2 * (low + r4 * (middle + r4 * high))
}

/// The natural logarithm; minus infinity for zero (and subnormal numbers), NaN below zero.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let shifted = x.to_bits().wrapping_add(ONE_BITS - SQRT_HALF_BITS);
    let biased_exponent = f64::from_bits((shifted >> 52) | TWO_52_BITS);
    let k = biased_exponent - (TWO_52 + 1_023.0);
    let f = f64::from_bits((shifted & MANTISSA).wrapping_add(SQRT_HALF_BITS)) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let [e0, e1, e2] = LN_EVEN;
    let [o0, o1, o2, o3] = LN_ODD;
    let t1 = w * (e0 + w * (e1 + w * e2));
    let t2 = z * (o0 + w * (o1 + w * (o2 + w * o3)));
    let result = s * (half_square + t1 + t2) + k * LN2_LOW - half_square + f + k * LN2_HIGH;
    let result = if x < f64::MIN_POSITIVE { f64::NEG_INFINITY } else { result };
    let result = if x == f64::INFINITY { x } else { result };
    if x >= 0.0 { result } else { f64::NAN }
}

/// 1 / (1 + exp(-x)), between 0 and 1.
#[inline(always)]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// ln(p / (1 - p)), the inverse of [`logistic`].
#[inline(always)]
pub fn logit(p: f64) -> f64 {
    ln(p / (1.0 - p))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Distance in units in the last place of `expected`.
    fn ulps(found: f64, expected: f64) -> f64 {
        let spacing = f64::from_bits(expected.abs().to_bits() + 1) - expected.abs();
        (found - expected).abs() / spacing
    }

    #[test]
    fn exp_is_within_two_ulps_of_libm() {
        let worst = (-70_800..=70_970).map(|i| f64::from(i) * 0.01 + 1e-3).map(|x| ulps(exp(x), x.exp()));
        assert!(worst.fold(0.0, f64::max) <= 2.0);
    }

    #[test]
    fn ln_is_within_two_ulps_of_libm() {
        let mut x = 1e-300;
        while x < 1e300 {
            assert!(ulps(ln(x), x.ln()) <= 2.0, "{x}: {} against {}", ln(x), x.ln());
            x *= 1.003_7;
        }
        for i in 1..20_000 {
            let x = f64::from(i) * 1e-4 + 0.5;
            assert!(ulps(ln(x), x.ln()) <= 2.0, "{x}");
        }
    }

    #[test]
    fn the_ends_of_the_range_are_kept() {
        assert_eq!(exp(710.0), f64::INFINITY);
        assert_eq!(exp(f64::INFINITY), f64::INFINITY);
        assert_eq!(exp(-710.0), 0.0);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(f64::INFINITY), f64::INFINITY);
        assert!(exp(f64::NAN).is_nan() && ln(f64::NAN).is_nan() && ln(-1.0).is_nan());
        assert!(exp(EXP_OVERFLOW).is_finite() && exp(709.5).is_finite());
    }

    #[test]
    fn logit_undoes_logistic() {
        for i in -30..=30 {
            let x = f64::from(i) * 0.5;
            assert!((logit(logistic(x)) - x).abs() < 1e-8, "{x}");
        }
    }
}
