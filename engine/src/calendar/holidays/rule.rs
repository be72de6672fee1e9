//! How the date of a holiday follows from the year, and what happens where it falls on a weekend.
//!
//! Equinoxes (Japan) by the formula of the Hydrographic Department for 1980 to 2099, in hundred-thousandths of a day:
//! day = 20.8431 (spring) or 23.2488 (autumn) + 0.242194 (year - 1980) - floor((year - 1980) / 4).

use super::easter::easter;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How the date follows from the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The same month and day every year.
    Fixed(i8, i8),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The n-th such weekday of a month, from the end where n is negative.
    Nth(i8, Weekday, i8),
    /// The first such weekday on or after a month and day.
    OnOrAfter(Weekday, i8, i8),
    /// The last such weekday before a month and day.
    Before(Weekday, i8, i8),
    /// The spring equinox in Japan.
    SpringEquinox,
    /// The autumn equinox in Japan.
    AutumnEquinox,
}

/// What a weekend does to a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weekend {
    /// Nothing.
    Stays,
    /// From Saturday to the Friday before, from Sunday to the Monday after.
    Nearest,
    /// To the next weekday that is no holiday itself.
    Next,
    /// From Sunday to the Monday after; a Saturday stays.
    SundayToMonday,
    /// From Sunday to the Saturday before.
    SundayToSaturday,
    /// After a Sunday the next day that is no holiday is one too.
    SundayAdds,
    /// The next weekday that is no holiday is one too.
    Adds,
}

/// One line of a country's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holiday {
    pub(super) name: &'static str,
    pub(super) rule: Rule,
    pub(super) weekend: Weekend,
    /// The first and the last year in which it is one.
    pub(super) years: (i16, i16),
}

impl Holiday {
    pub(super) const fn new(name: &'static str, rule: Rule) -> Self {
        Self { name, rule, weekend: Weekend::Stays, years: (i16::MIN, i16::MAX) }
    }

    pub(super) const fn fixed(name: &'static str, month: i8, day: i8) -> Self {
        Self::new(name, Rule::Fixed(month, day))
    }

    pub(super) const fn easter(name: &'static str, days: i64) -> Self {
        Self::new(name, Rule::Easter(days))
    }

    pub(super) const fn nth(name: &'static str, n: i8, weekday: Weekday, month: i8) -> Self {
        Self::new(name, Rule::Nth(n, weekday, month))
    }

    /// With a rule for weekends.
    pub(super) const fn on_weekends(self, weekend: Weekend) -> Self {
        Self { weekend, ..self }
    }

    /// From a year on.
    pub(super) const fn since(self, year: i16) -> Self {
        Self { years: (year, self.years.1), ..self }
    }

    /// Up to a year, that year included.
    pub(super) const fn until(self, year: i16) -> Self {
        Self { years: (self.years.0, year), ..self }
    }

    /// In one year alone.
    pub(super) const fn once(name: &'static str, year: i16, month: i8, day: i8) -> Self {
        Self::fixed(name, month, day).since(year).until(year)
    }
}

impl Rule {
    /// The date in `year`; `None` beyond the calendar.
    pub(super) fn date(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            Self::Nth(n, weekday, month) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok(),
            Self::OnOrAfter(weekday, month, day) => {
                let from = Date::new(year, month, day).ok()?;
                from.checked_add(i64::from(from.weekday().until(weekday)).days()).ok()
            }
            Self::Before(weekday, month, day) => Date::new(year, month, day).ok()?.nth_weekday(-1, weekday).ok(),
            Self::SpringEquinox => Date::new(year, 3, equinox_day(year, 2_084_310)?).ok(),
            Self::AutumnEquinox => Date::new(year, 9, equinox_day(year, 2_324_880)?).ok(),
        }
    }
}

fn equinox_day(year: i16, base: i64) -> Option<i8> {
    let n = i64::from(year) - 1980;
    let day = (base * 10 + 242_194 * n).div_euclid(1_000_000) - n.div_euclid(4);
    i8::try_from(day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(rule: Rule, expected: Date) {
        assert_eq!(rule.date(expected.year()), Some(expected), "{rule:?}");
    }

    #[test]
    fn rules_give_published_dates() {
        check(Rule::Fixed(7, 14), date(2025, 7, 14));
        check(Rule::Easter(-2), date(2025, 4, 18));
        check(Rule::Easter(39), date(2024, 5, 9));
        check(Rule::Nth(4, Weekday::Thursday, 11), date(2026, 11, 26));
        check(Rule::Nth(-1, Weekday::Monday, 5), date(2025, 5, 26));
        check(Rule::OnOrAfter(Weekday::Saturday, 6, 20), date(2026, 6, 20));
        check(Rule::OnOrAfter(Weekday::Saturday, 10, 31), date(2025, 11, 1));
        check(Rule::Before(Weekday::Monday, 5, 25), date(2026, 5, 18));
        check(Rule::Before(Weekday::Monday, 5, 25), date(2025, 5, 19));
        check(Rule::SpringEquinox, date(2024, 3, 20));
        check(Rule::SpringEquinox, date(2027, 3, 21));
        check(Rule::AutumnEquinox, date(2024, 9, 22));
        check(Rule::AutumnEquinox, date(2026, 9, 23));
    }
}
