//! The budget channel by channel: what each gets a week today and in the plan, and what its next unit returns.

use super::comparison::binding_words;
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::present::locale::Locale;
use engine::math::Interval;
use engine::plan::{Bounds, ChannelPlan, Plan};

/// One channel.
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetRow {
    /// Its place among the channels.
    pub channel: usize,
    /// Its name.
    pub name: String,
    /// Today's total over the weeks planned.
    pub today: f64,
    /// The plan's.
    pub planned: f64,
    /// Today a week, as text.
    pub today_week: String,
    /// The plan a week.
    pub planned_week: String,
    /// `+17 %`, `new`, `same`.
    pub change: String,
    /// What holds it: `at maximum`.
    pub limit: &'static str,
    /// What its next unit returns, where it is known for this amount.
    pub next_unit: Option<String>,
    /// The 90 % range of that.
    pub next_range: Option<String>,
}

/// The rows of all channels on which money is spent, and what they come to a week: today and planned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BudgetRows {
    /// The rows.
    pub rows: Vec<BudgetRow>,
    /// How all amounts of a week are printed; none without rows.
    pub style: Option<NumberStyle>,
    /// All channels today, a week.
    pub today_week: String,
    /// All channels in the plan, a week.
    pub planned_week: String,
    /// All channels in the plan, over all weeks.
    pub planned: f64,
}

/// What stands behind the rows.
#[derive(Clone, Copy, Debug)]
pub struct Budgeted<'a> {
    /// The optimum.
    pub plan: &'a Plan,
    /// A split of one's own with its returns, where one was judged.
    pub judged: Option<&'a Plan>,
    /// The spend that is shown: channels x weeks.
    pub spend: &'a [Vec<f64>],
    /// The limits of the totals.
    pub bounds: &'a [Bounds],
}

impl Budgeted<'_> {
    /// What the next unit returns where the channel gets `planned`, as far as that was computed.
    fn next_unit(&self, channel: usize, planned: f64) -> Option<Interval> {
        // At nothing at all a curve may begin straight up, and the first unit is no guide to the next hundred.
        if planned <= 0.0 {
            return None;
        }
        let known = [Some(self.plan), self.judged].into_iter().flatten();
        let mut of = known.filter_map(|plan| plan.channels.get(channel));
        of.find(|c| is_same(c.planned, planned)).map(|c| c.marginal_return)
    }
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * one.max(1.0)
}

/// The rows for a spend, which is the plan's own or one that was moved away from it.
#[must_use]
pub fn budget_rows(of: Budgeted<'_>, locale: &Locale) -> BudgetRows {
    let Budgeted { plan, spend, bounds, .. } = of;
    let weeks = plan.scenario.weeks.len().max(1) as f64;
    let planned: Vec<f64> = super::moves::totals(spend);
    let largest = planned.iter().chain(plan.channels.iter().map(|c| &c.today)).copied().fold(0.0, f64::max) / weeks;
    let style = weekly_style(largest);
    let text = |total: f64| style.text(locale, total / weeks);
    let returns = returns_style(plan.channels.iter().map(|c| c.marginal_return));
    let row = |(channel, known): (usize, &ChannelPlan)| {
        let planned = planned.get(channel).copied().unwrap_or_default();
        let next = of.next_unit(channel, planned);
        let number = |value: f64| returns.text(locale, value);
        let limits = bounds.get(channel).copied();
        let is_the_plans = is_same(known.planned, planned);
        BudgetRow {
            channel,
            name: known.name.clone(),
            today: known.today,
            planned,
            today_week: text(known.today),
            planned_week: text(planned),
            change: change(known.today, planned, locale),
            limit: if is_the_plans { binding_words(known.binding, limits) } else { outside(planned, limits) },
            next_unit: next.map(|i| number(i.mean)),
            next_range: next.map(|i| format!("{} to {}", number(i.lo), number(i.hi))),
        }
    };
    let paid = plan.channels.iter().enumerate().filter(|(channel, _)| plan.scenario.is_paid(*channel));
    let (today, all): (f64, f64) = (plan.channels.iter().map(|c| c.today).sum(), planned.iter().sum());
    BudgetRows {
        rows: paid.map(row).collect(),
        style: Some(style),
        today_week: text(today),
        planned_week: text(all),
        planned: all,
    }
}

/// Whether an amount of one's own leaves the limits.
fn outside(planned: f64, bounds: Option<Bounds>) -> &'static str {
    match bounds {
        Some(b) if planned < b.min * (1.0 - 1e-6) => "below minimum",
        Some(b) if planned > b.max * (1.0 + 1e-6) => "above maximum",
        _ => "",
    }
}

fn change(today: f64, planned: f64, locale: &Locale) -> String {
    if today <= 0.0 {
        return if planned > 0.0 { "new".to_owned() } else { "same".to_owned() };
    }
    let style = NumberStyle { unit: Unit::Percent, magnitude: Magnitude::One, decimals: 0 };
    let text = style.signed(locale, planned / today - 1.0);
    if text.chars().any(|letter| ('1'..='9').contains(&letter)) { text } else { "same".to_owned() }
}

/// Up to this amount a week is shown in full.
const IN_FULL: f64 = 999_999.5;

/// One style for all amounts of a week: in full where that is short, so that small moves are seen.
#[must_use]
pub fn weekly_style(largest: f64) -> NumberStyle {
    if largest <= IN_FULL {
        return NumberStyle::for_amounts(Unit::Number, largest);
    }
    NumberStyle { decimals: 1, ..NumberStyle::for_value(Unit::Number, largest) }
}

/// One style for all returns: the digits that the narrowest range deserves, so that equal returns look equal.
fn returns_style(returns: impl Iterator<Item = Interval>) -> NumberStyle {
    let widths = returns.filter(|r| r.hi > r.lo);
    let narrowest = widths.min_by(|a, b| (a.hi - a.lo).total_cmp(&(b.hi - b.lo)));
    let decimals = narrowest.map_or(2, |r| NumberStyle::for_range(Unit::Number, r.lo, r.hi).decimals);
    NumberStyle { unit: Unit::Number, magnitude: Magnitude::One, decimals: decimals.min(5) }
}

#[cfg(test)]
mod tests {
    use super::super::samples::plan;
    use super::*;

    #[test]
    fn the_plan_has_its_returns_and_a_moved_amount_has_none() {
        let plan = plan();
        let bounds: Vec<Bounds> =
            plan.channels.iter().map(|c| Bounds { min: 0.5 * c.today, max: 1.3 * c.today }).collect();
        let mut spend = plan.scenario.spend.clone();
        let rows = |spend: &[Vec<f64>], judged| {
            budget_rows(Budgeted { plan: &plan, judged, spend, bounds: &bounds }, &Locale::default())
        };
        let found = rows(&spend, None);
        assert_eq!(found.rows[1].limit, "at maximum");
        assert_eq!(found.rows[0].change, "\u{2212}17\u{a0}%");
        assert_eq!(found.rows[0].next_unit.as_deref(), Some("1.02"));
        assert_eq!((found.rows[0].today_week.as_str(), found.planned_week.as_str()), ("9,231", "20,769"));
        spend[0].iter_mut().for_each(|week| *week *= 2.0);
        let moved = rows(&spend, None);
        assert_eq!((moved.rows[0].next_unit.clone(), moved.rows[0].limit), (None, "above maximum"));
        let mut judged = plan.clone();
        judged.channels[0].planned *= 2.0;
        judged.channels[0].marginal_return.mean = 0.6;
        assert_eq!(rows(&spend, Some(&judged)).rows[0].next_unit.as_deref(), Some("0.60"));
    }
}
