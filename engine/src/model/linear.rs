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

use super::baseline::{Baseline, CoefficientKind};
use super::parameters::SCALES;
use super::spec::BaselineSpec;
use crate::math::columns::{products_with, subtract};
use crate::math::{Cholesky, dot, ln};
use crate::random::Rng;
use std::ops::Range;

/// Index of the noise among the scales.
pub(super) const NOISE: usize = 0;
pub(super) const SLOPE_CHANGE: usize = 1;
pub(super) const SEASON: usize = 2;
pub(super) const DRIVER: usize = 3;
/// Standard deviation of the level between geographies.
const PLACE_LEVEL: usize = 4;
/// Standard deviation of all other coefficients between geographies, as a share of their common one.
const PLACE_BASE: usize = 5;
/// Standard deviation of the relative deviation of a channel's effect in a geography.
const PLACE_EFFECT: usize = 6;

/// Prior variance of a coefficient: fixed, or the square of one of the learned scales.
#[derive(Clone, Copy, Debug)]
enum Variance {
    Fixed(f64),
    /// Index into the scales.
    Learned(usize),
}

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

/// What all places share.
#[derive(Clone, Debug)]
struct Shared {
    /// A.
    precision: Vec<f64>,
    factor: Cholesky,
    /// Posterior mean less the prior mean.
    coefficients: Vec<f64>,
    prior_variance: Vec<f64>,
    /// A^-1; for a nation only room for finding its diagonal.
    inverse: Vec<f64>,
    /// The diagonal of A^-1.
    diagonal: Vec<f64>,
}

/// Prior of the coefficients in which one place differs; empty for a nation.
#[derive(Clone, Debug)]
struct Own {
    variance: Vec<f64>,
    /// s^2 over the variance.
    pull: Vec<f64>,
}

/// One geography.
#[derive(Clone, Debug)]
struct Place {
    design: Baseline,
    gram: Vec<f64>,
    /// Q, upper triangle.
    precision: Vec<f64>,
    factor: Cholesky,
    /// W'r.
    products: Vec<f64>,
    /// Q^-1 W'r, then q.
    coefficients: Vec<f64>,
    /// Q^-1.
    inverse: Vec<f64>,
    /// The variance of the place's deviations over s^2.
    variance: Vec<f64>,
    /// The rows of M that belong to the channels' effects: effects x coefficients.
    covariance: Vec<f64>,
    /// Room for one number a shared coefficient, twice.
    weights: Vec<f64>,
    weighted: Vec<f64>,
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

/// The level is the first column.
const LEVEL: usize = 0;

fn prior_mean(spec: &BaselineSpec, kind: CoefficientKind) -> f64 {
    match kind {
        CoefficientKind::Level => spec.level.mean,
        CoefficientKind::Slope => spec.slope.mean,
        _ => 0.0,
    }
}

fn variance_of(spec: &BaselineSpec, kind: CoefficientKind, outcome_scale: f64) -> Variance {
    let square = |sd: f64| (sd / outcome_scale) * (sd / outcome_scale);
    match kind {
        CoefficientKind::Level => Variance::Fixed(square(spec.level.sd)),
        CoefficientKind::Slope => Variance::Fixed(square(spec.slope.sd)),
        CoefficientKind::SlopeChange => Variance::Learned(SLOPE_CHANGE),
        CoefficientKind::Season => Variance::Learned(SEASON),
        CoefficientKind::Driver(_) => Variance::Learned(DRIVER),
    }
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

/// The contributions' columns of all places.
#[derive(Clone, Copy)]
struct Columns<'a> {
    values: &'a [f64],
    cells: usize,
}

/// The contributions' columns of one place.
#[derive(Clone, Copy)]
struct PlaceColumns<'a> {
    all: Columns<'a>,
    from: usize,
    weeks: usize,
}

impl<'a> Columns<'a> {
    fn place(self, from: usize, weeks: usize) -> PlaceColumns<'a> {
        PlaceColumns { all: self, from, weeks }
    }
}

