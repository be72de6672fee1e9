//! The headline of the Forecast page: how likely the goal is, or what to expect.

use crate::present::chance::chance;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::plan::{Answer, goal_text, horizon_name, period};
use engine::forecast::{Forecast, GoalOutlook};
use engine::math::{mean, quantile_of_sorted};

/// The total over the horizon: mean and 90 % range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// The mean.
    pub mean: f64,
    /// The lower end of the range.
    pub lo: f64,
    /// Its upper end.
    pub hi: f64,
}

impl Total {
    /// The total that a forecast expects.
    #[must_use]
    pub fn of(forecast: &Forecast) -> Self {
        let totals = &forecast.sorted_totals;
        Self { mean: mean(totals), lo: quantile_of_sorted(totals, 0.05), hi: quantile_of_sorted(totals, 0.95) }
    }

    /// The mean with the digits that its range deserves.
    #[must_use]
    pub fn text(&self, locale: &Locale) -> String {
        format::estimate(locale, Unit::Number, self.mean, self.lo, self.hi)
    }

    /// `90 % range 2.88M to 3.25M`.
    #[must_use]
    pub fn range(&self, locale: &Locale) -> String {
        format::range_sentence(locale, Unit::Number, 0.9, self.lo, self.hi)
    }
}

/// The answer: the probability of the goal where there is one, else the expected total.
#[must_use]
pub fn answer(forecast: &Forecast, goal: Option<(f64, GoalOutlook)>, outcome: &Outcome, locale: &Locale) -> Answer {
    let total = Total::of(forecast);
    let (text, range) = (total.text(locale), total.range(locale));
    let weeks = forecast.weeks.len();
    match goal {
        Some((goal, outlook)) => Answer {
            sentence: format!(
                "{} {} {} likely to reach {}",
                capital(&horizon_name(weeks)),
                if weeks == 13 || weeks == 1 { "is" } else { "are" },
                chance(locale, outlook.probability),
                goal_text(locale, goal)
            ),
            range: format!("{} of {text} expected, {range}; {}.", outcome.name, period(&forecast.weeks)),
        },
        None => Answer {
            sentence: format!("{} should bring {}", capital(&horizon_name(weeks)), outcome.amount(&text)),
            range: format!("{}, {range}; {}.", outcome.name, period(&forecast.weeks)),
        },
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// What lies on either side of a goal, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalWords {
    /// The probability.
    pub likely: String,
    /// What one outcome in ten exceeds.
    pub upside: String,
    /// What one outcome in ten falls below.
    pub downside: String,
    /// How much is missing on average where it is missed.
    pub shortfall: String,
    /// How much is over on average where it is reached.
    pub excess: String,
}

/// The outlook on a goal in words.
#[must_use]
pub fn goal_words(outlook: &GoalOutlook, locale: &Locale) -> GoalWords {
    let style = NumberStyle::for_range(Unit::Number, outlook.downside, outlook.upside);
    let amount = |value: f64| {
        let width = outlook.upside - outlook.downside;
        NumberStyle::for_range(Unit::Number, value - width / 2.0, value + width / 2.0).text(locale, value)
    };
    let unless_none = |value: f64, text: String, none: &str| if value > 0.0 { text } else { none.to_owned() };
    GoalWords {
        likely: chance(locale, outlook.probability),
        upside: style.text(locale, outlook.upside),
        downside: style.text(locale, outlook.downside),
        shortfall: unless_none(outlook.shortfall, amount(outlook.shortfall), "no draw misses it"),
        excess: unless_none(outlook.excess, amount(outlook.excess), "no draw reaches it"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::forecast;
    use super::*;
    use engine::forecast::goal_outlook;
    use engine::panel::OutcomeKind;

    fn revenue() -> Outcome {
        Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money }
    }

    #[test]
    fn the_goal_comes_first() {
        let forecast = forecast();
        let outlook = goal_outlook(&forecast.sorted_totals, 2.79e6);
        let found = answer(&forecast, Some((2.79e6, outlook)), &revenue(), &Locale::default());
        assert_eq!(found.sentence, "The quarter is 71\u{a0}% likely to reach 2.79M");
        assert_eq!(
            found.range,
            "Revenue of 3.00M expected, 90\u{a0}% range 2.55M to 3.45M; 13 weeks from 29 Jun 2026."
        );
    }

    #[test]
    fn without_a_goal_the_total_is_the_answer() {
        let found = answer(&forecast(), None, &revenue(), &Locale::default());
        assert_eq!(found.sentence, "The quarter should bring 3.00M");
        let orders = Outcome { name: "orders".to_owned(), kind: OutcomeKind::Count };
        assert_eq!(
            answer(&forecast(), None, &orders, &Locale::default()).sentence,
            "The quarter should bring 3.00M orders"
        );
    }

    #[test]
    fn both_sides_of_the_goal_are_told() {
        let totals = forecast().sorted_totals;
        let words = goal_words(&goal_outlook(&totals, 2.6e6), &Locale::default());
        assert_eq!((words.downside.as_str(), words.upside.as_str()), ("2.60M", "3.40M"));
        assert_eq!(words.shortfall, "50k");
        let never = goal_words(&goal_outlook(&totals, 9e6), &Locale::default());
        assert_eq!((never.likely.as_str(), never.excess.as_str()), ("under 1\u{a0}%", "no draw reaches it"));
    }
}
