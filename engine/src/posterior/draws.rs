//! The posterior: every draw decoded into the user's units, with the baseline's coefficients drawn back.
//!
//! A posterior of several geographies holds the nation's figures (sums and population-weighted means) in the same places
//! as one of a nation, so that everything downstream reads both alike; what is a geography's own stands in `regions`.

use super::fit::Fit;
use super::weekly::WeeklyDraws;
use crate::model::{Baseline, CoefficientKind, Density, ModelSpec, PlaceData, SpecError, places};
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
    /// The baseline's coefficients, in the outcome's unit; with geographies their population-weighted means.
    pub coefficients: Vec<f64>,
    /// One entry a geography; empty for a nation measured as one.
    pub regions: Vec<RegionDraw>,
    /// Standard deviation of the nation's weekly noise.
    pub noise: f64,
    /// Standard deviation of changes of slope, per year.
    pub slope_change: f64,
}

/// What is a geography's own in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionDraw {
    /// The baseline's coefficients of a nation that behaves like the geography, in the outcome's unit.
    pub coefficients: Vec<f64>,
    /// Each channel's effect relative to the common one.
    pub effects: Vec<f64>,
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
    /// The baseline's columns over the observed weeks, for the nation's drivers.
    pub baseline: Baseline,
    /// The same for each geography's drivers; empty for a nation measured as one.
    region_baselines: Vec<Baseline>,
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
        let shares: Vec<f64> = places(&fit.spec, &panel).iter().map(|p| p.share).collect();
        let draws = positions.map(|p| decode(&mut density, &fit.spec, &shares, p, &mut rng)).collect();
        let diagnostics = diagnose(&quantities(chains, dimension), chains);
        let mut baselines: Vec<Baseline> = density.baselines().cloned().collect();
        let region_baselines = if baselines.len() > 1 { std::mem::take(&mut baselines) } else { vec![] };
        let baseline = baselines.pop().unwrap_or_else(|| national_baseline(&fit.spec, &panel));
        Ok(Self { fit, panel, draws, diagnostics, baseline, region_baselines })
    }

    /// The model.
    pub fn spec(&self) -> &ModelSpec {
        &self.fit.spec
    }

    /// Draws of channel `c`'s contribution over the observed weeks.
    pub fn contribution(&self, c: usize) -> WeeklyDraws {
        let places = places(&self.fit.spec, &self.panel);
        let scaled: Vec<Vec<f64>> = places.iter().map(|p| spend_per_share(p, c)).collect();
        let mut one = vec![0.0; self.panel.week_count()];
        self.weekly(|draw, out| {
            out.fill(0.0);
            for (g, (place, spend)) in places.iter().zip(&scaled).enumerate() {
                draw.channels[c].contribution(0.0, spend, &mut one);
                let factor = place.share * draw.relative_effect(g, c);
                out.iter_mut().zip(&one).for_each(|(sum, x)| *sum += factor * x);
            }
        })
    }

    /// Draws of channel `c`'s contribution in geography `g` over the observed weeks.
    pub fn region_contribution(&self, g: usize, c: usize) -> WeeklyDraws {
        let places = places(&self.fit.spec, &self.panel);
        let (place, spend) = (&places[g], spend_per_share(&places[g], c));
        self.weekly(|draw, out| {
            draw.channels[c].contribution(0.0, &spend, out);
            let factor = place.share * draw.relative_effect(g, c);
            out.iter_mut().for_each(|x| *x *= factor);
        })
    }

    /// Draws of everything but media in geography `g` over the observed weeks.
    pub fn region_baseline(&self, g: usize) -> WeeklyDraws {
        let share = self.panel.regions()[g].share;
        self.weekly(|draw, out| {
            out.fill(0.0);
            self.region_baselines[g].add_part(&draw.regions[g].coefficients, |_| true, out);
            out.iter_mut().for_each(|x| *x *= share);
        })
    }

    /// How many geographies were measured; 0 for a nation measured as one.
    pub fn region_count(&self) -> usize {
        self.region_baselines.len()
    }

    /// Draws of the part of the baseline that `wanted` picks, over the observed weeks.
    pub fn baseline_part(&self, wanted: impl Fn(CoefficientKind) -> bool + Copy) -> WeeklyDraws {
        self.weekly(|draw, out| {
            out.fill(0.0);
            if self.region_baselines.is_empty() {
                self.baseline.add_part(&draw.coefficients, wanted, out);
            }
            for ((baseline, own), region) in self.region_baselines.iter().zip(&draw.regions).zip(self.panel.regions()) {
                let scaled: Vec<f64> = own.coefficients.iter().map(|b| b * region.share).collect();
                baseline.add_part(&scaled, wanted, out);
            }
        })
    }

    fn weekly(&self, mut series: impl FnMut(&Draw, &mut [f64])) -> WeeklyDraws {
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

impl Draw {
    /// Channel `c`'s effect in geography `g`, relative to the common one.
    fn relative_effect(&self, g: usize, c: usize) -> f64 {
        self.regions.get(g).and_then(|region| region.effects.get(c)).copied().unwrap_or(1.0)
    }
}

/// Spend of channel `c` a week of a nation that spends like the geography.
fn spend_per_share(place: &PlaceData<'_>, c: usize) -> Vec<f64> {
    place.spend[c].iter().map(|x| x / place.share).collect()
}

/// The baseline's columns for the nation's drivers.
pub(super) fn national_baseline(spec: &ModelSpec, panel: &Panel) -> Baseline {
    let drivers: Vec<&[f64]> = panel.drivers().iter().map(|d| d.value_by_week.as_slice()).collect();
    let start = crate::calendar::days_between(spec.baseline.first_week, panel.weeks()[0]).max(0) as usize / 7;
    Baseline::new(&spec.baseline, start, panel.week_count(), &drivers)
}

fn decode(density: &mut Density, spec: &ModelSpec, shares: &[f64], position: &[f64], rng: &mut Rng) -> Draw {
    let parameters = density.layout().parameters(position);
    let linear = density.draw_linear_part(position, rng);
    let channels = parameters.channels.iter().zip(&spec.channels).zip(density.effects());
    let channels = channels.map(|((p, spec), effect)| ChannelDraw {
        saturation: spec.saturation,
        curve: p.curve,
        retention: p.retention,
        effect,
        return_on_spend: p.return_on_spend,
    });
    let mut coefficients = vec![0.0; linear.first().map_or(0, |place| place.coefficients.len())];
    for (place, share) in linear.iter().zip(shares) {
        coefficients.iter_mut().zip(&place.coefficients).for_each(|(sum, b)| *sum += share * b);
    }
    let squares: f64 = shares.iter().map(|w| w * w).sum();
    let own = |place: crate::model::PlaceDraw| RegionDraw { coefficients: place.coefficients, effects: place.effects };
    Draw {
        channels: channels.collect(),
        coefficients,
        regions: if linear.len() > 1 { linear.into_iter().map(own).collect() } else { vec![] },
        noise: parameters.noise * squares.sqrt(),
        slope_change: parameters.slope_change,
    }
}

/// The sampled coordinates, each as a list of chains.
fn quantities(chains: &[crate::sampler::Chain], dimension: usize) -> Vec<Vec<Vec<f64>>> {
    let column = |c: &crate::sampler::Chain, i: usize| c.draws().map(|d| d[i]).collect();
    (0..dimension).map(|i| chains.iter().map(|c| column(c, i)).collect()).collect()
}
