//! Saturation: the response rises with spend, and each further unit adds less.
//!
//! Every family with a maximum maps a stock of at least 0 to a response between 0 and 1 and is parametrised by the stock
//! at which half of the maximum is reached. That number has a unit (spend a week), so people can judge a prior on it,
//! and it means the same in every such family. The root has no maximum and is stated by its exponent alone.

mod gain;
mod hill;
mod linear;
mod logistic;
mod michaelis_menten;
mod root;

pub use gain::GainSlopes;
use serde::{Deserialize, Serialize};

/// A family of saturation curves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saturation {
    /// a^s / (a^s + k^s): with a shape s, S-shaped above 1.
    #[default]
    Hill,
    /// (1 - e^(-l a)) / (1 + e^(-l a)), which is tanh(l a / 2): no shape.
    Logistic,
    /// a / (a + k): the Hill curve of shape 1.
    MichaelisMenten,
    /// a^s with an exponent s between 0 and 1: no maximum.
    Root,
    /// a: every unit brings the same.
    Linear,
}

/// The parameters of one curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The stock at which half of the maximum is reached, in the unit of the stock; positive. Ignored without a maximum.
    pub half_saturation: f64,
    /// The exponent of a Hill curve or of a root; ignored by the other families. Positive.
    pub shape: f64,
}

/// The response to a series of stocks with its slopes; all of the stock's length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResponseSlopes {
    /// The response: 0 to 1, or from 0 without a maximum.
    pub response: Vec<f64>,
    /// Its slope by the stock.
    pub by_stock: Vec<f64>,
    /// Its slope by the logarithm of the half-saturation point; zeros for families without one.
    pub by_log_half: Vec<f64>,
    /// Its slope by the logarithm of the shape; zeros for families without one.
    pub by_log_shape: Vec<f64>,
}

impl ResponseSlopes {
    /// Room for `n` weeks.
    pub fn zeros(n: usize) -> Self {
        Self { response: vec![0.0; n], by_stock: vec![0.0; n], by_log_half: vec![0.0; n], by_log_shape: vec![0.0; n] }
    }
}

impl Saturation {
    /// Every family, in the order offered.
    pub const ALL: [Self; 5] = [Self::Hill, Self::Logistic, Self::MichaelisMenten, Self::Root, Self::Linear];

    /// Whether there is a maximum, half of which is reached at some spend.
    pub fn has_half_saturation(self) -> bool {
        matches!(self, Self::Hill | Self::Logistic | Self::MichaelisMenten)
    }

    /// Whether the curve has a shape: 1 or less is concave, above 1 is S-shaped.
    pub fn has_shape(self) -> bool {
        self == Self::Hill
    }

    /// Whether the curve is a power with an exponent between 0 and 1.
    pub fn has_exponent(self) -> bool {
        self == Self::Root
    }

    /// The exponent by which the response grows with the unit of the stock: 0 where a half-saturation has that unit too.
    pub fn degree(self, curve: Curve) -> f64 {
        match self {
            Self::Hill | Self::Logistic | Self::MichaelisMenten => 0.0,
            Self::Root => curve.shape,
            Self::Linear => 1.0,
        }
    }

    /// Replaces every stock by its response.
    pub fn respond(self, curve: Curve, stock_to_response: &mut [f64]) {
        match self {
            Self::Hill => hill::respond(curve, stock_to_response),
            Self::Logistic => logistic::respond(curve, stock_to_response),
            Self::MichaelisMenten => michaelis_menten::respond(curve, stock_to_response),
            Self::Root => root::respond(curve, stock_to_response),
            Self::Linear => {}
        }
    }

