//! Estimates of the metric: from the curvature at a point, and from draws with their gradients.
//!
//! **Curvature.** The negative Hessian by differences of the gradient, its eigenvalues made positive. It costs one
//! gradient a parameter, the price of two or three draws, and takes the first draws out of narrow ridges.
//!
//! **Draws and gradients.** Of draws with covariance C and gradients with second moments G, S is chosen to solve
//! S G S = C, which minimises the Fisher divergence between the posterior and a normal of covariance S (Seyboldt, Carlson
//! and Carpenter 2024, "Preconditioning Hamiltonian Monte Carlo by minimizing Fisher divergence"). For a normal posterior
//! S is exact as soon as there are more draws than parameters, where C alone would need hundreds. With G = K K':
//! S = K'^-1 (K' C K)^(1/2) K^-1. Both moments are taken in the white coordinates of the metric in use and shrunk
//! towards the identity, so that few draws change little.

use super::LogDensity;
use super::bend::{Relearned, Straightened};
use super::metric::{Metric, Whitening};
use super::point::Point;
use crate::math::{Cholesky, Eigen, dot};

/// Up to this many parameters the whole covariance is learned.
pub(super) const DENSE_UP_TO: usize = 200;

/// How many draws the identity counts for.
const SHRINKAGE: f64 = 5.0;

/// Draws, and as many gradients, that span the space in which stretched directions are sought.
const SPANNING_DRAWS: usize = 64;

/// A direction is kept when its variance is this many times that of a round target, or its inverse.
const WORTH_KEEPING: f64 = 1.6;

/// Draws of a window, each with its gradient.
#[derive(Clone, Debug, Default)]
pub(super) struct Window {
    positions: Vec<Vec<f64>>,
    gradients: Vec<Vec<f64>>,
}

impl Window {
    pub(super) fn push(&mut self, point: &Point) {
        self.positions.push(point.position.clone());
        self.gradients.push(point.gradient.clone());
    }

    /// How many draws there are.
    pub(super) fn len(&self) -> usize {
        self.positions.len()
    }

    /// Straightens the density's coordinates as the draws suggest, and expresses the draws in them.
    pub(super) fn straighten<D: LogDensity>(&mut self, density: &mut Straightened<'_, D>) -> Relearned {
        density.learn(&mut self.positions, &mut self.gradients)
    }

    pub(super) fn clear(&mut self) {
        self.positions.clear();
        self.gradients.clear();
    }

    /// The metric that this window suggests, given the one under which it was drawn.
    pub(super) fn metric(&self, in_use: &Whitening) -> Option<Metric> {
        let n = self.positions.first()?.len();
        if n <= DENSE_UP_TO { self.dense(in_use, n) } else { self.low_rank(n) }
    }

    fn dense(&self, in_use: &Whitening, n: usize) -> Option<Metric> {
        let mapped = |map: fn(&Whitening, &[f64], &mut [f64]), series: &[Vec<f64>]| -> Vec<Vec<f64>> {
            let one = |x: &Vec<f64>| {
                let mut out = vec![0.0; n];
                map(in_use, x, &mut out);
                out
            };
            series.iter().map(one).collect()
        };
        let draws = shrunk_covariance(&mapped(Whitening::whiten, &self.positions), n);
        let gradients = shrunk_covariance(&mapped(Whitening::pull_back, &self.gradients), n);
        let mut covariance = vec![0.0; n * n];
        let mut column = vec![0.0; n];
        for root in roots_of_geometric_mean(&draws, &gradients, n)?.chunks_exact(n) {
            in_use.colour(root, &mut column);
            add_outer(&mut covariance, &column);
        }
        Some(Metric::Dense(covariance))
    }

