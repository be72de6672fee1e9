//! The linear part: baseline coefficients, and how they and the channels' effects differ between geographies, all
//! integrated out exactly.
//!
//! In geography g, with everything divided by the geography's share of the population, the outcome less the media's
//! common effect is
//!
//! ```text
//! r_g = Z_g (b + u_g) + C_g v_g + noise,   b ~ N(b0, P),   (u_g, v_g) ~ N(0, D),   noise ~ N(0, s^2)
//! ```
//!
//! where Z_g holds the baseline's columns, C_g the channels' contributions at their common effect (so that their
//! coefficients are relative deviations), b what all geographies share, u_g and v_g what is g's own. A nation is the case
//! of one geography: there are no deviations. As all are normal and enter linearly they are integrated out; what would
//! be a thousand sampled parameters for fifty geographies becomes three scales.
//!
//! A geography is described by its own coefficients q_g = (b - b0 + u_g, v_g) on the columns W_g = [Z_g, C_g]. With
//! Q_g = W_g'W_g + s^2 D^-1, H the part of s^2 D^-1 that belongs to u_g, and R_g the part of Q_g^-1 that does, the
//! arrow-shaped joint precision of b and all q_g has the Schur complement A = s^2 P^-1 + sum_g (H - H R_g H), and
//!
//! - b - b0 has the mean w = A^-1 sum_g H (the part of Q_g^-1 W_g'r_g that belongs to u_g),
//!   q_g has Q_g^-1 (W_g'r_g + (H w, 0)), and e_g = r_g - W_g q_g
//! - -2 ln p = e'e/s^2 + w'P^-1 w + sum_g (u_g, v_g)'D^-1 (u_g, v_g) + (n - k) ln s^2 + ln|P| + G ln|D| + ln|A|
//!   + sum_g ln|Q_g|, k being the number of all coefficients
//! - with Y_g the columns of Q_g^-1 that belong to u_g, times H, the posterior covariance over s^2 is A^-1 for b,
//!   M_g = Q_g^-1 + Y_g A^-1 Y_g' for q_g, and R_g + (I - R_g H) A^-1 (I - R_g H)' for u_g
//! - d/d ln s^2: (e'e/s^2 - (n - k) - sum of kept shares)/2, a coefficient of prior variance p and posterior variance
//!   s^2 m keeping s^2 m/p
//! - d/d ln p: (w^2/p - 1 + s^2 m/p)/2
//! - d/d C_g: (1 + v_g) e_g'/s^2 - (the rows of M_g that belong to v_g) W_g'
//!
//! For a nation Q is empty, A = Z'Z + s^2 P^-1 and w = A^-1 Z'r.
//!
//! The matrix identities are those of Henderson (1984) and of Bates, Maechler, Bolker and Walker (2015, section 3) for
//! mixed models. Columns lie one after another, so every sum runs along contiguous weeks.

mod columns;
mod place;
mod prior;
mod shared;

use self::columns::Columns;
use self::place::Place;
use self::prior::{Own, Variance, prior_mean, variance_of};
use self::shared::Shared;
use super::baseline::Baseline;
use super::parameters::SCALES;
use super::spec::BaselineSpec;
use crate::math::columns::subtract;
use crate::math::{dot, ln};
use crate::random::Rng;

/// Index of the noise among the scales.
pub(super) const NOISE: usize = 0;
pub(super) const SLOPE_CHANGE: usize = 1;
pub(super) const SEASON: usize = 2;
pub(super) const DRIVER: usize = 3;
/// Standard deviation of the level between geographies.
pub(super) const PLACE_LEVEL: usize = 4;
/// Standard deviation of all other coefficients between geographies, as a share of their common one.
pub(super) const PLACE_BASE: usize = 5;
/// Standard deviation of the relative deviation of a channel's effect in a geography.
pub(super) const PLACE_EFFECT: usize = 6;
/// The level is the first column.
const LEVEL: usize = 0;

