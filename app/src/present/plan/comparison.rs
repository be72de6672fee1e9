//! Today against the plan, channel by channel: the table, whose parts add up as shown, and the bars.

use crate::present::bars::{PairedBars, PairedRow};
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::palette::Ink;
use crate::present::rounding::rounded_in;
use crate::present::table::{Cell, Column, Table};
use engine::math::Interval;
use engine::plan::{Binding, Bounds, ChannelPlan, Plan};

/// Today, plan, change, what binds, and what the next unit of spend returns. The last row is the sum.
#[must_use]
pub fn comparison_table(plan: &Plan, bounds: &[Bounds], locale: &Locale) -> Table {
    let today: Vec<f64> = plan.channels.iter().map(|c| c.today).collect();
    let planned: Vec<f64> = plan.channels.iter().map(|c| c.planned).collect();
    let style = spend_style(today.iter().chain(&planned).copied());
    let returns = returns_style(plan);
    let shown = (rounded_in(&today, style.step()), rounded_in(&planned, style.step()));
    let spend = |index: usize| Spend {
        today: Amount { exact: today[index], shown: shown.0[index] },
        planned: Amount { exact: planned[index], shown: shown.1[index] },
    };
    let row = |(index, channel): (usize, &ChannelPlan)| {
        let mut row = vec![Cell::channel(&channel.name, Ink::Channel(index))];
        row.extend(spend_cells(spend(index), style, locale));
        let limits = bounds.get(index).copied();
        row.push(Cell::words(binding_words(channel.binding, limits)));
        row.extend(marginal_cells(channel.marginal_return, returns, locale));
        row
    };
    let mut rows: Vec<Vec<Cell>> = paid(plan).map(row).collect();
    let mut sum = vec![Cell::words("Together")];
    sum.extend(spend_cells((0..today.len()).map(spend).fold(Spend::default(), Spend::plus), style, locale));
    sum.extend([Cell::default(), Cell::default(), Cell::default()]);
    rows.push(sum);
    let caption = format!("Spend over {} today and planned", super::weeks_text(plan.scenario.weeks.len()));
    Table { caption, columns: columns(locale), rows }
}

fn columns(locale: &Locale) -> Vec<Column> {
    let code = &locale.currency.code;
    vec![
        Column::words("Channel"),
        Column::numbers(format!("Today, {code}")),
        Column::numbers("Plan"),
        Column::numbers("Change"),
        Column::words("Limit"),
        Column::numbers("Next unit returns"),
        Column::numbers("90\u{a0}% range"),
    ]
}

/// An amount as it is, for the file and for shares, and as it is shown, so that the column adds up.
#[derive(Clone, Copy, Default)]
struct Amount {
    exact: f64,
    shown: f64,
}

/// What one channel, or all, spend today and in the plan.
#[derive(Clone, Copy, Default)]
struct Spend {
    today: Amount,
    planned: Amount,
}

impl Spend {
    fn plus(self, other: Self) -> Self {
        let sum = |a: Amount, b: Amount| Amount { exact: a.exact + b.exact, shown: a.shown + b.shown };
        Self { today: sum(self.today, other.today), planned: sum(self.planned, other.planned) }
    }
}

fn spend_cells(Spend { today, planned }: Spend, style: NumberStyle, locale: &Locale) -> [Cell; 3] {
    let number = |amount: Amount| Cell::number(amount.exact, style.text(locale, amount.shown));
    let change = planned.shown - today.shown;
    let has_share = today.exact > 0.0;
    let share =
        if has_share { format!(" ({})", percent_change(today.exact, planned.exact, locale)) } else { String::new() };
    let is_same = change.abs() < style.step() / 2.0;
    let text = if is_same { "same".to_owned() } else { format!("{}{share}", style.signed(locale, change)) };
    [number(today), number(planned), Cell::number(planned.exact - today.exact, text)]
}

fn percent_change(today: f64, planned: f64, locale: &Locale) -> String {
    let style = NumberStyle { unit: Unit::Percent, magnitude: format::Magnitude::One, decimals: 0 };
    style.signed(locale, planned / today - 1.0)
}

fn marginal_cells(returned: Interval, style: NumberStyle, locale: &Locale) -> [Cell; 2] {
    let text = |value: f64| style.text(locale, value);
    let range = format!("{} to {}", text(returned.lo), text(returned.hi));
    [Cell::number(returned.mean, text(returned.mean)), Cell::words(range)]
}

