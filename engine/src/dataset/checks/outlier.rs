//! Outlier: one day of more than five times every day of the two weeks on either side.

use super::super::repair::Repair;
use super::{Check, CheckKind, Daily, Evidence, Look, called, on};
use crate::exports::{Amount, Measure};
use crate::quality::Severity;

/// Days on either side.
const SIDE: usize = 14;
/// Times the largest of them.
const TIMES: f64 = 5.0;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let measures = [Measure::Spend, Measure::Revenue, Measure::Orders];
    let daily = measures.into_iter().filter_map(|measure| look.daily(measure));
    daily.flat_map(|daily| (0..daily.values.len()).filter_map(move |place| of_place(look, daily, place))).collect()
}

fn of_place(look: &Look<'_>, daily: &Daily, place: usize) -> Option<Check> {
    let value = daily.at(place)?;
    let (from, to) = (place.saturating_sub(SIDE), (place + SIDE + 1).min(daily.values.len()));
    let others = (from..to).filter(|other| *other != place);
    let largest = others.filter_map(|other| daily.at(other)).max_by(f64::total_cmp)?;
    let usual = daily.median(from, to).filter(|usual| *usual > 0.0)?;
    if value <= TIMES * largest {
        return None;
    }
    let day = daily.day(place);
    let sentence = format!("The {} of this day is {:.1} times the usual.", called(daily.measure), value / usual);
    let evidence = Evidence { days: on(day, day), found: Some(value), expected: Some(usual), sentence };
    let mut check = look.finding(CheckKind::Outlier, Severity::Caution, Some(daily.measure), evidence);
    let in_millionths = |value: f64| (value * Amount::UNIT as f64) as i64;
    let scope = look.scope(daily.measure, day, day);
    check.repair = Some(Repair::Scale { scope, numerator: in_millionths(usual), denominator: in_millionths(value) });
    Some(check)
}
