//! Dates of rows: from a cell to the stretch of days that it stands for.
//!
//! A month ("2024-01") stands for all its days, a week for seven, a range ("2024-01-01 ~ 2024-01-07") for itself. In
//! which order day and month stand is decided for a sheet from all its rows ([`DateEvidence`]).

use super::reading::Period;
use crate::calendar::days_between;
use crate::ingest::{Basis, DateOrder, date_order, is_plausible, parse_date};
use crate::tabular::{CellKind, CellRef};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::{BTreeSet, HashMap};

/// First and last day.
pub(super) type Days = (Date, Date);

/// Signs between the two dates of a range.
const RANGES: &[&str] = &[" - ", " – ", " — ", " ~ ", "~", " to ", " bis ", " au ", " al ", " / ", "–"];
/// Words before the date of a week's end, as in syndicated tables.
const WEEK_ENDS: &[&str] = &["week ending", "week end", "w/e", "we "];
/// Texts kept as evidence; more distinct days than sixty years have.
const MOST_TEXTS: usize = 24_000;

/// The days that a cell stands for.
pub(super) fn days_of(cell: CellRef, order: DateOrder, period: Period) -> Option<Days> {
    let text = cell.text.trim();
    match cell.kind {
        CellKind::Empty => None,
        CellKind::Date => spread(parse_date(text, DateOrder::YearFirst)?, period),
        CellKind::Number | CellKind::Text => {
            digits(text, period).or_else(|| worded(text, order, period)).or_else(|| range(text, order))
        }
    }
    .filter(|&(from, to)| is_plausible(from) && is_plausible(to) && from <= to)
}

/// The stretch that begins (or ends) with a date.
pub(super) fn spread(day: Date, period: Period) -> Option<Days> {
    match period {
        Period::Day | Period::Auto => Some((day, day)),
        Period::Week => Some((day, day.checked_add(6.days()).ok()?)),
        Period::WeekEnding => Some((day.checked_sub(6.days()).ok()?, day)),
        Period::Month => Some((day.first_of_month(), day.last_of_month())),
        Period::Quarter => {
            let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
            Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
        }
    }
}

/// Digits alone: 20240131, a spreadsheet's day number, 202401 where months are expected, seconds since 1970.
fn digits(text: &str, period: Period) -> Option<Days> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let serial = whole.split_once('.').map_or(whole, |(days, _)| days);
    if serial.len() == 5 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return spread(day_number(serial.parse().ok()?)?, period);
    }
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match (whole.len(), period) {
        (8, _) => spread(parse_date(whole, DateOrder::YearFirst)?, period),
        (6, Period::Month) => spread(Date::new((number / 100) as i16, (number % 100) as i8, 1).ok()?, period),
        (6, Period::Week) => week(&whole[..4], &whole[4..]),
        (10, _) => spread(since_1970(number)?, period),
        (13, _) => spread(since_1970(number / 1000)?, period),
        (16, _) => spread(since_1970(number / 1_000_000)?, period),
        _ => None,
    }
}

/// Day 1 of a spreadsheet is the last of 1899, as after its leap day that never was.
fn day_number(number: i32) -> Option<Date> {
    (30_000..70_000).contains(&number).then_some(())?;
    date(1899, 12, 30).checked_add(number.days()).ok()
}

fn since_1970(seconds: i64) -> Option<Date> {
    date(1970, 1, 1).checked_add((seconds / 86_400).days()).ok()
}

/// The ISO week of a year.
pub(super) fn week(year: &str, number: &str) -> Option<Days> {
    spread(parse_date(&format!("{}-W{:0>2}", year.trim(), number.trim()), DateOrder::YearFirst)?, Period::Week)
}

/// A date with marks or words; what it shows decides how long it lasts.
fn worded(text: &str, order: DateOrder, period: Period) -> Option<Days> {
    if let Some(days) = quarter(text).or_else(|| week_end(text, order)) {
        return Some(days);
    }
    let day = parse_date(text, order)?;
    let shown = shown_period(text);
    spread(day, if shown == Period::Auto { period } else { shown })
}

