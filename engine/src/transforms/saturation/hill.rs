//! The Hill curve h(a) = a^s / (a^s + k^s) (Hill 1910; Jin et al. 2017, eq. 3).
//!
//! Computed as the logistic function of u = s (ln a - ln k): one logarithm and one exponential a cell, two cells at a time. With
//! q = h (1 - h): slope by ln k is -s q, by ln s is u q, by a is s q / a.

use super::{Curve, ResponseSlopes};
use crate::math::lanes::{LANES, Lanes, exp_as_fraction, ln, load, store};

/// Stocks below this respond with zero: far under any cent, and it keeps s q / a finite for s < 1.
const NOTHING: f64 = 1e-12;

/// The response to two stocks, their log odds u and the stocks kept away from zero.
#[inline(always)]
fn response(stock: Lanes, shape: Lanes, log_half: Lanes) -> (Lanes, Lanes, Lanes) {
    let nothing = Lanes::splat(NOTHING);
    let some_stock = stock.fast_max(nothing);
    let log_odds = shape * (ln(some_stock) - log_half);
    let (odds, one) = exp_as_fraction(log_odds);
    let response = stock.simd_gt(nothing).select(odds / (odds + one), Lanes::splat(0.0));
    (response, log_odds, some_stock)
}

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    let (shape, log_half) = (Lanes::splat(curve.shape), Lanes::splat(crate::math::ln(curve.half_saturation)));
    for weeks in stock_to_response.chunks_mut(LANES) {
        store(response(load(weeks), shape, log_half).0, weeks);
    }
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let (s, log_half) = (Lanes::splat(curve.shape), Lanes::splat(crate::math::ln(curve.half_saturation)));
    let outs = out.response.chunks_mut(LANES).zip(out.by_stock.chunks_mut(LANES));
    let outs = outs.zip(out.by_log_half.chunks_mut(LANES)).zip(out.by_log_shape.chunks_mut(LANES));
    for (stock, (((to_response, by_stock), by_log_half), by_log_shape)) in stock.chunks(LANES).zip(outs) {
        let (h, u, a) = response(load(stock), s, log_half);
        let q = h * (Lanes::splat(1.0) - h);
        store(h, to_response);
        store(-s * q, by_log_half);
        store(u * q, by_log_shape);
        store(s * q / a, by_stock);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of x^s / (x^s + k^s) computed with 50 digits (Python `decimal`).
    #[test]
    fn it_matches_reference_values() {
        let mut r = [0.5, 1.0, 4.0];
        respond(Curve { half_saturation: 0.8, shape: 1.5 }, &mut r);
        let reference = [0.330_703_392_282_869_1, 0.582_906_244_262_438_6, 0.917_900_484_778_238_3];
        r.iter().zip(reference).for_each(|(r, e)| assert!((r - e).abs() < 1e-12, "{r} {e}"));
    }
}
