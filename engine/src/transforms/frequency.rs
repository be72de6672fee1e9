//! What being reached so often does: h(f) = f^s / (f^s + k^s), the Hill curve of Meridian's reach and frequency channels.
//!
//! The response is driven by reach * h(frequency): twice as many people count twice, twice as often counts as the curve
//! says (Zhang et al. 2024, "Bayesian Hierarchical Media Mix Model Incorporating Reach and Frequency Data", eq. 2).
//!
//! The same contacts spread over fewer people reach each more often. With contacts fixed, the driver is proportional to
//! h(f) / f, which is largest at f = k (s - 1)^(1/s) where s > 1, and at as few contacts a person as possible otherwise.

use super::saturation::{Curve, ResponseSlopes, Saturation};

/// The curve of frequencies: Hill, in contacts a person and week.
pub const FREQUENCY_CURVE: Saturation = Saturation::Hill;

/// What a person reached `frequency` times counts, 0 to 1.
pub fn weight_of(curve: Curve, frequency: f64) -> f64 {
    let mut weight = [frequency];
    FREQUENCY_CURVE.respond(curve, &mut weight);
    weight[0]
}

/// What drives the response: reach weighted by frequency.
pub fn weighted_reach(curve: Curve, reach: &[f64], frequency: &[f64]) -> Vec<f64> {
    let mut weights = frequency.to_vec();
    FREQUENCY_CURVE.respond(curve, &mut weights);
    weights.iter_mut().zip(reach).for_each(|(w, r)| *w *= r);
    weights
}

/// Reach and frequency with the weighted reach and its slopes by the curve's parameters, refilled at every position.
#[derive(Clone, Debug)]
pub struct SlopedReach {
    reach: Vec<f64>,
    frequency: Vec<f64>,
    weight: ResponseSlopes,
    /// Slope of the weighted reach by ln k.
    pub by_log_half: Vec<f64>,
    /// Slope of the weighted reach by ln s.
    pub by_log_shape: Vec<f64>,
}

impl SlopedReach {
    /// Those reached, and how often each was.
    pub fn new(reach: Vec<f64>, frequency: Vec<f64>) -> Self {
        let n = reach.len();
        Self {
            weight: ResponseSlopes::zeros(n),
            by_log_half: vec![0.0; n],
            by_log_shape: vec![0.0; n],
            reach,
            frequency,
        }
    }

    /// Writes the weighted reach into `out` and its slopes into this.
    pub fn weigh(&mut self, curve: Curve, out: &mut [f64]) {
        FREQUENCY_CURVE.respond_with_slopes(curve, &self.frequency, &mut self.weight);
        for (t, reach) in self.reach.iter().enumerate() {
            out[t] = reach * self.weight.response[t];
            self.by_log_half[t] = reach * self.weight.by_log_half[t];
            self.by_log_shape[t] = reach * self.weight.by_log_shape[t];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REACH: [f64; 4] = [10.0, 0.0, 5.0, 2.0];
    const FREQUENCY: [f64; 4] = [1.0, 3.0, 2.5, 0.0];

    /// 10 * 1 / (1 + 4) and 5 * 6.25 / (6.25 + 4), by hand.
    #[test]
    fn reach_is_weighted_by_frequency() {
        let found = weighted_reach(Curve { half_saturation: 2.0, shape: 2.0 }, &REACH, &FREQUENCY);
        let expected = [2.0, 0.0, 5.0 * 6.25 / 10.25, 0.0];
        found.iter().zip(expected).for_each(|(f, e)| assert!((f - e).abs() < 1e-12, "{f} {e}"));
    }

    #[test]
    fn slopes_match_finite_differences() {
        let curve = Curve { half_saturation: 1.7, shape: 2.2 };
        let mut sloped = SlopedReach::new(REACH.to_vec(), FREQUENCY.to_vec());
        let mut out = [0.0; 4];
        sloped.weigh(curve, &mut out);
        let h = 1e-6;
        let half = |f: f64| weighted_reach(Curve { half_saturation: 1.7 * f, ..curve }, &REACH, &FREQUENCY);
        let shape = |f: f64| weighted_reach(Curve { shape: 2.2 * f, ..curve }, &REACH, &FREQUENCY);
        let slope = |up: Vec<f64>, down: Vec<f64>, t: usize| (up[t] - down[t]) / (2.0 * h);
        for t in 0..4 {
            assert!((sloped.by_log_half[t] - slope(half(1.0 + h), half(1.0 - h), t)).abs() < 1e-8);
            assert!((sloped.by_log_shape[t] - slope(shape(1.0 + h), shape(1.0 - h), t)).abs() < 1e-8);
        }
    }

    #[test]
    fn the_best_frequency_is_where_the_header_says() {
        let curve = Curve { half_saturation: 2.0, shape: 2.0 };
        let worth = |f: f64| weight_of(curve, f) / f;
        assert!(worth(2.0) > worth(1.9) && worth(2.0) > worth(2.1));
    }
}
