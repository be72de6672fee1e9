//! A goal, and how its probability moved as the weeks came in.
//!
//! After k weeks the total is what they brought plus what the committed draws make of the rest. The draws are not learned
//! from: a quarter that starts above its forecast says that the rest may lie above it too, and only a new fit knows that.

use super::goal::{GoalOutlook, goal_outlook};
use crate::calendar::weeks_ended_by;
use crate::math::mean;
use crate::panel::{OutcomeKind, Panel};
use crate::posterior::WeeklyDraws;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a goal is stated in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalUnit {
    /// The outcome's name.
    pub name: String,
    /// What it is counted in.
    pub kind: OutcomeKind,
}

/// A goal for the total from a plan's first week up to a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// What is to be reached.
    pub unit: GoalUnit,
    /// How much of it.
    pub amount: f64,
    /// The last day that counts.
    pub by: Date,
    /// Who answers for it; may be empty.
    pub owner: String,
}

/// The outlook on a goal after some weeks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalMoment {
    /// The last week that was known; none at the start.
    pub after: Option<Date>,
    /// What the known weeks brought.
    pub reached: f64,
    /// The expected total.
    pub expected: f64,
    /// How likely the goal was.
    pub outlook: GoalOutlook,
}

impl GoalUnit {
    /// The outcome of a panel.
    pub fn of(panel: &Panel) -> Self {
        Self { name: panel.outcome_name().to_owned(), kind: panel.outcome_kind() }
    }
}

impl Goal {
    /// How many of these weeks count: those that end by the day.
    pub fn weeks(&self, weeks: &[Date]) -> usize {
        weeks_ended_by(weeks, self.by)
    }
}

/// The outlook at the start and after each week that has come in.
///
/// `outcome` are the committed draws of `weeks`, of which the first have brought `actual`. Empty where no week ends by
/// the goal's day.
pub fn goal_history(goal: &Goal, outcome: &WeeklyDraws, weeks: &[Date], actual: &[f64]) -> Vec<GoalMoment> {
    let end = goal.weeks(weeks).min(outcome.weeks());
    if end == 0 {
        return vec![];
    }
    let moment = |known: usize| {
        let reached = actual[..known].iter().sum::<f64>();
        let mut totals = outcome.totals(known, end);
        totals.iter_mut().for_each(|x| *x += reached);
        let expected = mean(&totals);
        totals.sort_unstable_by(f64::total_cmp);
        let after = known.checked_sub(1).and_then(|t| weeks.get(t)).copied();
        GoalMoment { after, reached, expected, outlook: goal_outlook(&totals, goal.amount) }
    };
    (0..=actual.len().min(end)).map(moment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Rng;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn goal(amount: f64, by: Date) -> Goal {
        Goal { unit: GoalUnit { name: "sales".into(), kind: OutcomeKind::Money }, amount, by, owner: "Ada".into() }
    }

    #[test]
    fn weeks_count_that_end_by_the_day() {
        let weeks = crate::calendar::weeks_after(date(2026, 6, 22), 4);
        for (by, expected) in
            [(date(2026, 7, 4), 0), (date(2026, 7, 5), 1), (date(2026, 7, 12), 2), (date(2027, 1, 1), 4)]
        {
            assert_eq!(goal(1.0, by).weeks(&weeks), expected, "{by}");
        }
    }

    proptest! {
        #[test]
        fn it_starts_as_committed_and_ends_in_certainty(seed in 0_u64..500, amount in 900.0..1_700.0f64) {
            let mut rng = Rng::new(seed, 0);
            let weeks = crate::calendar::weeks_after(date(2026, 6, 22), 13);
            let mut draws = WeeklyDraws::zeros(13, 300);
            let mut series = || (0..13).map(|_| 100.0 + 20.0 * rng.normal()).collect::<Vec<f64>>();
            (0..300).for_each(|d| draws.add(d, &series()));
            let actual = series();
            let history = goal_history(&goal(amount, date(2027, 1, 1)), &draws, &weeks, &actual);
            let mut totals = draws.totals(0, 13);
            totals.sort_unstable_by(f64::total_cmp);
            prop_assert_eq!(history.len(), 14);
            prop_assert_eq!(history[0].outlook, goal_outlook(&totals, amount));
            let reached = actual.iter().sum::<f64>() >= amount;
            prop_assert_eq!(history[13].outlook.probability, if reached { 1.0 } else { 0.0 });
        }
    }
}
