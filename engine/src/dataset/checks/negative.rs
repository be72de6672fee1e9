//! Negative: credits among the spend, refunds among the revenue.

use super::super::days::{number, stretches};
use super::super::repair::{Repair, Scope};
use super::{Check, CheckKind, Evidence, Look, called};
use crate::exports::{Amount, Measure};
use crate::quality::Severity;
use std::collections::BTreeSet;

/// The share of the whole from which it matters more.
const MUCH: f64 = 0.02;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    [Measure::Spend, Measure::Revenue].into_iter().filter_map(|measure| of_measure(look, measure)).collect()
}

fn of_measure(look: &Look<'_>, measure: Measure) -> Option<Check> {
    let (mut below, mut above, mut rows) = (0_i64, 0_i64, 0_u32);
    let mut days = BTreeSet::new();
    for line in look.lane.tally.lines.iter() {
        if let Some(amount) = line.amounts.of(measure) {
            let is_out = number(line.from).is_none_or(|day| look.lane.is_left_out(line, measure, day));
            if amount.0 < 0 && !is_out {
                below = below.saturating_add(amount.0);
                rows += line.rows.2;
                days.extend(number(line.from));
            } else {
                above = above.saturating_add(amount.0.max(0));
            }
        }
    }
    let (below, above) = (Amount(below).to_f64(), Amount(above).to_f64());
    if rows == 0 {
        return None;
    }
    let severity = if measure == Measure::Spend && -below > MUCH * above { Severity::Caution } else { Severity::Note };
    let name = called(measure);
    let sentence =
        format!("{name} is below zero on {} days ({rows} rows, {below:.2} in all): credits or refunds.", days.len());
    let evidence = Evidence { days: stretches(days), found: Some(below), expected: Some(0.0), sentence };
    let mut check = look.finding(CheckKind::Negative, severity, Some(measure), evidence);
    let scope = Scope {
        source: Some(look.lane.source.id.clone()),
        measure: Some(measure),
        ..Scope::platform(look.lane.source.platform)
    };
    // Revenue's refunds belong to it; credits among the spend can be left out day by day.
    check.repair = match check.evidence.days.as_slice() {
        [(from, to)] if measure == Measure::Spend => {
            Some(Repair::LeaveOut(Scope { from: Some(*from), to: Some(*to), ..scope }))
        }
        _ => None,
    };
    Some(check)
}
