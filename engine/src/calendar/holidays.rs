//! Public holidays and days of trade, computed for any year: what moves sales by the calendar alone.
//!
//! A country is a table of rules (`holidays/country.rs`); dates follow by fixed day, Easter, n-th weekday or equinox,
//! and move off weekends where the law moves them. Taken from the countries' laws as they stood in 2026. Left out:
//! holidays of single states, regions and towns, half days, feasts that always fall on a Sunday, and those that follow
//! the moon.

mod americas;
mod central_europe;
mod country;
mod easter;
mod far_away;
mod northern_europe;
mod occasion;
mod rule;
mod southern_europe;
mod western_europe;

pub use country::Country;
pub use easter::easter;
pub use occasion::{CalendarEvents, Occasion, OccasionKind};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rule::{Holiday, Weekend};
use std::collections::BTreeMap;

/// The public holidays of a country from `first` to `last`, both included, with their names in the order of days.
pub fn public_holidays(country: Country, first: Date, last: Date) -> Vec<(Date, &'static str)> {
    // A holiday of a neighbouring year may be kept in this one.
    let years = first.year().saturating_sub(1)..=last.year().saturating_add(1);
    let lines = |year: i16| country.table().iter().filter_map(move |h| Some((dated(h, year)?, h)));
    let all: BTreeMap<Date, &Holiday> = years.flat_map(lines).collect();
    let mut days: BTreeMap<Date, &'static str> =
        all.iter().filter(|(day, h)| stays(**day, h.weekend)).map(|(day, h)| (*day, h.name)).collect();
    for (day, holiday) in &all {
        if let Some(kept) = kept_on(*day, holiday.weekend, &days) {
            days.entry(kept).or_insert(holiday.name);
        }
    }
    days.into_iter().filter(|(day, _)| (first..=last).contains(day)).collect()
}

fn dated(holiday: &Holiday, year: i16) -> Option<Date> {
    let (since, until) = holiday.years;
    if (since..=until).contains(&year) { holiday.rule.date(year) } else { None }
}

/// Whether the day itself is a holiday.
fn stays(day: Date, weekend: Weekend) -> bool {
    let (saturday, sunday) = (day.weekday() == Weekday::Saturday, day.weekday() == Weekday::Sunday);
    match weekend {
        Weekend::Stays | Weekend::SundayAdds | Weekend::Adds => true,
        Weekend::Nearest | Weekend::Next => !saturday && !sunday,
        Weekend::SundayToMonday | Weekend::SundayToSaturday => !sunday,
    }
}

/// The other day on which a holiday that falls on a weekend is kept, beside or instead; `days` are taken.
fn kept_on(day: Date, weekend: Weekend, days: &BTreeMap<Date, &'static str>) -> Option<Date> {
    let free = |is_free: &dyn Fn(Date) -> bool| (1..9).filter_map(|n| shifted(day, n)).find(|d| is_free(*d));
    let is_work = |d: Date| !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday) && !days.contains_key(&d);
    match (weekend, day.weekday()) {
        (Weekend::Nearest, Weekday::Saturday) => shifted(day, -1),
        (Weekend::Nearest | Weekend::SundayToMonday, Weekday::Sunday) => shifted(day, 1),
        (Weekend::SundayToSaturday, Weekday::Sunday) => shifted(day, -1),
        (Weekend::Next | Weekend::Adds, Weekday::Saturday | Weekday::Sunday) => free(&is_work),
        (Weekend::SundayAdds, Weekday::Sunday) => free(&|d| !days.contains_key(&d)),
        _ => None,
    }
}

