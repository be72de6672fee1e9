//! The margin of error so far: how far weeks and total were from the committed forecast.

use crate::present::format::{self, Unit};
use crate::present::locale::Locale;
use crate::present::plan::weeks_text;
use engine::reconcile::Reconciliation;

/// The errors of a committed forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    /// Weeks that are judged.
    pub weeks: usize,
    /// Mean absolute difference of a week.
    pub weekly: f64,
    /// The same as a share of the mean actual week; none where that is zero.
    pub weekly_share: Option<f64>,
    /// Actual less forecast in total.
    pub total: f64,
    /// The same as a share of the forecast total; none where that is zero.
    pub total_share: Option<f64>,
}

/// The errors of the weeks that have happened; none without a week.
#[must_use]
pub fn errors(reconciliation: &Reconciliation) -> Option<Errors> {
    let weeks = reconciliation.weeks.len();
    let pairs = || reconciliation.actual.iter().zip(&reconciliation.forecast);
    let weekly = pairs().map(|(actual, forecast)| (actual - forecast).abs()).sum::<f64>() / weeks as f64;
    let actual: f64 = reconciliation.actual.iter().sum();
    let forecast: f64 = reconciliation.forecast.iter().sum();
    let share = |part: f64, whole: f64| (whole != 0.0).then(|| part / whole.abs());
    let mean_week = actual / weeks as f64;
    (weeks > 0).then(|| Errors {
        weeks,
        weekly,
        weekly_share: share(weekly, mean_week),
        total: actual - forecast,
        total_share: share(actual - forecast, forecast),
    })
}

/// A week's error, the total's error, and on how many weeks they rest.
#[must_use]
pub fn errors_words(errors: &Errors, locale: &Locale) -> [String; 3] {
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |s| format::percent(locale, s, 1));
    let total = match errors.total_share {
        Some(part) => {
            let style = format::NumberStyle { unit: Unit::Percent, magnitude: format::Magnitude::One, decimals: 1 };
            style.signed(locale, part)
        }
        None => format::signed(locale, Unit::Number, errors.total),
    };
    let few = if errors.weeks < 8 { "; too few to judge by" } else { "" };
    [share(errors.weekly_share), total, format!("{}{few}", weeks_text(errors.weeks))]
}

#[cfg(test)]
mod tests {
    use super::super::samples::reconciliation;
    use super::*;

    #[test]
    fn errors_come_with_their_sample() {
        let found = errors(&reconciliation()).unwrap();
        assert!((found.weekly - 8_500.0).abs() < 1e-9 && (found.total + 34e3).abs() < 1e-9);
        let words = errors_words(&found, &Locale::default());
        assert_eq!(words, ["5.9\u{a0}%", "\u{2212}5.6\u{a0}%", "4 weeks; too few to judge by"]);
        assert_eq!(errors(&Reconciliation { weeks: vec![], ..reconciliation() }), None);
    }
}
