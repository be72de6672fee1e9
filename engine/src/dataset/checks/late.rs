//! Late: the next file should have come.

use super::super::days::day;
use super::super::source::Lateness;
use super::{Check, CheckKind, Evidence, Look};
use crate::quality::Severity;

/// Days late from which it matters more.
const LONG_DAYS: i64 = 14;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let Some((_, last)) = look.lane.whole_extent() else { return vec![] };
    // A newer export of the same kind has come already.
    let source = look.lane.source;
    let is_latest = look.lanes.iter().all(|other| {
        other.source.platform != source.platform || other.whole_extent().is_none_or(|(_, end)| end <= last)
    });
    match source.lateness(day(last), look.today) {
        Lateness::Late { due, days } if is_latest => {
            let severity = if days > LONG_DAYS { Severity::Serious } else { Severity::Caution };
            let sentence = format!("The next file was due on {due}, {days} days ago; the last day is {}.", day(last));
            let evidence = Evidence { days: vec![(due, due)], found: Some(days as f64), sentence, ..Evidence::default() };
            vec![look.finding(CheckKind::Late, severity, None, evidence)]
        }
        _ => vec![],
    }
}
