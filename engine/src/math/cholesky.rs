//! Cholesky factors of small dense matrices, in buffers that are reused.
//!
//! Written here, and not taken from nalgebra, for two reasons that matter in a log-density: no allocation per call,
//! and the same bits everywhere (nalgebra's larger products choose fused kernels by what the processor offers).
//! Matrices are given row by row with the full square, only the upper triangle of which is read. The factor L is kept as
//! its transpose, row by row, so that every inner loop takes weighted rows off another row, four at a time: with ten to
//! fifty rows the sums of short products would cost more than the products.

use super::columns::{PAIR, PASS, subtract};
use super::lanes::{self, LANES, Lanes};

/// The lower factor L of a symmetric positive definite matrix A = L L'.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    n: usize,
    /// The length of a row: n, or one more where that is odd, so that rows are whole pairs.
    stride: usize,
    /// L', row by row, zero below the diagonal and beside it.
    upper: Vec<f64>,
    /// One over the diagonal.
    reciprocals: Vec<f64>,
}

impl Cholesky {
    /// Room for factors of n x n matrices; holds the identity until [`Self::factor`] is called.
    pub fn identity(n: usize) -> Self {
        let stride = n.next_multiple_of(PAIR);
        let mut upper = vec![0.0; n * stride];
        (0..n).for_each(|i| upper[i * stride + i] = 1.0);
        Self { n, stride, upper, reciprocals: vec![1.0; n] }
    }

    /// The number of rows.
    pub fn size(&self) -> usize {
        self.n
    }

    /// Row `i` of L' from its diagonal on.
    fn row(&self, i: usize) -> &[f64] {
        &self.upper[i * self.stride + i..i * self.stride + self.n]
    }

    /// Factors `matrix` (n x n, row by row); `false`, with unspecified contents, where it is not positive definite.
    #[must_use]
    pub fn factor(&mut self, matrix: &[f64]) -> bool {
        let (n, stride) = (self.n, self.stride);
        for i in 0..n {
            let (above, from_i) = self.upper.split_at_mut(i * stride);
            let row = &mut from_i[..stride];
            row[i..n].copy_from_slice(&matrix[i * n + i..(i + 1) * n]);
            // Whole pairs from the one with the diagonal on; what that leaves beside it is wiped.
            let from = i - i % PAIR;
            let rows = |j: usize| ([above[j * stride + i]], &above[j * stride + from..(j + 1) * stride]);
            subtract([&mut row[from..]], i, rows);
            row[from..i].fill(0.0);
            if row[i].is_nan() || row[i] <= 0.0 {
                return false;
            }
            let root = row[i].sqrt();
            let reciprocal = 1.0 / root;
            row[i] = root;
            row[i + 1..].iter_mut().for_each(|x| *x *= reciprocal);
            self.reciprocals[i] = reciprocal;
        }
        true
    }

    /// The product of the factor's diagonal, logged: half the log-determinant of A.
    pub fn half_log_determinant(&self) -> f64 {
        let diagonal = |i: usize| if i < self.n { self.upper[i * self.stride + i] } else { 1.0 };
        let some = |i: usize| lanes::ln(Lanes::new([diagonal(i), diagonal(i + 1), diagonal(i + 2), diagonal(i + 3)]));
        let [a, b, c, d] = (0..self.n).step_by(LANES).map(some).fold(Lanes::splat(0.0), |sum, ln| sum + ln).to_array();
        (a + b) + (c + d)
    }

    /// Replaces `b` by the solution x of L x = b.
    pub fn solve_lower(&self, b: &mut [f64]) {
        for i in 0..self.n {
            let (solved, rest) = b[i..self.n].split_at_mut(1);
            solved[0] *= self.reciprocals[i];
            let x = solved[0];
            rest.iter_mut().zip(&self.row(i)[1..]).for_each(|(b, l)| *b -= x * l);
        }
    }

    /// Replaces `b` by the solution x of L' x = b.
    pub fn solve_upper(&self, b: &mut [f64]) {
        for i in (0..self.n).rev() {
            b[i] = (b[i] - dot(&self.row(i)[1..], &b[i + 1..self.n])) * self.reciprocals[i];
        }
    }

    /// Replaces `b` by the solution x of A x = b.
    pub fn solve(&self, b: &mut [f64]) {
        self.solve_lower(b);
        self.solve_upper(b);
    }

    /// Writes L z into `out`: noise with covariance A from white noise z.
    pub fn multiply_lower(&self, z: &[f64], out: &mut [f64]) {
        let out = &mut out[..self.n];
        out.fill(0.0);
        for (i, z) in z.iter().enumerate().take(self.n) {
            out[i..].iter_mut().zip(self.row(i)).for_each(|(o, l)| *o += z * l);
        }
    }

    /// Writes L' x into `out`.
    pub fn multiply_upper(&self, x: &[f64], out: &mut [f64]) {
        (0..self.n).for_each(|i| out[i] = dot(self.row(i), &x[i..self.n]));
    }

