//! The posterior: every draw decoded into the user's units, with the baseline's coefficients drawn back.

use super::fit::Fit;
use super::weekly::WeeklyDraws;
use crate::model::{Baseline, CoefficientKind, Density, ModelSpec, SpecError};
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::{Diagnostics, diagnose};
use crate::transforms::carryover::geometric_from;
use crate::transforms::saturation::{Curve, Saturation};

/// The stream of random numbers that draws the baseline back; chains use the small ones.
const COEFFICIENT_STREAM: u64 = 1 << 32;

/// One channel in one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelDraw {
    /// The family of the curve.
    pub saturation: Saturation,
    /// Half-saturation (spend a week) and shape.
    pub curve: Curve,
    /// Share carried into the next week.
    pub retention: f64,
    /// Outcome a week at full saturation.
    pub effect: f64,
    /// Outcome per unit of spend over the observed weeks.
    pub return_on_spend: f64,
}

impl ChannelDraw {
    /// Writes the outcome that `spend` brings a week into `out`, starting from the stock `before`.
    pub fn contribution(&self, before: f64, spend: &[f64], out: &mut [f64]) {
        geometric_from(before, spend, self.retention, out);
        self.saturation.respond(self.curve, out);
        out.iter_mut().for_each(|h| *h *= self.effect);
    }

    /// The outcome a week of a constant spend.
    pub fn steady_contribution(&self, spend: f64) -> f64 {
        let mut h = [spend];
        self.saturation.respond(self.curve, &mut h);
        h[0] * self.effect
    }
}

/// One draw of everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// One entry a channel.
    pub channels: Vec<ChannelDraw>,
    /// The baseline's coefficients, in the outcome's unit.
    pub coefficients: Vec<f64>,
    /// Standard deviation of the weekly noise.
    pub noise: f64,
    /// Standard deviation of changes of slope, per year.
    pub slope_change: f64,
}

/// A fit with the data it was fitted to, ready to be asked.
#[derive(Clone, Debug)]
pub struct Posterior {
    /// The fit.
    pub fit: Fit,
    /// The data.
    pub panel: Panel,
    /// The draws, chain after chain.
    pub draws: Vec<Draw>,
    /// The verdict on the chains.
    pub diagnostics: Diagnostics,
    /// The baseline's columns over the observed weeks.
    pub baseline: Baseline,
}

impl Posterior {
    /// Decodes the draws of `fit`, which was fitted to `panel`.
    ///
    /// # Errors
    /// [`SpecError`] where the two do not belong together.
    pub fn new(fit: Fit, panel: Panel) -> Result<Self, SpecError> {
        let mut density = Density::new(&fit.spec, &panel)?;
        let mut rng = Rng::new(fit.settings.seed, COEFFICIENT_STREAM);
        let dimension = density.layout().dimension();
        let whole = fit.chains.iter().all(|c| c.dimension == dimension);
        let chains = if whole { fit.chains.as_slice() } else { &[] };
        let positions = chains.iter().flat_map(|c| c.draws());
        let draws = positions.map(|p| decode(&mut density, &fit.spec, &panel, p, &mut rng)).collect();
        let diagnostics = diagnose(&quantities(chains, dimension), chains);
        let baseline = density.baseline().clone();
        Ok(Self { fit, panel, draws, diagnostics, baseline })
    }

    /// The model.
    pub fn spec(&self) -> &ModelSpec {
        &self.fit.spec
    }

    /// Draws of channel `c`'s contribution over the observed weeks.
    pub fn contribution(&self, c: usize) -> WeeklyDraws {
        let spend = &self.panel.channels()[c].spend_by_week;
        self.weekly(|draw, out| draw.channels[c].contribution(0.0, spend, out))
    }

    /// Draws of the part of the baseline that `wanted` picks, over the observed weeks.
    pub fn baseline_part(&self, wanted: impl Fn(CoefficientKind) -> bool + Copy) -> WeeklyDraws {
        self.weekly(|draw, out| {
            out.fill(0.0);
            self.baseline.add_part(&draw.coefficients, wanted, out);
        })
    }

    fn weekly(&self, series: impl Fn(&Draw, &mut [f64])) -> WeeklyDraws {
        let n = self.panel.week_count();
        let mut weekly = WeeklyDraws::zeros(n, self.draws.len());
        let mut buffer = vec![0.0; n];
        for (d, draw) in self.draws.iter().enumerate() {
            series(draw, &mut buffer);
            weekly.add(d, &buffer);
        }
        weekly
    }
}

fn decode(density: &mut Density, spec: &ModelSpec, panel: &Panel, position: &[f64], rng: &mut Rng) -> Draw {
    let parameters = density.layout().parameters(position);
    let mut response = vec![0.0; panel.week_count()];
    let channels = parameters.channels.iter().zip(&spec.channels).zip(panel.channels());
    let channels = channels.map(|((p, spec), data)| {
        geometric_from(0.0, &data.spend_by_week, p.retention, &mut response);
        spec.saturation.respond(p.curve, &mut response);
        let (sum, total): (f64, f64) = (response.iter().sum(), data.spend_by_week.iter().sum());
        ChannelDraw {
            saturation: spec.saturation,
            curve: p.curve,
            retention: p.retention,
            effect: if sum > 1e-300 { p.return_on_spend * total / sum } else { 0.0 },
            return_on_spend: p.return_on_spend,
        }
    });
    let channels = channels.collect();
    let coefficients = density.draw_coefficients(position, rng);
    Draw { channels, coefficients, noise: parameters.noise, slope_change: parameters.slope_change }
}

/// The sampled coordinates, each as a list of chains.
fn quantities(chains: &[crate::sampler::Chain], dimension: usize) -> Vec<Vec<Vec<f64>>> {
    let column = |c: &crate::sampler::Chain, i: usize| c.draws().map(|d| d[i]).collect();
    (0..dimension).map(|i| chains.iter().map(|c| column(c, i)).collect()).collect()
}
