//! The variance bridge.

use super::flags::{Flag, chance_of_at_least, flags};
use crate::forecast::{Forecast, project};
use crate::math::{Interval, mean};
use crate::panel::Panel;
use crate::plan::{Scenario, organic};
use crate::posterior::{Ahead, Posterior, Sums, WeeklyDraws};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why actual and forecast differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// This channel's spend was not as planned.
    Execution {
        /// The channel.
        channel: String,
    },
    /// This driver was not as assumed.
    Environment {
        /// The driver.
        driver: String,
    },
    /// This channel works better or worse than was believed.
    Learning {
        /// The channel.
        channel: String,
    },
    /// The base is higher or lower than was believed.
    LearningBase,
    /// What is left.
    Unexplained,
}

/// One step of the bridge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Why.
    pub cause: Cause,
    /// How much, over all weeks; the means of all steps add up exactly.
    pub amount: Interval,
    /// How much a week; adds up to `amount.mean`.
    pub by_week: Vec<f64>,
    /// Probability that it is below zero.
    pub probability_negative: f64,
}

/// Actual against forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// The committed weeks that have happened.
    pub weeks: Vec<Date>,
    /// The committed mean a week.
    pub forecast: Vec<f64>,
    /// What happened a week.
    pub actual: Vec<f64>,
    /// From forecast to actual.
    pub steps: Vec<Step>,
    /// Weeks outside the committed 90 % range.
    pub flags: Vec<Flag>,
    /// The chance of so many flags had the forecast been perfect.
    pub chance_of_flags: f64,
    /// Whether a new posterior was there to learn from.
    pub learned: bool,
}

/// Why there is nothing to reconcile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReconcileError {
    /// None of the committed weeks is in the data.
    NoWeeks {
        /// The first committed week.
        first: Option<Date>,
    },
    /// The data's channels or drivers are not those of the committed plan.
    Columns,
    /// The new fit does not cover the weeks.
    NewFitTooShort,
}

impl fmt::Display for ReconcileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWeeks { first: Some(week) } => {
                write!(f, "The data end before the first committed week ({week}); add the newer weeks.")
            }
            Self::NoWeeks { first: None } => write!(f, "The committed plan has no weeks."),
            Self::Columns => write!(f, "The data have other channels or drivers than the committed plan."),
            Self::NewFitTooShort => write!(f, "The newer fit ends before the weeks to be reconciled; fit again."),
        }
    }
}

impl std::error::Error for ReconcileError {}

/// Reconciles the `committed` forecast of `plan`, made with `old`, with the weeks that `actual` has by now.
///
/// `new` is a posterior that has seen those weeks.
///
/// # Errors
/// [`ReconcileError`] where weeks, columns or the new fit do not match.
pub fn reconcile(
    old: &Posterior,
    plan: &Scenario,
    committed: &Forecast,
    actual: &Panel,
    new: Option<&Posterior>,
) -> Result<Reconciliation, ReconcileError> {
    let plan = &plan.whole();
    let window = Window::new(old, plan, committed.weeks.len(), actual)?;
    let shown = window.len - window.lead;
    let forecast = committed.weekly.mean[..shown].to_vec();
    let mut steps = if old.multiplies() {
        window.multiplied_changes(old, plan)
    } else {
        let mut steps = window.execution(old, plan);
        steps.extend(window.environment(old, plan));
        steps
    };
    if let Some(new) = new {
        let believed = add_up(&forecast, &steps);
        steps.extend(window.learning(old, new, &believed)?);
    }
    let outcome = window.outcome[window.lead..].to_vec();
    let expected = new.map(|n| window.expected_by(n));
    steps.push(unexplained(&outcome, &add_up(&forecast, &steps), expected.as_ref()));
    let weeks = window.weeks[window.lead..].to_vec();
    let flags = flags(&weeks, &outcome, &committed.weekly);
    Ok(Reconciliation {
        chance_of_flags: chance_of_at_least(flags.len(), shown),
        weeks,
        forecast,
        actual: outcome,
        steps,
        flags,
        learned: new.is_some(),
    })
}

