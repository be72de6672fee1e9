//! What the channels bring in the planned weeks and after them, with what earlier spend left behind made ready once.
//!
//! A plan's value in a draw is the weighted sum of its response, over the weeks of the horizon and those in which its
//! carry-over fades, less the same without any planned spend.

use crate::posterior::{ChannelDraw, Posterior, Spent};
use crate::transforms::carryover::Past;
use crate::transforms::response::{Along, Response};

/// Weeks after the horizon over which carry-over is counted; no window is longer.
pub const TAIL_WEEKS: usize = 26;

/// One channel in one draw.
#[derive(Clone, Debug)]
struct Ready {
    response: Response,
    places: Vec<Place>,
}

/// One geography of it.
#[derive(Clone, Debug)]
struct Place {
    past: Past,
    intensity: f64,
    effect: f64,
}

/// What a week of the horizon or after it counts.
#[derive(Clone, Debug)]
pub(crate) enum Weights {
    /// The same in every draw and geography: one weight a week.
    Same(Vec<f64>),
    /// One row a draw: the weeks of one geography after those of another.
    Own(Vec<Vec<f64>>),
}

impl Weights {
    /// Those of geography `g` in the `d`-th draw.
    fn of(&self, d: usize, g: usize, weeks: usize) -> &[f64] {
        match self {
            Self::Same(weights) => weights,
            Self::Own(rows) => &rows[d][g * weeks..(g + 1) * weeks],
        }
    }
}

/// Room to compute a response.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    spend: Vec<f64>,
    direction: Vec<f64>,
    response: Vec<f64>,
    along: Along,
}

/// The channels in the draws that were picked.
#[derive(Clone, Debug)]
pub(crate) struct Media {
    weeks: usize,
    /// Channels x draws.
    channels: Vec<Vec<Ready>>,
    draws: usize,
}

impl Media {
    /// Of every `every`-th draw of `posterior`, for `horizon` weeks after the data and the `tail` in which they fade.
    pub(crate) fn new(posterior: &Posterior, horizon: usize, tail: usize, every: usize) -> Self {
        let picked = || posterior.draws.iter().step_by(every.max(1));
        let channel = |c: usize| {
            let spent = posterior.spent(c);
            picked().map(|draw| Ready::new(&draw.channels[c], &spent)).collect()
        };
        Self {
            weeks: horizon + tail,
            channels: (0..posterior.panel.channels().len()).map(channel).collect(),
            draws: picked().count(),
        }
    }

    /// How many draws were picked.
    pub(crate) fn draws(&self) -> usize {
        self.draws
    }

    /// Room for its weeks.
    pub(crate) fn room(&self) -> Room {
        let zeros = || vec![0.0; self.weeks];
        Room { spend: zeros(), direction: zeros(), response: zeros(), along: Along::zeros(self.weeks) }
    }

    /// What channel `c` brings in the `d`-th draw with no planned spend: what the past still brings.
    pub(crate) fn without(&self, c: usize, d: usize, weights: &Weights, room: &mut Room) -> f64 {
        self.value(c, d, &[], weights, room)
    }

    /// What it brings with this spend a week, the past included.
    pub(crate) fn value(&self, c: usize, d: usize, spend: &[f64], weights: &Weights, room: &mut Room) -> f64 {
        let ready = &self.channels[c][d];
        let mut value = 0.0;
        for (g, place) in ready.places.iter().enumerate() {
            fill(&mut room.spend, spend, place.intensity);
            ready.response.respond(&place.past, &room.spend, &mut room.response);
            let weights = weights.of(d, g, self.weeks);
            value += place.effect * room.response.iter().zip(weights).map(|(r, w)| r * w).sum::<f64>();
        }
        value
    }

    /// The same by two sets of weights that are alike in every draw and geography.
    pub(crate) fn both(
        &self,
        (c, d): (usize, usize),
        spend: &[f64],
        weights: [&[f64]; 2],
        room: &mut Room,
    ) -> [f64; 2] {
        let ready = &self.channels[c][d];
        let mut values = [0.0; 2];
        for place in &ready.places {
            fill(&mut room.spend, spend, place.intensity);
            ready.response.respond(&place.past, &room.spend, &mut room.response);
            for (value, weights) in values.iter_mut().zip(weights) {
                *value += place.effect * room.response.iter().zip(weights).map(|(r, w)| r * w).sum::<f64>();
            }
        }
        values
    }

