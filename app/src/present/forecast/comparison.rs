//! Today's plan beside the optimum: what each is expected to bring, and how likely each reaches the goal.

use super::Total;
use crate::present::chance::chance;
use crate::present::format::{NumberStyle, Unit};
use crate::present::goal::goal_amount;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::table::{Cell, Column, Table};
use crate::state::GoalTerms;
use engine::forecast::Forecast;
use engine::plan::Metric;

/// A plan and its forecast.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    /// The plan's name.
    pub name: &'a str,
    /// Its spend over the horizon.
    pub spend: f64,
    /// Its forecast.
    pub forecast: &'a Forecast,
    /// The goal, with what it takes under this plan.
    pub goal: Option<GoalTerms>,
}

/// One row a plan, each with its own chance of the goal.
#[must_use]
pub fn comparison_table(plans: &[Outlook<'_>], outcome: &Outcome, locale: &Locale) -> Table {
    let goal = plans.iter().find_map(|plan| plan.goal);
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
        row.extend(goal.map(|_| match plan.goal.and_then(|goal| goal.outlook(plan.forecast)) {
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
    columns.extend(goal.map(|goal| Column::numbers(reaches(&goal, locale))));
    Table { caption: "Plans compared".to_owned(), columns, rows: plans.iter().zip(&totals).map(row).collect() }
}

/// The heading of the goal's column: a goal in another metric than the columns beside it says so.
fn reaches(goal: &GoalTerms, locale: &Locale) -> String {
    match goal.metric {
        Metric::Outcome => "Reaches the goal".to_owned(),
        metric => format!("Reaches {}", goal_amount(metric, goal.amount, locale)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::forecast;
    use super::*;
    use crate::present::goal::samples::goal;
    use engine::panel::OutcomeKind;
    use engine::plan::{Economics, Scenario};

    #[test]
    fn each_plan_has_its_probability() {
        let (today, mut better) = (forecast(), forecast());
        better.sorted_totals.iter_mut().for_each(|total| *total += 100e3);
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let stated = Some(goal(Metric::Outcome, 2.79e6, &today.weeks, None).terms);
        let plans = [
            Outlook { name: "Today's plan", spend: 535e3, forecast: &today, goal: stated },
            Outlook { name: "The optimum", spend: 535e3, forecast: &better, goal: stated },
        ];
        let table = comparison_table(&plans, &outcome, &Locale::default());
        let column = |index: usize| table.rows.iter().map(|row| row[index].text.as_str()).collect::<Vec<_>>();
        assert_eq!(column(2), ["3.00M", "3.10M"]);
        assert_eq!(column(5), ["71\u{a0}%", "81\u{a0}%"]);
        let without = plans.map(|plan| Outlook { goal: None, ..plan });
        assert_eq!(comparison_table(&without, &outcome, &Locale::default()).columns.len(), 5);
    }

    #[test]
    fn a_dearer_plan_is_less_likely_to_reach_a_profit() {
        let forecast = forecast();
        let plan = |name, spend: f64| {
            let weeks = forecast.weeks.clone();
            let scenario = Scenario { spend: vec![vec![spend / 13.0; 13]], weeks, ..Scenario::default() };
            let goal = GoalTerms::new(Metric::Profit, 2.25e6, None, Economics::default(), &scenario);
            Outlook { name, spend, forecast: &forecast, goal }
        };
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let table = comparison_table(&[plan("a", 500e3), plan("b", 600e3)], &outcome, &Locale::default());
        let chances = [0, 1].map(|row: usize| table.rows[row][5].value.unwrap());
        assert!((chances[0] - chances[1] - 0.1).abs() < 2e-3, "{chances:?}");
        assert_eq!(table.columns[5].title, "Reaches 2.25M profit after media");
    }
}