/// The weeks from the old data's end on to the last committed one that has happened, and what happened in them.
struct Window<'a> {
    len: usize,
    /// How many of them come before the committed ones: what is spent there carries over into them.
    lead: usize,
    /// Index of the first of all in the actual panel.
    from: usize,
    weeks: Vec<Date>,
    outcome: &'a [f64],
    actual: &'a Panel,
    /// What really was spent and assumed, in the plan's shape.
    happened: Scenario,
}

impl<'a> Window<'a> {
    /// Of a whole plan, of which the last `committed` weeks are.
    fn new(old: &Posterior, plan: &Scenario, committed: usize, actual: &'a Panel) -> Result<Self, ReconcileError> {
        let lead = plan.weeks.len().saturating_sub(committed);
        let place = |t: usize| plan.weeks.get(t).and_then(|week| actual.weeks().binary_search(week).ok());
        let no_weeks = ReconcileError::NoWeeks { first: plan.weeks.get(lead).copied() };
        let from = place(0).filter(|_| place(lead).is_some()).ok_or(no_weeks)?;
        if old.spec().check_columns(actual).is_err() || plan.spend.len() != actual.channels().len() {
            return Err(ReconcileError::Columns);
        }
        let len = plan.weeks.len().min(actual.week_count() - from);
        let cut = |series: &[f64]| series[from..from + len].to_vec();
        let happened = Scenario {
            weeks: plan.weeks[..len].to_vec(),
            spend: actual.channels().iter().map(|c| cut(&c.spend_by_week)).collect(),
            drivers: actual.drivers().iter().map(|d| cut(&d.value_by_week)).collect(),
            organic: organic(actual, |activity| cut(activity)),
            ..Scenario::default()
        };
        let outcome = &actual.outcome()[from..from + len];
        Ok(Self { len, lead, from, weeks: happened.weeks.clone(), outcome, actual, happened })
    }

    /// Actual against planned spend under the old posterior.
    fn execution(&self, old: &Posterior, plan: &Scenario) -> Vec<Step> {
        let step = |c: usize| {
            let planned = future_contribution(old, c, &plan.planned(c)[..self.len]);
            let happened = future_contribution(old, c, self.happened.planned(c));
            let channel = old.panel.channels()[c].name.clone();
            self.step(Cause::Execution { channel }, &happened, &planned)
        };
        (0..self.happened.spend.len()).map(step).collect()
    }

    /// Actual against assumed drivers under the old posterior.
    fn environment(&self, old: &Posterior, plan: &Scenario) -> Vec<Step> {
        let step = |i: usize| {
            let driver = &old.spec().baseline.drivers[i];
            let kind = crate::model::CoefficientKind::Driver(i);
            let column = old.baseline.kinds.iter().position(|k| *k == kind).unwrap_or(0);
            let effect = |values: &[f64]| {
                let mut weekly = WeeklyDraws::zeros(self.len, old.draws.len());
                for (d, draw) in old.draws.iter().enumerate() {
                    let per_unit = draw.coefficients[column] / driver.unit;
                    let series: Vec<f64> = values[..self.len].iter().map(|x| per_unit * x).collect();
                    weekly.add(d, &series);
                }
                weekly
            };
            let cause = Cause::Environment { driver: driver.name.clone() };
            self.step(cause, &effect(&self.happened.drivers[i]), &effect(&plan.drivers[i]))
        };
        (0..self.happened.drivers.len()).map(step).collect()
    }

