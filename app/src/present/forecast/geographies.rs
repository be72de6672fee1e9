//! The forecast of each geography: a table of totals and a small fan each.

use crate::present::axis::Base;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::home::count_of;
use crate::present::line_band::{Along, Band, Line, LineBand};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::table::{Cell, Column, Table};
use engine::forecast::{Forecast, GeographyFan};

/// Geographies that get a picture, those that bring the most.
const PICTURES: usize = 8;

/// The geographies, those that bring the most first.
fn by_size(forecast: &Forecast) -> Vec<&GeographyFan> {
    let mut sorted: Vec<&GeographyFan> = forecast.geographies.iter().collect();
    sorted.sort_by(|a, b| total(b).total_cmp(&total(a)));
    sorted
}

fn total(geography: &GeographyFan) -> f64 {
    geography.mean.iter().sum()
}

/// Which geography brings the most; none where the model has no geographies.
#[must_use]
pub fn geography_title(forecast: &Forecast, locale: &Locale) -> Option<String> {
    let sorted = by_size(forecast);
    let (first, all) = (sorted.first()?, sorted.iter().map(|g| total(g)).sum::<f64>());
    let share = if all > 0.0 { total(first) / all } else { 0.0 };
    Some(format!(
        "{} brings the most of {}: {}",
        first.name,
        count_of(sorted.len(), "geography").replace("geographys", "geographies"),
        format::percent(locale, share, 0)
    ))
}

/// One row a geography: its share, its expected total and the range.
#[must_use]
pub fn geography_table(forecast: &Forecast, outcome: &Outcome, locale: &Locale) -> Table {
    let all: f64 = forecast.geographies.iter().map(total).sum();
    let row = |geography: &&GeographyFan| {
        let [low, middle, high] = geography.total;
        let style = NumberStyle::for_range(Unit::Number, low, high);
        let number = |value: f64| Cell::number(value, style.text(locale, value));
        let share = if all > 0.0 { total(geography) / all } else { 0.0 };
        vec![
            Cell::words(&geography.name),
            Cell::number(share, format::percent(locale, share, 0)),
            number(total(geography)),
            number(middle),
            number(low),
            number(high),
        ]
    };
    let columns = vec![
        Column::words("Geography"),
        Column::numbers("Share"),
        Column::numbers(format!("{} expected", outcome.heading(locale))),
        Column::numbers("Median"),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
    ];
    Table { caption: "By geography".to_owned(), columns, rows: by_size(forecast).iter().map(row).collect() }
}

/// A small fan for each of the geographies that bring the most, with its name.
#[must_use]
pub fn geography_charts(forecast: &Forecast, outcome: &Outcome, locale: &Locale) -> Vec<(String, LineBand)> {
    let chart = |geography: &&GeographyFan| {
        let quantity = format!("{} a week, {}", outcome.heading(locale), geography.name);
        let mut chart = LineBand::new(quantity, outcome.unit(), Along::Weeks(forecast.weeks.clone()));
        let edge = |place: usize| geography.quantiles.iter().map(|q| f64::from(q[place])).collect::<Vec<f64>>();
        chart.bands = vec![Band { share: 0.9, ink: Ink::Accent, low: edge(0), high: edge(2) }];
        let line = Line { name: "Median".to_owned(), ink: Ink::Accent, values: edge(1), observed: 0 };
        chart.lines = vec![line];
        chart.base = Base::Data;
        chart.height = 150.0;
        (geography.name.clone(), chart)
    };
    by_size(forecast).iter().take(PICTURES).map(chart).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::forecast;
    use super::*;
    use engine::panel::OutcomeKind;

    #[test]
    fn geographies_stand_by_size() {
        let geography = |name: &str, mean: f64| GeographyFan {
            name: name.to_owned(),
            mean: vec![mean; 13],
            quantiles: vec![[mean as f32 * 0.9, mean as f32, mean as f32 * 1.1]; 13],
            total: [11.0 * mean, 13.0 * mean, 15.0 * mean],
        };
        let mut forecast = forecast();
        assert_eq!(geography_title(&forecast, &Locale::default()), None);
        forecast.geographies = vec![geography("North", 50e3), geography("South", 150e3)];
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        assert_eq!(
            geography_title(&forecast, &Locale::default()).unwrap(),
            "South brings the most of 2 geographies: 75\u{a0}%"
        );
        let table = geography_table(&forecast, &outcome, &Locale::default());
        assert_eq!((table.rows[1][0].text.as_str(), table.rows[1][1].text.as_str()), ("North", "25\u{a0}%"));
        assert_eq!(geography_charts(&forecast, &outcome, &Locale::default())[0].1.lines[0].values.len(), 13);
    }
}
