//! Whether a channel was on in enough weeks.
//!
//! A quarter of weeks is the least that others ask of a test period (LightweightMMM: 13); a handful is one campaign,
//! which cannot be told from whatever else happened then. The lines are ours.

use super::{Concern, Look, Remark, by_low};

/// Weeks with spend below which there is one campaign to learn from.
const SINGLE_CAMPAIGN_WEEKS: f64 = 6.0;
/// Weeks with spend below which care is due.
pub const FEW_ACTIVE_WEEKS: usize = 13;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let remark = |(channel, spend): (usize, &Vec<f64>)| {
        let weeks = spend.iter().filter(|x| **x > 0.0).count();
        let few = FEW_ACTIVE_WEEKS as f64;
        let severity = by_low(weeks as f64, SINGLE_CAMPAIGN_WEEKS, few, few)?;
        Some(Remark::on_channel(channel, severity, Concern::FewActiveWeeks { weeks }))
    };
    look.design.channels.iter().enumerate().filter_map(remark).collect()
}