    /// Execution and environment where effects multiply: the whole difference between what the old posterior makes of
    /// what happened and of what was planned, shared out among all that differs by the logarithmic mean.
    fn multiplied_changes(&self, old: &Posterior, plan: &Scenario) -> Vec<Step> {
        let cut = |series: &[f64]| series[..self.len].to_vec();
        let channels = 0..plan.spend.len();
        let spend: Vec<Vec<f64>> = channels.clone().map(|c| cut(plan.planned(c))).collect();
        let happened_spend: Vec<Vec<f64>> = channels.map(|c| self.happened.planned(c).to_vec()).collect();
        let drivers: Vec<Vec<f64>> = plan.drivers.iter().map(|d| cut(d)).collect();
        let [planned, happened] = [&drivers, &self.happened.drivers].map(|d| Ahead::new(old, self.len, d));
        let zeros = || WeeklyDraws::zeros(self.len, old.draws.len());
        let mut by_channel: Vec<WeeklyDraws> = spend.iter().map(|_| zeros()).collect();
        let mut by_driver: Vec<WeeklyDraws> = drivers.iter().map(|_| zeros()).collect();
        let [mut before, mut after] = [(); 2].map(|()| Sums::zeros(old, self.len));
        let mut series = vec![0.0; self.len];
        for (d, draw) in old.draws.iter().enumerate() {
            planned.sums(d, draw, &spend, &mut before);
            happened.sums(d, draw, &happened_spend, &mut after);
            let shares: Vec<f64> = (0..after.base.len()).map(|i| after.share(i, before.with_media(i))).collect();
            for (c, weekly) in by_channel.iter_mut().enumerate() {
                after.by_week(|i| shares[i] * (after.media[c][i] - before.media[c][i]), &mut series);
                weekly.add(d, &series);
            }
            for (i, weekly) in by_driver.iter_mut().enumerate() {
                let effects = happened.driver_effects(draw, i);
                let moved = |t: usize| self.happened.drivers[i][t] - drivers[i][t];
                after.by_week(|cell| shares[cell] * effects[cell / self.len] * moved(cell % self.len), &mut series);
                weekly.add(d, &series);
            }
        }
        let channel = |c: usize| Cause::Execution { channel: old.panel.channels()[c].name.clone() };
        let driver = |i: usize| Cause::Environment { driver: old.spec().baseline.drivers[i].name.clone() };
        let nothing = zeros();
        let executed = by_channel.iter().enumerate().map(|(c, w)| self.step(channel(c), w, &nothing));
        executed.chain(by_driver.iter().enumerate().map(|(i, w)| self.step(driver(i), w, &nothing))).collect()
    }

    /// What the old posterior makes of the media that really happened, channel by channel.
    fn believed_media(&self, old: &Posterior) -> Vec<WeeklyDraws> {
        if !old.multiplies() {
            let channels = 0..self.happened.spend.len();
            return channels.map(|c| future_contribution(old, c, self.happened.planned(c))).collect();
        }
        let ahead = Ahead::new(old, self.len, &self.happened.drivers);
        let happened: Vec<Vec<f64>> =
            (0..self.happened.spend.len()).map(|c| self.happened.planned(c).to_vec()).collect();
        let mut all = vec![WeeklyDraws::zeros(self.len, old.draws.len()); self.happened.spend.len()];
        let mut sums = Sums::zeros(old, self.len);
        let mut series = vec![0.0; self.len];
        for (d, draw) in old.draws.iter().enumerate() {
            ahead.sums(d, draw, &happened, &mut sums);
            for (weekly, media) in all.iter_mut().zip(&sums.media) {
                sums.by_week(|i| media[i] * sums.share(i, sums.base[i]), &mut series);
                weekly.add(d, &series);
            }
        }
        all
    }

    /// The new posterior less the old, both at what really happened.
    fn learning(&self, old: &Posterior, new: &Posterior, believed: &[f64]) -> Result<Vec<Step>, ReconcileError> {
        if new.panel.weeks().get(self.from..self.from + self.len) != Some(&self.weeks[..]) {
            return Err(ReconcileError::NewFitTooShort);
        }
        if new.spec().check_columns(self.actual).is_err() {
            return Err(ReconcileError::Columns);
        }
        let mut steps = Vec::new();
        let mut old_media = WeeklyDraws::zeros(self.len, old.draws.len());
        let mut new_media = WeeklyDraws::zeros(self.len, new.draws.len());
        let believed_media = self.believed_media(old);
        for ((c, before), after) in believed_media.into_iter().enumerate().zip(new.contributions()) {
            let after = self.cut(&after);
            let channel = old.panel.channels()[c].name.clone();
            steps.push(self.step(Cause::Learning { channel }, &after, &before));
            old_media.add_all(&before);
            new_media.add_all(&after);
        }
        // The base that was believed is what the bridge has reached so far, less the media in it.
        let old_base = project(old, &self.happened).expected;
        let new_base = self.cut(&new.baseline_part(|_| true));
        let shown = |weekly: &WeeklyDraws| weekly.means()[self.lead..].to_vec();
        let believed_base: Vec<f64> = believed.iter().zip(shown(&old_media)).map(|(b, m)| b - m).collect();
        let by_week = shown(&new_base).iter().zip(&believed_base).map(|(n, b)| n - b).collect();
        let totals = |weekly: &WeeklyDraws| weekly.totals(self.lead, self.len);
        let old_base = difference(&totals(&old_base), &totals(&old_media));
        let mut difference = difference(&totals(&new_base), &old_base);
        steps.push(Step::new(Cause::LearningBase, by_week, &mut difference));
        Ok(steps)
    }

