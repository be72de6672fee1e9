//! The linear part: baseline coefficients, and how they and the channels' effects differ between geographies, all
//! integrated out exactly.
//!
//! In geography g, with everything divided by the geography's share of the population, the outcome less the media's
//! common effect is
//!
//! ```text
//! r_g = Z_g b + W_g u_g + noise,   W_g = [Z_g, C_g],   b ~ N(b0, P),   u_g ~ N(0, D),   noise ~ N(0, s^2)
//! ```
//!
//! where Z_g holds the baseline's columns, C_g the channels' contributions at their common effect (so that their
//! coefficients are relative deviations), b what all geographies share and u_g what is g's own. A nation is the case
//! of one geography: there is no u. As b and u are normal and enter linearly they are integrated out; what would be a
//! thousand sampled parameters for fifty geographies becomes three scales.
//!
//! With Q_g = W_g'W_g + s^2 D^-1, E_g = Z_g'W_g, F_g = Q_g^-1 E_g', v_g = Q_g^-1 W_g'r_g, the arrow-shaped joint
//! precision has the Schur complement A = sum_g Z_g'Z_g + s^2 P^-1 - sum_g E_g F_g, and
//!
//! - b - b0 has the mean w = A^-1 sum_g (Z_g'r_g - E_g v_g), u_g has v_g - F_g w, and e_g = r_g - Z_g w - W_g u_g
//! - -2 ln p = e'e/s^2 + w'P^-1 w + sum_g u_g'D^-1 u_g + (n - k) ln s^2 + ln|P| + G ln|D| + ln|A| + sum_g ln|Q_g|,
//!   k being the number of all coefficients
//! - the posterior covariance over s^2 is A^-1 for b and M_g = Q_g^-1 + F_g A^-1 F_g' for u_g
//! - d/d ln s^2: (e'e/s^2 - (n - k) - sum of kept shares)/2, a coefficient of prior variance p keeping s^2 (M)_jj/p
//! - d/d ln p: (w^2/p - 1 + s^2 (M)_jj/p)/2
//! - d/d C_g: e_g u_g'/s^2 - (row of the joint posterior covariance over s^2 times the joint columns)
//!
//! The matrix identities are those of Henderson (1984) and of Bates, Maechler, Bolker and Walker (2015, section 3) for
//! mixed models. Columns lie one after another, so every sum runs along contiguous weeks.

use super::baseline::{Baseline, CoefficientKind};
use super::spec::BaselineSpec;
use crate::math::{Cholesky, dot, ln};
use crate::random::Rng;

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
    shared: Shared,
    /// Prior variances of one place's deviations.
    deviation_variance: Vec<f64>,
}

/// What all places share.
#[derive(Clone, Debug)]
struct Shared {
    gram: Vec<f64>,
    precision: Vec<f64>,
    factor: Cholesky,
    /// Posterior mean less the prior mean.
    coefficients: Vec<f64>,
    prior_variance: Vec<f64>,
    inverse: Vec<f64>,
}

/// One geography.
#[derive(Clone, Debug)]
struct Place {
    design: Baseline,
    gram: Vec<f64>,
    /// E: coefficients x deviations.
    cross: Vec<f64>,
    /// F', one row a shared coefficient: coefficients x deviations.
    solved_cross: Vec<f64>,
    precision: Vec<f64>,
    factor: Cholesky,
    /// v, then u.
    deviations: Vec<f64>,
    /// M, row by row; of the baseline's rows only the diagonal.
    covariance: Vec<f64>,
    /// (F A^-1), one row a deviation: deviations x coefficients.
    shared_covariance: Vec<f64>,
}

impl LinearPart {
    /// The linear part of `spec` with these columns, one entry of `designs` a geography, and `effects` channels whose
    /// effect differs between geographies.
    pub(super) fn new(spec: &BaselineSpec, designs: Vec<Baseline>, outcome_scale: f64, effects: usize) -> Self {
        let weeks = designs.first().map_or(0, |d| d.weeks);
        let effects = if designs.len() > 1 { effects } else { 0 };
        let kinds = designs.first().map(|d| d.kinds.clone()).unwrap_or_default();
        let own = if designs.len() > 1 { kinds.len() + effects } else { 0 };
        let places: Vec<Place> = designs.into_iter().map(|design| Place::new(design, own)).collect();
        Self {
            weeks,
            effects,
            prior_mean: kinds.iter().map(|kind| prior_mean(spec, *kind) / outcome_scale).collect(),
            variance: kinds.iter().map(|kind| variance_of(spec, *kind, outcome_scale)).collect(),
            columns: vec![0.0; effects * weeks * places.len()],
            shared: Shared::new(&places, kinds.len()),
            deviation_variance: vec![0.0; own],
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
            if !place.solve(columns.place(from, self.weeks), noise_variance, &self.deviation_variance, residual) {
                return false;
            }
            place.add_to_shared(residual, &mut self.shared);
        }
        if !self.shared.finish() {
            return false;
        }
        let shared = &self.shared.coefficients;
        self.places.iter_mut().for_each(|place| place.finish(shared));
        true
    }