    fn low_rank(&self, n: usize) -> Option<Metric> {
        let ratio = |j: usize| {
            let column = |s: &[Vec<f64>]| s.iter().map(|x| x[j]).collect::<Vec<_>>();
            let [x, g] = [column(&self.positions), column(&self.gradients)].map(|c| crate::math::variance(&c));
            let r = (x / g).sqrt();
            if r > 0.0 && r.is_finite() { r } else { 1.0 }
        };
        let variances: Vec<f64> = (0..n).map(ratio).collect();
        let scales: Vec<f64> = variances.iter().map(|v| v.sqrt()).collect();
        let positions = centred(&self.positions, |x, j| x / scales[j]);
        let gradients = centred(&self.gradients, |g, j| g * scales[j]);
        let basis = span(&positions, &gradients);
        let k = basis.len();
        if k == 0 {
            // The chain has not moved, so that no direction is known.
            return None;
        }
        let inside = |series: &[Vec<f64>]| -> Vec<Vec<f64>> {
            series.iter().map(|x| basis.iter().map(|b| dot(b, x)).collect()).collect()
        };
        let draws = shrunk_covariance(&inside(&positions), k);
        let slopes = shrunk_covariance(&inside(&gradients), k);
        let mut inner = vec![0.0; k * k];
        let roots = roots_of_geometric_mean(&draws, &slopes, k)?;
        roots.chunks_exact(k.max(1)).for_each(|root| add_outer(&mut inner, root));
        let eigen = Eigen::of(&inner, k);
        let (mut stretches, mut directions) = (Vec::new(), Vec::new());
        for (value, vector) in eigen.values.iter().zip(eigen.vectors.chunks_exact(k.max(1))) {
            if *value > WORTH_KEEPING || (*value < 1.0 / WORTH_KEEPING && *value > 0.0) {
                stretches.push(*value);
                directions.extend((0..n).map(|j| basis.iter().zip(vector).map(|(b, v)| b[j] * v).sum::<f64>()));
            }
        }
        Some(Metric::LowRank { variances, stretches, directions })
    }
}

/// The metric by the curvature at `point`; `None` where there are too many parameters or it cannot be computed.
///
/// An eigenvalue of the negative Hessian counts by its size and for at least 1, since coordinates are expected to be of
/// order one and a flat or bent direction says nothing about how far it goes.
pub(super) fn metric_by_curvature(point: &Point, density: &mut impl LogDensity) -> Option<Metric> {
    const STEP: f64 = 1e-4;
    let n = point.position.len();
    if n > DENSE_UP_TO {
        return None;
    }
    let mut moved = point.position.clone();
    let mut hessian = vec![0.0; n * n];
    for (j, row) in hessian.chunks_exact_mut(n).enumerate() {
        moved[j] = point.position[j] + STEP;
        density.log_density(&moved, row);
        moved[j] = point.position[j];
        row.iter_mut().zip(&point.gradient).for_each(|(h, g)| *h = (*h - g) / STEP);
    }
    if hessian.iter().any(|h| !h.is_finite()) {
        return None;
    }
    Some(Metric::Dense(Eigen::of(&hessian, n).map(|l| 1.0 / l.abs().max(1.0))))
}

/// Covariance about the mean, shrunk towards the identity.
fn shrunk_covariance(series: &[Vec<f64>], n: usize) -> Vec<f64> {
    let mut matrix = vec![0.0; n * n];
    centred(series, |x, _| x).iter().for_each(|x| add_outer(&mut matrix, x));
    let total = (series.len() as f64 - 1.0).max(0.0) + SHRINKAGE;
    matrix.iter_mut().for_each(|m| *m /= total);
    (0..n).for_each(|i| matrix[i * n + i] += SHRINKAGE / total);
    matrix
}

/// The series less their mean, each entry passed through `scale` with its index.
fn centred(series: &[Vec<f64>], scale: impl Fn(f64, usize) -> f64) -> Vec<Vec<f64>> {
    let mut mean = vec![0.0; series.first().map_or(0, Vec::len)];
    series.iter().for_each(|x| mean.iter_mut().zip(x).for_each(|(m, x)| *m += x));
    mean.iter_mut().for_each(|m| *m /= series.len() as f64);
    series.iter().map(|x| x.iter().zip(&mean).enumerate().map(|(j, (x, m))| scale(x - m, j)).collect()).collect()
}

fn add_outer(matrix: &mut [f64], x: &[f64]) {
    for (row, a) in matrix.chunks_exact_mut(x.len().max(1)).zip(x) {
        row.iter_mut().zip(x).for_each(|(m, b)| *m += a * b);
    }
}

