//! The posterior density of the sampled parameters, with everything linear integrated out exactly.
//!
//! Given the media, what is left of the outcome is normal; baseline and differences between geographies enter linearly
//! with normal priors, so their marginal likelihood is known ([`LinearPart`]). What remains to be sampled is three or
//! four numbers a channel, the noise and a few scales; trend, season and drivers, which make mix models slow because
//! they are correlated with everything, are gone, and so are the effects of every channel in every geography. Given a
//! draw, the coefficients are drawn back exactly.
//!
//! Internally the outcome is divided by its mean size and each channel's spend by its largest week; priors are stated
//! in the user's units and do not move when these divisors do.

use super::baseline::Baseline;
use super::geography::{per_share, places, segments};
use super::linear::{LinearPart, NOISE, PlaceDraw};
use super::media::ChannelData;
use super::parameters::{ChannelLayout, Layout, SCALES};
use super::spec::{ModelSpec, ReturnPrior, SpecError};
use crate::math::dot;
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::LogDensity;

/// How many of the scales are amounts of the outcome; the others are relative.
const AMOUNTS: usize = 5;

/// The density of a model given a panel.
#[derive(Clone, Debug)]
pub struct Density {
    layout: Layout,
    spreads: Vec<f64>,
    channels: Vec<ChannelData>,
    pool: Pool,
    baseline: LinearPart,
    /// The outcome of each geography's weeks per share, over `outcome_scale`, less the baseline's prior mean.
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

impl Density {
    /// The density of `spec` given `panel`.
    ///
    /// # Errors
    /// [`SpecError`] where the two do not fit together.
    pub fn new(spec: &ModelSpec, panel: &Panel) -> Result<Self, SpecError> {
        spec.check(panel)?;
        let weeks = panel.week_count();
        let outcome_scale = panel.outcome().iter().map(|y| y.abs()).sum::<f64>() / weeks as f64;
        let layout = Layout::new(spec);
        let places = places(spec, panel);
        let segments = segments(&places);
        let channel = |(c, l): (usize, &ChannelLayout)| {
            let histories: Vec<Vec<f64>> = places.iter().map(|p| p.history_per_share(c)).collect();
            ChannelData::new(&per_share(&places, |p| p.spend[c]), &segments, l.clone(), outcome_scale)
                .with_history(&histories)
        };
        let channels: Vec<ChannelData> = layout.channels.iter().enumerate().map(channel).collect();
        let start = crate::calendar::days_between(spec.baseline.first_week, panel.weeks()[0]).max(0) as usize / 7;
        let drivers: Vec<Vec<&[f64]>> = places.iter().map(|p| p.drivers.clone()).collect();
        let baseline = LinearPart::new(&spec.baseline, start, weeks, &drivers, outcome_scale, channels.len());
        let mut centred = per_share(&places, |p| p.outcome);
        centred.iter_mut().for_each(|y| *y /= outcome_scale);
        baseline.subtract_prior_mean(&mut centred);
        Ok(Self {
            pool: Pool::new(spec, &layout),
            spreads: layout.scales.iter().map(|s| s.spread).collect(),
            layout,
            channels,
            baseline,
            outcome_scale,
            residual: vec![0.0; centred.len()],
            centred_outcome: centred,
        })
    }

    /// Where each parameter lies in a position.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The baseline's columns over the observed weeks, one entry a geography (one for a nation).
    pub fn baselines(&self) -> impl Iterator<Item = &Baseline> {
        self.baseline.designs()
    }

    /// A random start near the middle of the prior.
    pub fn start(&self, rng: &mut Rng) -> Vec<f64> {
        (0..self.layout.dimension()).map(|_| 0.5 * rng.normal()).collect()
    }

    /// Draws what was integrated out given a position, one entry a geography (one for a nation).
    pub(crate) fn draw_linear_part(&mut self, position: &[f64], rng: &mut Rng) -> Vec<PlaceDraw> {
        let scales = self.scaled_scales(position);
        self.take_media_from_outcome(position);
        // Positions of a chain have a density; elsewhere the draw would have no meaning, and no one asks.
        let _ = self.baseline.solve(&scales, &self.residual);
        let mut drawn = self.baseline.draw(scales[NOISE], rng);
        drawn.iter_mut().flat_map(|d| &mut d.coefficients).for_each(|b| *b *= self.outcome_scale);
        drawn
    }

    /// Outcome a week at full saturation, one entry a channel, at the last position that was asked for.
    pub(crate) fn effects(&self) -> impl Iterator<Item = f64> {
        self.channels.iter().map(|c| c.effect() * self.outcome_scale)
    }

    /// The scales at a position, those that are amounts over the outcome's scale.
    fn scaled_scales(&self, position: &[f64]) -> [f64; SCALES] {
        let mut scales = self.layout.scales_at(position);
        scales[..AMOUNTS].iter_mut().for_each(|s| *s /= self.outcome_scale);
        scales
    }

