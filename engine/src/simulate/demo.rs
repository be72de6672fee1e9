//! The demo: a fictional maker of garden furniture, three years of weeks, eight channels, price, promotion and season.

use super::world::{Simulated, World, WorldChannel, WorldDriver};
use crate::calendar::{add_weeks, season_phase};
use crate::math::sin_cos;
use crate::panel::{DriverKind, PanelError};
use crate::random::Rng;
use crate::transforms::saturation::{Curve, Saturation};
use jiff::civil::{Date, date};

/// The brand's name.
pub const DEMO_BRAND: &str = "Alder & Finch";
/// Its currency.
pub const DEMO_CURRENCY: &str = "USD";
/// Weeks of data that the demo opens with.
pub const DEMO_WEEKS: usize = 156;

/// Weeks for which the world is laid out: two more years than the demo shows.
const LAID_OUT: usize = DEMO_WEEKS + 104;
const FIRST_WEEK: Date = date(2023, 11, 6);
const SEED: u64 = 20_231_106;

/// How a channel's spend goes.
#[derive(Clone, Copy)]
enum Flighting {
    /// Every week, around the mean.
    AlwaysOn,
    /// This many weeks on, this many off.
    Bursts(usize, usize),
    /// Every week, more in the season.
    Seasonal,
}

