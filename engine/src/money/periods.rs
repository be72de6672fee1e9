//! Calendars of finance: weeks from any weekday, and years of quarters of 4-4-5 weeks.
//!
//! A 4-4-5 year begins with the week whose first day is nearest to a fixed day of the year, so that it has 52 weeks and
//! sometimes 53; the 53rd belongs to the last period (National Retail Federation's rule).

use crate::calendar::{add_weeks, days_between};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many weeks the three periods of a quarter have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quarters {
    /// 4, 4, 5.
    #[default]
    FourFourFive,
    /// 4, 5, 4.
    FourFiveFour,
    /// 5, 4, 4.
    FiveFourFour,
}

impl Quarters {
    fn weeks(self) -> [usize; 3] {
        match self {
            Self::FourFourFive => [4, 4, 5],
            Self::FourFiveFour => [4, 5, 4],
            Self::FiveFourFour => [5, 4, 4],
        }
    }
}

/// A fiscal calendar of whole weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalCalendar {
    /// The weekday on which weeks begin: 1 Monday to 7 Sunday.
    pub first_weekday: i8,
    /// The month near whose first day the year begins: 1 to 12.
    pub first_month: i8,
    /// The periods of a quarter.
    pub quarters: Quarters,
}

/// A period of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FiscalPeriod {
    /// The year, by the calendar year in which it begins.
    pub year: i16,
    /// 1 to 4.
    pub quarter: u8,
    /// 1 to 12.
    pub period: u8,
    /// The week within the year, from 1.
    pub week: u8,
}

impl fmt::Display for FiscalPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FY{} P{:02} W{:02}", self.year, self.period, self.week)
    }
}

/// The first day of the week in which the day lies, where weeks begin on that weekday.
pub fn week_of(day: Date, first: Weekday) -> Date {
    day.saturating_sub(i64::from(first.until(day.weekday())).days())
}

/// The months in which the seven days from `week` lie, and how many of them in each: one or two.
pub fn month_days(week: Date) -> Vec<((i16, i8), u8)> {
    let mut months: Vec<((i16, i8), u8)> = vec![];
    for day in week.series(1.day()).take(7) {
        let month = (day.year(), day.month());
        match months.last_mut() {
            Some((last, days)) if *last == month => *days += 1,
            _ => months.push((month, 1)),
        }
    }
    months
}

impl FiscalCalendar {
    /// The weekday on which weeks begin; Monday where the number is none.
    pub fn weekday(&self) -> Weekday {
        Weekday::from_monday_one_offset(self.first_weekday).unwrap_or(Weekday::Monday)
    }

    /// The first day of the fiscal year that begins about then.
    pub fn year_start(&self, year: i16) -> Date {
        let nominal = Date::new(year, self.first_month.clamp(1, 12), 1).unwrap_or(Date::ZERO);
        let before = week_of(nominal, self.weekday());
        // At most three days before, else the week after is nearer.
        if days_between(before, nominal) <= 3 { before } else { add_weeks(before, 1) }
    }

    /// The period in which the day lies.
    pub fn period(&self, day: Date) -> FiscalPeriod {
        let candidates = [1, 0, -1].map(|offset| day.year().saturating_add(offset));
        let year = candidates.into_iter().find(|&year| self.year_start(year) <= day).unwrap_or(day.year());
        let week = (days_between(self.year_start(year), day) / 7).clamp(0, 52) as usize;
        let quarter = (week / 13).min(3);
        let within = week - 13 * quarter;
        let [first, second, _] = self.quarters.weeks();
        let part = usize::from(within >= first) + usize::from(within >= first + second);
        FiscalPeriod {
            year,
            quarter: quarter as u8 + 1,
            period: (3 * quarter + part) as u8 + 1,
            week: week as u8 + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_begin_where_they_should() {
        assert_eq!(week_of(date(2026, 1, 1), Weekday::Monday), date(2025, 12, 29));
        assert_eq!(week_of(date(2026, 1, 4), Weekday::Sunday), date(2026, 1, 4));
        assert_eq!(week_of(date(2026, 1, 3), Weekday::Sunday), date(2025, 12, 28));
        assert_eq!(month_days(date(2025, 12, 29)), [((2025, 12), 3), ((2026, 1), 4)]);
        assert_eq!(month_days(date(2026, 1, 5)), [((2026, 1), 7)]);
    }

    #[test]
    fn fiscal_years_follow_each_other() {
        let calendar = FiscalCalendar { first_weekday: 7, first_month: 2, quarters: Quarters::FourFiveFour };
        // The retail calendar 4-5-4: 2023 begins on 29 January 2023 and has 53 weeks, 2024 on 4 February 2024 (NRF).
        assert_eq!(calendar.year_start(2023), date(2023, 1, 29));
        assert_eq!(calendar.year_start(2024), date(2024, 2, 4));
        assert_eq!(calendar.period(date(2024, 2, 3)).to_string(), "FY2023 P12 W53");
        assert_eq!(calendar.period(date(2024, 2, 4)).to_string(), "FY2024 P01 W01");
        assert_eq!(calendar.period(date(2024, 3, 3)).to_string(), "FY2024 P02 W05");
        assert_eq!(calendar.period(date(2024, 4, 7)).to_string(), "FY2024 P03 W10");
        assert_eq!(calendar.period(date(2024, 5, 5)).quarter, 2);
    }
}
