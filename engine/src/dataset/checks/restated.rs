//! Restated: a newer export changed days that were there already.

use super::super::days;
use super::super::overlap::Restatement;
use super::super::repair::Repair;
use super::{Check, CheckKind, Evidence, called, finding};
use crate::exports::{Amount, Measure};
use crate::quality::Severity;

/// The change of the shared days' total from which it matters more.
const MUCH: f64 = 0.05;

pub(super) fn check(restatements: &[Restatement]) -> Vec<Check> {
    let shown = |r: &Restatement| matches!(r.measure, Measure::Spend | Measure::Revenue) && !r.changes.is_empty();
    restatements.iter().filter(|one| shown(one)).map(of_restatement).collect()
}

fn of_restatement(restated: &Restatement) -> Check {
    let sum = |of: fn(&super::super::DayChange) -> Amount| {
        Amount(restated.changes.iter().fold(0, |sum: i64, change| sum.saturating_add(of(change).0))).to_f64()
    };
    let (old, new) = (sum(|change| change.old), sum(|change| change.new));
    let is_much = (new - old).abs() > MUCH * old.abs();
    let severity = if is_much { Severity::Caution } else { Severity::Note };
    let name = called(restated.measure);
    let sentence = format!(
        "{} has another {name} than {} on {} days: {old:.2} became {new:.2}. The newer one counts.",
        restated.newer,
        restated.older,
        restated.changes.len()
    );
    let changed = days::stretches(restated.changes.iter().filter_map(|change| days::number(change.day)));
    let evidence = Evidence { days: changed, found: Some(new), expected: Some(old), sentence };
    let mut check = finding(CheckKind::Restated, severity, (&restated.newer, Some(restated.measure)), evidence);
    check.repair = Some(Repair::Prefer { keep: restated.older.clone(), over: restated.newer.clone() });
    check
}
