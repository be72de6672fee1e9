//! Whether a usual effect of a channel would stand out from the noise.
//!
//! Media as a whole bring about a fifth of the outcome (elasticity 0.12 at half saturation: Sethuraman, Tellis and
//! Briesch 2011), so a channel with the usual return has a coefficient of a fifth of the outcome over all spend. Its
//! standard error comes from least squares, which takes together how much the channel spends, how much that varies and
//! with what, how many weeks there are and how noisy the outcome is. Lewis and Rao (2015) reason so about experiments:
//! what cannot be told from nothing at its usual size will not be told. Below one standard error the noise is larger than
//! the effect. From three on it can be told well: two would do for a 95 % interval, but the model has carry-over and
//! saturation to learn besides. Held against fits of the demo and eight simulated worlds (`examples/verdict.rs`, 72
//! channels), the signal ranks channels as the fits do (rank correlation 0.84): the data narrowed the prior variance of
//! a return by 87 % above three, by 62 % between one and three, and by 47 % below one, which is what the other channels
//! teach through the overall return that all share, and no more.

use super::{Concern, Look, Remark, Severity, Standing};
use crate::panel::ChannelKind;

/// The part of the outcome that media usually bring.
const MEDIA_SHARE: f64 = 0.2;
/// The part of the outcome that a channel without spend usually brings.
const ORGANIC_SHARE: f64 = 0.011;
/// Standard errors from which an effect can be told from nothing.
pub const SIGNAL_WELL: f64 = 3.0;
/// Standard errors below which next to nothing can be told.
const SIGNAL_FAINT: f64 = 1.0;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let remark = |channel: usize| {
        let signal = signal(look, channel);
        let severity = match standing_of(signal) {
            Standing::OnPrior => Severity::Serious,
            Standing::Partly => Severity::Caution,
            Standing::Well => return None,
        };
        Some(Remark::on_channel(channel, severity, Concern::Faint { signal }))
    };
    (0..look.panel.channels().len()).filter_map(remark).collect()
}

/// What the signal says about a channel.
pub(super) fn standing(look: &Look<'_>, channel: usize) -> Standing {
    standing_of(signal(look, channel))
}

fn standing_of(signal: f64) -> Standing {
    match signal {
        s if s >= SIGNAL_WELL => Standing::Well,
        s if s >= SIGNAL_FAINT => Standing::Partly,
        _ => Standing::OnPrior,
    }
}

/// A usual effect in standard errors; 0 where there are too few weeks to tell.
pub(super) fn signal(look: &Look<'_>, channel: usize) -> f64 {
    let Some(explained) = &look.explained else { return 0.0 };
    let outcome: f64 = look.panel.outcome().iter().map(|y| y.abs()).sum();
    let spend: f64 = look.panel.channels().iter().flat_map(|c| &c.spend_by_week).sum();
    let error = explained.standard_errors[channel];
    let own = &look.panel.channels()[channel];
    // The usual effect over that whose effect it is: all spend, or the channel's own contacts or activity.
    let (usual, per) = match own.kind() {
        ChannelKind::Spend => (MEDIA_SHARE * outcome, spend),
        ChannelKind::Organic => (ORGANIC_SHARE * outcome, own.amount_by_week().iter().sum()),
        ChannelKind::Exposure | ChannelKind::ReachFrequency => {
            let part = own.spend_by_week.iter().sum::<f64>() / spend.max(f64::MIN_POSITIVE);
            (MEDIA_SHARE * outcome * part, own.amount_by_week().iter().sum())
        }
    };
    if per > 0.0 && error > 0.0 { usual / per / error } else { 0.0 }
}