    /// What the new posterior expected of the weeks, without noise.
    fn expected_by(&self, new: &Posterior) -> WeeklyDraws {
        let mut expected = new.baseline_part(|_| true);
        new.contributions().iter().for_each(|contribution| expected.add_all(contribution));
        expected.weeks_between(self.from + self.lead, self.from + self.len)
    }

    fn cut(&self, weekly: &WeeklyDraws) -> WeeklyDraws {
        weekly.weeks_between(self.from, self.from + self.len)
    }

    /// The step from `before` to `after` over the committed weeks, draw by draw.
    fn step(&self, cause: Cause, after: &WeeklyDraws, before: &WeeklyDraws) -> Step {
        let means = after.means().into_iter().zip(before.means()).skip(self.lead);
        let totals = |w: &WeeklyDraws| w.totals(self.lead, self.len);
        Step::new(cause, means.map(|(a, b)| a - b).collect(), &mut difference(&totals(after), &totals(before)))
    }
}

impl Step {
    /// A step with these weekly means, its range taken from draws of its total.
    fn new(cause: Cause, by_week: Vec<f64>, draws: &mut [f64]) -> Self {
        let negative = draws.iter().filter(|x| **x < 0.0).count();
        let probability_negative = negative as f64 / draws.len().max(1) as f64;
        let amount = Interval { mean: by_week.iter().sum(), ..Interval::of(draws) };
        Self { cause, amount, by_week, probability_negative }
    }
}

/// Differences of draws; where the numbers differ (two fits), the shorter one's count.
fn difference(after: &[f64], before: &[f64]) -> Vec<f64> {
    after.iter().zip(before).map(|(a, b)| a - b).collect()
}

/// Channel `c`'s contribution to the weeks after the posterior's data, given their spend.
fn future_contribution(posterior: &Posterior, c: usize, spend: &[f64]) -> WeeklyDraws {
    let spent = posterior.spent(c);
    let mut weekly = WeeklyDraws::zeros(spend.len(), posterior.draws.len());
    let mut buffer = vec![0.0; spend.len()];
    for (d, draw) in posterior.draws.iter().enumerate() {
        let channel = &draw.channels[c];
        channel.contribution(&spent, &channel.past(&spent), spend, &mut buffer);
        weekly.add(d, &buffer);
    }
    weekly
}

/// Where the bridge has got to after these steps, week by week.
fn add_up(forecast: &[f64], steps: &[Step]) -> Vec<f64> {
    let mut reached = forecast.to_vec();
    for step in steps {
        reached.iter_mut().zip(&step.by_week).for_each(|(r, s)| *r += s);
    }
    reached
}

