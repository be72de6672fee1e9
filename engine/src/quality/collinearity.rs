//! Whether a channel's spend moves with the other columns.
//!
//! The variance inflation factor says by how much the others blow up the variance of a coefficient (Marquardt 1970,
//! whose line of 10 Meridian's data check also draws; 5 is the stricter custom). Beside it stands the channel or driver
//! with which the spend correlates most.

use super::least_squares::correlation;
use super::{Concern, Look, Remark, Severity};
use serde::{Deserialize, Serialize};

/// Inflation from which a channel cannot be told from the other columns.
const INFLATION_SERIOUS: f64 = 10.0;
/// Inflation from which care is due.
const INFLATION_CAUTION: f64 = 5.0;
/// Correlation from which a column counts as the one that a channel moves with.
const PARTNER_CORRELATION: f64 = 0.5;

/// A column beside which a channel's spend moves, by its place in the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Partner {
    /// Another channel.
    Channel(usize),
    /// A driver.
    Driver(usize),
}

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let Some(explained) = &look.explained else { return vec![] };
    let remark = |channel: usize| {
        let vif = explained.inflation[channel];
        let severity = match vif {
            v if v >= INFLATION_SERIOUS => Severity::Serious,
            v if v >= INFLATION_CAUTION => Severity::Caution,
            _ => return None,
        };
        Some(Remark::on_channel(channel, severity, Concern::Collinear { vif, with: worst_partner(look, channel) }))
    };
    (0..look.panel.channels().len()).filter_map(remark).collect()
}

/// The channel or driver that correlates most with the spend of `channel`; none where none does much.
fn worst_partner(look: &Look<'_>, channel: usize) -> Option<(Partner, f64)> {
    let own = &look.design.channels[channel];
    let channels = look.design.channels.iter().enumerate().filter(|(c, _)| *c != channel);
    let channels = channels.map(|(c, spend)| (Partner::Channel(c), correlation(own, spend)));
    let drivers = look.design.drivers.iter().enumerate();
    let all = channels.chain(drivers.map(|(d, values)| (Partner::Driver(d), correlation(own, values))));
    all.filter(|(_, r)| r.abs() >= PARTNER_CORRELATION).max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
}
