//! Projection of the model into the weeks of a scenario.

use super::course::{Course, Future};
use super::fan::{Fan, fan, fan_of, fine_quantiles};
use super::spread::Spread;
use crate::math::quantile_of_sorted;
use crate::plan::Scenario;
use crate::posterior::{Posterior, WeeklyDraws};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most draws from which the geographies' fans are made, evenly spaced along the chains.
const GEOGRAPHY_DRAWS: usize = 1000;
/// The most totals that are kept with a commitment.
const KEPT_TOTALS: usize = 1000;
/// The most geographies that are kept with a commitment.
const KEPT_GEOGRAPHIES: usize = 8;

/// Draws of the weeks to come.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectedDraws {
    /// The expected outcome, without weekly noise.
    pub expected: WeeklyDraws,
    /// The outcome, noise included.
    pub outcome: WeeklyDraws,
}

/// A forecast ready to be shown, and to be written down when a plan is committed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// First day of each week.
    pub weeks: Vec<Date>,
    /// The outcome a week.
    pub weekly: Fan,
    /// The outcome so far, week by week.
    pub cumulative: Fan,
    /// Draws of the total over the horizon, ascending.
    pub sorted_totals: Vec<f64>,
    /// The quantiles of each week at [`FINE_LEVELS`](super::FINE_LEVELS); empty in forecasts of earlier days.
    #[serde(default)]
    pub fine: Vec<[f32; 21]>,
    /// The mean of what all channels bring a week; the rest of the mean is the base.
    #[serde(default)]
    pub media: Vec<f64>,
    /// Where the range of the total comes from.
    #[serde(default)]
    pub spread: Spread,
    /// Each geography, where the model has several; their means add up to the nation's.
    #[serde(default)]
    pub geographies: Vec<GeographyFan>,
}

/// The outcome a week of one geography.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GeographyFan {
    /// Its name.
    pub name: String,
    /// The mean a week.
    pub mean: Vec<f64>,
    /// The 5, 50 and 95 % quantiles a week.
    pub quantiles: Vec<[f32; 3]>,
    /// The 5, 50 and 95 % quantiles of its total over the horizon.
    pub total: [f64; 3],
}

/// Projects every draw of the posterior into the scenario.
pub fn project(posterior: &Posterior, scenario: &Scenario) -> ProjectedDraws {
    let mut expected = WeeklyDraws::zeros(scenario.weeks.len(), posterior.draws.len());
    let mut outcome = expected.clone();
    let mut series = vec![0.0; scenario.weeks.len()];
    let whole = scenario.whole();
    Future::new(posterior, &whole, scenario.lead.weeks()).for_each(|d, course| {
        series.fill(0.0);
        course.add_by_week(&course.expected, &mut series);
        expected.add(d, &series);
        course.add_by_week(&course.noise, &mut series);
        outcome.add(d, &series);
    });
    ProjectedDraws { expected, outcome }
}

/// The forecast of a scenario.
pub fn forecast(posterior: &Posterior, scenario: &Scenario) -> Forecast {
    let mut sums = Sums::new(posterior, scenario);
    let whole = scenario.whole();
    Future::new(posterior, &whole, scenario.lead.weeks()).for_each(|d, course| sums.take(d, course));
    sums.forecast(posterior, scenario)
}

impl Forecast {
    /// The forecast as it is written down with a commitment: at most a thousand totals, evenly spaced in their order, and
    /// geographies where there are few, so that a workspace stays small.
    pub fn kept(&self) -> Self {
        let n = self.sorted_totals.len();
        let mut kept = self.clone();
        if n > KEPT_TOTALS {
            let at = |i: usize| self.sorted_totals[(2 * i + 1) * n / (2 * KEPT_TOTALS)];
            kept.sorted_totals = (0..KEPT_TOTALS).map(at).collect();
        }
        if kept.geographies.len() > KEPT_GEOGRAPHIES {
            kept.geographies.clear();
        }
        kept
    }
}

