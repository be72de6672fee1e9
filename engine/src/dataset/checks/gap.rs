//! Gap: a source that has every day misses some in the middle.

use super::super::repair::{Repair, Scope};
use super::{Check, CheckKind, Evidence, Look, on};
use crate::exports::Measure;
use crate::quality::Severity;

/// The most days in a row that are filled with one click; more are missing knowledge.
const MOST_FILLED: usize = 3;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let daily = [Measure::Spend, Measure::Revenue].into_iter().filter_map(|measure| look.daily(measure));
    let gaps = daily.flat_map(|daily| {
        let runs = daily.runs(|place| daily.at(place).is_none());
        runs.into_iter().map(move |(first, last)| (daily, first, last))
    });
    let finding = |(daily, first, last): (&super::Daily, usize, usize)| {
        let days = last - first + 1;
        let severity = if days > MOST_FILLED { Severity::Serious } else { Severity::Caution };
        let (from, to) = (daily.day(first), daily.day(last));
        let sentence = format!("{days} days have no row between days that do.");
        let evidence = Evidence { days: on(from, to), found: Some(days as f64), expected: Some(0.0), sentence };
        let mut check = look.finding(CheckKind::Gap, severity, Some(daily.measure), evidence);
        let scope = Scope { source: Some(look.lane.source.id.clone()), ..look.scope(daily.measure, from, to) };
        check.repair = (days <= MOST_FILLED).then_some(Repair::FillGap(scope));
        check
    };
    gaps.map(finding).collect()
}
