//! Whether a channel's spend follows demand.
//!
//! Where more is spent because more will be sold, the channel is credited with the season (selection bias: Chan and
//! Perry 2017, "Challenges and Opportunities in Media Mix Modeling", section 3). Looked at is the correlation of the
//! spend with what trend, season and drivers alone make of the outcome. The lines are ours: at 0.7 half of the spend's
//! variance goes with demand.

use super::least_squares::{LeastSquares, correlation};
use super::{Concern, Look, Remark, Severity};

/// Correlation from which half of the variation follows demand.
const FOLLOWS_CLOSELY: f64 = 0.7;
/// Correlation from which care is due.
pub const FOLLOWS_CORRELATION: f64 = 0.5;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let Some(demand) = LeastSquares::fit(&look.design.without_channels(), look.panel.outcome()) else { return vec![] };
    let remark = |(channel, spend): (usize, &Vec<f64>)| {
        let correlation = correlation(spend, &demand.fitted);
        let severity = match correlation {
            r if r >= FOLLOWS_CLOSELY => Severity::Serious,
            r if r >= FOLLOWS_CORRELATION => Severity::Caution,
            _ => return None,
        };
        Some(Remark::on_channel(channel, severity, Concern::FollowsDemand { correlation }))
    };
    look.design.channels.iter().enumerate().filter_map(remark).collect()
}