    fn set_prior_variances(&mut self, scales: &[f64]) {
        for (p, variance) in self.shared.prior_variance.iter_mut().zip(&self.variance) {
            *p = match variance {
                Variance::Fixed(v) => *v,
                Variance::Learned(s) => scales[*s] * scales[*s],
            };
        }
        if self.deviation_variance.is_empty() {
            return;
        }
        let square = |s: usize| scales[s] * scales[s];
        let k = self.prior_mean.len();
        for j in 0..k {
            self.deviation_variance[j] =
                if j == LEVEL { square(PLACE_LEVEL) } else { square(PLACE_BASE) * self.shared.prior_variance[j] };
        }
        self.deviation_variance[k..].fill(square(PLACE_EFFECT));
    }

    /// The log marginal likelihood after [`Self::solve`]; turns the residual into the error e and adds the slopes by
    /// the coordinates of the scales, whose logarithms move by `spreads` a unit, to `gradient`.
    pub(super) fn marginal(
        &mut self,
        scales: &[f64],
        residual: &mut [f64],
        spreads: &[f64],
        gradient: &mut [f64],
    ) -> f64 {
        let noise_variance = scales[NOISE] * scales[NOISE];
        self.take_from(residual);
        self.shared.invert();
        let mut sums = self.shared_terms(noise_variance, spreads, gradient);
        for g in 0..self.places.len() {
            self.places[g].invert(&self.shared);
            sums.add(&self.deviation_terms(g, noise_variance, spreads, gradient));
        }
        let squares = dot(residual, residual);
        let coefficients = self.count() + self.places.len() * self.deviation_variance.len();
        let free = residual.len() as f64 - coefficients as f64;
        gradient[NOISE] += spreads[NOISE] * (squares / noise_variance - free - sums.kept);
        -0.5 * (squares / noise_variance + sums.shrinkage + free * ln(noise_variance) + sums.log_prior_variance)
            - sums.half_log_determinant
    }

    /// Turns the residual r into e = r - Z w - W u.
    fn take_from(&self, residual: &mut [f64]) {
        let columns = Columns { values: &self.columns, cells: residual.len() };
        for (g, place) in self.places.iter().enumerate() {
            let from = g * self.weeks;
            let series = &mut residual[from..from + self.weeks];
            subtract_columns(&place.design, &self.shared.coefficients, series);
            // A nation has no deviations.
            subtract_columns(&place.design, place.deviations.get(..self.count()).unwrap_or_default(), series);
            let columns = columns.place(from, self.weeks);
            for (c, u) in place.effect_deviations(self.count()).iter().enumerate() {
                series.iter_mut().zip(columns.column(c)).for_each(|(r, x)| *r -= u * x);
            }
        }
    }

    fn shared_terms(&self, noise_variance: f64, spreads: &[f64], gradient: &mut [f64]) -> Sums {
        let k = self.count();
        let mut sums = Sums { half_log_determinant: self.shared.factor.half_log_determinant(), ..Sums::default() };
        for j in 0..k {
            let p = self.shared.prior_variance[j];
            let slope = sums.take(self.shared.coefficients[j], p, noise_variance * self.shared.inverse[j * k + j]);
            if let Variance::Learned(s) = self.variance[j] {
                // d/d ln scale is twice d/d ln p.
                gradient[s] += spreads[s] * slope;
            }
        }
        sums
    }