/// The last step: what is left to the actual outcome. Its range comes from the new posterior where there is one.
fn unexplained(outcome: &[f64], reached: &[f64], expected: Option<&WeeklyDraws>) -> Step {
    let by_week: Vec<f64> = outcome.iter().zip(reached).map(|(y, r)| y - r).collect();
    let total: f64 = outcome.iter().sum();
    let left = mean(&by_week) * by_week.len() as f64;
    let mut draws = match expected {
        Some(e) => e.totals(0, e.weeks()).iter().map(|x| total - x).collect(),
        None => vec![left],
    };
    Step::new(Cause::Unexplained, by_week, &mut draws)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::forecast;
    use crate::model::{Link, NoiseFamily};

    /// A plan that starts two weeks after the data: what was spent until then counts by what it still brings.
    #[test]
    fn the_bridge_of_a_later_plan_adds_up() {
        for link in [Link::Identity, Link::Log] {
            let new = Posterior::of_form(link, NoiseFamily::Normal, 0);
            let actual = new.panel.clone();
            let old = Posterior::of_form_until(link, NoiseFamily::Normal, 0, actual.week_count() - 6);
            let plan = Scenario::starting(&old.panel, 2, 9);
            let committed = forecast(&old, &plan);
            let r = reconcile(&old, &plan, &committed, &actual, Some(&new)).unwrap();
            assert_eq!((&r.weeks[..], r.weeks.len()), (&plan.weeks[..4], 4));
            for t in 0..4 {
                let reached = r.forecast[t] + r.steps.iter().map(|s| s.by_week[t]).sum::<f64>();
                assert!((reached / r.actual[t] - 1.0).abs() < 1e-9, "week {t}");
            }
            let whole = plan.whole();
            let mut happened = whole.clone();
            let last = |series: &[f64]| series[actual.week_count() - 6..].to_vec();
            for (rows, own) in happened.spend.iter_mut().zip(actual.channels()) {
                rows[..6].copy_from_slice(&last(&own.spend_by_week));
            }
            for (rows, own) in happened.drivers.iter_mut().zip(actual.drivers()) {
                rows[..6].copy_from_slice(&last(&own.value_by_week));
            }
            let total = |scenario: &Scenario| mean(&project(&old, scenario).expected.totals(2, 6));
            let changed =
                r.steps.iter().filter(|s| matches!(s.cause, Cause::Execution { .. } | Cause::Environment { .. }));
            let (sum, difference) = (changed.map(|s| s.amount.mean).sum::<f64>(), total(&happened) - total(&whole));
            assert!((sum - difference).abs() < 1e-9 * total(&whole), "{link:?}: {sum} {difference}");
            let earlier = actual.first_weeks(actual.week_count() - 5);
            assert!(matches!(reconcile(&old, &plan, &committed, &earlier, None), Err(ReconcileError::NoWeeks { .. })));
        }
    }

    /// Where effects multiply the bridge adds up week by week, and execution and environment are the whole difference
    /// between what the old posterior makes of what happened and of the plan.
    #[test]
    fn the_bridge_adds_up_where_effects_multiply() {
        let forms = [(NoiseFamily::Normal, 0), (NoiseFamily::StudentT, 0), (NoiseFamily::NegativeBinomial, 2)];
        for (noise, regions) in forms {
            let new = Posterior::of_form(Link::Log, noise, regions);
            let actual = new.panel.clone();
            let old = Posterior::of_form_until(Link::Log, noise, regions, actual.week_count() - 6);
            let mut plan = Scenario::going_on(&old.panel, 6);
            plan.spend[0].iter_mut().for_each(|x| *x *= 1.5);
            plan.drivers[0].iter_mut().for_each(|x| *x += 0.3);
            let committed = forecast(&old, &plan);
            let r = reconcile(&old, &plan, &committed, &actual, Some(&new)).unwrap();
            for t in 0..6 {
                let reached = r.forecast[t] + r.steps.iter().map(|s| s.by_week[t]).sum::<f64>();
                assert!((reached / r.actual[t] - 1.0).abs() < 1e-9, "week {t}");
            }
            let happened = Scenario {
                spend: actual.channels().iter().map(|c| c.spend_by_week[actual.week_count() - 6..].to_vec()).collect(),
                drivers: actual.drivers().iter().map(|d| d.value_by_week[actual.week_count() - 6..].to_vec()).collect(),
                ..plan.clone()
            };
            let total = |scenario: &Scenario| mean(&project(&old, scenario).expected.totals(0, 6));
            let difference = total(&happened) - total(&plan);
            let changed =
                r.steps.iter().filter(|s| matches!(s.cause, Cause::Execution { .. } | Cause::Environment { .. }));
            let sum: f64 = changed.map(|s| s.amount.mean).sum();
            assert!((sum / difference - 1.0).abs() < 1e-9, "{sum} {difference}");
        }
    }
}
