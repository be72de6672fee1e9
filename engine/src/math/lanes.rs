//! Four numbers at a time: passes over weeks, sums over them, `ln` and the exponential.
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
use wide::{f64x4, u64x4};

/// Four numbers: two vectors of the hardware, so that one's long chain of steps runs in the other's waiting time.
pub(crate) type Lanes = f64x4;

/// How many numbers [`Lanes`] hold.
pub(crate) const LANES: usize = 4;

/// Coefficients of R(z) - 2, from z upwards.
const R: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238e-8,
];

/// Passes the numbers of `inputs` through `f`, four at a time, and writes what comes out into `outputs`; all series are
/// as long as the first input.
///
/// Full lanes are written as such: storing as many numbers as there happen to be is a call of `memcpy` each time. What is
/// missing at the end counts as 1.
#[inline(always)]
pub(crate) fn map<const I: usize, const O: usize>(
    inputs: [&[f64]; I],
    outputs: [&mut [f64]; O],
    f: impl Fn([Lanes; I]) -> [Lanes; O],
) {
    let n = inputs[0].len();
    let inputs = inputs.map(|series| series[..n].as_chunks::<LANES>());
    let mut outputs = outputs.map(|out| out[..n].as_chunks_mut::<LANES>());
    for i in 0..n / LANES {
        let results = f(inputs.map(|(full, _)| Lanes::new(full[i])));
        outputs.iter_mut().zip(results).for_each(|((full, _), lanes)| full[i] = lanes.to_array());
    }
    if !n.is_multiple_of(LANES) {
        let results = f(inputs.map(|(_, rest)| padded(rest, 1.0)));
        outputs.iter_mut().zip(results).for_each(|((_, rest), lanes)| store(lanes, rest));
    }
}

/// Replaces every number by what `f` makes of it, four at a time; what is missing at the end counts as 1.
#[inline(always)]
pub(crate) fn map_in_place(values: &mut [f64], f: impl Fn(Lanes) -> Lanes) {
    let (full, rest) = values.as_chunks_mut::<LANES>();
    full.iter_mut().for_each(|lanes| *lanes = f(Lanes::new(*lanes)).to_array());
    if !rest.is_empty() {
        store(f(padded(rest, 1.0)), rest);
    }
}

/// Sums of the terms that `f` makes of the series' numbers at each place; all series are as long as the first.
///
/// Four running sums each. What is missing at the end counts as 0 in every series, of which `f` has to make zeros.
#[inline(always)]
pub(crate) fn sums<const I: usize, const O: usize>(
    series: [&[f64]; I],
    f: impl Fn([Lanes; I]) -> [Lanes; O],
) -> [f64; O] {
    let n = series[0].len();
    let series = series.map(|s| s[..n].as_chunks::<LANES>());
    let mut sums = [Lanes::splat(0.0); O];
    let mut add = |terms: [Lanes; O]| sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    for i in 0..n / LANES {
        add(f(series.map(|(full, _)| Lanes::new(full[i]))));
    }
    if !n.is_multiple_of(LANES) {
        add(f(series.map(|(_, rest)| padded(rest, 0.0))));
    }
    sums.map(|sum| {
        let [a, b, c, d] = sum.to_array();
        (a + b) + (c + d)
    })
}

/// The numbers of `values`, with `missing` for those that there are too few.
#[inline(always)]
fn padded(values: &[f64], missing: f64) -> Lanes {
    let mut lanes = [missing; LANES];
    lanes.iter_mut().zip(values).for_each(|(lane, x)| *lane = *x);
    Lanes::new(lanes)
}

/// Writes as many numbers as `out` has room for.
#[inline(always)]
fn store(lanes: Lanes, out: &mut [f64]) {
    out.iter_mut().zip(lanes.to_array()).for_each(|(o, x)| *o = x);
}

/// The natural logarithm of positive, normal numbers, with the bits of [`super::ln`].
#[inline(always)]
pub(crate) fn ln(x: Lanes) -> Lanes {
    let shifted = cast::<Lanes, u64x4>(x) + u64x4::splat(ONE_BITS - SQRT_HALF_BITS);
    let biased_exponent: Lanes = cast((shifted >> 52_u32) | u64x4::splat(TWO_52_BITS));
    let k = biased_exponent - Lanes::splat(TWO_52 + 1_023.0);
    let mantissa = (shifted & u64x4::splat(MANTISSA)) + u64x4::splat(SQRT_HALF_BITS);
    let f = cast::<u64x4, Lanes>(mantissa) - Lanes::splat(1.0);
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

/// Positive numbers a and b with a / b = e^x; x counts as -700 below and as 700 above that. NaN gives NaN.
#[inline(always)]
pub(crate) fn exp_as_fraction(x: Lanes) -> (Lanes, Lanes) {
    let limit = Lanes::splat(700.0);
    // The mask of a NaN, all bits set, is one itself: what a comparison makes of a NaN depends on the target.
    let clamped = (-limit).fast_max(limit.fast_min(x)) | x.is_nan();
    let shifted = clamped * Lanes::splat(std::f64::consts::LOG2_E) + Lanes::splat(ROUNDER);
    let k = shifted - Lanes::splat(ROUNDER);
    let r = (clamped - k * Lanes::splat(LN2_HIGH)) - k * Lanes::splat(LN2_LOW);
    let scale: Lanes = cast((cast::<Lanes, u64x4>(shifted) + u64x4::splat(1_023)) << 52_u32);
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
            let both = [x, 1.0 / x, 3.0 * x, 0.7 / x];
            let found = ln(Lanes::new(both)).to_array();
            assert_eq!(found.map(f64::to_bits), both.map(|x| crate::math::ln(x).to_bits()), "{x}");
            x *= 1.37;
        }
    }

    #[test]
    fn the_fraction_is_the_exponential() {
        for i in -69_990..=69_990 {
            let x = f64::from(i) * 0.01 + 1e-3;
            let (a, b) = exp_as_fraction(Lanes::splat(x));
            let found = (a / b).to_array()[0];
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
    fn odd_lengths_are_passed_through_and_summed() {
        for n in 0..10_u8 {
            let input: Vec<f64> = (1..=n).map(f64::from).collect();
            let (mut one, mut two, mut same) = (vec![0.0; input.len()], vec![0.0; input.len()], input.clone());
            map([&input], [&mut one, &mut two], |[x]| [x + Lanes::splat(1.0), x * x]);
            map_in_place(&mut same, |x| -x);
            for (i, x) in input.iter().enumerate() {
                assert_eq!([one[i], two[i], same[i]], [x + 1.0, x * x, -x]);
            }
            let [products, sum] = sums([&input, &one], |[a, b]| [a * b, a]);
            let count = f64::from(n);
            assert_eq!(sum, count * (count + 1.0) / 2.0);
            assert_eq!(products, input.iter().map(|x| x * (x + 1.0)).sum::<f64>());
        }
    }
}
