//! Repeated rows: rows of one file that are the same in days, name, currency and all amounts.
//!
//! An export has a row for each day and name, so that two like rows are one too many. Where the file is cut finer than
//! its names tell (by device, by receipt), rows of a day and name differ, and two may be alike by chance: nothing is
//! said, unless every row is there exactly twice.

use super::super::days::{number, stretches};
use super::super::repair::{Repair, Scope};
use super::{Check, CheckKind, Evidence, Look, called};
use crate::exports::{Amount, Lines, Measure};
use crate::quality::Severity;
use std::collections::BTreeSet;

/// Different rows over days and names up to which a file has one row for each.
const ONE_EACH: f64 = 1.05;
/// The share of the amount from which it matters more.
const MUCH: f64 = 0.01;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    of_source(look).into_iter().collect()
}

fn of_source(look: &Look<'_>) -> Option<Check> {
    let (lane, tally) = (look.lane, &look.lane.tally);
    if lane.repairs.iter().any(|applied| matches!(applied.repair, Repair::LeaveOutRepeats(_))) {
        return None;
    }
    let count = |lines: &Lines| lines.iter().map(|line| u64::from(line.rows.2)).sum::<u64>();
    let (rows, repeated) = (count(&tally.lines), count(&tally.repeats));
    let different = rows.saturating_sub(repeated);
    let is_one_each = different as f64 <= ONE_EACH * tally.lines.len() as f64;
    if repeated == 0 || !(is_one_each || repeated == different) {
        return None;
    }
    let sum = |lines: &Lines, measure: Measure| {
        let own = lines.iter().filter_map(|line| line.amounts.of(measure));
        Amount(own.fold(0, |sum: i64, amount| sum.saturating_add(amount.0))).to_f64()
    };
    let first = tally.repeats.first()?.amounts.iter().next()?.0;
    let has = |measure: &Measure| sum(&tally.repeats, *measure) != 0.0;
    let measure = [Measure::Spend, Measure::Revenue].into_iter().find(has).unwrap_or(first);
    let (twice, all) = (sum(&tally.repeats, measure), sum(&tally.lines, measure));
    let severity = if twice.abs() > MUCH * all.abs() { Severity::Serious } else { Severity::Caution };
    let days: BTreeSet<i32> = tally.repeats.iter().filter_map(|line| number(line.from)).collect();
    let name = called(measure);
    let sentence = format!(
        "{repeated} of {rows} rows repeat another one with the same day, name and amounts: {twice:.2} of {all:.2} {name}."
    );
    let evidence = Evidence { days: stretches(days), found: Some(all), expected: Some(all - twice), sentence };
    let mut check = look.finding(CheckKind::RepeatedRows, severity, Some(measure), evidence);
    check.repair = Some(Repair::LeaveOutRepeats(Scope::platform(lane.source.platform)));
    Some(check)
}
