//! What a plan is worth, as three tiles that follow every move: outcome, profit, and the chance of the goal.

use super::metric::has_value;
use super::weeks_text;
use crate::present::chance::chance;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::goal::goal_amount;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use engine::desk::Compared;
use engine::math::Interval;
use engine::plan::{Economics, Metric};

/// One number, beside today's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorthTile {
    /// What it is.
    pub label: String,
    /// The number.
    pub value: String,
    /// Its range, today's number, and the difference with its range.
    pub beside: Vec<String>,
}

/// A plan beside today's.
#[derive(Clone, Copy, Debug)]
pub struct Weighing<'a> {
    /// Today's plan.
    pub today: &'a Compared,
    /// The plan.
    pub plan: &'a Compared,
    /// The goal, and the metric it is in.
    pub goal: Option<(Metric, f64)>,
    /// What a unit of the outcome is worth.
    pub economics: Economics,
    /// Weeks planned.
    pub weeks: usize,
}

impl Weighing<'_> {
    /// The tiles: outcome, profit where there is one, the chance of the goal or else of beating today's plan.
    #[must_use]
    pub fn tiles(&self, outcome: &Outcome, locale: &Locale) -> Vec<WorthTile> {
        let (today, plan, difference) = (&self.today.worth, &self.plan.worth, &self.plan.difference);
        let over = weeks_text(self.weeks);
        let mut tiles = vec![tile(
            format!("{} over {over}", outcome.title()),
            (plan.outcome, today.outcome, difference.outcome),
            locale,
        )];
        if has_value(self.economics, outcome) {
            let label = if self.economics.margin < 1.0 { "Profit after media" } else { "Left after media" };
            tiles.push(tile(label.to_owned(), (plan.profit, today.profit, difference.profit), locale));
        }
        tiles.push(match (self.goal, plan.goal) {
            (Some(goal), Some(probability)) => self.goal_tile(goal, probability, locale),
            _ => better_tile(difference.better, locale),
        });
        tiles
    }

    fn goal_tile(&self, goal: (Metric, f64), probability: f64, locale: &Locale) -> WorthTile {
        let (metric, amount) = goal;
        let today = self.today.worth.goal.unwrap_or_default();
        let points = NumberStyle { unit: Unit::Number, magnitude: format::Magnitude::One, decimals: 0 };
        let change = points.signed(locale, 100.0 * (probability - today));
        let change = if change == "0" { "as likely".to_owned() } else { format!("{change} points") };
        WorthTile {
            label: format!("Reaches {}", goal_amount(metric, amount, locale)),
            value: chance(locale, probability),
            beside: vec![format!("today's plan {}; {change}", chance(locale, today))],
        }
    }
}

fn better_tile(better: f64, locale: &Locale) -> WorthTile {
    WorthTile {
        label: "Chance that it leaves more than today's plan".to_owned(),
        value: chance(locale, better),
        beside: vec!["after media, within these weeks. Set a goal for all of them to see its chance here.".to_owned()],
    }
}

fn tile(label: String, (plan, today, difference): (Interval, Interval, Interval), locale: &Locale) -> WorthTile {
    let style = NumberStyle::for_range(Unit::Number, plan.lo, plan.hi);
    let same = difference.lo == 0.0 && difference.hi == 0.0;
    let change = if same { "the same".to_owned() } else { change_text(difference, locale) };
    WorthTile {
        label,
        value: style.text(locale, plan.mean),
        beside: vec![
            format::range_sentence(locale, Unit::Number, 0.9, plan.lo, plan.hi),
            format!("today's plan {}; {change}", style.text(locale, today.mean)),
        ],
    }
}

/// `+118k (+41k to +203k)`.
#[must_use]
pub fn change_text(difference: Interval, locale: &Locale) -> String {
    let style = NumberStyle::for_range(Unit::Number, difference.lo, difference.hi);
    let text = |value: f64| style.signed(locale, value);
    format!("{} ({} to {})", text(difference.mean), text(difference.lo), text(difference.hi))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::desk::{Difference, Worth};
    use engine::panel::OutcomeKind;

    fn around(mean: f64, half: f64) -> Interval {
        Interval { mean, lo: mean - half, hi: mean + half }
    }

    fn compared(outcome: f64, goal: Option<f64>) -> Compared {
        let worth =
            Worth { outcome: around(outcome, 2e5), profit: around(outcome / 3.0, 1e5), goal, ..Worth::default() };
        let difference =
            Difference { outcome: around(1.2e5, 8e4), profit: around(4e4, 2e4), better: 0.9, ..Difference::default() };
        Compared { worth, difference }
    }

    fn tiles(goal: Option<f64>, kind: OutcomeKind) -> Vec<WorthTile> {
        let (today, plan) = (compared(2.94e6, goal.map(|_| 0.71)), compared(3.06e6, goal.map(|_| 0.79)));
        let goal = goal.map(|goal| (Metric::Outcome, goal));
        let weighing = Weighing { today: &today, plan: &plan, goal, economics: Economics::default(), weeks: 13 };
        weighing.tiles(&Outcome { name: "Revenue".to_owned(), kind }, &Locale::default())
    }

    #[test]
    fn every_number_stands_beside_todays() {
        let found = tiles(Some(3e6), OutcomeKind::Money);
        assert_eq!(found[0].label, "Revenue over 13 weeks");
        assert_eq!(
            (found[0].value.as_str(), found[0].beside[1].as_str()),
            ("3.06M", "today's plan 2.94M; +120k (+40k to +200k)")
        );
        assert_eq!(found[1].label, "Left after media");
        assert_eq!((found[2].label.as_str(), found[2].value.as_str()), ("Reaches 3.0M", "79\u{a0}%"));
        assert_eq!(found[2].beside, ["today's plan 71\u{a0}%; +8 points"]);
    }

    #[test]
    fn things_without_a_value_have_no_profit() {
        let found = tiles(None, OutcomeKind::Count);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].value, "90\u{a0}%");
    }
}
