//! The Hill curve h(a) = a^s / (a^s + k^s) (Hill 1910; Jin et al. 2017, eq. 3).
//!
//! Computed as the logistic function of u = s (ln a - ln k): one logarithm and one exponential a cell. With
//! q = h (1 - h): slope by ln k is -s q, by ln s is u q, by a is s q / a.

use super::{Curve, ResponseSlopes};
use crate::math::{ln, logistic};

/// Stocks below this respond with zero: far under any cent, and it keeps s q / a finite for s < 1.
const NOTHING: f64 = 1e-12;

#[inline(always)]
fn log_odds(stock: f64, shape: f64, log_half: f64) -> f64 {
    shape * (ln(stock.max(NOTHING)) - log_half)
}

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    let log_half = ln(curve.half_saturation);
    for a in stock_to_response {
        let h = logistic(log_odds(*a, curve.shape, log_half));
        *a = if *a > NOTHING { h } else { 0.0 };
    }
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let n = stock.len();
    let log_half = ln(curve.half_saturation);
    let s = curve.shape;
    let (response, by_stock) = (&mut out.response[..n], &mut out.by_stock[..n]);
    let (by_log_half, by_log_shape) = (&mut out.by_log_half[..n], &mut out.by_log_shape[..n]);
    for t in 0..n {
        let a = stock[t];
        let u = log_odds(a, s, log_half);
        let h = logistic(u);
        let h = if a > NOTHING { h } else { 0.0 };
        let q = h * (1.0 - h);
        response[t] = h;
        by_log_half[t] = -s * q;
        by_log_shape[t] = u * q;
        by_stock[t] = s * q / a.max(NOTHING);
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
