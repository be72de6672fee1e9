//! Time zones: which place a text names, and what day it is there at any moment.
//!
//! The rules are the IANA time zone database's, as jiff bundles it ([readers](../../../docs/decisions/readers.md)): the
//! same on every machine, whatever zones that knows. Times of day are kept as quarters of an hour
//! ([`Clock`](super::clock::Clock)), which every offset since 1972 is a whole number of.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

/// Seconds of a quarter of an hour.
const QUARTER: i32 = 900;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// The largest offset from UTC, in quarters of an hour: Kiritimati's.
const LARGEST: i32 = 56;

/// A time zone.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

/// Abbreviations that exports head a column with; each means a place with its daylight saving, as people mean it.
const ABBREVIATIONS: [(&str, &str); 18] = [
    ("PT", "America/Los_Angeles"),
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("PACIFIC TIME", "America/Los_Angeles"),
    ("MOUNTAIN TIME", "America/Denver"),
    ("CENTRAL TIME", "America/Chicago"),
    ("ET", "America/New_York"),
    ("EST", "America/New_York"),
    ("EDT", "America/New_York"),
    ("EASTERN TIME", "America/New_York"),
    ("CET", "Europe/Berlin"),
    ("CEST", "Europe/Berlin"),
    ("MEZ", "Europe/Berlin"),
    ("MESZ", "Europe/Berlin"),
    ("BST", "Europe/London"),
    ("AEST", "Australia/Sydney"),
    ("JST", "Asia/Tokyo"),
    ("IST", "Asia/Kolkata"),
];

/// Regions whose names are of no city: "Etc/GMT+1" is an hour behind UTC, "Brazil/East" is no place called East.
const NO_CITIES: [&str; 6] = ["Etc", "Brazil", "Canada", "Chile", "Mexico", "US"];
/// Parts of Australia that are no names on their own.
const NO_CITY: [&str; 3] = ["North", "South", "West"];

impl Zone {
    /// The zone that a text names: "Europe/Berlin", "UTC", "GMT+1", "-05:00", "(GMT+01:00) Amsterdam", "PT".
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("in ").unwrap_or(text).trim();
        let large = text.to_uppercase();
        // "(GMT+01:00) Amsterdam" is a place with daylight saving, not an offset.
        let behind = large.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let about = behind.map_or(large.as_str(), |(_, behind)| behind);
        let about = about.split('(').next().unwrap_or("").trim();
        if let Some((_, name)) = ABBREVIATIONS.iter().find(|(known, _)| *known == about) {
            return place(name);
        }
        let fixed = || Some(Self(TimeZone::fixed(of_quarters(i32::from(offset(text.trim_matches(['(', ')']))?))?)));
        place(text).or_else(|| of_city(about)).or_else(fixed)
    }

    /// Its clocks, to be looked at often.
    pub(super) fn clocks(self) -> Clocks {
        Clocks { zone: self.0, steady: Steady { from: 0, until: 0, offset: Offset::UTC } }
    }
}

/// The clocks of a zone. They are looked at in about the order of time, and between two changes one offset holds, which
/// is asked for once.
#[derive(Debug)]
pub(super) struct Clocks {
    zone: TimeZone,
    steady: Steady,
}

/// From one change to the next, in seconds since 1970.
#[derive(Clone, Copy, Debug)]
struct Steady {
    from: i64,
    until: i64,
    offset: Offset,
}

impl Clocks {
    /// The day there, at a moment.
    pub(super) fn day(&mut self, moment: Timestamp) -> Date {
        self.offset(moment).to_datetime(moment).date()
    }

    /// When they show a time. One that they show twice is the first of the two, and one that they leap is read with the
    /// offset before (RFC 5545, 3.3.5).
    pub(super) fn moment(&mut self, shown: DateTime) -> Option<Timestamp> {
        // No change is of more than a day: farther from one, a time is shown once.
        let Steady { from, until, offset } = self.steady;
        let is_far = |at: &Timestamp| at.as_second() > from + 2 * DAY && at.as_second() < until - 2 * DAY;
        if let Some(moment) = offset.to_timestamp(shown).ok().filter(is_far) {
            return Some(moment);
        }
        let moment = self.zone.to_timestamp(shown).ok()?;
        self.offset(moment);
        Some(moment)
    }

    fn offset(&mut self, moment: Timestamp) -> Offset {
        let at = moment.as_second();
        if !(self.steady.from..self.steady.until).contains(&at) {
            let next = Timestamp::from_second(at + 1).unwrap_or(Timestamp::MAX);
            let before = self.zone.preceding(next).next().map_or(Timestamp::MIN, |change| change.timestamp());
            let after = self.zone.following(moment).next().map_or(Timestamp::MAX, |change| change.timestamp());
            let offset = self.zone.to_offset(moment);
            self.steady = Steady { from: before.as_second(), until: after.as_second(), offset };
        }
        self.steady.offset
    }
}

/// When it is a time, so many quarters of an hour from UTC.
pub(super) fn moment_at(shown: DateTime, quarters: i32) -> Option<Timestamp> {
    of_quarters(quarters)?.to_timestamp(shown).ok()
}

fn of_quarters(quarters: i32) -> Option<Offset> {
    Offset::from_seconds(quarters * QUARTER).ok()
}

fn place(name: &str) -> Option<Zone> {
    TimeZoneDatabase::bundled().get(name).ok().map(Zone)
}

/// The zone of a city: "NEW YORK" is of "America/New_York".
fn of_city(about: &str) -> Option<Zone> {
    let is_it = |name: &str| {
        let parts = name.split_once('/').zip(name.rsplit_once('/'));
        parts.is_some_and(|((region, _), (_, city))| {
            !NO_CITIES.contains(&region) && !NO_CITY.contains(&city) && city.replace('_', " ").to_uppercase() == about
        })
    };
    let database = TimeZoneDatabase::bundled();
    let name = database.available().find(|name| is_it(name.as_str()))?;
    place(name.as_str())
}

