//! The posterior: every draw decoded into the user's units, with the baseline's coefficients drawn back.
//!
//! A posterior of several geographies holds the nation's figures (sums and population-weighted means) in the same places
//! as one of a nation, so that everything downstream reads both alike; what is a geography's own stands in `regions`.

use super::fit::Fit;
use super::form::Form;
use super::weekly::WeeklyDraws;
use crate::model::{
    Baseline, ChannelParameters, CoefficientKind, Density, Drive, GeographyScales, Link, ModelSpec, OutcomeSpec,
    PlaceData, SpecError, places,
};
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::{Diagnostics, diagnose};
use crate::transforms::carryover::Past;
use crate::transforms::frequency::{weight_of, weighted_reach};
use crate::transforms::response::Response;
use std::borrow::Cow;

/// The stream of random numbers that draws the baseline back; chains use the small ones.
const COEFFICIENT_STREAM: u64 = 1 << 32;

/// One channel in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelDraw {
    /// Its parameters in the user's units.
    pub parameters: ChannelParameters,
    /// The response to spend with these parameters.
    pub response: Response,
    /// Outcome per unit of response, one entry a geography (one for a nation): for a nation, where the curve has a
    /// maximum, the outcome a week there. Where effects multiply, the logarithm of the outcome per unit of response.
    pub effects: Vec<f64>,
}

impl ChannelDraw {
    /// What drove the response so far in one geography, week by week.
    pub fn drive<'a>(&self, place: &'a SpentPlace) -> Cow<'a, [f64]> {
        match &place.frequency {
            None => Cow::Borrowed(&place.amount),
            Some(often) => Cow::Owned(weighted_reach(self.parameters.frequency, &place.amount, &often.by_week)),
        }
    }

    /// What one unit of the nation's next spend (or activity) drives in one geography.
    pub fn intensity(&self, place: &SpentPlace) -> f64 {
        match &place.frequency {
            None => place.intensity,
            Some(often) => place.intensity * weight_of(self.parameters.frequency, often.recent),
        }
    }

    /// What all spend so far leaves behind, geography by geography.
    pub fn past(&self, spent: &Spent) -> Vec<Past> {
        spent.places.iter().map(|place| self.response.past(&self.drive(place))).collect()
    }

    /// Writes the outcome a week that the nation's `spend` (or activity) brings after `past` into `out`, what the past
    /// still brings included; the geographies share it, and it pays for contacts, as in `spent`.
    pub fn contribution(&self, spent: &Spent, past: &[Past], spend: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        let mut response = vec![0.0; out.len()];
        for ((place, past), effect) in spent.places.iter().zip(past).zip(&self.effects) {
            let intensity = self.intensity(place);
            let own: Vec<f64> = spend.iter().map(|x| x * intensity).collect();
            self.response.respond(past, &own, &mut response);
            out.iter_mut().zip(&response).for_each(|(sum, h)| *sum += effect * h);
        }
    }

    /// The outcome a week of each of several constant spends of the nation, written into `out`, as many.
    pub fn steady_contributions(&self, spent: &Spent, spends: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        let mut responses = vec![0.0; spends.len()];
        for (place, effect) in spent.places.iter().zip(&self.effects) {
            let intensity = self.intensity(place);
            responses.iter_mut().zip(spends).for_each(|(r, x)| *r = x * intensity);
            self.response.saturation().respond(self.response.curve(), &mut responses);
            out.iter_mut().zip(&responses).for_each(|(sum, h)| *sum += effect * h);
        }
    }
}

/// All that a channel has spent so far, and how its next spend is shared between geographies and how much it will drive
/// there: as in the last quarter, or, where that had none, as in all weeks. So planned spend buys contacts at the last
/// quarter's cost, and reach at the last quarter's frequency. What is not paid for is its own measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Spent {
    /// One entry a geography; one for a nation.
    pub places: Vec<SpentPlace>,
}

