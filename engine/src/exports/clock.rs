//! The time of day in a cell, to a quarter of an hour, and the offset from UTC that stands behind it.
//!
//! All offsets and all changes of clocks since 1972 are whole quarters of an hour, so that a quarter
//! is as good as a second when it comes to the day on which something happened in some zone.

use super::zone;
use crate::tabular::{CellKind, CellRef};
use serde::{Deserialize, Serialize};

/// Seconds of a quarter of an hour.
const QUARTER: u32 = 900;
/// Seconds of a day.
const SECONDS: u32 = 86_400;

/// When on its day something happened. As a number, 0 is unknown; ordered by the time shown within an offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clock(u16);

impl Clock {
    /// The quarter of an hour that clocks showed, 0 to 95, and the offset from UTC in quarters, where it is known.
    pub fn new(quarter: u8, offset: Option<i8>) -> Self {
        let high = offset.and_then(|offset| u16::try_from(i32::from(offset) + 64).ok()).unwrap_or(0);
        Self(high << 8 | (u16::from(quarter.min(95)) + 1))
    }

    /// The clock of a number as it is kept; unknown where it is none.
    pub fn of_number(number: u16) -> Self {
        let (high, low) = (number >> 8, number & 0xFF);
        if (1..=96).contains(&low) && high <= 128 { Self(number) } else { Self(0) }
    }

    /// As a number, to be kept.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The quarter of an hour that clocks showed; none where it is unknown.
    pub(super) fn quarter(self) -> Option<i32> {
        i32::from(self.0 & 0xFF).checked_sub(1).filter(|quarter| *quarter >= 0)
    }

    /// The hour and minute that clocks showed.
    pub(super) fn shown(self) -> Option<(i8, i8)> {
        let quarter = self.quarter()?;
        Some(((quarter / 4).min(23) as i8, (quarter % 4 * 15) as i8))
    }

    /// The offset from UTC, in quarters of an hour.
    pub(super) fn offset(self) -> Option<i32> {
        Some(i32::from(self.0 >> 8)).filter(|high| *high > 0).map(|high| high - 64)
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    second: u32,
    offset: Option<i8>,
}

impl Time {
    /// The time in a cell, where one stands beside its date: "13:45", "1:45 PM", "T13:45:00Z", "13:45 +0100", a
    /// spreadsheet's day with a fraction, seconds since 1970.
    pub(super) fn of(cell: CellRef<'_>) -> Option<Self> {
        let text = cell.text.trim();
        match (cell.kind, text.find(':')) {
            (CellKind::Empty, _) => None,
            (_, Some(colon)) => written(text, colon),
            (_, None) => counted(text),
        }
    }

    /// Whether it is the very beginning of a day, as where a date alone is meant.
    pub(super) fn is_midnight(self) -> bool {
        self.second == 0
    }

    pub(super) fn clock(self) -> Clock {
        Clock::new((self.second / QUARTER) as u8, self.offset)
    }
}

/// Digits that count: seconds since 1970 (10), thousandths (13), millionths (16), or days with a fraction.
fn counted(text: &str) -> Option<Time> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if let Some((days, fraction)) = whole.split_once('.') {
        let is_day = days.len() == 5 && days.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
        let part: f64 = is_day.then(|| format!("0.{fraction}").parse().ok()).flatten()?;
        let second = (part * f64::from(SECONDS) + 0.5) as u32;
        return Some(Time { second: second.min(SECONDS - 1), offset: None });
    }
    let per_second = match whole.len() {
        10 => 1,
        13 => 1_000,
        16 => 1_000_000,
        _ => return None,
    };
    let number: u64 = whole.bytes().all(|b| b.is_ascii_digit()).then(|| whole.parse().ok()).flatten()?;
    Some(Time { second: (number / per_second % u64::from(SECONDS)) as u32, offset: Some(0) })
}

