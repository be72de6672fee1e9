//! The planned spend week by week: rows and columns add up as shown.

use crate::present::format::{self, Unit};
use crate::present::locale::Locale;
use crate::present::rounding::{rounded_in, rounded_to_sum};
use crate::present::table::{Cell, Column, Table};
use engine::plan::Scenario;

/// One row a week, one column a channel, in whole units of the currency; sums at both edges.
#[must_use]
pub fn weekly_table(scenario: &Scenario, channels: &[String], locale: &Locale) -> Table {
    let shown = shown_spend(scenario);
    let number = |value: f64| Cell::number(value, whole(locale, value));
    let row = |(week, date): (usize, &jiff::civil::Date)| {
        let parts = shown.iter().map(|channel| channel.get(week).copied().unwrap_or_default());
        let parts: Vec<f64> = parts.collect();
        let mut row = vec![Cell::words(date.to_string()), number(parts.iter().sum())];
        row.extend(parts.into_iter().map(number));
        row
    };
    let mut rows: Vec<Vec<Cell>> = scenario.weeks.iter().enumerate().map(row).collect();
    let totals: Vec<f64> = shown.iter().map(|channel| channel.iter().sum()).collect();
    let mut sum = vec![Cell::words("Together"), number(totals.iter().sum())];
    sum.extend(totals.into_iter().map(number));
    rows.push(sum);
    let mut columns = vec![Column::words("Week from"), Column::numbers("Together")];
    columns.extend(channels.iter().map(Column::numbers));
    Table { caption: format!("Planned spend a week, {}", locale.currency.code), columns, rows }
}

/// Spend in whole units: channels x weeks. Each channel's weeks sum to its rounded total, and those to the budget.
fn shown_spend(scenario: &Scenario) -> Vec<Vec<f64>> {
    let totals = rounded_in(&scenario.totals(), 1.0);
    let round = |(weeks, total): (&Vec<f64>, f64)| {
        rounded_to_sum(weeks, total as i64).into_iter().map(|spend| spend as f64).collect()
    };
    scenario.spend.iter().zip(totals).map(round).collect()
}

fn whole(locale: &Locale, value: f64) -> String {
    let style = format::NumberStyle { unit: Unit::Number, magnitude: format::Magnitude::One, decimals: 0 };
    style.text(locale, value)
}

#[cfg(test)]
mod tests {
    use super::super::samples::weeks;
    use super::*;
    use proptest::prelude::*;

    fn value(cell: &Cell) -> f64 {
        cell.value.unwrap()
    }

    proptest! {
        #[test]
        fn rows_and_columns_add_up(spend in proptest::collection::vec(proptest::collection::vec(0.0..9e4f64, 13), 1..8)) {
            let names: Vec<String> = (0..spend.len()).map(|c| format!("c{c}")).collect();
            let budget: f64 = spend.iter().flatten().sum();
            let table = weekly_table(&Scenario { weeks: weeks(), spend, drivers: vec![] }, &names, &Locale::default());
            for row in &table.rows {
                prop_assert_eq!(value(&row[1]), row[2..].iter().map(value).sum::<f64>());
            }
            for column in 1..table.columns.len() {
                let weeks: f64 = table.rows[..13].iter().map(|row| value(&row[column])).sum();
                prop_assert_eq!(weeks, value(&table.rows[13][column]));
            }
            prop_assert_eq!(value(&table.rows[13][1]), budget.round());
        }
    }

    #[test]
    fn a_dangerous_name_is_harmless_in_the_file() {
        let scenario = Scenario { weeks: weeks(), spend: vec![vec![1.0; 13]], drivers: vec![] };
        let file = weekly_table(&scenario, &["=cmd()".to_owned()], &Locale::default()).to_csv();
        assert!(file.starts_with("Week from,Together,'=cmd()\r\n2026-06-29,1,1\r\n"), "{file}");
    }
}
