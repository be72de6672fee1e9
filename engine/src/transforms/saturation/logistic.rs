//! The logistic curve h(a) = (1 - e^(-l a)) / (1 + e^(-l a)) (PyMC-Marketing's `logistic_saturation`).
//!
//! It equals tanh(l a / 2): stated by its half-saturation, PyMC-Marketing's `tanh_saturation` is the same curve.
//! It reaches one half at a = ln 3 / l, so l = ln 3 / k for a half-saturation point k. With z = l a:
//! dh/dz = (1 - h^2) / 2, slope by a is l dh/dz and by ln k is -z dh/dz.

use super::{Curve, ResponseSlopes};
use crate::math::exp;

const LN_3: f64 = 1.098_612_288_668_109_8;

#[inline(always)]
fn response(z: f64) -> f64 {
    let e = exp(-z);
    (1.0 - e) / (1.0 + e)
}

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    let rate = LN_3 / curve.half_saturation;
    stock_to_response.iter_mut().for_each(|a| *a = response(rate * *a));
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let n = stock.len();
    let rate = LN_3 / curve.half_saturation;
    let (response_out, by_stock) = (&mut out.response[..n], &mut out.by_stock[..n]);
    let by_log_half = &mut out.by_log_half[..n];
    for t in 0..n {
        let z = rate * stock[t];
        let h = response(z);
        let by_z = 0.5 * (1.0 - h * h);
        response_out[t] = h;
        by_stock[t] = rate * by_z;
        by_log_half[t] = -z * by_z;
    }
    out.by_log_shape[..n].fill(0.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// tanh(l a / 2) for l = 4 at a = 0.1, 0.5, 1 (Python `math.tanh`).
    #[test]
    fn it_matches_reference_values() {
        let mut r = [0.1, 0.5, 1.0];
        respond(Curve { half_saturation: LN_3 / 4.0, shape: 1.0 }, &mut r);
        let reference = [0.197_375_320_224_904, 0.761_594_155_955_764_9, 0.964_027_580_075_816_9];
        r.iter().zip(reference).for_each(|(r, e)| assert!((r - e).abs() < 1e-12, "{r} {e}"));
    }
}
