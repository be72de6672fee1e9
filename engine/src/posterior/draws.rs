//! The posterior: every draw decoded into the user's units, with the baseline's coefficients drawn back.

use super::fit::Fit;
use super::weekly::WeeklyDraws;
use crate::model::{Baseline, ChannelParameters, CoefficientKind, Density, ModelSpec, SpecError};
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::{Diagnostics, diagnose};
use crate::transforms::carryover::Past;
use crate::transforms::response::Response;

/// The stream of random numbers that draws the baseline back; chains use the small ones.
const COEFFICIENT_STREAM: u64 = 1 << 32;

/// One channel in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelDraw {
    /// Its parameters in the user's units.
    pub parameters: ChannelParameters,
    /// The response to spend with these parameters.
    pub response: Response,
    /// Outcome per unit of response: where the curve has a maximum, the outcome a week there.
    pub effect: f64,
}

impl ChannelDraw {
    /// Writes the outcome a week that `spend` brings after `past` into `out`, what the past still brings included.
    pub fn contribution(&self, past: &Past, spend: &[f64], out: &mut [f64]) {
        self.response.respond(past, spend, out);
        out.iter_mut().for_each(|h| *h *= self.effect);
    }

    /// The outcome a week of a constant spend.
    pub fn steady_contribution(&self, spend: f64) -> f64 {
        self.response.steady(spend) * self.effect
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
        let channel = &self.panel.channels()[c];
        self.weekly(|draw, out| {
            let draw = &draw.channels[c];
            draw.contribution(&draw.response.past(&channel.history), &channel.spend_by_week, out);
        })
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
    let mut weekly = vec![0.0; panel.week_count()];
    let channels = parameters.channels.iter().zip(&spec.channels).zip(panel.channels());
    let channels = channels.map(|((p, spec), data)| {
        let response = p.response(spec.families());
        response.respond(&response.past(&data.history), &data.spend_by_week, &mut weekly);
        let (sum, total): (f64, f64) = (weekly.iter().sum(), data.spend_by_week.iter().sum());
        let effect = if sum > 1e-300 { p.return_on_spend * total / sum } else { 0.0 };
        ChannelDraw { parameters: *p, response, effect }
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

#[cfg(test)]
impl Posterior {
    /// A posterior of these positions, for tests of what is computed from draws.
    pub(crate) fn of_positions(spec: &ModelSpec, panel: &Panel, positions: &[Vec<f64>]) -> Self {
        let dimension = crate::model::Layout::new(spec).dimension();
        let chain = crate::sampler::Chain {
            dimension,
            positions: positions.concat(),
            energies: vec![0.0; positions.len()],
            divergences: 0,
            gradients: 0,
            step_size: 1.0,
            metric: crate::sampler::Metric::identity(dimension),
        };
        let fit = Fit { spec: spec.clone(), settings: super::fit::FitSettings::default(), chains: vec![chain] };
        Self::new(fit, panel.clone()).unwrap()
    }

    /// Four draws of a world of two channels of these families, the second of which has a history.
    pub(crate) fn of_families(families: crate::transforms::response::Families, weeks: usize) -> Self {
        let world = crate::simulate::random_world(5).simulate(weeks).unwrap();
        let mut parts = crate::panel::PanelParts::from(world.panel);
        parts.channels.truncate(2);
        parts.channels[1].history = vec![1.3, 0.0, 2.9, 0.4];
        let panel = Panel::new(parts).unwrap();
        let mut spec = crate::model::default_spec(&panel);
        spec.channels.iter_mut().for_each(|c| c.set_families(families));
        let mut rng = Rng::new(11, 0);
        let dimension = crate::model::Layout::new(&spec).dimension();
        let position = |_| (0..dimension).map(|_| 0.5 * rng.normal()).collect();
        let positions: Vec<Vec<f64>> = (0..4).map(position).collect();
        Self::of_positions(&spec, &panel, &positions)
    }
}
