//! Which weeks the panel has: those that the outcome covers from the first day to the last.
//!
//! A platform's outcome is known up to its last day and the usual gap after it: none where it has every day, six days
//! where it has a row a week. The panel ends where the first platform ends, unless that one ended long before the
//! others, and begins where the first platform begins. A week at an edge of which days are missing is partial: marked
//! and left out, unless asked otherwise.

use super::days;
use super::frame::Frame;
use super::issue::Issue;
use crate::exports::Platform;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A platform whose outcome ends or begins so many days apart from the others has ended or begun for good.
const FOR_GOOD_DAYS: i32 = 56;
/// The longest usual gap: of a row a week.
const LONGEST_USUAL_GAP: i32 = 6;

/// On which edge of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    /// Before the first whole week.
    First,
    /// After the last whole week.
    Last,
}

/// A week of which days are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialWeek {
    /// Its first day.
    pub week: Date,
    /// How many of its days are known.
    pub days: u8,
    /// Where it lies.
    pub edge: Edge,
}

/// The panel's weeks.
#[derive(Clone, Debug, Default)]
pub(super) struct Window {
    /// Day number of the first week's first day.
    pub(super) first: i32,
    /// How many weeks.
    pub(super) weeks: usize,
    pub(super) partial: Vec<PartialWeek>,
    pub(super) issues: Vec<Issue>,
}

/// The days that one platform's outcome covers.
struct Known {
    first: i32,
    last: i32,
    gap: i32,
    begins: super::SourceId,
    ends: super::SourceId,
}

impl Window {
    /// Of the outcome's lanes; none where there is no outcome.
    pub(super) fn of(frame: &Frame<'_>) -> Option<Self> {
        let known = known(frame);
        let first = known.iter().map(|known| known.first).min()?;
        let last = known.iter().map(|known| known.last).max()?;
        let mut window = Self::default();
        let still = known.iter().filter(|known| last - known.last < FOR_GOOD_DAYS);
        let end = still.map(|known| known.last + known.gap).min()?;
        for one in &known {
            if last - one.last >= FOR_GOOD_DAYS {
                window.issues.push(Issue::OutcomeEnded { source: one.ends.clone(), last: days::day(one.last) });
            }
            if one.first - first >= FOR_GOOD_DAYS {
                window.issues.push(Issue::OutcomeBegins { source: one.begins.clone(), first: days::day(one.first) });
            }
        }
        let gap = known.iter().filter(|known| known.first == first).map(|known| known.gap).max()?;
        window.cut(frame, (first, gap), end);
        Some(window)
    }

    fn cut(&mut self, frame: &Frame<'_>, (first, gap): (i32, i32), end: i32) {
        let weekday = frame.state.settings.weekday();
        let (first_week, last_week) = (days::week_start(first, weekday), days::week_start(end, weekday));
        let misses_start = first - gap > first_week;
        let misses_end = end < last_week + 6;
        if misses_start {
            let known = (first_week + 7 - first).clamp(0, 7) as u8;
            self.partial.push(PartialWeek { week: days::day(first_week), days: known, edge: Edge::First });
        }
        if misses_end {
            let known = (end - last_week + 1).clamp(0, 7) as u8;
            self.partial.push(PartialWeek { week: days::day(last_week), days: known, edge: Edge::Last });
        }
        let stay = frame.state.settings.keep_partial_weeks;
        self.first = if misses_start && !stay { first_week + 7 } else { first_week };
        let last = if misses_end && !stay { last_week - 7 } else { last_week };
        self.weeks = ((last - self.first) / 7 + 1).max(0) as usize;
    }
}

/// By platform, since an older export of one ends before a newer one.
fn known(frame: &Frame<'_>) -> Vec<Known> {
    let measure = frame.state.outcome.measure.measure();
    let mut by_platform: BTreeMap<Platform, Vec<&super::frame::Lane<'_>>> = BTreeMap::new();
    for lane in frame.lanes.iter().filter(|lane| lane.is_outcome && lane.extent(measure).is_some()) {
        by_platform.entry(lane.source.platform).or_default().push(lane);
    }
    let one = |lanes: Vec<&super::frame::Lane<'_>>| {
        let extents = || lanes.iter().filter_map(|lane| Some((lane.extent(measure)?, *lane)));
        let ((first, _), begins) = extents().min_by_key(|((first, _), _)| *first)?;
        let ((_, last), ends) = extents().max_by_key(|((_, last), _)| *last)?;
        let has = lanes.iter().filter_map(|lane| lane.has.get(measure as usize));
        let days: BTreeSet<i32> = has.flat_map(|has| has.days()).collect();
        let gap = usual_gap(&days);
        Some(Known { first, last, gap, begins: begins.source.id.clone(), ends: ends.source.id.clone() })
    };
    by_platform.into_values().filter_map(one).collect()
}

/// Days without a row between two days with one, as it usually is: exceeded by one in twenty at most.
fn usual_gap(days: &BTreeSet<i32>) -> i32 {
    let mut gaps: Vec<i32> = days.iter().zip(days.iter().skip(1)).map(|(a, b)| b - a - 1).collect();
    gaps.sort_unstable();
    let place = (gaps.len().saturating_sub(1)) * 19 / 20;
    gaps.get(place).copied().unwrap_or(0).min(LONGEST_USUAL_GAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_gap_is_told_from_a_missing_day() {
        let but = |missing: i32| (0..100).filter(|day| *day != missing).collect::<BTreeSet<i32>>();
        assert_eq!(usual_gap(&but(50)), 0);
        assert_eq!(usual_gap(&(0..100).step_by(7).collect()), 6);
        assert_eq!(usual_gap(&(0..1000).step_by(30).collect()), 6);
        assert_eq!(usual_gap(&BTreeSet::new()), 0);
    }
}
