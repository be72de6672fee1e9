//! What the drivers do: a sentence each, for a step that happens in their own unit, and a table.

use super::terms::Terms;
use crate::present::format::{NumberStyle, Unit};
use crate::present::table::{Cell, Column, Table};
use engine::math::Interval;
use engine::panel::{Driver, DriverKind, Panel};
use engine::posterior::{DriverSummary, Summary};

/// What a driver does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverLine {
    /// The driver.
    pub name: String,
    /// What a step of it does to the outcome of a week, with its range.
    pub sentence: String,
}

/// One line a driver.
#[must_use]
pub fn lines(summary: &Summary, panel: &Panel, terms: &Terms) -> Vec<DriverLine> {
    pairs(summary, panel).map(|(summary, driver)| line(summary, driver, terms)).collect()
}

fn pairs<'a>(summary: &'a Summary, panel: &'a Panel) -> impl Iterator<Item = (&'a DriverSummary, &'a Driver)> {
    summary.drivers.iter().filter_map(|s| Some((s, panel.drivers().iter().find(|d| d.name == s.name)?)))
}

fn line(summary: &DriverSummary, driver: &Driver, terms: &Terms) -> DriverLine {
    let step = step(driver);
    let effect = summary.effect.scaled(step);
    let change = match driver.kind {
        DriverKind::Event | DriverKind::Promotion if is_yes_or_no(driver) => "A week with it".to_owned(),
        DriverKind::Calendar(_) => "A day of it".to_owned(),
        _ => format!("{} more", step_text(step, terms)),
    };
    DriverLine { name: summary.name.clone(), sentence: effect_sentence(&change, effect, terms) }
}

fn effect_sentence(change: &str, effect: Interval, terms: &Terms) -> String {
    let amount = |interval: Interval| {
        let style = NumberStyle::for_range(terms.unit(), interval.lo, interval.hi);
        let text = |value: f64| style.text(&terms.locale, value);
        (text(interval.mean), format!("90\u{a0}% range {} to {}", text(interval.lo), text(interval.hi)))
    };
    let outcome = terms.outcome();
    if effect.lo > 0.0 {
        let (brings, range) = amount(effect);
        format!("{change} brings {brings} of {outcome} a week, {range}.")
    } else if effect.hi < 0.0 {
        let (costs, range) = amount(effect.scaled(-1.0));
        format!("{change} costs {costs} of {outcome} a week, {range}.")
    } else {
        let (_, range) = amount(effect);
        format!("{change} has no clear effect on {outcome}: {range} a week.")
    }
}

/// A difference that happens: the largest power of ten within the driver's range.
fn step(driver: &Driver) -> f64 {
    let (low, high) = ends(driver);
    let width = high - low;
    if width > 0.0 { 10f64.powf((width * 1.000_001).log10().floor()) } else { 1.0 }
}

/// A power of ten as text: `0.1`, `1`, `10k`.
fn step_text(step: f64, terms: &Terms) -> String {
    NumberStyle::for_ticks(Unit::Number, step, step).text(&terms.locale, step)
}

fn ends(driver: &Driver) -> (f64, f64) {
    let values = || driver.value_by_week.iter().copied();
    (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
}

fn is_yes_or_no(driver: &Driver) -> bool {
    driver.value_by_week.iter().all(|value| *value == 0.0 || *value == 1.0)
}

/// The drivers as a table.
#[must_use]
pub fn table(summary: &Summary, panel: &Panel, terms: &Terms) -> Table {
    let columns = vec![
        Column::words("Driver"),
        Column::numbers("Change"),
        Column::numbers("Effect a week"),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
        Column::numbers("In all weeks"),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
    ];
    let row = |(summary, driver): (&DriverSummary, &Driver)| {
        let step = step(driver);
        let mut row = vec![Cell::words(&summary.name), Cell::number(step, step_text(step, terms))];
        row.extend(interval_cells(summary.effect.scaled(step), terms));
        row.extend(interval_cells(summary.contribution, terms));
        row
    };
    Table { caption: "Effects of the drivers".to_owned(), columns, rows: pairs(summary, panel).map(row).collect() }
}

fn interval_cells(interval: Interval, terms: &Terms) -> [Cell; 3] {
    let style = NumberStyle::for_range(terms.unit(), interval.lo, interval.hi);
    [interval.mean, interval.lo, interval.hi].map(|value| Cell::number(value, style.text(&terms.locale, value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::panel::OutcomeKind;

    fn sentence(effect: Interval) -> String {
        let mut summary = example::summary();
        summary.drivers[0].effect = effect;
        lines(&summary, &example::panel(OutcomeKind::Money), &example::terms()).remove(0).sentence
    }

    #[test]
    fn a_price_costs() {
        let text = sentence(example::interval(-1_900.0, -1_400.0, -900.0));
        assert_eq!(text, "1 more costs $1,400 of revenue a week, 90\u{a0}% range $900 to $1,900.");
    }

    #[test]
    fn an_effect_of_either_sign_is_not_claimed() {
        let text = sentence(example::interval(-300.0, 100.0, 500.0));
        assert!(
            text.starts_with("1 more has no clear effect on revenue: 90\u{a0}% range \u{2212}$300 to $500"),
            "{text}"
        );
    }

    #[test]
    fn the_step_is_one_that_happens() {
        let driver = |values: Vec<f64>| Driver { name: "d".into(), kind: DriverKind::Promotion, value_by_week: values };
        for (values, expected) in
            [(vec![0.0, 0.3], 0.1), (vec![0.0, 1.0], 1.0), (vec![7.0, 7.0], 1.0), (vec![0.0, 25_000.0], 10_000.0)]
        {
            assert!((step(&driver(values)) - expected).abs() < 1e-9);
        }
        let texts = [0.1, 1.0, 10_000.0, 1e6].map(|step| step_text(step, &example::terms()));
        assert_eq!(texts, ["0.1", "1", "10k", "1M"]);
        assert!(is_yes_or_no(&driver(vec![0.0, 1.0])) && !is_yes_or_no(&driver(vec![0.0, 0.3])));
    }
}
