//! Easter Sunday of the western churches: the anonymous Gregorian algorithm of Meeus, Jones and Butcher
//! (Meeus 1991, "Astronomical Algorithms", chapter 8). Exact in whole numbers for every Gregorian year.

use jiff::civil::Date;

/// Easter Sunday of `year`; `None` beyond the calendar's years.
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    /// Dates as published (US Naval Observatory's and the churches' tables), as month and day from 1990 to 2040.
    const PUBLISHED: [(i8, i8); 51] = [
        (4, 15),
        (3, 31),
        (4, 19),
        (4, 11),
        (4, 3),
        (4, 16),
        (4, 7),
        (3, 30),
        (4, 12),
        (4, 4),
        (4, 23),
        (4, 15),
        (3, 31),
        (4, 20),
        (4, 11),
        (3, 27),
        (4, 16),
        (4, 8),
        (3, 23),
        (4, 12),
        (4, 4),
        (4, 24),
        (4, 8),
        (3, 31),
        (4, 20),
        (4, 5),
        (3, 27),
        (4, 16),
        (4, 1),
        (4, 21),
        (4, 12),
        (4, 4),
        (4, 17),
        (4, 9),
        (3, 31),
        (4, 20),
        (4, 5),
        (3, 28),
        (4, 16),
        (4, 1),
        (4, 21),
        (4, 13),
        (3, 28),
        (4, 17),
        (4, 9),
        (3, 25),
        (4, 13),
        (4, 5),
        (4, 25),
        (4, 10),
        (4, 1),
    ];

    #[test]
    fn easter_falls_on_the_published_days() {
        for (year, (month, day)) in (1990..).zip(PUBLISHED) {
            let found = easter(year).unwrap();
            assert_eq!(found, date(year, month, day));
            assert_eq!(found.weekday(), Weekday::Sunday);
        }
    }

    #[test]
    fn the_extremes_of_the_calendar_are_met() {
        assert_eq!(easter(1818), Some(date(1818, 3, 22)));
        assert_eq!(easter(1943), Some(date(1943, 4, 25)));
    }
}
