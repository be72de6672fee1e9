//! What is written into the ledger when a plan is committed, said before it is done.

use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::present::goal::named_amount;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::state::{SpendChoice, StatedGoal};
use engine::forecast::Forecast;
use engine::math::mean;

/// One line of what is written down: a name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it is.
    pub name: &'static str,
    /// What is written.
    pub value: String,
}

/// What is written down for a choice with its total spend, its forecast and the goal.
#[must_use]
pub fn written_down(
    choice: SpendChoice,
    spend: f64,
    forecast: &Forecast,
    goal: Option<&StatedGoal>,
    outcome: &Outcome,
    locale: &Locale,
) -> Vec<Written> {
    let plan = match choice {
        SpendChoice::Today => "Today's plan, going on as before",
        SpendChoice::Optimum => "The optimum",
        SpendChoice::Own => "A split of your own",
    };
    let mut lines = vec![
        Written { name: "Plan", value: plan.to_owned() },
        Written { name: "Weeks", value: super::period(&forecast.weeks, locale) },
        Written { name: "Spend", value: super::spend_text(locale, spend) },
        Written { name: "Forecast", value: total_text(forecast, outcome, locale) },
    ];
    lines.extend(goal.into_iter().flat_map(|goal| goal_lines(goal, forecast, outcome, locale)));
    lines
}

/// The goal's amount and probability, its day, and who answers for it.
fn goal_lines(goal: &StatedGoal, forecast: &Forecast, outcome: &Outcome, locale: &Locale) -> Vec<Written> {
    let StatedGoal { terms, owner } = goal;
    let amount = named_amount(terms.metric, terms.amount, outcome, locale);
    let value = match terms.outlook(forecast) {
        Some(outlook) => format!("{amount}, {} likely", chance(locale, outlook.probability)),
        None => format!("{amount}; no week of the plan ends by its day"),
    };
    let day = terms.last_day(&forecast.weeks).or(terms.by).map(|day| locale.date(day));
    let by = day.map(|value| Written { name: "To be reached by", value });
    let owner = (!owner.is_empty()).then(|| Written { name: "Who answers for it", value: owner.clone() });
    std::iter::once(Written { name: "Goal", value }).chain(by).chain(owner).collect()
}

/// `Revenue 3.06M, 90 % range 2.88M to 3.25M`.
fn total_text(forecast: &Forecast, outcome: &Outcome, locale: &Locale) -> String {
    let totals = &forecast.sorted_totals;
    let (lo, hi) = (engine::math::quantile_of_sorted(totals, 0.05), engine::math::quantile_of_sorted(totals, 0.95));
    let middle = format::estimate(locale, Unit::Number, mean(totals), lo, hi);
    format!("{} {middle}, {}", outcome.title(), format::range_sentence(locale, Unit::Number, 0.9, lo, hi))
}

#[cfg(test)]
mod tests {
    use super::super::samples::weeks;
    use super::*;
    use crate::present::goal::samples::goal;
    use engine::forecast::Fan;
    use engine::panel::OutcomeKind;
    use engine::plan::Metric;
    use jiff::civil::date;

    /// Totals spread evenly from 2.5M to 3.5M; sums so far of about 100k a week.
    fn values(goal: &StatedGoal) -> Vec<String> {
        let fan = Fan { mean: vec![], quantiles: vec![] };
        let so_far = |week: i32| [0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2].map(|f| f * 1e5 * f64::from(week));
        let cumulative = Fan { mean: vec![], quantiles: (1..=13).map(so_far).collect() };
        let sorted_totals = (0..=1000).map(|k| 2.5e6 + 1e3 * f64::from(k)).collect();
        let forecast = Forecast { weeks: weeks(), weekly: fan, cumulative, sorted_totals, ..Forecast::default() };
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let lines = written_down(SpendChoice::Optimum, 535e3, &forecast, Some(goal), &outcome, &Locale::default());
        lines.into_iter().map(|line| line.value).collect()
    }

    #[test]
    fn the_lines_hold_the_numbers() {
        let found = values(&goal(Metric::Outcome, 2.8e6, &weeks(), None));
        assert_eq!(found[1..3], ["13 weeks from 29 Jun 2026", "$535k"]);
        assert_eq!(found[3], "Revenue 3.00M, 90\u{a0}% range 2.55M to 3.45M");
        assert_eq!(found[4..], ["2.8M, 70\u{a0}% likely", "27 Sep 2026", "Ada"]);
    }

    #[test]
    fn the_goal_is_judged_by_its_day_and_in_its_metric() {
        let early = |metric, amount, by| values(&goal(metric, amount, &weeks(), Some(by)))[4..6].to_vec();
        // Three weeks are over: half of the draws exceed 300k.
        let by = date(2026, 7, 22);
        assert_eq!(early(Metric::Outcome, 300e3, by), ["300k, 50\u{a0}% likely", "19 Jul 2026"]);
        // 0.4 of 300k, less 30k.
        assert_eq!(early(Metric::Profit, 90e3, by), ["90k profit after media, 50\u{a0}% likely", "19 Jul 2026"]);
        assert_eq!(
            early(Metric::Outcome, 300e3, date(2026, 7, 1)),
            ["300k; no week of the plan ends by its day", "1 Jul 2026"]
        );
    }
}
