//! A small world with a channel of each kind: search by spend, display by impressions, a newsletter that costs nothing,
//! and video by reach and frequency.
//!
//! Three years, a season, a slow trend, noise of 1 to 3 %. Impressions' price wanders, so that spend tells less than they
//! do; the video's weekly frequency varies between one and six. Media bring a third of the outcome, the newsletter 3 to
//! 8 % of it.

use super::world::{ChannelTruth, Simulated, Truth};
use crate::calendar::{add_weeks, season_phase};
use crate::math::{exp, sin_cos};
use crate::panel::{Activity, Channel, OutcomeKind, Panel, PanelError, PanelParts, Series};
use crate::random::Rng;
use crate::transforms::carryover::geometric;
use crate::transforms::frequency::weighted_reach;
use crate::transforms::saturation::{Curve, Saturation};
use jiff::civil::{Date, date};

const WEEKS: usize = 156;
const FIRST_WEEK: Date = date(2022, 1, 3);
const LEVEL: f64 = 1000.0;

/// What is true of one channel besides its series.
struct Way {
    retention: f64,
    curve: Curve,
    saturation: Saturation,
    /// Its part of the outcome's level.
    share: f64,
}

/// The world with this seed, and what is true in it.
///
/// # Errors
/// [`PanelError`] where the series do not form a panel, which they do for every seed.
pub fn kinds_world(seed: u64) -> Result<Simulated, PanelError> {
    let mut rng = Rng::new(seed, 9);
    let channels = [search(&mut rng), display(&mut rng), newsletter(&mut rng), video(&mut rng)];
    let base = base(&mut rng);
    let noise = LEVEL * rng.between(0.01, 0.03);
    let truths: Vec<ChannelTruth> = channels.iter().map(|(channel, way, drive)| happen(channel, way, drive)).collect();
    let media = |t: usize| truths.iter().map(|c| c.contribution_by_week[t]).sum::<f64>();
    let outcome = (0..WEEKS).map(|t| base[t] + media(t) + noise * rng.normal()).collect();
    let panel = Panel::new(PanelParts {
        weeks: (0..WEEKS).map(|t| add_weeks(FIRST_WEEK, t as i64)).collect(),
        outcome_name: "sales".into(),
        outcome_kind: OutcomeKind::Money,
        outcome,
        channels: channels.into_iter().map(|(channel, ..)| channel).collect(),
        drivers: vec![],
        regions: vec![],
    })?;
    Ok(Simulated { panel, truth: Truth { channels: truths, base_by_week: base } })
}

/// A channel, how it works, and what drives it.
type Made = (Channel, Way, Vec<f64>);

fn search(rng: &mut Rng) -> Made {
    let spend = flighted(rng, 40.0, 1.0, 0.4);
    let way = Way {
        retention: 0.2,
        curve: Curve { half_saturation: 60.0, shape: 1.0 },
        saturation: Saturation::Hill,
        share: 0.1,
    };
    (Channel::new("search", spend.clone()), way, spend)
}

fn display(rng: &mut Rng) -> Made {
    let impressions = flighted(rng, 9_000.0, 0.6, 0.4);
    let spend = impressions.iter().map(|x| x * 0.004 * exp(0.4 * rng.normal())).collect();
    let activity = Activity::Exposure(impressions.clone().into());
    let curve = Curve { half_saturation: 10_000.0, shape: 1.0 };
    let way = Way { retention: 0.3, curve, saturation: Saturation::Hill, share: 0.09 };
    (Channel { activity, ..Channel::new("display", spend) }, way, impressions)
}

fn newsletter(rng: &mut Rng) -> Made {
    let sends = flighted(rng, 500.0, 0.5, 0.5);
    let curve = Curve { half_saturation: 600.0, shape: 1.0 };
    let way = Way { retention: 0.1, curve, saturation: Saturation::Hill, share: rng.between(0.03, 0.08) };
    (Channel::organic("newsletter", sends.clone()), way, sends)
}

