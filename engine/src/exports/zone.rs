//! Time zones: how far a place's clocks are from UTC, at any moment and in any year of business data.
//!
//! Rules are those of the IANA time zone database ([`table`]), in which every offset since 1972 is a whole number of
//! quarters of an hour; so are the moments at which clocks change, and all that is counted here. A table of our own
//! takes 4 kB where a library's database takes 97 ([readers](../../../docs/decisions/readers.md)); it is held against
//! that database in the tests. Before 2012 the rules of 2012 are taken, after 2037 those of then.

mod table;

use jiff::civil::{Date, Weekday, date};
use table::GROUPS;

/// Quarters of an hour in a day.
pub(super) const DAY: i32 = 96;
/// The years of which the changes are worked out.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
/// The largest offset from UTC, in quarters of an hour: Kiritimati's.
const LARGEST: i32 = 56;

/// Zones of one history.
#[derive(Debug)]
struct Group {
    /// Their IANA names.
    names: &'static str,
    /// Names that they had.
    also: &'static str,
    /// Offset from UTC.
    standard: i8,
    /// Daylight saving, where it is observed.
    summer: Option<Summer>,
    /// Offsets before the rules of today: each up to a moment, counted from 1970.
    before: &'static [(i32, i8)],
}

/// Daylight saving by rule: month, week (5 for the last), weekday (0 for Sunday) and the clock's time before the change.
#[derive(Clone, Copy, Debug)]
struct Summer {
    /// Offset from UTC while it lasts.
    offset: i8,
    begins: (i8, i8, i8, i16),
    ends: (i8, i8, i8, i16),
}

/// A time zone.
#[derive(Clone, Copy, Debug)]
pub struct Zone(Kind);

#[derive(Clone, Copy, Debug)]
enum Kind {
    Fixed(i8),
    Place(&'static Group),
}

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

impl Zone {
    /// The zone that a text names: "Europe/Berlin", "UTC", "GMT+1", "-05:00", "(GMT+01:00) Amsterdam", "PT".
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("in ").unwrap_or(text).trim();
        if let Some(zone) = place(text) {
            return Some(zone);
        }
        let large = text.to_uppercase();
        let about = large.rsplit_once(')').map_or(large.as_str(), |(_, behind)| behind).trim();
        if let Some((_, name)) = ABBREVIATIONS.iter().find(|(known, _)| *known == about || *known == large) {
            return place(name);
        }
        // "(GMT+01:00) Amsterdam" is a place with daylight saving, not an offset.
        let in_city = |name: &str| city(name).is_some_and(|city| !about.is_empty() && city == about);
        let of_city = || offered().find(|name| in_city(name)).and_then(place);
        of_city().or_else(|| Some(Self(Kind::Fixed(offset(text.trim_matches(['(', ')']))?))))
    }

    /// The moments at which its clocks change, to be looked up often.
    pub(super) fn clocks(self) -> Clocks {
        match self.0 {
            Kind::Fixed(offset) => Clocks { first: offset, changes: vec![] },
            Kind::Place(group) => Clocks::of(group),
        }
    }
}

/// The IANA names of all zones.
fn offered() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|group| group.names.split(' '))
}

fn place(name: &str) -> Option<Zone> {
    let has = |names: &str| names.split(' ').any(|known| !known.is_empty() && known.eq_ignore_ascii_case(name));
    GROUPS.iter().find(|group| has(group.names) || has(group.also)).map(|group| Zone(Kind::Place(group)))
}