/// One geography's part.
#[derive(Clone, Debug, PartialEq)]
pub struct SpentPlace {
    /// Spend, contacts, activity or reach a week per share of the population, history first.
    pub amount: Vec<f64>,
    /// How often each of those reached was, for a channel of reach and frequency.
    pub frequency: Option<SpentFrequency>,
    /// What one unit of the nation's next spend is here, per share of the population and in the unit of `amount`; 1 for
    /// a nation whose spend drives the response.
    pub intensity: f64,
}

/// How often those reached were reached.
#[derive(Clone, Debug, PartialEq)]
pub struct SpentFrequency {
    /// Week by week, history first.
    pub by_week: Vec<f64>,
    /// The mean over those reached in the weeks that tell how the next spend is used.
    pub recent: f64,
}

/// Weeks from which the geographies' shares of the next spend are taken.
const SHARED_WEEKS: usize = 13;

/// One draw of everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// One entry a channel.
    pub channels: Vec<ChannelDraw>,
    /// The baseline's coefficients, in the outcome's unit; with geographies their population-weighted means.
    pub coefficients: Vec<f64>,
    /// One entry a geography; empty for a nation measured as one.
    pub regions: Vec<RegionDraw>,
    /// Standard deviation (or scale) of the nation's weekly noise; relative, and each geography's, where effects multiply.
    pub noise: f64,
    /// How sums become outcomes.
    pub form: Form,
    /// The learned scales.
    pub scales: DrawnScales,
}

/// The learned scales in one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnScales {
    /// Standard deviation (or scale) of the weekly noise: of each geography as if the nation behaved like it.
    pub noise: f64,
    /// Degrees of freedom of Student's t; infinite where the noise is normal.
    pub degrees: f64,
    /// Standard deviation of changes of slope, per year.
    pub slope_change: f64,
    /// Standard deviation of the season's coefficients.
    pub season: f64,
    /// Standard deviation of the drivers' effects.
    pub driver: f64,
    /// How geographies differ, where there are several.
    pub geography: Option<GeographyScales>,
}

