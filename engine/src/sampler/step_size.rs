//! Step-size adaptation by dual averaging (Nesterov 2009; Hoffman and Gelman 2014, section 3.2).
//!
//! After each warm-up draw with acceptance statistic a: H <- (1 - 1/(m + t0)) H + (target - a)/(m + t0),
//! ln e = mu - sqrt(m)/gamma H, and ln e_bar averages ln e with weight m^-kappa. e explores, e_bar is kept.

use crate::math::{exp, ln};

const GAMMA: f64 = 0.05;
const T0: f64 = 10.0;
const KAPPA: f64 = 0.75;

/// The state of dual averaging.
#[derive(Clone, Debug)]
pub(super) struct DualAveraging {
    target: f64,
    mu: f64,
    count: f64,
    error: f64,
    log_step: f64,
    log_step_average: f64,
}

impl DualAveraging {
    /// Starts around the step `initial`, aiming at the acceptance statistic `target`.
    pub(super) fn new(initial: f64, target: f64) -> Self {
        Self { target, mu: ln(10.0 * initial), count: 0.0, error: 0.0, log_step: ln(initial), log_step_average: 0.0 }
    }

    /// Learns from one draw's mean acceptance probability.
    pub(super) fn update(&mut self, acceptance: f64) {
        self.count += 1.0;
        let weight = 1.0 / (self.count + T0);
        self.error = (1.0 - weight) * self.error + weight * (self.target - acceptance.clamp(0.0, 1.0));
        self.log_step = self.mu - self.count.sqrt() / GAMMA * self.error;
        let forget = exp(-KAPPA * ln(self.count));
        self.log_step_average = forget * self.log_step + (1.0 - forget) * self.log_step_average;
    }

    /// The step to explore with.
    pub(super) fn step(&self) -> f64 {
        exp(self.log_step)
    }

    /// The averaged step, for sampling after warm-up.
    pub(super) fn settled_step(&self) -> f64 {
        if self.count == 0.0 { self.step() } else { exp(self.log_step_average) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With an acceptance that falls linearly in the step, the settled step meets the target.
    #[test]
    fn it_finds_the_step_that_meets_the_target() {
        let mut average = DualAveraging::new(0.01, 0.8);
        for _ in 0..2_000 {
            average.update(1.0 - 0.5 * average.step());
        }
        assert!((average.settled_step() - 0.4).abs() < 0.02, "{}", average.settled_step());
    }
}
