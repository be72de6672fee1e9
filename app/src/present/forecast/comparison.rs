//! Today's plan beside the optimum: what each is expected to bring, and how likely each reaches the goal.

use super::Total;
use crate::present::chance::chance;
use crate::present::format::{NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::table::{Cell, Column, Table};
use crate::state::outlook_on;
use engine::forecast::Forecast;
use jiff::civil::Date;

/// A plan and its forecast.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    /// The plan's name.
    pub name: &'a str,
    /// Its spend over the horizon.
    pub spend: f64,
    /// Its forecast.
    pub forecast: &'a Forecast,
}

/// One row a plan; the goal comes with the last day that counts for it.
#[must_use]
pub fn comparison_table(
    plans: &[Outlook<'_>],
    goal: Option<(f64, Option<Date>)>,
    outcome: &Outcome,
    locale: &Locale,
) -> Table {
    let totals: Vec<Total> = plans.iter().map(|plan| Total::of(plan.forecast)).collect();
    let low = totals.iter().map(|total| total.lo).fold(f64::INFINITY, f64::min);
    let high = totals.iter().map(|total| total.hi).fold(f64::NEG_INFINITY, f64::max);
    // One digit more than a single range deserves, so that a small difference between the plans shows.
    let style = NumberStyle::for_range(Unit::Number, low, high);
    let style = NumberStyle { decimals: style.decimals + 1, ..style };
    let number = |value: f64| Cell::number(value, style.text(locale, value));
    let row = |(plan, total): (&Outlook<'_>, &Total)| {
        let spend = NumberStyle::for_value(Unit::Number, plan.spend).text(locale, plan.spend);
        let mut row = vec![Cell::words(plan.name), Cell::number(plan.spend, spend)];
        row.extend([number(total.mean), number(total.lo), number(total.hi)]);
        row.extend(goal.map(|(goal, by)| match outlook_on(plan.forecast, goal, by) {
            Some(outlook) => Cell::number(outlook.probability, chance(locale, outlook.probability)),
            None => Cell::words("–"),
        }));
        row
    };
    let mut columns = vec![
        Column::words("Plan"),
        Column::numbers(format!("Spend, {}", locale.currency.code)),
        Column::numbers(format!("{} expected", outcome.heading(locale))),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
    ];
    columns.extend(goal.map(|_| Column::numbers("Reaches the goal")));
    Table { caption: "Plans compared".to_owned(), columns, rows: plans.iter().zip(&totals).map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::forecast;
    use super::*;
    use engine::panel::OutcomeKind;

    #[test]
    fn each_plan_has_its_probability() {
        let (today, mut better) = (forecast(), forecast());
        better.sorted_totals.iter_mut().for_each(|total| *total += 100e3);
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let plans = [
            Outlook { name: "Today's plan", spend: 535e3, forecast: &today },
            Outlook { name: "The optimum", spend: 535e3, forecast: &better },
        ];
        let table = comparison_table(&plans, Some((2.79e6, None)), &outcome, &Locale::default());
        let column = |index: usize| table.rows.iter().map(|row| row[index].text.as_str()).collect::<Vec<_>>();
        assert_eq!(column(2), ["3.00M", "3.10M"]);
        assert_eq!(column(5), ["71\u{a0}%", "81\u{a0}%"]);
        assert_eq!(comparison_table(&plans, None, &outcome, &Locale::default()).columns.len(), 5);
    }
}
