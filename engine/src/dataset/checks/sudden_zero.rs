//! Sudden zero: after four weeks without a day of nothing, nothing for a week or more.

use super::{Check, CheckKind, Evidence, Look, called, on};
use crate::exports::Measure;
use crate::quality::Severity;

/// Days before, all of them with something.
const BEFORE: usize = 28;
/// Days with nothing.
const NOTHING: usize = 7;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let measures = [(Measure::Spend, Severity::Note), (Measure::Revenue, Severity::Serious)];
    let daily = measures.into_iter().filter_map(|(measure, severity)| Some((look.daily(measure)?, severity)));
    daily
        .flat_map(|(daily, severity)| {
            let runs = daily.runs(|place| daily.at(place) == Some(0.0));
            runs.into_iter().filter_map(move |(first, last)| {
                let before = first.checked_sub(BEFORE)?;
                let is_sudden = (before..first).all(|place| daily.at(place).is_some_and(|value| value > 0.0));
                (is_sudden && last - first + 1 >= NOTHING).then_some((daily, severity, before, first, last))
            })
        })
        .map(|(daily, severity, before, first, last)| {
            let name = called(daily.measure);
            let sentence = format!("No {name} for {} days, after four weeks with some every day.", last - first + 1);
            let expected = daily.median(before, first);
            let days = on(daily.day(first), daily.day(last));
            let evidence = Evidence { days, found: Some(0.0), expected, sentence };
            look.finding(CheckKind::SuddenZero, severity, Some(daily.measure), evidence)
        })
        .collect()
}
