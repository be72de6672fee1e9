//! Projection of the model into the weeks of a scenario.

use super::fan::{Fan, fan};
use crate::calendar::DAYS_PER_YEAR;
use crate::model::{Baseline, BaselineSpec};
use crate::plan::Scenario;
use crate::posterior::{Ahead, Draw, Posterior, Spent, Sums, WeeklyDraws};
use crate::random::Rng;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The stream of random numbers for forecasts.
const FORECAST_STREAM: u64 = (1 << 32) + 2;

/// Draws of the weeks to come.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectedDraws {
    /// The expected outcome, without weekly noise.
    pub expected: WeeklyDraws,
    /// The outcome, noise included.
    pub outcome: WeeklyDraws,
}

/// A forecast ready to be shown, and to be written down when a plan is committed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// First day of each week.
    pub weeks: Vec<Date>,
    /// The outcome a week.
    pub weekly: Fan,
    /// The outcome so far, week by week.
    pub cumulative: Fan,
    /// Draws of the total over the horizon, ascending.
    pub sorted_totals: Vec<f64>,
}

/// Projects every draw of the posterior into the scenario.
pub fn project(posterior: &Posterior, scenario: &Scenario) -> ProjectedDraws {
    if posterior.multiplies() {
        return project_multiplied(posterior, scenario);
    }
    let horizon = scenario.weeks.len();
    let drivers: Vec<&[f64]> = scenario.drivers.iter().map(Vec::as_slice).collect();
    let spec = &posterior.spec().baseline;
    let observed = weeks_since(spec.first_week, posterior.panel.last_week()) + 1;
    let baseline = Baseline::new(spec, observed, horizon, &drivers);
    let mut rng = Rng::new(posterior.fit.settings.seed, FORECAST_STREAM);
    let mut expected = WeeklyDraws::zeros(horizon, posterior.draws.len());
    let mut outcome = expected.clone();
    let mut series = vec![0.0; horizon];
    let spent: Vec<Spent> = (0..posterior.panel.channels().len()).map(|c| posterior.spent(c)).collect();
    for (d, draw) in posterior.draws.iter().enumerate() {
        series.fill(0.0);
        baseline.add_part(&draw.coefficients, |_| true, &mut series);
        add_future_changes(spec, observed, draw, &mut rng, &mut series);
        add_media(&spent, scenario, draw, &mut series);
        expected.add(d, &series);
        series.iter_mut().for_each(|y| *y += draw.noise * rng.student_t(draw.form.degrees));
        outcome.add(d, &series);
    }
    ProjectedDraws { expected, outcome }
}

/// As [`project`], where effects multiply: every geography on its own, added up.
fn project_multiplied(posterior: &Posterior, scenario: &Scenario) -> ProjectedDraws {
    let horizon = scenario.weeks.len();
    let ahead = Ahead::new(posterior, horizon, &scenario.drivers);
    let mut rng = Rng::new(posterior.fit.settings.seed, FORECAST_STREAM);
    let mut expected = WeeklyDraws::zeros(horizon, posterior.draws.len());
    let mut outcome = expected.clone();
    let mut sums = Sums::zeros(posterior, horizon);
    let mut series = vec![0.0; horizon];
    let planned: Vec<Vec<f64>> = (0..scenario.spend.len()).map(|c| scenario.planned(c).to_vec()).collect();
    for (d, draw) in posterior.draws.iter().enumerate() {
        ahead.sums(d, draw, &planned, &mut sums);
        sums.by_week(|cell| sums.expected(cell), &mut series);
        expected.add(d, &series);
        series.fill(0.0);
        (0..sums.base.len()).for_each(|i| series[i % horizon] += draw.form.scatter(sums.expected(i), &mut rng));
        outcome.add(d, &series);
    }
    ProjectedDraws { expected, outcome }
}

/// The forecast of a scenario.
pub fn forecast(posterior: &Posterior, scenario: &Scenario) -> Forecast {
    let draws = project(posterior, scenario).outcome;
    let cumulative = draws.cumulative();
    let mut sorted_totals = draws.totals(0, draws.weeks());
    sorted_totals.sort_by(f64::total_cmp);
    Forecast { weeks: scenario.weeks.clone(), weekly: fan(&draws), cumulative: fan(&cumulative), sorted_totals }
}

fn weeks_since(first: Date, week: Date) -> usize {
    (crate::calendar::days_between(first, week) / 7).max(0) as usize
}

