//! What a fit came to, in short: kept beside the fit, so that fits can be listed and compared without their draws.

use engine::math::Interval;
use engine::posterior::Summary;

/// The verdict on a fit and the return of each channel.
#[derive(Clone, Debug, PartialEq)]
pub struct FitOutcome {
    /// Whether it passed the gate.
    pub passed: bool,
    /// The largest rank-normalised R-hat.
    pub max_r_hat: f64,
    /// The smallest effective sample size, of bulk and tails.
    pub min_ess: f64,
    /// Divergences after warm-up.
    pub divergences: usize,
    /// Each channel's name and return on spend; no return where there was no spend.
    pub returns: Vec<(String, Option<Interval>)>,
}

impl FitOutcome {
    /// What the summary of a fit comes to.
    pub fn of(summary: &Summary) -> Self {
        let d = &summary.diagnostics;
        Self {
            passed: d.passes(),
            max_r_hat: d.max_r_hat,
            min_ess: d.min_bulk_ess.min(d.min_tail_ess),
            divergences: d.divergences,
            returns: summary.channels.iter().map(|c| (c.name.clone(), c.return_on_spend)).collect(),
        }
    }

    /// The return of a channel.
    pub fn return_of(&self, channel: &str) -> Option<Interval> {
        self.returns.iter().find(|(name, _)| name == channel)?.1
    }
}
