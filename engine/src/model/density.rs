//! The posterior density of the sampled parameters, with the baseline integrated out exactly.
//!
//! Given the media, what is left of the outcome, r = y - media - Z b0, is normal with covariance
//! S = s^2 I + Z P Z', since the baseline's coefficients b ~ N(b0, P) enter linearly. With Q = Z'Z + s^2 P^-1, w = Q^-1 Z'r
//! (the posterior mean of b - b0) and e = r - Z w:
//!
//! - S^-1 r = e / s^2 (push-through identity),   r' S^-1 r = e'e / s^2 + w' P^-1 w
//! - ln |S| = (n - k) ln s^2 + ln |Q| + ln |P|
//! - d/d ln s^2: (e'e/s^2 - (n - k) - s^2 tr(Q^-1 P^-1)) / 2
//! - d/d ln p_j: (w_j^2 / p_j - 1 + s^2 (Q^-1)_jj / p_j) / 2
//!
//! Z'Z is computed once, so a gradient costs two passes over Z and one Cholesky factor of k x k. What remains to be
//! sampled is four numbers a channel, the noise and three scales; trend, season and drivers, which make mix models slow
//! because they are correlated with everything, are gone. Given a draw, b is drawn from N(b0 + w, s^2 Q^-1) exactly.
//!
//! Internally the outcome is divided by its mean size and each channel's spend by its largest week; priors are stated
//! in the user's units and do not move when these divisors do.

use super::baseline::{Baseline, CoefficientKind};
use super::media::ChannelData;
use super::parameters::Layout;
use super::spec::{ModelSpec, ReturnPrior, SpecError};
use crate::math::{Cholesky, dot, ln};
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::LogDensity;

/// The density of a model given a panel.
#[derive(Clone, Debug)]
pub struct Density {
    layout: Layout,
    channels: Vec<ChannelData>,
    pool: Pool,
    baseline: LinearPart,
    /// The outcome over `outcome_scale`, less the baseline's prior mean.
    centred_outcome: Vec<f64>,
    outcome_scale: f64,
    residual: Vec<f64>,
}

/// The prior of the pooled returns: unit variances, one common correlation.
#[derive(Clone, Debug)]
struct Pool {
    coordinates: Vec<usize>,
    correlation: f64,
}

/// The integrated linear part and its buffers.
#[derive(Clone, Debug)]
struct LinearPart {
    design: Baseline,
    /// Prior means, in scaled units.
    prior_mean: Vec<f64>,
    /// Prior variance of each coefficient: fixed, or the square of one of the learned scales.
    variance: Vec<Variance>,
    gram: Vec<f64>,
    precision_matrix: Vec<f64>,
    factor: Cholesky,
    coefficients: Vec<f64>,
    prior_variance: Vec<f64>,
    inverse_diagonal: Vec<f64>,
    scratch: Vec<f64>,
}

#[derive(Clone, Copy, Debug)]
enum Variance {
    Fixed(f64),
    /// Index into the layout's scales.
    Learned(usize),
}

const NOISE: usize = 0;
const SLOPE_CHANGE: usize = 1;
const SEASON: usize = 2;
const DRIVER: usize = 3;

impl Density {
    /// The density of `spec` given `panel`.
    ///
    /// # Errors
    /// [`SpecError`] where the two do not fit together.
    pub fn new(spec: &ModelSpec, panel: &Panel) -> Result<Self, SpecError> {
        spec.check(panel)?;
        let n = panel.week_count();
        let outcome_scale = panel.outcome().iter().map(|y| y.abs()).sum::<f64>() / n as f64;
        let layout = Layout::new(spec);
        let channels = panel.channels().iter().zip(&layout.channels);
        let channels = channels.map(|(c, l)| {
            ChannelData::new(&c.spend_by_week, &[n], l.clone(), outcome_scale).with_history(&[&c.history])
        });
        let channels = channels.collect();
        let baseline = LinearPart::new(spec, panel, outcome_scale);
        let mut centred: Vec<f64> = panel.outcome().iter().map(|y| y / outcome_scale).collect();
        baseline.subtract(&baseline.prior_mean, &mut centred);
        Ok(Self {
            pool: Pool::new(spec, &layout),
            layout,
            channels,
            baseline,
            centred_outcome: centred,
            outcome_scale,
            residual: vec![0.0; n],
        })
    }

    /// Where each parameter lies in a position.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The baseline's columns over the observed weeks.
    pub fn baseline(&self) -> &Baseline {
        &self.baseline.design
    }