/// The period that a date's text itself shows: "2024-01" a month, "2024-W05" a week.
fn shown_period(text: &str) -> Period {
    if text.contains(':') {
        return Period::Auto;
    }
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let week_word = |part: &str| {
        let word = part.trim_matches(|c: char| c.is_ascii_digit()).to_lowercase();
        matches!(word.as_str(), "w" | "kw" | "cw" | "wk" | "week" | "woche")
    };
    match parts.clone().count() {
        _ if parts.clone().any(week_word) => Period::Week,
        2 => Period::Month,
        _ => Period::Auto,
    }
}

/// "Q1 2024", "2024-Q1".
fn quarter(text: &str) -> Option<Days> {
    let at = text.find(['Q', 'q'])?;
    let number: i8 = text.get(at + 1..at + 2)?.parse().ok()?;
    let rest = format!("{} {}", text.get(..at)?, text.get(at + 2..)?);
    let year = rest.trim_matches(|c: char| !c.is_ascii_digit());
    ((1..=4).contains(&number) && year.len() == 4).then_some(())?;
    spread(Date::new(year.parse().ok()?, number * 3, 1).ok()?, Period::Quarter)
}

/// "1 W/E 01/28/24", "Week Ending 01-28-2024", "4 w/e 28 Jan 24": weeks, and the date that they end with.
fn week_end(text: &str, order: DateOrder) -> Option<Days> {
    let small = text.to_ascii_lowercase();
    let (at, word) = WEEK_ENDS.iter().find_map(|word| Some((small.find(word)?, word)))?;
    let number = small.get(..at)?.trim_end_matches(|c: char| !c.is_ascii_digit()).trim();
    let weeks: i64 = if number.is_empty() { 1 } else { number.parse().ok()? };
    let end = parse_date(text.get(at + word.len()..)?.trim(), order)?;
    Some((end.checked_sub((weeks.clamp(1, 53) * 7 - 1).days()).ok()?, end))
}

fn range(text: &str, order: DateOrder) -> Option<Days> {
    RANGES.iter().find_map(|sign| {
        let (from, to) = text.split_once(sign)?;
        Some((parse_date(from, order)?, parse_date(to, order)?))
    })
}

/// The text before a time of day: "2024-01-31 13:45:00 +0100" and "1/31/2024 1:45 PM" name a day each.
pub(super) fn date_part(text: &str) -> &str {
    let Some(colon) = text.bytes().position(|b| b == b':') else { return text };
    let before = &text[..colon];
    let day = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if day.len() == before.len() { text } else { day.trim_end_matches(['T', ' ', ',', '\u{a0}', '\u{202f}']) }
}

/// The dates of a sheet: what was read so far, and what all of it says about the order of day and month.
#[derive(Clone, Debug, Default)]
pub(super) struct DateEvidence {
    seen: HashMap<String, Option<Days>>,
}

impl DateEvidence {
    /// The days of a cell, remembered by its text.
    pub(super) fn days_of(&mut self, cell: CellRef, order: DateOrder, period: Period) -> Option<Days> {
        let text = date_part(cell.text);
        if let Some(&days) = self.seen.get(text) {
            return days;
        }
        let days = days_of(CellRef { text, kind: cell.kind }, order, period);
        if self.seen.len() < MOST_TEXTS {
            self.seen.insert(text.to_owned(), days);
        }
        days
    }

    /// Takes a text as evidence that stands elsewhere, such as in a preamble.
    pub(super) fn note(&mut self, text: &str) {
        self.seen.insert(text.to_owned(), None);
    }

    /// The order that all rows speak for, and what that rests on.
    pub(super) fn order(&self) -> (DateOrder, Basis) {
        date_order(self.seen.keys().map(String::as_str))
    }
}

/// Whether the days of a sheet lie whole weeks or whole months apart; left open where they do neither.
pub(super) fn rhythm_of(dates: &DateEvidence) -> Period {
    match rhythm(&dates.seen.values().flatten().map(|days| days.0).collect()) {
        Period::Day => Period::Auto,
        period => period,
    }
}

