//! Laplace's approximation: the normal distribution that has a density's mode and its curvature there.
//!
//! Tierney and Kadane 1986, Journal of the American Statistical Association 81. The negative Hessian A comes from
//! central differences of gradients, two a coordinate; with A = L L', x = mode + L'^-1 z is a draw for white z. What is
//! left out is everything that is not normal: skew, several modes, and tails other than the normal ones. How much that
//! is, importance weights tell (`importance.rs`).

use super::mode::Mode;
use crate::math::{Cholesky, dot};
use crate::sampler::LogDensity;

/// Half the distance of two gradients whose difference is a row of the Hessian; coordinates are of order one.
const STEP: f64 = 1e-4;
/// Factor by which the diagonal is raised until a matrix that is no curvature of a mode has a factor.
const RIDGE_GROWTH: f64 = 10.0;

/// The approximation.
#[derive(Clone, Debug)]
pub(super) struct Laplace {
    /// The mode.
    pub mode: Mode,
    /// The factor of the negative Hessian.
    factor: Cholesky,
}

impl Laplace {
    /// The approximation at a mode.
    pub fn at(density: &mut impl LogDensity, mut mode: Mode) -> Self {
        let n = mode.position.len();
        let mut curvature = negative_hessian(density, &mode.position);
        mode.gradients += 2 * n as u64;
        let mut factor = Cholesky::identity(n);
        let mut ridge = 1e-6;
        while !factor.factor(&curvature) && ridge < 1e12 {
            (0..n).for_each(|i| curvature[i * n + i] += ridge);
            ridge *= RIDGE_GROWTH;
        }
        Self { mode, factor }
    }

    /// The position of a white `z`.
    pub fn position(&self, z: &[f64]) -> Vec<f64> {
        let mut position = z.to_vec();
        self.factor.solve_upper(&mut position);
        position.iter_mut().zip(&self.mode.position).for_each(|(x, m)| *x += m);
        position
    }

    /// The logarithm of the density's integral, less that of a standard normal distribution's.
    pub fn log_evidence(&self) -> f64 {
        self.mode.log_density - self.factor.half_log_determinant()
    }

    /// The logarithm of density over approximation at a white `z`, 0 at the mode.
    pub fn log_ratio(&self, z: &[f64], log_density: f64) -> f64 {
        log_density - self.mode.log_density + 0.5 * dot(z, z)
    }
}

fn negative_hessian(density: &mut impl LogDensity, mode: &[f64]) -> Vec<f64> {
    let n = mode.len();
    let (mut above, mut below) = (vec![0.0; n], vec![0.0; n]);
    let mut rows = vec![0.0; n * n];
    let mut position = mode.to_vec();
    for i in 0..n {
        position[i] = mode[i] + STEP;
        density.log_density(&position, &mut above);
        position[i] = mode[i] - STEP;
        density.log_density(&position, &mut below);
        position[i] = mode[i];
        (0..n).for_each(|j| rows[i * n + j] = (below[j] - above[j]) / (2.0 * STEP));
    }
    let mean = |i: usize, j: usize| 0.5 * (rows[i * n + j] + rows[j * n + i]);
    (0..n * n).map(|k| mean(k / n, k % n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// -x^4 / 4 - y^2: no curvature at the mode in one direction.
    struct Flat;

    impl LogDensity for Flat {
        fn dimension(&self) -> usize {
            2
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            let (x, y) = (position[0], position[1]);
            gradient[0] = -x * x * x;
            gradient[1] = -2.0 * y;
            -0.25 * x * x * x * x - y * y
        }
    }

    #[test]
    fn curvature_becomes_spread_and_a_flat_direction_stays_finite() {
        let mode = Mode { position: vec![0.0, 0.0], log_density: 0.0, gradients: 0 };
        let laplace = Laplace::at(&mut Flat, mode);
        assert_eq!(laplace.mode.gradients, 4);
        let position = laplace.position(&[1.0, 1.0]);
        assert!(position[0].is_finite() && (position[1] - 0.5f64.sqrt()).abs() < 1e-6, "{position:?}");
        assert!((laplace.log_ratio(&[1.0, 1.0], -0.5) - 0.5).abs() < 1e-12);
    }
}
