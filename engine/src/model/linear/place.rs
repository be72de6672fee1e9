//! One geography: its own coefficients, their precision Q, and the passes over its weeks.
//!
//! The formulas and their symbols are those of [`super`].

use super::columns::PlaceColumns;
use super::shared::Shared;
use crate::math::columns::{products_with, subtract};
use crate::math::{Cholesky, dot};
use crate::model::baseline::Baseline;
use crate::random::Rng;

/// One geography.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) design: Baseline,
    gram: Vec<f64>,
    /// Q, upper triangle.
    precision: Vec<f64>,
    pub(super) factor: Cholesky,
    /// W'r.
    products: Vec<f64>,
    /// Q^-1 W'r, then q.
    pub(super) coefficients: Vec<f64>,
    /// Q^-1.
    inverse: Vec<f64>,
    /// The variance of the place's deviations over s^2.
    pub(super) variance: Vec<f64>,
    /// The rows of M that belong to the channels' effects: effects x coefficients.
    covariance: Vec<f64>,
    /// Room for one number a shared coefficient, twice.
    weights: Vec<f64>,
    weighted: Vec<f64>,
}

// The steps over weeks are functions of their own (`inline(never)`): inlined into one, WebAssembly engines run out of
// registers, and the loops take twice as long.
impl Place {
    pub(super) fn new(design: Baseline, own: usize, effects: usize) -> Self {
        let k = design.count();
        let gram = (0..k * k).map(|i| dot(design.column(i / k), design.column(i % k))).collect();
        Self {
            gram,
            design,
            precision: vec![0.0; own * own],
            factor: Cholesky::identity(own),
            products: vec![0.0; own],
            coefficients: vec![0.0; own],
            inverse: vec![0.0; own * own],
            variance: vec![0.0; own],
            covariance: vec![0.0; effects * own],
            weights: vec![0.0; k],
            weighted: vec![0.0; k],
        }
    }

    pub(super) fn own(&self) -> usize {
        self.coefficients.len()
    }

    /// The place's column `j`: the baseline's, then the channels'.
    pub(super) fn column<'a>(&'a self, columns: PlaceColumns<'a>, j: usize) -> &'a [f64] {
        let k = self.design.count();
        if j < k { self.design.column(j) } else { columns.column(j - k) }
    }

    /// Adds a nation's Z'Z and Z'r to the shared system.
    #[inline(never)]
    pub(super) fn add_nation_to(&self, shared: &mut Shared, residual: &[f64]) {
        shared.precision.iter_mut().zip(&self.gram).for_each(|(a, z)| *a += z);
        let add = |j: usize, [product]: [f64; 1]| shared.coefficients[j] += product;
        products_with([residual], self.design.count(), |j| self.design.column(j), add);
    }

    /// Factors and inverts Q and finds Q^-1 W'r.
    pub(super) fn solve(&mut self, columns: PlaceColumns<'_>, pull: &[f64], residual: &[f64]) -> bool {
        self.fill_system(columns, residual);
        let own = self.own();
        pull.iter().enumerate().for_each(|(j, pull)| self.precision[j * own + j] += pull);
        let definite = self.factor.factor(&self.precision);
        if definite {
            self.factor.inverse(&mut self.inverse);
            self.coefficients.copy_from_slice(&self.products);
            self.factor.solve(&mut self.coefficients);
        }
        definite
    }

    /// Fills the upper triangle of W'W, and W'r.
    #[inline(never)]
    fn fill_system(&mut self, columns: PlaceColumns<'_>, residual: &[f64]) {
        let (k, own) = (self.design.count(), self.own());
        for i in 0..k {
            self.precision[i * own + i..i * own + k].copy_from_slice(&self.gram[i * k + i..(i + 1) * k]);
        }
        let (design, precision, products) = (&self.design, &mut self.precision, &mut self.products);
        products_with([residual], k, |j| design.column(j), |j, [product]| products[j] = product);
        // Two channels at a time, against the baseline, the residual and the channels up to themselves.
        let other = |j: usize| match j.checked_sub(k) {
            None => design.column(j),
            Some(0) => residual,
            Some(c) => columns.column(c - 1),
        };
        let mut take = |i: usize, j: usize, product: f64| match j.checked_sub(k) {
            None => precision[j * own + i] = product,
            Some(0) => products[i] = product,
            Some(c) => precision[(k + c - 1) * own + i] = product,
        };
        for i in (k..own).step_by(2) {
            let first = columns.column(i - k);
            if i + 1 == own {
                products_with([first], i + 2, other, |j, [product]| take(i, j, product));
            } else {
                products_with([first, columns.column(i + 1 - k)], i + 3, other, |j, [one, two]| {
                    take(i, j, one);
                    take(i + 1, j, two);
                });
            }
        }
    }

