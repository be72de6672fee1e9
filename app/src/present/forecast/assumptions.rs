//! What the forecast assumes about everything that is not spend, stated plainly.

use crate::present::format::{self, NumberStyle, Unit};
use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use engine::panel::{Driver, DriverKind, Panel};
use engine::plan::Scenario;

/// Weeks that make "the same week last year" known.
const YEAR: usize = 52;

/// What is assumed about one driver.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Its name.
    pub driver: String,
    /// What is assumed, as a clause: "stays at 84.0".
    pub words: String,
    /// Whether the user has changed it.
    pub is_edited: bool,
    /// Its value a week.
    pub values: Vec<f64>,
}

/// What a scenario assumes of the panel's drivers; `usual` is the scenario without the user's changes.
#[must_use]
pub fn assumptions(scenario: &Scenario, usual: &Scenario, panel: &Panel, locale: &Locale) -> Vec<Assumption> {
    let mut before = usual.assumed();
    let mut now = scenario.assumed();
    let mut assumption = |driver: &Driver| {
        let values = now.next().cloned().unwrap_or_default();
        let is_edited = before.next() != Some(&values);
        Assumption { driver: driver.name.clone(), words: words(driver, &values, is_edited, locale), is_edited, values }
    };
    let mut all: Vec<Assumption> = panel.drivers().iter().map(&mut assumption).collect();
    all.extend(organic(panel).map(|channel| {
        let value_by_week = channel.amount_by_week().to_vec();
        assumption(&Driver { name: channel.name.clone(), kind: DriverKind::Control, value_by_week })
    }));
    all
}

/// The channels that are not paid for: their activity is assumed like a driver's value.
fn organic(panel: &Panel) -> impl Iterator<Item = &engine::panel::Channel> {
    panel.channels().iter().filter(|channel| !channel.is_paid())
}

/// What can be assumed, by name: the drivers, then the organic channels.
#[must_use]
pub fn assumed_names(panel: &Panel) -> Vec<String> {
    let drivers = panel.drivers().iter().map(|driver| driver.name.clone());
    drivers.chain(organic(panel).map(|channel| channel.name.clone())).collect()
}

fn words(driver: &Driver, values: &[f64], is_edited: bool, locale: &Locale) -> String {
    let first = values.first().copied().unwrap_or_default();
    let is_flat = values.iter().all(|value| *value == first);
    let known_year = driver.value_by_week.len() >= YEAR;
    match (is_edited, driver.kind, is_flat) {
        (true, _, true) => format!("{} every week, as you set it", text(first, locale)),
        (true, _, false) => format!("as you set it, {}", span(values, locale)),
        (false, DriverKind::Price, _) => format!("stays at {}", text(first, locale)),
        (false, DriverKind::Calendar(_), _) => {
            format!("{} in these weeks, by the calendar", count_of(values.iter().sum::<f64>() as usize, "day"))
        }
        (false, _, true) if known_year => format!("{} every week, as in the same weeks last year", text(first, locale)),
        (false, _, false) if known_year => format!("as in the same weeks last year, {}", span(values, locale)),
        (false, _, _) => format!("{} every week, the mean of the weeks known", text(first, locale)),
    }
}

fn span(values: &[f64], locale: &Locale) -> String {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!("between {} and {}", text(low, locale), text(high, locale))
}

fn text(value: f64, locale: &Locale) -> String {
    format::compact(locale, value)
}

/// One row a week, one column a driver.
#[must_use]
pub fn assumptions_table(assumed: &[Assumption], scenario: &Scenario, locale: &Locale) -> Table {
    let row = |(week, date): (usize, &jiff::civil::Date)| {
        let mut row = vec![Cell::date(*date, locale)];
        row.extend(assumed.iter().map(|assumption| {
            let value = assumption.values.get(week).copied().unwrap_or(f64::NAN);
            Cell::number(value, value_style(&assumption.values).text(locale, value))
        }));
        row
    };
    let mut columns = vec![Column::words("Week from")];
    columns.extend(assumed.iter().map(|assumption| Column::numbers(&assumption.driver)));
    let rows = scenario.weeks.iter().enumerate().map(row).collect();
    Table { caption: "What is assumed a week".to_owned(), columns, rows }
}

/// The digits that show a driver's values as they are, up to three decimals.
#[must_use]
pub fn value_style(values: &[f64]) -> NumberStyle {
    let is_shown = |decimals: &usize| {
        let scale = 10f64.powi(i32::try_from(*decimals).unwrap_or(0));
        values.iter().all(|value| ((value * scale).round() - value * scale).abs() < 1e-6)
    };
    let decimals = (0..3).find(is_shown).unwrap_or(3);
    NumberStyle { unit: Unit::Number, magnitude: format::Magnitude::One, decimals }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::panel::{OutcomeKind, PanelParts};
    use jiff::ToSpan;
    use jiff::civil::date;

    fn panel() -> Panel {
        let driver = |name: &str, kind, value: fn(i32) -> f64| Driver {
            name: name.to_owned(),
            kind,
            value_by_week: (0..60).map(value).collect(),
        };
        let parts = PanelParts {
            weeks: (0..60).map(|week| date(2025, 1, 6).saturating_add((7 * week).days())).collect(),
            outcome_name: "Revenue".to_owned(),
            outcome_kind: OutcomeKind::Money,
            outcome: vec![1.0; 60],
            channels: vec![],
            drivers: vec![
                driver("Price", DriverKind::Price, |week| if week < 30 { 82.0 } else { 84.0 }),
                driver("Promotion", DriverKind::Promotion, |week| f64::from(week % 8) / 10.0),
            ],
            regions: vec![],
        };
        Panel::new(parts).unwrap()
    }

    #[test]
    fn what_is_assumed_is_said() {
        let panel = panel();
        let usual = Scenario::going_on(&panel, 13);
        let found = assumptions(&usual, &usual, &panel, &Locale::default());
        assert_eq!(found[0].words, "stays at 84");
        assert_eq!(found[1].words, "as in the same weeks last year, between 0 and 0.70");
        let mut changed = usual.clone();
        changed.drivers[0] = vec![86.0; 13];
        let found = assumptions(&changed, &usual, &panel, &Locale::default());
        assert_eq!((found[0].words.as_str(), found[0].is_edited), ("86 every week, as you set it", true));
        let table = assumptions_table(&found, &changed, &Locale::default());
        assert_eq!((table.rows[0][1].text.as_str(), table.rows[0][2].text.as_str()), ("86", "0.0"));
    }
}
