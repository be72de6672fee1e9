//! What is written into the ledger when a plan is committed, said before it is done.

use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::state::SpendChoice;
use engine::forecast::{Forecast, goal_outlook};
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
    goal: Option<f64>,
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
    if let Some(goal) = goal {
        let likely = chance(locale, goal_outlook(&forecast.sorted_totals, goal).probability);
        let value = format!("{}, {likely} likely", super::goal_text(locale, goal));
        lines.push(Written { name: "Goal", value });
    }
    lines
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
    use engine::forecast::Fan;
    use engine::panel::OutcomeKind;

    #[test]
    fn the_lines_hold_the_numbers() {
        let fan = Fan { mean: vec![], quantiles: vec![] };
        let sorted_totals = (0..=1000).map(|k| 2.5e6 + 1e3 * f64::from(k)).collect();
        let forecast =
            Forecast { weeks: weeks(), weekly: fan.clone(), cumulative: fan, sorted_totals, ..Forecast::default() };
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let lines = written_down(SpendChoice::Optimum, 535e3, &forecast, Some(2.8e6), &outcome, &Locale::default());
        let values: Vec<&str> = lines.iter().map(|line| line.value.as_str()).collect();
        assert_eq!(values[1..3], ["13 weeks from 29 Jun 2026", "$535k"]);
        assert_eq!(values[3], "Revenue 3.00M, 90\u{a0}% range 2.55M to 3.45M");
        assert_eq!(values[4], "2.8M, 70\u{a0}% likely");
    }
}
