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
    let step = step_of(style);
    let returns = returns_style(plan);
    let shown = (rounded_in(&today, step), rounded_in(&planned, step));
    let row = |(index, channel): (usize, &ChannelPlan)| {
        let mut row = vec![Cell::channel(&channel.name, Ink::Channel(index))];
        row.extend(spend_cells(shown.0[index], shown.1[index], style, locale));
        let limits = bounds.get(index).copied();
        row.push(Cell::words(binding_words(channel.binding, limits)));
        row.extend(marginal_cells(channel.marginal_return, returns, locale));
        row
    };
    let mut rows: Vec<Vec<Cell>> = plan.channels.iter().enumerate().map(row).collect();
    let mut sum = vec![Cell::words("Together")];
    sum.extend(spend_cells(shown.0.iter().sum(), shown.1.iter().sum(), style, locale));
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

fn spend_cells(today: f64, planned: f64, style: NumberStyle, locale: &Locale) -> [Cell; 3] {
    let number = |value: f64| Cell::number(value, style.text(locale, value));
    let change = planned - today;
    let share = if today > 0.0 { format!(" ({})", percent_change(today, planned, locale)) } else { String::new() };
    let text = if change == 0.0 { "same".to_owned() } else { format!("{}{share}", style.signed(locale, change)) };
    [number(today), number(planned), Cell::number(change, text)]
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
    let ranges = plan.channels.iter().map(|c| c.marginal_return).filter(|r| r.hi > r.lo);
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
    let decimals = usize::from(style.magnitude != format::Magnitude::One);
    NumberStyle { decimals: decimals.max(if largest < 100.0 { 1 } else { decimals }), ..style }
}

/// The smallest step that a style shows.
fn step_of(style: NumberStyle) -> f64 {
    style.magnitude.factor() / 10f64.powi(i32::try_from(style.decimals).unwrap_or(0))
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
        rows: plan.channels.iter().enumerate().map(row).collect(),
    }
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