    /// A random start near the middle of the prior.
    pub fn start(&self, rng: &mut Rng) -> Vec<f64> {
        (0..self.layout.dimension()).map(|_| 0.5 * rng.normal()).collect()
    }

    /// Draws the baseline's coefficients, in the outcome's unit, given a position.
    pub fn draw_coefficients(&mut self, position: &[f64], rng: &mut Rng) -> Vec<f64> {
        let scales = self.scaled_scales(position);
        self.take_media_from_outcome(position);
        let usable = self.baseline.solve(&scales, &self.residual);
        let k = self.baseline.design.count();
        let mut noise = vec![0.0; k];
        rng.fill_normal(&mut noise);
        if usable {
            self.baseline.factor.solve_upper(&mut noise);
        }
        let b = &self.baseline;
        let draw = |j: usize| b.prior_mean[j] + b.coefficients[j] + scales[NOISE] * noise[j];
        (0..k).map(|j| draw(j) * self.outcome_scale).collect()
    }

    /// The four scales at a position, over the outcome's scale.
    fn scaled_scales(&self, position: &[f64]) -> [f64; 4] {
        self.layout.scales_at(position).map(|s| s / self.outcome_scale)
    }

    /// Writes the outcome less media and the baseline's prior mean into the residual buffer.
    fn take_media_from_outcome(&mut self, position: &[f64]) {
        self.residual.copy_from_slice(&self.centred_outcome);
        for channel in &mut self.channels {
            channel.respond(position);
            channel.subtract_contribution_from(&mut self.residual);
        }
    }
}

impl LogDensity for Density {
    fn dimension(&self) -> usize {
        self.layout.dimension()
    }

    fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
        let mut log_density = standard_normal(position, gradient);
        log_density += self.pool.correct(position, gradient);
        let scales = self.scaled_scales(position);
        self.take_media_from_outcome(position);
        if !self.baseline.solve(&scales, &self.residual) {
            return f64::NEG_INFINITY;
        }
        let first_scale = self.layout.dimension() - 4;
        log_density += self.baseline.marginal(
            &scales,
            &mut self.residual,
            &self.layout.scales.map(|s| s.spread),
            &mut gradient[first_scale..],
        );
        let inverse_variance = 1.0 / (scales[NOISE] * scales[NOISE]);
        for channel in &mut self.channels {
            channel.add_gradient(position, &self.residual, inverse_variance, gradient);
        }
        log_density
    }
}

/// The log-density of independent standard normal coordinates, with its gradient.
fn standard_normal(position: &[f64], gradient: &mut [f64]) -> f64 {
    gradient.iter_mut().zip(position).for_each(|(g, u)| *g = -u);
    -0.5 * dot(position, position)
}

impl Pool {
    fn new(spec: &ModelSpec, layout: &Layout) -> Self {
        let channels = spec.channels.iter().zip(&layout.channels);
        let pooled = channels.filter(|(c, _)| c.return_prior == ReturnPrior::Pooled);
        Self { coordinates: pooled.map(|(_, l)| l.first).collect(), correlation: spec.pool.correlation() }
    }

    /// What the correlation adds to independent coordinates.
    ///
    /// The inverse of (1 - r) I + r 11' is (I - g 11') / (1 - r) with g = r / (1 + (p - 1) r).
    fn correct(&self, position: &[f64], gradient: &mut [f64]) -> f64 {
        let p = self.coordinates.len() as f64;
        let r = self.correlation;
        let g = r / (1.0 + (p - 1.0).max(0.0) * r);
        let (mut sum, mut squares) = (0.0, 0.0);
        for &i in &self.coordinates {
            sum += position[i];
            squares += position[i] * position[i];
        }
        for &i in &self.coordinates {
            gradient[i] += position[i] - (position[i] - g * sum) / (1.0 - r);
        }
        0.5 * squares - 0.5 * (squares - g * sum * sum) / (1.0 - r)
    }
}