impl<'a> PlaceColumns<'a> {
    fn column(&self, c: usize) -> &'a [f64] {
        &self.all.values[c * self.all.cells..(c + 1) * self.all.cells][self.weeks()]
    }

    /// Where the place's weeks lie among a channel's cells.
    fn weeks(&self) -> Range<usize> {
        self.from..self.from + self.weeks
    }
}

impl Shared {
    fn new(k: usize) -> Self {
        Self {
            precision: vec![0.0; k * k],
            factor: Cholesky::identity(k),
            coefficients: vec![0.0; k],
            prior_variance: vec![0.0; k],
            inverse: vec![0.0; k * k],
            diagonal: vec![0.0; k],
        }
    }

    fn begin(&mut self, noise_variance: f64) {
        let k = self.coefficients.len();
        self.precision.fill(0.0);
        for j in 0..k {
            self.precision[j * k + j] = noise_variance / self.prior_variance[j];
        }
        self.coefficients.fill(0.0);
    }

    fn finish(&mut self) -> bool {
        let definite = self.factor.factor(&self.precision);
        if definite {
            self.factor.solve(&mut self.coefficients);
        }
        definite
    }

    /// Finds A^-1, or, where nothing but its diagonal is asked for, that alone.
    fn invert(&mut self, diagonal_alone: bool) {
        if diagonal_alone {
            return self.factor.inverse_diagonal(&mut self.diagonal, &mut self.inverse);
        }
        self.factor.inverse(&mut self.inverse);
        let k = self.diagonal.len();
        (0..k).for_each(|j| self.diagonal[j] = self.inverse[j * k + j]);
    }
}

// The steps over weeks are functions of their own (`inline(never)`): inlined into one, WebAssembly engines run out of
// registers, and the loops take twice as long.
impl Place {
    fn new(design: Baseline, own: usize, effects: usize) -> Self {
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

    fn own(&self) -> usize {
        self.coefficients.len()
    }

    /// The place's column `j`: the baseline's, then the channels'.
    fn column<'a>(&'a self, columns: PlaceColumns<'a>, j: usize) -> &'a [f64] {
        let k = self.design.count();
        if j < k { self.design.column(j) } else { columns.column(j - k) }
    }

    /// Adds a nation's Z'Z and Z'r to the shared system.
    #[inline(never)]
    fn add_nation_to(&self, shared: &mut Shared, residual: &[f64]) {
        shared.precision.iter_mut().zip(&self.gram).for_each(|(a, z)| *a += z);
        let add = |j: usize, [product]: [f64; 1]| shared.coefficients[j] += product;
        products_with([residual], self.design.count(), |j| self.design.column(j), add);
    }

    /// Factors and inverts Q and finds Q^-1 W'r.
    fn solve(&mut self, columns: PlaceColumns<'_>, pull: &[f64], residual: &[f64]) -> bool {
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
    fn add_to(&self, shared: &mut Shared, pull: &[f64]) {
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
    fn finish(&mut self, shared: &[f64], pull: &[f64]) {
        let own = self.own();
        if own > 0 {
            let row = |j: usize| ([-pull[j] * shared[j]], &self.inverse[j * own..(j + 1) * own]);
            subtract([&mut self.coefficients], shared.len(), row);
        }
    }

    /// Turns the residual r into e = r - W q, or, for a nation, r - Z w.
    #[inline(never)]
    fn take_from(&self, residual: &mut [f64], shared: &[f64], columns: PlaceColumns<'_>) {
        let coefficients = if self.own() == 0 { shared } else { &self.coefficients };
        subtract([residual], coefficients.len(), |j| ([coefficients[j]], self.column(columns, j)));
    }

    /// Fills the deviations' variances and the channels' rows of M.
    #[inline(never)]
    fn invert(&mut self, shared: &Shared, pull: &[f64]) {
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
    fn slopes_by_contribution(
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
    fn draw(&self, moved: &[f64], pull: &[f64], noise: f64, rng: &mut Rng) -> Vec<f64> {
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