    fn deviation_terms(&self, g: usize, noise_variance: f64, spreads: &[f64], gradient: &mut [f64]) -> Sums {
        let place = &self.places[g];
        let (k, own) = (self.count(), self.deviation_variance.len());
        if own == 0 {
            return Sums::default();
        }
        let mut sums = Sums { half_log_determinant: place.factor.half_log_determinant(), ..Sums::default() };
        for j in 0..own {
            let d = self.deviation_variance[j];
            let slope = sums.take(place.deviations[j], d, noise_variance * place.covariance[j * own + j]);
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

    /// Writes the slope of the log marginal likelihood by channel `c`'s contribution in each cell into `out`, after
    /// [`Self::marginal`], given the error e.
    pub(super) fn slope_by_contribution(&self, c: usize, error: &[f64], inverse_variance: f64, out: &mut [f64]) {
        let columns = Columns { values: &self.columns, cells: error.len() };
        for (g, place) in self.places.iter().enumerate() {
            let from = g * self.weeks;
            let (error, out) = (&error[from..from + self.weeks], &mut out[from..from + self.weeks]);
            let factor = inverse_variance * (1.0 + place.effect_deviations(self.count()).get(c).unwrap_or(&0.0));
            out.iter_mut().zip(error).for_each(|(o, e)| *o = factor * e);
            if self.has_effects() {
                place.subtract_uncertainty(c, self.count(), columns.place(from, self.weeks), out);
            }
        }
    }

    /// Draws all coefficients after [`Self::solve`]: one [`PlaceDraw`] a geography, in scaled units.
    pub(super) fn draw(&self, noise: f64, rng: &mut Rng) -> Vec<PlaceDraw> {
        let mut moved = vec![0.0; self.count()];
        rng.fill_normal(&mut moved);
        self.shared.factor.solve_upper(&mut moved);
        moved.iter_mut().for_each(|z| *z *= noise);
        let draw = |place: &Place| {
            let own = place.draw_deviations(&moved, noise, rng);
            let coefficient = |j: usize| {
                let shared = self.prior_mean[j] + self.shared.coefficients[j] + moved[j];
                shared + own.get(j).unwrap_or(&0.0)
            };
            PlaceDraw {
                coefficients: (0..self.count()).map(coefficient).collect(),
                effects: own.get(self.count()..).unwrap_or_default().iter().map(|u| 1.0 + u).collect(),
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
    for (j, b) in coefficients.iter().enumerate() {
        series.iter_mut().zip(design.column(j)).for_each(|(r, z)| *r -= b * z);
    }
}

/// Sums over coefficients.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    shrinkage: f64,
    log_prior_variance: f64,
    kept: f64,
    half_log_determinant: f64,
}

impl Sums {
    /// Takes a coefficient of posterior mean `w`, prior variance `p` and posterior variance `v` in; twice the slope
    /// of the log likelihood by ln p.
    fn take(&mut self, w: f64, p: f64, v: f64) -> f64 {
        let (square, kept) = (w * w / p, v / p);
        self.shrinkage += square;
        self.log_prior_variance += ln(p);
        self.kept += kept;
        square - 1.0 + kept
    }

    fn add(&mut self, other: &Self) {
        self.shrinkage += other.shrinkage;
        self.log_prior_variance += other.log_prior_variance;
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
        let from = c * self.all.cells + self.from;
        &self.all.values[from..from + self.weeks]
    }
}

impl Shared {
    fn new(places: &[Place], k: usize) -> Self {
        let mut gram = vec![0.0; k * k];
        for place in places {
            gram.iter_mut().zip(&place.gram).for_each(|(sum, z)| *sum += z);
        }
        Self {
            gram,
            precision: vec![0.0; k * k],
            factor: Cholesky::identity(k),
            coefficients: vec![0.0; k],
            prior_variance: vec![0.0; k],
            inverse: vec![0.0; k * k],
        }
    }

    fn begin(&mut self, noise_variance: f64) {
        let k = self.coefficients.len();
        self.precision.copy_from_slice(&self.gram);
        for j in 0..k {
            self.precision[j * k + j] += noise_variance / self.prior_variance[j];
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

    fn invert(&mut self) {
        self.factor.inverse(&mut self.inverse);
    }
}

impl Place {
    fn new(design: Baseline, own: usize) -> Self {
        let k = design.count();
        let gram = (0..k * k).map(|i| dot(design.column(i / k), design.column(i % k))).collect();
        Self {
            gram,
            design,
            cross: vec![0.0; k * own],
            solved_cross: vec![0.0; k * own],
            precision: vec![0.0; own * own],
            factor: Cholesky::identity(own),
            deviations: vec![0.0; own],
            covariance: vec![0.0; own * own],
            shared_covariance: vec![0.0; own * k],
        }
    }

    fn own(&self) -> usize {
        self.deviations.len()
    }

    /// Factors Q and finds v and F.
    fn solve(&mut self, columns: PlaceColumns<'_>, noise_variance: f64, variances: &[f64], residual: &[f64]) -> bool {
        if self.own() == 0 {
            return true;
        }
        self.fill_precision(columns, noise_variance, variances);
        if !self.factor.factor(&self.precision) {
            return false;
        }
        let (k, own) = (self.design.count(), self.own());
        for j in 0..own {
            let column = if j < k { self.design.column(j) } else { columns.column(j - k) };
            self.deviations[j] = dot(column, residual);
        }
        self.factor.solve(&mut self.deviations);
        self.solved_cross.copy_from_slice(&self.cross);
        self.solved_cross.chunks_exact_mut(own).for_each(|row| self.factor.solve(row));
        true
    }

    /// Fills Q = W'W + s^2 D^-1 and E = Z'W.
    fn fill_precision(&mut self, columns: PlaceColumns<'_>, noise_variance: f64, variances: &[f64]) {
        let (k, own) = (self.design.count(), self.own());
        for i in 0..k {
            self.precision[i * own..i * own + k].copy_from_slice(&self.gram[i * k..(i + 1) * k]);
            self.cross[i * own..i * own + k].copy_from_slice(&self.gram[i * k..(i + 1) * k]);
        }
        for i in k..own {
            let column = columns.column(i - k);
            for j in 0..=i {
                let other = if j < k { self.design.column(j) } else { columns.column(j - k) };
                let product = dot(column, other);
                self.precision[i * own + j] = product;
                if j < k {
                    self.cross[j * own + i] = product;
                }
            }
        }
        for (j, variance) in variances.iter().enumerate() {
            self.precision[j * own + j] += noise_variance / variance;
        }
    }

    /// Adds Z'r - E v to the shared right side and takes E F from the shared precision.
    fn add_to_shared(&self, residual: &[f64], shared: &mut Shared) {
        let (k, own) = (self.design.count(), self.own());
        for i in 0..k {
            let cross = &self.cross[i * own..(i + 1) * own];
            shared.coefficients[i] += dot(self.design.column(i), residual) - dot(cross, &self.deviations);
            if own > 0 {
                for j in 0..=i {
                    shared.precision[i * k + j] -= dot(cross, &self.solved_cross[j * own..(j + 1) * own]);
                }
            }
        }
    }

    /// Turns v into u = v - F w.
    fn finish(&mut self, shared: &[f64]) {
        let own = self.own();
        for (w, row) in shared.iter().zip(self.solved_cross.chunks_exact(own.max(1))) {
            self.deviations.iter_mut().zip(row).for_each(|(u, f)| *u -= w * f);
        }
    }

    /// Fills M and F A^-1.
    fn invert(&mut self, shared: &Shared) {
        let (k, own) = (self.design.count(), self.own());
        if own == 0 {
            return;
        }
        self.factor.inverse(&mut self.covariance);
        self.shared_covariance.fill(0.0);
        for (j, row) in self.solved_cross.chunks_exact(own).enumerate() {
            let inverse = &shared.inverse[j * k..(j + 1) * k];
            for (f, out) in row.iter().zip(self.shared_covariance.chunks_exact_mut(k)) {
                out.iter_mut().zip(inverse).for_each(|(o, a)| *o += f * a);
            }
        }
        for (i, out) in self.covariance.chunks_exact_mut(own).enumerate() {
            let weights = self.shared_covariance[i * k..(i + 1) * k].iter().zip(self.solved_cross.chunks_exact(own));
            if i < k {
                // Of the baseline's deviations only the variances are asked for.
                out[i] += weights.map(|(weight, row)| weight * row[i]).sum::<f64>();
            } else {
                weights.for_each(|(weight, row)| out.iter_mut().zip(row).for_each(|(m, f)| *m += weight * f));
            }
        }
    }

    /// The relative deviations of the channels' effects, for `k` shared coefficients.
    fn effect_deviations(&self, k: usize) -> &[f64] {
        self.deviations.get(k..).unwrap_or_default()
    }

    /// Takes channel `c`'s row of the joint posterior covariance times the joint columns from `out`.
    fn subtract_uncertainty(&self, c: usize, k: usize, columns: PlaceColumns<'_>, out: &mut [f64]) {
        let own = self.own();
        let row = k + c;
        let covariance = &self.covariance[row * own..(row + 1) * own];
        let shared = &self.shared_covariance[row * k..(row + 1) * k];
        for j in 0..own {
            // The shared coefficients stand on the same columns as the place's own.
            let (column, weight) = if j < k {
                (self.design.column(j), covariance[j] - shared[j])
            } else {
                (columns.column(j - k), covariance[j])
            };
            out.iter_mut().zip(column).for_each(|(o, x)| *o -= weight * x);
        }
    }

    /// Draws u given that the shared coefficients were drawn `moved` away from their mean.
    fn draw_deviations(&self, moved: &[f64], noise: f64, rng: &mut Rng) -> Vec<f64> {
        let own = self.own();
        let mut drawn = vec![0.0; own];
        rng.fill_normal(&mut drawn);
        self.factor.solve_upper(&mut drawn);
        drawn.iter_mut().zip(&self.deviations).for_each(|(z, u)| *z = u + noise * *z);
        for (w, row) in moved.iter().zip(self.solved_cross.chunks_exact(own.max(1))) {
            drawn.iter_mut().zip(row).for_each(|(u, f)| *u -= w * f);
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
            for (j, d) in self.deviation_variance.iter().enumerate() {
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