/// The integrated linear part and its buffers.
#[derive(Clone, Debug)]
pub(super) struct LinearPart {
    places: Vec<Place>,
    weeks: usize,
    /// Channels whose effect differs between places; 0 for a nation.
    effects: usize,
    /// Prior means of the shared coefficients, in scaled units.
    prior_mean: Vec<f64>,
    variance: Vec<Variance>,
    /// Channels' contributions at their common effect: effects x places x weeks.
    columns: Vec<f64>,
    /// Slopes of the log likelihood by them.
    slopes: Vec<f64>,
    shared: Shared,
    own: Own,
}

impl LinearPart {
    /// The linear part of `spec` with these columns, one entry of `designs` a geography, and `effects` channels whose
    /// effect differs between geographies.
    pub(super) fn new(spec: &BaselineSpec, designs: Vec<Baseline>, outcome_scale: f64, effects: usize) -> Self {
        let weeks = designs.first().map_or(0, |d| d.weeks);
        let effects = if designs.len() > 1 { effects } else { 0 };
        let kinds = designs.first().map(|d| d.kinds.clone()).unwrap_or_default();
        let own = if designs.len() > 1 { kinds.len() + effects } else { 0 };
        let places: Vec<Place> = designs.into_iter().map(|design| Place::new(design, own, effects)).collect();
        Self {
            weeks,
            effects,
            prior_mean: kinds.iter().map(|kind| prior_mean(spec, *kind) / outcome_scale).collect(),
            variance: kinds.iter().map(|kind| variance_of(spec, *kind, outcome_scale)).collect(),
            columns: vec![0.0; effects * weeks * places.len()],
            slopes: vec![0.0; effects * weeks * places.len()],
            shared: Shared::new(kinds.len()),
            own: Own { variance: vec![0.0; own], pull: vec![0.0; own] },
            places,
        }
    }

    /// How many shared coefficients there are.
    pub(super) fn count(&self) -> usize {
        self.prior_mean.len()
    }

    /// Whether the channels' effects differ between geographies.
    pub(super) fn has_effects(&self) -> bool {
        self.effects > 0
    }

    /// Where channel `c`'s contributions go before [`Self::solve`]; `None` where effects do not differ.
    pub(super) fn effect_column(&mut self, c: usize) -> Option<&mut [f64]> {
        let cells = self.weeks * self.places.len();
        if self.has_effects() { self.columns.get_mut(c * cells..(c + 1) * cells) } else { None }
    }

    /// Subtracts the baseline at its prior mean from `series` (places x weeks).
    pub(super) fn subtract_prior_mean(&self, series: &mut [f64]) {
        for (place, series) in self.places.iter().zip(series.chunks_exact_mut(self.weeks.max(1))) {
            subtract_columns(&place.design, &self.prior_mean, series);
        }
    }

    /// Finds the posterior mean of all coefficients given the residual (places x weeks); `false` where a matrix is
    /// not positive definite.
    pub(super) fn solve(&mut self, scales: &[f64], residual: &[f64]) -> bool {
        let noise_variance = scales[NOISE] * scales[NOISE];
        self.set_prior_variances(scales);
        self.shared.begin(noise_variance);
        let columns = Columns { values: &self.columns, cells: residual.len() };
        for (g, place) in self.places.iter_mut().enumerate() {
            let from = g * self.weeks;
            let residual = &residual[from..from + self.weeks];
            if place.own() == 0 {
                place.add_nation_to(&mut self.shared, residual);
            } else if place.solve(columns.place(from, self.weeks), &self.own.pull, residual) {
                place.add_to(&mut self.shared, &self.own.pull);
            } else {
                return false;
            }
        }
        if !self.shared.finish() {
            return false;
        }
        let shared = &self.shared.coefficients;
        self.places.iter_mut().for_each(|place| place.finish(shared, &self.own.pull));
        true
    }

    fn set_prior_variances(&mut self, scales: &[f64]) {
        for (p, variance) in self.shared.prior_variance.iter_mut().zip(&self.variance) {
            *p = match variance {
                Variance::Fixed(v) => *v,
                Variance::Learned(s) => scales[*s] * scales[*s],
            };
        }
        if self.own.variance.is_empty() {
            return;
        }
        let square = |s: usize| scales[s] * scales[s];
        let k = self.prior_mean.len();
        for j in 0..k {
            self.own.variance[j] =
                if j == LEVEL { square(PLACE_LEVEL) } else { square(PLACE_BASE) * self.shared.prior_variance[j] };
        }
        self.own.variance[k..].fill(square(PLACE_EFFECT));
        self.own.pull.iter_mut().zip(&self.own.variance).for_each(|(pull, d)| *pull = square(NOISE) / d);
    }

