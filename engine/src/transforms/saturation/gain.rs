//! What a response gains from one per cent more of its stock: g(a) = a h'(a), the slope of h by ln a.
//!
//! Marginal returns and elasticities are sums of it, so a prior on one of them needs its slopes too. In every family h
//! depends on a alone through a power or through a/k, and one number a cell, the bend b, tells all of them:
//!
//! ```text
//! dg/da = b h'(a),   dg/d ln k = -b g   (families with a half-saturation k),   dg/d ln s = g + b dh/d ln s   (with s)
//!
//! Hill: b = s (1 - 2h)   Michaelis-Menten: b = 1 - 2h   logistic, z = a ln 3 / (2k): b = 1 - 2zh   root: b = s   none: b = 1
//! ```
//!
//! Hill: g = s q with q = h (1 - h) and dq/du = q (1 - 2h), u = s ln(a/k), so dg/d ln a = s^2 q (1 - 2h) = b g, and
//! dg/d ln s = g + s (1 - 2h) u q, where u q is dh/d ln s. Logistic: h = tanh z, g = z (1 - h^2), dg/d ln z = g - 2 z h g.

use super::{Curve, ResponseSlopes, Saturation};

const LN_3: f64 = 1.098_612_288_668_109_8;

/// The gain of a series of stocks with its slopes; all of the stock's length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GainSlopes {
    /// The gain.
    pub gain: Vec<f64>,
    /// Its slope by the stock.
    pub by_stock: Vec<f64>,
    /// Its slope by the logarithm of the half-saturation point; zeros for families without one.
    pub by_log_half: Vec<f64>,
    /// Its slope by the logarithm of the shape; zeros for families without one.
    pub by_log_shape: Vec<f64>,
}

impl GainSlopes {
    /// Room for `n` weeks.
    pub fn zeros(n: usize) -> Self {
        Self { gain: vec![0.0; n], by_stock: vec![0.0; n], by_log_half: vec![0.0; n], by_log_shape: vec![0.0; n] }
    }
}

impl Saturation {
    /// The gains at `stock`, given the `response` there, written into `out`, of at least equal length.
    pub fn gain_with_slopes(self, curve: Curve, stock: &[f64], response: &ResponseSlopes, out: &mut GainSlopes) {
        for (t, a) in stock.iter().enumerate() {
            let (h, slope) = (response.response[t], response.by_stock[t]);
            let bend = self.bend(curve, *a, h);
            let gain = a * slope;
            out.gain[t] = gain;
            out.by_stock[t] = bend * slope;
            out.by_log_half[t] = if self.has_half_saturation() { -bend * gain } else { 0.0 };
            let shaped = self.has_shape() || self.has_exponent();
            out.by_log_shape[t] = if shaped { gain + bend * response.by_log_shape[t] } else { 0.0 };
        }
    }

    fn bend(self, curve: Curve, stock: f64, response: f64) -> f64 {
        match self {
            Self::Hill => curve.shape * (1.0 - 2.0 * response),
            Self::MichaelisMenten => 1.0 - 2.0 * response,
            Self::Logistic => 1.0 - LN_3 * stock / curve.half_saturation * response,
            Self::Root => curve.shape,
            Self::Linear => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STOCKS: [f64; 5] = [0.0, 0.2, 0.7, 1.5, 20.0];

    fn gains(family: Saturation, curve: Curve, stock: &[f64]) -> GainSlopes {
        let (mut response, mut out) = (ResponseSlopes::zeros(stock.len()), GainSlopes::zeros(stock.len()));
        family.respond_with_slopes(curve, stock, &mut response);
        family.gain_with_slopes(curve, stock, &response, &mut out);
        out
    }

    fn check(family: Saturation, curve: Curve) {
        let found = gains(family, curve, &STOCKS);
        let h = 1e-6;
        let response = |factor: f64| {
            let mut r = STOCKS.map(|a| a * factor);
            family.respond(curve, &mut r);
            r
        };
        let gain = |curve: Curve, factor: f64| gains(family, curve, &STOCKS.map(|a| a * factor)).gain;
        let half = |f: f64| gain(Curve { half_saturation: curve.half_saturation * f, ..curve }, 1.0);
        let shape = |f: f64| gain(Curve { shape: curve.shape * f, ..curve }, 1.0);
        for (t, stock) in STOCKS.into_iter().enumerate() {
            let slope = |up: f64, down: f64| (up - down) / (2.0 * h);
            let close = |found: f64, expected: f64, what: &str| {
                assert!(
                    (found - expected).abs() < 1e-8 * (1.0 + expected.abs()),
                    "{family:?} {what} {t}: {found} {expected}"
                );
            };
            close(found.gain[t], slope(response(1.0 + h)[t], response(1.0 - h)[t]), "gain");
            close(found.by_stock[t] * stock, slope(gain(curve, 1.0 + h)[t], gain(curve, 1.0 - h)[t]), "stock");
            close(found.by_log_half[t], slope(half(1.0 + h)[t], half(1.0 - h)[t]), "half");
            close(found.by_log_shape[t], slope(shape(1.0 + h)[t], shape(1.0 - h)[t]), "shape");
        }
    }

    #[test]
    fn gains_and_their_slopes_match_finite_differences() {
        for family in Saturation::ALL {
            for (half_saturation, shape) in [(0.3, 0.9), (1.0, 0.5), (2.0, 2.5)] {
                check(family, Curve { half_saturation, shape });
            }
        }
    }
}