impl LinearPart {
    fn new(spec: &ModelSpec, panel: &Panel, outcome_scale: f64) -> Self {
        let drivers: Vec<&[f64]> = panel.drivers().iter().map(|d| d.value_by_week.as_slice()).collect();
        let b = &spec.baseline;
        let start = crate::calendar::days_between(b.first_week, panel.weeks()[0]).max(0) as usize / 7;
        let design = Baseline::new(b, start, panel.week_count(), &drivers);
        let k = design.count();
        let square = |sd: f64| (sd / outcome_scale) * (sd / outcome_scale);
        let variance = design.kinds.iter().map(|kind| match kind {
            CoefficientKind::Level => Variance::Fixed(square(b.level.sd)),
            CoefficientKind::Slope => Variance::Fixed(square(b.slope.sd)),
            CoefficientKind::SlopeChange => Variance::Learned(SLOPE_CHANGE),
            CoefficientKind::Season => Variance::Learned(SEASON),
            CoefficientKind::Driver(_) => Variance::Learned(DRIVER),
        });
        let mean = |kind: &CoefficientKind| match kind {
            CoefficientKind::Level => b.level.mean / outcome_scale,
            CoefficientKind::Slope => b.slope.mean / outcome_scale,
            _ => 0.0,
        };
        Self {
            prior_mean: design.kinds.iter().map(mean).collect(),
            variance: variance.collect(),
            gram: gram(&design),
            precision_matrix: vec![0.0; k * k],
            factor: Cholesky::identity(k),
            coefficients: vec![0.0; k],
            prior_variance: vec![0.0; k],
            inverse_diagonal: vec![0.0; k],
            scratch: vec![0.0; k],
            design,
        }
    }

    /// Subtracts Z b from `series`.
    fn subtract(&self, coefficients: &[f64], series: &mut [f64]) {
        for (j, b) in coefficients.iter().enumerate() {
            series.iter_mut().zip(self.design.column(j)).for_each(|(r, z)| *r -= b * z);
        }
    }

    /// Factors Q and finds the coefficients' posterior mean (less the prior mean) given the residual.
    fn solve(&mut self, scales: &[f64; 4], residual: &[f64]) -> bool {
        let k = self.design.count();
        let noise_variance = scales[NOISE] * scales[NOISE];
        self.precision_matrix.copy_from_slice(&self.gram);
        for j in 0..k {
            self.prior_variance[j] = match self.variance[j] {
                Variance::Fixed(v) => v,
                Variance::Learned(s) => scales[s] * scales[s],
            };
            self.precision_matrix[j * k + j] += noise_variance / self.prior_variance[j];
            self.coefficients[j] = dot(self.design.column(j), residual);
        }
        if !self.factor.factor(&self.precision_matrix) {
            return false;
        }
        self.factor.solve(&mut self.coefficients);
        true
    }

    /// The log marginal likelihood after [`Self::solve`]; turns the residual r into the error e and adds the slopes by
    /// the coordinates of the four scales, whose logarithms move by `spreads` a unit, to `gradient`.
    fn marginal(&mut self, scales: &[f64; 4], residual: &mut [f64], spreads: &[f64; 4], gradient: &mut [f64]) -> f64 {
        let k = self.design.count();
        let noise_variance = scales[NOISE] * scales[NOISE];
        self.subtract(&self.coefficients, residual);
        let squares = dot(residual, residual);
        self.factor.inverse_diagonal(&mut self.inverse_diagonal, &mut self.scratch);
        let free = residual.len() as f64 - k as f64;
        let (mut log_prior_determinant, mut trace, mut shrinkage) = (0.0, 0.0, 0.0);
        for j in 0..k {
            let p = self.prior_variance[j];
            let kept = noise_variance * self.inverse_diagonal[j] / p;
            log_prior_determinant += ln(p);
            trace += kept;
            shrinkage += self.coefficients[j] * self.coefficients[j] / p;
            if let Variance::Learned(s) = self.variance[j] {
                // d/d ln scale is twice d/d ln p.
                gradient[s] += spreads[s] * (self.coefficients[j] * self.coefficients[j] / p - 1.0 + kept);
            }
        }
        gradient[NOISE] += spreads[NOISE] * (squares / noise_variance - free - trace);
        -0.5 * (squares / noise_variance + shrinkage + free * ln(noise_variance) + log_prior_determinant)
            - self.factor.half_log_determinant()
    }
}

