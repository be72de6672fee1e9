//! Two numbers at a time: `ln` and the exponential for inner loops over weeks.
//!
//! Written with vector types, since the compiler turns loops over the scalar functions into vector instructions on
//! some targets (x86-64) and not on others (WebAssembly). Only operations that IEEE 754 defines exactly, in one order, so
//! the bits do not depend on the target. `ln` repeats the scalar function's steps; the exponential comes as a fraction
//! whose parts serve the logistic function and tanh with one division: with x = k ln 2 + r and FreeBSD's minimax
//! R(r^2) = r (e^r + 1) / (e^r - 1) (`e_exp.c`, Sun Microsystems 1993), e^x = 2^k (R + r) / (R - r).

use super::exponential::{
    LN_EVEN, LN_ODD, LN2_HIGH, LN2_LOW, MANTISSA, ONE_BITS, ROUNDER, SQRT_HALF_BITS, TWO_52, TWO_52_BITS,
};
use wide::bytemuck::cast;
use wide::{f64x2, u64x2};

/// Two numbers.
pub(crate) type Lanes = f64x2;

/// How many numbers [`Lanes`] hold.
pub(crate) const LANES: usize = 2;

/// Coefficients of R(z) - 2, from z upwards.
const R: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238e-8,
];

/// The one or two numbers of `values`; a missing one is 1.
#[inline(always)]
pub(crate) fn load(values: &[f64]) -> Lanes {
    match *values {
        [a, b, ..] => Lanes::new([a, b]),
        [a] => Lanes::new([a, 1.0]),
        [] => Lanes::splat(1.0),
    }
}

/// Writes as many numbers as `out` has room for.
#[inline(always)]
pub(crate) fn store(lanes: Lanes, out: &mut [f64]) {
    out.iter_mut().zip(lanes.to_array()).for_each(|(o, x)| *o = x);
}

/// The natural logarithm of two positive, normal numbers, with the bits of [`super::ln`].
#[inline(always)]
pub(crate) fn ln(x: Lanes) -> Lanes {
    let shifted = cast::<Lanes, u64x2>(x) + u64x2::splat(ONE_BITS - SQRT_HALF_BITS);
    let biased_exponent: Lanes = cast((shifted >> 52_u32) | u64x2::splat(TWO_52_BITS));
    let k = biased_exponent - Lanes::splat(TWO_52 + 1_023.0);
    let mantissa = (shifted & u64x2::splat(MANTISSA)) + u64x2::splat(SQRT_HALF_BITS);
    let f = cast::<u64x2, Lanes>(mantissa) - Lanes::splat(1.0);
    let half_square = Lanes::splat(0.5) * f * f;
    let s = f / (Lanes::splat(2.0) + f);
    let z = s * s;
    let w = z * z;
    let [e0, e1, e2] = LN_EVEN.map(Lanes::splat);
    let [o0, o1, o2, o3] = LN_ODD.map(Lanes::splat);
    let t1 = w * (e0 + w * (e1 + w * e2));
    let t2 = z * (o0 + w * (o1 + w * (o2 + w * o3)));
    s * (half_square + t1 + t2) + k * Lanes::splat(LN2_LOW) - half_square + f + k * Lanes::splat(LN2_HIGH)
}

/// Two positive numbers a and b with a / b = e^x; x counts as -700 below and as 700 above that. NaN gives NaN.
#[inline(always)]
pub(crate) fn exp_as_fraction(x: Lanes) -> (Lanes, Lanes) {
    let limit = Lanes::splat(700.0);
    // In this order a NaN stays: both keep the second operand where the comparison fails.
    let clamped = (-limit).fast_max(limit.fast_min(x));
    let clamped = x.is_nan().select(x, clamped);
    let shifted = clamped * Lanes::splat(std::f64::consts::LOG2_E) + Lanes::splat(ROUNDER);
    let k = shifted - Lanes::splat(ROUNDER);
    let r = (clamped - k * Lanes::splat(LN2_HIGH)) - k * Lanes::splat(LN2_LOW);
    let scale: Lanes = cast((cast::<Lanes, u64x2>(shifted) + u64x2::splat(1_023)) << 52_u32);
    let z = r * r;
    let [r1, r2, r3, r4, r5] = R.map(Lanes::splat);
    let even = Lanes::splat(2.0) + z * (r1 + z * (r2 + z * (r3 + z * (r4 + z * r5))));
    (scale * (even + r), even - r)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_single_numbers() {
        let mut x = 1e-300;
        while x < 1e300 {
            let [a, b] = ln(Lanes::new([x, 1.0 / x])).to_array();
            assert_eq!([a.to_bits(), b.to_bits()], [x, 1.0 / x].map(|x| crate::math::ln(x).to_bits()), "{x}");
            x *= 1.37;
        }
    }

    #[test]
    fn the_fraction_is_the_exponential() {
        for i in -69_990..=69_990 {
            let x = f64::from(i) * 0.01 + 1e-3;
            let (a, b) = exp_as_fraction(Lanes::splat(x));
            let [found, _] = (a / b).to_array();
            // Four units in the last place: both parts and their ratio are rounded.
            assert!((found - x.exp()).abs() <= 4.0 * f64::EPSILON * x.exp(), "{x}");
        }
    }

    #[test]
    fn ends_are_clamped_and_nothing_is_hidden() {
        let at = |x: f64| {
            let (a, b) = exp_as_fraction(Lanes::splat(x));
            (a / b).to_array()[0]
        };
        assert_eq!(at(f64::INFINITY), at(700.0));
        assert_eq!(at(f64::NEG_INFINITY), at(-700.0));
        assert!(at(f64::NAN).is_nan() && at(0.0) == 1.0);
    }

    #[test]
    fn odd_lengths_are_loaded_and_stored() {
        let mut out = [0.0; 1];
        store(load(&[3.0]) + Lanes::splat(1.0), &mut out);
        assert_eq!(out, [4.0]);
        assert_eq!(load(&[1.0, 2.0]).to_array(), [1.0, 2.0]);
    }
}
