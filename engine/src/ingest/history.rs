//! Rows at the ends of a file that have no outcome: spend before the first outcome is kept, since its carry-over reaches
//! into the data; the rest is left out.

use super::columns::{Series, Use};
use super::findings::{Decision, FindingId, Findings, Places, RepairText, count_of};
use super::rows::DatedRow;
use super::table::Table;
use super::weekly::Timeline;
use std::ops::Range;

/// The rows that are used.
pub(crate) struct UsedRows {
    /// The rows, oldest first.
    pub(crate) rows: Vec<DatedRow>,
    /// How many of the first have no outcome and are there for what was spent in them.
    pub(crate) before: usize,
}

/// Finds the rows with an outcome and, where `keep_history`, those before them in which something was spent; cuts the
/// series to them.
pub(crate) fn used_rows(
    table: &Table,
    rows: Vec<DatedRow>,
    series: &mut [Series],
    keep_history: bool,
    findings: &mut Findings,
) -> UsedRows {
    let Some(known) = known_outcome(series) else { return UsedRows { rows, before: 0 } };
    let spent = |i: &usize| series.iter().any(|s| s.purpose.is_channel() && s.values[*i] > 0.0);
    let first_spent = (0..known.start).find(spent).filter(|_| keep_history);
    let places = |range: Range<usize>| Places::of_rows(rows[range].iter().map(|row| table.row_number(row.row)));
    let start = match first_spent {
        Some(start) if report_history(places(start..known.start), findings) == Decision::Apply => start,
        _ => known.start,
    };
    let ends = (0..first_spent.unwrap_or(known.start)).chain(known.end..rows.len());
    let left_out = Places::of_rows(ends.map(|i| table.row_number(rows[i].row)));
    report_left_out(left_out, findings);
    series.iter_mut().for_each(|s| s.values = s.values[start..known.end].to_vec());
    UsedRows { rows: rows[start..known.end].to_vec(), before: known.start - start }
}

/// From the first row with an outcome to behind the last.
fn known_outcome(series: &[Series]) -> Option<Range<usize>> {
    let outcome = &series.iter().find(|s| s.purpose == Use::Outcome)?.values;
    let first = outcome.iter().position(|value| !value.is_nan())?;
    let last = outcome.iter().rposition(|value| !value.is_nan())?;
    Some(first..last + 1)
}

fn report_history(places: Places, findings: &mut Findings) -> Decision {
    let problem = format!("{} with spend before the first outcome.", count_of(places.len(), "row"));
    let done = "What was spent there counts for its carry-over into the weeks that follow.";
    let text = RepairText { problem, done, instead: "fill in the outcome, or delete these rows" };
    findings.repair(FindingId::SpendBeforeOutcome, &text, places)
}

fn report_left_out(places: Places, findings: &mut Findings) {
    if !places.is_empty() {
        let problem = format!("{} at the beginning or end without an outcome.", count_of(places.len(), "row"));
        let text = RepairText { problem, done: "Left out.", instead: "fill in the outcome" };
        findings.repair(FindingId::NoOutcomeYet, &text, places);
    }
}

/// Sets the outcome of the first `before` rows to `value`: 0 while empty cells are looked for, not a number after that,
/// so that a week with such a row is known to have no outcome.
pub(crate) fn mark_before(series: &mut [Series], before: usize, value: f64) {
    series.iter_mut().filter(|s| s.purpose == Use::Outcome).for_each(|s| s.values[..before].fill(value));
}

/// Cuts the weeks before the first with an outcome off, and gives the spend in them.
pub(crate) fn split_history(mut weeks: Timeline) -> (Timeline, Vec<Series>) {
    let before = known_outcome(&weeks.series).map_or(0, |known| known.start);
    weeks.dates.drain(..before);
    weeks.row_numbers.drain(..before);
    let mut history = vec![];
    for one in &mut weeks.series {
        let values: Vec<f64> = one.values.drain(..before).collect();
        if one.purpose.is_channel() {
            history.push(Series { name: one.name.clone(), purpose: one.purpose, values });
        }
    }
    (weeks, history)
}
