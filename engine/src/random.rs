//! Random numbers from a seed: the ChaCha stream cipher with 8 rounds, one stream for each purpose.
//!
//! Normal numbers come from the quantile function, one uniform each, so that the sequence depends on nothing but the
//! seed. (`rand_distr` calls the platform's logarithm, which differs between machines.)

mod variates;

use crate::math::normal_quantile;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng};

/// A reproducible source of random numbers.
#[derive(Clone, Debug)]
pub struct Rng(ChaCha8Rng);

impl Rng {
    /// The source with this seed and stream. Different streams of one seed never overlap.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// Uniform between 0 and 1, both excluded, in steps of 2^-53.
    pub fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
        ((self.0.next_u64() >> 11) as f64 + 0.5) * STEP
    }

    /// Uniform between `low` and `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }

    /// `true` with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// A whole number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.uniform() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// Fills `out` with standard normal numbers.
    pub fn fill_normal(&mut self, out: &mut [f64]) {
        out.iter_mut().for_each(|x| *x = self.normal());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{mean, variance};

    #[test]
    fn the_sequence_is_fixed_for_ever() {
        let mut rng = Rng::new(1, 0);
        let found: Vec<u64> = (0..3).map(|_| rng.uniform().to_bits()).collect();
        let mut again = Rng::new(1, 0);
        assert_eq!(found, (0..3).map(|_| again.uniform().to_bits()).collect::<Vec<_>>());
        assert_ne!(found[0], Rng::new(1, 1).uniform().to_bits());
    }

    #[test]
    fn normal_numbers_have_their_moments() {
        let mut rng = Rng::new(7, 0);
        let mut draws = vec![0.0; 100_000];
        rng.fill_normal(&mut draws);
        assert!(mean(&draws).abs() < 0.01);
        assert!((variance(&draws) - 1.0).abs() < 0.02);
        let fourth = mean(&draws.iter().map(|x| x * x * x * x).collect::<Vec<_>>());
        assert!((fourth - 3.0).abs() < 0.1, "{fourth}");
    }
}
