//! Worlds built differently from [`super::random_world()`], so that no default is fitted to one way of making worlds.
//!
//! Six channels over two and a half years. The trend wanders (a random walk), the season has a peak before Christmas
//! besides its waves, the noise remembers a part of last week's. Curves are logistic; bursts of spend start and end at
//! random and differ in size; half of the channels have a yearly budget of their own. Media bring 5 to 45 % of the
//! outcome and no column explains anything else.

use super::world::{World, WorldChannel};
use crate::calendar::{add_weeks, season_phase};
use crate::math::{exp, mean, sin_cos};
use crate::random::Rng;
use crate::transforms::saturation::{Curve, Saturation};
use jiff::civil::{Date, date};

const WEEKS: usize = 130;
const CHANNELS: usize = 6;
const FIRST_WEEK: Date = date(2022, 6, 6);

/// The world with this seed.
pub fn wandering_world(seed: u64) -> World {
    let mut rng = Rng::new(seed, 1);
    let base = base(&mut rng);
    let mut channels: Vec<WorldChannel> = (0..CHANNELS).map(|i| channel(i, &mut rng)).collect();
    let share = rng.between(0.05, 0.45);
    let weights: Vec<f64> = channels.iter().map(|c| c.spend.iter().sum::<f64>() * exp(0.5 * rng.normal())).collect();
    let total: f64 = weights.iter().sum();
    for (c, w) in channels.iter_mut().zip(&weights) {
        let contribution = WEEKS as f64 * share / (1.0 - share) * w / total;
        let spend: f64 = c.spend.iter().sum();
        c.scale_to_return(contribution / spend, WEEKS);
    }
    let noise = remembering_noise(rng.between(0.015, 0.07) / (1.0 - share), &mut rng);
    World { first_week: FIRST_WEEK, outcome_name: "orders".into(), channels, drivers: Vec::new(), base, noise }
}

/// Level, a trend that wanders, waves of the season and a peak before Christmas; mean one.
fn base(rng: &mut Rng) -> Vec<f64> {
    let step = rng.between(0.002, 0.012);
    let amplitudes: [f64; 4] = std::array::from_fn(|i| rng.normal() * if i < 2 { 0.10 } else { 0.04 });
    let peak = rng.between(0.0, 0.25);
    let mut trend = 0.0;
    let series: Vec<f64> = (0..WEEKS)
        .map(|t| {
            trend += step * rng.normal();
            let week = add_weeks(FIRST_WEEK, t as i64);
            let phase = season_phase(week);
            let (s1, c1) = sin_cos(phase);
            let (s2, c2) = sin_cos(2.0 * phase);
            let waves = amplitudes[0] * s1 + amplitudes[1] * c1 + amplitudes[2] * s2 + amplitudes[3] * c2;
            let before_christmas = week.month() == 12 && week.day() < 24;
            1.0 + trend + waves + if before_christmas { peak } else { 0.0 }
        })
        .collect();
    let m = mean(&series);
    series.iter().map(|x| (x / m).max(0.2)).collect()
}

/// Noise of which a third carries over into the next week.
fn remembering_noise(sd: f64, rng: &mut Rng) -> Vec<f64> {
    const KEPT: f64 = 1.0 / 3.0;
    let fresh = sd * (1.0 - KEPT * KEPT).sqrt();
    let mut last = sd * rng.normal();
    (0..WEEKS)
        .map(|_| {
            last = KEPT * last + fresh * rng.normal();
            last
        })
        .collect()
}

fn channel(index: usize, rng: &mut Rng) -> WorldChannel {
    let level = exp(1.2 * rng.normal());
    let always_on = rng.chance(0.4);
    let (start, stop) = (rng.between(0.08, 0.3), rng.between(0.1, 0.4));
    let yearly = if rng.chance(0.5) { rng.between(0.1, 0.5) } else { 0.0 };
    let turn = core::f64::consts::TAU * rng.uniform();
    let (mut on, mut size) = (rng.chance(0.5), 1.0);
    let spend: Vec<f64> = (0..WEEKS)
        .map(|t| {
            let was_on = on;
            on = if on { !rng.chance(stop) } else { rng.chance(start) };
            if on && !was_on {
                size = exp(0.4 * rng.normal());
            }
            let (wave, _) = sin_cos(season_phase(add_weeks(FIRST_WEEK, t as i64)) + turn);
            let usual = level * (1.0 + yearly * wave) * exp(0.2 * rng.normal());
            match (always_on, on) {
                (true, _) => usual,
                (false, true) => usual * size,
                (false, false) => 0.0,
            }
        })
        .collect();
    WorldChannel {
        name: format!("channel {}", index + 1),
        // A burst that never came would leave nothing to measure.
        spend: if spend.iter().any(|x| *x > 0.0) { spend } else { vec![level; WEEKS] },
        retention: rng.between(0.0, 0.8) * rng.uniform().sqrt(),
        saturation: Saturation::Logistic,
        curve: Curve { half_saturation: level * exp(0.5 * rng.normal()), shape: 1.0 },
        effect: 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_differ_and_are_as_described() {
        for seed in 0..20 {
            let world = wandering_world(seed).simulate(WEEKS).unwrap();
            let total: f64 = world.panel.outcome().iter().sum();
            let media: f64 = world.truth.channels.iter().flat_map(|c| &c.contribution_by_week).sum();
            assert!((0.03..0.5).contains(&(media / total)), "{}", media / total);
        }
        assert_ne!(wandering_world(1), wandering_world(2));
    }
}
