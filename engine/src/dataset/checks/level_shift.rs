//! Level shift: every day of four weeks lies above twice every day of the four weeks before, or below half of it.

use super::{Check, CheckKind, Daily, Evidence, Look, called, on};
use crate::exports::Measure;
use crate::quality::Severity;

/// Days on either side.
const SIDE: usize = 28;
/// How far apart the nearest days of the two sides are.
const TIMES: f64 = 2.0;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let measures = [Measure::Spend, Measure::Revenue, Measure::Orders];
    measures.into_iter().filter_map(|measure| of_measure(look, look.daily(measure)?)).flatten().collect()
}

fn of_measure(look: &Look<'_>, daily: &Daily) -> Option<Vec<Check>> {
    let last = daily.values.len().checked_sub(SIDE)?;
    let shifts = (SIDE..=last).filter(|&place| is_shift(daily, place));
    let finding = |place: usize| {
        let (before, after) = (daily.median(place - SIDE, place), daily.median(place, place + SIDE));
        let day = daily.day(place);
        let name = called(daily.measure);
        let sentence = format!("From this day on, {name} is on another level, every day for four weeks.");
        let evidence = Evidence { days: on(day, day), found: after, expected: before, sentence };
        look.finding(CheckKind::LevelShift, Severity::Note, Some(daily.measure), evidence)
    };
    Some(shifts.map(finding).collect())
}

fn is_shift(daily: &Daily, place: usize) -> bool {
    let range = |from: usize, to: usize| {
        let values = || (from..to).filter_map(|place| daily.at(place));
        Some((values().min_by(f64::total_cmp)?, values().max_by(f64::total_cmp)?))
    };
    match (range(place - SIDE, place), range(place, place + SIDE)) {
        (Some((low, high)), Some((new_low, new_high))) => {
            low > 0.0 && (new_low > TIMES * high || (new_high > 0.0 && TIMES * new_high < low))
        }
        _ => false,
    }
}