/// A time with colons, the first of which stands at `colon`.
fn written(text: &str, colon: usize) -> Option<Time> {
    let before = text.get(..colon)?;
    let hour_at = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let hour: u32 = before.get(hour_at..)?.parse().ok()?;
    let (minute, rest) = two_digits(text.get(colon + 1..)?)?;
    let (second, rest) = rest.strip_prefix(':').and_then(two_digits).unwrap_or((0, rest));
    let rest = rest.strip_prefix(['.', ',']).map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
    let (hour, rest) = half_of_day(hour, rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']));
    let is_time = hour < 24 && minute < 60 && second < 61;
    let second = (hour * 3600 + minute * 60 + second).min(SECONDS - 1);
    is_time.then(|| Time { second, offset: offset_behind(rest) })
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten().map(|number| (number, rest))
}

/// The hour with "AM" or "PM" behind it, and what follows.
fn half_of_day(hour: u32, rest: &str) -> (u32, &str) {
    let small = rest.to_ascii_lowercase();
    let mark = ["am", "pm", "a.m.", "p.m."].into_iter().find(|mark| small.starts_with(mark));
    match mark {
        Some(mark) if (1..=12).contains(&hour) => {
            let afternoon = if mark.starts_with('p') { 12 } else { 0 };
            (hour % 12 + afternoon, rest.get(mark.len()..).unwrap_or(""))
        }
        _ => (hour, rest),
    }
}

/// Abbreviations behind a time, each one offset, in quarters of an hour.
const ABBREVIATIONS: [(&str, i8); 14] = [
    ("WET", 0),
    ("BST", 4),
    ("CET", 4),
    ("MEZ", 4),
    ("CEST", 8),
    ("MESZ", 8),
    ("EST", -20),
    ("EDT", -16),
    ("CST", -24),
    ("CDT", -20),
    ("MST", -28),
    ("MDT", -24),
    ("PST", -32),
    ("PDT", -28),
];

fn offset_behind(rest: &str) -> Option<i8> {
    let rest = rest.split(['[', '(']).next().unwrap_or("").trim();
    let abbreviation = ABBREVIATIONS.iter().find(|(known, _)| *known == rest).map(|(_, offset)| *offset);
    abbreviation.or_else(|| zone::offset(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(u32, u32, Option<i8>)>) {
        let found = Time::of(CellRef { text, kind: CellKind::Text });
        let expected = expected.map(|(hour, minute, offset)| (hour * 60 + minute, offset));
        assert_eq!(found.map(|time| (time.second / 60, time.offset)), expected, "{text}");
    }

    #[test]
    fn times_are_read_with_their_offset() {
        check("2024-03-31T23:30:00Z", Some((23, 30, Some(0))));
        check("2024-03-31 23:30:00 -0500", Some((23, 30, Some(-20))));
        check("2024-03-31T23:30:00.123+02:00", Some((23, 30, Some(8))));
        check("2024-03-31T23:30:00+02:00[Europe/Berlin]", Some((23, 30, Some(8))));
        check("2024-03-31 23:30 UTC", Some((23, 30, Some(0))));
        check("Mar 31, 2024 11:30:00 PM PDT", Some((23, 30, Some(-28))));
        check("3/31/2024 12:05 AM", Some((0, 5, None)));
        check("3/31/2024 12:05 p.m.", Some((12, 5, None)));
        check("2024-03-31 23:30", Some((23, 30, None)));
        check("2024-03-31 9:30:15 +05:45", Some((9, 30, Some(23))));
        check("1711927800", Some((23, 30, Some(0))));
        check("1711927800123", Some((23, 30, Some(0))));
        check("1711927800123456", Some((23, 30, Some(0))));
        check("45382.979166667", Some((23, 30, None)));
        for text in ["2024-03-31", "45382", "20240331", "1:5", "25:00", "12:61", "1234.5", "Total: 5"] {
            check(text, None);
        }
    }

    #[test]
    fn clocks_are_kept_in_a_number() {
        for offset in [None, Some(-48), Some(0), Some(23), Some(56)] {
            for quarter in [0, 1, 95] {
                let clock = Clock::new(quarter, offset);
                assert_eq!(Clock::of_number(clock.number()), clock);
                let parts = (clock.quarter(), clock.offset());
                assert_eq!(parts, (Some(i32::from(quarter)), offset.map(i32::from)));
            }
        }
        assert_eq!((Clock::default().quarter(), Clock::of_number(0xFFFF)), (None, Clock::default()));
    }
}
