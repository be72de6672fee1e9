//! What the forecast assumes about everything that is not spend, stated plainly.

use crate::present::format::{self, NumberStyle, Unit};
use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::present::parse::parse_number;
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
    /// Whether the forecast lets it turn out otherwise.
    pub is_uncertain: bool,
    /// Whether it can turn out otherwise: all but what the calendar says.
    pub can_be_uncertain: bool,
}

/// What a scenario assumes of the panel's drivers; `usual` is the scenario without the user's changes.
#[must_use]
pub fn assumptions(scenario: &Scenario, usual: &Scenario, panel: &Panel, locale: &Locale) -> Vec<Assumption> {
    let mut before = usual.assumed();
    let mut now = scenario.assumed();
    let mut flags = scenario.uncertain.iter();
    let mut assumption = |driver: &Driver| {
        let can_be_uncertain = !matches!(driver.kind, DriverKind::Calendar(_));
        let is_uncertain = flags.next().is_some_and(|flag| *flag) && can_be_uncertain;
        let values = now.next().cloned().unwrap_or_default();
        let is_edited = before.next() != Some(&values);
        let words = words(driver, &values, is_edited, locale);
        Assumption { driver: driver.name.clone(), words, is_edited, values, is_uncertain, can_be_uncertain }
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

/// How a row's weeks are filled at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// As the forecast assumes without being told.
    Usual,
    /// As in the same weeks last year.
    LastYear,
    /// As in the last week known.
    LastValue,
}

impl Path {
    /// All, in the order in which they are offered, with their names.
    pub const ALL: [(Self, &str); 3] = [
        (Self::Usual, "What is usual"),
        (Self::LastYear, "The same weeks last year"),
        (Self::LastValue, "The last value known"),
    ];

    /// The values of an assumed row, named by its place, for the weeks of `usual`; none where history is too short.
    #[must_use]
    pub fn values(self, row: usize, usual: &Scenario, panel: &Panel) -> Option<Vec<f64>> {
        let weeks = usual.weeks.len();
        let known = known_values(row, panel)?;
        match self {
            Self::Usual => usual.assumed().nth(row).cloned(),
            Self::LastValue => known.last().map(|last| vec![*last; weeks]),
            // The first week ahead was this many weeks before the last year's end; a longer horizon begins again.
            Self::LastYear => {
                let year = known.get(known.len().checked_sub(YEAR)?..)?;
                Some(year.iter().copied().cycle().take(weeks).collect())
            }
        }
    }
}

/// What is known of an assumed row, named by its place.
fn known_values(row: usize, panel: &Panel) -> Option<&[f64]> {
    let drivers = panel.drivers();
    match row.checked_sub(drivers.len()) {
        None => drivers.get(row).map(|driver| driver.value_by_week.as_slice()),
        Some(place) => organic(panel).nth(place).map(|channel| channel.amount_by_week()),
    }
}

/// A row as it is pasted from a spreadsheet: a value a week, apart by tabs, semicolons, lines or blanks.
///
/// # Errors
/// What to tell the person who pasted it.
pub fn read_row(text: &str, weeks: usize, locale: &Locale) -> Result<Vec<f64>, String> {
    let has_marks = text.contains(['\t', ';', '\n', '\r']);
    let is_between = |letter: char| match has_marks {
        true => matches!(letter, '\t' | ';' | '\n' | '\r'),
        false => letter == ' ',
    };
    let parts: Vec<&str> = text.split(is_between).map(str::trim).filter(|part| !part.is_empty()).collect();
    let read = |(place, part): (usize, &&str)| {
        parse_number(part, locale).map_err(|error| format!("Value {}: {}", place + 1, error.sentence(locale)))
    };
    let values = parts.iter().enumerate().map(read).collect::<Result<Vec<f64>, String>>()?;
    match values.len() {
        n if n == weeks => Ok(values),
        n => Err(format!("{} for {}: paste one value a week.", count_of(n, "value"), count_of(weeks, "week"))),
    }
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

    #[test]
    fn a_row_is_filled_at_once() {
        let panel = panel();
        let usual = Scenario::going_on(&panel, 13);
        let values = |path: Path, row| path.values(row, &usual, &panel).unwrap();
        assert_eq!(values(Path::LastValue, 1), vec![0.3; 13]);
        // Week 60 is to come; 52 weeks before it was week 8, without a promotion.
        assert_eq!(values(Path::LastYear, 1)[..3], [0.0, 0.1, 0.2]);
        assert_eq!(values(Path::Usual, 0), vec![84.0; 13]);
        assert_eq!(Path::LastYear.values(2, &usual, &panel), None);
    }

    #[test]
    fn a_row_can_be_pasted() {
        let locale = Locale::default();
        assert_eq!(read_row("1\t2.5\t3\n", 3, &locale), Ok(vec![1.0, 2.5, 3.0]));
        assert_eq!(read_row("1 2", 2, &locale), Ok(vec![1.0, 2.0]));
        assert_eq!(read_row("1;2", 3, &locale), Err("2 values for 3 weeks: paste one value a week.".to_owned()));
        assert!(read_row("1;a", 2, &locale).unwrap_err().starts_with("Value 2: "));
    }

    #[test]
    fn what_may_turn_out_otherwise_is_said() {
        let panel = panel();
        let usual = Scenario::going_on(&panel, 13);
        let doubted = Scenario { uncertain: vec![true, false], ..usual.clone() };
        let found = assumptions(&doubted, &usual, &panel, &Locale::default());
        assert_eq!([found[0].is_uncertain, found[1].is_uncertain, found[0].is_edited], [true, false, false]);
    }
}
