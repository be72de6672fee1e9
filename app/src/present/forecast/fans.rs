//! The fans: what was, what is to come with its 50, 68 and 90 % ranges, and the quantiles behind them.

use crate::present::axis::{Base, day_number};
use crate::present::format::NumberStyle;
use crate::present::goal::goal_amount;
use crate::present::line_band::{Along, Band, Line, LineBand, Marker};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::plan::chosen_amount;
use crate::present::table::{Cell, Column, Table};
use crate::state::GoalTerms;
use engine::calendar::add_weeks;
use engine::forecast::{Fan, Forecast, LEVELS};
use engine::panel::Panel;
use engine::plan::Metric;
use jiff::civil::Date;

/// Observed weeks shown before the first one ahead.
const PAST_WEEKS: usize = 26;
/// Share and quantiles of each range, the widest first.
const RANGES: [(f64, usize, usize); 3] = [(0.9, 0, 6), (0.68, 1, 5), (0.5, 2, 4)];
/// Place of the median.
const MEDIAN: usize = 3;
/// Places of the quantiles that the table shows: 5, 25, 50, 75 and 95 %.
const SHOWN: [usize; 5] = [0, 2, 3, 4, 6];

/// The last half year and the weeks ahead.
#[must_use]
pub fn weekly_fan(forecast: &Forecast, panel: &Panel, outcome: &Outcome, locale: &Locale) -> LineBand {
    let (mut dates, mut actual) = past(panel, forecast.weeks.first().copied());
    let observed = actual.len();
    let next = dates.last().map(|last| add_weeks(*last, 1));
    // Where the plan starts later than the data end, nothing is drawn in between.
    if let Some(gap) = next.filter(|next| forecast.weeks.first().is_some_and(|first| next < first)) {
        dates.push(gap);
        actual.push(f64::NAN);
    }
    let known = actual.len();
    let weeks: Vec<Date> = dates.iter().chain(&forecast.weeks).copied().collect();
    let quantity = format!("{} a week", outcome.heading(locale));
    let mut chart = LineBand::new(quantity, outcome.unit(), Along::Weeks(weeks));
    chart.bands = bands(&forecast.weekly, known);
    let values = actual.into_iter().chain(quantile(&forecast.weekly, MEDIAN)).collect();
    chart.lines.push(Line { name: "Actual, then median".to_owned(), ink: Ink::Accent, values, observed });
    chart.moments = forecast.weeks.first().map(|first| today(*first)).into_iter().collect();
    chart.base = Base::Data;
    chart.height = 280.0;
    chart
}

/// The sum so far, with the goal.
#[must_use]
pub fn cumulative_fan(forecast: &Forecast, goal: Option<&GoalTerms>, outcome: &Outcome, locale: &Locale) -> LineBand {
    let quantity = format!("{} so far", outcome.heading(locale));
    let mut chart = LineBand::new(quantity, outcome.unit(), Along::Weeks(forecast.weeks.clone()));
    chart.bands = bands(&forecast.cumulative, 0);
    let values = quantile(&forecast.cumulative, MEDIAN).collect();
    chart.lines.push(Line { name: "Median".to_owned(), ink: Ink::Accent, values, observed: 0 });
    let label = |goal: &GoalTerms| match goal.metric {
        Metric::Outcome => format!("Goal {}", chosen_amount(locale, outcome.unit(), goal.amount)),
        metric => format!("Goal {}", goal_amount(metric, goal.amount, locale)),
    };
    let level = |goal: &GoalTerms| Marker { at: goal.needed(), label: label(goal), ink: Ink::Shortfall };
    chart.levels = goal.map(level).into_iter().collect();
    chart.height = 280.0;
    chart
}

/// The observed weeks before `first`, the last half year of them.
fn past(panel: &Panel, first: Option<Date>) -> (Vec<Date>, Vec<f64>) {
    let before = panel.weeks().iter().take_while(|week| first.is_none_or(|first| **week < first)).count();
    let from = before.saturating_sub(PAST_WEEKS);
    (panel.weeks()[from..before].to_vec(), panel.outcome()[from..before].to_vec())
}

fn today(first: Date) -> Marker {
    Marker { at: day_number(first), label: "ahead".to_owned(), ink: Ink::Muted }
}

fn quantile(fan: &Fan, place: usize) -> impl Iterator<Item = f64> {
    fan.quantiles.iter().map(move |week| week[place])
}

fn bands(fan: &Fan, known: usize) -> Vec<Band> {
    let edge = |place: usize| std::iter::repeat_n(f64::NAN, known).chain(quantile(fan, place)).collect();
    let band = |(share, low, high)| Band { share, ink: Ink::Accent, low: edge(low), high: edge(high) };
    RANGES.into_iter().map(band).collect()
}