/// One geography's sums.
#[derive(Clone)]
struct Geography {
    /// Sums over all draws, so that geographies add up to the nation.
    sum: Vec<f64>,
    /// Some of the draws.
    draws: WeeklyDraws,
}

/// What is summed up over draws.
struct Sums {
    outcome: WeeklyDraws,
    media: Vec<f64>,
    /// Each draw's total of parameters, process, observation and assumptions.
    parts: [Vec<f64>; 4],
    geographies: Vec<Geography>,
    /// Every how many draws the geographies take one.
    every: usize,
    series: Vec<f64>,
}

impl Sums {
    fn new(posterior: &Posterior, scenario: &Scenario) -> Self {
        let (weeks, draws) = (scenario.weeks.len(), posterior.draws.len());
        let every = draws.div_ceil(GEOGRAPHY_DRAWS).max(1);
        let geography = Geography { sum: vec![0.0; weeks], draws: WeeklyDraws::zeros(weeks, draws.div_ceil(every)) };
        Self {
            outcome: WeeklyDraws::zeros(weeks, draws),
            media: vec![0.0; weeks],
            parts: [(); 4].map(|()| vec![0.0; draws]),
            geographies: vec![geography; posterior.region_count()],
            every,
            series: vec![0.0; weeks],
        }
    }

    fn take(&mut self, d: usize, course: &Course) {
        self.series.fill(0.0);
        course.add_by_week(&course.expected, &mut self.series);
        course.add_by_week(&course.noise, &mut self.series);
        self.outcome.add(d, &self.series);
        course.media.iter().for_each(|cells| course.add_by_week(cells, &mut self.media));
        let total = |cells: &[f64]| cells.iter().sum::<f64>();
        let parameters = total(&course.base) + course.media.iter().map(|cells| total(cells)).sum::<f64>();
        let wrong = course.wrong.iter().map(|cells| total(cells)).sum();
        let totals = [parameters, total(&course.changes), total(&course.noise), wrong];
        self.parts.iter_mut().zip(totals).for_each(|(part, x)| part[d] = x);
        let weeks = course.weeks.max(1);
        let places = course.expected.chunks_exact(weeks).zip(course.noise.chunks_exact(weeks));
        for (geography, (expected, noise)) in self.geographies.iter_mut().zip(places) {
            self.series.iter_mut().zip(expected).zip(noise).for_each(|((y, e), n)| *y = e + n);
            geography.sum.iter_mut().zip(&self.series).for_each(|(sum, y)| *sum += y);
            if d.is_multiple_of(self.every) {
                geography.draws.add(d / self.every, &self.series);
            }
        }
    }

    fn forecast(self, posterior: &Posterior, scenario: &Scenario) -> Forecast {
        let draws = self.outcome.draws().max(1) as f64;
        let (weekly, fine) = fan_of(&self.outcome, fine_quantiles);
        let mut sorted_totals = self.outcome.totals(0, self.outcome.weeks());
        sorted_totals.sort_unstable_by(f64::total_cmp);
        let [parameters, process, observation, assumptions] = &self.parts;
        let geographies = posterior.panel.regions().iter().zip(&self.geographies);
        Forecast {
            weeks: scenario.weeks.clone(),
            weekly,
            cumulative: fan(&self.outcome.cumulative()),
            sorted_totals,
            fine,
            media: self.media.iter().map(|x| x / draws).collect(),
            spread: Spread::of([parameters, process, observation, assumptions]),
            geographies: geographies.map(|(region, own)| own.fan(&region.name, draws)).collect(),
        }
    }
}