/// Z'Z, row by row.
fn gram(design: &Baseline) -> Vec<f64> {
    let k = design.count();
    (0..k * k).map(|i| dot(design.column(i / k), design.column(i % k))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_spec;
    use crate::panel::{Channel, Driver, DriverKind, OutcomeKind, PanelParts};
    use crate::transforms::saturation::Saturation;
    use jiff::civil::date;

    /// A year and a half with two channels, one of them flighted, and two drivers.
    fn panel() -> Panel {
        let n = 80;
        let mut rng = Rng::new(4, 0);
        let mut series = |low: f64, high: f64| (0..n).map(|_| rng.between(low, high)).collect::<Vec<_>>();
        let always_on = series(50.0, 150.0);
        let flighted: Vec<f64> =
            series(0.0, 300.0).iter().enumerate().map(|(t, x)| if t % 9 < 4 { *x } else { 0.0 }).collect();
        let price = series(9.0, 11.0);
        let outcome = series(800.0, 1400.0);
        let event = (0..n).map(|t| f64::from(u8::from(t % 20 == 3))).collect();
        let driver = |name: &str, kind, value_by_week| Driver { name: name.into(), kind, value_by_week };
        Panel::new(PanelParts {
            weeks: (0..n).map(|i| crate::calendar::add_weeks(date(2024, 1, 1), i as i64)).collect(),
            outcome_name: "revenue".into(),
            outcome_kind: OutcomeKind::Money,
            outcome,
            channels: vec![Channel::new("search", always_on), Channel::new("tv", flighted)],
            drivers: vec![driver("price", DriverKind::Price, price), driver("event", DriverKind::Event, event)],
        })
        .unwrap()
    }

    /// Both families, and one channel with a return prior of its own.
    fn spec(panel: &Panel) -> ModelSpec {
        let mut spec = default_spec(panel);
        spec.channels[0].saturation = Saturation::Logistic;
        spec
    }

    fn check_gradient(spec: &ModelSpec, panel: &Panel) {
        let mut density = Density::new(spec, panel).unwrap();
        let n = density.dimension();
        let mut rng = Rng::new(9, 0);
        let (mut gradient, mut unused) = (vec![0.0; n], vec![0.0; n]);
        for _ in 0..5 {
            let position: Vec<f64> = (0..n).map(|_| rng.normal()).collect();
            density.log_density(&position, &mut gradient);
            for i in 0..n {
                let mut at = |h: f64| {
                    let mut moved = position.clone();
                    moved[i] += h;
                    density.log_density(&moved, &mut unused)
                };
                let h = 1e-4;
                // Fourth-order central difference.
                let numeric = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
                let error = (gradient[i] - numeric).abs();
                assert!(error < 1e-6 * (1.0 + numeric.abs()), "coordinate {i}: {} {numeric}", gradient[i]);
            }
        }
    }

    #[test]
    fn the_gradient_matches_finite_differences() {
        let panel = panel();
        let mut spec = spec(&panel);
        check_gradient(&spec, &panel);
        spec.channels[1].return_prior = ReturnPrior::Own(crate::model::LogNormal { median: 2.0, spread: 0.5 });
        check_gradient(&spec, &panel);
    }

    /// The marginal likelihood must equal the plain n-dimensional normal density of the residual.
    #[test]
    fn integrating_the_baseline_out_changes_nothing() {
        let panel = panel();
        let mut density = Density::new(&spec(&panel), &panel).unwrap();
        let mut rng = Rng::new(2, 0);
        let position: Vec<f64> = (0..density.dimension()).map(|_| 0.5 * rng.normal()).collect();
        let mut gradient = vec![0.0; position.len()];
        let found = density.log_density(&position, &mut gradient)
            - standard_normal(&position, &mut gradient)
            - density.pool.correct(&position, &mut gradient);

        let scales = density.scaled_scales(&position);
        density.take_media_from_outcome(&position);
        let (n, b) = (panel.week_count(), &density.baseline);
        let mut covariance = vec![0.0; n * n];
        for (j, v) in b.variance.iter().enumerate() {
            let p = match v {
                Variance::Fixed(v) => *v,
                Variance::Learned(s) => scales[*s] * scales[*s],
            };
            let z = b.design.column(j);
            (0..n * n).for_each(|i| covariance[i] += p * z[i / n] * z[i % n]);
        }
        (0..n).for_each(|i| covariance[i * n + i] += scales[NOISE] * scales[NOISE]);
        let mut factor = Cholesky::identity(n);
        assert!(factor.factor(&covariance));
        let mut white = density.residual.clone();
        factor.solve_lower(&mut white);
        let expected = -0.5 * dot(&white, &white) - factor.half_log_determinant();
        assert!((found - expected).abs() < 1e-7 * expected.abs(), "{found} {expected}");
    }

    #[test]
    fn a_channel_without_spend_does_no_harm() {
        let mut parts = PanelParts::from(panel());
        parts.channels[1].spend_by_week.fill(0.0);
        let panel = Panel::new(parts).unwrap();
        let mut density = Density::new(&spec(&panel), &panel).unwrap();
        let position = vec![0.1; density.dimension()];
        let mut gradient = vec![0.0; position.len()];
        assert!(density.log_density(&position, &mut gradient).is_finite());
        assert!(gradient.iter().all(|g| g.is_finite()));
    }
}