/// Adds changes of slope at the knots that lie ahead.
fn add_future_changes(spec: &BaselineSpec, observed: usize, draw: &Draw, rng: &mut Rng, series: &mut [f64]) {
    let spacing = spec.knot_spacing.max(1);
    let next = spec.knots.last().map_or(spacing, |k| k + spacing).max(observed);
    for knot in (next..observed + series.len()).step_by(spacing) {
        let change = draw.scales.slope_change * rng.normal();
        for (t, y) in series.iter_mut().enumerate() {
            *y += change * (observed + t).saturating_sub(knot) as f64 * 7.0 / DAYS_PER_YEAR;
        }
    }
}

/// Adds what the channels bring in one draw, after all that they have `spent`.
fn add_media(spent: &[Spent], scenario: &Scenario, draw: &Draw, series: &mut [f64]) {
    let mut contribution = vec![0.0; series.len()];
    for (c, (channel, spent)) in draw.channels.iter().zip(spent).enumerate() {
        channel.contribution(spent, &channel.past(spent), scenario.planned(c), &mut contribution);
        series.iter_mut().zip(&contribution).for_each(|(y, c)| *y += c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::{Activity, Panel, PanelParts, Series};
    use crate::simulate::kinds_world;
    use crate::transforms::response::Families;

    /// Spend that goes on as it did brings in the forecast what it brought in the sample.
    #[test]
    fn a_forecast_goes_on_from_the_sample() {
        for families in Families::all() {
            let longer = Posterior::of_families(families, 73).panel;
            let posterior = Posterior::of_families(families, 60);
            let spent: Vec<Spent> = (0..2).map(|c| posterior.spent(c)).collect();
            let scenario = Scenario {
                weeks: longer.weeks()[60..].to_vec(),
                spend: longer.channels().iter().map(|c| c.spend_by_week[60..].to_vec()).collect(),
                drivers: vec![],
                organic: vec![],
            };
            for draw in &posterior.draws {
                let (mut forecast, mut sample, mut one) = (vec![0.0; 13], vec![0.0; 73], vec![0.0; 73]);
                add_media(&spent, &scenario, draw, &mut forecast);
                for (channel, data) in draw.channels.iter().zip(longer.channels()) {
                    channel.response.respond(&channel.response.past(&data.history), &data.spend_by_week, &mut one);
                    sample.iter_mut().zip(&one).for_each(|(s, h)| *s += channel.effects[0] * h);
                }
                let same = forecast.iter().zip(&sample[60..]).all(|(f, s)| (f - s).abs() < 1e-9 * s.abs());
                assert!(same, "{families:?}: {forecast:?} {:?}", &sample[60..]);
            }
        }
    }

    /// The world of each kind of channel, with contacts at a price that never changes and a frequency that never does.
    fn steady_prices() -> Panel {
        let mut parts = PanelParts::from(kinds_world(3).unwrap().panel);
        for channel in &mut parts.channels {
            match &mut channel.activity {
                Activity::Exposure(contacts) => {
                    channel.spend_by_week = contacts.by_week.iter().map(|x| 0.004 * x).collect();
                }
                Activity::ReachFrequency { reach, frequency } => {
                    *frequency = Series::from(vec![2.5; reach.by_week.len()]);
                    channel.spend_by_week = reach.by_week.iter().map(|x| 0.01 * x).collect();
                }
                Activity::Spend | Activity::Organic(_) => {}
            }
        }
        Panel::new(parts).unwrap()
    }

    /// Spend that buys contacts and reach as it did, and activity that goes on, bring what they brought in the sample.
    #[test]
    fn every_kind_of_channel_goes_on_from_the_sample() {
        let longer = steady_prices();
        let n = longer.week_count() - 13;
        let panel = longer.first_weeks(n);
        let spec = crate::model::default_spec(&panel);
        let position = vec![0.2; crate::model::Layout::new(&spec).dimension()];
        let posterior = Posterior::of_positions(&spec, &panel, &[position]);
        let whole = {
            let mut whole = posterior.clone();
            whole.panel = longer.clone();
            whole
        };
        let scenario = Scenario {
            weeks: longer.weeks()[n..].to_vec(),
            spend: longer.channels().iter().map(|c| c.spend_by_week[n..].to_vec()).collect(),
            drivers: vec![],
            organic: crate::plan::organic(&longer, |activity| activity[n..].to_vec()),
        };
        for c in 0..4 {
            let spent = posterior.spent(c);
            let mut found = vec![0.0; 13];
            let channel = &posterior.draws[0].channels[c];
            channel.contribution(&spent, &channel.past(&spent), scenario.planned(c), &mut found);
            let expected = &whole.contribution(c).means()[n..];
            let same = found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-9 * (1.0 + e.abs()));
            assert!(same, "channel {c}: {found:?} {expected:?}");
        }
        assert_eq!(scenario.totals()[2], 0.0, "a newsletter is no budget");
    }
}
