//! The logistic curve h(a) = (1 - e^(-l a)) / (1 + e^(-l a)) (PyMC-Marketing's `logistic_saturation`).
//!
//! It equals tanh(l a / 2): stated by its half-saturation, PyMC-Marketing's `tanh_saturation` is the same curve.
//! It reaches one half at a = ln 3 / l, so l = ln 3 / k for a half-saturation point k. With z = l a:
//! dh/dz = (1 - h^2) / 2, slope by a is l dh/dz and by ln k is -z dh/dz.

use super::{Curve, ResponseSlopes};
use crate::math::lanes::{Lanes, exp_as_fraction, map, map_in_place};

const LN_3: f64 = 1.098_612_288_668_109_8;

#[inline(always)]
fn response(z: Lanes) -> Lanes {
    let (growth, one) = exp_as_fraction(z);
    (growth - one) / (growth + one)
}

pub(super) fn respond(curve: Curve, stock_to_response: &mut [f64]) {
    let rate = Lanes::splat(LN_3 / curve.half_saturation);
    map_in_place(stock_to_response, |stock| response(rate * stock));
}

pub(super) fn respond_with_slopes(curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
    let rate = Lanes::splat(LN_3 / curve.half_saturation);
    let outputs = [&mut out.response, &mut out.by_stock, &mut out.by_log_half];
    map([stock], outputs.map(Vec::as_mut_slice), |[stock]| {
        let z = rate * stock;
        let h = response(z);
        let by_z = Lanes::splat(0.5) * (Lanes::splat(1.0) - h * h);
        [h, rate * by_z, -z * by_z]
    });
    out.by_log_shape[..stock.len()].fill(0.0);
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
