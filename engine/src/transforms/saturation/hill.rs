//! The Hill curve h(a) = a^s / (a^s + k^s) (Hill 1910; Jin et al. 2017, eq. 3).
//!
//! Computed as the logistic function of u = s (ln a - ln k): one logarithm and one exponential a cell, four cells at a time. With
//! q = h (1 - h): slope by ln k is -s q, by ln s is u q, by a is s q / a.

use super::{Curve, ResponseSlopes};
use crate::math::lanes::{Lanes, exp_as_fraction, ln, map, map_in_place};

/// Stocks below this respond with zero: far under any cent, and it keeps s q / a finite for s < 1.
const NOTHING: f64 = 1e-12;

/// The response to four stocks, their log odds u and the stocks kept away from zero.
#[inline(always)]
fn response(stock: Lanes, shape: Lanes, log_half: Lanes) -> (Lanes, Lanes, Lanes) {
    let nothing = Lanes::splat(NOTHING);
    let some_stock = stock.fast_max(nothing);
    let log_odds = shape * (ln(some_stock) - log_half);
    let (odds, one) = exp_as_fraction(log_odds);
    // The mask keeps all bits or none.
    let response = stock.simd_gt(nothing) & (odds / (odds + one));
    (response, log_odds, some_stock)
}

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    let (shape, log_half) = (Lanes::splat(curve.shape), Lanes::splat(crate::math::ln(curve.half_saturation)));
    map_in_place(stock_to_response, |stock| response(stock, shape, log_half).0);
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let (s, log_half) = (Lanes::splat(curve.shape), Lanes::splat(crate::math::ln(curve.half_saturation)));
    let outputs = [&mut out.response, &mut out.by_stock, &mut out.by_log_half, &mut out.by_log_shape];
    map(stock, outputs.map(Vec::as_mut_slice), |stock| {
        let (h, u, a) = response(stock, s, log_half);
        let q = h * (Lanes::splat(1.0) - h);
        [h, s * q / a, -s * q, u * q]
    });
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
