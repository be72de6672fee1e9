//! The figures of the Measure screens.

use super::base_learning::{BaseLearning, learn_base};
use super::best_frequency::{FrequencyCurve, frequency_curve};
use super::draws::Posterior;
use super::learning::{Learning, learn};
use super::multiplied::{Beside, is_trend};
use super::predictive::{PredictiveCheck, predictive_check, with_noise};
use super::regions::{RegionSummary, region_summaries};
use super::weekly::WeeklyDraws;
use crate::math::Interval;
use crate::model::{CoefficientKind, Link, MARGINAL_WEEKS};
use crate::panel::ChannelKind;
use crate::random::Rng;
use crate::sampler::Diagnostics;
use crate::transforms::carryover::Past;
use crate::transforms::response::Along;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The stream of random numbers for replicated outcomes.
const REPLICA_STREAM: u64 = (1 << 32) + 1;
/// "Today's spend" is the mean of the last quarter.
const TODAY_WEEKS: usize = 13;
/// Channels whose weekly draws are in memory at once where effects multiply, and all are computed together.
const CHANNELS_AT_ONCE: usize = 8;
/// Points of a response curve.
const CURVE_POINTS: usize = 41;

/// Everything that the Measure screens show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The verdict on the chains.
    pub diagnostics: Diagnostics,
    /// First day of each week.
    pub weeks: Vec<Date>,
    /// The outcome a week.
    pub outcome: Vec<f64>,
    /// One entry a channel.
    pub channels: Vec<ChannelSummary>,
    /// One entry a driver.
    pub drivers: Vec<DriverSummary>,
    /// Total contribution of all channels.
    pub media: Interval,
    /// Contribution of all paid channels per unit of their spend.
    pub media_return: Interval,
    /// Total of everything that is not media.
    pub base: Interval,
    /// Level and trend a week, posterior mean.
    pub trend_by_week: Vec<f64>,
    /// Season a week, posterior mean.
    pub season_by_week: Vec<f64>,
    /// Everything that is not media a week, posterior mean.
    pub base_by_week: Vec<f64>,
    /// The expected outcome a week, posterior mean.
    pub expected_by_week: Vec<f64>,
    /// Predictive mean and 90 % range of the outcome a week, noise included.
    pub fitted_by_week: Vec<Interval>,
    /// Probability that the base is negative in at least one week.
    pub negative_base_probability: f64,
    /// The posterior predictive check.
    pub check: PredictiveCheck,
    /// Prior against posterior.
    pub learning: Vec<Learning>,
    /// Prior against posterior of the base and the noise.
    pub base_learning: Vec<BaseLearning>,
    /// How effects combine.
    pub link: Link,
    /// One entry a geography; empty for a nation measured as one.
    pub regions: Vec<RegionSummary>,
}

/// One channel's results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelSummary {
    /// Its name.
    pub name: String,
    /// How it is measured.
    pub kind: ChannelKind,
    /// Spend over the observed weeks; 0 for an organic channel.
    pub spend: f64,
    /// Contribution over the observed weeks.
    pub contribution: Interval,
    /// Contribution per unit of spend (ROAS); absent without spend.
    pub return_on_spend: Option<Interval>,
    /// Outcome of the next unit of spend, spread like the last year's (mROAS); absent without spend in that year.
    pub marginal_return: Option<Interval>,
    /// Share of the effect left a week later; 0 where nothing is carried over.
    pub retention: Interval,
    /// Contribution a week, mean and 90 % range.
    pub contribution_by_week: Vec<Interval>,
    /// What a constant weekly spend brings.
    pub curve: ResponseCurve,
    /// What reaching the same people more often would bring, for a channel of reach and frequency.
    pub frequency: Option<FrequencyCurve>,
}

/// What a constant weekly spend brings a week; of an organic channel, what its activity brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResponseCurve {
    /// Points from no spend to beyond the largest observed.
    pub points: Vec<CurvePoint>,
    /// Mean weekly spend of the last quarter, or, where that was nothing, of all weeks with spend.
    pub today: f64,
    /// The largest weekly spend that was observed; beyond it the curve is extrapolated.
    pub observed_up_to: f64,
}

/// A point of a response curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Spend a week.
    pub spend: f64,
    /// Outcome a week.
    pub response: Interval,
}

/// One driver's results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriverSummary {
    /// Its name.
    pub name: String,
    /// Outcome per unit of the driver, in its own unit.
    pub effect: Interval,
    /// Contribution over the observed weeks against its reference.
    pub contribution: Interval,
    /// Contribution a week, posterior mean.
    pub contribution_by_week: Vec<f64>,
}

