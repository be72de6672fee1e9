//! The headline of the Forecast page: how likely the goal is, or what to expect.

use crate::present::chance::chance;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::home::capitalised;
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
                capitalised(&horizon_name(weeks)),
                if weeks == 13 || weeks == 1 { "is" } else { "are" },
                chance(locale, outlook.probability),
                goal_text(locale, goal)
            ),
            range: format!("{} of {text} expected, {range}; {}.", outcome.title(), period(&forecast.weeks, locale)),
        },
        None => Answer {
            sentence: format!("{} should bring {}", capitalised(&horizon_name(weeks)), outcome.amount(&text)),
            range: format!("{}, {range}; {}.", outcome.title(), period(&forecast.weeks, locale)),
        },
    }
}

/// A tile: one number, what it is, and what it is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What the number is.
    pub label: &'static str,
    /// The number.
    pub value: String,
    /// Its range, or the number on the other side.
    pub range: String,
}

/// What lies on either side of a goal.
#[must_use]
pub fn goal_tiles(outlook: &GoalOutlook, locale: &Locale) -> [Tile; 3] {
    let width = outlook.upside - outlook.downside;
    let amount =
        |value: f64| NumberStyle::for_range(Unit::Number, value - width / 2.0, value + width / 2.0).text(locale, value);
    let missed = if outlook.shortfall > 0.0 { amount(outlook.shortfall) } else { "–".to_owned() };
    let missing = if outlook.shortfall > 0.0 { "mean of the draws that miss it" } else { "no draw misses it" };
    let reaching = match outlook.excess {
        excess if excess > 0.0 => format!("over by {} in those that reach it", amount(excess)),
        _ => "no draw reaches it".to_owned(),
    };
    [
        Tile {
            label: "Likely to be reached",
            value: chance(locale, outlook.probability),
            range: "share of the draws that reach the goal".to_owned(),
        },
        Tile { label: "If missed, short by", value: missed, range: format!("{missing}; {reaching}") },
        one_in_ten(outlook.upside, outlook.downside, locale),
    ]
}

/// What to expect where no goal is set.
#[must_use]
pub fn total_tiles(forecast: &Forecast, locale: &Locale) -> [Tile; 3] {
    let (total, totals) = (Total::of(forecast), &forecast.sorted_totals);
    let middle = quantile_of_sorted(totals, 0.5);
    let style = NumberStyle::for_range(Unit::Number, total.lo, total.hi);
    [
        Tile { label: "Expected in all", value: total.text(locale), range: total.range(locale) },
        Tile {
            label: "As likely above as below",
            value: style.text(locale, middle),
            range: "the median of the draws".to_owned(),
        },
        one_in_ten(quantile_of_sorted(totals, 0.9), quantile_of_sorted(totals, 0.1), locale),
    ]
}

fn one_in_ten(upside: f64, downside: f64, locale: &Locale) -> Tile {
    let style = NumberStyle::for_range(Unit::Number, downside, upside);
    Tile {
        label: "One in ten is above",
        value: style.text(locale, upside),
        range: format!("one in ten is below {}", style.text(locale, downside)),
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
        let tiles = goal_tiles(&goal_outlook(&totals, 2.6e6), &Locale::default());
        assert_eq!((tiles[1].value.as_str(), tiles[2].value.as_str()), ("50k", "3.40M"));
        assert_eq!(tiles[2].range, "one in ten is below 2.60M");
        let never = goal_tiles(&goal_outlook(&totals, 9e6), &Locale::default());
        assert_eq!(never[0].value, "under 1\u{a0}%");
        assert!(never[1].range.ends_with("no draw reaches it"));
    }

    #[test]
    fn without_a_goal_the_spread_is_told() {
        let tiles = total_tiles(&forecast(), &Locale::default());
        assert_eq!(tiles.map(|tile| tile.value), ["3.00M", "3.00M", "3.40M"]);
    }
}
