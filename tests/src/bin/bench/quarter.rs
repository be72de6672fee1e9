//! The quarter after a random world's data: what every planner is asked, and what any plan would really bring.
//!
//! Asked is where the budget of today's plan (each channel's last 13 weeks once more) brings the most, each channel
//! between half and twice its total of today, its weekly pattern kept. With x the plan, a channel really brings the sum
//! over the 13 weeks and [`TAIL_WEEKS`] after them of e h(a), where a is the stock of all its spend, that before the
//! plan included, h its curve and e its effect in the world. Base, drivers and noise are the same under every plan, so
//! a plan's true uplift is the difference of these sums from today's.

use engine::panel::Panel;
use engine::plan::{Bounds, PlanRequest, Scenario, TAIL_WEEKS};
use engine::simulate::{World, WorldChannel};
use engine::transforms::carryover::geometric;

/// Weeks that are planned.
const WEEKS: usize = 13;
/// The least and the most of a channel over its total of today.
const ROOM: Bounds = Bounds { min: 0.5, max: 2.0 };
/// Into so many parts the free budget is cut when the truly best split is sought.
const CELLS: usize = 3000;

/// What is asked, and the truth.
pub(crate) struct Quarter {
    /// Today's plan.
    pub(crate) today: Scenario,
    /// The least and the most of each channel's total.
    pub(crate) bounds: Vec<Bounds>,
    /// How the channels really work, spend in the panel's unit.
    channels: Vec<WorldChannel>,
}

impl Quarter {
    /// The quarter after `panel`, which shows `world` with spend in a unit of its own.
    pub(crate) fn after(panel: &Panel, world: &World) -> Self {
        let today = Scenario::going_on(panel, WEEKS);
        let bound = |total: &f64| Bounds { min: ROOM.min * total, max: ROOM.max * total };
        let in_panel = |(channel, seen): (&WorldChannel, &engine::panel::Channel)| {
            let unit = seen.spend_by_week.iter().sum::<f64>() / channel.spend.iter().sum::<f64>();
            let mut channel = WorldChannel { spend: seen.spend_by_week.clone(), ..channel.clone() };
            channel.curve.half_saturation *= unit;
            channel
        };
        Self {
            bounds: today.totals().iter().map(bound).collect(),
            today,
            channels: world.channels.iter().zip(panel.channels()).map(in_panel).collect(),
        }
    }

    /// What is spent.
    pub(crate) fn budget(&self) -> f64 {
        self.today.totals().iter().sum()
    }

    /// The question in this engine's form.
    pub(crate) fn request(&self) -> PlanRequest {
        PlanRequest::of_totals(self.today.clone(), self.budget(), &self.bounds)
    }

    /// What totals, brought to the budget and spread like today's, really bring more than today's.
    pub(crate) fn uplift(&self, totals: &[f64]) -> f64 {
        let to_budget = self.budget() / totals.iter().sum::<f64>();
        let gain = |(c, (x, today)): (usize, (&f64, &f64))| self.brings(c, x * to_budget) - self.brings(c, *today);
        totals.iter().zip(&self.today.totals()).enumerate().map(gain).sum()
    }

    /// What today's plan really brings: with it, less with the past alone.
    pub(crate) fn today_brings(&self) -> f64 {
        let of = |(c, total): (usize, &f64)| self.brings(c, *total) - self.brings(c, 0.0);
        self.today.totals().iter().enumerate().map(of).sum()
    }

    /// By how much totals leave what was asked, over the budget: the budget itself and the bounds.
    pub(crate) fn excess(&self, totals: &[f64]) -> f64 {
        let beyond = totals.iter().zip(&self.bounds).map(|(x, b)| (x - b.max).max(b.min - x));
        let spent: f64 = totals.iter().sum();
        beyond.fold((spent - self.budget()).abs(), f64::max) / self.budget()
    }