/// "America/New_York" is of the city "NEW YORK".
fn city(name: &str) -> Option<String> {
    name.rsplit_once('/').map(|(_, city)| city.replace('_', " ").to_uppercase())
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

/// A zone's offsets, each from a moment on, in quarters of an hour since 1970.
#[derive(Clone, Debug)]
pub(super) struct Clocks {
    first: i8,
    changes: Vec<(i32, i8)>,
}

impl Clocks {
    fn of(group: &Group) -> Self {
        let from = group.before.last().map_or(i32::MIN, |(until, _)| *until);
        let mut ruled: Vec<(i32, i8)> = group.summer.iter().flat_map(|summer| summer.changes(group.standard)).collect();
        ruled.sort_unstable();
        let of_rule = ruled.iter().rev().find(|(at, _)| *at <= from).or_else(|| ruled.iter().rev().take(1).next());
        let at_start = of_rule.map_or(group.standard, |(_, offset)| *offset);
        let mut changes: Vec<(i32, i8)> =
            group.before.iter().zip(group.before.iter().skip(1)).map(|(a, b)| (a.0, b.1)).collect();
        changes.extend(group.before.last().map(|_| (from, at_start)));
        changes.extend(ruled.into_iter().filter(|(at, _)| *at > from));
        let first = group.before.first().map_or(at_start, |(_, offset)| *offset);
        Self { first, changes }
    }

    /// The offset at a moment.
    pub(super) fn at(&self, moment: i32) -> i32 {
        let place = self.changes.partition_point(|(at, _)| *at <= moment);
        let change = place.checked_sub(1).and_then(|last| self.changes.get(last));
        i32::from(change.map_or(self.first, |(_, offset)| *offset))
    }

    /// The offset when clocks show a time, as if it were of UTC. An hour that clocks show twice is the first of the two,
    /// and one that they leap is read with the offset before.
    pub(super) fn when_showing(&self, shown: i32) -> i32 {
        let (before, after) = (self.at(shown - DAY), self.at(shown + DAY));
        let fits = |offset: i32| self.at(shown - offset) == offset;
        if fits(before) || !fits(after) { before } else { after }
    }
}

impl Summer {
    /// All changes, not in order.
    fn changes(&self, standard: i8) -> impl Iterator<Item = (i32, i8)> + use<> {
        let Self { offset, begins, ends } = *self;
        YEARS.flat_map(move |year| {
            let begin = moment(year, begins).map(|at| (at - i32::from(standard), offset));
            let end = moment(year, ends).map(|at| (at - i32::from(offset), standard));
            begin.into_iter().chain(end)
        })
    }
}

/// When clocks show the time of a rule in a year.
fn moment(year: i16, (month, week, weekday, time): (i8, i8, i8, i16)) -> Option<i32> {
    let weekday = Weekday::from_sunday_zero_offset(weekday).ok()?;
    let nth = if week == 5 { -1 } else { week };
    let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
    Some(days_since_1970(day) * DAY + i32::from(time))
}

/// Days since 1970.
pub(super) fn days_since_1970(day: Date) -> i32 {
    crate::calendar::days_between(date(1970, 1, 1), day) as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    /// Every zone, every quarter of an hour around each of its changes and every nine hours beside, against the IANA
    /// database as jiff bundles it.
    #[test]
    fn the_table_is_the_databases() {
        let quarter = |year| days_since_1970(date(year, 1, 1)) * DAY;
        for name in offered() {
            let theirs = TimeZone::get(name).expect(name);
            let ours = Zone::named(name).expect(name).clocks();
            let changes = ours.changes.iter().flat_map(|(at, _)| [*at - 1, *at]);
            let moments = (quarter(2012)..quarter(2037)).step_by(37).chain(changes);
            for moment in moments.filter(|at| (quarter(2012)..quarter(2037)).contains(at)) {
                let at = Timestamp::from_second(i64::from(moment) * 900).unwrap();
                let expected = theirs.to_offset(at).seconds();
                assert_eq!(ours.at(moment) * 900, expected, "{name} at {at}");
            }
        }
    }

    #[test]
    fn clocks_that_leap_and_repeat_are_read_as_jiff_reads_them() {
        for name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns"] {
            let (theirs, ours) = (TimeZone::get(name).unwrap(), Zone::named(name).unwrap().clocks());
            let start = days_since_1970(date(2024, 1, 1)) * DAY;
            for shown in start..start + 366 * DAY {
                let civil = date(1970, 1, 1).at(0, 0, 0, 0) + jiff::Span::new().minutes(i64::from(shown) * 15);
                let expected = civil.to_zoned(theirs.clone()).unwrap().timestamp().as_second();
                assert_eq!(i64::from(shown - ours.when_showing(shown)) * 900, expected, "{name}: {civil}");
            }
        }
    }

    fn check(text: &str, winter: Option<i32>, summer: i32) {
        let at = |month| days_since_1970(date(2024, month, 15)) * DAY;
        let clocks = Zone::named(text).map(Zone::clocks);
        assert_eq!(clocks.as_ref().map(|c| c.at(at(1))), winter, "{text}");
        assert!(clocks.is_none_or(|c| c.at(at(7)) == summer), "{text}");
    }

    #[test]
    fn zones_are_known_by_what_exports_call_them() {
        check("Europe/Berlin", Some(4), 8);
        check("europe/kyiv", Some(8), 12);
        check("US/Pacific", Some(-32), -28);
        check("in UTC", Some(0), 0);
        check("GMT+1", Some(4), 4);
        check("-05:30", Some(-22), -22);
        check("+0545", Some(23), 23);
        check("(GMT+01:00) Amsterdam", Some(4), 8);
        check("(GMT-05:00) Eastern Time", Some(-20), -16);
        check("(GMT+10:00) Brisbane", Some(40), 40);
        check("(UTC-03:00)", Some(-12), -12);
        check("CET", Some(4), 8);
        for text in ["", "UTC+25", "12:30", "+1:07", "Berlin wall", "nowhere", "-", "+", "EUR"] {
            check(text, None, 0);
        }
    }
}
