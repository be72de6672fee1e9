//! An estimate against the truth: the errors that `docs/method/calibration.md` speaks of.
//!
//! Errors are relative to the true media. The weighted error is the sum over channels of |estimated - true
//! contribution| over true media, the estimate being the posterior mean.

use engine::math::{Interval, mean, quantile, variance};
use serde_json::{Value, json};

/// One estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Judgement {
    /// Estimated over true total media, less one.
    pub(crate) total_error: f64,
    /// Sum of the channels' absolute errors over true total media.
    pub(crate) weighted_error: f64,
    /// Share of the channels whose 90 % range holds the truth.
    pub(crate) channels_covered: f64,
    /// Whether the total's range does.
    pub(crate) total_covered: bool,
}

impl Judgement {
    /// Judges what a tool says of each channel and of all media.
    pub(crate) fn of(channels: &[Interval], media: Interval, truth: &[f64]) -> Self {
        let total: f64 = truth.iter().sum();
        let error: f64 = channels.iter().zip(truth).map(|(c, t)| (c.mean - t).abs()).sum();
        let covered = channels.iter().zip(truth).filter(|(c, t)| c.contains(**t)).count();
        Self {
            total_error: media.mean / total - 1.0,
            weighted_error: error / total,
            channels_covered: covered as f64 / truth.len().max(1) as f64,
            total_covered: media.contains(total),
        }
    }

    /// For the report.
    pub(crate) fn json(&self) -> Value {
        json!({
            "total_error": self.total_error,
            "weighted_error": self.weighted_error,
            "channels_covered": self.channels_covered,
            "total_covered": self.total_covered,
        })
    }
}

/// Judgements of several worlds in one line, means with Monte-Carlo standard errors.
pub(crate) fn over_worlds(judgements: &[Judgement]) -> String {
    let column = |f: fn(&Judgement) -> f64| judgements.iter().map(f).collect::<Vec<f64>>();
    let with_error = |values: Vec<f64>| (mean(&values), (variance(&values) / values.len().max(1) as f64).sqrt());
    let (bias, bias_se) = with_error(column(|j| j.total_error));
    let (weighted, weighted_se) = with_error(column(|j| j.weighted_error));
    let covered = mean(&column(|j| j.channels_covered));
    let total_covered = judgements.iter().filter(|j| j.total_covered).count();
    let absolute = quantile(&mut column(|j| j.total_error.abs()), 0.5);
    format!(
        "{:>+7.1} ± {:<5.1} {:>8.1} {weighted:>10.3} ± {weighted_se:.3} {:>9.0} % {:>5}/{}",
        100.0 * bias,
        100.0 * bias_se,
        100.0 * absolute,
        100.0 * covered,
        total_covered,
        judgements.len()
    )
}

/// The heading above [`over_worlds`].
pub(crate) const HEADING: &str = "  bias of media, %  median |%|   weighted error  channels in  total in";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_relative_to_the_true_media() {
        let range = |mean: f64| Interval { mean, lo: mean - 1.0, hi: mean + 1.0 };
        let judged = Judgement::of(&[range(12.0), range(30.0)], range(42.0), &[10.0, 30.0]);
        assert!((judged.total_error - 0.05).abs() < 1e-12);
        assert!((judged.weighted_error - 0.05).abs() < 1e-12);
        assert_eq!((judged.channels_covered, judged.total_covered), (0.5, false));
        assert!(over_worlds(&[judged]).contains("+5.0"));
    }
}
