//! The Hill curve h(a) = a^s / (a^s + k^s) (Hill 1910; Jin et al. 2017, eq. 3).
//!
//! Computed as the logistic function of u = s (ln a - ln k): one logarithm and one exponential a cell, four cells at a time. With
//! q = h (1 - h): slope by ln k is -s q, by ln s is u q, by a is s q / a.

use super::{Curve, ResponseSlopes};
use crate::math::lanes::{Lanes, exp_as_fraction, ln, map};

/// Stocks below this respond with zero: far under any cent, and it keeps s q / a finite for s < 1.
const NOTHING: f64 = 1e-12;

/// Weeks that are taken through one step before the next, so that a step's short chains of operations run beside one
/// another; the whole chain, from a stock to its slopes, would leave the processor waiting.
const BLOCK: usize = 64;

/// The curve's log odds u at up to a block of stocks.
fn fill_log_odds(curve: Curve, stock: &[f64], log_odds: &mut [f64]) {
    let (shape, log_half) = (Lanes::splat(curve.shape), Lanes::splat(crate::math::ln(curve.half_saturation)));
    map([stock], [log_odds], |[stock]| [shape * (ln(stock.fast_max(Lanes::splat(NOTHING))) - log_half)]);
}

/// The response to stocks with these log odds.
#[inline(always)]
fn response(stock: Lanes, log_odds: Lanes) -> Lanes {
    let (odds, one) = exp_as_fraction(log_odds);
    // The mask keeps all bits or none.
    stock.simd_gt(Lanes::splat(NOTHING)) & (odds / (odds + one))
}

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    let mut buffers = [[0.0; BLOCK]; 2];
    for block in stock_to_response.chunks_mut(BLOCK) {
        let [stock, log_odds] = buffers.each_mut().map(|buffer| &mut buffer[..block.len()]);
        stock.copy_from_slice(block);
        fill_log_odds(curve, stock, log_odds);
        map([stock, log_odds], [block], |[stock, log_odds]| [response(stock, log_odds)]);
    }
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let s = Lanes::splat(curve.shape);
    let mut buffer = [0.0; BLOCK];
    let outputs = [&mut out.response, &mut out.by_stock, &mut out.by_log_half, &mut out.by_log_shape];
    let mut outputs = outputs.map(Vec::as_mut_slice);
    for (block, stock) in stock.chunks(BLOCK).enumerate() {
        let log_odds = &mut buffer[..stock.len()];
        fill_log_odds(curve, stock, log_odds);
        let outputs = outputs.each_mut().map(|out| &mut out[block * BLOCK..][..stock.len()]);
        map([stock, log_odds], outputs, |[stock, u]| {
            let h = response(stock, u);
            let q = h * (Lanes::splat(1.0) - h);
            [h, s * q / stock.fast_max(Lanes::splat(NOTHING)), -s * q, u * q]
        });
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