/// What is a geography's own in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionDraw {
    /// The baseline's coefficients of a nation that behaves like the geography, in the outcome's unit.
    pub coefficients: Vec<f64>,
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
    pub(super) region_baselines: Vec<Baseline>,
    /// Share of the population of each geography; one for a nation.
    pub(crate) shares: Vec<f64>,
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
        Ok(Self { fit, panel, draws, diagnostics, baseline, region_baselines, shares })
    }

    /// The model.
    pub fn spec(&self) -> &ModelSpec {
        &self.fit.spec
    }

    /// Whether effects multiply.
    pub fn multiplies(&self) -> bool {
        self.fit.spec.outcome.link == Link::Log
    }

    /// The form of the outcome before a draw says how far weeks scatter.
    pub(super) fn form_without_scatter(&self) -> Form {
        let OutcomeSpec { link, noise, .. } = self.fit.spec.outcome;
        Form { link, noise, scale: 0.0, degrees: f64::INFINITY }
    }

    /// Draws of every channel's contribution over the observed weeks. They add up to what is expected less the base.
    pub fn contributions(&self) -> Vec<WeeklyDraws> {
        if self.multiplies() {
            return self.multiplied_contributions(0..self.panel.channels().len());
        }
        (0..self.panel.channels().len()).map(|c| self.contribution(c)).collect()
    }

    /// Draws of channel `c`'s contribution over the observed weeks.
    pub fn contribution(&self, c: usize) -> WeeklyDraws {
        if self.multiplies() {
            return self.multiplied_contributions(c..c + 1).swap_remove(0);
        }
        let places = places(&self.fit.spec, &self.panel);
        let drives: Vec<Drive> = places.iter().map(|p| p.drive(c)).collect();
        let mut response = vec![0.0; self.panel.week_count()];
        self.weekly(|draw, out| {
            out.fill(0.0);
            let channel = &draw.channels[c];
            for (drive, effect) in drives.iter().zip(&channel.effects) {
                let (now, history) = drive.with(&channel.parameters);
                channel.response.respond(&channel.response.past(&history), &now, &mut response);
                out.iter_mut().zip(&response).for_each(|(sum, h)| *sum += effect * h);
            }
        })
    }

    /// What channel `c` has spent so far.
    pub fn spent(&self, c: usize) -> Spent {
        let places = places(&self.fit.spec, &self.panel);
        let is_paid = self.panel.channels()[c].is_paid();
        let last = |series: &[f64], weeks: usize| series.iter().rev().take(weeks).sum::<f64>();
        let planned = |weeks: usize| -> f64 {
            places.iter().map(|p| last(if is_paid { p.spend[c] } else { p.amount(c) }, weeks)).sum()
        };
        let amounts = |weeks: usize| -> Vec<f64> { places.iter().map(|p| last(p.amount(c), weeks)).collect() };
        let tells = planned(SHARED_WEEKS) > 0.0 && amounts(SHARED_WEEKS).iter().sum::<f64>() > 0.0;
        let weeks = if tells { SHARED_WEEKS } else { usize::MAX };
        let (total, sums) = (planned(weeks), amounts(weeks));
        let place = |(place, sum): (&PlaceData<'_>, &f64)| {
            let Drive { by_week, history, frequency } = place.drive(c);
            let frequency = frequency.map(|(now, before)| SpentFrequency {
                recent: mean_frequency(&by_week, &now, weeks),
                by_week: [before, now].concat(),
            });
            SpentPlace {
                amount: [history, by_week].concat(),
                frequency,
                intensity: if total > 0.0 { sum / total / place.share } else { 1.0 },
            }
        };
        Spent { places: places.iter().zip(&sums).map(place).collect() }
    }

    /// How many geographies were measured; 0 for a nation measured as one.
    pub fn region_count(&self) -> usize {
        self.region_baselines.len()
    }

    /// Draws of the part of the baseline that `wanted` picks, over the observed weeks.
    pub fn baseline_part(&self, wanted: impl Fn(CoefficientKind) -> bool + Copy) -> WeeklyDraws {
        if self.multiplies() {
            return self.multiplied_baseline_part(wanted);
        }
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

/// The frequency of the last `weeks` weeks, weighted by reach.
fn mean_frequency(reach: &[f64], frequency: &[f64], weeks: usize) -> f64 {
    let last = || reach.iter().zip(frequency).rev().take(weeks);
    let reached: f64 = last().map(|(r, _)| r).sum();
    if reached > 0.0 { last().map(|(r, f)| r * f).sum::<f64>() / reached } else { 0.0 }
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
    // Logarithms of the outcome do not depend on the geography's size.
    let by_share = |share: &f64| if spec.outcome.link == Link::Log { 1.0 } else { *share };
    let channels = parameters.channels.iter().zip(&spec.channels).zip(density.effects());
    let channels = channels.enumerate().map(|(c, ((p, spec), effect))| {
        let relative = |g: usize| linear[g].effects.get(c).copied().unwrap_or(1.0);
        ChannelDraw {
            parameters: *p,
            response: p.response(spec.families()),
            effects: shares.iter().enumerate().map(|(g, share)| by_share(share) * relative(g) * effect).collect(),
        }
    });
    let channels = channels.collect();
    let mut coefficients = vec![0.0; linear.first().map_or(0, |place| place.coefficients.len())];
    for (place, share) in linear.iter().zip(shares) {
        coefficients.iter_mut().zip(&place.coefficients).for_each(|(sum, b)| *sum += share * b);
    }
    let squares: f64 = shares.iter().map(|w| w * w).sum();
    let noise = if spec.outcome.link == Link::Log { parameters.noise } else { parameters.noise * squares.sqrt() };
    let own = |place: crate::model::PlaceDraw| RegionDraw { coefficients: place.coefficients };
    Draw {
        channels,
        coefficients,
        regions: if linear.len() > 1 { linear.into_iter().map(own).collect() } else { vec![] },
        noise,
        form: Form { link: spec.outcome.link, noise: spec.outcome.noise, scale: noise, degrees: parameters.degrees },
        scales: DrawnScales {
            noise: parameters.noise,
            degrees: parameters.degrees,
            slope_change: parameters.slope_change,
            season: parameters.season,
            driver: parameters.driver,
            geography: parameters.geography,
        },
    }
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
        let dimension = crate::model::Layout::new(spec, panel).dimension();
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

    /// Four draws of a world of three channels and a price with an outcome of this form, in so many geographies (0: one).
    pub(crate) fn of_form(link: Link, noise: crate::model::NoiseFamily, regions: usize) -> Self {
        Self::of_form_until(link, noise, regions, 80)
    }

    /// The same of its first `weeks` weeks.
    pub(crate) fn of_form_until(link: Link, noise: crate::model::NoiseFamily, regions: usize, weeks: usize) -> Self {
        let mut parts = crate::panel::PanelParts::from(crate::simulate::random_world(5).simulate(80).unwrap().panel);
        parts.channels.truncate(3);
        parts.outcome.iter_mut().for_each(|y| *y = (*y * 500.0).round());
        let shares = [0.7, 0.3];
        // Counts are whole in each geography.
        let part = |g: usize, y: f64| match (noise, g) {
            (crate::model::NoiseFamily::NegativeBinomial, 0) => (y * shares[0]).round(),
            (crate::model::NoiseFamily::NegativeBinomial, _) => y - (y * shares[0]).round(),
            _ => y * shares[g],
        };
        let region = |g: usize| crate::panel::Region {
            name: format!("geography {g}"),
            share: shares[g],
            outcome: parts.outcome.iter().map(|y| part(g, *y)).collect(),
            spend: parts.channels.iter().map(|c| c.spend_by_week.iter().map(|x| x * 0.5).collect()).collect(),
            drivers: parts.drivers.iter().map(|d| d.value_by_week.clone()).collect(),
            history: vec![],
            activities: vec![],
        };
        parts.regions = (0..regions).map(region).collect();
        let whole = Panel::new(parts).unwrap();
        let mut spec = crate::model::default_spec(&whole);
        spec.set_link(link, crate::math::mean(whole.outcome()));
        spec.outcome.noise = noise;
        let mut rng = Rng::new(11, 0);
        let dimension = crate::model::Layout::new(&spec, &whole).dimension();
        let position = |_| (0..dimension).map(|_| 0.5 * rng.normal()).collect();
        let positions: Vec<Vec<f64>> = (0..4).map(position).collect();
        Self::of_positions(&spec, &whole.first_weeks(weeks), &positions)
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
        let dimension = crate::model::Layout::new(&spec, &panel).dimension();
        let position = |_| (0..dimension).map(|_| 0.5 * rng.normal()).collect();
        let positions: Vec<Vec<f64>> = (0..4).map(position).collect();
        Self::of_positions(&spec, &panel, &positions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::add_weeks;
    use crate::model::default_spec;
    use crate::panel::{Channel, OutcomeKind, PanelParts, Region};
    use jiff::civil::date;

    const WEEKS: usize = 70;

    /// Two geographies whose shares of the spend never change but differ from those of the population.
    fn regional(weeks: usize) -> Panel {
        let spend: Vec<f64> = (0..weeks).map(|t| 10.0 + (t * 7 % 13) as f64).collect();
        let outcome: Vec<f64> = (0..weeks).map(|t| 500.0 + (t * 5 % 17) as f64).collect();
        let region = |name: &str, share: f64, of_spend: f64| Region {
            name: name.into(),
            share,
            outcome: outcome.iter().map(|y| y * share).collect(),
            spend: vec![spend.iter().map(|x| x * of_spend).collect()],
            drivers: vec![],
            history: vec![],
            activities: vec![],
        };
        Panel::new(PanelParts {
            weeks: (0..weeks).map(|t| add_weeks(date(2024, 1, 1), t as i64)).collect(),
            outcome_name: "sales".into(),
            outcome_kind: OutcomeKind::Money,
            outcome: outcome.clone(),
            channels: vec![Channel::new("tv", spend.clone())],
            drivers: vec![],
            regions: vec![region("north", 0.6, 0.2), region("south", 0.4, 0.8)],
        })
        .unwrap()
    }

    fn posterior(panel: Panel) -> Posterior {
        let spec = default_spec(&panel);
        let dimension = crate::model::Layout::new(&spec, &panel).dimension();
        let mut rng = Rng::new(3, 0);
        let position = |_| (0..dimension).map(|_| 0.5 * rng.normal()).collect();
        let positions: Vec<Vec<f64>> = (0..4).map(position).collect();
        Posterior::of_positions(&spec, &panel, &positions)
    }

    #[test]
    fn the_next_weeks_of_geographies_go_on_as_the_observed_ones() {
        let long = regional(WEEKS + 10);
        let short = posterior(long.first_weeks(WEEKS));
        let spent = short.spent(0);
        assert!((spent.places[1].intensity - 2.0).abs() < 1e-12);
        let next = &long.channels()[0].spend_by_week[WEEKS..];
        for draw in &short.draws {
            let channel = &draw.channels[0];
            let mut found = vec![0.0; next.len()];
            channel.contribution(&spent, &channel.past(&spent), next, &mut found);
            let mut expected = vec![0.0; next.len()];
            for (region, effect) in long.regions().iter().zip(&channel.effects) {
                let all: Vec<f64> = region.spend[0].iter().map(|x| x / region.share).collect();
                let mut response = vec![0.0; all.len()];
                channel.response.respond(&Past::default(), &all, &mut response);
                expected.iter_mut().zip(&response[WEEKS..]).for_each(|(sum, h)| *sum += effect * h);
            }
            found.iter().zip(&expected).for_each(|(f, e)| assert!((f - e).abs() < 1e-9 * e.abs(), "{f} {e}"));
        }
    }

    /// A driver of one direction has that sign in every draw and geography, whatever the form of the outcome.
    #[test]
    fn drivers_keep_their_direction() {
        use crate::model::{NoiseFamily, Sign};
        let forms = [
            (Link::Identity, NoiseFamily::Normal, 2),
            (Link::Log, NoiseFamily::Normal, 2),
            (Link::Identity, NoiseFamily::StudentT, 0),
            (Link::Log, NoiseFamily::NegativeBinomial, 0),
            (Link::Identity, NoiseFamily::StudentT, 2),
            (Link::Log, NoiseFamily::NegativeBinomial, 2),
        ];
        for (link, noise, regions) in forms {
            let free = Posterior::of_form(link, noise, regions);
            for (sign, factor) in [(Sign::Positive, 1.0), (Sign::Negative, -1.0)] {
                let mut spec = free.spec().clone();
                spec.baseline.drivers[0].sign = sign;
                let dimension = crate::model::Layout::new(&spec, &free.panel).dimension();
                let mut rng = Rng::new(4, 0);
                let positions: Vec<Vec<f64>> = (0..6).map(|_| (0..dimension).map(|_| rng.normal()).collect()).collect();
                let posterior = Posterior::of_positions(&spec, &free.panel, &positions);
                let last = posterior.baseline.count() - 1;
                for draw in &posterior.draws {
                    let own = draw.regions.iter().map(|r| r.coefficients[last]);
                    own.chain([draw.coefficients[last]]).for_each(|b| assert!(factor * b > 0.0, "{b}"));
                }
            }
        }
    }

    /// What the parts bring is what the whole brings, for media and for everything else.
    #[test]
    fn geographies_add_up_to_the_nation() {
        let heavy = Posterior::of_form(Link::Identity, crate::model::NoiseFamily::StudentT, 2);
        for posterior in [posterior(regional(WEEKS)), heavy] {
            let summary = super::super::summarise(&posterior);
            let parts: f64 = summary.regions.iter().map(|r| r.channels[0].contribution.mean).sum();
            assert!((parts / summary.channels[0].contribution.mean - 1.0).abs() < 1e-9);
            for t in 0..summary.weeks.len() {
                let base: f64 = summary.regions.iter().map(|r| r.base_by_week[t]).sum();
                assert!((base - summary.base_by_week[t]).abs() < 1e-6 * base.abs(), "week {t}");
            }
        }
    }
}
