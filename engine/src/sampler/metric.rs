//! The metric: which directions are long, learned from warm-up draws.
//!
//! Kinetic energy p' S p / 2, where S estimates the covariance of the posterior, so that the dynamics see a round
//! target. A dense S also removes correlations; it costs d^2 a step, which a gradient over weeks x channels dwarfs up to
//! about two hundred parameters, so the estimate is dense below that and diagonal above. Estimates are shrunk
//! towards a small multiple of the identity as in Stan (weight 5/(n + 5), value 1e-3).

use crate::math::Cholesky;
use crate::random::Rng;
use serde::{Deserialize, Serialize};

/// Above this many parameters only variances are learned.
const DENSE_UP_TO: usize = 200;

/// The covariance estimate by which momentum becomes velocity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Metric {
    /// Variances only, one a parameter.
    Diagonal(Vec<f64>),
    /// The full covariance, row by row.
    Dense(Vec<f64>),
}

impl Metric {
    /// The unit metric of `n` parameters.
    pub fn identity(n: usize) -> Self {
        Self::Diagonal(vec![1.0; n])
    }

    /// The regularised covariance of `draws` (each of equal length).
    pub(super) fn estimate(draws: &[Vec<f64>]) -> Self {
        let n = draws.first().map_or(0, Vec::len);
        let covariance = Covariance::of(draws, n);
        if n <= DENSE_UP_TO { covariance.dense() } else { covariance.diagonal() }
    }

    /// Prepares what repeated use needs; `None` where the matrix is not positive definite.
    pub(super) fn prepare(&self) -> Option<Prepared> {
        match self {
            Self::Diagonal(variances) => {
                let ok = variances.iter().all(|v| *v > 0.0 && v.is_finite());
                ok.then(|| Prepared::Diagonal { variances: variances.clone() })
            }
            Self::Dense(covariance) => {
                let n = (covariance.len() as f64).sqrt() as usize;
                let mut factor = Cholesky::identity(n);
                factor.factor(covariance).then(|| Prepared::Dense { covariance: covariance.clone(), factor })
            }
        }
    }
}

/// Mean and scatter of a set of draws.
struct Covariance<'a> {
    draws: &'a [Vec<f64>],
    mean: Vec<f64>,
    n: usize,
}

impl<'a> Covariance<'a> {
    fn of(draws: &'a [Vec<f64>], n: usize) -> Self {
        let mut mean = vec![0.0; n];
        draws.iter().for_each(|d| mean.iter_mut().zip(d).for_each(|(m, x)| *m += x));
        mean.iter_mut().for_each(|m| *m /= draws.len().max(1) as f64);
        Self { draws, mean, n }
    }

    /// The shrunk covariance of parameters i and j.
    fn entry(&self, i: usize, j: usize) -> f64 {
        let count = self.draws.len() as f64;
        let scatter: f64 = self.draws.iter().map(|d| (d[i] - self.mean[i]) * (d[j] - self.mean[j])).sum();
        let shrunk = scatter / (count - 1.0).max(1.0) * (count / (count + 5.0));
        if i == j { shrunk + 1e-3 * (5.0 / (count + 5.0)) } else { shrunk }
    }

    fn diagonal(&self) -> Metric {
        Metric::Diagonal((0..self.n).map(|i| self.entry(i, i)).collect())
    }

    fn dense(&self) -> Metric {
        let n = self.n;
        let mut matrix = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                let value = self.entry(i, j);
                matrix[i * n + j] = value;
                matrix[j * n + i] = value;
            }
        }
        Metric::Dense(matrix)
    }
}

/// A metric ready for use.
#[derive(Clone, Debug)]
pub(super) enum Prepared {
    Diagonal { variances: Vec<f64> },
    Dense { covariance: Vec<f64>, factor: Cholesky },
}

impl Prepared {
    /// Writes S p, the velocity of the momentum p, into `velocity`.
    pub(super) fn velocity(&self, momentum: &[f64], velocity: &mut [f64]) {
        match self {
            Self::Diagonal { variances } => {
                velocity.iter_mut().zip(variances).zip(momentum).for_each(|((v, s), p)| *v = s * p);
            }
            Self::Dense { covariance, .. } => {
                let rows = covariance.chunks_exact(momentum.len());
                velocity.iter_mut().zip(rows).for_each(|(v, row)| *v = crate::math::dot(row, momentum));
            }
        }
    }

    /// Draws a momentum from N(0, S^-1) into `momentum`.
    pub(super) fn draw_momentum(&self, rng: &mut Rng, momentum: &mut [f64]) {
        rng.fill_normal(momentum);
        match self {
            Self::Diagonal { variances } => {
                momentum.iter_mut().zip(variances).for_each(|(p, s)| *p /= s.sqrt());
            }
            // S = L L', so p = L^-T z has covariance L^-T L^-1 = S^-1.
            Self::Dense { factor, .. } => factor.solve_upper(momentum),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dense_metric_draws_momenta_with_the_inverse_covariance() {
        let metric = Metric::Dense(vec![2.0, 0.6, 0.6, 0.5]).prepare().unwrap();
        let mut rng = Rng::new(3, 0);
        let (mut p, mut sums) = ([0.0; 2], [0.0; 3]);
        for _ in 0..40_000 {
            metric.draw_momentum(&mut rng, &mut p);
            sums[0] += p[0] * p[0];
            sums[1] += p[0] * p[1];
            sums[2] += p[1] * p[1];
        }
        // The inverse of [[2, .6], [.6, .5]] is [[.5, -.6], [-.6, 2]] / .64.
        for (sum, expected) in sums.iter().zip([0.5 / 0.64, -0.6 / 0.64, 2.0 / 0.64]) {
            assert!((sum / 40_000.0 - expected).abs() < 0.06, "{} {expected}", sum / 40_000.0);
        }
    }

    #[test]
    fn the_estimate_follows_the_draws() {
        let mut rng = Rng::new(5, 0);
        let draws: Vec<Vec<f64>> =
            (0..4_000).map(|_| (rng.normal(), rng.normal())).map(|(a, b)| vec![3.0 * a, a + 0.5 * b]).collect();
        let Metric::Dense(s) = Metric::estimate(&draws) else { panic!("expected a dense metric") };
        for (found, expected) in s.iter().zip([9.0, 3.0, 3.0, 1.25]) {
            assert!((found / expected - 1.0).abs() < 0.08, "{found} {expected}");
        }
        assert!(Metric::Dense(vec![1.0, 2.0, 2.0, 1.0]).prepare().is_none());
    }
}
