//! What all geographies share: the Schur complement A and what solves it.
//!
//! The formulas and their symbols are those of [`super`].

use crate::math::Cholesky;

/// What all places share.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    /// A.
    pub(super) precision: Vec<f64>,
    pub(super) factor: Cholesky,
    /// Posterior mean less the prior mean.
    pub(super) coefficients: Vec<f64>,
    pub(super) prior_variance: Vec<f64>,
    /// A^-1; for a nation only room for finding its diagonal.
    pub(super) inverse: Vec<f64>,
    /// The diagonal of A^-1.
    pub(super) diagonal: Vec<f64>,
}

impl Shared {
    pub(super) fn new(k: usize) -> Self {
        Self {
            precision: vec![0.0; k * k],
            factor: Cholesky::identity(k),
            coefficients: vec![0.0; k],
            prior_variance: vec![0.0; k],
            inverse: vec![0.0; k * k],
            diagonal: vec![0.0; k],
        }
    }

    pub(super) fn begin(&mut self, noise_variance: f64) {
        let k = self.coefficients.len();
        self.precision.fill(0.0);
        for j in 0..k {
            self.precision[j * k + j] = noise_variance / self.prior_variance[j];
        }
        self.coefficients.fill(0.0);
    }

    pub(super) fn finish(&mut self) -> bool {
        let definite = self.factor.factor(&self.precision);
        if definite {
            self.factor.solve(&mut self.coefficients);
        }
        definite
    }

    /// Finds A^-1, or, where nothing but its diagonal is asked for, that alone.
    pub(super) fn invert(&mut self, diagonal_alone: bool) {
        if diagonal_alone {
            return self.factor.inverse_diagonal(&mut self.diagonal, &mut self.inverse);
        }
        self.factor.inverse(&mut self.inverse);
        let k = self.diagonal.len();
        (0..k).for_each(|j| self.diagonal[j] = self.inverse[j * k + j]);
    }
}