impl Geography {
    /// Its fan, of `draws` draws in all.
    fn fan(&self, name: &str, draws: f64) -> GeographyFan {
        let outer = |q: &[f64; 7]| [q[0], q[3], q[6]];
        let mut totals = self.draws.totals(0, self.draws.weeks());
        totals.sort_unstable_by(f64::total_cmp);
        GeographyFan {
            name: name.to_owned(),
            mean: self.sum.iter().map(|x| x / draws).collect(),
            quantiles: fan(&self.draws).quantiles.iter().map(|q| outer(q).map(|x| x as f32)).collect(),
            total: [0.05, 0.5, 0.95].map(|p| quantile_of_sorted(&totals, p)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::doubted;
    use crate::math::mean;
    use crate::model::{Link, NoiseFamily};
    use crate::panel::{Activity, Panel, PanelParts, Series};
    use crate::simulate::kinds_world;
    use crate::transforms::response::Families;

    /// What every channel brings a week, draw by draw.
    fn media(posterior: &Posterior, scenario: &Scenario) -> Vec<Vec<Vec<f64>>> {
        let mut all = vec![];
        Future::new(posterior, scenario, 0).for_each(|_, course| all.push(course.media.clone()));
        all
    }

    /// Spend that goes on as it did brings in the forecast what it brought in the sample.
    #[test]
    fn a_forecast_goes_on_from_the_sample() {
        for families in Families::all() {
            let longer = Posterior::of_families(families, 73).panel;
            let posterior = Posterior::of_families(families, 60);
            let scenario = Scenario {
                weeks: longer.weeks()[60..].to_vec(),
                spend: longer.channels().iter().map(|c| c.spend_by_week[60..].to_vec()).collect(),
                drivers: longer.drivers().iter().map(|d| d.value_by_week[60..].to_vec()).collect(),
                organic: vec![],
                ..Scenario::default()
            };
            for (draw, media) in posterior.draws.iter().zip(media(&posterior, &scenario)) {
                let (mut forecast, mut sample, mut one) = (vec![0.0; 13], vec![0.0; 73], vec![0.0; 73]);
                for channel in &media {
                    forecast.iter_mut().zip(channel).for_each(|(sum, x)| *sum += x);
                }
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
        let position = vec![0.2; crate::model::Layout::new(&spec, &panel).dimension()];
        let posterior = Posterior::of_positions(&spec, &panel, &[position]);
        let whole = {
            let mut whole = posterior.clone();
            whole.panel = longer.clone();
            whole
        };
        let scenario = Scenario {
            weeks: longer.weeks()[n..].to_vec(),
            spend: longer.channels().iter().map(|c| c.spend_by_week[n..].to_vec()).collect(),
            drivers: longer.drivers().iter().map(|d| d.value_by_week[n..].to_vec()).collect(),
            organic: crate::plan::organic(&longer, |activity| activity[n..].to_vec()),
            ..Scenario::default()
        };
        let media = media(&posterior, &scenario);
        for (c, found) in media[0].iter().enumerate().take(4) {
            let expected = &whole.contribution(c).means()[n..];
            let same = found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-9 * (1.0 + e.abs()));
            assert!(same, "channel {c}: {found:?} {expected:?}");
        }
        assert_eq!(scenario.totals()[2], 0.0, "a newsletter is no budget");
    }

    fn forms() -> impl Iterator<Item = Posterior> {
        let links = [(Link::Identity, 0), (Link::Identity, 2), (Link::Log, 0), (Link::Log, 2)];
        let normal = links.into_iter().map(|(link, regions)| Posterior::of_form(link, NoiseFamily::Normal, regions));
        let others = [(Link::Identity, NoiseFamily::StudentT), (Link::Log, NoiseFamily::NegativeBinomial)];
        normal.chain(others.into_iter().map(|(link, noise)| Posterior::of_form(link, noise, 2)))
    }

    #[test]
    fn geographies_add_up_to_the_nation() {
        for posterior in forms() {
            let scenario = doubted(Scenario::going_on(&posterior.panel, 9), &posterior.panel);
            let forecast = forecast(&posterior, &scenario);
            assert_eq!(forecast.geographies.len(), posterior.region_count());
            if forecast.geographies.is_empty() {
                continue;
            }
            for t in 0..9 {
                let sum: f64 = forecast.geographies.iter().map(|g| g.mean[t]).sum();
                assert!((sum / forecast.weekly.mean[t] - 1.0).abs() < 1e-9, "{sum}");
            }
            let outcome = project(&posterior, &scenario).outcome;
            Future::new(&posterior, &scenario, 0).for_each(|d, course| {
                for t in 0..9 {
                    let sum: f64 = [t, t + 9].iter().map(|i| course.expected[*i] + course.noise[*i]).sum();
                    assert!((sum / outcome.week(t)[d] - 1.0).abs() < 1e-9);
                }
            });
        }
    }

    #[test]
    fn the_pieces_of_a_forecast_add_up() {
        for posterior in forms() {
            let scenario = doubted(Scenario::going_on(&posterior.panel, 9), &posterior.panel);
            let forecast = forecast(&posterior, &scenario);
            let Spread { parameters, process, observation, assumptions } = forecast.spread;
            assert!((parameters + process + observation + assumptions - 1.0).abs() < 1e-12);
            assert!(assumptions > 0.0 && observation > 0.0 && parameters > 0.0);
            let total: f64 = forecast.weekly.mean.iter().sum();
            assert!((forecast.cumulative.mean[8] / total - 1.0).abs() < 1e-9);
            assert!((mean(&forecast.sorted_totals) / total - 1.0).abs() < 1e-9);
            assert!(forecast.fine.iter().zip(&forecast.weekly.quantiles).all(|(f, q)| f[10] == q[3] as f32));
            assert!(forecast.media.iter().zip(&forecast.weekly.mean).all(|(media, y)| *media > 0.0 && media < y));
        }
    }

    #[test]
    fn what_is_certain_adds_nothing() {
        for posterior in forms() {
            let plain = Scenario::going_on(&posterior.panel, 9);
            let certain = Scenario { uncertain: vec![false], ..plain.clone() };
            let before = project(&posterior, &plain);
            assert_eq!(project(&posterior, &certain), before);
            assert_eq!(forecast(&posterior, &plain).spread.assumptions, 0.0);
            let uncertain = project(&posterior, &doubted(plain, &posterior.panel));
            assert_ne!(uncertain.expected, before.expected);
            if posterior.multiplies() {
                continue;
            }
            for t in 0..9 {
                for d in 0..4 {
                    let noise = |p: &ProjectedDraws| p.outcome.week(t)[d] - p.expected.week(t)[d];
                    assert!((noise(&uncertain) - noise(&before)).abs() < 1e-9, "the noise is the same");
                }
            }
        }
    }

    /// An organic activity that turns out otherwise moves the outcome, and the channel's own piece stays.
    #[test]
    fn activities_can_turn_out_otherwise() {
        let panel = kinds_world(3).unwrap().panel;
        let spec = crate::model::default_spec(&panel);
        let position = vec![0.2; crate::model::Layout::new(&spec, &panel).dimension()];
        let posterior = Posterior::of_positions(&spec, &panel, &[position.clone(), position]);
        let plain = Scenario::going_on(&panel, 5);
        let uncertain = doubted(plain.clone(), &panel);
        assert!(uncertain.uncertain.iter().any(|x| *x));
        assert_eq!(media(&posterior, &plain), media(&posterior, &uncertain));
        assert_ne!(project(&posterior, &plain).expected, project(&posterior, &uncertain).expected);
    }

    #[test]
    fn a_commitment_stays_small() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let mut rng = crate::random::Rng::new(1, 0);
        let mut forecast = forecast(&posterior, &Scenario::going_on(&posterior.panel, 52));
        forecast.sorted_totals = (0..4_000).map(|_| 1e6 * rng.uniform()).collect();
        forecast.sorted_totals.sort_unstable_by(f64::total_cmp);
        let kept = forecast.kept();
        assert_eq!(kept.sorted_totals.len(), 1_000);
        assert!((mean(&kept.sorted_totals) / mean(&forecast.sorted_totals) - 1.0).abs() < 1e-3);
        let size = serde_json::to_string(&kept).unwrap().len();
        assert!(size < 60_000, "{size}");
        let older = r#"{"weeks":[],"weekly":{"mean":[],"quantiles":[]},"cumulative":{"mean":[],"quantiles":[]},"sorted_totals":[]}"#;
        assert_eq!(serde_json::from_str::<Forecast>(older).unwrap(), Forecast::default());
    }
}
