//! The root h(a) = a^s with 0 < s < 1 (PyMC-Marketing's `root_saturation`): each unit brings less, without an end.
//!
//! The exponent is the elasticity of the response: 1 % more stock brings s % more. Slope by a is s h / a, by ln s is
//! s h ln a. There is no maximum and so no half-saturation; the unit of the stock cancels out of a contribution that is
//! stated by its total.

use super::{Curve, ResponseSlopes};
use crate::math::{exp, ln};

/// Stocks below this respond with zero: so far down that a root of it is nothing, and s h / a stays finite.
const NOTHING: f64 = 1e-280;

#[inline(always)]
fn response(stock: f64, exponent: f64) -> f64 {
    if stock > NOTHING { exp(exponent * ln(stock)) } else { 0.0 }
}

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    stock_to_response.iter_mut().for_each(|a| *a = response(*a, curve.shape));
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let n = stock.len();
    let s = curve.shape;
    let (response_out, by_stock) = (&mut out.response[..n], &mut out.by_stock[..n]);
    let by_log_shape = &mut out.by_log_shape[..n];
    for t in 0..n {
        let a = stock[t].max(NOTHING);
        let h = response(stock[t], s);
        response_out[t] = h;
        by_stock[t] = s * h / a;
        by_log_shape[t] = s * h * ln(a);
    }
    out.by_log_half[..n].fill(0.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python `x ** 0.35`.
    #[test]
    fn it_matches_reference_values() {
        let mut r = [0.0, 0.5, 1.0, 4.0];
        respond(Curve { half_saturation: 1.0, shape: 0.35 }, &mut r);
        let reference = [0.0, 0.784_584_097_896_750_8, 1.0, 1.624_504_792_712_471];
        r.iter().zip(reference).for_each(|(r, e)| assert!((r - e).abs() < 1e-14, "{r} {e}"));
    }
}
