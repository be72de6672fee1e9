//! The optimum where effects multiply: what a channel brings depends on all others.
//!
//! With e_ct the effect of channel c in week t on the logarithm and m_t the expected outcome, the mean over draws of
//! sum m_t is to be as large as can be. As m is convex in the e_ct, its tangent lies below it:
//!
//! ```text
//! sum m_t(x) >= sum m_t(x0) + sum m_t(x0) (e_ct(x_c) - e_ct(x0_c))
//! ```
//!
//! The right side is a sum over channels of curves of their own totals, weighted by the weeks' outcome at x0, and its best
//! split is found as where effects add up. Going there and drawing the tangent anew never loses and ends where marginal
//! returns are equal (minorisation and maximisation: Hunter and Lange 2004, The American Statistician 58). A local
//! optimum, though the mesh looks beyond those of each channel's own curve.
//!
//! What a plan is worth is the expected outcome with it less that without any planned spend, over the horizon and the
//! weeks in which it fades; the channels' parts of it follow the logarithmic mean and add up.

use super::allocate::{Bounds, GridCurve, allocate};
use super::optimum::{Judged, PlanRequest};
use super::response::TAIL_WEEKS;
use super::scenario::Scenario;
use crate::posterior::{Ahead, Draw, Posterior, Sums};
use crate::transforms::response::Along;

/// Draws over which the optimum is sought.
const SEARCH_DRAWS: usize = 200;
/// Points of a channel's curve.
const GRID: usize = 33;
/// Tangents that are drawn at most.
const ROUNDS: usize = 12;
/// A split that moves by less than this share of the budget has settled.
const SETTLED: f64 = 1e-5;

/// A plan's weeks, with those in which it fades.
pub(super) struct Together<'a> {
    posterior: &'a Posterior,
    ahead: Ahead<'a>,
    /// Share of its total that each channel spends in each week of the horizon.
    patterns: &'a [Vec<f64>],
    /// Assumed activity of the channels that are not paid for, as in a scenario.
    organic: Vec<Vec<f64>>,
}

impl<'a> Together<'a> {
    /// For the weeks of `request`; after them drivers go on as they did before.
    pub(super) fn new(posterior: &'a Posterior, request: &PlanRequest, patterns: &'a [Vec<f64>]) -> Self {
        let horizon = request.today.weeks.len();
        let mut drivers = Scenario::going_on(&posterior.panel, horizon + TAIL_WEEKS).drivers;
        for (all, planned) in drivers.iter_mut().zip(&request.today.drivers) {
            all.iter_mut().zip(planned).for_each(|(x, planned)| *x = *planned);
        }
        let ahead = Ahead::new(posterior, horizon + TAIL_WEEKS, &drivers);
        Self { posterior, ahead, patterns, organic: request.today.organic.clone() }
    }

    fn spend(&self, totals: &[f64]) -> Vec<Vec<f64>> {
        let one = |(c, (pattern, total)): (usize, (&Vec<f64>, &f64))| {
            let assumed = self.organic.get(c).filter(|row| !row.is_empty());
            assumed.cloned().unwrap_or_else(|| pattern.iter().map(|share| share * total).collect())
        };
        self.patterns.iter().zip(totals).enumerate().map(one).collect()
    }

    /// The split of the budget that brings the most on average, sought from `start`.
    pub(super) fn best_totals(&self, request: &PlanRequest, start: &[f64]) -> Vec<f64> {
        let inside = start.iter().zip(&request.bounds).map(|(x, b)| x.clamp(b.min, b.max));
        let mut totals: Vec<f64> = inside.collect();
        for _ in 0..ROUNDS {
            let weights = self.weights(&totals);
            let curve = |c: usize| self.tangent(c, request, &weights);
            let curves: Vec<GridCurve> = (0..totals.len()).map(curve).collect();
            let next = allocate(request.budget, &request.bounds, &|c, x| curves[c].at(x));
            let moved = next.iter().zip(&totals).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            totals = next;
            if moved < SETTLED * request.budget {
                break;
            }
        }
        totals
    }

    fn searched(&self) -> impl Iterator<Item = (usize, &'a Draw)> {
        let every = self.posterior.draws.len().div_ceil(SEARCH_DRAWS).max(1);
        self.posterior.draws.iter().enumerate().step_by(every)
    }

