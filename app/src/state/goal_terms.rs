//! The terms of a goal: how an amount of its metric becomes an amount of the outcome, and back.
//!
//! ```text
//! value(outcome)  = per_unit * outcome - cost
//! needed()        = (amount + cost) / per_unit
//! ```
//!
//! `per_unit` is the metric per unit of the outcome; `cost` is what the metric takes off for the spend planned in the
//! weeks that end by the goal's day (profit only). Spend is the same in every draw, so that a draw reaches a goal in any
//! metric exactly where its outcome reaches `needed()`. Money from what is sold later than in those weeks does not count.

use super::content::Content;
use super::goal::{outlook_on, weeks_until};
use super::ledger::Committed;
use super::reduce;
use engine::calendar::week_end;
use engine::forecast::{Forecast, GoalOutlook};
use engine::math::{Interval, mean, quantile_of_sorted};
use engine::panel::Panel;
use engine::plan::{Economics, Metric, Scenario};
use jiff::civil::Date;

/// A goal for one plan: the amount, and what it takes of the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GoalTerms {
    /// What is counted.
    pub metric: Metric,
    /// How much of it is to be reached.
    pub amount: f64,
    /// The last day that counts; none: that of the plan.
    pub by: Option<Date>,
    /// The metric per unit of the outcome; above zero.
    per_unit: f64,
    /// What the metric takes off for the planned spend of the weeks that count.
    cost: f64,
}

/// A goal for one plan, and who answers for it.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedGoal {
    /// Amount, day, and what they take of the outcome.
    pub terms: GoalTerms,
    /// Who answers for it; may be empty.
    pub owner: String,
}

impl GoalTerms {
    /// A goal for a plan with this spend; none where a unit of the outcome is worth nothing.
    pub fn new(
        metric: Metric,
        amount: f64,
        by: Option<Date>,
        economics: Economics,
        scenario: &Scenario,
    ) -> Option<Self> {
        let per_unit = metric.per_unit(economics);
        let count = weeks_until(&scenario.weeks, by);
        let spend: f64 = scenario.spend.iter().flat_map(|weeks| weeks.iter().take(count)).sum();
        let cost = metric.per_spend() * spend;
        (per_unit > 0.0 && per_unit.is_finite() && cost.is_finite()).then_some(Self {
            metric,
            amount,
            by,
            per_unit,
            cost,
        })
    }

    /// The goal of a workspace for a plan; none without a goal.
    pub fn for_plan(content: &Content, scenario: &Scenario) -> Option<Self> {
        let economics = content.plan_draft.as_ref()?.aim.economics;
        Self::new(content.goal_metric, content.goal?, content.goal_by, economics, scenario)
    }

    /// The goal of a committed plan; none where none was committed.
    pub fn of_committed(entry: &Committed) -> Option<Self> {
        Self::new(entry.goal_metric, entry.goal?, entry.goal_by, entry.economics, &entry.scenario)
    }

    /// The outcome that reaches it.
    pub fn needed(&self) -> f64 {
        (self.amount + self.cost) / self.per_unit
    }

    /// The metric that an outcome comes to with the planned spend.
    pub fn value(&self, outcome: f64) -> f64 {
        self.per_unit * outcome - self.cost
    }

    /// What these weeks brought of it, with what was really spent; none where the data do not have them all.
    pub fn came_in(&self, panel: &Panel, weeks: &[Date]) -> Option<f64> {
        let value = |week: &Date| {
            let at = panel.weeks().binary_search(week).ok()?;
            let spend: f64 = panel.channels().iter().filter_map(|channel| channel.spend_by_week.get(at)).sum();
            Some(self.per_unit * panel.outcome().get(at)? - self.metric.per_spend() * spend)
        };
        weeks.iter().map(value).sum()
    }

    /// What the metric takes off for the planned spend.
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// How many of these weeks count.
    pub fn weeks(&self, weeks: &[Date]) -> usize {
        weeks_until(weeks, self.by)
    }

    /// The last day of these weeks that counts; none where none of them ends by the goal's day.
    pub fn last_day(&self, weeks: &[Date]) -> Option<Date> {
        weeks.get(self.weeks(weeks).checked_sub(1)?).map(|week| week_end(*week))
    }

    /// How likely it is by a forecast of its plan, in its metric; none where no week ends by its day.
    pub fn outlook(&self, forecast: &Forecast) -> Option<GoalOutlook> {
        let outlook = outlook_on(forecast, self.needed(), self.by)?;
        Some(GoalOutlook {
            probability: outlook.probability,
            downside: self.value(outlook.downside),
            upside: self.value(outlook.upside),
            shortfall: self.per_unit * outlook.shortfall,
            excess: self.per_unit * outlook.excess,
        })
    }

