//! Scenarios side by side: what each channel gets, what it comes to, and by how much it differs from the first of them.
//! Those of other weeks stand beside them with their own figures, and without a difference.

use super::budget_rows::weekly_style;
use super::metric::has_value;
use super::worth::change_text;
use super::{period, weeks_text};
use crate::present::chance::chance;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::goal::goal_amount;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::table::{Cell, Column, Table};
use engine::desk::Compared;
use engine::math::Interval;
use engine::plan::{Economics, Metric, Scenario};

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct SideBySide<'a> {
    /// The names.
    pub names: &'a [String],
    /// The scenarios.
    pub scenarios: &'a [Scenario],
    /// What they are worth.
    pub compared: &'a [Compared],
    /// The channels' names.
    pub channels: &'a [String],
    /// The goal, and the metric it is in.
    pub goal: Option<(Metric, f64)>,
    /// What a unit of the outcome is worth.
    pub economics: Economics,
}

impl SideBySide<'_> {
    /// One column a scenario.
    #[must_use]
    pub fn table(&self, outcome: &Outcome, locale: &Locale) -> Table {
        let mut rows = self.allocation(locale);
        if !self.all_same() {
            let weeks = self.scenarios.iter().map(|s| Cell::words(period(&s.weeks, locale)));
            rows.insert(0, std::iter::once(Cell::words("Weeks")).chain(weeks).collect());
        }
        rows.push(self.row("Spend in all", |c, _| {
            Cell::number(c.worth.spend, NumberStyle::for_value(Unit::Number, c.worth.spend).text(locale, c.worth.spend))
        }));
        rows.extend(self.figures(&outcome.title(), |c| c.worth.outcome, |c| c.difference.outcome, locale));
        if has_value(self.economics, outcome) {
            rows.extend(self.figures("Profit after media", |c| c.worth.profit, |c| c.difference.profit, locale));
        }
        rows.extend(
            self.figures("Return on spend", |c| c.worth.returns, |_| Interval::default(), locale).into_iter().take(2),
        );
        if let Some((metric, goal)) = self.goal {
            let name = format!("Reaches {}", goal_amount(metric, goal, locale));
            rows.push(self.row(&name, |c, place| {
                let probability = c.worth.goal.unwrap_or_default();
                if self.is_same(place) { Cell::number(probability, chance(locale, probability)) } else { none() }
            }));
        }
        rows.push(self.row("Leaves more than the first", |c, place| {
            let is_held_against = place > 0 && self.is_same(place);
            let better = c.difference.better;
            if is_held_against { Cell::number(better, chance(locale, better)) } else { none() }
        }));
        let weeks = self.scenarios.first().map_or(0, |s| s.weeks.len());
        let caption =
            if self.all_same() { format!("Scenarios over {}", weeks_text(weeks)) } else { "Scenarios".to_owned() };
        let mut columns = vec![Column::words("")];
        columns.extend(self.names.iter().map(Column::numbers));
        Table { caption, columns, rows }
    }

    /// Whether a scenario is for the weeks of the first, so that the two can be held against each other.
    fn is_same(&self, place: usize) -> bool {
        self.scenarios.get(place).map(|s| &s.weeks) == self.scenarios.first().map(|s| &s.weeks)
    }

    fn all_same(&self) -> bool {
        (0..self.scenarios.len()).all(|place| self.is_same(place))
    }

    fn row(&self, name: &str, cell: impl Fn(&Compared, usize) -> Cell) -> Vec<Cell> {
        let cells = self.compared.iter().enumerate().map(|(place, compared)| cell(compared, place));
        std::iter::once(Cell::words(name)).chain(cells).collect()
    }

    /// What each channel gets a week.
    fn allocation(&self, locale: &Locale) -> Vec<Vec<Cell>> {
        let weekly = |s: &Scenario, c: usize| -> f64 {
            s.spend.get(c).map_or(0.0, |weeks| weeks.iter().sum::<f64>() / weeks.len().max(1) as f64)
        };
        let all = self.scenarios.iter().flat_map(|s| (0..s.spend.len()).map(move |c| weekly(s, c)));
        let style = weekly_style(all.fold(0.0, f64::max));
        let paid = (0..self.channels.len()).filter(|c| self.scenarios.first().is_none_or(|s| s.is_paid(*c)));
        let row = |c: usize| {
            let name = Cell::channel(format!("{}, a week", self.channels[c]), Ink::Channel(c));
            let cell = |s: &Scenario| Cell::number(weekly(s, c), style.text(locale, weekly(s, c)));
            std::iter::once(name).chain(self.scenarios.iter().map(cell)).collect()
        };
        paid.map(row).collect()
    }

    /// A figure, its range, and its difference to the first with the range of that.
    fn figures(
        &self,
        name: &str,
        worth: impl Fn(&Compared) -> Interval,
        difference: impl Fn(&Compared) -> Interval,
        locale: &Locale,
    ) -> Vec<Vec<Cell>> {
        let value = self.row(name, |c, _| {
            let i = worth(c);
            Cell::number(i.mean, format::estimate(locale, Unit::Number, i.mean, i.lo, i.hi))
        });
        let range = self.row("90\u{a0}% range", |c, _| {
            let i = worth(c);
            Cell::words(format::range(locale, Unit::Number, i.lo, i.hi))
        });
        let change = self.row("against the first", |c, place| {
            let d = difference(c);
            if place == 0 || !self.is_same(place) {
                Cell::words("–")
            } else {
                Cell::number(d.mean, change_text(d, locale))
            }
        });
        vec![value, range, change]
    }

    /// The headline: which scenario leaves the most, and how sure that is.
    #[must_use]
    pub fn answer(&self, outcome: &Outcome, locale: &Locale) -> (String, String) {
        let by_profit = has_value(self.economics, outcome);
        let figure = |c: &Compared| if by_profit { c.worth.profit.mean } else { c.worth.outcome.mean };
        let same = self.compared.iter().enumerate().filter(|(place, _)| self.is_same(*place));
        let best = same.max_by(|a, b| figure(a.1).total_cmp(&figure(b.1)));
        let (Some((place, best)), Some(name)) = (best, best.and_then(|(place, _)| self.names.get(place))) else {
            return ("Save a plan under a name to compare it".to_owned(), String::new());
        };
        let most = if by_profit { "leaves the most after media" } else { "brings the most" };
        let may = if by_profit { "may leave the most after media" } else { "may bring the most" };
        if place == 0 {
            return (format!("{name} {most}"), "No other scenario is expected to do better.".to_owned());
        }
        let change = if by_profit { best.difference.profit } else { best.difference.outcome };
        let first = self.names.first().map(|name| inside(name)).unwrap_or_default();
        let style = NumberStyle::for_range(Unit::Number, change.lo, change.hi);
        let most = if change.lo > 0.0 { most } else { may };
        let sentence = format!("{name} {most}: {} more than {first}", style.text(locale, change.mean));
        (sentence, format!("{}.", format::range_sentence(locale, Unit::Number, 0.9, change.lo, change.hi)))
    }
}

