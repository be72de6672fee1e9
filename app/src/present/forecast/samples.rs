//! A forecast with invented figures, for tests.

use engine::forecast::{Fan, Forecast};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Thirteen weeks from 29 June 2026.
pub fn weeks() -> Vec<Date> {
    (0..13).map(|week| date(2026, 6, 29).saturating_add((week * 7).days())).collect()
}

/// Thirteen weeks of about 230k; totals spread evenly from 2.5M to 3.5M.
pub fn forecast() -> Forecast {
    let around = |mean: f64| [0.85, 0.9, 0.93, 1.0, 1.07, 1.1, 1.15].map(|factor| factor * mean);
    let week = 3e6 / 13.0;
    let fan = |mean: Vec<f64>| Fan { quantiles: mean.iter().map(|m| around(*m)).collect(), mean };
    Forecast {
        weeks: weeks(),
        weekly: fan(vec![week; 13]),
        cumulative: fan((1..=13).map(|n| f64::from(n) * week).collect()),
        sorted_totals: (0..=1000).map(|k| 2.5e6 + 1e3 * f64::from(k)).collect(),
        ..Forecast::default()
    }
}