fn video(rng: &mut Rng) -> Made {
    let reach = flighted(rng, 3_000.0, 0.6, 0.4);
    let frequency: Vec<f64> = reach.iter().map(|r| if *r > 0.0 { 1.0 + 5.0 * rng.uniform() } else { 0.0 }).collect();
    let spend = reach.iter().zip(&frequency).map(|(r, f)| 0.006 * r * f).collect();
    let drive = weighted_reach(Curve { half_saturation: 2.5, shape: 2.0 }, &reach, &frequency);
    let series = |by_week: Vec<f64>| Series::from(by_week);
    let activity = Activity::ReachFrequency { reach: series(reach), frequency: series(frequency) };
    let way = Way {
        retention: 0.5,
        curve: Curve { half_saturation: 1.0, shape: 1.0 },
        saturation: Saturation::Linear,
        share: 0.1,
    };
    (Channel { activity, ..Channel::new("video", spend) }, way, drive)
}

/// A series that is on in blocks of some weeks, in about the share `on` of them.
fn flighted(rng: &mut Rng, level: f64, on: f64, variation: f64) -> Vec<f64> {
    let mut is_on = true;
    (0..WEEKS)
        .map(|t| {
            if t % 4 == 0 {
                is_on = rng.chance(on);
            }
            let amount = level * exp(variation * rng.normal());
            if is_on { amount } else { 0.0 }
        })
        .collect()
}

fn base(rng: &mut Rng) -> Vec<f64> {
    let (slope, amplitude) = (0.04 * rng.normal(), 0.08 * rng.normal());
    let value = |t: usize| {
        let (sine, _) = sin_cos(season_phase(add_weeks(FIRST_WEEK, t as i64)));
        LEVEL * (1.0 + slope * t as f64 / 52.0 + amplitude * sine)
    };
    (0..WEEKS).map(value).collect()
}

fn happen(channel: &Channel, way: &Way, drive: &[f64]) -> ChannelTruth {
    let mut contribution = vec![0.0; WEEKS];
    geometric(drive, way.retention, &mut contribution);
    way.saturation.respond(way.curve, &mut contribution);
    let total = way.share * LEVEL * WEEKS as f64;
    let effect = total / contribution.iter().sum::<f64>();
    contribution.iter_mut().for_each(|h| *h *= effect);
    let spend: f64 = channel.spend_by_week.iter().sum();
    ChannelTruth {
        name: channel.name.clone(),
        return_on_spend: if spend > 0.0 { total / spend } else { 0.0 },
        retention: way.retention,
        half_saturation: way.curve.half_saturation,
        shape: way.curve.shape,
        contribution_by_week: contribution,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_spec;
    use crate::panel::ChannelKind;
    use crate::posterior::{Fit, FitSettings, Posterior, Summary, run_chain, summarise};
    use std::ops::ControlFlow;

    #[test]
    fn it_has_a_channel_of_each_kind() {
        for seed in 0..10 {
            let world = kinds_world(seed).unwrap();
            let kinds: Vec<ChannelKind> = world.panel.channels().iter().map(Channel::kind).collect();
            use ChannelKind::{Exposure, Organic, ReachFrequency, Spend};
            assert_eq!(kinds, [Spend, Exposure, Organic, ReachFrequency]);
        }
    }

    fn fitted(panel: &Panel) -> Summary {
        let spec = default_spec(panel);
        let settings = FitSettings { chains: 2, warmup: 400, draws: 400, ..FitSettings::default() };
        let chain = |c: usize| run_chain(&spec, panel, &settings, c, &mut |_| ControlFlow::Continue(()));
        let chains = (0..settings.chains).filter_map(|c| chain(c).unwrap()).collect();
        summarise(&Posterior::new(Fit { spec: spec.clone(), settings, chains }, panel.clone()).unwrap())
    }

    /// Over five worlds about nine in ten 90 % ranges must hold the truth, and so must those of the best frequency.
    #[test]
    fn every_kind_of_channel_is_recovered() {
        let (mut covered, mut best) = (0, 0);
        for seed in 0..5 {
            let world = kinds_world(seed).unwrap();
            let summary = fitted(&world.panel);
            for (truth, estimate) in world.truth.channels.iter().zip(&summary.channels) {
                covered += usize::from(estimate.contribution.contains(truth.contribution_by_week.iter().sum()));
            }
            // With an exponent of 2 the best frequency is the half-saturation.
            let frequency = summary.channels[3].frequency.as_ref().unwrap();
            best += usize::from(frequency.best.contains(2.5));
        }
        assert!((15..=20).contains(&covered), "{covered} of 20");
        assert!(best >= 3, "{best} of 5");
    }
}
