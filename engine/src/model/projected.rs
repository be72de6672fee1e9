//! Coefficients of the baseline that are sampled and that the data know well: level, slope, season and free drivers, where
//! the noise is not normal.
//!
//! Base and media share a given outcome, so that a sampled level and a sampled return lie on a thin, bent ridge, on which
//! the sampler all but stands still. What is sampled is therefore not a coefficient but its distance from where a fixed
//! weighted regression would put it, given the media: with r the outcome less media and all else,
//!
//! ```text
//! b = b0 + A^-1 Z'W r + C'^-1 z,   A = Z'WZ + P0^-1 = C C'
//! ```
//!
//! Weights W and prior variances P0 are fixed numbers (the noise and the scales at their priors' medians), so that the
//! map from z to b is a shift and a fixed matrix, whose determinant is a constant, and the density is exactly that of b.
//! Given the rest, z is about standard normal and hardly depends on the media. b has its normal prior, with learned
//! scales. With g the slope of the likelihood by what is expected, and q = Z'g - P^-1 (b - b0) that by b, the slope
//! by z is C^-1 q and that by r is -W Z A^-1 q on top of g.

use super::baseline::Baseline;
use super::sampled::{Rule, rule};
use super::spec::BaselineSpec;
use crate::math::{Cholesky, dot, ln};

/// The coefficients, at the last position that was set.
#[derive(Clone, Debug)]
pub(super) struct Projected {
    /// Their first coordinate.
    first: usize,
    rules: Vec<Rule>,
    columns: Vec<f64>,
    /// W Z, column by column.
    weighted: Vec<f64>,
    factor: Cholesky,
    weeks: usize,
    /// b - b0.
    deviations: Vec<f64>,
}

impl Projected {
    /// The coefficients of `design`'s columns in units of `outcome_scale`, with `weights` of the weeks and the `scales` at
    /// which the regression stands.
    pub(super) fn new(
        spec: &BaselineSpec,
        design: &Baseline,
        first: usize,
        outcome_scale: f64,
        (weights, scales): (&[f64], &[f64]),
    ) -> Self {
        let rules: Vec<Rule> = design.kinds.iter().map(|kind| rule(spec, *kind, outcome_scale)).collect();
        let (k, weeks) = (rules.len(), design.weeks);
        let weigh = |j: usize| design.column(j).iter().zip(weights).map(|(z, w)| z * w);
        let weighted: Vec<f64> = (0..k).flat_map(weigh).collect();
        let of = |j: usize| &weighted[j * weeks..(j + 1) * weeks];
        let mut precision: Vec<f64> = (0..k * k).map(|i| dot(of(i / k), design.column(i % k))).collect();
        (0..k).for_each(|j| precision[j * k + j] += 1.0 / rules[j].variance(scales));
        let mut factor = Cholesky::identity(k);
        // A sum of squares and a positive diagonal; should rounding spoil it, plain coordinates still are right.
        if !factor.factor(&precision) {
            factor = Cholesky::identity(k);
        }
        Self { first, rules, columns: design.columns.clone(), weighted, factor, weeks, deviations: vec![0.0; k] }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Subtracts the columns at their prior mean from `series`.
    pub(super) fn subtract_prior_mean(&self, series: &mut [f64]) {
        let means = self.rules.iter().map(Rule::mean);
        means.zip(self.columns.chunks_exact(self.weeks.max(1))).for_each(|(b, z)| subtract(b, z, series));
    }

    /// The coefficients, in scaled units.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.rules.iter().zip(&self.deviations).map(|(rule, deviation)| rule.mean() + deviation)
    }

    /// Computes the coefficients at a position and takes their part off `residual`, whose regression starts from
    /// `offset` further up.
    pub(super) fn subtract_from(&mut self, position: &[f64], offset: &[f64], residual: &mut [f64]) {
        let k = self.rules.len();
        let mut moved = position[self.first..self.first + k].to_vec();
        self.factor.solve_upper(&mut moved);
        for (deviation, weighted) in self.deviations.iter_mut().zip(self.weighted.chunks_exact(self.weeks.max(1))) {
            *deviation = dot(weighted, residual) + if offset.is_empty() { 0.0 } else { dot(weighted, offset) };
        }
        self.factor.solve(&mut self.deviations);
        self.deviations.iter_mut().zip(&moved).for_each(|(deviation, z)| *deviation += z);
        let columns = self.columns.chunks_exact(self.weeks.max(1));
        self.deviations.iter().zip(columns).for_each(|(b, z)| subtract(*b, z, residual));
    }

    /// The log-prior, less that of standard normal coordinates which is counted for every coordinate; adds its gradient
    /// and that of the likelihood, and turns the likelihood's `slopes` by what is expected into those by the rest of it.
    pub(super) fn add_gradient(
        &self,
        position: &[f64],
        scales: &[f64],
        (first_scale, spreads): (usize, &[f64]),
        slopes: &mut [f64],
        gradient: &mut [f64],
    ) -> f64 {
        let coordinates = &position[self.first..self.first + self.rules.len()];
        let mut log_prior = 0.5 * dot(coordinates, coordinates);
        let mut by_value = vec![0.0; self.rules.len()];
        let columns = self.columns.chunks_exact(self.weeks.max(1));
        for (((slope, rule), b), column) in by_value.iter_mut().zip(&self.rules).zip(&self.deviations).zip(columns) {
            let variance = rule.variance(scales);
            let square = b * b / variance;
            log_prior -= 0.5 * (square + ln(variance));
            *slope = dot(column, slopes) - b / variance;
            if let Some(s) = rule.scale() {
                gradient[first_scale + s] += spreads[s] * (square - 1.0);
            }
        }
        let mut by_coordinate = by_value.clone();
        self.factor.solve_lower(&mut by_coordinate);
        for ((out, slope), z) in gradient[self.first..].iter_mut().zip(&by_coordinate).zip(coordinates) {
            *out += slope + z;
        }
        self.factor.solve(&mut by_value);
        let weighted = self.weighted.chunks_exact(self.weeks.max(1));
        by_value.iter().zip(weighted).for_each(|(v, column)| subtract(*v, column, slopes));
        log_prior
    }
}

fn subtract(factor: f64, column: &[f64], series: &mut [f64]) {
    series.iter_mut().zip(column).for_each(|(s, z)| *s -= factor * z);
}