    /// The log marginal likelihood after [`Self::solve`]; turns the residual into the error e, adds the slopes by the
    /// coordinates of the scales, whose logarithms move by `spreads` a unit, to `gradient`, and finds those by the
    /// contributions.
    pub(super) fn marginal(
        &mut self,
        scales: &[f64],
        residual: &mut [f64],
        spreads: &[f64],
        gradient: &mut [f64],
    ) -> f64 {
        let noise_variance = scales[NOISE] * scales[NOISE];
        self.shared.invert(self.own.variance.is_empty());
        let mut sums = self.shared_terms(noise_variance, spreads, gradient);
        let columns = Columns { values: &self.columns, cells: residual.len() };
        for (g, place) in self.places.iter_mut().enumerate() {
            let from = g * self.weeks;
            let residual = &mut residual[from..from + self.weeks];
            let columns = columns.place(from, self.weeks);
            place.take_from(residual, &self.shared.coefficients, columns);
            place.invert(&self.shared, &self.own.pull);
            place.slopes_by_contribution(columns, residual, noise_variance, &mut self.slopes);
        }
        for g in 0..self.places.len() {
            sums.add(&self.deviation_terms(g, noise_variance, spreads, gradient));
        }
        let squares = dot(residual, residual);
        let coefficients = self.count() + self.places.len() * self.own.variance.len();
        let free = residual.len() as f64 - coefficients as f64;
        gradient[NOISE] += spreads[NOISE] * (squares / noise_variance - free - sums.kept);
        let log_prior_variance = self.log_prior_variance(scales);
        -0.5 * (squares / noise_variance + sums.shrinkage + free * ln(noise_variance) + log_prior_variance)
            - sums.half_log_determinant
    }

    /// ln|P| + G ln|D|.
    fn log_prior_variance(&self, scales: &[f64]) -> f64 {
        let logs: [f64; SCALES] = std::array::from_fn(|s| 2.0 * ln(scales[s]));
        let of = |variance: &Variance| match variance {
            Variance::Fixed(v) => ln(*v),
            Variance::Learned(s) => logs[*s],
        };
        let (mut shared, mut base) = (0.0, 0.0);
        for (j, variance) in self.variance.iter().enumerate() {
            let log = of(variance);
            shared += log;
            base += if j == LEVEL { logs[PLACE_LEVEL] } else { logs[PLACE_BASE] + log };
        }
        if self.own.variance.is_empty() {
            return shared;
        }
        shared + self.places.len() as f64 * (base + self.effects as f64 * logs[PLACE_EFFECT])
    }

    fn shared_terms(&self, noise_variance: f64, spreads: &[f64], gradient: &mut [f64]) -> Sums {
        let mut sums = Sums { half_log_determinant: self.shared.factor.half_log_determinant(), ..Sums::default() };
        for j in 0..self.count() {
            let p = self.shared.prior_variance[j];
            let slope = sums.take(self.shared.coefficients[j], p, noise_variance * self.shared.diagonal[j]);
            if let Variance::Learned(s) = self.variance[j] {
                // d/d ln scale is twice d/d ln p.
                gradient[s] += spreads[s] * slope;
            }
        }
        sums
    }

