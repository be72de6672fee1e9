//! When to spend: the best weeks of a channel's total, within the limits of weeks.
//!
//! Projected gradient ascent with steps by Barzilai and Borwein (1988), from several patterns, since curves that are
//! S-shaped favour pulses: today's pattern, an even one, and one week in two and one in four. Money is never moved
//! between channels here. The slopes are exact, week by week.

use super::media::{Media, Room, Weights};
use super::path::{Path, fill_up};

/// Steps from each start.
const STEPS: usize = 25;
/// Halvings of a step that does not gain.
const HALVINGS: usize = 6;

/// What a channel's weeks bring: a weighted sum over draws.
pub(super) struct Flight<'a> {
    pub(super) media: &'a Media,
    pub(super) channel: usize,
    pub(super) weights: &'a Weights,
    /// The draws that are looked at, and how much each counts.
    pub(super) draws: Vec<(usize, f64)>,
}

impl Flight<'_> {
    /// The best weeks of `total`; never worse than `path`'s own.
    pub(super) fn best(&self, path: &Path, total: f64) -> Vec<f64> {
        let own = path.at(total).0;
        if total <= 0.0 || own.len() < 2 {
            return own;
        }
        let mut room = self.media.room();
        let mut best = (self.value(&own, &mut room), own.clone());
        for start in starts(&own) {
            let spend = fill_up(&path.with_pattern(&start).at(total).0, path.weeks(), total);
            let found = self.climb(path, spend, total, &mut room);
            if found.0 > best.0 {
                best = found;
            }
        }
        best.1
    }

    fn value(&self, spend: &[f64], room: &mut Room) -> f64 {
        self.draws.iter().map(|(d, q)| q * self.media.value(self.channel, *d, spend, self.weights, room)).sum()
    }

    fn slopes(&self, spend: &[f64], room: &mut Room) -> (f64, Vec<f64>) {
        let mut slopes = vec![0.0; spend.len()];
        let one = |(d, q): &(usize, f64)| {
            let at = (self.channel, *d);
            q * self.media.add_slopes(at, spend, self.weights, (*q, &mut slopes), room)
        };
        let value = self.draws.iter().map(one).sum();
        (value, slopes)
    }

    fn climb(&self, path: &Path, start: Vec<f64>, total: f64, room: &mut Room) -> (f64, Vec<f64>) {
        let mut at = start;
        let (mut value, mut slopes) = self.slopes(&at, room);
        let steepest = slopes.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
        let mut step = if steepest > 0.0 { 0.5 * total / at.len() as f64 / steepest } else { return (value, at) };
        for _ in 0..STEPS {
            let Some((next, gained)) = self.step(path, (&at, value, &slopes), &mut step, total, room) else { break };
            let (new_value, new_slopes) = self.slopes(&next, room);
            step = barzilai_borwein((&at, &next), (&slopes, &new_slopes)).unwrap_or(2.0 * step);
            (at, value, slopes) = (next, new_value, new_slopes);
            if gained <= 1e-9 * value.abs() {
                break;
            }
        }
        (value, at)
    }

    /// A step that gains, and how much; the step is halved until it does.
    fn step(
        &self,
        path: &Path,
        (at, value, slopes): (&[f64], f64, &[f64]),
        step: &mut f64,
        total: f64,
        room: &mut Room,
    ) -> Option<(Vec<f64>, f64)> {
        for _ in 0..HALVINGS {
            let moved: Vec<f64> = at.iter().zip(slopes).map(|(x, s)| x + *step * s).collect();
            let next = projected(&moved, path.weeks(), total);
            let gained = self.value(&next, room) - value;
            if gained > 0.0 {
                return Some((next, gained));
            }
            *step *= 0.25;
        }
        None
    }
}

/// |moved|^2 / (moved . fall of the slopes): the step that the curvature along the last one suggests.
fn barzilai_borwein((from, to): (&[f64], &[f64]), (before, after): (&[f64], &[f64])) -> Option<f64> {
    let moves = from.iter().zip(to).zip(before.iter().zip(after));
    let (length, bend) =
        moves.fold((0.0, 0.0), |(l, b), ((x, y), (s, t))| (l + (y - x) * (y - x), b + (y - x) * (s - t)));
    (bend > 0.0 && length > 0.0).then(|| length / bend)
}

