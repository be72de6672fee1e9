//! The days of a row, from whichever of its columns say them.

use super::is_dashes;
use crate::exports::days::{DateEvidence, Days, spread, week};
use crate::exports::reading::{Field, Period, Reading};
use crate::exports::report::Fault;
use crate::ingest::{DateOrder, parse_date};
use crate::tabular::Row;
use jiff::civil::Date;

/// The most days of a flight; a longer one is a mistake.
const MOST_DAYS: i64 = 3_660;

/// How a row is dated.
#[derive(Clone, Copy, Debug)]
pub(super) enum Dating {
    Single(usize),
    Stretch(usize, usize),
    /// From a day on, so many times a number of days.
    Length(usize, usize, i64),
    Week {
        year: usize,
        number: usize,
    },
    Month {
        year: usize,
        number: usize,
    },
    /// Each column of amounts has its own days.
    Columns,
    None,
}

impl Dating {
    /// How the rows of a sheet that is read so are dated.
    pub(super) fn of(reading: &Reading) -> Self {
        let at = |field| reading.position(field);
        let single = reading.columns.iter().position(|c| matches!(c.field, Field::Date(_)));
        let year = at(Field::Year);
        if reading.columns.iter().any(|c| matches!(c.field, Field::On { .. })) {
            return Self::Columns;
        }
        let length = at(Field::Days).map(|at| (at, 1)).or_else(|| at(Field::Weeks).map(|at| (at, 7)));
        match (single, at(Field::From), at(Field::To).or(length.map(|(at, _)| at))) {
            (Some(date), ..) => Self::Single(date),
            (None, Some(from), Some(to)) => match length.filter(|_| at(Field::To).is_none()) {
                Some((length, days)) => Self::Length(from, length, days),
                None => Self::Stretch(from, to),
            },
            (None, Some(date), None) => Self::Single(date),
            _ => match (year, at(Field::WeekNumber), at(Field::MonthNumber)) {
                (Some(year), Some(number), _) => Self::Week { year, number },
                (Some(year), None, Some(number)) => Self::Month { year, number },
                _ => Self::None,
            },
        }
    }

    /// The row's days; a fault with its column otherwise.
    pub(super) fn days(self, row: &Row, reading: &Reading, dates: &mut DateEvidence) -> Result<Days, (Fault, usize)> {
        let mut read = |at: usize, period: Period| {
            let cell = row.cell(at);
            let missing = if is_dashes(cell.text) { Fault::DateMissing } else { Fault::DateUnreadable };
            dates.days_of(cell, reading.date_order, period).ok_or((missing, at))
        };
        match self {
            Self::Single(at) => read(at, reading.period),
            Self::Stretch(from, to) => {
                let first = read(from, Period::Day)?;
                match read(to, Period::Day) {
                    Ok(last) if last.1 < first.0 => Err((Fault::EndsBeforeStart, to)),
                    Ok(last) => Ok((first.0, last.1)),
                    Err((Fault::DateMissing, _)) => Err((Fault::EndMissing, to)),
                    Err(fault) => Err(fault),
                }
            }
            Self::Length(from, length, days) => {
                let first = read(from, Period::Day)?;
                let cell = row.cell(length).text;
                let missing = if is_dashes(cell) { Fault::EndMissing } else { Fault::LengthUnreadable };
                last_day(first.0, cell, days).map(|last| (first.0, last)).ok_or((missing, length))
            }
            Self::Week { year, number } => {
                let digits = row.cell(number).text.trim().trim_matches(|c: char| !c.is_ascii_digit());
                week(row.cell(year).text, digits).ok_or((Fault::DateUnreadable, number))
            }
            Self::Month { year, number } => {
                month(row.cell(year).text, row.cell(number).text).ok_or((Fault::DateUnreadable, number))
            }
            Self::Columns => Ok((Date::ZERO, Date::ZERO)),
            Self::None => Err((Fault::DateMissing, 0)),
        }
        .or_else(|(fault, at)| match (fault, self) {
            // A flight without an end is a day's.
            (Fault::EndMissing, Self::Stretch(from, _) | Self::Length(from, ..)) => read(from, Period::Day),
            _ => Err((fault, at)),
        })
    }
}

/// The last of so many days, or weeks, from the first on: "28", "4 weeks", "2 Wochen". Without a word, a number counts
/// `days` each.
fn last_day(first: Date, text: &str, days: i64) -> Option<Date> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, word) = text.split_at_checked(end)?;
    let word = word.strip_prefix(".0").unwrap_or(word).trim().to_lowercase();
    let days = match word.as_str() {
        "" => days,
        _ if ["w", "sem"].iter().any(|weeks| word.starts_with(weeks)) => 7,
        _ if ["d", "t", "j"].iter().any(|days| word.starts_with(days)) => 1,
        _ => return None,
    };
    let count = number.parse::<i64>().ok()?.checked_mul(days).filter(|days| (1..=MOST_DAYS).contains(days))?;
    first.checked_add(jiff::Span::new().days(count - 1)).ok()
}

/// The month of a year, by number or name.
fn month(year: &str, month: &str) -> Option<Days> {
    let month = month.trim();
    let text = match month.parse::<u8>() {
        Ok(number) => format!("{}-{number:02}", year.trim()),
        Err(_) => format!("{month} {}", year.trim()),
    };
    spread(parse_date(&text, DateOrder::YearFirst)?, Period::Month)
}
