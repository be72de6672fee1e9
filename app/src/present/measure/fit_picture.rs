//! The fit against what happened: the actual outcome, what the model expects, and its 90 % predictive range.

use super::terms::Terms;
use crate::present::axis::Base;
use crate::present::format;
use crate::present::line_band::{Along, Band, Line, LineBand};
use crate::present::palette::Ink;
use engine::posterior::Summary;

/// The picture.
#[must_use]
pub fn picture(summary: &Summary, terms: &Terms) -> LineBand {
    let weeks = summary.weeks.len();
    let line = |name: &str, ink: Ink, values: &[f64]| Line {
        name: name.to_owned(),
        ink,
        values: values.to_vec(),
        observed: weeks,
    };
    let mut picture = LineBand::new(terms.outcome_title(), terms.unit(), Along::Weeks(summary.weeks.clone()));
    picture.bands = vec![Band {
        share: 0.9,
        ink: Ink::Accent,
        low: summary.fitted_by_week.iter().map(|week| week.lo).collect(),
        high: summary.fitted_by_week.iter().map(|week| week.hi).collect(),
    }];
    picture.lines =
        vec![line("Model", Ink::Accent, &summary.expected_by_week), line("Actual", Ink::Text, &summary.outcome)];
    picture.base = Base::Data;
    picture
}

/// The claim above the picture: how many weeks lie inside their range.
#[must_use]
pub fn claim(summary: &Summary, terms: &Terms) -> String {
    let inside = summary.outcome.iter().zip(&summary.fitted_by_week).filter(|(y, range)| range.contains(**y)).count();
    let weeks = summary.outcome.len();
    let share = format::percent(&terms.locale, inside as f64 / weeks.max(1) as f64, 0);
    format!("{inside} of {weeks} weeks lie inside the model's 90\u{a0}% range ({share})")
}

/// How far the model is off, in one line.
#[must_use]
pub fn subtitle(summary: &Summary, terms: &Terms) -> String {
    let miss = format::percent(&terms.locale, summary.check.relative_error, 1);
    format!("Actual {0} against what the model expects; it is off by {miss} of weekly {0} on average.", terms.outcome())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    #[test]
    fn the_claim_counts_the_weeks() {
        let mut summary = example::summary();
        summary.outcome[3] = 200_000.0;
        let terms = example::terms();
        assert_eq!(claim(&summary, &terms), "3 of 4 weeks lie inside the model's 90\u{a0}% range (75\u{a0}%)");
        assert!(subtitle(&summary, &terms).ends_with("off by 3.8\u{a0}% of weekly revenue on average."));
    }
}
