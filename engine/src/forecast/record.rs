//! The record of several forecasts: the measured margin of error, with the number of forecasts it rests on.
//!
//! Only forecasts whose weeks are all known count for the margin, since the total of some weeks is easier to hit than that
//! of all. Forecasts that overlap, and all that share a model's faults, are not independent trials: a margin from few of
//! them is itself uncertain, and is said to be.

use super::score::{PIT_BINS, Scores, skill};
use crate::math::quantile_of_sorted;
use serde::{Deserialize, Serialize};

/// The fewest complete forecasts of which a ninth in ten can be told.
const FEWEST: usize = 10;

/// What several forecasts' scores say together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Forecasts of which a week or more is known.
    pub forecasts: usize,
    /// Weeks that are known, over all forecasts.
    pub weeks: usize,
    /// Weeks inside the 50 % range.
    pub inside_50: usize,
    /// Weeks inside the 90 % range.
    pub inside_90: usize,
    /// Share of the seasonal-naive forecast's CRPS that was saved, over the weeks that have both.
    pub skill: Option<f64>,
    /// Weeks by tenth of the probability integral transform.
    pub histogram: [usize; PIT_BINS],
    /// The measured margin of error of a horizon's total; absent before a forecast is complete.
    pub margin: Option<Margin>,
}

/// The measured margin of error of a horizon's total, as a share of the forecast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Margin {
    /// Complete forecasts that were measured.
    pub forecasts: usize,
    /// The median absolute error.
    pub median: f64,
    /// The absolute error that nine in ten stayed below.
    pub nine_in_ten: f64,
    /// The mean error: above 0 more came than was forecast.
    pub bias: f64,
    /// Totals inside their 90 % range.
    pub inside_90: usize,
    /// Whether there are enough forecasts to say what nine in ten do.
    pub is_telling: bool,
}

impl Record {
    /// The record of these forecasts.
    pub fn of(scores: &[Scores]) -> Self {
        let mut record = Self::default();
        let (mut crps, mut naive) = (vec![], vec![]);
        for s in scores.iter().filter(|s| s.known() > 0) {
            record.forecasts += 1;
            record.weeks += s.known();
            record.inside_50 += s.inside_50;
            record.inside_90 += s.inside_90;
            record.histogram.iter_mut().zip(s.histogram()).for_each(|(sum, n)| *sum += n);
            if s.naive_crps.len() == s.crps.len() {
                // Relative to the naive forecast's own mean, so that a large business's forecast counts no more.
                let size = crate::math::mean(&s.naive_crps);
                if size > 0.0 {
                    crps.extend(s.crps.iter().map(|x| x / size));
                    naive.extend(s.naive_crps.iter().map(|x| x / size));
                }
            }
        }
        record.skill = skill(&crps, &naive);
        record.margin = Margin::of(scores);
        record
    }
}

impl Margin {
    fn of(scores: &[Scores]) -> Option<Self> {
        let totals: Vec<_> = scores.iter().filter(|s| s.is_complete()).filter_map(|s| s.total).collect();
        let mut errors: Vec<f64> = totals.iter().map(|t| t.error.abs()).collect();
        errors.sort_unstable_by(f64::total_cmp);
        let signed: Vec<f64> = totals.iter().map(|t| t.error).collect();
        (!totals.is_empty()).then(|| Self {
            forecasts: totals.len(),
            median: quantile_of_sorted(&errors, 0.5),
            nine_in_ten: quantile_of_sorted(&errors, 0.9),
            bias: crate::math::mean(&signed),
            inside_90: totals.iter().filter(|t| t.is_inside_90).count(),
            is_telling: totals.len() >= FEWEST,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::TotalScore;

    fn scores(error: f64, known: usize) -> Scores {
        let total = TotalScore {
            forecast: 100.0,
            actual: 100.0 * (1.0 + error),
            error,
            is_inside_50: false,
            is_inside_90: error.abs() < 0.05,
            pit: 0.5,
        };
        Scores {
            weeks: 4,
            inside_50: 1,
            inside_90: known,
            crps: vec![1.0; known],
            naive_crps: vec![4.0; known],
            pit: vec![0.05; known],
            total: Some(total),
        }
    }

    #[test]
    fn complete_forecasts_make_the_margin() {
        let record = Record::of(&[scores(0.02, 4), scores(-0.04, 4), scores(0.09, 4), scores(0.5, 2), scores(0.0, 0)]);
        assert_eq!((record.forecasts, record.weeks, record.inside_90), (4, 14, 14));
        assert_eq!(record.histogram[0], 14);
        assert!((record.skill.unwrap() - 0.75).abs() < 1e-12);
        let margin = record.margin.unwrap();
        assert_eq!((margin.forecasts, margin.inside_90, margin.is_telling), (3, 2, false));
        assert!((margin.median - 0.04).abs() < 1e-12 && (margin.nine_in_ten - 0.08).abs() < 1e-12);
        assert!((margin.bias - 0.07 / 3.0).abs() < 1e-12);
        assert_eq!(Record::of(&[]), Record::default());
    }
}
