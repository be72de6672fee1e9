//! The metric: which directions are long, and the linear map that makes them all alike.
//!
//! Kinetic energy p' S p / 2, where S estimates the covariance of the posterior, so that the dynamics see a round
//! target. With S = W W' that is the same as sampling z = W^-1 x with unit masses, which is what happens: a step costs
//! one product with W (positions) and one with W' (gradients), and momentum is velocity. A dense S also removes
//! correlations; its d^2 a step are dwarfed by a gradient over weeks x channels up to some hundred parameters. Beyond
//! that, S is a diagonal with a few stretched directions (Seyboldt, Carlson and Carpenter 2024).

use crate::math::{Cholesky, dot};
use serde::{Deserialize, Serialize};

/// The covariance estimate that shapes the dynamics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Metric {
    /// Variances only, one a parameter.
    Diagonal(Vec<f64>),
    /// The full covariance, row by row.
    Dense(Vec<f64>),
    /// Variances with a few stretched directions: D (I + U (L - I) U') D, D holding the standard deviations.
    LowRank {
        /// One a parameter: D squared.
        variances: Vec<f64>,
        /// L: the factor by which each direction's variance exceeds 1.
        stretches: Vec<f64>,
        /// U: orthonormal directions, one after another, each with an entry a parameter.
        directions: Vec<f64>,
    },
}

impl Metric {
    /// The unit metric of `n` parameters.
    pub fn identity(n: usize) -> Self {
        Self::Diagonal(vec![1.0; n])
    }

    /// The number of parameters that it is for.
    pub fn dimension(&self) -> usize {
        match self {
            Self::Diagonal(variances) | Self::LowRank { variances, .. } => variances.len(),
            Self::Dense(covariance) => (covariance.len() as f64).sqrt() as usize,
        }
    }

    /// Prepares what repeated use needs; `None` where the matrix is not positive definite.
    pub(super) fn prepare(&self) -> Option<Whitening> {
        match self {
            Self::Diagonal(variances) => Some(Whitening::Diagonal { scales: square_roots(variances)? }),
            Self::Dense(covariance) => {
                let mut factor = Cholesky::identity(self.dimension());
                factor.factor(covariance).then_some(Whitening::Dense { factor })
            }
            Self::LowRank { variances, stretches, directions } => Some(Whitening::LowRank {
                scales: square_roots(variances)?,
                roots: square_roots(stretches)?,
                directions: directions.clone(),
            }),
        }
    }
}

fn square_roots(values: &[f64]) -> Option<Vec<f64>> {
    values.iter().all(|v| *v > 0.0 && v.is_finite()).then(|| values.iter().map(|v| v.sqrt()).collect())
}

/// A metric ready for use: the map W from white coordinates z to positions x = W z.
#[derive(Clone, Debug)]
pub(super) enum Whitening {
    Diagonal { scales: Vec<f64> },
    Dense { factor: Cholesky },
    LowRank { scales: Vec<f64>, roots: Vec<f64>, directions: Vec<f64> },
}

impl Whitening {
    /// Writes W z into `position`.
    pub(super) fn colour(&self, white: &[f64], position: &mut [f64]) {
        match self {
            Self::Diagonal { scales } => multiply(scales, white, position),
            Self::Dense { factor } => factor.multiply_lower(white, position),
            Self::LowRank { scales, roots, directions } => {
                position.copy_from_slice(white);
                stretch(roots.iter().copied(), directions, position);
                position.iter_mut().zip(scales).for_each(|(x, s)| *x *= s);
            }
        }
    }

    /// Writes W' g, the gradient by white coordinates, into `white_gradient`.
    pub(super) fn pull_back(&self, gradient: &[f64], white_gradient: &mut [f64]) {
        match self {
            Self::Diagonal { scales } => multiply(scales, gradient, white_gradient),
            Self::Dense { factor } => factor.multiply_upper(gradient, white_gradient),
            Self::LowRank { scales, roots, directions } => {
                multiply(scales, gradient, white_gradient);
                stretch(roots.iter().copied(), directions, white_gradient);
            }
        }
    }

    /// Writes W^-1 x into `white`.
    pub(super) fn whiten(&self, position: &[f64], white: &mut [f64]) {
        match self {
            Self::Diagonal { scales } => divide(position, scales, white),
            Self::Dense { factor } => {
                white.copy_from_slice(position);
                factor.solve_lower(white);
            }
            Self::LowRank { scales, roots, directions } => {
                divide(position, scales, white);
                stretch(roots.iter().map(|r| 1.0 / r), directions, white);
            }
        }
    }
}

fn multiply(a: &[f64], b: &[f64], out: &mut [f64]) {
    out.iter_mut().zip(a).zip(b).for_each(|((o, a), b)| *o = a * b);
}

fn divide(a: &[f64], b: &[f64], out: &mut [f64]) {
    out.iter_mut().zip(a).zip(b).for_each(|((o, a), b)| *o = a / b);
}

/// Multiplies the component of `x` along each of the orthonormal directions by its factor.
fn stretch(factors: impl Iterator<Item = f64>, directions: &[f64], x: &mut [f64]) {
    for (factor, direction) in factors.zip(directions.chunks_exact(x.len().max(1))) {
        let change = (factor - 1.0) * dot(direction, x);
        x.iter_mut().zip(direction).for_each(|(x, u)| *x += change * u);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One metric of each kind, over three parameters.
    fn metrics() -> [(Metric, [f64; 9]); 3] {
        let dense = [2.0, 0.6, 0.0, 0.6, 0.5, 0.1, 0.0, 0.1, 3.0];
        // D (I + (4 - 1) u u') D with u = (.6, .8, 0) and D = diag(2, 1, 1).
        let low_rank = [4.0 * 2.08, 2.0 * 1.44, 0.0, 2.0 * 1.44, 2.92, 0.0, 0.0, 0.0, 1.0];
        [
            (Metric::Diagonal(vec![4.0, 1.0, 0.25]), [4.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.25]),
            (Metric::Dense(dense.to_vec()), dense),
            (
                Metric::LowRank {
                    variances: vec![4.0, 1.0, 1.0],
                    stretches: vec![4.0],
                    directions: vec![0.6, 0.8, 0.0],
                },
                low_rank,
            ),
        ]
    }

    /// W W' = S, column by column, and whitening undoes colouring.
    #[test]
    fn colouring_white_noise_gives_the_covariance() {
        for (metric, covariance) in metrics() {
            let whitening = metric.prepare().unwrap();
            for j in 0..3 {
                let [mut unit, mut pulled, mut column, mut back] = [[0.0; 3]; 4];
                unit[j] = 1.0;
                whitening.pull_back(&unit, &mut pulled);
                whitening.colour(&pulled, &mut column);
                (0..3).for_each(|i| assert!((column[i] - covariance[3 * i + j]).abs() < 1e-14, "{metric:?}"));
                whitening.whiten(&column, &mut back);
                (0..3).for_each(|i| assert!((back[i] - pulled[i]).abs() < 1e-14, "{metric:?}"));
            }
            assert_eq!(metric.dimension(), 3);
        }
    }

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        assert!(Metric::Dense(vec![1.0, 2.0, 2.0, 1.0]).prepare().is_none());
        assert!(Metric::Diagonal(vec![1.0, f64::INFINITY]).prepare().is_none());
        assert!(Metric::Diagonal(vec![0.0]).prepare().is_none());
    }
}