    /// The expected outcome of every cell at these totals, draw by draw of the search.
    fn weights(&self, totals: &[f64]) -> Vec<Vec<f64>> {
        let spend = self.spend(totals);
        let mut sums = Sums::zeros(self.posterior, self.ahead.weeks());
        let of_draw = |(d, draw): (usize, &Draw)| {
            self.ahead.sums(d, draw, &spend, &mut sums);
            (0..sums.base.len()).map(|cell| sums.expected(cell)).collect()
        };
        self.searched().map(of_draw).collect()
    }

    /// Channel `c`'s curve in the tangent: its weighted effect over its bounds, as a mean over draws.
    fn tangent(&self, c: usize, request: &PlanRequest, weights: &[Vec<f64>]) -> GridCurve {
        let free = request.budget - request.bounds.iter().map(|b| b.min).sum::<f64>();
        let Bounds { min, max } = request.bounds[c];
        let bounds = Bounds { min, max: max.min(min + free.max(0.0)) };
        let points = if bounds.max > bounds.min { GRID } else { 1 };
        let step = (bounds.max - bounds.min) / (GRID - 1) as f64;
        let (mut values, mut slopes) = (vec![0.0; points], vec![0.0; points]);
        let mut along = Along::zeros(self.ahead.weeks());
        for ((_, draw), weights) in self.searched().zip(weights) {
            for (i, (value, slope)) in values.iter_mut().zip(&mut slopes).enumerate() {
                let (v, s) = self.weighted(draw, c, bounds.min + step * i as f64, weights, &mut along);
                *value += v / self.searched_count();
                *slope += s / self.searched_count();
            }
        }
        GridCurve { bounds, values, slopes }
    }

    fn searched_count(&self) -> f64 {
        self.searched().count().max(1) as f64
    }

    /// The weighted sum of channel `c`'s effects at a total, and its slope.
    fn weighted(&self, draw: &Draw, c: usize, total: f64, weights: &[f64], along: &mut Along) -> (f64, f64) {
        let channel = &draw.channels[c];
        let weeks = self.ahead.weeks();
        let (mut value, mut slope) = (0.0, 0.0);
        let places = self.ahead.spent()[c].places.iter().zip(&channel.effects);
        for ((place, effect), weights) in places.zip(weights.chunks_exact(weeks.max(1))) {
            let intensity = channel.intensity(place);
            let mut direction: Vec<f64> = self.patterns[c].iter().map(|share| share * intensity).collect();
            direction.resize(weeks, 0.0);
            let planned: Vec<f64> = direction.iter().map(|x| x * total).collect();
            channel.response.respond_along(&channel.response.past(&channel.drive(place)), &planned, &direction, along);
            for ((weight, h), step) in weights.iter().zip(&along.response).zip(&along.by_step) {
                value += effect * weight * h;
                slope += effect * weight * step;
            }
        }
        (value, slope)
    }

    /// Draws of what today's and the planned totals bring.
    pub(super) fn judge(&self, today: &[f64], planned: &[f64]) -> Judged {
        let (channels, draws) = (self.patterns.len(), self.posterior.draws.len());
        let empty = || vec![Vec::with_capacity(draws); channels];
        let mut judged = Judged { today: empty(), planned: empty(), marginal: empty(), uplift: vec![0.0; draws] };
        let mut along = Along::zeros(self.ahead.weeks());
        let [nothing, before, after] = [&vec![0.0; channels][..], today, planned].map(|totals| self.spend(totals));
        let [mut without, mut with] = [(); 2].map(|()| Sums::zeros(self.posterior, self.ahead.weeks()));
        for (d, draw) in self.posterior.draws.iter().enumerate() {
            self.ahead.sums(d, draw, &nothing, &mut without);
            for (spend, parts, sign) in [(&before, &mut judged.today, -1.0), (&after, &mut judged.planned, 1.0)] {
                self.ahead.sums(d, draw, spend, &mut with);
                for (own, worth) in parts.iter_mut().zip(parts_of(&with, &without)) {
                    own.push(worth);
                    judged.uplift[d] += sign * worth;
                }
            }
            let weights: Vec<f64> = (0..with.base.len()).map(|cell| with.expected(cell)).collect();
            for (c, marginal) in judged.marginal.iter_mut().enumerate() {
                marginal.push(self.weighted(draw, c, planned[c], &weights, &mut along).1);
            }
        }
        judged
    }
}

