//! The goal: what it counts, how likely it is, and what is asked about it.

use super::content::{Content, FitId};
use super::ledger::{CommitId, Committed};
use super::plan_draft::{PlanDraft, SpendChoice};
use engine::calendar::{week_end, weeks_ended_by};
use engine::desk::Lift;
use engine::forecast::{
    Forecast, Goal, GoalMoment, GoalOutlook, GoalUnit, LEVELS, QuantileCurve, Requirement, goal_outlook,
};
use engine::panel::Panel;
use engine::plan::{Scenario, Total};
use jiff::civil::Date;
use std::sync::Arc;

/// Values that stand for a sum whose draws are not kept.
const STAND_INS: usize = 1000;

/// How likely a goal was week by week, by a committed forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalCourse {
    /// The committed plan.
    pub commit: CommitId,
    /// The goal.
    pub goal: Goal,
    /// How many of the plan's weeks were known.
    pub known: usize,
    /// At the start and after each known week.
    pub moments: Vec<GoalMoment>,
}

/// What would have to be true for the goal to be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// The fit.
    pub fit: FitId,
    /// The plan.
    pub scenario: Scenario,
    /// The goal.
    pub goal: Goal,
    /// The answer; none where every draw reaches the goal, or none does.
    pub requirement: Option<Requirement>,
}

/// What it takes to reach the goal with a probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifted {
    /// The fit.
    pub fit: FitId,
    /// The draft whose limits it keeps.
    pub draft: PlanDraft,
    /// The goal.
    pub amount: f64,
    /// The probability wanted.
    pub level: f64,
    /// The answer.
    pub lift: Lift,
}

/// How many of these weeks end by a day; all of them without one.
pub fn weeks_until(weeks: &[Date], by: Option<Date>) -> usize {
    by.map_or(weeks.len(), |by| weeks_ended_by(weeks, by))
}

/// The outlook on a goal by a day; none where no week ends by it.
///
/// Draws are kept of the whole horizon's total; where fewer weeks count, the quantiles of their sum stand for them.
pub fn outlook_on(forecast: &Forecast, goal: f64, by: Option<Date>) -> Option<GoalOutlook> {
    let count = weeks_until(&forecast.weeks, by);
    if count == forecast.weeks.len() {
        return Some(goal_outlook(&forecast.sorted_totals, goal));
    }
    let quantiles = forecast.cumulative.quantiles.get(count.checked_sub(1)?)?;
    Some(goal_outlook(&QuantileCurve::new(&LEVELS, *quantiles).draws(STAND_INS), goal))
}

/// The goal of a workspace for the plan as it is edited.
pub(super) fn stated_goal(content: &Content) -> Option<Goal> {
    let (fit, draft) = (content.shown_fit()?, content.plan_draft.as_ref()?);
    let last = week_end(*draft.today.weeks.last()?);
    Some(goal_for(&fit.panel, content.goal?, content.goal_by.unwrap_or(last), &content.goal_owner))
}

fn goal_for(panel: &Panel, amount: f64, by: Date, owner: &str) -> Goal {
    Goal { unit: GoalUnit::of(panel), amount, by, owner: owner.to_owned() }
}

/// The last committed plan of which a week is known, or else the last of all, with its goal (or today's, where it has
/// none) and what its weeks have brought.
pub(super) fn followed(content: &Content) -> Option<(Arc<Committed>, Goal, Vec<f64>)> {
    let panel = content.panel.as_ref()?;
    let begun = |entry: &&Arc<Committed>| entry.scenario.weeks.first().is_some_and(|week| *week <= panel.last_week());
    let entry = content.ledger.iter().rev().find(begun).or_else(|| content.ledger.last())?;
    let last = week_end(*entry.scenario.weeks.last()?);
    let goal = match entry.goal {
        Some(amount) => goal_for(panel, amount, entry.goal_by.unwrap_or(last), &entry.goal_owner),
        None => goal_for(panel, content.goal?, content.goal_by.unwrap_or(last), &content.goal_owner),
    };
    Some((entry.clone(), goal, actual_of(&entry.scenario.weeks, panel)))
}

/// What the first of these weeks brought, as far as the panel knows them; nothing where it does not know the first.
fn actual_of(weeks: &[Date], panel: &Panel) -> Vec<f64> {
    let Some(from) = weeks.first().and_then(|first| panel.weeks().iter().position(|week| week == first)) else {
        return vec![];
    };
    panel.outcome().iter().skip(from).take(weeks.len()).copied().collect()
}

/// A plan draft with the spend that a lift found, and with its budget where the budget is fixed.
pub(super) fn open_lift(draft: &mut PlanDraft, lift: &Lift) {
    if draft.today.weeks != lift.scenario.weeks {
        return;
    }
    if matches!(draft.limits.total, Total::Fixed(_)) {
        draft.set_budget(lift.budget);
    }
    draft.own = Some(lift.scenario.spend.clone());
    draft.choice = SpendChoice::Own;
}

#[cfg(test)]
mod tests {
    use super::super::keep::tests::full_content;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_count_that_end_by_the_day() {
        let weeks = engine::calendar::weeks_after(date(2026, 6, 22), 4);
        assert_eq!(weeks_until(&weeks, None), 4);
        assert_eq!([date(2026, 7, 4), date(2026, 7, 5)].map(|day| weeks_until(&weeks, Some(day))), [0, 1]);
        assert_eq!(week_end(weeks[0]), date(2026, 7, 5));
    }

    #[test]
    fn a_goal_by_a_day_counts_the_weeks_up_to_it() {
        let weeks = engine::calendar::weeks_after(date(2026, 6, 22), 2);
        let fan = engine::forecast::Fan {
            mean: vec![100.0, 200.0],
            quantiles: vec![[85.0, 90.0, 95.0, 100.0, 105.0, 110.0, 115.0], [0.0; 7]],
        };
        let forecast = Forecast { weeks, cumulative: fan, sorted_totals: vec![150.0, 250.0], ..Forecast::default() };
        let chance = |by| outlook_on(&forecast, 100.0, by).map(|o| (o.probability * 100.0).round());
        assert_eq!(chance(None), Some(100.0));
        assert_eq!(chance(Some(date(2026, 7, 5))), Some(50.0));
        assert_eq!(chance(Some(date(2026, 7, 4))), None);
    }

    #[test]
    fn the_committed_goal_is_followed() {
        let mut content = full_content();
        let (entry, goal, actual) = followed(&content).unwrap();
        assert_eq!((entry.id, goal.amount, actual.len()), (CommitId(1), 1e6 / 3.0, 0));
        content.panel = Some(Arc::new(engine::simulate::demo(84).unwrap().panel));
        let mut with_goal = Committed::clone(&entry);
        with_goal.goal = Some(5.0);
        content.ledger = vec![Arc::new(with_goal)];
        let (_, goal, actual) = followed(&content).unwrap();
        assert_eq!((goal.amount, actual.len(), goal.owner.as_str()), (5.0, 4, "Ada"));
        content.ledger.clear();
        assert_eq!(followed(&content), None);
        assert_eq!(stated_goal(&content).map(|g| g.by), content.goal_by);
    }
}