/// Name, mean spend of an active week, flighting, retention, half-saturation over mean spend, shape, return.
type Recipe = (&'static str, f64, Flighting, f64, f64, f64, f64);

const RECIPES: [Recipe; 8] = [
    ("Search", 9_000.0, Flighting::Seasonal, 0.15, 0.7, 1.0, 2.4),
    ("Shopping", 5_200.0, Flighting::AlwaysOn, 0.10, 1.4, 1.1, 3.1),
    ("Social", 8_200.0, Flighting::Bursts(9, 2), 0.30, 1.1, 1.2, 1.8),
    ("TV", 24_000.0, Flighting::Bursts(5, 6), 0.65, 0.9, 1.4, 1.5),
    ("Online video", 4_600.0, Flighting::Bursts(6, 3), 0.45, 1.2, 1.0, 1.3),
    ("Out-of-home", 9_500.0, Flighting::Bursts(4, 8), 0.50, 1.0, 1.0, 0.9),
    ("Audio", 3_400.0, Flighting::Bursts(7, 4), 0.35, 1.3, 1.0, 0.8),
    ("Affiliates", 3_000.0, Flighting::AlwaysOn, 0.05, 2.0, 1.0, 2.0),
];

/// The demo's first `weeks` weeks (at most five years); earlier weeks never change with `weeks`.
///
/// # Errors
/// [`PanelError`] for no weeks.
pub fn demo(weeks: usize) -> Result<Simulated, PanelError> {
    world().simulate(weeks)
}

/// The demo after further weeks in which `planned` (channels x weeks) was spent, nearly.
///
/// Teams do not spend a plan to the cent: each channel's weeks deviate by about 6 %, and out-of-home is booked late.
/// Weeks that have happened before, in `spent` (channels x weeks since the first), are kept.
///
/// # Errors
/// [`PanelError`] where the series do not form a panel.
pub fn demo_next_weeks(spent: &[Vec<f64>], planned: &[Vec<f64>], weeks: usize) -> Result<Simulated, PanelError> {
    let mut world = world();
    let mut rng = Rng::new(SEED, 99);
    let happened = spent.first().map_or(0, Vec::len).min(world.base.len());
    let until = (happened + weeks).min(world.base.len());
    for (c, channel) in world.channels.iter_mut().enumerate() {
        let slip = if channel.name == "Out-of-home" { 0.6 } else { 1.0 };
        for t in 0..until {
            let deviation = (1.0 + 0.06 * rng.normal()).max(0.0);
            if let Some(x) = spent.get(c).and_then(|s| s.get(t)) {
                channel.spend[t] = *x;
            } else if let Some(x) = planned.get(c).and_then(|p| p.get(t - happened)) {
                channel.spend[t] = (x * slip * deviation).round();
            }
        }
    }
    world.simulate(until)
}

fn world() -> World {
    let phases: Vec<f64> = (0..LAID_OUT).map(|t| season_phase(add_weeks(FIRST_WEEK, t as i64))).collect();
    let mut rng = Rng::new(SEED, 0);
    World {
        first_week: FIRST_WEEK,
        outcome_name: "Revenue".into(),
        channels: RECIPES.iter().enumerate().map(|(i, r)| channel(i, r, &phases)).collect(),
        drivers: vec![price(), promotion(), holiday()],
        base: phases.iter().enumerate().map(|(t, phase)| base(t, *phase)).collect(),
        noise: (0..LAID_OUT).map(|_| 5_500.0 * rng.normal()).collect(),
    }
}

/// Level 118,000 a week, growing by 9,000 a year until early 2025 and by 3,000 after; high in spring.
fn base(week: usize, phase: f64) -> f64 {
    let years = week as f64 * 7.0 / 365.25;
    let growth = 9_000.0 * years.min(1.25) + 3_000.0 * (years - 1.25).max(0.0);
    let (s1, c1) = sin_cos(phase);
    let (s2, c2) = sin_cos(2.0 * phase);
    118_000.0 + growth + 11_000.0 * s1 - 7_000.0 * c1 + 3_000.0 * s2 - 2_500.0 * c2
}

fn channel(index: usize, recipe: &Recipe, phases: &[f64]) -> WorldChannel {
    let (name, mean, flighting, retention, half, shape, return_on_spend) = *recipe;
    let mut rng = Rng::new(SEED, 10 + index as u64);
    let active = |t: usize, phase: f64| match flighting {
        Flighting::AlwaysOn => 1.0,
        Flighting::Seasonal => 1.0 + 0.35 * sin_cos(phase).0,
        Flighting::Bursts(on, off) => f64::from(u8::from((t + 3 * index) % (on + off) < on)),
    };
    let week = |(t, phase): (usize, &f64)| (mean * active(t, *phase) * rng.between(0.65, 1.35)).round();
    let mut channel = WorldChannel {
        name: name.into(),
        spend: phases.iter().enumerate().map(week).collect(),
        retention,
        saturation: Saturation::Hill,
        curve: Curve { half_saturation: half * mean, shape },
        effect: 1.0,
    };
    channel.scale_to_return(return_on_spend, DEMO_WEEKS);
    channel
}

/// List price around 80, raised twice; 1 more costs 1,400 a week.
fn price() -> WorldDriver {
    let mut rng = Rng::new(SEED, 1);
    let list = |t: usize| {
        if t < 60 {
            79.0
        } else if t < 130 {
            82.0
        } else {
            84.0
        }
    };
    let value = (0..LAID_OUT).map(|t| list(t) + (0.8 * rng.normal() * 10.0).round() / 10.0).collect();
    WorldDriver { name: "Price".into(), kind: DriverKind::Price, value, reference: 80.0, effect: -1_400.0 }
}

/// Share of the range on promotion: two weeks in every eight or so, 10 to 30 %.
fn promotion() -> WorldDriver {
    let mut rng = Rng::new(SEED, 2);
    let depth = |t: usize, rng: &mut Rng| if t % 8 < 2 { (rng.between(0.1, 0.3) * 100.0).round() / 100.0 } else { 0.0 };
    let value = (0..LAID_OUT).map(|t| depth(t, &mut rng)).collect();
    WorldDriver { name: "Promotion".into(), kind: DriverKind::Promotion, value, reference: 0.0, effect: 90_000.0 }
}

/// The week of Black Friday.
fn holiday() -> WorldDriver {
    let is_black_friday = |t: usize| {
        let monday = add_weeks(FIRST_WEEK, t as i64);
        monday.month() == 11 && (18..=24).contains(&monday.day())
    };
    let value = (0..LAID_OUT).map(|t| f64::from(u8::from(is_black_friday(t)))).collect();
    WorldDriver { name: "Black Friday".into(), kind: DriverKind::Event, value, reference: 0.0, effect: 30_000.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_plausible_and_never_changes_its_past() {
        let short = demo(DEMO_WEEKS).unwrap();
        let long = demo(DEMO_WEEKS + 13).unwrap();
        assert_eq!(long.panel.first_weeks(DEMO_WEEKS), short.panel);
        let total: f64 = short.panel.outcome().iter().sum();
        let media: f64 = short.truth.channels.iter().flat_map(|c| &c.contribution_by_week).sum();
        assert!((0.25..0.5).contains(&(media / total)), "{}", media / total);
        for (channel, recipe) in short.truth.channels.iter().zip(&RECIPES) {
            assert!((channel.return_on_spend / recipe.6 - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn further_weeks_follow_the_plan_nearly() {
        let before = demo(DEMO_WEEKS).unwrap().panel;
        let spent: Vec<Vec<f64>> = before.channels().iter().map(|c| c.spend_by_week.clone()).collect();
        let planned = vec![vec![5_000.0; 13]; 8];
        let after = demo_next_weeks(&spent, &planned, 4).unwrap().panel;
        assert_eq!(after.week_count(), DEMO_WEEKS + 4);
        assert_eq!(after.first_weeks(DEMO_WEEKS), before);
        let search = &after.channels()[0].spend_by_week[DEMO_WEEKS..];
        assert!(search.iter().all(|x| (3_500.0..6_500.0).contains(x)), "{search:?}");
    }
}