    /// What a forecast of its plan expects of the weeks that count, in its metric: mean and 90 % range.
    pub fn expected(&self, forecast: &Forecast) -> Option<Interval> {
        let count = self.weeks(&forecast.weeks);
        let of =
            |mean: f64, lo: f64, hi: f64| Interval { mean: self.value(mean), lo: self.value(lo), hi: self.value(hi) };
        if count == forecast.weeks.len() {
            let totals = &forecast.sorted_totals;
            let at = |share| quantile_of_sorted(totals, share);
            return (!totals.is_empty()).then(|| of(mean(totals), at(0.05), at(0.95)));
        }
        let last = count.checked_sub(1)?;
        let [lo, .., hi] = forecast.cumulative.quantiles.get(last)?;
        Some(of(*forecast.cumulative.mean.get(last)?, *lo, *hi))
    }
}

/// The goal of a workspace for the plan that is chosen.
pub(super) fn stated_goal(content: &Content) -> Option<StatedGoal> {
    let (_, scenario) = reduce::chosen_scenario(content)?;
    Some(StatedGoal { terms: GoalTerms::for_plan(content, &scenario)?, owner: content.goal_owner.clone() })
}

/// Counts the goal in another metric: the amount becomes what the same outcome comes to with the chosen plan, to three
/// digits.
pub(super) fn count_goal_in(content: &mut Content, metric: Metric) {
    let before = stated_goal(content).map(|goal| goal.terms);
    content.goal_metric = metric;
    // An amount of one metric is none of another.
    let amount = before.and_then(|before| Some(stated_goal(content)?.terms.value(before.needed())));
    content.goal = amount.filter(|amount| amount.is_finite()).map(three_digits);
}

/// Takes the amount that the aim is to reach over all weeks as the goal. A goal by an earlier day is another one and
/// stays.
pub(super) fn take_aimed_goal(content: &mut Content, amount: f64) {
    let Some(draft) = &content.plan_draft else { return };
    let is_for_all_weeks = weeks_until(&draft.today.weeks, content.goal_by) == draft.horizon();
    if content.goal.is_some() && !is_for_all_weeks {
        return;
    }
    (content.goal, content.goal_metric) = (Some(amount), draft.aim.metric);
    content.goal_by = content.goal_by.filter(|_| is_for_all_weeks);
}

/// A number to three significant digits.
fn three_digits(value: f64) -> f64 {
    if value == 0.0 {
        return value;
    }
    let below = 2 - value.abs().log10().floor() as i32;
    // Powers of ten are whole numbers only upwards.
    match below {
        0.. => (value * 10f64.powi(below)).round() / 10f64.powi(below),
        _ => (value / 10f64.powi(-below)).round() * 10f64.powi(-below),
    }
}

#[cfg(test)]
mod tests {
    use super::super::keep::tests::full_content;
    use super::super::reduce::edit_draft;
    use super::*;
    use engine::forecast::Fan;
    use std::sync::Arc;

    const WORTH: Economics = Economics { revenue_per_unit: 40.0, margin: 0.5 };

    /// Four weeks of two channels: 30 a week in all.
    fn scenario() -> Scenario {
        let weeks = engine::calendar::weeks_after(jiff::civil::date(2026, 6, 22), 4);
        Scenario { weeks, spend: vec![vec![10.0; 4], vec![20.0; 4]], ..Scenario::default() }
    }

    fn forecast() -> Forecast {
        let fan =
            Fan { mean: vec![10.0, 20.0, 30.0, 40.0], quantiles: vec![[8.0, 9.0, 9.5, 10.0, 10.5, 11.0, 12.0]; 4] };
        let sorted_totals = (0..200).map(|k| 30.0 + 0.1 * f64::from(k)).collect();
        Forecast { weeks: scenario().weeks, cumulative: fan, sorted_totals, ..Forecast::default() }
    }

    fn terms(metric: Metric, amount: f64, by: Option<Date>) -> GoalTerms {
        GoalTerms::new(metric, amount, by, WORTH, &scenario()).unwrap()
    }

    #[test]
    fn an_amount_becomes_an_outcome_and_back() {
        for (metric, needed) in
            [(Metric::Outcome, 600.0), (Metric::Revenue, 15.0), (Metric::Margin, 30.0), (Metric::Profit, 36.0)]
        {
            let terms = terms(metric, 600.0, None);
            assert!((terms.needed() - needed).abs() < 1e-12, "{metric:?}");
            assert!((terms.value(terms.needed()) - 600.0).abs() < 1e-9, "{metric:?}");
        }
        assert_eq!(GoalTerms::new(Metric::Margin, 1.0, None, Economics { margin: 0.0, ..WORTH }, &scenario()), None);
    }

    #[test]
    fn a_profit_goal_is_reached_by_the_draws_whose_profit_reaches_it() {
        let forecast = forecast();
        for amount in [500.0, 651.0, 690.0, 900.0, 2_000.0] {
            let profit = |x: &&f64| 40.0 * 0.5 * **x - 120.0 >= amount;
            let share = forecast.sorted_totals.iter().filter(profit).count() as f64 / 200.0;
            let found = terms(Metric::Profit, amount, None).outlook(&forecast).unwrap();
            assert!((found.probability - share).abs() < 1e-12, "{amount}: {} {share}", found.probability);
        }
    }