/// The patterns to start from.
fn starts(own: &[f64]) -> [Vec<f64>; 4] {
    let pulse = |every: usize| (0..own.len()).map(|t| f64::from(u8::from(t % every == 0))).collect();
    [own.to_vec(), vec![1.0; own.len()], pulse(2), pulse(4)]
}

/// The closest weeks that keep limits and total: clamp(x + k, low, high).
fn projected(x: &[f64], (low, high): (&[f64], &[f64]), total: f64) -> Vec<f64> {
    let at =
        |k: f64| -> Vec<f64> { x.iter().zip(low.iter().zip(high)).map(|(x, (l, h))| (x + k).clamp(*l, *h)).collect() };
    let reach = total + x.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    let (mut small, mut large) = (-2.0 * reach, 2.0 * reach);
    for _ in 0..80 {
        let middle = 0.5 * (small + large);
        if at(middle).iter().sum::<f64>() < total { small = middle } else { large = middle }
    }
    at(0.5 * (small + large))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ChannelLimits;
    use crate::plan::Scenario;
    use crate::plan::media::TAIL_WEEKS;
    use crate::posterior::Posterior;
    use crate::transforms::carryover::Carryover;
    use crate::transforms::response::{Families, Order};
    use crate::transforms::saturation::Saturation;

    fn flight_of(families: Families) -> (Posterior, usize) {
        (Posterior::of_families(families, 60), 8)
    }

    /// Where every week saturates on its own in the same way, even weeks are best.
    #[test]
    fn weeks_that_saturate_alone_are_even() {
        let families = Families {
            carryover: Carryover::None,
            saturation: Saturation::MichaelisMenten,
            order: Order::CarryoverFirst,
        };
        let (posterior, weeks) = flight_of(families);
        let media = Media::new(&posterior, &Scenario::going_on(&posterior.panel, weeks), TAIL_WEEKS, 1);
        let weights = Weights::Same(vec![1.0; weeks + TAIL_WEEKS]);
        let draws = (0..media.draws()).map(|d| (d, 1.0 / media.draws() as f64)).collect();
        let flight = Flight { media: &media, channel: 0, weights: &weights, draws };
        let total: f64 = posterior.panel.channels()[0].spend_by_week[..weeks].iter().sum();
        let path = Path::new(&[5.0, 1.0, 0.0, 2.0, 0.0, 9.0, 1.0, 0.0], &ChannelLimits::default());
        let best = flight.best(&path, total);
        let even = total / weeks as f64;
        assert!(best.iter().all(|x| (x - even).abs() < 0.01 * even), "{best:?}");
    }

    #[test]
    fn limits_of_weeks_are_kept_and_nothing_is_lost() {
        for families in Families::all().step_by(3) {
            let (posterior, weeks) = flight_of(families);
            let media = Media::new(&posterior, &Scenario::going_on(&posterior.panel, weeks), TAIL_WEEKS, 1);
            let weights = Weights::Same(vec![1.0; weeks + TAIL_WEEKS]);
            let draws = (0..media.draws()).map(|d| (d, 1.0 / media.draws() as f64)).collect();
            let flight = Flight { media: &media, channel: 1, weights: &weights, draws };
            let total: f64 = posterior.panel.channels()[1].spend_by_week[..weeks].iter().sum();
            let limits =
                ChannelLimits { weekly_cap: Some(0.3 * total), weekly_floor: 0.01 * total, ..ChannelLimits::default() };
            let path = Path::new(&[1.0; 8], &limits);
            let best = flight.best(&path, total);
            assert!((best.iter().sum::<f64>() - total).abs() < 1e-9 * total);
            assert!(best.iter().all(|x| *x <= 0.3 * total + 1e-9 && *x >= 0.01 * total - 1e-9), "{best:?}");
            let mut room = media.room();
            let own = path.at(total).0;
            assert!(flight.value(&best, &mut room) >= flight.value(&own, &mut room), "{families:?}");
        }
    }
}