    /// Adds H - H R H to the shared precision, and H times the part of Q^-1 W'r that belongs to u to the right side.
    pub(super) fn add_to(&self, shared: &mut Shared, pull: &[f64]) {
        let (k, own) = (self.design.count(), self.own());
        for (i, h) in pull.iter().enumerate().take(k) {
            shared.coefficients[i] += h * self.coefficients[i];
            shared.precision[i * k + i] += h;
            let row = &mut shared.precision[i * k + i..(i + 1) * k];
            let inverse = &self.inverse[i * own + i..i * own + k];
            row.iter_mut().zip(inverse).zip(&pull[i..]).for_each(|((a, r), other)| *a -= h * r * other);
        }
    }

    /// Turns Q^-1 W'r into q = Q^-1 (W'r + (H w, 0)).
    #[inline(never)]
    pub(super) fn finish(&mut self, shared: &[f64], pull: &[f64]) {
        let own = self.own();
        if own > 0 {
            let row = |j: usize| ([-pull[j] * shared[j]], &self.inverse[j * own..(j + 1) * own]);
            subtract([&mut self.coefficients], shared.len(), row);
        }
    }

    /// Turns the residual r into e = r - W q, or, for a nation, r - Z w.
    #[inline(never)]
    pub(super) fn take_from(&self, residual: &mut [f64], shared: &[f64], columns: PlaceColumns<'_>) {
        let coefficients = if self.own() == 0 { shared } else { &self.coefficients };
        subtract([residual], coefficients.len(), |j| ([coefficients[j]], self.column(columns, j)));
    }

    /// Fills the deviations' variances and the channels' rows of M.
    #[inline(never)]
    pub(super) fn invert(&mut self, shared: &Shared, pull: &[f64]) {
        let (k, own) = (self.design.count(), self.own());
        let Self { inverse, variance, covariance, weights, weighted, .. } = self;
        for i in 0..own {
            let row = &inverse[i * own..(i + 1) * own];
            // The row of -Y, or of I - R H.
            weights.iter_mut().zip(row).zip(pull).for_each(|((w, q), h)| *w = -q * h);
            if i < k {
                weights[i] += 1.0;
            }
            weighted.fill(0.0);
            subtract([&mut *weighted], k, |j| ([weights[j]], &shared.inverse[j * k..(j + 1) * k]));
            if i < k {
                variance[i] = row[i] - dot(weights, weighted);
            } else {
                let out = &mut covariance[(i - k) * own..(i - k + 1) * own];
                out.copy_from_slice(row);
                subtract([&mut *out], k, |j| ([-weighted[j] * pull[j]], &inverse[j * own..(j + 1) * own]));
                variance[i] = out[i];
            }
        }
    }

    /// Writes (1 + v) e'/s^2 - (the channels' rows of M) W' into the place's part of `slopes`.
    #[inline(never)]
    pub(super) fn slopes_by_contribution(
        &self,
        columns: PlaceColumns<'_>,
        error: &[f64],
        noise_variance: f64,
        slopes: &mut [f64],
    ) {
        let (k, own, cells) = (self.design.count(), self.own(), columns.all.cells);
        let begin = |out: &mut [f64], c: usize| {
            let factor = (1.0 + self.coefficients[k + c]) / noise_variance;
            out.iter_mut().zip(error).for_each(|(o, e)| *o = factor * e);
        };
        let rows = self.covariance.chunks(2 * own.max(1));
        for (pair, (slopes, rows)) in slopes.chunks_mut(2 * cells.max(1)).zip(rows).enumerate() {
            let (one, two) = slopes.split_at_mut(cells);
            let one = &mut one[columns.weeks()];
            begin(one, 2 * pair);
            let (first, second) = rows.split_at(own);
            if two.is_empty() {
                subtract([one], own, |j| ([first[j]], self.column(columns, j)));
                return;
            }
            let two = &mut two[columns.weeks()];
            begin(two, 2 * pair + 1);
            subtract([one, two], own, |j| ([first[j], second[j]], self.column(columns, j)));
        }
    }

    /// Draws q given that the shared coefficients were drawn `moved` away from their mean; empty for a nation.
    pub(super) fn draw(&self, moved: &[f64], pull: &[f64], noise: f64, rng: &mut Rng) -> Vec<f64> {
        let own = self.own();
        let mut drawn = vec![0.0; own];
        rng.fill_normal(&mut drawn);
        self.factor.solve_upper(&mut drawn);
        drawn.iter_mut().zip(&self.coefficients).for_each(|(z, q)| *z = q + noise * *z);
        if own > 0 {
            let row = |j: usize| ([-pull[j] * moved[j]], &self.inverse[j * own..(j + 1) * own]);
            subtract([&mut drawn], moved.len(), row);
        }
        drawn
    }
}