    /// Writes the outcome less media and the baseline's prior mean into the residual buffer.
    fn take_media_from_outcome(&mut self, position: &[f64]) {
        self.residual.copy_from_slice(&self.centred_outcome);
        for (c, channel) in self.channels.iter_mut().enumerate() {
            channel.respond(position);
            channel.subtract_contribution_from(&mut self.residual);
            if let Some(column) = self.baseline.effect_column(c) {
                let effect = channel.effect();
                column.iter_mut().zip(channel.response()).for_each(|(x, h)| *x = effect * h);
            }
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
        let by_scales = &mut gradient[self.layout.first_scale()..];
        log_density += self.baseline.marginal(&scales, &mut self.residual, &self.spreads, by_scales);
        self.add_media_gradient(position, 1.0 / (scales[NOISE] * scales[NOISE]), gradient);
        log_density
    }
}

impl Density {
    /// Adds the gradient by the channels' coordinates, the residual being the error by now.
    fn add_media_gradient(&mut self, position: &[f64], inverse_variance: f64, gradient: &mut [f64]) {
        for (c, channel) in self.channels.iter().enumerate() {
            if self.baseline.has_effects() {
                channel.add_gradient_from(position, self.baseline.slopes_by_contribution(c), gradient);
            } else {
                channel.add_gradient(position, &self.residual, inverse_variance, gradient);
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Cholesky;
    use crate::model::default_spec;
    use crate::panel::{Channel, Driver, DriverKind, OutcomeKind, PanelParts, Region};
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
            regions: vec![],
        })
        .unwrap()
    }

    /// The same split into three geographies of different size, price and spend.
    fn regional() -> Panel {
        let mut parts = PanelParts::from(panel());
        let shares = [0.5, 0.3, 0.2];
        let mut rng = Rng::new(6, 0);
        let mut near = |series: &[f64], share: f64| -> Vec<f64> {
            series.iter().map(|x| x * share * rng.between(0.7, 1.3)).collect()
        };
        let region = |(g, share): (usize, &f64)| Region {
            name: format!("geography {g}"),
            share: *share,
            outcome: near(&parts.outcome, *share),
            spend: parts.channels.iter().map(|c| near(&c.spend_by_week, *share)).collect(),
            drivers: parts.drivers.iter().map(|d| near(&d.value_by_week, 1.0)).collect(),
            history: vec![],
        };
        parts.regions = shares.iter().enumerate().map(region).collect();
        Panel::new(parts).unwrap()
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
        let regional = regional();
        let mut spec = self::spec(&regional);
        assert_eq!(Density::new(&spec, &regional).unwrap().dimension(), 7 + 7);
        check_gradient(&spec, &regional);
        // Without differences between geographies the panel is measured as one.
        spec.geography = None;
        assert_eq!(Density::new(&spec, &regional).unwrap().dimension(), 7 + 4);
        check_gradient(&spec, &regional);
    }

    /// The marginal likelihood must equal the plain n-dimensional normal density of the residual.
    fn check_marginal(spec: &ModelSpec, panel: &Panel) {
        let mut density = Density::new(spec, panel).unwrap();
        let mut rng = Rng::new(2, 0);
        let position: Vec<f64> = (0..density.dimension()).map(|_| 0.5 * rng.normal()).collect();
        let mut gradient = vec![0.0; position.len()];
        let found = density.log_density(&position, &mut gradient)
            - standard_normal(&position, &mut gradient)
            - density.pool.correct(&position, &mut gradient);

        let scales = density.scaled_scales(&position);
        density.take_media_from_outcome(&position);
        let n = density.residual.len();
        let mut covariance = vec![0.0; n * n];
        for (z, p) in density.baseline.joint_columns() {
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
    fn integrating_the_linear_part_out_changes_nothing() {
        let nation = panel();
        check_marginal(&spec(&nation), &nation);
        let regional = regional();
        check_marginal(&spec(&regional), &regional);
    }

    /// The mean of many draws of the coefficients must be their posterior mean, and their spread the posterior's.
    #[test]
    fn coefficients_are_drawn_back_around_their_mean() {
        let panel = regional();
        let mut density = Density::new(&spec(&panel), &panel).unwrap();
        let position = vec![0.2; density.dimension()];
        let mut rng = Rng::new(8, 0);
        let draws: Vec<Vec<f64>> = (0..4_000)
            .map(|_| {
                let drawn = density.draw_linear_part(&position, &mut rng);
                drawn.iter().flat_map(|p| p.coefficients.iter().chain(&p.effects)).copied().collect()
            })
            .collect();
        // What a residual of nothing but noise leaves: compare with the exact posterior of the stacked regression.
        let columns = density.baseline.joint_columns();
        let (n, k) = (density.residual.len(), columns.len());
        let noise = density.scaled_scales(&position)[NOISE];
        let mut precision = vec![0.0; k * k];
        for i in 0..k {
            for j in 0..k {
                precision[i * k + j] = dot(&columns[i].0, &columns[j].0);
            }
            precision[i * k + i] += noise * noise / columns[i].1;
        }
        let mut factor = Cholesky::identity(k);
        assert!(factor.factor(&precision));
        let mut mean: Vec<f64> = columns.iter().map(|(z, _)| dot(&z[..n], &density.residual)).collect();
        factor.solve(&mut mean);
        let shared = density.baseline.count();
        let own = shared + 2;
        // The effect of the second channel in the third geography: 1 plus the last deviation.
        let last = mean[shared + 2 * own + own - 1];
        let drawn: Vec<f64> = draws.iter().map(|d| d[3 * own - 1]).collect();
        let error = (crate::math::mean(&drawn) - 1.0 - last).abs();
        assert!(error < 4.0 * (crate::math::variance(&drawn) / 4_000.0).sqrt(), "{error}");
        let mut unit = vec![0.0; k];
        unit[shared + 2 * own + own - 1] = 1.0;
        factor.solve(&mut unit);
        let expected = noise * noise * unit[shared + 2 * own + own - 1];
        let ratio = crate::math::variance(&drawn) / expected;
        assert!((0.9..1.1).contains(&ratio), "{ratio}");
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
