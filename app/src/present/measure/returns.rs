//! The returns of all channels with their ranges, the next unit's return, and in the demo the true value.

use super::standing::Standing;
use super::terms::Terms;
use crate::present::format::{self, Unit};
use crate::present::interval_dots::{IntervalDots, IntervalRow, Reference};
use crate::present::order::largest_first;
use crate::present::palette::Ink;
use engine::posterior::{ChannelSummary, Summary};
use engine::simulate::Truth;

/// The picture; `truth` is there in the demo only.
#[must_use]
pub fn picture(summary: &Summary, truth: Option<&Truth>, terms: &Terms) -> IntervalDots {
    let weeks = summary.weeks.len();
    let row = |(c, channel): (usize, &ChannelSummary)| {
        let shown = terms.shown_returns(channel.return_on_spend?);
        Some(IntervalRow {
            name: channel.name.clone(),
            ink: Ink::Channel(c),
            low: shown.lo,
            value: shown.mean,
            high: shown.hi,
            marginal: channel.marginal_return.map(|next| terms.shown_returns(next).mean),
            truth: truth.and_then(|truth| true_return(truth, channel, weeks)).map(|r| terms.shown_return(r)),
            remark: Standing::remark(summary, c, terms).to_owned(),
        })
    };
    let rows: Vec<IntervalRow> = summary.channels.iter().enumerate().filter_map(row).collect();
    IntervalDots {
        quantity: terms.return_name(),
        marginal: terms.marginal_name(),
        unit: Unit::Number,
        share: 0.9,
        rows: largest_first(rows, |row| row.value),
        reference: comes_back(terms),
    }
}

/// The line at which the spend comes back; none where the outcome is not money.
pub(super) fn comes_back(terms: &Terms) -> Option<Reference> {
    let one = format::number(&terms.locale, 1.0, 1);
    terms.is_money().then(|| Reference { value: 1.0, label: format!("{one} = the spend comes back") })
}

/// What a channel really returned over the first `weeks` weeks; none where the truth does not reach so far.
fn true_return(truth: &Truth, channel: &ChannelSummary, weeks: usize) -> Option<f64> {
    let known = truth.channels.iter().find(|known| known.name == channel.name)?;
    let contribution: f64 = known.contribution_by_week.get(..weeks)?.iter().sum();
    (channel.spend > 0.0).then(|| contribution / channel.spend)
}

/// How many true values lie inside their range; none where no truth is known.
#[must_use]
pub fn truth_note(picture: &IntervalDots) -> Option<String> {
    let known: Vec<bool> =
        picture.rows.iter().filter_map(|row| row.truth.map(|t| (row.low..=row.high).contains(&t))).collect();
    let inside = known.iter().filter(|is_inside| **is_inside).count();
    let count = known.len();
    (count > 0)
        .then(|| format!("{inside} of {count} true values lie inside their 90\u{a0}% range; nine in ten should."))
}

/// How the picture is read.
#[must_use]
pub fn subtitle(truth: Option<&Truth>, terms: &Terms) -> String {
    let marks =
        format!("Dot: best estimate. Bar: 90\u{a0}% range. Triangle: return of the next {} spent.", terms.spend_unit());
    if truth.is_some() { format!("{marks} Diamond: the true value.") } else { marks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::simulate::ChannelTruth;

    fn truth() -> Truth {
        let channel = ChannelTruth {
            name: "Shopping".into(),
            return_on_spend: 9.0,
            retention: 0.1,
            half_saturation: 1.0,
            shape: 1.0,
            contribution_by_week: vec![30_000.0, 30_000.0, 30_000.0, 30_000.0, 500_000.0],
        };
        Truth { channels: vec![channel], base_by_week: vec![0.0; 5] }
    }

    #[test]
    fn the_truth_is_that_of_the_weeks_that_were_fitted() {
        let picture = picture(&example::summary(), Some(&truth()), &example::terms());
        assert_eq!(picture.rows[0].truth, Some(3.0));
        assert_eq!(picture.rows[1].truth, None);
        let note = truth_note(&picture).unwrap();
        assert!(note.starts_with("1 of 1 true values lie inside"), "{note}");
    }

    #[test]
    fn only_money_comes_back() {
        let summary = example::summary();
        assert!(picture(&summary, None, &example::terms()).reference.is_some());
        let counted = picture(&summary, None, &example::count_terms());
        assert!(counted.reference.is_none());
        assert_eq!(counted.quantity, "Orders per 1,000 dollars");
        assert!((counted.rows[0].value - 3_100.0).abs() < 1e-9);
    }
}
