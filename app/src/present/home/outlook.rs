//! The picture of the home screen: the outcome of the last year, and the forecast for the weeks to come.

use super::{Standing, capitalised};
use crate::present::axis::day_number;
use crate::present::line_band::{Along, Band, Line, LineBand, Marker};
use crate::present::palette::Ink;
use engine::forecast::Forecast;
use jiff::civil::Date;

/// Observed weeks that are shown.
const WEEKS_BACK: usize = 52;
/// Shares of the nested ranges, with the places of their ends in a fan's quantiles; the widest first.
const RANGES: [(f64, usize, usize); 3] = [(0.9, 0, 6), (0.68, 1, 5), (0.5, 2, 4)];

/// What the picture shows, as a title.
#[must_use]
pub fn outlook_title(standing: &Standing) -> String {
    let name = capitalised(standing.outcome_name());
    if forecast(standing).is_some() {
        format!("{name} a week, and where it is heading")
    } else {
        format!("{name} a week")
    }
}

/// The picture; none before there are data.
#[must_use]
pub fn outlook_chart(standing: &Standing) -> Option<LineBand> {
    let panel = standing.panel.as_ref()?;
    let from = panel.week_count().saturating_sub(WEEKS_BACK);
    let observed = &panel.weeks()[from..];
    let forecast = forecast(standing);
    let ahead = forecast.map_or(&[][..], |forecast| forecast.weeks.as_slice());
    let weeks = union(observed, ahead);
    let mut chart = LineBand::new(panel.outcome_name(), standing.unit(), Along::Weeks(weeks.clone()));
    if let Some(forecast) = forecast {
        chart.bands = RANGES.map(|range| band(forecast, &weeks, range)).to_vec();
        chart.lines.push(line("Forecast", Ink::Accent, 0, placed(&weeks, ahead, &forecast.weekly.mean)));
        chart.moments.extend(ahead.first().map(|first| marker(*first, "forecast from here")));
    }
    let actual = placed(&weeks, observed, &panel.outcome()[from..]);
    chart.lines.push(line("Actual", Ink::Text, weeks.len(), actual));
    Some(chart)
}

/// The forecast that was committed, or the one for the plan as it stands.
fn forecast(standing: &Standing) -> Option<&Forecast> {
    let committed = standing.committed.as_ref().map(|committed| &committed.forecast);
    let last = standing.panel.as_ref().map(|panel| panel.last_week());
    committed.filter(|forecast| forecast.weeks.last().copied() > last).or(standing.forecast.as_deref())
}

fn union(observed: &[Date], ahead: &[Date]) -> Vec<Date> {
    let mut weeks = [observed, ahead].concat();
    weeks.sort_unstable();
    weeks.dedup();
    weeks
}

/// Values at their weeks, `NaN` elsewhere.
fn placed(weeks: &[Date], own: &[Date], values: &[f64]) -> Vec<f64> {
    let value = |week: &Date| own.iter().position(|other| other == week).and_then(|at| values.get(at).copied());
    weeks.iter().map(|week| value(week).unwrap_or(f64::NAN)).collect()
}

fn band(forecast: &Forecast, weeks: &[Date], (share, low, high): (f64, usize, usize)) -> Band {
    let edge = |at: usize| {
        let values: Vec<f64> = forecast.weekly.quantiles.iter().map(|quantiles| quantiles[at]).collect();
        placed(weeks, &forecast.weeks, &values)
    };
    Band { share, ink: Ink::Accent, low: edge(low), high: edge(high) }
}

fn line(name: &str, ink: Ink, observed: usize, values: Vec<f64>) -> Line {
    Line { name: name.to_owned(), ink, values, observed }
}

fn marker(at: Date, label: &str) -> Marker {
    Marker { at: day_number(at), label: label.to_owned(), ink: Ink::Muted }
}