/// Weeks where all days lie whole weeks apart, months where all are firsts of a month; four days at least.
pub(super) fn rhythm(days: &BTreeSet<Date>) -> Period {
    let Some(&first) = days.first() else { return Period::Day };
    let regular = days.len() >= 4;
    let most_apart = days.iter().zip(days.iter().skip(1)).map(|(&a, &b)| days_between(a, b)).max().unwrap_or(0);
    match () {
        () if regular && days.iter().all(|&d| days_between(first, d) % 7 == 0) && most_apart <= 28 => Period::Week,
        () if regular && days.iter().all(|d| d.day() == 1) && most_apart <= 92 => Period::Month,
        () => Period::Day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst, YearFirst};

    fn check(text: &str, order: DateOrder, period: Period, from: (i16, i8, i8), to: (i16, i8, i8)) {
        let day = |(y, m, d)| date(y, m, d);
        let found = days_of(CellRef { text, kind: CellKind::Text }, order, period);
        assert_eq!(found, Some((day(from), day(to))), "{text}");
    }

    fn check_day(text: &str, order: DateOrder, day: (i16, i8, i8)) {
        check(text, order, Period::Day, day, day);
    }

    #[test]
    fn days_are_read() {
        check_day("2024-01-31", YearFirst, (2024, 1, 31));
        check_day("31.01.2024", DayFirst, (2024, 1, 31));
        check_day("1/31/2024", MonthFirst, (2024, 1, 31));
        check_day("20240131", YearFirst, (2024, 1, 31));
        check_day("45322", YearFirst, (2024, 1, 31));
        check_day("45322.5", YearFirst, (2024, 1, 31));
        check_day("2024-01-31T13:45:00+02:00", YearFirst, (2024, 1, 31));
        check_day("1706659200", YearFirst, (2024, 1, 31));
        check_day("Jan 31, 2024", YearFirst, (2024, 1, 31));
    }

    #[test]
    fn stretches_show_themselves() {
        check("2024-02", YearFirst, Period::Auto, (2024, 2, 1), (2024, 2, 29));
        check("Feb 2024", YearFirst, Period::Day, (2024, 2, 1), (2024, 2, 29));
        check("202402", YearFirst, Period::Month, (2024, 2, 1), (2024, 2, 29));
        check("2024-W05", YearFirst, Period::Auto, (2024, 1, 29), (2024, 2, 4));
        check("KW 5 2024", YearFirst, Period::Auto, (2024, 1, 29), (2024, 2, 4));
        check("Q1 2024", YearFirst, Period::Auto, (2024, 1, 1), (2024, 3, 31));
        check("2024-01-01 ~ 2024-01-07", YearFirst, Period::Day, (2024, 1, 1), (2024, 1, 7));
        check("1 W/E 01/28/24", MonthFirst, Period::Auto, (2024, 1, 22), (2024, 1, 28));
        check("4 W/E 01/28/24", MonthFirst, Period::Auto, (2024, 1, 1), (2024, 1, 28));
        check("08.01.2024", DayFirst, Period::Week, (2024, 1, 8), (2024, 1, 14));
        check("14.01.2024", DayFirst, Period::WeekEnding, (2024, 1, 8), (2024, 1, 14));
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "Total", "12345", "1234.5", "99999", "--", "Q5 2024", "2024", "Total: Account"] {
            assert_eq!(days_of(CellRef { text, kind: CellKind::Text }, DayFirst, Period::Day), None, "{text}");
        }
    }

    #[test]
    fn the_rhythm_follows_from_all_days() {
        let set = |days: &[(i8, i8)]| days.iter().map(|&(m, d)| date(2024, m, d)).collect();
        assert_eq!(rhythm(&set(&[(1, 1), (1, 8), (1, 15), (1, 29)])), Period::Week);
        assert_eq!(rhythm(&set(&[(1, 1), (2, 1), (3, 1), (4, 1)])), Period::Month);
        assert_eq!(rhythm(&set(&[(1, 1), (1, 2), (1, 3), (1, 4)])), Period::Day);
        assert_eq!(rhythm(&set(&[(1, 1), (1, 8)])), Period::Day);
    }
}
