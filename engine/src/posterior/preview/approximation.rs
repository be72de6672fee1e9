//! Draws from an approximation of any log-density, corrected by importance weights.
//!
//! Laplace's normal distribution proposes draws, Pareto smoothed weights correct them. The mode of a skewed density lies off its
//! mean; so where the weights' tail is too heavy, the proposal's centre moves to the weighted mean and the same white
//! noise is weighted anew (implicitly adaptive importance sampling, mean matching: Paananen, Piironen, Burkner and Vehtari
//! 2021, Statistics and Computing 31). The proposal with the lightest tail is resampled to draws of equal weight.
//! Nothing here depends on anything but the density and the seed.

use super::importance::{Weights, resample, smoothed};
use super::laplace::Laplace;
use super::mode::find_mode;
use crate::math::ln;
use crate::random::Rng;
use crate::sampler::LogDensity;

/// How an approximation is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Effort {
    /// Draws from each proposal.
    pub proposals: usize,
    /// Proposals that may follow the first one.
    pub shifts: usize,
    /// Draws of equal weight that are given.
    pub draws: usize,
}

/// Draws from an approximation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Approximation {
    /// The draws, one after another.
    pub positions: Vec<f64>,
    /// The shape of the weights' tail.
    pub k_hat: f64,
    /// The largest shape at which this many weights are to be believed.
    pub k_limit: f64,
    /// How often the density was evaluated.
    pub evaluations: u64,
}

/// A proposal's draws with their weights.
struct Proposal {
    white: Vec<Vec<f64>>,
    weights: Weights,
}

/// Approximates `density`, searching for its mode from `start`; `None` where the density is not defined there.
pub(super) fn approximate(
    density: &mut impl LogDensity,
    start: Vec<f64>,
    effort: Effort,
    rng: &mut Rng,
) -> Option<Approximation> {
    let mode = find_mode(density, start)?;
    let laplace = Laplace::at(density, mode);
    let noise: Vec<Vec<f64>> = (0..effort.proposals).map(|_| white_noise(density.dimension(), rng)).collect();
    let k_limit = believable_shape(effort.proposals);
    let mut best = propose(density, &laplace, &noise, &vec![0.0; density.dimension()]);
    let mut last = best.weighted_mean();
    let mut evaluations = laplace.mode.gradients + effort.proposals as u64;
    for _ in 0..effort.shifts {
        if best.weights.k_hat <= k_limit {
            break;
        }
        let shifted = propose(density, &laplace, &noise, &last);
        evaluations += effort.proposals as u64;
        last = shifted.weighted_mean();
        if shifted.weights.k_hat < best.weights.k_hat {
            best = shifted;
        }
    }
    let places = resample(&best.weights.values, effort.draws, rng);
    let positions = places.into_iter().flat_map(|place| laplace.position(&best.white[place])).collect();
    Some(Approximation { positions, k_hat: best.weights.k_hat, k_limit, evaluations })
}

fn white_noise(dimension: usize, rng: &mut Rng) -> Vec<f64> {
    let mut noise = vec![0.0; dimension];
    rng.fill_normal(&mut noise);
    noise
}

/// min(1 - 1 / log10 S, 0.7): Vehtari et al. 2024, section 3.2.4.
fn believable_shape(draws: usize) -> f64 {
    (1.0 - ln(10.0) / ln(draws.max(2) as f64)).min(0.7)
}

fn propose(density: &mut impl LogDensity, laplace: &Laplace, noise: &[Vec<f64>], centre: &[f64]) -> Proposal {
    let shifted = |noise: &Vec<f64>| noise.iter().zip(centre).map(|(u, c)| u + c).collect::<Vec<_>>();
    let white: Vec<Vec<f64>> = noise.iter().map(shifted).collect();
    let mut gradient = vec![0.0; centre.len()];
    let log_ratio = |(noise, white): (&Vec<f64>, &Vec<f64>)| {
        laplace.log_ratio(noise, density.log_density(&laplace.position(white), &mut gradient))
    };
    let log_ratios: Vec<f64> = noise.iter().zip(&white).map(log_ratio).collect();
    Proposal { weights: smoothed(&log_ratios), white }
}

impl Proposal {
    fn weighted_mean(&self) -> Vec<f64> {
        let mut centre = vec![0.0; self.white.first().map_or(0, Vec::len)];
        for (white, weight) in self.white.iter().zip(&self.weights.values) {
            centre.iter_mut().zip(white).for_each(|(c, z)| *c += weight * z);
        }
        centre
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{exp, mean, variance};

    /// A correlated normal: x ~ N(1, 4), y | x ~ N(x, 1).
    struct Pair;

    impl LogDensity for Pair {
        fn dimension(&self) -> usize {
            2
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            let (a, b) = ((position[0] - 1.0) / 4.0, position[1] - position[0]);
            gradient[0] = -a + b;
            gradient[1] = -b;
            -0.5 * (a * (position[0] - 1.0) + b * b)
        }
    }

    /// The logarithm of a gamma variable of this shape: skewed, its mean below its mode.
    struct LogGamma(f64);

    impl LogDensity for LogGamma {
        fn dimension(&self) -> usize {
            1
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            gradient[0] = self.0 - exp(position[0]);
            self.0 * position[0] - exp(position[0])
        }
    }

    const EFFORT: Effort = Effort { proposals: 4_000, shifts: 2, draws: 4_000 };

    #[test]
    fn a_correlated_normal_is_exact() {
        let found = approximate(&mut Pair, vec![8.0, -3.0], EFFORT, &mut Rng::new(3, 0)).unwrap();
        assert_eq!(found.k_hat, 0.0);
        let column = |i: usize| found.positions.chunks(2).map(|x| x[i]).collect::<Vec<_>>();
        let (x, y) = (column(0), column(1));
        assert!((mean(&x) - 1.0).abs() < 0.1 && (mean(&y) - 1.0).abs() < 0.1);
        assert!((variance(&x) / 4.0 - 1.0).abs() < 0.06 && (variance(&y) / 5.0 - 1.0).abs() < 0.06);
    }

    /// Mean and variance of ln Gamma(3) are digamma(3) = 0.922784 and trigamma(3) = 0.394934.
    #[test]
    fn the_skew_of_a_log_gamma_is_corrected() {
        let found = approximate(&mut LogGamma(3.0), vec![0.0], EFFORT, &mut Rng::new(3, 0)).unwrap();
        assert!(found.k_hat < found.k_limit, "{}", found.k_hat);
        assert!((mean(&found.positions) - 0.922_784).abs() < 0.03, "{}", mean(&found.positions));
        assert!((variance(&found.positions) - 0.394_934).abs() < 0.03, "{}", variance(&found.positions));
    }

    #[test]
    fn the_same_seed_gives_the_same_draws() {
        let run = |seed| approximate(&mut Pair, vec![0.0; 2], EFFORT, &mut Rng::new(seed, 0));
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
    }
}
