//! Days as numbers, and sets of them.

use crate::calendar::days_between;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Day 0, a Monday.
const EPOCH: Date = date(1990, 1, 1);
/// The last day that a source can plausibly have.
const LAST: i32 = 40_000;

/// The number of a day; none for a day that no source can plausibly have (before 1990 or after 2099).
pub(super) fn number(day: Date) -> Option<i32> {
    i32::try_from(days_between(EPOCH, day)).ok().filter(|number| (0..=LAST).contains(number))
}

/// The day of a number.
pub(super) fn day(number: i32) -> Date {
    EPOCH.saturating_add(i64::from(number).days())
}

/// The number of the first day of the week in which a day lies.
pub(super) fn week_start(number: i32, first: Weekday) -> i32 {
    let offset = i32::from(first.to_monday_zero_offset());
    number - (number - offset).rem_euclid(7)
}

/// A set of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DaySet {
    first: i32,
    has: Vec<bool>,
}

impl DaySet {
    /// An empty set that can hold the days from `first` to `last`.
    pub(super) fn within(first: i32, last: i32) -> Self {
        Self { first, has: vec![false; (last - first + 1).max(0) as usize] }
    }

    /// Adds a day, if the set can hold it.
    pub(super) fn insert(&mut self, day: i32) {
        if let Some(has) = usize::try_from(day - self.first).ok().and_then(|i| self.has.get_mut(i)) {
            *has = true;
        }
    }

    pub(super) fn contains(&self, day: i32) -> bool {
        usize::try_from(day - self.first).ok().and_then(|i| self.has.get(i)).is_some_and(|has| *has)
    }

    pub(super) fn days(&self) -> impl DoubleEndedIterator<Item = i32> {
        self.has.iter().enumerate().filter(|(_, has)| **has).map(|(i, _)| self.first + i as i32)
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.has.contains(&true)
    }
}

/// Days put together into stretches.
pub(super) fn stretches(days: impl IntoIterator<Item = i32>) -> Vec<(Date, Date)> {
    let mut stretches: Vec<(i32, i32)> = vec![];
    for day in days {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => stretches.push((day, day)),
        }
    }
    stretches.into_iter().map(|(first, last)| (day(first), day(last))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        assert_eq!(number(date(2026, 1, 5)).map(day), Some(date(2026, 1, 5)));
        assert_eq!(number(date(1889, 12, 31)), None);
        let monday = number(date(2026, 1, 5)).unwrap();
        assert_eq!(week_start(monday + 6, Weekday::Monday), monday);
        assert_eq!(week_start(monday, Weekday::Sunday), monday - 1);
        let mut set = DaySet::within(monday, monday + 10);
        [monday, monday + 1, monday + 5, monday + 99].into_iter().for_each(|day| set.insert(day));
        assert_eq!(set.days().count(), 3);
        let found = stretches(set.days());
        assert_eq!(found, [(date(2026, 1, 5), date(2026, 1, 6)), (date(2026, 1, 10), date(2026, 1, 10))]);
    }
}
