//! A goal in words: its amount in its metric, its unit, its day, and who answers for it.

use super::format::{NumberStyle, Unit};
use super::locale::Locale;
use super::outcome::Outcome;
use super::plan::goal_text;
use crate::state::StatedGoal;
use engine::plan::Metric;
use jiff::civil::Date;

/// What amounts of this metric are followed by; none for the outcome, which is named where it is counted.
#[must_use]
pub fn counted_as(metric: Metric) -> Option<&'static str> {
    match metric {
        Metric::Outcome => None,
        Metric::Revenue => Some("revenue"),
        Metric::Margin => Some("contribution margin"),
        Metric::Profit => Some("profit after media"),
    }
}

/// `2.79M`, `1.2M profit after media`.
#[must_use]
pub fn goal_amount(metric: Metric, amount: f64, locale: &Locale) -> String {
    followed(goal_text(locale, amount), metric)
}

/// The same with the name of an outcome that is counted: `30k orders`.
#[must_use]
pub fn named_amount(metric: Metric, amount: f64, outcome: &Outcome, locale: &Locale) -> String {
    match metric {
        Metric::Outcome => outcome.amount(&goal_text(locale, amount)),
        _ => goal_amount(metric, amount, locale),
    }
}

/// The same with its currency: `$2.50M`, `$1.20M profit after media`.
#[must_use]
pub fn priced_amount(metric: Metric, amount: f64, outcome: Unit, locale: &Locale) -> String {
    let unit = unit_of(metric, outcome);
    followed(NumberStyle::for_value(unit, amount).text(locale, amount), metric)
}

fn followed(text: String, metric: Metric) -> String {
    match counted_as(metric) {
        Some(name) => format!("{text} {name}"),
        None => text,
    }
}

/// The unit of a metric where the outcome has this one.
#[must_use]
pub fn unit_of(metric: Metric, outcome: Unit) -> Unit {
    if metric == Metric::Outcome { outcome } else { Unit::Money }
}

/// The label of a field for an amount of a metric: `Goal for the total, profit after media`.
#[must_use]
pub fn field_label(label: &str, metric: Metric) -> String {
    counted_as(metric).map_or_else(|| label.to_owned(), |name| format!("{label}, {name}"))
}

/// What stands behind such a field: `Revenue, USD`, or the currency where the label has named the metric.
#[must_use]
pub fn field_unit(metric: Metric, outcome: &Outcome, locale: &Locale) -> String {
    match metric {
        Metric::Outcome => outcome.heading(locale),
        Metric::Revenue | Metric::Margin | Metric::Profit => locale.currency.code.clone(),
    }
}

/// ` Ada answers for it.`, or nothing.
#[must_use]
pub fn owner_sentence(owner: &str) -> String {
    if owner.is_empty() { String::new() } else { format!(" {owner} answers for it.") }
}

/// Amount and day, as far as a week of the plan ends by it: `1.2M profit after media by 27 Sep 2026`.
#[must_use]
pub fn goal_by_day(goal: &StatedGoal, weeks: &[Date], outcome: &Outcome, locale: &Locale) -> Option<String> {
    let amount = named_amount(goal.terms.metric, goal.terms.amount, outcome, locale);
    goal.terms.last_day(weeks).map(|day| format!("{amount} by {}", locale.date(day)))
}

#[cfg(test)]
pub(super) mod samples {
    use crate::state::{GoalTerms, StatedGoal};
    use engine::plan::{Economics, Metric, Scenario};
    use jiff::civil::Date;

    /// A goal of this metric for weeks in which 10k are spent each; four tenths of the outcome are left.
    pub fn goal(metric: Metric, amount: f64, weeks: &[Date], by: Option<Date>) -> StatedGoal {
        let economics = Economics { revenue_per_unit: 1.0, margin: 0.4 };
        let scenario = Scenario { weeks: weeks.to_vec(), spend: vec![vec![10e3; weeks.len()]], ..Scenario::default() };
        let terms = GoalTerms::new(metric, amount, by, economics, &scenario).unwrap();
        StatedGoal { terms, owner: "Ada".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::panel::OutcomeKind;

    #[test]
    fn amounts_carry_the_name_of_their_metric() {
        let (locale, orders) = (Locale::default(), Outcome { name: "orders".to_owned(), kind: OutcomeKind::Count });
        assert_eq!(goal_amount(Metric::Outcome, 2.79e6, &locale), "2.79M");
        assert_eq!(named_amount(Metric::Outcome, 30e3, &orders, &locale), "30k orders");
        assert_eq!(named_amount(Metric::Profit, 1.2e6, &orders, &locale), "1.2M profit after media");
        assert_eq!(priced_amount(Metric::Outcome, 30e3, Unit::Number, &locale), "30.0k");
        assert_eq!(priced_amount(Metric::Margin, 1.2e6, Unit::Number, &locale), "$1.20M contribution margin");
        assert_eq!(field_label("Goal", Metric::Profit), "Goal, profit after media");
        assert_eq!(field_unit(Metric::Profit, &orders, &locale), "USD");
        assert_eq!(
            (field_label("Goal", Metric::Outcome).as_str(), field_unit(Metric::Outcome, &orders, &locale).as_str()),
            ("Goal", "Orders")
        );
    }

    #[test]
    fn a_goal_has_a_day_and_an_owner() {
        let weeks = engine::calendar::weeks_after(jiff::civil::date(2026, 6, 22), 13);
        let revenue = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let said =
            |by| goal_by_day(&samples::goal(Metric::Profit, 1.2e6, &weeks, by), &weeks, &revenue, &Locale::default());
        assert_eq!(said(None).unwrap(), "1.2M profit after media by 27 Sep 2026");
        assert_eq!(said(Some(jiff::civil::date(2026, 7, 15))).unwrap(), "1.2M profit after media by 12 Jul 2026");
        assert_eq!(said(Some(jiff::civil::date(2026, 7, 1))), None);
        assert_eq!((owner_sentence("Ada"), owner_sentence("")), (" Ada answers for it.".to_owned(), String::new()));
    }
}