/// What every channel has of the difference between the outcome with a plan and without it.
fn parts_of(with: &Sums, without: &Sums) -> Vec<f64> {
    let shares: Vec<f64> = (0..with.base.len()).map(|cell| with.share(cell, without.with_media(cell))).collect();
    let pairs = with.media.iter().zip(&without.media);
    let worth = |(after, before): (&Vec<f64>, &Vec<f64>)| {
        shares.iter().zip(after).zip(before).map(|((share, a), b)| share * (a - b)).sum()
    };
    pairs.map(worth).collect()
}

#[cfg(test)]
mod tests {
    use super::super::optimise;
    use super::*;
    use crate::forecast::project;
    use crate::math::mean;
    use crate::model::{Link, NoiseFamily};

    fn request(posterior: &Posterior) -> PlanRequest {
        let today = Scenario::going_on(&posterior.panel, 9);
        let totals = today.totals();
        let bounds = totals.iter().map(|x| Bounds { min: 0.3 * x, max: 1.7 * x + 0.1 }).collect();
        PlanRequest { budget: totals.iter().sum(), bounds, today }
    }

    /// Invariant of the loop: what a plan adds is what the forecasts differ by, until its carry-over has faded.
    #[test]
    fn a_plan_is_worth_what_its_forecasts_differ_by() {
        for (noise, regions) in [(NoiseFamily::Normal, 0), (NoiseFamily::NegativeBinomial, 0), (NoiseFamily::Normal, 2)]
        {
            let posterior = Posterior::of_form(Link::Log, noise, regions);
            let request = request(&posterior);
            let plan = optimise(&posterior, &request).unwrap();
            let faded = Scenario::going_on(&posterior.panel, 9 + TAIL_WEEKS);
            let total = |scenario: &Scenario| {
                let spend = scenario.spend.iter().map(|s| [s.as_slice(), &[0.0; TAIL_WEEKS]].concat()).collect();
                let expected = project(&posterior, &Scenario { spend, ..faded.clone() }).expected;
                mean(&expected.totals(0, 9 + TAIL_WEEKS))
            };
            let difference = total(&plan.scenario) - total(&request.today);
            assert!((difference / plan.uplift.mean - 1.0).abs() < 1e-6, "{difference} {}", plan.uplift.mean);
            let parts: f64 = plan.channels.iter().map(|c| c.planned_response.mean).sum();
            assert!((parts / plan.planned_response.mean - 1.0).abs() < 1e-9);
            assert!(plan.uplift.mean >= 0.0);
        }
    }

    /// No move of a little money between two channels with room does better, and marginal returns are slopes.
    #[test]
    fn the_optimum_is_one_and_marginal_returns_are_its_slopes() {
        let posterior = Posterior::of_form(Link::Log, NoiseFamily::Normal, 0);
        let request = request(&posterior);
        let patterns = request.today.with_totals(&vec![1.0; request.bounds.len()]).spend;
        let together = Together::new(&posterior, &request, &patterns);
        let today = request.today.totals();
        let best = together.best_totals(&request, &today);
        let at = |totals: &[f64]| together.judge(&today, totals);
        let top = at(&best);
        let step = 2e-3 * request.budget;
        for from in 0..best.len() {
            for to in 0..best.len() {
                let mut moved = best.clone();
                moved[from] -= step;
                moved[to] += step;
                let fits = moved.iter().zip(&request.bounds).all(|(x, b)| *x >= b.min && *x <= b.max);
                if from != to && fits {
                    let gain = mean(&at(&moved).uplift) - mean(&top.uplift);
                    assert!(gain < 1e-5 * mean(&top.planned[0]).abs().max(1.0), "{from} to {to}: {gain}");
                }
            }
        }
        let mut more = best.clone();
        more[0] *= 1.0 + 1e-6;
        let numeric = (mean(&at(&more).uplift) - mean(&top.uplift)) / (1e-6 * best[0]);
        assert!((mean(&top.marginal[0]) / numeric - 1.0).abs() < 1e-4, "{} {numeric}", mean(&top.marginal[0]));
    }
}
