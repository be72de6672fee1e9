//! The goal on the home screen: how likely it is, or whether it was reached.
//!
//! A goal is for certain weeks. Once it has been committed it stays with the committed weeks: it is not held against a
//! forecast of others, and when the last week up to its day is over it is reached or missed: in its metric, by what came
//! in and what was really spent.

use super::Standing;
use crate::present::format::Unit;
use crate::present::goal::{priced_amount, unit_of};
use crate::state::{Committed, GoalTerms, StatedGoal};
use engine::calendar::week_end;
use engine::forecast::{Forecast, GoalOutlook};
use jiff::civil::Date;

/// A goal that can still be reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct GoalAhead<'a> {
    /// The goal.
    pub goal: &'a StatedGoal,
    /// How likely it is.
    pub outlook: GoalOutlook,
    /// How many weeks count for it.
    pub weeks: usize,
    /// The last day of them.
    pub last_day: Date,
}

/// What became of a committed goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GoalResult {
    /// The goal.
    pub terms: GoalTerms,
    /// What came in, in its metric.
    pub actual: f64,
    /// How many weeks it was for.
    pub weeks: usize,
    /// The last day of them.
    pub last_day: Date,
}

impl Standing {
    /// The goal and how likely it is, where the forecast is for its weeks and some of them are to come.
    pub(super) fn goal_ahead(&self) -> Option<GoalAhead<'_>> {
        let (goal, forecast) = (self.goal.as_ref()?, self.forecast.as_ref()?);
        let (outlook, last_day) = (goal.terms.outlook(forecast)?, goal.terms.last_day(&forecast.weeks)?);
        let is_for_other_weeks = self.committed.as_ref().is_some_and(|c| is_of_other_weeks(goal, c, forecast));
        let is_over = self.panel.as_ref().is_some_and(|panel| last_day <= week_end(panel.last_week()));
        let weeks = goal.terms.weeks(&forecast.weeks);
        (!is_for_other_weeks && !is_over).then_some(GoalAhead { goal, outlook, weeks, last_day })
    }

    /// What became of the last committed goal; none before all its weeks are over.
    pub(super) fn goal_result(&self) -> Option<GoalResult> {
        let (committed, panel) = (self.committed.as_ref()?, self.panel.as_ref()?);
        let (terms, weeks) = (GoalTerms::of_committed(committed)?, &committed.scenario.weeks);
        let (count, last_day) = (terms.weeks(weeks), terms.last_day(weeks)?);
        let actual = terms.came_in(panel, weeks.get(..count)?)?;
        Some(GoalResult { terms, actual, weeks: count, last_day })
    }

    /// An amount of the goal's metric, with its currency and name.
    pub(super) fn goal_text(&self, terms: &GoalTerms, amount: f64) -> String {
        priced_amount(terms.metric, amount, self.unit(), &self.locale)
    }

    /// The unit of such an amount.
    pub(super) fn goal_unit(&self, terms: &GoalTerms) -> Unit {
        unit_of(terms.metric, self.unit())
    }
}

/// Whether a goal is that of a committed plan, and the forecast is for other weeks than that.
fn is_of_other_weeks(goal: &StatedGoal, committed: &Committed, forecast: &Forecast) -> bool {
    let GoalTerms { metric, amount, by, .. } = goal.terms;
    let is_committed = committed.goal == Some(amount) && committed.goal_metric == metric && committed.goal_by == by;
    is_committed && committed.scenario.weeks != forecast.weeks
}