    #[test]
    fn the_outlook_is_in_the_metric() {
        let outcome = outlook_on(&forecast(), 36.0, None).unwrap();
        let profit = terms(Metric::Profit, 600.0, None).outlook(&forecast()).unwrap();
        assert!((profit.downside - (20.0 * outcome.downside - 120.0)).abs() < 1e-9);
        assert!((profit.shortfall - 20.0 * outcome.shortfall).abs() < 1e-9);
        assert!((profit.excess - 20.0 * outcome.excess).abs() < 1e-9);
    }

    #[test]
    fn only_the_weeks_up_to_the_day_cost_and_bring() {
        let early = terms(Metric::Profit, 140.0, Some(jiff::civil::date(2026, 7, 13)));
        assert_eq!((early.cost(), early.weeks(&scenario().weeks)), (60.0, 2));
        assert_eq!(early.last_day(&scenario().weeks), Some(jiff::civil::date(2026, 7, 12)));
        assert!((early.needed() - 10.0).abs() < 1e-12);
        assert!((early.outlook(&forecast()).unwrap().probability - 0.5).abs() < 0.01);
        assert_eq!(early.expected(&forecast()), Some(Interval { mean: 340.0, lo: 100.0, hi: 180.0 }));
        let before = terms(Metric::Profit, 140.0, Some(jiff::civil::date(2026, 7, 4)));
        assert_eq!((before.outlook(&forecast()), before.expected(&forecast())), (None, None));
        assert_eq!(before.last_day(&scenario().weeks), None);
    }

    #[test]
    fn what_came_in_is_less_what_was_really_spent() {
        let content = full_content();
        let panel = content.panel.unwrap();
        let weeks = &panel.weeks()[70..74];
        let outcome: f64 = panel.outcome()[70..74].iter().sum();
        let spend: f64 = panel.channels().iter().flat_map(|c| &c.spend_by_week[70..74]).sum();
        let found = terms(Metric::Profit, 1.0, None).came_in(&panel, weeks).unwrap();
        assert!((found - (20.0 * outcome - spend)).abs() < 1e-6 * outcome);
        let ahead = [engine::calendar::add_weeks(panel.last_week(), 1)];
        assert_eq!(terms(Metric::Profit, 1.0, None).came_in(&panel, &ahead), None);
    }

    #[test]
    fn a_goal_is_counted_anew_in_another_metric() {
        let mut content = full_content();
        edit_draft(&mut content, |draft| draft.aim.economics.margin = 0.4);
        (content.goal, content.goal_by) = (Some(2.5e6), None);
        let spend: f64 = content.plan_draft.as_ref().unwrap().today.totals().iter().sum();
        count_goal_in(&mut content, Metric::Profit);
        assert_eq!((content.goal_metric, content.goal), (Metric::Profit, Some(three_digits(1e6 - spend))));
        count_goal_in(&mut content, Metric::Outcome);
        let back = content.goal.unwrap();
        assert!((back / 2.5e6 - 1.0).abs() < 0.01, "{back}");
        content.goal = None;
        count_goal_in(&mut content, Metric::Profit);
        assert_eq!((content.goal, content.goal_metric), (None, Metric::Profit));
    }

    #[test]
    fn the_aims_goal_is_the_goal_where_both_are_for_all_weeks() {
        let mut content = full_content();
        edit_draft(&mut content, |draft| draft.aim.metric = Metric::Profit);
        (content.goal, content.goal_by) = (Some(5.0), None);
        take_aimed_goal(&mut content, 7.0);
        assert_eq!((content.goal, content.goal_metric), (Some(7.0), Metric::Profit));
        content.goal_by = content.plan_draft.as_ref().map(|d| week_end(d.today.weeks[1]));
        take_aimed_goal(&mut content, 9.0);
        assert_eq!((content.goal, content.goal_by.is_some()), (Some(7.0), true));
        content.goal = None;
        take_aimed_goal(&mut content, 9.0);
        assert_eq!((content.goal, content.goal_by), (Some(9.0), None));
    }

    #[test]
    fn a_committed_goal_keeps_what_a_unit_was_worth() {
        let mut entry = Committed::clone(&full_content().ledger[0]);
        assert_eq!(GoalTerms::of_committed(&entry), None);
        (entry.goal, entry.goal_metric, entry.economics) = (Some(600.0), Metric::Profit, WORTH);
        entry.goal_by = None;
        let spend: f64 = entry.scenario.totals().iter().sum();
        let terms = GoalTerms::of_committed(&Arc::new(entry)).unwrap();
        assert!((terms.needed() - (600.0 + spend) / 20.0).abs() < 1e-6);
    }

    #[test]
    fn amounts_are_rounded_to_three_digits() {
        for (value, rounded) in [
            (1_234_567.0, 1.23e6),
            (-45_678.0, -45_700.0),
            (0.012_345, 0.0123),
            (999.6, 1_000.0),
            (0.0, 0.0),
            (7.0, 7.0),
        ] {
            assert_eq!(three_digits(value), rounded);
        }
    }
}
