//! Whether a channel has enough of the spend to show.
//!
//! LightweightMMM and Meridian list each channel's part of the spend among their data checks and advise to merge small
//! ones. The lines are ours: at the usual return a fiftieth of the spend brings 0.4 % of the outcome, which is a small
//! part of the noise of a week.

use super::{Concern, Look, Remark, by_low};

/// Part of the spend below which a channel is lost in the noise.
const SHARE_CAUTION: f64 = 0.01;
/// Part of the spend below which it is small.
const SHARE_NOTE: f64 = 0.02;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let totals: Vec<f64> = look.panel.channels().iter().map(|c| c.spend_by_week.iter().sum()).collect();
    let all: f64 = totals.iter().sum();
    let remark = |(channel, total): (usize, &f64)| {
        if !look.panel.channels()[channel].is_paid() {
            return None;
        }
        let share = if all > 0.0 { total / all } else { 0.0 };
        let severity = by_low(share, 0.0, SHARE_CAUTION, SHARE_NOTE)?;
        Some(Remark::on_channel(channel, severity, Concern::SmallShare { share }))
    };
    totals.iter().enumerate().filter_map(remark).collect()
}
