//! Cholesky factors of small dense matrices, in buffers that are reused.
//!
//! Written here, and not taken from nalgebra, for two reasons that matter in a log-density: no allocation per call,
//! and the same bits everywhere (nalgebra's larger products choose fused kernels by what the processor offers).
//! Storage is row by row with the full square, only the lower triangle of which is read.

/// The lower factor L of a symmetric positive definite matrix A = L L'.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    n: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Room for factors of n x n matrices; holds the identity until [`Self::factor`] is called.
    pub fn identity(n: usize) -> Self {
        let mut lower = vec![0.0; n * n];
        (0..n).for_each(|i| lower[i * n + i] = 1.0);
        Self { n, lower }
    }

    /// The number of rows.
    pub fn size(&self) -> usize {
        self.n
    }

    /// Factors `matrix` (n x n, row by row); `false`, with unspecified contents, where it is not positive definite.
    #[must_use]
    pub fn factor(&mut self, matrix: &[f64]) -> bool {
        let n = self.n;
        for i in 0..n {
            let (above, from_i) = self.lower.split_at_mut(i * n);
            let row_i = &mut from_i[..n];
            for j in 0..i {
                let row_j = &above[j * n..j * n + n];
                row_i[j] = (matrix[i * n + j] - dot(&row_i[..j], &row_j[..j])) / row_j[j];
            }
            let rest = matrix[i * n + i] - dot(&row_i[..i], &row_i[..i]);
            if rest.is_nan() || rest <= 0.0 {
                return false;
            }
            row_i[i] = rest.sqrt();
        }
        true
    }

    /// The product of the factor's diagonal, logged: half the log-determinant of A.
    pub fn half_log_determinant(&self) -> f64 {
        (0..self.n).map(|i| super::ln(self.lower[i * self.n + i])).sum()
    }

    /// Replaces `b` by the solution x of L x = b.
    pub fn solve_lower(&self, b: &mut [f64]) {
        for i in 0..self.n {
            let row = &self.lower[i * self.n..i * self.n + i + 1];
            b[i] = (b[i] - dot(&row[..i], &b[..i])) / row[i];
        }
    }

    /// Replaces `b` by the solution x of L' x = b.
    pub fn solve_upper(&self, b: &mut [f64]) {
        for i in (0..self.n).rev() {
            let row = &self.lower[i * self.n..i * self.n + i + 1];
            b[i] /= row[i];
            let x = b[i];
            b[..i].iter_mut().zip(&row[..i]).for_each(|(b, l)| *b -= l * x);
        }
    }

    /// Replaces `b` by the solution x of A x = b.
    pub fn solve(&self, b: &mut [f64]) {
        self.solve_lower(b);
        self.solve_upper(b);
    }

    /// Writes L z into `out`: noise with covariance A from white noise z.
    pub fn multiply_lower(&self, z: &[f64], out: &mut [f64]) {
        for i in 0..self.n {
            out[i] = dot(&self.lower[i * self.n..i * self.n + i + 1], &z[..=i]);
        }
    }

    /// Writes L' x into `out`.
    pub fn multiply_upper(&self, x: &[f64], out: &mut [f64]) {
        out[..self.n].fill(0.0);
        for i in 0..self.n {
            let row = &self.lower[i * self.n..i * self.n + i + 1];
            let factor = x[i];
            out[..=i].iter_mut().zip(row).for_each(|(o, l)| *o += factor * l);
        }
    }

    /// Writes the inverse of A, row by row, into `out`.
    ///
    /// Row j first holds column j of L^-1 from its diagonal on; then the inverse, L^-T L^-1, takes its place from the
    /// first row down, no entry of which needs what has been replaced.
    pub fn inverse(&self, out: &mut [f64]) {
        let n = self.n;
        for (j, column) in out.chunks_exact_mut(n.max(1)).enumerate() {
            for i in j..n {
                let row = &self.lower[i * n..i * n + i + 1];
                let unit = if i == j { 1.0 } else { 0.0 };
                column[i] = (unit - dot(&row[j..i], &column[j..i])) / row[i];
            }
        }
        for j in 0..n {
            let (above, from_j) = out.split_at_mut(j * n);
            let (before, rest) = from_j[..n].split_at_mut(j);
            for (entry, column) in before.iter_mut().zip(above.chunks_exact(n)) {
                *entry = dot(&column[j..], rest);
            }
            rest[0] = dot(rest, rest);
        }
        for j in 0..n {
            for i in 0..j {
                out[i * n + j] = out[j * n + i];
            }
        }
    }

    /// Writes the diagonal of the inverse of A into `out`; `scratch` holds n values.
    pub fn inverse_diagonal(&self, out: &mut [f64], scratch: &mut [f64]) {
        out.fill(0.0);
        for j in 0..self.n {
            // Column j of the inverse of L, whose squares add up to the diagonal of L^-T L^-1.
            scratch[..j].fill(0.0);
            for i in j..self.n {
                let row = &self.lower[i * self.n..i * self.n + i + 1];
                let unit = if i == j { 1.0 } else { 0.0 };
                scratch[i] = (unit - dot(&row[j..i], &scratch[j..i])) / row[i];
            }
            out[j] = dot(&scratch[j..self.n], &scratch[j..self.n]);
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
        let (mut diagonal, mut scratch) = (vec![0.0; n], vec![0.0; n]);
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
