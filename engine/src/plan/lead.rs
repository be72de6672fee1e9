//! The weeks between the end of the data and the start of a plan: nothing is decided there, all goes on as before.
//!
//! Next quarter is planned while this one still runs. What is spent until then is no part of the plan, but it carries
//! over into it, and the base walks on meanwhile. So a model is carried through these weeks as through any others, and
//! only what follows is shown and counted.

use super::scenario::Scenario;
use crate::calendar::add_weeks;
use crate::panel::Panel;
use serde::{Deserialize, Serialize};

/// The longest lead of a plan, in weeks: beyond a year little is known of what will have been spent by then.
pub const MAX_LEAD_WEEKS: usize = 52;

/// Spend and assumptions until a plan starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    weeks: usize,
    /// Channels x weeks.
    spend: Vec<Vec<f64>>,
    /// Drivers x weeks.
    drivers: Vec<Vec<f64>>,
    /// Channels x weeks, an empty row for every channel that is paid for; nothing where all are.
    organic: Vec<Vec<f64>>,
}

impl Lead {
    /// How many weeks there are.
    pub fn weeks(&self) -> usize {
        self.weeks
    }

    /// What channel `c` is assumed to do in them: its spend, or the activity of one that is not paid for.
    pub(crate) fn planned(&self, c: usize) -> &[f64] {
        let organic = self.organic.get(c).filter(|row| !row.is_empty());
        organic.or_else(|| self.spend.get(c)).map_or(&[], Vec::as_slice)
    }

    /// Whether it has a proper row for every channel and driver of `panel`.
    pub(super) fn suits(&self, panel: &Panel) -> bool {
        let fits = |row: &Vec<f64>| row.len() == self.weeks && row.iter().all(|x| x.is_finite());
        let (channels, drivers) = (panel.channels(), panel.drivers());
        let is_amounts = |c: usize| self.planned(c).len() == self.weeks && self.planned(c).iter().all(|x| *x >= 0.0);
        self.weeks == 0
            || self.drivers.len() == drivers.len()
                && self.drivers.iter().all(fits)
                && self.spend.len() == channels.len()
                && (0..channels.len()).all(is_amounts)
    }
}

impl Scenario {
    /// The first `weeks` weeks become its lead.
    pub(super) fn led_by(mut self, weeks: usize) -> Self {
        if weeks == 0 {
            return self;
        }
        let split = |rows: &mut Vec<Vec<f64>>| -> Vec<Vec<f64>> {
            rows.iter_mut().map(|row| row.drain(..weeks.min(row.len())).collect()).collect()
        };
        self.weeks.drain(..weeks.min(self.weeks.len()));
        let (spend, drivers) = (split(&mut self.spend), split(&mut self.drivers));
        self.lead = Lead { weeks, spend, drivers, organic: split(&mut self.organic) };
        self
    }

    /// Its lead, where it has no weeks of its own.
    pub(super) fn whole_as_lead(self) -> Lead {
        self.lead
    }

    /// The same scenario from the end of the data on: its lead's weeks before its own.
    pub(crate) fn whole(&self) -> Self {
        let Lead { weeks, spend, drivers, organic } = &self.lead;
        if *weeks == 0 {
            return self.clone();
        }
        let joined = |lead: &[Vec<f64>], own: &[Vec<f64>]| -> Vec<Vec<f64>> {
            own.iter().enumerate().map(|(i, own)| [lead.get(i).map_or(&[][..], Vec::as_slice), own].concat()).collect()
        };
        let before = self.weeks.first().map(|first| (1..=*weeks as i64).rev().map(|k| add_weeks(*first, -k)));
        Self {
            weeks: before.into_iter().flatten().chain(self.weeks.iter().copied()).collect(),
            spend: joined(spend, &self.spend),
            drivers: joined(drivers, &self.drivers),
            organic: joined(organic, &self.organic),
            uncertain: self.uncertain.clone(),
            lead: Lead::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::{doubted, forecast, project};
    use crate::model::{Link, NoiseFamily};
    use crate::plan::{Bounds, PlanRequest, optimise};
    use crate::posterior::Posterior;

    /// Every combination that weeks ahead are computed for differently.
    fn posteriors() -> [Posterior; 4] {
        [
            Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0),
            Posterior::of_form(Link::Identity, NoiseFamily::Normal, 2),
            Posterior::of_form(Link::Log, NoiseFamily::Normal, 0),
            Posterior::of_form(Link::Log, NoiseFamily::Normal, 2),
        ]
    }

    #[test]
    fn a_plan_that_starts_later_is_the_end_of_one_that_does_not() {
        for posterior in posteriors() {
            let later = doubted(Scenario::starting(&posterior.panel, 5, 8), &posterior.panel);
            let whole = later.whole();
            assert_eq!((later.check(&posterior.panel), whole.check(&posterior.panel)), (Ok(()), Ok(())));
            assert_eq!((later.weeks.len(), &later.weeks[..]), (8, &whole.weeks[5..]));
            let (cut, all) = (project(&posterior, &later).outcome, project(&posterior, &whole).outcome);
            assert_eq!(cut.totals(0, 8), all.totals(5, 13));
            let (cut, all) = (forecast(&posterior, &later), forecast(&posterior, &whole));
            assert_eq!(cut.weekly.quantiles[..], all.weekly.quantiles[5..]);
            assert_eq!(cut.media[..], all.media[5..]);
        }
    }

    /// What a plan adds is what the forecasts of the same weeks differ by.
    #[test]
    fn a_later_plan_is_worth_what_its_forecasts_differ_by() {
        for posterior in posteriors() {
            let today = Scenario::starting(&posterior.panel, 6, 7);
            let totals = today.totals();
            let bounds: Vec<Bounds> = totals.iter().map(|x| Bounds { min: 0.3 * x, max: 1.7 * x + 0.1 }).collect();
            let mut request = PlanRequest::of_totals(today, totals.iter().sum(), &bounds);
            request.aim.reach = crate::plan::Reach::Horizon;
            let plan = optimise(&posterior, &request).unwrap();
            let total = |s: &Scenario| crate::math::mean(&project(&posterior, s).expected.totals(0, 7));
            let difference = total(&plan.scenario) - total(&request.today);
            assert!(plan.uplift.mean > 0.0 && plan.scenario.lead == request.today.lead);
            assert!((difference / plan.uplift.mean - 1.0).abs() < 1e-6, "{difference} {}", plan.uplift.mean);
        }
    }

    #[test]
    fn a_plan_keeps_its_day_as_data_come_in() {
        let longer = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0).panel;
        let shorter = longer.first_weeks(longer.week_count() - 3);
        let plan = Scenario::starting(&shorter, 4, 6);
        let after = plan.after(&longer).unwrap();
        assert_eq!((after.weeks == plan.weeks, after.lead.weeks(), after.check(&longer)), (true, 1, Ok(())));
        assert_eq!(plan.after(&shorter), Some(plan.clone()));
        assert_eq!(Scenario::starting(&shorter, 2, 6).after(&longer), None);
        assert!(plan.check(&longer).is_err());
    }
}