    fn deviation_terms(&self, g: usize, noise_variance: f64, spreads: &[f64], gradient: &mut [f64]) -> Sums {
        let place = &self.places[g];
        let k = self.count();
        if place.own() == 0 {
            return Sums::default();
        }
        let mut sums = Sums { half_log_determinant: place.factor.half_log_determinant(), ..Sums::default() };
        for (j, q) in place.coefficients.iter().enumerate() {
            // What is the place's own: less what all share.
            let deviation = q - self.shared.coefficients.get(j).unwrap_or(&0.0);
            let slope = sums.take(deviation, self.own.variance[j], noise_variance * place.variance[j]);
            if j == LEVEL {
                gradient[PLACE_LEVEL] += spreads[PLACE_LEVEL] * slope;
            } else if j < k {
                gradient[PLACE_BASE] += spreads[PLACE_BASE] * slope;
                if let Variance::Learned(s) = self.variance[j] {
                    gradient[s] += spreads[s] * slope;
                }
            } else {
                gradient[PLACE_EFFECT] += spreads[PLACE_EFFECT] * slope;
            }
        }
        sums
    }

    /// The slope of the log marginal likelihood by channel `c`'s contribution in each cell, after [`Self::marginal`];
    /// empty where effects do not differ.
    pub(super) fn slopes_by_contribution(&self, c: usize) -> &[f64] {
        let cells = self.weeks * self.places.len();
        self.slopes.get(c * cells..(c + 1) * cells).unwrap_or_default()
    }

    /// Draws all coefficients after [`Self::solve`]: one [`PlaceDraw`] a geography, in scaled units.
    pub(super) fn draw(&self, noise: f64, rng: &mut Rng) -> Vec<PlaceDraw> {
        let mut moved = vec![0.0; self.count()];
        rng.fill_normal(&mut moved);
        self.shared.factor.solve_upper(&mut moved);
        moved.iter_mut().for_each(|z| *z *= noise);
        let draw = |place: &Place| {
            let own = place.draw(&moved, &self.own.pull, noise, rng);
            let coefficient = |j: usize| {
                let nation = || self.shared.coefficients[j] + moved[j];
                self.prior_mean[j] + own.get(j).copied().unwrap_or_else(nation)
            };
            PlaceDraw {
                coefficients: (0..self.count()).map(coefficient).collect(),
                effects: own.get(self.count()..).unwrap_or_default().iter().map(|v| 1.0 + v).collect(),
            }
        };
        self.places.iter().map(draw).collect()
    }
}

/// One geography's coefficients in one draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlaceDraw {
    /// The baseline's coefficients.
    pub(crate) coefficients: Vec<f64>,
    /// Each channel's effect relative to the common one; empty for a nation.
    pub(crate) effects: Vec<f64>,
}

fn subtract_columns(design: &Baseline, coefficients: &[f64], series: &mut [f64]) {
    subtract([series], coefficients.len(), |j| ([coefficients[j]], design.column(j)));
}

/// Sums over coefficients.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    shrinkage: f64,
    kept: f64,
    half_log_determinant: f64,
}

impl Sums {
    /// Takes a coefficient of posterior mean `w`, prior variance `p` and posterior variance `v` in; twice the slope
    /// of the log likelihood by ln p.
    fn take(&mut self, w: f64, p: f64, v: f64) -> f64 {
        let (square, kept) = (w * w / p, v / p);
        self.shrinkage += square;
        self.kept += kept;
        square - 1.0 + kept
    }

    fn add(&mut self, other: &Self) {
        self.shrinkage += other.shrinkage;
        self.kept += other.kept;
        self.half_log_determinant += other.half_log_determinant;
    }
}

#[cfg(test)]
impl LinearPart {
    /// Every coefficient's column over all cells with its prior variance, after [`Self::solve`].
    pub(super) fn joint_columns(&self) -> Vec<(Vec<f64>, f64)> {
        let cells = self.weeks * self.places.len();
        let mut all = Vec::new();
        for (j, p) in self.shared.prior_variance.iter().enumerate() {
            all.push((self.places.iter().flat_map(|place| place.design.column(j)).copied().collect(), *p));
        }
        for (g, place) in self.places.iter().enumerate() {
            for (j, d) in self.own.variance.iter().enumerate() {
                let from = g * self.weeks;
                let columns = Columns { values: &self.columns, cells }.place(from, self.weeks);
                let own = if j < self.count() { place.design.column(j) } else { columns.column(j - self.count()) };
                let mut column = vec![0.0; cells];
                column[from..from + self.weeks].copy_from_slice(own);
                all.push((column, *d));
            }
        }
        all
    }
}