    /// The same as [`Self::value`] with its slope along `direction`.
    pub(crate) fn along(
        &self,
        (c, d): (usize, usize),
        spend: &[f64],
        direction: &[f64],
        weights: &Weights,
        room: &mut Room,
    ) -> (f64, f64) {
        let ready = &self.channels[c][d];
        let (mut value, mut slope) = (0.0, 0.0);
        for (g, place) in ready.places.iter().enumerate() {
            fill(&mut room.spend, spend, place.intensity);
            fill(&mut room.direction, direction, place.intensity);
            ready.response.respond_along(&place.past, &room.spend, &room.direction, &mut room.along);
            let cells = room.along.response.iter().zip(&room.along.by_step).zip(weights.of(d, g, self.weeks));
            let (v, s) = cells.fold((0.0, 0.0), |(v, s), ((r, b), w)| (v + r * w, s + b * w));
            value += place.effect * v;
            slope += place.effect * s;
        }
        (value, slope)
    }

    /// The same with `scale` times its slope by every planned week's spend added to `slopes`.
    pub(crate) fn add_slopes(
        &self,
        (c, d): (usize, usize),
        spend: &[f64],
        weights: &Weights,
        (scale, slopes): (f64, &mut [f64]),
        room: &mut Room,
    ) -> f64 {
        let ready = &self.channels[c][d];
        let mut value = 0.0;
        for (g, place) in ready.places.iter().enumerate() {
            fill(&mut room.spend, spend, place.intensity);
            let weights = weights.of(d, g, self.weeks);
            value += place.effect * ready.response.respond_back(&place.past, &room.spend, weights, &mut room.along);
            let factor = scale * place.effect * place.intensity;
            slopes.iter_mut().zip(&room.along.by_step).for_each(|(sum, slope)| *sum += factor * slope);
        }
        value
    }
}

impl Ready {
    fn new(channel: &ChannelDraw, spent: &Spent) -> Self {
        let place = |(place, effect): (&crate::posterior::SpentPlace, &f64)| Place {
            past: channel.response.past(&channel.drive(place)),
            intensity: channel.intensity(place),
            effect: *effect,
        };
        let places = spent.places.iter().zip(&channel.effects).map(place).collect();
        Self { response: channel.response.clone(), places }
    }
}

/// Writes `factor` times `series` into `out`, and zeros where it has ended.
fn fill(out: &mut [f64], series: &[f64], factor: f64) {
    let (head, tail) = out.split_at_mut(series.len().min(out.len()));
    head.iter_mut().zip(series).for_each(|(x, s)| *x = s * factor);
    tail.fill(0.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transforms::response::Families;

    const PLAN: [f64; 5] = [0.3, 0.0, 0.2, 0.4, 0.1];

    /// What a plan brings, from the first week of all: the whole series with the plan less that without it.
    fn simulated(spent: &[f64], channel: &ChannelDraw, plan: &[f64]) -> f64 {
        let whole = |factor: f64| {
            let series: Vec<f64> =
                spent.iter().copied().chain(plan.iter().map(|x| factor * x)).chain([0.0; TAIL_WEEKS]).collect();
            let mut out = vec![0.0; series.len()];
            channel.response.respond(&Past::default(), &series, &mut out);
            channel.effects[0] * out.iter().sum::<f64>()
        };
        whole(1.0) - whole(0.0)
    }

    #[test]
    fn a_plan_is_worth_what_a_simulation_says() {
        for families in Families::all() {
            let posterior = Posterior::of_families(families, 60);
            let media = Media::new(&posterior, 5, TAIL_WEEKS, 1);
            let (weights, mut room) = (Weights::Same(vec![1.0; 5 + TAIL_WEEKS]), media.room());
            for c in 0..2 {
                let spent = posterior.panel.channels()[c].spend_with_history();
                let total = 4.0 * spent.iter().sum::<f64>() / spent.len() as f64;
                let plan = PLAN.map(|share| total * share);
                for (d, draw) in posterior.draws.iter().enumerate() {
                    let without = media.without(c, d, &weights, &mut room);
                    let expected = simulated(&spent, &draw.channels[c], &plan);
                    let (value, slope) = media.along((c, d), &plan, &PLAN, &weights, &mut room);
                    let h = 1e-5 * total;
                    let moved = |e: f64| simulated(&spent, &draw.channels[c], &PLAN.map(|share| (total + e) * share));
                    let numeric = (moved(h) - moved(-h)) / (2.0 * h);
                    assert!((value - without - expected).abs() < 1e-8 * expected.abs(), "{families:?}");
                    assert!((slope - numeric).abs() < 1e-6 * slope.abs(), "{families:?}: {slope} {numeric}");
                    let mut slopes = [0.0; 5];
                    let same = media.add_slopes((c, d), &plan, &weights, (1.0, &mut slopes), &mut room);
                    let along: f64 = slopes.iter().zip(PLAN).map(|(s, p)| s * p).sum();
                    assert!((same - value).abs() < 1e-9 * value.abs() && (along - slope).abs() < 1e-9 * slope.abs());
                }
            }
        }
    }
}
