//! A source's measure day by day, as the checks look at it.

use super::super::frame::Lane;
use super::super::overlap::daily;
use super::median;
use crate::exports::{Amount, Measure};

/// The share of days with a row from which a source is one of days.
const IS_DAILY: f64 = 0.85;
/// Days below which nothing is said of a source's days.
const FEWEST_DAYS: usize = 28;

/// Totals by day.
pub(super) struct Daily {
    pub(super) measure: Measure,
    pub(super) first: i32,
    /// None on days without a row.
    pub(super) values: Vec<Option<f64>>,
}

impl Daily {
    /// None for a source that has no days of its own (weeks, flights), or too few.
    pub(super) fn of(lane: &Lane<'_>, measure: Measure) -> Option<Self> {
        let is_of_days = lane.tally.lines.iter().all(|line| line.from == line.to);
        let (first, last) = lane.extent(measure).filter(|_| is_of_days)?;
        let sums = daily(lane, measure);
        let length = (last - first + 1) as usize;
        let is_daily = length >= FEWEST_DAYS && sums.len() as f64 >= IS_DAILY * length as f64;
        let values = (first..=last).map(|day| sums.get(&day).map(|sum| Amount(*sum).to_f64())).collect();
        is_daily.then_some(Self { measure, first, values })
    }

    /// The value of a place, counted from the first day.
    pub(super) fn at(&self, place: usize) -> Option<f64> {
        self.values.get(place).copied().flatten()
    }

    /// The day number of a place.
    pub(super) fn day(&self, place: usize) -> i32 {
        self.first + place as i32
    }

    /// The median of the values that there are from one place up to before another.
    pub(super) fn median(&self, from: usize, to: usize) -> Option<f64> {
        let to = to.min(self.values.len());
        median(self.values.get(from.min(to)..to)?.iter().copied().flatten().collect())
    }

    /// Stretches of places for which something holds: first and last.
    pub(super) fn runs(&self, holds: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = vec![];
        for place in (0..self.values.len()).filter(|place| holds(*place)) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == place => *last = place,
                _ => runs.push((place, place)),
            }
        }
        runs
    }
}
