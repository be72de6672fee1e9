//! The figures of each geography: what every channel brought there, and what came without media.
//!
//! Computed from at most [`DRAWS`] draws, evenly spaced along the chains: fifty geographies times thirty channels times
//! every draw would be a hundred million weeks, and a 90 % range needs no more.

use super::draws::{Draw, Posterior};
use super::multiplied::region_parts;
use super::weekly::WeeklyDraws;
use crate::math::Interval;
use crate::model::places;
use crate::random::Rng;
use serde::{Deserialize, Serialize};

/// The most draws used.
const DRAWS: usize = 1000;
/// The stream of random numbers for the geographies' replicated outcomes.
const REGION_STREAM: u64 = (1 << 32) + 3;

/// One geography's results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionSummary {
    /// Its name.
    pub name: String,
    /// Its share of the population.
    pub share: f64,
    /// The outcome over the observed weeks.
    pub outcome: f64,
    /// One entry a channel.
    pub channels: Vec<RegionChannel>,
    /// Contribution of all channels.
    pub media: Interval,
    /// Everything that is not media a week, posterior mean.
    pub base_by_week: Vec<f64>,
    /// Predictive mean and 90 % range of the outcome a week, noise included.
    pub fitted_by_week: Vec<Interval>,
}

/// One channel in one geography.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionChannel {
    /// Spend over the observed weeks.
    pub spend: f64,
    /// Contribution over the observed weeks.
    pub contribution: Interval,
    /// Contribution per unit of spend (ROAS); absent without spend.
    pub return_on_spend: Option<Interval>,
    /// Contribution a week, posterior mean.
    pub contribution_by_week: Vec<f64>,
}

/// Summarises every geography; empty for a nation measured as one.
pub(super) fn region_summaries(posterior: &Posterior) -> Vec<RegionSummary> {
    let mut rng = Rng::new(posterior.fit.settings.seed, REGION_STREAM);
    (0..posterior.region_count()).map(|g| region_summary(posterior, g, &mut rng)).collect()
}

fn region_summary(posterior: &Posterior, g: usize, rng: &mut Rng) -> RegionSummary {
    let region = &posterior.panel.regions()[g];
    let weeks = posterior.panel.week_count();
    let mut media = WeeklyDraws::zeros(weeks, used(posterior).count());
    let multiplied = posterior.multiplies().then(|| region_parts(posterior, g, used(posterior)));
    let channels = (0..region.spend.len()).map(|c| {
        let contribution = match &multiplied {
            Some((channels, _)) => channels[c].clone(),
            None => contribution(posterior, g, c),
        };
        media.add_all(&contribution);
        let spend: f64 = region.spend[c].iter().sum();
        let total = Interval::of(&mut contribution.totals(0, weeks));
        RegionChannel {
            spend,
            return_on_spend: (spend > 0.0).then(|| total.scaled(1.0 / spend)),
            contribution: total,
            contribution_by_week: contribution.means(),
        }
    });
    let channels = channels.collect();
    let base = multiplied.map_or_else(|| baseline(posterior, g), |(_, base)| base);
    let total = Interval::of(&mut media.totals(0, weeks));
    media.add_all(&base);
    RegionSummary {
        name: region.name.clone(),
        share: region.share,
        outcome: region.outcome.iter().sum(),
        channels,
        media: total,
        base_by_week: base.means(),
        fitted_by_week: with_noise(posterior, g, media, rng).intervals(),
    }
}

fn used(posterior: &Posterior) -> impl Iterator<Item = &Draw> {
    posterior.draws.iter().step_by(posterior.draws.len().div_ceil(DRAWS).max(1))
}

fn weekly(posterior: &Posterior, mut series: impl FnMut(&Draw, &mut [f64])) -> WeeklyDraws {
    let weeks = posterior.panel.week_count();
    let mut all = WeeklyDraws::zeros(weeks, used(posterior).count());
    let mut buffer = vec![0.0; weeks];
    for (d, draw) in used(posterior).enumerate() {
        series(draw, &mut buffer);
        all.add(d, &buffer);
    }
    all
}

fn contribution(posterior: &Posterior, g: usize, c: usize) -> WeeklyDraws {
    let places = places(posterior.spec(), &posterior.panel);
    let drive = places[g].drive(c);
    weekly(posterior, |draw, out| {
        let channel = &draw.channels[c];
        let (now, history) = drive.with(&channel.parameters);
        channel.response.respond(&channel.response.past(&history), &now, out);
        out.iter_mut().for_each(|x| *x *= channel.effects[g]);
    })
}

fn baseline(posterior: &Posterior, g: usize) -> WeeklyDraws {
    let share = posterior.panel.regions()[g].share;
    weekly(posterior, |draw, out| {
        out.fill(0.0);
        posterior.region_baselines[g].add_part(&draw.regions[g].coefficients, |_| true, out);
        out.iter_mut().for_each(|x| *x *= share);
    })
}

/// Adds each draw's noise: the nation's noise has the variance s^2 times the sum of the squared shares.
fn with_noise(posterior: &Posterior, g: usize, mut expected: WeeklyDraws, rng: &mut Rng) -> WeeklyDraws {
    if posterior.multiplies() {
        let mut outcome = WeeklyDraws::zeros(expected.weeks(), expected.draws());
        for (d, draw) in used(posterior).enumerate() {
            let week = |t: usize| draw.form.scatter(expected.week(t)[d], rng);
            let series: Vec<f64> = (0..expected.weeks()).map(week).collect();
            outcome.add(d, &series);
        }
        return outcome;
    }
    let regions = posterior.panel.regions();
    let squares: f64 = regions.iter().map(|r| r.share * r.share).sum();
    let factor = regions[g].share / squares.sqrt();
    let mut noise = vec![0.0; expected.weeks()];
    for (d, draw) in used(posterior).enumerate() {
        noise.iter_mut().for_each(|x| *x = rng.student_t(draw.form.degrees) * (factor * draw.noise));
        expected.add(d, &noise);
    }
    expected
}
