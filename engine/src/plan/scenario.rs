//! A scenario: what will be spent, and what else is assumed, in the weeks to come.

use super::error::PlanError;
use super::lead::Lead;
use crate::calendar::{add_weeks, weeks_after};
use crate::panel::{Channel, DriverKind, Panel};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Weeks in a year, for "the same week last year".
const YEAR: usize = 52;

/// Spend and assumptions for the weeks after the data, or for later ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// First day of each week.
    pub weeks: Vec<Date>,
    /// Spend a week: channels x weeks; zeros for a channel that is not paid for.
    pub spend: Vec<Vec<f64>>,
    /// Assumed drivers: drivers x weeks, each in its own unit.
    pub drivers: Vec<Vec<f64>>,
    /// Assumed activity of the channels that are not paid for: channels x weeks, an empty row for every other. It is no
    /// budget.
    #[serde(default)]
    pub organic: Vec<Vec<f64>>,
    /// Which of the assumed rows may turn out otherwise, in their order; empty: none, all are as assumed.
    #[serde(default)]
    pub uncertain: Vec<bool>,
    /// The weeks between the data's end and the first planned week; none where the plan follows the data.
    #[serde(default)]
    pub lead: Lead,
}

impl Scenario {
    /// Going on as before for `horizon` weeks: each channel repeats its last `horizon` weeks, week by week.
    ///
    /// Prices stay as they are; holidays and days of trade are those of the calendar; promotions, other events and
    /// controls and the activity of organic channels are those of the same weeks last year, or, with less than a year of
    /// data, the mean of the weeks known.
    pub fn going_on(panel: &Panel, horizon: usize) -> Self {
        Self::starting(panel, 0, horizon)
    }

    /// The same for `horizon` weeks of which the first is `lead` weeks later; until then all goes on as before, too.
    pub fn starting(panel: &Panel, lead: usize, horizon: usize) -> Self {
        let repeat = |series: &[f64], weeks: usize| -> Vec<f64> {
            let from = series.len().saturating_sub(weeks);
            series[from..].iter().copied().cycle().take(weeks).collect()
        };
        let weeks = weeks_after(panel.last_week(), lead + horizon);
        // Until the plan starts each channel repeats as many weeks as that takes, and its last `horizon` weeks after that.
        let spend = |c: &Channel| [repeat(&c.spend_by_week, lead), repeat(&c.spend_by_week, horizon)].concat();
        Self {
            spend: panel.channels().iter().map(spend).collect(),
            drivers: panel.drivers().iter().map(|d| assume(d.kind, &d.value_by_week, &weeks)).collect(),
            organic: organic(panel, |activity| assume(DriverKind::Control, activity, &weeks)),
            weeks,
            uncertain: vec![],
            lead: Lead::default(),
        }
        .led_by(lead)
    }

    /// The same plan after data that have grown (or shrunk) since: it starts on the same day, and until then all goes on
    /// as before. None where `panel` already has its first week, or its weeks begin on another weekday.
    pub fn after(&self, panel: &Panel) -> Option<Self> {
        let first = *self.weeks.first()?;
        let days = crate::calendar::days_between(add_weeks(panel.last_week(), 1), first);
        let lead = usize::try_from(days).ok().filter(|days| days % 7 == 0)? / 7;
        if lead == self.lead.weeks() && self.check(panel).is_ok() {
            return Some(self.clone());
        }
        Some(Self { lead: Self::starting(panel, lead, 0).whole_as_lead(), ..self.clone() })
    }

    /// The same with each channel's total set to `totals`, its weekly pattern kept (even where there was none).
    pub fn with_totals(&self, totals: &[f64]) -> Self {
        let spend = self.spend.iter().zip(totals).map(|(s, total)| spread(s, *total)).collect();
        Self { spend, ..self.clone() }
    }

    /// What channel `c` is planned or assumed to do: its spend, or the activity of one that is not paid for.
    pub fn planned(&self, c: usize) -> &[f64] {
        let organic = self.organic.get(c).filter(|row| !row.is_empty());
        organic.or_else(|| self.spend.get(c)).map_or(&[], Vec::as_slice)
    }

    /// Whether channel `c` is one on which money is spent.
    pub fn is_paid(&self, c: usize) -> bool {
        self.organic.get(c).is_none_or(Vec::is_empty)
    }

    /// What is assumed, row by row: first the drivers, then the channels that are not paid for.
    pub fn assumed(&self) -> impl Iterator<Item = &Vec<f64>> {
        self.drivers.iter().chain(self.organic.iter().filter(|row| !row.is_empty()))
    }

