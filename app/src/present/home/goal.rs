//! The goal on the home screen: how likely it is, or whether it was reached.
//!
//! A goal is for certain weeks. Once it has been committed it stays with the committed weeks: it is not held against a
//! forecast of others, and when the last of its weeks is over it is reached or missed.

use super::Standing;
use engine::forecast::GoalOutlook;
use jiff::civil::Date;

/// What became of a committed goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GoalResult {
    /// The goal.
    pub goal: f64,
    /// What came in.
    pub actual: f64,
    /// How many weeks it was for.
    pub weeks: usize,
    /// The last of them.
    pub last_week: Date,
}

impl Standing {
    /// The goal and how likely it is, where the forecast is for its weeks and some of them are to come.
    pub(super) fn goal_ahead(&self) -> Option<(f64, GoalOutlook)> {
        let (goal, outlook, forecast) = (self.goal?, self.outlook?, self.forecast.as_ref()?);
        let is_for_other_weeks =
            self.committed.as_ref().is_some_and(|c| c.goal == Some(goal) && c.scenario.weeks != forecast.weeks);
        let is_over = forecast.weeks.last().copied() <= self.panel.as_ref().map(|panel| panel.last_week());
        (!is_for_other_weeks && !is_over).then_some((goal, outlook))
    }

    /// What became of the last committed goal; none before all its weeks are over.
    pub(super) fn goal_result(&self) -> Option<GoalResult> {
        let (committed, panel) = (self.committed.as_ref()?, self.panel.as_ref()?);
        let weeks = &committed.scenario.weeks;
        let outcome = |week: &Date| {
            let at = panel.weeks().binary_search(week).ok()?;
            panel.outcome().get(at).copied()
        };
        let actual = weeks.iter().map(outcome).sum::<Option<f64>>()?;
        Some(GoalResult { goal: committed.goal?, actual, weeks: weeks.len(), last_week: *weeks.last()? })
    }
}