    /// The responses to `stock` and their slopes, written into `out`, of at least equal length.
    pub fn respond_with_slopes(self, curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
        match self {
            Self::Hill => hill::respond_with_slopes(curve, stock, out),
            Self::Logistic => logistic::respond_with_slopes(curve, stock, out),
            Self::MichaelisMenten => michaelis_menten::respond_with_slopes(curve, stock, out),
            Self::Root => root::respond_with_slopes(curve, stock, out),
            Self::Linear => linear::respond_with_slopes(stock, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STOCKS: [f64; 6] = [0.0, 1e-3, 0.2, 0.7, 1.5, 20.0];

    fn responses(family: Saturation, curve: Curve, stocks: &[f64]) -> Vec<f64> {
        let mut r = stocks.to_vec();
        family.respond(curve, &mut r);
        r
    }

    fn check_slopes(family: Saturation, curve: Curve) {
        let mut out = ResponseSlopes::zeros(STOCKS.len());
        family.respond_with_slopes(curve, &STOCKS, &mut out);
        let difference = |up: Vec<f64>, down: Vec<f64>, h: f64| -> Vec<f64> {
            up.iter().zip(&down).map(|(u, d)| (u - d) / (2.0 * h)).collect()
        };
        let h = 1e-6;
        let scaled = |f: f64| Curve { half_saturation: curve.half_saturation * f, ..curve };
        let shaped = |f: f64| Curve { shape: curve.shape * f, ..curve };
        let moved = |d: f64| STOCKS.map(|a| if a > 0.0 { a + d * a } else { a });
        let value = responses(family, curve, &STOCKS);
        let by_half =
            difference(responses(family, scaled(1.0 + h), &STOCKS), responses(family, scaled(1.0 - h), &STOCKS), h);
        let by_shape =
            difference(responses(family, shaped(1.0 + h), &STOCKS), responses(family, shaped(1.0 - h), &STOCKS), h);
        let by_log_stock = difference(responses(family, curve, &moved(h)), responses(family, curve, &moved(-h)), h);
        for t in 0..STOCKS.len() {
            assert!((out.response[t] - value[t]).abs() < 1e-14);
            let close = |a: f64, b: f64| (a - b).abs() < 1e-8 * (1.0 + value[t]);
            assert!(close(out.by_log_half[t], by_half[t]), "{family:?} half {t}");
            assert!(close(out.by_log_shape[t], by_shape[t]), "{family:?} shape {t}");
            assert!(close(out.by_stock[t] * STOCKS[t], by_log_stock[t]), "{family:?} stock {t}");
        }
    }

    #[test]
    fn slopes_match_finite_differences() {
        for family in Saturation::ALL {
            for (half_saturation, shape) in [(0.3, 1.0), (1.0, 0.5), (2.0, 2.5)] {
                check_slopes(family, Curve { half_saturation, shape });
            }
        }
    }

    proptest! {
        #[test]
        fn curves_rise_from_zero_to_one_through_one_half(
            half in 1e-3..1e3f64, shape in 0.3..4.0f64, a in 0.0..1e4f64, more in 0.0..1e4f64,
        ) {
            for family in Saturation::ALL.into_iter().filter(|f| f.has_half_saturation()) {
                let curve = Curve { half_saturation: half, shape };
                let r = responses(family, curve, &[0.0, half, a, a + more]);
                prop_assert_eq!(r[0], 0.0);
                prop_assert!((r[1] - 0.5).abs() < 1e-12);
                prop_assert!(r[2] <= r[3] && r[3] <= 1.0);
            }
        }

        #[test]
        fn curves_without_a_maximum_rise_and_never_bend_up(
            exponent in 0.05..0.99f64, a in 0.0..1e4f64, step in 1e-3..1e4f64,
        ) {
            for family in [Saturation::Root, Saturation::Linear] {
                let curve = Curve { half_saturation: 1.0, shape: exponent };
                let r = responses(family, curve, &[0.0, a, a + step, a + 2.0 * step]);
                prop_assert_eq!(r[0], 0.0);
                prop_assert!(r[2] > r[1] && r[3] - r[2] <= (r[2] - r[1]) * (1.0 + 1e-9));
            }
        }
    }
}