    /// The same, to be changed.
    pub fn assumed_mut(&mut self) -> impl Iterator<Item = &mut Vec<f64>> {
        self.drivers.iter_mut().chain(self.organic.iter_mut().filter(|row| !row.is_empty()))
    }

    /// Whether it starts where the data of `panel` end and says something of every week.
    ///
    /// # Errors
    /// [`PlanError`] names what is missing.
    pub fn check(&self, panel: &Panel) -> Result<(), PlanError> {
        let weeks = self.weeks.len();
        if weeks == 0 {
            return Err(PlanError::NoWeeks);
        }
        if self.weeks != weeks_after(add_weeks(panel.last_week(), self.lead.weeks() as i64), weeks) {
            return Err(PlanError::BeforeTheDataEnd);
        }
        let has_rows = self.spend.len() == panel.channels().len() && self.drivers.len() == panel.drivers().len();
        let is_amount = |x: &f64| x.is_finite() && *x >= 0.0;
        if !has_rows
            || !self.lead.suits(panel)
            || self.spend.iter().any(|row| row.len() != weeks || !row.iter().all(is_amount))
        {
            return Err(PlanError::NotOfThisFit);
        }
        for (assumption, row) in self.assumed().enumerate() {
            let missing = (0..weeks).find(|t| row.get(*t).is_none_or(|x| !x.is_finite()));
            if let Some(week) = missing {
                return Err(PlanError::AssumptionMissing { assumption, week });
            }
        }
        Ok(())
    }

    /// Each channel's total spend.
    pub fn totals(&self) -> Vec<f64> {
        self.spend.iter().map(|s| s.iter().sum()).collect()
    }
}

/// Spreads `total` like `pattern`, evenly where the pattern is empty.
fn spread(pattern: &[f64], total: f64) -> Vec<f64> {
    let sum: f64 = pattern.iter().sum();
    let even = 1.0 / pattern.len().max(1) as f64;
    pattern.iter().map(|x| total * if sum > 0.0 { x / sum } else { even }).collect()
}

/// A row of activity for each channel that is not paid for, an empty one for every other; nothing where all are paid.
pub(crate) fn organic(panel: &Panel, mut row: impl FnMut(&[f64]) -> Vec<f64>) -> Vec<Vec<f64>> {
    if panel.channels().iter().all(Channel::is_paid) {
        return vec![];
    }
    panel.channels().iter().map(|c| if c.is_paid() { vec![] } else { row(c.amount_by_week()) }).collect()
}

fn assume(kind: DriverKind, values: &[f64], weeks: &[Date]) -> Vec<f64> {
    let horizon = weeks.len();
    let last = values.last().copied().unwrap_or(0.0);
    let n = values.len();
    match kind {
        DriverKind::Price => vec![last; horizon],
        DriverKind::Calendar(occasion) => occasion.days_by_week(weeks),
        _ if n >= YEAR => (0..horizon).map(|t| values[n - YEAR + t % YEAR]).collect(),
        _ => vec![crate::math::mean(values); horizon],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::holidays::{Country, Occasion, OccasionKind};
    use jiff::civil::date;

    fn weeks(n: usize) -> Vec<Date> {
        weeks_after(date(2026, 3, 2), n)
    }

    #[test]
    fn a_pattern_is_kept_and_its_total_set() {
        assert_eq!(spread(&[1.0, 0.0, 3.0], 8.0), [2.0, 0.0, 6.0]);
        assert_eq!(spread(&[0.0, 0.0], 8.0), [4.0, 4.0]);
    }

    #[test]
    fn assumptions_follow_last_year() {
        let values: Vec<f64> = (0..60).map(f64::from).collect();
        assert_eq!(assume(DriverKind::Event, &values, &weeks(3)), [8.0, 9.0, 10.0]);
        assert_eq!(assume(DriverKind::Price, &values, &weeks(2)), [59.0, 59.0]);
        assert_eq!(assume(DriverKind::Control, &[1.0, 3.0], &weeks(2)), [2.0, 2.0]);
    }

    /// Easter was in the week of 14 April 2025 and is in that of 30 March 2026.
    #[test]
    fn easter_moves_in_a_scenario_as_it_does_in_the_calendar() {
        let easter = Occasion { kind: OccasionKind::Easter, country: Country::Germany };
        let known = easter.days_by_week(&weeks_after(date(2025, 2, 24), 53));
        let ahead = assume(DriverKind::Calendar(easter), &known, &weeks(7));
        assert_eq!(ahead, [0.0, 0.0, 0.0, 3.0, 1.0, 0.0, 0.0]);
    }
}
