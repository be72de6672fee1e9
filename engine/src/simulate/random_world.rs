//! Random worlds as hard as real ones, for judging methods: eight channels over three years.
//!
//! Drawn anew in each: returns, spend levels, flighting, saturation, carry-over, the media's share of the outcome (15 to
//! 55 %), noise (2 to 6 %), a trend that breaks, a season, a price. Some channels are always on and near
//! saturation, which makes them look like base; in a third, spend follows demand, which makes them look better.

use super::world::{World, WorldChannel, WorldDriver};
use crate::calendar::{add_weeks, season_phase};
use crate::math::{exp, mean, sin_cos};
use crate::panel::DriverKind;
use crate::random::Rng;
use crate::transforms::saturation::{Curve, Saturation};
use jiff::civil::{Date, date};

const WEEKS: usize = 156;
const CHANNELS: usize = 8;
const FIRST_WEEK: Date = date(2022, 1, 3);

/// The world with this seed.
pub fn random_world(seed: u64) -> World {
    let mut rng = Rng::new(seed, 0);
    let demand = demand(&mut rng);
    let mut channels: Vec<WorldChannel> = (0..CHANNELS).map(|i| channel(i, &demand, &mut rng)).collect();
    // The baseline's mean is one, so that media bring `share` of the outcome when they sum to share / (1 - share).
    let share = rng.between(0.15, 0.55);
    let weights: Vec<f64> = channels.iter().map(|c| c.spend.iter().sum::<f64>() * exp(0.7 * rng.normal())).collect();
    let total: f64 = weights.iter().sum();
    for (c, w) in channels.iter_mut().zip(&weights) {
        let contribution = WEEKS as f64 * share / (1.0 - share) * w / total;
        let spend: f64 = c.spend.iter().sum();
        c.scale_to_return(contribution / spend, WEEKS);
    }
    let noise = rng.between(0.02, 0.06) / (1.0 - share);
    let price: Vec<f64> = (0..WEEKS).map(|_| 10.0 + 0.5 * rng.normal()).collect();
    World {
        first_week: FIRST_WEEK,
        outcome_name: "sales".into(),
        channels,
        drivers: vec![WorldDriver {
            name: "price".into(),
            kind: DriverKind::Price,
            reference: 10.0,
            value: price,
            effect: -rng.between(0.0, 0.1),
        }],
        noise: (0..WEEKS).map(|_| noise * rng.normal()).collect(),
        base: demand,
    }
}

/// Level, a trend that breaks once and a season; mean one.
fn demand(rng: &mut Rng) -> Vec<f64> {
    let (before, after) = (0.12 * rng.normal(), 0.12 * rng.normal());
    let break_week = rng.between(30.0, 126.0);
    let amplitudes: [f64; 4] = std::array::from_fn(|i| rng.normal() * if i < 2 { 0.08 } else { 0.04 });
    let value = |t: usize| {
        let week = t as f64;
        let years = 7.0 / 365.25;
        let trend = before * week.min(break_week) * years + after * (week - break_week).max(0.0) * years;
        let phase = season_phase(add_weeks(FIRST_WEEK, t as i64));
        let (s1, c1) = sin_cos(phase);
        let (s2, c2) = sin_cos(2.0 * phase);
        1.0 + trend + amplitudes[0] * s1 + amplitudes[1] * c1 + amplitudes[2] * s2 + amplitudes[3] * c2
    };
    let series: Vec<f64> = (0..WEEKS).map(value).collect();
    let m = mean(&series);
    series.iter().map(|x| x / m).collect()
}

fn channel(index: usize, demand: &[f64], rng: &mut Rng) -> WorldChannel {
    let level = exp(1.0 * rng.normal());
    let always_on = rng.chance(0.5);
    let follows_demand = rng.chance(1.0 / 3.0);
    let (on, off) = (3 + rng.below(8), 2 + rng.below(8));
    let shift = rng.below(on + off);
    let variation = if always_on { rng.between(0.05, 0.3) } else { rng.between(0.2, 0.5) };
    let spend: Vec<f64> = (0..WEEKS)
        .map(|t| {
            let active = always_on || (t + shift) % (on + off) < on;
            let pull = if follows_demand { (1.0 + 3.0 * (demand[t] - 1.0)).max(0.1) } else { 1.0 };
            if active { level * pull * exp(variation * rng.normal()) } else { 0.0 }
        })
        .collect();
    // Always-on channels tend to be bought up to where they saturate.
    let half = if always_on { rng.between(0.3, 1.2) } else { rng.between(0.5, 2.0) };
    WorldChannel {
        name: format!("channel {}", index + 1),
        spend,
        retention: rng.between(0.0, 0.7),
        saturation: Saturation::Hill,
        curve: Curve { half_saturation: half * level, shape: exp(0.35 * rng.normal()) },
        effect: 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_differ_and_are_as_described() {
        for seed in 0..20 {
            let world = random_world(seed).simulate(WEEKS).unwrap();
            let total: f64 = world.panel.outcome().iter().sum();
            let media: f64 = world.truth.channels.iter().flat_map(|c| &c.contribution_by_week).sum();
            assert!((0.12..0.6).contains(&(media / total)), "{}", media / total);
        }
        assert_ne!(random_world(1), random_world(2));
    }
}
