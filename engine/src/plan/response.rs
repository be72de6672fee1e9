//! What a channel's planned spend brings: inside the horizon and after it, on top of what earlier spend still brings.
//!
//! What the past left behind is counted before the first planned week, and the weeks after the last one are counted
//! until the carry-over has gone (with no further spend). What the past alone would have brought is taken off, so
//! that the figure is the plan's own.

use crate::posterior::{ChannelDraw, Posterior, Spent};
use crate::transforms::response::Along;

/// Weeks after the horizon over which carry-over is counted; no window is longer.
pub const TAIL_WEEKS: usize = 26;

/// The response of one channel to its plan, with room to compute it.
#[derive(Clone, Debug)]
pub struct PlannedResponse {
    /// Share of the total that each week of the horizon gets, then zeros for the tail.
    pattern: Vec<f64>,
    /// All spend before the plan.
    spent: Spent,
    planned: Vec<f64>,
    direction: Vec<f64>,
    without: Vec<f64>,
    along: Along,
}

impl PlannedResponse {
    /// For channel `c` of `posterior`, whose plan spreads its total like `pattern` (one share a week, summing to 1).
    pub fn new(posterior: &Posterior, c: usize, pattern: &[f64]) -> Self {
        let mut pattern = pattern.to_vec();
        pattern.resize(pattern.len() + TAIL_WEEKS, 0.0);
        let n = pattern.len();
        Self {
            pattern,
            spent: posterior.spent(c),
            planned: vec![0.0; n],
            direction: vec![0.0; n],
            without: vec![0.0; n],
            along: Along::zeros(n),
        }
    }

    /// Outcome that a total spend of `total` brings in one draw, and its slope by the total.
    pub fn value_and_slope(&mut self, channel: &ChannelDraw, total: f64) -> (f64, f64) {
        let (mut value, mut slope) = (0.0, 0.0);
        for (place, effect) in self.spent.places.iter().zip(&channel.effects) {
            let past = channel.response.past(&channel.drive(place));
            let intensity = channel.intensity(place);
            self.planned.fill(0.0);
            channel.response.respond(&past, &self.planned, &mut self.without);
            let cells = self.planned.iter_mut().zip(&mut self.direction).zip(&self.pattern);
            cells.for_each(|((planned, direction), share)| {
                *direction = share * intensity;
                *planned = total * *direction;
            });
            channel.response.respond_along(&past, &self.planned, &self.direction, &mut self.along);
            let (with, without): (f64, f64) = (self.along.response.iter().sum(), self.without.iter().sum());
            value += effect * (with - without);
            slope += effect * self.along.by_step.iter().sum::<f64>();
        }
        (value, slope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transforms::carryover::Past;
    use crate::transforms::response::Families;

    /// What a plan brings, from the first week of all: the whole series with the plan less that without it.
    fn simulated(spent: &[f64], channel: &ChannelDraw, pattern: &[f64], total: f64) -> f64 {
        let whole = |total: f64| {
            let plan = pattern.iter().map(|share| total * share);
            let series: Vec<f64> = spent.iter().copied().chain(plan).chain([0.0; TAIL_WEEKS]).collect();
            let mut out = vec![0.0; series.len()];
            channel.response.respond(&Past::default(), &series, &mut out);
            channel.effects[0] * out.iter().sum::<f64>()
        };
        whole(total) - whole(0.0)
    }

    #[test]
    fn a_plan_is_worth_what_a_simulation_says() {
        let pattern = [0.3, 0.0, 0.2, 0.4, 0.1];
        for families in Families::all() {
            let posterior = Posterior::of_families(families, 60);
            for c in 0..2 {
                let spent = posterior.panel.channels()[c].spend_with_history();
                let mut planned = PlannedResponse::new(&posterior, c, &pattern);
                for draw in &posterior.draws {
                    let channel = &draw.channels[c];
                    let total = 4.0 * spent.iter().sum::<f64>() / spent.len() as f64;
                    let (value, slope) = planned.value_and_slope(channel, total);
                    let at = |total: f64| simulated(&spent, channel, &pattern, total);
                    let h = 1e-5 * total;
                    let numeric = (at(total + h) - at(total - h)) / (2.0 * h);
                    assert!((value - at(total)).abs() < 1e-8 * value.abs(), "{families:?}: {value} {}", at(total));
                    assert!((slope - numeric).abs() < 1e-6 * slope.abs(), "{families:?} slope: {slope} {numeric}");
                }
            }
        }
    }
}
