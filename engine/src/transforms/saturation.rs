//! Saturation: the response rises with spend, and each further unit adds less.
//!
//! Every family maps a stock of at least 0 to a response between 0 and 1 and is parametrised by the stock at which half
//! of the maximum is reached. That number has a unit (spend a week), so people can judge a prior on it, and it means
//! the same in every family.

mod hill;
mod logistic;

use serde::{Deserialize, Serialize};

/// A family of saturation curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saturation {
    /// a^s / (a^s + k^s): with a shape s, S-shaped above 1.
    Hill,
    /// (1 - e^(-l a)) / (1 + e^(-l a)), which is tanh(l a / 2): no shape.
    Logistic,
}

/// The parameters of one curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The stock at which half of the maximum is reached, in the unit of the stock; positive.
    pub half_saturation: f64,
    /// The exponent of a Hill curve; ignored by families without a shape. Positive.
    pub shape: f64,
}

/// The response to a series of stocks with its slopes; all of the stock's length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResponseSlopes {
    /// The response, 0 to 1.
    pub response: Vec<f64>,
    /// Its slope by the stock.
    pub by_stock: Vec<f64>,
    /// Its slope by the logarithm of the half-saturation point.
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
    pub const ALL: [Self; 2] = [Self::Hill, Self::Logistic];

    /// Whether the family has a shape parameter.
    pub fn has_shape(self) -> bool {
        match self {
            Self::Hill => true,
            Self::Logistic => false,
        }
    }

    /// Replaces every stock by its response.
    pub fn respond(self, curve: Curve, stock_to_response: &mut [f64]) {
        match self {
            Self::Hill => hill::respond(curve, stock_to_response),
            Self::Logistic => logistic::respond(curve, stock_to_response),
        }
    }

    /// The responses to `stock` and their slopes, written into `out`, of equal length.
    pub fn respond_with_slopes(self, curve: Curve, stock: &[f64], out: &mut ResponseSlopes) {
        match self {
            Self::Hill => hill::respond_with_slopes(curve, stock, out),
            Self::Logistic => logistic::respond_with_slopes(curve, stock, out),
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
            assert!((out.by_log_half[t] - by_half[t]).abs() < 1e-8, "{family:?} half {t}");
            assert!((out.by_log_shape[t] - by_shape[t]).abs() < 1e-8, "{family:?} shape {t}");
            assert!((out.by_stock[t] * STOCKS[t] - by_log_stock[t]).abs() < 1e-8, "{family:?} stock {t}");
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
            for family in Saturation::ALL {
                let curve = Curve { half_saturation: half, shape };
                let r = responses(family, curve, &[0.0, half, a, a + more]);
                prop_assert_eq!(r[0], 0.0);
                prop_assert!((r[1] - 0.5).abs() < 1e-12);
                prop_assert!(r[2] <= r[3] && r[3] <= 1.0);
            }
        }
    }
}
