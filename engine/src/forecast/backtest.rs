//! What forecasts of the past would have been worth, before any has been committed.
//!
//! From several weeks of the past (rolling origins: Tashman 2000, International Journal of Forecasting 16) the model is
//! fitted to what was known then and forecasts the quarter after, given what was really spent and what the drivers
//! really were. So the scores measure the model, not the plan's execution and not the assumptions. The fits are the caller's,
//! so that they can run side by side; everything here is a pure function. Left out: priors that were set by what is
//! known today stay, and contacts are bought at the cost that was known at the origin.

use super::project::forecast;
use super::score::{Scores, score};
use crate::model::ModelSpec;
use crate::panel::Panel;
use crate::plan::{Scenario, organic};
use crate::posterior::Posterior;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Weeks between origins.
const SPACING: usize = 13;
/// The most origins.
const MOST_ORIGINS: usize = 4;
/// Weeks that an origin leaves to learn from, or half of the data where that is less.
const LEAST_WEEKS: usize = 52;

/// A week of the past at which a forecast is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// How many weeks were known.
    pub weeks: usize,
    /// How many weeks are forecast.
    pub horizon: usize,
}

/// The origins of a backtest of forecasts of `horizon` weeks, the newest first; none where there is too little data.
pub fn origins(panel: &Panel, horizon: usize) -> Vec<Origin> {
    let n = panel.week_count();
    let least = LEAST_WEEKS.min(n.div_ceil(2)).max(1);
    let weeks = (0..MOST_ORIGINS).map_while(|i| n.checked_sub(horizon + i * SPACING));
    let enough = weeks.take_while(|weeks| *weeks >= least && horizon > 0);
    enough.map(|weeks| Origin { weeks, horizon }).collect()
}

/// What really happened in these weeks of the panel (as many of them as there are), as a scenario.
pub fn happened(panel: &Panel, weeks: Range<usize>) -> Scenario {
    let end = weeks.end.min(panel.week_count());
    let weeks = weeks.start.min(end)..end;
    let cut = |series: &[f64]| series[weeks.clone()].to_vec();
    Scenario {
        weeks: panel.weeks()[weeks.clone()].to_vec(),
        spend: panel.channels().iter().map(|c| cut(&c.spend_by_week)).collect(),
        drivers: panel.drivers().iter().map(|d| cut(&d.value_by_week)).collect(),
        organic: organic(panel, cut),
        ..Scenario::default()
    }
}

impl Origin {
    /// What was known.
    pub fn panel(self, panel: &Panel) -> Panel {
        panel.first_weeks(self.weeks)
    }

    /// The model of the whole panel, for what was known: its trend bends nowhere after the origin.
    pub fn spec(self, spec: &ModelSpec, panel: &Panel) -> ModelSpec {
        let mut cut = spec.clone();
        let bends_every = spec.baseline.bends_every();
        cut.baseline.set_knots(bends_every, self.panel(panel).last_week());
        cut.baseline.centre = 0.5 * (self.weeks as f64 - 1.0);
        cut
    }

    /// What really happened in the weeks that are forecast.
    pub fn scenario(self, panel: &Panel) -> Scenario {
        happened(panel, self.weeks..self.weeks + self.horizon)
    }

    /// The scores of the forecast by `posterior`, which was fitted to what was known; none where it was not.
    pub fn score(self, posterior: &Posterior, panel: &Panel) -> Option<Scores> {
        let fits = posterior.panel.week_count() == self.weeks && posterior.spec().check_columns(panel).is_ok();
        let (history, actual) = panel.outcome().split_at_checked(self.weeks)?;
        fits.then(|| score(&forecast(posterior, &self.scenario(panel)), actual, history))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Link, NoiseFamily, default_spec};
    use crate::simulate::random_world;

    #[test]
    fn origins_leave_enough_to_learn_from() {
        let panel = random_world(1).simulate(156).unwrap().panel;
        let weeks = |n: usize| origins(&panel.first_weeks(n), 13).iter().map(|o| o.weeks).collect::<Vec<_>>();
        assert_eq!(weeks(156), [143, 130, 117, 104]);
        assert_eq!(weeks(80), [67, 54, 41]);
        assert_eq!(weeks(50), [37]);
        assert_eq!(weeks(20), [0; 0]);
        assert_eq!(origins(&panel, 0), []);
    }

    #[test]
    fn a_backtest_scores_what_was_held_out() {
        let forms = [
            (Link::Identity, NoiseFamily::Normal, 0),
            (Link::Identity, NoiseFamily::StudentT, 2),
            (Link::Log, NoiseFamily::NegativeBinomial, 2),
        ];
        for (link, noise, regions) in forms {
            let posterior = Posterior::of_form_until(link, noise, regions, 67);
            let panel = Posterior::of_form(link, noise, regions).panel;
            let origin = origins(&panel, 13)[0];
            assert_eq!(origin.weeks, 67);
            let scores = origin.score(&posterior, &panel).unwrap();
            assert!(scores.is_complete() && scores.naive_crps.len() == 13);
            assert_eq!(scores.total.unwrap().actual, panel.outcome()[67..].iter().sum::<f64>());
            assert_eq!(Origin { weeks: 60, ..origin }.score(&posterior, &panel), None);
        }
    }

    #[test]
    fn the_model_of_an_origin_is_that_of_its_weeks() {
        let panel = random_world(1).simulate(156).unwrap().panel;
        let origin = Origin { weeks: 104, horizon: 13 };
        let (spec, known) = (origin.spec(&default_spec(&panel), &panel), origin.panel(&panel));
        assert!(spec.check(&known).is_ok());
        assert_eq!(spec.baseline.knots, default_spec(&known).baseline.knots);
        assert_eq!(origin.scenario(&panel).spend[2], panel.channels()[2].spend_by_week[104..117]);
    }
}