/// Summarises a posterior.
pub fn summarise(posterior: &Posterior) -> Summary {
    let (n, draws) = (posterior.panel.week_count(), posterior.draws.len());
    let mut media = WeeklyDraws::zeros(n, draws);
    let mut paid = media.clone();
    let channels = channel_summaries(posterior, &mut media, &mut paid);
    let base = posterior.baseline_part(|_| true);
    let mut expected = base.clone();
    expected.add_all(&media);
    let replicas = with_noise(posterior, &expected, &mut Rng::new(posterior.fit.settings.seed, REPLICA_STREAM));
    let spend: f64 = posterior.panel.channels().iter().flat_map(|c| &c.spend_by_week).sum();
    let media_total = Interval::of(&mut media.totals(0, n));
    let paid_total = Interval::of(&mut paid.totals(0, n));
    Summary {
        diagnostics: posterior.diagnostics.clone(),
        weeks: posterior.panel.weeks().to_vec(),
        outcome: posterior.panel.outcome().to_vec(),
        channels,
        drivers: (0..posterior.panel.drivers().len()).map(|i| driver_summary(posterior, i)).collect(),
        media: media_total,
        media_return: paid_total.scaled(if spend > 0.0 { 1.0 / spend } else { 0.0 }),
        base: Interval::of(&mut base.totals(0, n)),
        trend_by_week: posterior.baseline_part(is_trend).means(),
        season_by_week: posterior.baseline_part(|k| k == CoefficientKind::Season).means(),
        base_by_week: base.means(),
        expected_by_week: expected.means(),
        fitted_by_week: replicas.intervals(),
        negative_base_probability: negative_probability(&base),
        check: predictive_check(posterior.panel.outcome(), &expected, &replicas, posterior.spec().outcome.link),
        learning: learn(posterior),
        base_learning: learn_base(posterior),
        link: posterior.spec().outcome.link,
        regions: region_summaries(posterior),
    }
}

fn negative_probability(base: &WeeklyDraws) -> f64 {
    let negative = |d: usize| (0..base.weeks()).any(|t| base.week(t)[d] < 0.0);
    let count = (0..base.draws()).filter(|d| negative(*d)).count();
    count as f64 / base.draws().max(1) as f64
}

/// The channels one after another, their contributions added to `media`, and to `paid` where they are paid for.
fn channel_summaries(posterior: &Posterior, media: &mut WeeklyDraws, paid: &mut WeeklyDraws) -> Vec<ChannelSummary> {
    let channels = posterior.panel.channels();
    let mut add = |c: usize, contribution: &WeeklyDraws| {
        media.add_all(contribution);
        if channels[c].is_paid() {
            paid.add_all(contribution);
        }
    };
    if posterior.multiplies() {
        let from = posterior.panel.week_count().saturating_sub(MARGINAL_WEEKS);
        let recent = posterior.expected_by_place(from);
        let mut all = Vec::with_capacity(channels.len());
        for from in (0..channels.len()).step_by(CHANNELS_AT_ONCE) {
            let some = posterior.multiplied_contributions(from..channels.len().min(from + CHANNELS_AT_ONCE));
            for (c, contribution) in some.iter().enumerate() {
                add(from + c, contribution);
                all.push(channel_summary(posterior, from + c, contribution, Some(&recent)));
            }
        }
        return all;
    }
    let one = |c: usize| {
        let contribution = posterior.contribution(c);
        add(c, &contribution);
        channel_summary(posterior, c, &contribution, None)
    };
    (0..channels.len()).map(one).collect()
}

/// `recent` is the expected outcome of every geography in the last year, where effects multiply.
fn channel_summary(
    posterior: &Posterior,
    c: usize,
    contribution: &WeeklyDraws,
    recent: Option<&Vec<WeeklyDraws>>,
) -> ChannelSummary {
    let channel = &posterior.panel.channels()[c];
    let spend: f64 = channel.spend_by_week.iter().sum();
    let totals = contribution.totals(0, contribution.weeks());
    let per_spend = || Interval::of(&mut totals.iter().map(|x| x / spend).collect::<Vec<_>>());
    ChannelSummary {
        name: channel.name.clone(),
        kind: channel.kind(),
        spend,
        return_on_spend: (spend > 0.0).then(per_spend),
        contribution: Interval::of(&mut totals.clone()),
        marginal_return: marginal_return(posterior, c, recent),
        retention: Interval::of(
            &mut posterior.draws.iter().map(|d| d.channels[c].parameters.fading.retention).collect::<Vec<_>>(),
        ),
        contribution_by_week: contribution.intervals(),
        curve: response_curve(posterior, c, recent),
        frequency: frequency_curve(posterior, c),
    }
}