/// Vectors f_i with S = sum f_i f_i', where S `gradients` S = `draws`.
fn roots_of_geometric_mean(draws: &[f64], gradients: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut factor = Cholesky::identity(n);
    if !factor.factor(gradients) {
        return None;
    }
    // K' C K, by rows and then, C being symmetric, by rows of the transpose.
    let half = transposed_product(&factor, draws, n);
    let inner = transposed_product(&factor, &half, n);
    let eigen = Eigen::of(&inner, n);
    let mut roots = eigen.vectors;
    for (root, value) in roots.chunks_exact_mut(n).zip(&eigen.values) {
        let weight = value.max(0.0).sqrt().sqrt();
        root.iter_mut().for_each(|r| *r *= weight);
        factor.solve_upper(root);
    }
    roots.iter().all(|r| r.is_finite()).then_some(roots)
}

/// (A K)', given A row by row: K' applied to each row of A, written as a column.
fn transposed_product(factor: &Cholesky, a: &[f64], n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n * n];
    let mut row = vec![0.0; n];
    for (i, a) in a.chunks_exact(n).enumerate() {
        factor.multiply_upper(a, &mut row);
        (0..n).for_each(|j| out[j * n + i] = row[j]);
    }
    out
}

/// An orthonormal basis of the space of evenly spread draws and gradients (Gram-Schmidt, twice for accuracy).
fn span(positions: &[Vec<f64>], gradients: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let step = positions.len().div_ceil(SPANNING_DRAWS).max(1);
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for x in positions.iter().step_by(step).chain(gradients.iter().step_by(step)) {
        let mut rest = x.clone();
        let size = dot(x, x);
        for _ in 0..2 {
            for b in &basis {
                let along = dot(b, &rest);
                rest.iter_mut().zip(b).for_each(|(r, b)| *r -= along * b);
            }
        }
        let left = dot(&rest, &rest);
        if left > 1e-12 * size && basis.len() < x.len() {
            rest.iter_mut().for_each(|r| *r /= left.sqrt());
            basis.push(rest);
        }
    }
    basis
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Rng;

    /// Draws and gradients of a normal with covariance [[9, 3], [3, 1.25]].
    fn window(count: usize) -> Window {
        let mut rng = Rng::new(5, 0);
        let draw = |_| {
            let (a, b) = (rng.normal(), rng.normal());
            (vec![3.0 * a, a + 0.5 * b], vec![-(a - 2.0 * b) / 3.0, -2.0 * b])
        };
        let (positions, gradients) = (0..count).map(draw).unzip();
        Window { positions, gradients }
    }

    #[test]
    fn draws_with_gradients_tell_a_normal_exactly() {
        let identity = Metric::identity(2).prepare().unwrap();
        // Shrinkage fades, noise does not matter.
        for (count, tolerance) in [(40, 0.4), (4_000, 0.01)] {
            let Some(Metric::Dense(s)) = window(count).metric(&identity) else { panic!("expected a dense metric") };
            for (found, expected) in s.iter().zip([9.0, 3.0, 3.0, 1.25]) {
                assert!((found / expected - 1.0).abs() < tolerance, "{count}: {found} {expected}");
            }
        }
    }

    /// A chain of many parameters that stood still tells nothing.
    #[test]
    fn draws_that_are_all_the_same_give_no_metric() {
        let n = DENSE_UP_TO + 1;
        let window = Window { positions: vec![vec![0.5; n]; 4], gradients: vec![vec![0.1; n]; 4] };
        assert_eq!(window.metric(&Metric::identity(n).prepare().unwrap()), None);
    }

    #[test]
    fn the_geometric_mean_solves_its_equation() {
        let (c, g) = ([2.0, 0.3, 0.3, 1.0], [1.5, -0.4, -0.4, 0.8]);
        let mut s = vec![0.0; 4];
        roots_of_geometric_mean(&c, &g, 2).unwrap().chunks_exact(2).for_each(|root| add_outer(&mut s, root));
        let product = |a: &[f64], b: &[f64]| -> Vec<f64> {
            (0..4).map(|k| (0..2).map(|i| a[k / 2 * 2 + i] * b[i * 2 + k % 2]).sum()).collect()
        };
        product(&product(&s, &g), &s).iter().zip(c).for_each(|(found, c)| assert!((found - c).abs() < 1e-13));
    }
}