/// A written offset in quarters of an hour: "Z", "UTC", "+0200", "-05:30", "GMT+1"; none where it is none of a zone.
pub(super) fn offset(text: &str) -> Option<i8> {
    let bare = ["UTC", "GMT", "utc", "gmt"].iter().find_map(|name| text.strip_prefix(name));
    let rest = bare.unwrap_or(text).trim();
    if rest.is_empty() && bare.is_some() || rest == "Z" || rest == "z" {
        return Some(0);
    }
    let (sign, digits) = match rest.chars().next()? {
        '+' => (1, rest.get(1..)?),
        '-' => (-1, rest.get(1..)?),
        '−' => (-1, rest.strip_prefix('−')?),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 3 | 4) => digits.split_at_checked(digits.len() - 2)?,
        (None, 1 | 2) => (digits, "0"),
        _ => return None,
    };
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i32>().ok()).flatten();
    let (hours, minutes) = (plain(hours)?, plain(minutes)?);
    let quarters = hours.checked_mul(4)? + minutes / 15;
    let is_real = minutes % 15 == 0 && minutes < 60 && quarters <= LARGEST;
    is_real.then(|| i8::try_from(sign * quarters).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Offsets in January and July, in quarters of an hour.
    fn check(text: &str, winter: Option<i32>, summer: i32) {
        let zone = Zone::named(text);
        let offset = |month| {
            let noon = date(2024, month, 15).at(12, 0, 0, 0);
            let moment = zone.clone()?.clocks().moment(noon)?;
            let of_utc = moment_at(noon, 0)?;
            i32::try_from((of_utc.as_second() - moment.as_second()) / i64::from(QUARTER)).ok()
        };
        assert_eq!((offset(1), offset(7)), (winter, winter.map(|_| summer)), "{text}");
    }

    #[test]
    fn zones_are_known_by_what_exports_call_them() {
        check("Europe/Berlin", Some(4), 8);
        check("europe/kyiv", Some(8), 12);
        check("Europe/Kiev", Some(8), 12);
        check("US/Pacific", Some(-32), -28);
        check("in UTC", Some(0), 0);
        check("EST", Some(-20), -16);
        check("GMT+1", Some(4), 4);
        check("Etc/GMT+1", Some(-4), -4);
        check("UTC+5:30", Some(22), 22);
        check("-05:30", Some(-22), -22);
        check("+0545", Some(23), 23);
        check("(GMT+01:00) Amsterdam", Some(4), 8);
        check("(GMT-05:00) Eastern Time", Some(-20), -16);
        check("(GMT-05:00) Eastern Time (US & Canada)", Some(-20), -16);
        check("(GMT+10:00) Brisbane", Some(40), 40);
        check("(UTC-03:00)", Some(-12), -12);
        check("New York", Some(-20), -16);
        check("CET", Some(4), 8);
        for text in ["", "()", "UTC+25", "12:30", "+1:07", "Berlin wall", "nowhere", "East", "West", "-", "+", "EUR"] {
            check(text, None, 0);
        }
    }

    #[test]
    fn clocks_that_leap_and_repeat_are_read_as_calendars_read_them() {
        // RFC 5545, 3.3.5: what is there twice is the first, what is not there is read with the offset before. New York
        // leapt at 2:00 on 10 March 2024 and went back at 2:00 on 3 November (Energy Policy Act of 2005); Lord Howe went
        // back half an hour at 2:00 on 7 April 2024.
        let check = |zone: &str, (month, day, hour, minute): (i8, i8, i8, i8), quarters: i32| {
            let shown = date(2024, month, day).at(hour, minute, 0, 0);
            let found = Zone::named(zone).and_then(|zone| zone.clocks().moment(shown));
            assert_eq!(found, moment_at(shown, quarters), "{zone} {shown}");
        };
        check("America/New_York", (3, 10, 1, 45), -20);
        check("America/New_York", (3, 10, 2, 30), -20);
        check("America/New_York", (3, 10, 3, 0), -16);
        check("America/New_York", (11, 3, 1, 30), -16);
        check("America/New_York", (11, 3, 2, 0), -20);
        check("Australia/Lord_Howe", (4, 7, 1, 30), 44);
        check("Australia/Lord_Howe", (4, 7, 2, 0), 42);
    }

    #[test]
    fn in_whatever_order_clocks_are_looked_at_they_show_the_same() {
        for name in ["America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "UTC"] {
            let zone = Zone::named(name).unwrap();
            let mut clocks = zone.clone().clocks();
            let start = date(2011, 12, 1).at(0, 0, 0, 0);
            let hours = (0..9_000).chain((0..9_000).rev()).chain((0..9_000).map(|i| i * 7_919 % 9_000));
            for hour in hours {
                let shown = start + jiff::Span::new().hours(hour);
                let moment = zone.0.to_timestamp(shown).unwrap();
                assert_eq!(clocks.moment(shown), Some(moment), "{name} {shown}");
                assert_eq!(clocks.day(moment), zone.0.to_datetime(moment).date(), "{name} {moment}");
            }
        }
    }

    #[test]
    fn no_time_is_beyond_reading() {
        for name in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
            let mut clocks = Zone::named(name).unwrap().clocks();
            for day in [Date::MIN, Date::MAX, date(1850, 1, 1), date(2400, 7, 1)] {
                if let Some(moment) = clocks.moment(day.at(23, 45, 0, 0)) {
                    assert_eq!(clocks.day(moment), day, "{name}");
                }
            }
        }
    }
}
