//! Spend without impressions: rows of a source that counts impressions, with money and none of them.

use super::super::days::{number, stretches};
use super::{Check, CheckKind, Evidence, Look};
use crate::exports::{Amount, Measure};
use crate::quality::Severity;
use std::collections::BTreeSet;

/// The share of the spend from which it matters.
const SOME: f64 = 0.001;
/// And from which it matters more.
const MUCH: f64 = 0.02;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let (mut spend, mut without) = (0_i64, 0_i64);
    let mut days = BTreeSet::new();
    let mut shown = 0_i64;
    for line in look.lane.tally.lines.iter() {
        let of = |measure: Measure| line.amounts.of(measure).map_or(0, |amount| amount.0);
        spend = spend.saturating_add(of(Measure::Spend).max(0));
        shown = shown.saturating_add(of(Measure::Impressions));
        if of(Measure::Spend) > 0 && of(Measure::Impressions) <= 0 {
            without = without.saturating_add(of(Measure::Spend));
            days.extend(number(line.from));
        }
    }
    let (spend, without) = (Amount(spend).to_f64(), Amount(without).to_f64());
    if shown <= 0 || without <= SOME * spend {
        return vec![];
    }
    let severity = if without > MUCH * spend { Severity::Caution } else { Severity::Note };
    let sentence = format!("{without:.2} was spent in rows without any impression, on {} days.", days.len());
    let evidence = Evidence { days: stretches(days), found: Some(without), expected: Some(0.0), sentence };
    vec![look.finding(CheckKind::SpendWithoutImpressions, severity, Some(Measure::Spend), evidence)]
}
