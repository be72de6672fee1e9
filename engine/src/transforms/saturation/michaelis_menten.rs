//! The Michaelis-Menten curve h(a) = a / (a + k) (Michaelis and Menten 1913; Robyn and PyMC-Marketing): the Hill curve of
//! shape 1, which is concave from the start and needs no exponential.
//!
//! With q = h (1 - h): slope by ln k is -q, by a is k / (a + k)^2.

use super::{Curve, ResponseSlopes};

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    let half = curve.half_saturation;
    stock_to_response.iter_mut().for_each(|a| *a /= *a + half);
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let n = stock.len();
    let half = curve.half_saturation;
    let (response, by_stock) = (&mut out.response[..n], &mut out.by_stock[..n]);
    let by_log_half = &mut out.by_log_half[..n];
    for t in 0..n {
        let left = half / (stock[t] + half);
        response[t] = stock[t] / (stock[t] + half);
        by_stock[t] = left * left / half;
        by_log_half[t] = -response[t] * left;
    }
    out.by_log_shape[..n].fill(0.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a / (a + 0.8), computed by hand: 5/13, 5/9, 5/6.
    #[test]
    fn it_matches_reference_values() {
        let mut r = [0.5, 1.0, 4.0];
        respond(Curve { half_saturation: 0.8, shape: 1.0 }, &mut r);
        r.iter().zip([5.0 / 13.0, 5.0 / 9.0, 5.0 / 6.0]).for_each(|(r, e)| assert!((r - e).abs() < 1e-15, "{r} {e}"));
    }
}