/// Where there is nothing to say.
fn none() -> Cell {
    Cell::words("–")
}

/// A name in the middle of a sentence: that of today's plan loses its capital.
fn inside(name: &str) -> String {
    name.strip_prefix("Today").map_or_else(|| name.to_owned(), |rest| format!("today{rest}"))
}

#[cfg(test)]
mod tests {
    use super::super::samples::plan;
    use super::*;
    use engine::desk::{Difference, Worth};
    use engine::panel::OutcomeKind;

    fn compared(profit: f64) -> Compared {
        let around = |mean: f64| Interval { mean, lo: 0.8 * mean, hi: 1.2 * mean };
        Compared {
            worth: Worth {
                spend: 270e3,
                outcome: around(3e6),
                profit: around(profit),
                goal: Some(0.7),
                ..Worth::default()
            },
            difference: Difference { profit: around(4e4), outcome: around(6e4), better: 0.93, ..Difference::default() },
        }
    }

    #[test]
    fn scenarios_stand_beside_each_other() {
        let scenario = plan().scenario;
        let (names, channels) =
            (["Today".to_owned(), "Spring".to_owned()], ["Search", "Shopping", "TV"].map(str::to_owned));
        let (scenarios, compared) = ([scenario.clone(), scenario], [compared(9e5), compared(9.4e5)]);
        let found = SideBySide {
            names: &names,
            scenarios: &scenarios,
            compared: &compared,
            channels: &channels,
            goal: Some((Metric::Outcome, 3e6)),
            economics: Economics::default(),
        };
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let table = found.table(&outcome, &Locale::default());
        let row = |name: &str| table.rows.iter().find(|r| r[0].text == name).unwrap();
        assert_eq!(row("Search, a week")[1].text, "7,692");
        assert_eq!(row("Reaches 3.0M")[2].text, "70\u{a0}%");
        assert_eq!(row("Leaves more than the first")[2].text, "93\u{a0}%");
        assert!(table.rows.iter().all(|r| r.len() == 3));
        let (answer, range) = found.answer(&outcome, &Locale::default());
        assert_eq!(answer, "Spring leaves the most after media: 40k more than today");
        assert_eq!(range, "90\u{a0}% range 32k to 48k.");
        let mut others = scenarios.clone();
        others[1].weeks.truncate(5);
        let other = SideBySide { scenarios: &others, ..found };
        let table = other.table(&outcome, &Locale::default());
        let row = |name: &str| table.rows.iter().find(|r| r[0].text == name).unwrap();
        assert_eq!(
            (row("Weeks")[2].text.as_str(), row("against the first")[2].text.as_str()),
            ("5 weeks from 29 Jun 2026", "–")
        );
        assert_eq!(other.answer(&outcome, &Locale::default()).0, "Today leaves the most after media");
        let mut unsure = compared.clone();
        unsure[1].difference.profit.lo = -1e4;
        let (answer, _) = SideBySide { compared: &unsure, ..found }.answer(&outcome, &Locale::default());
        assert!(answer.starts_with("Spring may leave the most"), "{answer}");
    }
}
