//! Weeks: the grain in which everything is measured, planned and reconciled.
//!
//! A week is named by its first day. Which weekday that is belongs to the data (retailers count from Sunday, ISO
//! from Monday) and is kept; the engine only asks that consecutive weeks are seven days apart.

pub mod holidays;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::f64::consts::TAU;

/// Mean length of a year in days, leap years included.
pub const DAYS_PER_YEAR: f64 = 365.25;

/// The first day of the week `n` weeks after `week` (before it where `n` is negative).
///
/// Saturates at the ends of the calendar (years -9999 and 9999) instead of failing.
pub fn add_weeks(week: Date, n: i64) -> Date {
    week.saturating_add(Span::new().try_weeks(n).unwrap_or_else(|_| 0.weeks()))
}

/// Whole days from `start` to `end`, negative where `end` is earlier.
pub fn days_between(start: Date, end: Date) -> i64 {
    start.duration_until(end).as_hours() / 24
}

/// The `n` weeks that follow `last`.
pub fn weeks_after(last: Date, n: usize) -> Vec<Date> {
    (1..=n as i64).map(|i| add_weeks(last, i)).collect()
}

/// The last day of the week that begins on `first`.
pub fn week_end(first: Date) -> Date {
    first.saturating_add(6.days())
}

/// How many of these weeks, from the first on, are over by the end of a day.
pub fn weeks_ended_by(weeks: &[Date], day: Date) -> usize {
    weeks.iter().take_while(|week| days_between(**week, day) >= 6).count()
}

/// Where in the year the middle of the week lies, in radians: 0 on 1 January, 2 pi a year later.
///
/// Counted in mean years from a fixed day, so that it never jumps at a turn of the year.
pub fn season_phase(week: Date) -> f64 {
    const EPOCH: Date = jiff::civil::date(2000, 1, 1);
    let days = days_between(EPOCH, week) as f64 + 3.0;
    TAU * (days / DAYS_PER_YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_follow_each_other_over_a_leap_day() {
        let weeks = weeks_after(date(2024, 2, 19), 2);
        assert_eq!(weeks, [date(2024, 2, 26), date(2024, 3, 4)]);
        assert_eq!(days_between(date(2024, 2, 19), date(2024, 3, 4)), 14);
        assert_eq!(days_between(date(2024, 3, 4), date(2024, 2, 19)), -14);
    }

    #[test]
    fn weeks_end_on_their_seventh_day() {
        let weeks = weeks_after(date(2026, 6, 22), 4);
        assert_eq!(week_end(weeks[0]), date(2026, 7, 5));
        assert_eq!([date(2026, 7, 4), date(2026, 7, 5)].map(|day| weeks_ended_by(&weeks, day)), [0, 1]);
    }

    #[test]
    fn the_season_returns_after_a_year() {
        let turn = season_phase(date(2025, 6, 2)) - season_phase(date(2024, 6, 2));
        assert!((turn - TAU).abs() < 0.02, "{turn}");
    }
}