    /// Writes the inverse of A, row by row, into `out`.
    ///
    /// From the last row up (Takahashi, Fagan and Chin 1973): as L' A^-1 = L^-1 is zero above its diagonal, row i of the
    /// inverse beyond its diagonal is the later rows weighted by row i of L', over minus the diagonal.
    pub fn inverse(&self, out: &mut [f64]) {
        let n = self.n;
        for i in (0..n).rev() {
            let (factors, reciprocal) = (&self.row(i)[1..], self.reciprocals[i]);
            let (above, below) = out.split_at_mut((i + 1) * n);
            let row = &mut above[i * n + i..];
            row.fill(0.0);
            subtract([&mut row[1..]], n - i - 1, |j| ([factors[j]], &below[j * n + i + 1..(j + 1) * n]));
            row[1..].iter_mut().for_each(|x| *x *= reciprocal);
            row[0] = (reciprocal - dot(factors, &row[1..])) * reciprocal;
            for (x, later) in row[1..].iter().zip(below.chunks_exact_mut(n)) {
                later[i] = *x;
            }
        }
    }

    /// Writes the diagonal of the inverse of A into `out`; `scratch` holds n x n values.
    ///
    /// A^-1 = V V' with V the inverse of L', whose rows come from the last one up: row i is the later rows weighted by row
    /// i of L', over minus the diagonal, and one over the diagonal on it.
    pub fn inverse_diagonal(&self, out: &mut [f64], scratch: &mut [f64]) {
        let n = self.n;
        for i in (0..n).rev() {
            let (factors, reciprocal) = (&self.row(i)[1..], self.reciprocals[i]);
            let (above, below) = scratch.split_at_mut((i + 1) * n);
            let row = &mut above[i * n..];
            row.fill(0.0);
            // Rows are zero before their diagonal, so that the later a row, the less of it counts.
            let mut first = 0;
            while first < factors.len() {
                let (count, from) = (PASS.min(factors.len() - first), i + 1 + first);
                subtract([&mut row[from..]], count, |j| {
                    ([factors[first + j]], &below[(first + j) * n + from..][..n - from])
                });
                first += count;
            }
            row[i + 1..].iter_mut().for_each(|x| *x *= reciprocal);
            row[i] = reciprocal;
            out[i] = dot(&row[i..], &row[i..]);
        }
    }
}

/// Sum of products, in four running sums so that it vectorises and always adds in the same order.
#[inline(always)]
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    let mut sums = [0.0; 4];
    let (a_chunks, b_chunks) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        (0..4).for_each(|i| sums[i] += x[i] * y[i]);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A symmetric positive definite matrix with a known pattern.
    fn matrix(n: usize) -> Vec<f64> {
        (0..n * n)
            .map(|k| (k / n, k % n))
            .map(|(i, j)| if i == j { n as f64 } else { 1.0 / (1 + i + j) as f64 })
            .collect()
    }

    #[test]
    fn it_solves_and_inverts() {
        let n = 7;
        let a = matrix(n);
        let mut factor = Cholesky::identity(n);
        assert!(factor.factor(&a));
        let x: Vec<f64> = (0..n).map(|i| i as f64 - 2.5).collect();
        let mut b: Vec<f64> = (0..n).map(|i| dot(&a[i * n..(i + 1) * n], &x)).collect();
        factor.solve(&mut b);
        b.iter().zip(&x).for_each(|(found, x)| assert!((found - x).abs() < 1e-12));

        let (mut upper, mut product) = (vec![0.0; n], vec![0.0; n]);
        factor.multiply_upper(&x, &mut upper);
        factor.multiply_lower(&upper, &mut product);
        (0..n).for_each(|i| assert!((product[i] - dot(&a[i * n..(i + 1) * n], &x)).abs() < 1e-12));

        let mut inverse = vec![0.0; n * n];
        factor.inverse(&mut inverse);
        for i in 0..n {
            for j in 0..n {
                let product = dot(&a[i * n..(i + 1) * n], &inverse[j * n..(j + 1) * n]);
                let unit = if i == j { 1.0 } else { 0.0 };
                assert!((product - unit).abs() < 1e-12);
            }
        }
        let (mut diagonal, mut scratch) = (vec![0.0; n], vec![0.0; n * n]);
        factor.inverse_diagonal(&mut diagonal, &mut scratch);
        for j in 0..n {
            let mut unit = vec![0.0; n];
            unit[j] = 1.0;
            factor.solve(&mut unit);
            assert!((unit[j] - diagonal[j]).abs() < 1e-12);
        }
    }

    #[test]
    fn an_indefinite_matrix_is_refused() {
        assert!(!Cholesky::identity(2).factor(&[1.0, 2.0, 2.0, 1.0]));
        assert!(!Cholesky::identity(1).factor(&[f64::NAN]));
    }
}