/// The slope of the last year's outcome by a common factor on all spend, per unit of the year's spend.
fn marginal_return(posterior: &Posterior, c: usize, expected: Option<&Vec<WeeklyDraws>>) -> Option<Interval> {
    let spend = &posterior.panel.channels()[c].spend_by_week;
    let from = spend.len().saturating_sub(MARGINAL_WEEKS);
    let recent: f64 = spend[from..].iter().sum();
    if recent <= 0.0 {
        return None;
    }
    if let Some(expected) = expected {
        let slopes = Beside::new(posterior, c, expected).slopes();
        return Some(Interval::of(&mut slopes.iter().map(|s| s / recent).collect::<Vec<_>>()));
    }
    let spent = posterior.spent(c);
    let weeks = spent.places.iter().map(|place| place.amount.len()).max().unwrap_or(0);
    let mut along = Along::zeros(weeks);
    let slope = posterior.draws.iter().map(|draw| {
        let channel = &draw.channels[c];
        let places = spent.places.iter().zip(&channel.effects);
        let gain = places.map(|(place, effect)| {
            let all = channel.drive(place);
            along.resize(all.len());
            channel.response.respond_along(&Past::default(), &all, &all, &mut along);
            effect * along.by_step[all.len() - (spend.len() - from)..].iter().sum::<f64>()
        });
        gain.sum::<f64>() / recent
    });
    Some(Interval::of(&mut slope.collect::<Vec<_>>()))
}

fn response_curve(posterior: &Posterior, c: usize, expected: Option<&Vec<WeeklyDraws>>) -> ResponseCurve {
    let spend = posterior.panel.channels()[c].planned_by_week();
    let largest = spend.iter().copied().fold(0.0, f64::max);
    let step = 1.4 * largest / (CURVE_POINTS - 1) as f64;
    let spends: Vec<f64> = (0..CURVE_POINTS).map(|i| step * i as f64).collect();
    let responses = match expected {
        Some(expected) => Beside::new(posterior, c, expected).steady(&spends),
        None => steady_contributions(posterior, c, &spends),
    };
    let points = spends.into_iter().zip(responses);
    ResponseCurve {
        points: points.map(|(spend, response)| CurvePoint { spend, response }).collect(),
        today: todays_spend(spend),
        observed_up_to: largest,
    }
}

/// The outcome a week of each of several constant spends of channel `c`.
fn steady_contributions(posterior: &Posterior, c: usize, spends: &[f64]) -> Vec<Interval> {
    let spent = posterior.spent(c);
    let mut responses = WeeklyDraws::zeros(spends.len(), posterior.draws.len());
    let mut of_draw = vec![0.0; spends.len()];
    for (d, draw) in posterior.draws.iter().enumerate() {
        draw.channels[c].steady_contributions(&spent, spends, &mut of_draw);
        responses.add(d, &of_draw);
    }
    responses.intervals()
}

fn todays_spend(spend: &[f64]) -> f64 {
    let recent = &spend[spend.len().saturating_sub(TODAY_WEEKS)..];
    let recent = crate::math::mean(recent);
    if recent > 0.0 {
        return recent;
    }
    crate::math::mean(&spend.iter().copied().filter(|x| *x > 0.0).collect::<Vec<_>>())
}

fn driver_summary(posterior: &Posterior, i: usize) -> DriverSummary {
    let weekly = posterior.baseline_part(|k| k == CoefficientKind::Driver(i));
    let spec = &posterior.spec().baseline.drivers[i];
    let column = posterior.baseline.kinds.iter().position(|k| *k == CoefficientKind::Driver(i));
    // Where effects multiply, a unit more moves a usual week by this much, to first order.
    let week = if posterior.multiplies() { posterior.spec().outcome.usual_week } else { 1.0 };
    let effect = |j: usize| posterior.draws.iter().map(|d| week * d.coefficients[j] / spec.unit).collect::<Vec<_>>();
    let effect = column.map(effect);
    DriverSummary {
        name: spec.name.clone(),
        effect: Interval::of(&mut effect.unwrap_or_default()),
        contribution: Interval::of(&mut weekly.totals(0, weekly.weeks())),
        contribution_by_week: weekly.means(),
    }
}
