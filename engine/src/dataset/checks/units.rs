//! Units: amounts that jump by about 100, 1,000 or 1,000,000 between two days, as cents, thousands or millionths do.
//!
//! The stretch between two jumps that is shorter is taken for the wrong one. A jump is told from growth by its size, and
//! from a single outlier by the three days on either side.

use super::super::repair::Repair;
use super::{Check, CheckKind, Daily, Evidence, Look, called, on};
use crate::quality::Severity;

/// Factors between units of the same thing.
const FACTORS: [i64; 3] = [100, 1_000, 1_000_000];
/// By how much a jump may miss its factor.
const NEAR: f64 = 2.0;
/// Days looked at on either side.
const SIDE: usize = 3;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    look.daily.iter().flat_map(|daily| FACTORS.into_iter().flat_map(|factor| of_factor(look, daily, factor))).collect()
}

fn of_factor(look: &Look<'_>, daily: &Daily, factor: i64) -> Vec<Check> {
    let jumps = jumps(daily, factor as f64);
    let (Some(&first), length) = (jumps.first(), daily.values.len()) else { return vec![] };
    // Stretches between jumps, and how often each is factored up against the first.
    let ends = jumps.iter().skip(1).map(|jump| jump.0).chain([length]);
    let mut height = 0_i32;
    let mut stretches = vec![(0, first.0, height)];
    for (&(from, is_up), to) in jumps.iter().zip(ends) {
        height += if is_up { 1 } else { -1 };
        stretches.push((from, to, height));
    }
    let days_at = |height: i32| stretches.iter().filter(|s| s.2 == height).map(|s| s.1 - s.0).sum::<usize>();
    let Some(usual) = stretches.iter().map(|s| s.2).max_by_key(|&height| (days_at(height), -height)) else {
        return vec![];
    };
    let wrong = stretches.iter().filter(|s| s.2 != usual && s.1 > s.0);
    wrong.map(|&(from, to, height)| finding(look, daily, (from, to), (height > usual, factor))).collect()
}

fn finding(look: &Look<'_>, daily: &Daily, (from, to): (usize, usize), (is_up, factor): (bool, i64)) -> Check {
    let (first, last) = (daily.day(from), daily.day(to - 1));
    let found = daily.median(from, to);
    let scale = if is_up { 1.0 / factor as f64 } else { factor as f64 };
    let more = if is_up { "above" } else { "below" };
    let sentence = format!("From one day to the next, {} is about {factor} times {more} what it was.", called(daily.measure));
    let evidence = Evidence { days: on(first, last), found, expected: found.map(|found| found * scale), sentence };
    let mut check = look.finding(CheckKind::UnitMixup, Severity::Serious, Some(daily.measure), evidence);
    let mut scope = look.scope(daily.measure, first, last);
    if to == daily.values.len() {
        // The files to come will be in the same unit.
        scope.to = None;
    }
    let (numerator, denominator) = if is_up { (1, factor) } else { (factor, 1) };
    check.repair = Some(Repair::Scale { scope, numerator, denominator });
    check
}

/// Places at which the level jumps by the factor, and whether upwards.
fn jumps(daily: &Daily, factor: f64) -> Vec<(usize, bool)> {
    let is_near = |ratio: f64| ratio > factor / NEAR && ratio < factor * NEAR;
    let mut jumps: Vec<(usize, bool)> = vec![];
    for place in SIDE..daily.values.len().saturating_sub(SIDE - 1) {
        let (Some(before), Some(after)) = (daily.median(place - SIDE, place), daily.median(place, place + SIDE)) else {
            continue;
        };
        let (Some(last), Some(here)) = (daily.at(place - 1), daily.at(place)) else { continue };
        if before <= 0.0 || after <= 0.0 || last <= 0.0 || here <= 0.0 {
            continue;
        }
        if is_near(after / before) && is_near(here / last) {
            jumps.push((place, true));
        } else if is_near(before / after) && is_near(last / here) {
            jumps.push((place, false));
        }
    }
    jumps
}
