//! Eigenvalues and eigenvectors of small symmetric matrices by cyclic Jacobi rotations (Golub and Van Loan 2013,
//! section 8.5).
//!
//! Slower than a tridiagonal reduction by a small factor, but every step is plain arithmetic in a fixed order, tiny
//! eigenvalues come out with full relative accuracy where the matrix allows it, and it is used a dozen times a fit.

/// More sweeps than any matrix has been seen to need; convergence is quadratic.
const MAX_SWEEPS: usize = 30;

/// A symmetric matrix as V diag(l) V'.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// The eigenvalues, in no particular order.
    pub values: Vec<f64>,
    /// The eigenvectors, one after another, in the order of the values.
    pub vectors: Vec<f64>,
}

impl Eigen {
    /// Decomposes `matrix` (n x n, row by row), of which the symmetric part counts.
    pub fn of(matrix: &[f64], n: usize) -> Self {
        let mut a: Vec<f64> = (0..n * n).map(|i| 0.5 * (matrix[i] + matrix[i % n * n + i / n])).collect();
        let mut vectors = vec![0.0; n * n];
        (0..n).for_each(|i| vectors[i * n + i] = 1.0);
        for _ in 0..MAX_SWEEPS {
            let mut rotated = false;
            for p in 0..n {
                for q in p + 1..n {
                    if let Some(rotation) = Rotation::that_clears(&a, n, p, q) {
                        rotation.apply(&mut a, &mut vectors, n);
                        rotated = true;
                    }
                }
            }
            if !rotated {
                break;
            }
        }
        Self { values: (0..n).map(|i| a[i * n + i]).collect(), vectors }
    }

    /// V diag(f(l)) V', row by row.
    pub fn map(&self, f: impl Fn(f64) -> f64) -> Vec<f64> {
        let n = self.values.len();
        let mut out = vec![0.0; n * n];
        for (value, v) in self.values.iter().zip(self.vectors.chunks_exact(n.max(1))) {
            let weight = f(*value);
            for (row, x) in out.chunks_exact_mut(n).zip(v) {
                let factor = weight * x;
                row.iter_mut().zip(v).for_each(|(o, y)| *o += factor * y);
            }
        }
        out
    }
}

/// A rotation in the plane of coordinates p and q.
struct Rotation {
    p: usize,
    q: usize,
    cosine: f64,
    sine: f64,
}

impl Rotation {
    /// The rotation that brings a_pq to zero; `None` where it is nothing beside the diagonal.
    fn that_clears(a: &[f64], n: usize, p: usize, q: usize) -> Option<Self> {
        let (app, aqq, apq) = (a[p * n + p], a[q * n + q], a[p * n + q]);
        let negligible = apq * apq <= 1e-30 * (app * aqq).abs() || apq.abs() < 1e-280;
        if negligible || apq.is_nan() {
            return None;
        }
        let tau = (aqq - app) / (2.0 * apq);
        let tangent = 1.0_f64.copysign(tau) / (tau.abs() + (1.0 + tau * tau).sqrt());
        let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
        Some(Self { p, q, cosine, sine: tangent * cosine })
    }

    fn apply(&self, a: &mut [f64], vectors: &mut [f64], n: usize) {
        self.turn_rows(a, n);
        for row in a.chunks_exact_mut(n) {
            (row[self.p], row[self.q]) = self.turned(row[self.p], row[self.q]);
        }
        self.turn_rows(vectors, n);
    }

    fn turn_rows(&self, matrix: &mut [f64], n: usize) {
        let (above, below) = matrix.split_at_mut(self.q * n);
        let (row_p, row_q) = (&mut above[self.p * n..(self.p + 1) * n], &mut below[..n]);
        for (x, y) in row_p.iter_mut().zip(row_q) {
            (*x, *y) = self.turned(*x, *y);
        }
    }

    fn turned(&self, x: f64, y: f64) -> (f64, f64) {
        (self.cosine * x - self.sine * y, self.sine * x + self.cosine * y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::dot;

    #[test]
    fn the_parts_make_up_the_matrix() {
        for n in [1, 2, 3, 8, 25] {
            let entry = |i: usize, j: usize| 1.0 / (1.0 + i.abs_diff(j) as f64) - if i == j { 0.7 } else { 0.0 };
            let matrix: Vec<f64> = (0..n * n).map(|k| entry(k / n, k % n)).collect();
            let eigen = Eigen::of(&matrix, n);
            eigen.map(|l| l).iter().zip(&matrix).for_each(|(found, m)| assert!((found - m).abs() < 1e-13));
            for (i, v) in eigen.vectors.chunks_exact(n).enumerate() {
                for (j, w) in eigen.vectors.chunks_exact(n).enumerate() {
                    let expected = if i == j { 1.0 } else { 0.0 };
                    assert!((dot(v, w) - expected).abs() < 1e-13);
                }
            }
        }
    }

    #[test]
    fn a_matrix_without_definite_sign_is_decomposed() {
        let mut values = Eigen::of(&[1.0, 2.0, 2.0, 1.0], 2).values;
        values.sort_by(f64::total_cmp);
        assert!((values[0] + 1.0).abs() < 1e-15 && (values[1] - 3.0).abs() < 1e-15);
    }
}