/// One style for all returns: the digits that the narrowest range deserves, so that equal returns look equal.
fn returns_style(plan: &Plan) -> NumberStyle {
    let ranges = paid(plan).map(|(_, c)| c.marginal_return).filter(|r| r.hi > r.lo);
    let narrowest = ranges.min_by(|a, b| (a.hi - a.lo).total_cmp(&(b.hi - b.lo)));
    let style = narrowest.map_or(0, |r| NumberStyle::for_range(Unit::Number, r.lo, r.hi).decimals);
    NumberStyle { unit: Unit::Number, magnitude: format::Magnitude::One, decimals: style.min(5) }
}

/// What keeps a channel where it is, in words.
#[must_use]
pub fn binding_words(binding: Binding, bounds: Option<Bounds>) -> &'static str {
    match (binding, bounds) {
        (_, Some(b)) if b.max <= b.min => "held",
        (Binding::Free, _) => "",
        (Binding::AtMinimum, Some(b)) if b.min <= 0.0 => "nothing",
        (Binding::AtMinimum, _) => "at minimum",
        (Binding::AtMaximum, _) => "at maximum",
    }
}

/// One style for all spend of a plan, to a thousandth of the largest at the finest.
fn spend_style(amounts: impl Iterator<Item = f64>) -> NumberStyle {
    let largest = amounts.fold(0.0, f64::max);
    let style = NumberStyle::for_value(Unit::Number, largest);
    match style.magnitude {
        format::Magnitude::One => NumberStyle::for_amounts(Unit::Number, largest),
        _ => NumberStyle { decimals: 1, ..style },
    }
}

/// Today's and the planned spend a channel, as bars.
#[must_use]
pub fn spend_bars(plan: &Plan, locale: &Locale) -> PairedBars {
    let row = |(index, channel): (usize, &ChannelPlan)| PairedRow {
        name: channel.name.clone(),
        ink: Ink::Channel(index),
        before: channel.today,
        after: channel.planned,
    };
    PairedBars {
        quantity: format!("Spend over {}, {}", super::weeks_text(plan.scenario.weeks.len()), locale.currency.code),
        unit: Unit::Money,
        before: "Today".to_owned(),
        after: "Plan".to_owned(),
        rows: paid(plan).map(row).collect(),
    }
}

/// The channels on which money is spent, with their places.
fn paid(plan: &Plan) -> impl Iterator<Item = (usize, &ChannelPlan)> {
    plan.channels.iter().enumerate().filter(|(index, _)| plan.scenario.is_paid(*index))
}

#[cfg(test)]
mod tests {
    use super::super::samples::plan;
    use super::*;

    fn table(plan: &Plan) -> Table {
        let bounds = plan.channels.iter().map(|c| Bounds { min: 0.0, max: 2.0 * c.today });
        comparison_table(plan, &bounds.collect::<Vec<_>>(), &Locale::default())
    }

    #[test]
    fn rows_say_what_changes_and_what_binds() {
        let texts: Vec<Vec<String>> =
            table(&plan()).rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect();
        assert_eq!(texts[0][1..4], ["120.0k", "100.0k", "\u{2212}20.0k (\u{2212}17\u{a0}%)"]);
        assert_eq!(texts[1][4..], ["at maximum", "1.44", "1.01 to 2.02"]);
        assert_eq!(texts[2][3], "same");
        assert_eq!(texts[3][..4], ["Together", "270.0k", "270.0k", "same"]);
    }

    #[test]
    fn small_amounts_keep_their_digits_and_shares_are_of_the_amounts_themselves() {
        let mut plan = plan();
        for (channel, (today, planned)) in plan.channels.iter_mut().zip([(2.355, 3.263), (1.775, 1.775), (4.1, 3.192)])
        {
            (channel.today, channel.planned) = (today, planned);
        }
        let table = table(&plan);
        let bars = spend_bars(&plan, &Locale::default());
        let (before, after) = (bars.rows[0].before, bars.rows[0].after);
        assert_eq!(percent_change(before, after, &Locale::default()), "+39\u{a0}%");
        assert_eq!(table.rows[0][3].text, "+0.90 (+39\u{a0}%)", "{table:?}");
        assert_eq!(table.rows[0][2].value, Some(3.263));
        assert_eq!(table.rows[3][1].text, "8.23");
    }

    #[test]
    fn parts_as_shown_sum_to_the_total_as_shown() {
        let mut plan = plan();
        for (channel, spend) in plan.channels.iter_mut().zip([33_333.4, 33_333.4, 33_333.2]) {
            channel.planned = spend;
        }
        let table = table(&plan);
        let shown = |row: &Vec<Cell>| row[2].text.trim_end_matches('k').parse::<f64>().unwrap();
        let parts: f64 = table.rows[..3].iter().map(shown).sum();
        assert!((parts - shown(&table.rows[3])).abs() < 1e-9, "{table:?}");
    }
}