/// Mean and the 5, 25, 50, 75 and 95 % quantiles of every week.
#[must_use]
pub fn quantile_table(fan: &Fan, weeks: &[Date], caption: &str, locale: &Locale) -> Table {
    let widest = fan.quantiles.iter().map(|q| (q[0], q[6])).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    let (low, high) = widest.unwrap_or((0.0, 1.0));
    let style = NumberStyle::for_range(crate::present::format::Unit::Number, low, high);
    let number = |value: f64| Cell::number(value, style.text(locale, value));
    let row = |((week, mean), quantiles): ((&Date, &f64), &[f64; 7])| {
        let mut row = vec![Cell::date(*week, locale), number(*mean)];
        row.extend(SHOWN.map(|place| number(quantiles[place])));
        row
    };
    let mut columns = vec![Column::words("Week from"), Column::numbers("Mean")];
    columns.extend(SHOWN.map(|place| Column::numbers(level_name(LEVELS[place]))));
    let rows = weeks.iter().zip(&fan.mean).zip(&fan.quantiles).map(row).collect();
    Table { caption: caption.to_owned(), columns, rows }
}

fn level_name(level: f64) -> String {
    if level == 0.5 { "Median".to_owned() } else { format!("{:.0}\u{a0}%", level * 100.0) }
}

#[cfg(test)]
mod tests {
    use super::super::samples::forecast;
    use super::*;
    use crate::present::goal::samples::goal as stated;
    use engine::panel::{OutcomeKind, PanelParts};
    use jiff::ToSpan;
    use jiff::civil::date;

    fn panel(weeks: i32) -> Panel {
        let first = date(2026, 6, 22).saturating_sub((7 * (weeks - 1)).days());
        let parts = PanelParts {
            weeks: (0..weeks).map(|week| first.saturating_add((7 * week).days())).collect(),
            outcome_name: "Revenue".to_owned(),
            outcome_kind: OutcomeKind::Money,
            outcome: (0..weeks).map(|week| 200e3 + f64::from(week)).collect(),
            channels: vec![],
            drivers: vec![],
            regions: vec![],
        };
        Panel::new(parts).unwrap()
    }

    #[test]
    fn half_a_year_of_actuals_leads_into_the_fan() {
        let panel = panel(60);
        let chart = weekly_fan(&forecast(), &panel, &Outcome::of(&panel), &Locale::default());
        assert_eq!((chart.along.len(), chart.lines[0].observed), (39, 26));
        assert_eq!(chart.lines[0].values[25], 200e3 + 59.0);
        assert!(chart.bands.iter().all(|band| band.low.iter().filter(|value| value.is_finite()).count() == 13));
    }

    #[test]
    fn the_goal_is_a_line_in_the_sum() {
        let panel = panel(5);
        let fan = |metric, amount| {
            let goal = stated(metric, amount, &forecast().weeks, None).terms;
            cumulative_fan(&forecast(), Some(&goal), &Outcome::of(&panel), &Locale::default())
        };
        assert_eq!(fan(Metric::Outcome, 2.9e6).levels[0].label, "Goal $2.9M");
        let profit = fan(Metric::Profit, 1.03e6);
        assert_eq!(profit.levels[0].label, "Goal 1.03M profit after media");
        assert!((profit.levels[0].at - 2.9e6).abs() < 1e-6);
        assert_eq!(weekly_fan(&forecast(), &panel, &Outcome::of(&panel), &Locale::default()).lines[0].observed, 5);
    }

    #[test]
    fn nothing_is_drawn_until_a_later_plan_starts() {
        let (panel, mut later) = (panel(5), forecast());
        later.weeks.iter_mut().for_each(|week| *week = add_weeks(*week, 4));
        let chart = weekly_fan(&later, &panel, &Outcome::of(&panel), &Locale::default());
        let values = &chart.lines[0].values;
        assert_eq!((chart.along.len(), values.len(), chart.lines[0].observed), (19, 19, 5));
        assert!(values[5].is_nan() && chart.bands[0].low[5].is_nan() && !values[6].is_nan());
    }

    #[test]
    fn every_week_has_its_quantiles() {
        let forecast = forecast();
        let table = quantile_table(&forecast.weekly, &forecast.weeks, "Revenue a week", &Locale::default());
        assert_eq!((table.rows.len(), table.columns.len()), (13, 7));
        assert_eq!(table.columns[4].title, "Median");
        assert_eq!(table.rows[0][4].text, "231k");
    }
}