fn shifted(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// `expected`: month and day, as the governments publish them for that year.
    fn check(country: Country, year: i16, expected: &[(i8, i8)]) {
        let found = public_holidays(country, date(year, 1, 1), date(year, 12, 31));
        let found: Vec<(i8, i8)> = found.iter().map(|(day, _)| (day.month(), day.day())).collect();
        assert_eq!(found, expected, "{country:?} {year}");
    }

    #[test]
    fn holidays_of_the_united_states_are_those_published() {
        let published: [(i16, [(i8, i8); 11]); 3] = [
            (
                2024,
                [(1, 1), (1, 15), (2, 19), (5, 27), (6, 19), (7, 4), (9, 2), (10, 14), (11, 11), (11, 28), (12, 25)],
            ),
            (
                2025,
                [(1, 1), (1, 20), (2, 17), (5, 26), (6, 19), (7, 4), (9, 1), (10, 13), (11, 11), (11, 27), (12, 25)],
            ),
            (
                2026,
                [(1, 1), (1, 19), (2, 16), (5, 25), (6, 19), (7, 3), (9, 7), (10, 12), (11, 11), (11, 26), (12, 25)],
            ),
        ];
        published.iter().for_each(|(year, days)| check(Country::UnitedStates, *year, days));
    }

    #[test]
    fn holidays_of_the_united_kingdom_are_those_published() {
        let uk = Country::UnitedKingdom;
        check(uk, 2020, &[(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)]);
        check(uk, 2021, &[(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]);
        check(uk, 2022, &[(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)]);
        check(uk, 2024, &[(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]);
        check(uk, 2025, &[(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)]);
        check(uk, 2026, &[(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]);
    }

    #[test]
    fn holidays_of_the_continent_are_those_published() {
        let germany = Country::Germany;
        check(germany, 2024, &[(1, 1), (3, 29), (4, 1), (5, 1), (5, 9), (5, 20), (10, 3), (12, 25), (12, 26)]);
        check(germany, 2025, &[(1, 1), (4, 18), (4, 21), (5, 1), (5, 29), (6, 9), (10, 3), (12, 25), (12, 26)]);
        check(germany, 2026, &[(1, 1), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (10, 3), (12, 25), (12, 26)]);
        let france = [(1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
        check(Country::France, 2026, &france);
        check(Country::Netherlands, 2025, &[(1, 1), (4, 21), (4, 26), (5, 29), (6, 9), (12, 25), (12, 26)]);
        let poland = [
            (1, 1),
            (1, 6),
            (4, 21),
            (5, 1),
            (5, 3),
            (6, 19),
            (8, 15),
            (11, 1),
            (11, 11),
            (12, 24),
            (12, 25),
            (12, 26),
        ];
        check(Country::Poland, 2025, &poland);
        let sweden = [(1, 1), (1, 6), (4, 18), (4, 21), (5, 1), (5, 29), (6, 6), (6, 21), (11, 1), (12, 25), (12, 26)];
        check(Country::Sweden, 2025, &sweden);
        check(Country::Denmark, 2023, &[(1, 1), (4, 6), (4, 7), (4, 10), (5, 5), (5, 18), (5, 29), (12, 25), (12, 26)]);
        check(Country::Denmark, 2024, &[(1, 1), (3, 28), (3, 29), (4, 1), (5, 9), (5, 20), (12, 25), (12, 26)]);
    }

    #[test]
    fn holidays_of_the_southern_half_and_japan_are_those_published() {
        let japan = [
            (1, 1),
            (1, 12),
            (2, 11),
            (2, 23),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 20),
            (8, 11),
            (9, 21),
            (9, 22),
            (9, 23),
            (10, 12),
            (11, 3),
            (11, 23),
        ];
        check(Country::Japan, 2026, &japan);
        let new_zealand =
            [(1, 1), (1, 2), (2, 6), (4, 3), (4, 6), (4, 27), (6, 1), (7, 10), (10, 26), (12, 25), (12, 28)];
        check(Country::NewZealand, 2026, &new_zealand);
        let australia = [(1, 1), (1, 26), (4, 3), (4, 6), (4, 25), (12, 25), (12, 26), (12, 28)];
        check(Country::Australia, 2026, &australia);
        let south_africa = [
            (1, 1),
            (3, 21),
            (4, 18),
            (4, 21),
            (4, 27),
            (4, 28),
            (5, 1),
            (6, 16),
            (8, 9),
            (9, 24),
            (12, 16),
            (12, 25),
            (12, 26),
        ];
        check(Country::SouthAfrica, 2025, &south_africa);
        check(Country::Mexico, 2025, &[(1, 1), (2, 3), (3, 17), (5, 1), (9, 16), (11, 17), (12, 25)]);
    }

    #[test]
    fn no_day_is_listed_twice_and_each_has_a_name() {
        for country in Country::ALL {
            let found = public_holidays(country, date(2015, 1, 1), date(2035, 12, 31));
            assert!(found.windows(2).all(|w| w[0].0 < w[1].0) && found.iter().all(|(_, name)| !name.is_empty()));
            assert!(found.len() >= 4 * 21 - 5, "{country:?} {}", found.len());
        }
    }
}
