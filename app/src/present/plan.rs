//! The Plan page in words and numbers: the answer, the table, the limits, why it is the best, what is committed.

mod aim;
mod answer;
pub mod board;
mod budget_rows;
mod cloud;
mod commitment;
mod comparison;
mod figures;
mod horizon;
mod limits;
mod metric;
mod moves;
mod obstacle;
mod reasons;
mod room;
mod side_by_side;
mod trust;
mod week_grid;
mod weekly;
mod worth;

#[cfg(test)]
mod samples;

pub use aim::{RiskChoice, aim_sentence, metrics};
pub use answer::{Answer, Verdict, answer, answer_in, own_answer};
pub use budget_rows::{BudgetRow, BudgetRows, Budgeted, budget_rows, weekly_style};
pub use cloud::{CloudView, nearest_point, totals_of};
pub use commitment::{Written, written_down};
pub use comparison::{binding_words, comparison_table, spend_bars};
pub use figures::{ResponseFigures, response_figures};
pub use horizon::{HorizonChoice, horizons, quarter_ends, starts};
pub use limits::{Preset, limits_in_words};
pub use metric::{counted_in, gain_of, has_value, metric_name, worth_in};
pub use moves::{Source, most, moved, totals};
pub use obstacle::{Obstacle, Remedy, conflict_sentence, conflicts_of, limit_name, obstacle};
pub use reasons::{extrapolated, reasons};
pub use room::{Room, Standing, room_answer, room_picture};
pub use side_by_side::SideBySide;
pub use trust::{Doubt, badge, outdated, untrusted};
pub use week_grid::{cell_style, filled, read_block, set_rule, weekly_lines};
pub use weekly::{is_whole, weekly_table};
pub use worth::{Weighing, WorthTile, change_text};

use super::format::{Magnitude, NumberStyle, Unit};
use super::locale::Locale;
use super::parse::parse_number;
use engine::plan::Metric;
use jiff::civil::Date;

/// The horizon as people say it: a quarter, or a number of weeks.
#[must_use]
pub fn horizon_name(weeks: usize) -> String {
    match weeks {
        13 => "the quarter".to_owned(),
        1 => "the week".to_owned(),
        weeks => format!("the next {weeks} weeks"),
    }
}

/// `Search`, `Search and TV`, `Search, TV and Audio`.
#[must_use]
pub fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// `13 weeks`, `1 week`.
#[must_use]
pub fn weeks_text(weeks: usize) -> String {
    if weeks == 1 { "1 week".to_owned() } else { format!("{weeks} weeks") }
}

/// `13 weeks from 29 Jun 2026`.
#[must_use]
pub fn period(weeks: &[Date], locale: &Locale) -> String {
    let from = weeks.first().map_or_else(String::new, |first| format!(" from {}", locale.date(*first)));
    format!("{}{from}", weeks_text(weeks.len()))
}

/// An amount that someone chose, compact and without idle zeros: `$535k`, `$24k`, `2.79M`, `3.0M`.
#[must_use]
pub fn chosen_amount(locale: &Locale, unit: Unit, amount: f64) -> String {
    let full = NumberStyle::for_value(unit, amount);
    let least = usize::from(matches!(full.magnitude, Magnitude::Million | Magnitude::Billion));
    let at = |decimals: usize| {
        let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
        (amount / full.magnitude.factor() * scale).round() / scale
    };
    let exact = at(full.decimals);
    let enough = (least..=full.decimals).find(|decimals| (at(*decimals) - exact).abs() < 1e-9);
    NumberStyle { decimals: enough.unwrap_or(full.decimals), ..full }.text(locale, amount)
}

/// How amounts that stand in fields beside each other are printed: the smallest of them keeps three digits.
#[must_use]
pub fn amount_style(amounts: impl IntoIterator<Item = f64>) -> NumberStyle {
    let sizes = amounts.into_iter().map(f64::abs).filter(|size| *size > 0.0);
    NumberStyle::for_amounts(Unit::Number, sizes.reduce(f64::min).unwrap_or_default())
}

/// An amount of spend, with its currency.
#[must_use]
pub fn spend_text(locale: &Locale, amount: f64) -> String {
    chosen_amount(locale, Unit::Money, amount)
}

/// A goal, without the currency.
#[must_use]
pub fn goal_text(locale: &Locale, goal: f64) -> String {
    chosen_amount(locale, Unit::Number, goal)
}

/// A goal as it was typed: none where nothing was, or a sentence on what is wrong. Only profit can be below zero.
///
/// # Errors
/// What to tell the person who typed it.
pub fn read_goal(text: &str, metric: Metric, locale: &Locale) -> Result<Option<f64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match parse_number(text, locale) {
        Ok(goal) if goal > 0.0 || metric == Metric::Profit => Ok(Some(goal)),
        Ok(_) => Err("A goal is an amount above zero.".to_owned()),
        Err(error) => Err(error.sentence(locale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed() {
        let names = ["Search", "TV", "Audio"].map(str::to_owned);
        assert_eq!((listed(&names[..1]), listed(&names)), ("Search".to_owned(), "Search, TV and Audio".to_owned()));
    }

    #[test]
    fn chosen_amounts_have_no_idle_zeros() {
        for (amount, expected) in
            [(535e3, "535k"), (24e3, "24k"), (24_500.0, "24.5k"), (3e6, "3.0M"), (2.79e6, "2.79M"), (9.0, "9")]
        {
            assert_eq!(goal_text(&Locale::default(), amount), expected);
        }
    }

    #[test]
    fn amounts_in_fields_keep_their_digits() {
        let locale = Locale::default();
        let texts = |amounts: [f64; 2]| amounts.map(|amount| amount_style(amounts).text(&locale, amount));
        assert_eq!(texts([1.18, 4.72]), ["1.18", "4.72"]);
        assert_eq!(texts([133_812.5, 535_250.0]), ["133,812", "535,250"]);
        assert_eq!(texts([0.0, 4.5]), ["0.00", "4.50"]);
    }

    #[test]
    fn goals_are_read_or_refused() {
        let read = |text| read_goal(text, Metric::Outcome, &Locale::default());
        assert_eq!((read(" "), read("3M"), read("$2,900,000")), (Ok(None), Ok(Some(3e6)), Ok(Some(2.9e6))));
        assert!(read("-5").is_err() && read("a lot").is_err());
        assert_eq!(read_goal("-5", Metric::Profit, &Locale::default()), Ok(Some(-5.0)));
    }
}
