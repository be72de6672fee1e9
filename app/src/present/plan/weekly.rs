//! The planned spend week by week: rows and columns add up as shown.

use crate::present::format::{NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::rounding::{rounded_in, rounded_to_sum};
use crate::present::table::{Cell, Column, Table};
use engine::plan::Scenario;

/// One row a week, one column a channel, sums at both edges: shown so that they add up, in the file as they are.
#[must_use]
pub fn weekly_table(scenario: &Scenario, channels: &[String], locale: &Locale) -> Table {
    let style = style(scenario);
    let paid = |spend: &[Vec<f64>]| -> Vec<Vec<f64>> {
        let all = spend.iter().enumerate().filter(|(c, _)| scenario.is_paid(*c));
        all.map(|(_, weeks)| weeks.clone()).collect()
    };
    let shown = shown_spend(scenario, style.step());
    let cells = |exact: Vec<f64>, shown: Vec<f64>| {
        let number = |(exact, shown): (f64, f64)| Cell::number(exact, style.text(locale, shown));
        let sums = (exact.iter().sum(), shown.iter().sum());
        std::iter::once(sums).chain(exact.into_iter().zip(shown)).map(number).collect::<Vec<_>>()
    };
    let row = |(week, date): (usize, &jiff::civil::Date)| {
        let of = |spend: &[Vec<f64>]| paid(spend).iter().map(|c| c.get(week).copied().unwrap_or_default()).collect();
        let mut row = vec![Cell::date(*date, locale)];
        row.extend(cells(of(&scenario.spend), of(&shown)));
        row
    };
    let mut rows: Vec<Vec<Cell>> = scenario.weeks.iter().enumerate().map(row).collect();
    let mut sum = vec![Cell::words("Together")];
    let totals = |spend: &[Vec<f64>]| paid(spend).iter().map(|channel| channel.iter().sum()).collect();
    sum.extend(cells(totals(&scenario.spend), totals(&shown)));
    rows.push(sum);
    let mut columns = vec![Column::words("Week from"), Column::numbers("Together")];
    columns.extend(channels.iter().enumerate().filter(|(c, _)| scenario.is_paid(*c)).map(|(_, c)| Column::numbers(c)));
    Table { caption: format!("Planned spend a week, {}", locale.currency.code), columns, rows }
}

/// The digits that the largest spend of a week asks for: whole units of money, decimals where spend is counted in
/// thousands or as shares.
fn style(scenario: &Scenario) -> NumberStyle {
    NumberStyle::for_amounts(Unit::Number, scenario.spend.iter().flatten().copied().fold(0.0, f64::max))
}

/// Whether weeks of this spend are shown in whole units.
#[must_use]
pub fn is_whole(scenario: &Scenario) -> bool {
    style(scenario).decimals == 0
}

/// Spend in steps of `step`: channels x weeks. Each channel's weeks sum to its rounded total, and those to the budget.
fn shown_spend(scenario: &Scenario, step: f64) -> Vec<Vec<f64>> {
    let totals = rounded_in(&scenario.totals(), step);
    let round = |(weeks, total): (&Vec<f64>, f64)| {
        let scaled: Vec<f64> = weeks.iter().map(|spend| spend / step).collect();
        let steps = (total / step).round() as i64;
        rounded_to_sum(&scaled, steps).into_iter().map(|steps| steps as f64 * step).collect()
    };
    scenario.spend.iter().zip(totals).map(round).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::weeks;
    use super::*;
    use proptest::prelude::*;

    /// A cell as it is shown, in thousandths.
    fn shown(cell: &Cell) -> i64 {
        (cell.text.replace(',', "").parse::<f64>().unwrap() * 1e3).round() as i64
    }

    proptest! {
        #[test]
        fn rows_and_columns_add_up(spend in proptest::collection::vec(proptest::collection::vec(0.0..1f64, 13), 1..8),
                                     size in proptest::sample::select(vec![0.4, 30.0, 9e4])) {
            let scale = |weeks: Vec<f64>| weeks.into_iter().map(|spend| spend * size).collect();
            let spend: Vec<Vec<f64>> = spend.into_iter().map(scale).collect();
            let names: Vec<String> = (0..spend.len()).map(|c| format!("c{c}")).collect();
            let budget: f64 = spend.iter().flatten().sum();
            let table = weekly_table(&Scenario { weeks: weeks(), spend, ..Scenario::default() }, &names, &Locale::default());
            for row in &table.rows {
                prop_assert_eq!(shown(&row[1]), row[2..].iter().map(shown).sum::<i64>());
            }
            for column in 1..table.columns.len() {
                let weeks: i64 = table.rows[..13].iter().map(|row| shown(&row[column])).sum();
                prop_assert_eq!(weeks, shown(&table.rows[13][column]));
            }
            prop_assert!((table.rows[13][1].value.unwrap() - budget).abs() < 1e-6);
        }
    }

    #[test]
    fn small_spend_keeps_its_digits_and_the_file_has_all_of_them() {
        let scenario = Scenario {
            weeks: weeks(),
            spend: vec![vec![0.3157; 13], vec![0.0683; 13]],
            drivers: vec![],
            organic: vec![],
            ..Scenario::default()
        };
        let table = weekly_table(&scenario, &["x1".to_owned(), "x2".to_owned()], &Locale::default());
        assert_eq!(
            table.rows[13].iter().map(|c| c.text.as_str()).collect::<Vec<_>>(),
            ["Together", "4.992", "4.104", "0.888"]
        );
        assert!(["0.315", "0.316"].contains(&table.rows[0][2].text.as_str()), "{table:?}");
        assert!(table.to_csv().contains("2026-06-29,0.384,0.3157,0.0683\r\n"), "{}", table.to_csv());
        assert!(!is_whole(&scenario));
    }

    #[test]
    fn a_dangerous_name_is_harmless_in_the_file() {
        let scenario = Scenario {
            weeks: weeks(),
            spend: vec![vec![1.0; 13]],
            drivers: vec![],
            organic: vec![],
            ..Scenario::default()
        };
        let file = weekly_table(&scenario, &["=cmd()".to_owned()], &Locale::default()).to_csv();
        assert!(file.starts_with("Week from,Together,'=cmd()\r\n2026-06-29,1,1\r\n"), "{file}");
    }
}
