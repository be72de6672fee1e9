//! The oracle: the model whose priors are the distribution that made the random worlds.
//!
//! Given the same form of model, no prior can do better over many of these worlds than their own distribution, so the
//! oracle's error is the measure of what a default could reach. It matches [`super::random_world()`] as well as a
//! specification can express it, by the mean and standard deviation of each parameter on its prior's stretched scale:
//! uniform ranges become normal ones, the one break of the trend becomes a change of slope at every knot.

use crate::math::mean;
use crate::model::{LogNormal, LogitNormal, ModelSpec, Normal, default_spec};
use crate::panel::{Channel, Panel};

/// The mean share of the outcome that media bring.
const SHARE: f64 = 0.35;
/// Exp of the mean logarithm of uniform numbers from .3 to 1.2 (always on) and .5 to 2 (in flights), with the standard
/// deviation of that logarithm.
const HALF_ALWAYS_ON: LogNormal = LogNormal { median: 0.70, spread: 0.38 };
const HALF_IN_FLIGHTS: LogNormal = LogNormal { median: 1.17, spread: 0.38 };

/// The specification that knows how [`super::random_world()`] draws, for one of its panels.
pub fn oracle_spec(panel: &Panel) -> ModelSpec {
    let mut spec = default_spec(panel);
    let weeks = panel.week_count() as f64;
    let outcome = panel.outcome().iter().sum::<f64>() / weeks;
    let spend: f64 = panel.channels().iter().flat_map(|c| &c.spend_by_week).sum();
    for (channel, prior) in panel.channels().iter().zip(&mut spec.channels) {
        prior.retention = LogitNormal { median: 0.32, spread: 1.15 };
        prior.half_saturation = half_saturation(channel);
        prior.shape = LogNormal { median: 1.0, spread: 0.35 };
    }
    // Channels share out a given total, so the median return lies below the mean by exp(.7^2 / 2).
    spec.pool.overall = LogNormal { median: 0.78 * SHARE * outcome * weeks / spend, spread: 0.5 };
    spec.pool.between = 0.7;
    let b = &mut spec.baseline;
    b.level = Normal { mean: (1.0 - SHARE) * outcome, sd: 0.15 * outcome };
    b.slope = Normal { mean: 0.0, sd: 0.08 * outcome };
    b.slope_change = LogNormal { median: 0.045 * outcome, spread: 0.6 };
    b.season_pairs = 2;
    b.season = LogNormal { median: 0.055 * outcome, spread: 0.4 };
    b.driver = LogNormal { median: 0.016 * outcome, spread: 0.6 };
    spec.noise = LogNormal { median: 0.037 * outcome, spread: 0.33 };
    spec
}

fn half_saturation(channel: &Channel) -> LogNormal {
    let active: Vec<f64> = channel.spend_by_week.iter().copied().filter(|x| *x > 0.0).collect();
    let always_on = active.len() == channel.spend_by_week.len();
    (if always_on { HALF_ALWAYS_ON } else { HALF_IN_FLIGHTS }).scaled(mean(&active))
}
