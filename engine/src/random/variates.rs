//! Random numbers of other distributions, from uniform and normal ones: the same for the same seed everywhere.
//!
//! Gamma: squeeze of a cubed normal (Marsaglia and Tsang 2000, ACM Transactions on Mathematical Software 26). Poisson: by
//! products of uniforms below a mean of 10, above it the transformed rejection PTRS (Hormann 1993, Insurance:
//! Mathematics and Economics 12). Student's t and the negative binomial are mixtures over gamma numbers.

use super::Rng;
use crate::math::{exp, ln, ln_gamma};

/// Attempts after which a rejection gives up with the distribution's middle; never met in practice.
const ATTEMPTS: usize = 1_000;
/// The mean above which Poisson numbers are those of a normal distribution, rounded: the difference is below 1e-5.
const VAST: f64 = 1e12;

impl Rng {
    /// Gamma with this shape and scale one.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = exp(ln(self.uniform()) / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        for _ in 0..ATTEMPTS {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            if ln(self.uniform()) < 0.5 * x * x + d - d * v + d * ln(v) {
                return d * v;
            }
        }
        shape
    }

    /// Student's t with these degrees of freedom; standard normal where they are infinite.
    pub fn student_t(&mut self, degrees: f64) -> f64 {
        let z = self.normal();
        if degrees.is_infinite() {
            return z;
        }
        z / (self.gamma(0.5 * degrees) / (0.5 * degrees)).sqrt()
    }

    /// Poisson with this mean.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean.is_nan() || mean <= 0.0 {
            return 0.0;
        }
        if mean > VAST {
            return (mean + mean.sqrt() * self.normal()).round();
        }
        if mean < 10.0 { self.poisson_by_products(mean) } else { self.poisson_by_rejection(mean) }
    }

    /// Counts of this mean that scatter relatively by `relative` (a standard deviation) beyond chance.
    pub fn negative_binomial(&mut self, mean: f64, relative: f64) -> f64 {
        let shape = 1.0 / (relative * relative);
        let rate = mean * self.gamma(shape) / shape;
        self.poisson(rate)
    }

    fn poisson_by_products(&mut self, mean: f64) -> f64 {
        let limit = exp(-mean);
        let (mut product, mut count) = (self.uniform(), 0.0);
        while product > limit {
            product *= self.uniform();
            count += 1.0;
        }
        count
    }

    fn poisson_by_rejection(&mut self, mean: f64) -> f64 {
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.024_83 * b;
        let inverse_alpha = 1.123_9 + 1.132_8 / (b - 3.4);
        let v_r = 0.927_7 - 3.622_4 / (b - 2.0);
        let log_mean = ln(mean);
        for _ in 0..ATTEMPTS {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
            if us >= 0.07 && v <= v_r {
                return k;
            }
            if k < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            if ln(v * inverse_alpha / (a / (us * us) + b)) <= k * log_mean - mean - ln_gamma(k + 1.0) {
                return k;
            }
        }
        mean.round()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{mean, variance};

    const COUNT: usize = 60_000;

    /// Mean within 5 standard errors, variance within `tolerance`.
    fn check(name: &str, (expected, spread): (f64, f64), tolerance: f64, mut draw: impl FnMut(&mut Rng) -> f64) {
        let mut rng = Rng::new(12, 0);
        let draws: Vec<f64> = (0..COUNT).map(|_| draw(&mut rng)).collect();
        let error = (mean(&draws) - expected).abs() / (spread / COUNT as f64).sqrt();
        let ratio = variance(&draws) / spread;
        assert!(error < 5.0, "{name}: mean {} for {expected}", mean(&draws));
        assert!((ratio - 1.0).abs() < tolerance, "{name}: variance ratio {ratio}");
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        for shape in [0.3, 1.0, 4.0, 200.0] {
            check("gamma", (shape, shape), 0.05, |rng| rng.gamma(shape));
        }
        for m in [0.2, 3.0, 12.0, 500.0, 2e6] {
            check("poisson", (m, m), 0.03, |rng| rng.poisson(m));
        }
        check("Student's t", (0.0, 8.0 / 6.0), 0.05, |rng| rng.student_t(8.0));
        check("counts", (40.0, 40.0 + 1_600.0 * 0.09), 0.05, |rng| rng.negative_binomial(40.0, 0.3));
        assert_eq!(Rng::new(1, 0).poisson(0.0), 0.0);
    }
}