    /// The totals that really bring the most, by dynamic programming over channels and parts of the free budget.
    pub(crate) fn truly_best(&self) -> Vec<f64> {
        let least: f64 = self.bounds.iter().map(|b| b.min).sum();
        let cell = (self.budget() - least) / CELLS as f64;
        let mut best = vec![f64::NEG_INFINITY; CELLS + 1];
        best[0] = 0.0;
        let mut taken: Vec<Vec<usize>> = Vec::new();
        for (c, bounds) in self.bounds.iter().enumerate() {
            let most = (((bounds.max - bounds.min) / cell) as usize).min(CELLS);
            let values: Vec<f64> = (0..=most).map(|k| self.brings(c, bounds.min + k as f64 * cell)).collect();
            let with = |n: usize| {
                let of = |k: usize| (best[n - k] + values[k], k);
                (0..=most.min(n)).map(of).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f64::NEG_INFINITY, 0))
            };
            let (value, choice): (Vec<f64>, Vec<usize>) = (0..=CELLS).map(with).unzip();
            best = value;
            taken.push(choice);
        }
        let mut left = CELLS;
        let mut totals: Vec<f64> = self.bounds.iter().map(|b| b.min).collect();
        for (total, choice) in totals.iter_mut().zip(&taken).rev() {
            *total += choice[left] as f64 * cell;
            left -= choice[left];
        }
        totals
    }

    /// What channel `c` brings with a total spread like today's and all its past, until its carry-over has faded.
    fn brings(&self, c: usize, total: f64) -> f64 {
        let (channel, pattern) = (&self.channels[c], &self.today.spend[c]);
        let of_today: f64 = pattern.iter().sum();
        let planned = pattern.iter().map(|x| x * total / of_today);
        let spend: Vec<f64> = channel.spend.iter().copied().chain(planned).chain([0.0; TAIL_WEEKS]).collect();
        let mut stock = vec![0.0; spend.len()];
        geometric(&spend, channel.retention, &mut stock);
        let planned = &mut stock[channel.spend.len()..];
        channel.saturation.respond(channel.curve, planned);
        channel.effect * planned.iter().sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::simulate::random_world;

    fn quarter(seed: u64) -> Quarter {
        let world = random_world(seed);
        let panel = world.simulate(world.base.len()).unwrap().panel;
        Quarter::after(&panel, &world)
    }

    /// A world in which the last weeks are the plan's says what they bring.
    #[test]
    fn what_a_plan_brings_is_what_the_world_lets_happen() {
        let mut world = random_world(3);
        let quarter = quarter(3);
        let totals: Vec<f64> = quarter.bounds.iter().map(|b| b.max).collect();
        let media = |world: &World| -> f64 {
            let happened = world.simulate(world.base.len()).unwrap().truth;
            let last = 156 + TAIL_WEEKS + WEEKS;
            happened.channels.iter().flat_map(|c| &c.contribution_by_week[156..last]).sum()
        };
        let planned = quarter.today.with_totals(&totals);
        world.base.resize(156 + WEEKS + TAIL_WEEKS, 1.0);
        world.noise.resize(world.base.len(), 0.0);
        world.drivers.clear();
        for (channel, row) in world.channels.iter_mut().zip(&planned.spend) {
            channel.spend.extend(row.iter().copied().chain([0.0; TAIL_WEEKS]));
        }
        let brought: f64 = totals.iter().enumerate().map(|(c, x)| quarter.brings(c, *x)).sum();
        assert!((brought / media(&world) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn no_small_move_betters_the_best() {
        for seed in 0..2 {
            let quarter = quarter(seed);
            let best = quarter.truly_best();
            assert!(quarter.excess(&best) < 1e-9);
            let (most, step) = (quarter.uplift(&best), 0.01 * quarter.budget());
            assert!(most > 0.0);
            for (from, to) in (0..64).map(|i| (i / 8, i % 8)).filter(|(a, b)| a != b) {
                let mut moved = best.clone();
                (moved[from], moved[to]) = (moved[from] - step, moved[to] + step);
                assert!(quarter.excess(&moved) > 1e-9 || quarter.uplift(&moved) <= most);
            }
        }
    }

    #[test]
    fn today_adds_nothing_and_limits_are_kept() {
        let quarter = quarter(1);
        let today = quarter.today.totals();
        assert!(quarter.uplift(&today).abs() < 1e-12);
        let half: Vec<f64> = today.iter().map(|x| 0.5 * x).collect();
        assert!((quarter.excess(&half) - 0.5).abs() < 1e-12);
    }
}
