//! Whether a channel's spend varies enough to see what it does.
//!
//! Meridian's data check refuses what is constant (a standard deviation of 1e-4 of the mean); a channel that stays
//! within a tenth of its mean already looks like base. The lines are ours.

use super::{Concern, Look, Remark, by_low};
use crate::math::{mean, variance};

/// Variation below which a channel looks like base.
const VARIATION_SERIOUS: f64 = 0.1;
/// Variation below which care is due.
const VARIATION_CAUTION: f64 = 0.2;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let remark = |(channel, spend): (usize, &Vec<f64>)| {
        let centre = mean(spend);
        let variation = if centre > 0.0 { variance(spend).sqrt() / centre } else { 0.0 };
        let severity = by_low(variation, VARIATION_SERIOUS, VARIATION_CAUTION, VARIATION_CAUTION)?;
        Some(Remark::on_channel(channel, severity, Concern::HardlyVaries { variation }))
    };
    look.design.channels.iter().enumerate().filter_map(remark).collect()
}
