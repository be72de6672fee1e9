//! One transition of the No-U-Turn sampler (Hoffman and Gelman 2014) with multinomial sampling along the trajectory
//! and the generalised turning criterion (Betancourt 2017, appendix A.4), as in Stan 2.21 and later.
//!
//! A trajectory is doubled forwards or backwards in time until it turns on itself. Turning is judged by the summed
//! momentum rho against the velocities at both ends, for the whole and for each half extended by one point.

use super::LogDensity;
use super::metric::Prepared;
use crate::math::{exp, ln};
use crate::random::Rng;

/// An energy error above this is a divergence.
const DIVERGENCE: f64 = 1000.0;

/// A point in phase space with what is known there.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) position: Vec<f64>,
    pub(super) gradient: Vec<f64>,
    pub(super) log_density: f64,
    momentum: Vec<f64>,
    velocity: Vec<f64>,
}

impl Point {
    /// The point at `position`, at rest.
    pub(super) fn at(position: Vec<f64>, density: &mut impl LogDensity) -> Self {
        let n = position.len();
        let mut gradient = vec![0.0; n];
        let log_density = density.log_density(&position, &mut gradient);
        Self { position, gradient, log_density, momentum: vec![0.0; n], velocity: vec![0.0; n] }
    }

    /// Draws a fresh momentum.
    pub(super) fn kick(&mut self, metric: &Prepared, rng: &mut Rng) {
        metric.draw_momentum(rng, &mut self.momentum);
        metric.velocity(&self.momentum, &mut self.velocity);
    }

    /// Total energy, infinite where the density is undefined.
    pub(super) fn energy(&self) -> f64 {
        let h = 0.5 * crate::math::dot(&self.momentum, &self.velocity) - self.log_density;
        if h.is_nan() { f64::INFINITY } else { h }
    }

    /// One leapfrog step of length `step` (negative: backwards in time).
    pub(super) fn leapfrog(&self, step: f64, metric: &Prepared, density: &mut impl LogDensity) -> Self {
        let mut next = self.clone();
        add_scaled(&mut next.momentum, 0.5 * step, &self.gradient);
        metric.velocity(&next.momentum, &mut next.velocity);
        add_scaled(&mut next.position, step, &next.velocity);
        next.log_density = density.log_density(&next.position, &mut next.gradient);
        add_scaled(&mut next.momentum, 0.5 * step, &next.gradient);
        metric.velocity(&next.momentum, &mut next.velocity);
        next
    }
}

fn add_scaled(target: &mut [f64], factor: f64, source: &[f64]) {
    target.iter_mut().zip(source).for_each(|(t, s)| *t += factor * s);
}

/// What a transition did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Report {
    /// Mean acceptance probability over the trajectory.
    pub(super) acceptance: f64,
    /// Whether the energy error exceeded the limit.
    pub(super) diverged: bool,
    /// Leapfrog steps, that is gradients.
    pub(super) leapfrogs: u32,
    /// Energy of the chosen point.
    pub(super) energy: f64,
}

/// How to integrate.
pub(super) struct Dynamics<'a, D> {
    pub(super) density: &'a mut D,
    pub(super) metric: &'a Prepared,
    pub(super) step: f64,
    pub(super) max_depth: u32,
}

/// A stretch of trajectory.
struct Tree {
    first: Point,
    last: Point,
    chosen: Point,
    momentum_sum: Vec<f64>,
    log_weight: f64,
    turning: bool,
}

impl Tree {
    fn single(point: Point, log_weight: f64) -> Self {
        let momentum_sum = point.momentum.clone();
        Self { first: point.clone(), last: point.clone(), chosen: point, momentum_sum, log_weight, turning: false }
    }
}

/// Sums that run along one transition.
struct Tally {
    start_energy: f64,
    acceptance_sum: f64,
    leapfrogs: u32,
    diverged: bool,
}

impl<D: LogDensity> Dynamics<'_, D> {
    /// Draws the next point of the chain from `start`.
    pub(super) fn transition(&mut self, mut start: Point, rng: &mut Rng) -> (Point, Report) {
        start.kick(self.metric, rng);
        let mut tally = Tally { start_energy: start.energy(), acceptance_sum: 0.0, leapfrogs: 0, diverged: false };
        let mut tree = Tree::single(start, 0.0);
        for depth in 0..self.max_depth {
            let forwards = rng.chance(0.5);
            let edge = if forwards { &tree.last } else { &tree.first };
            let Some(branch) = self.grow(edge, forwards, depth, &mut tally, rng) else { break };
            // Biased progressive sampling: the new half is preferred, which moves further.
            let take_branch = ln(rng.uniform()) < branch.log_weight - tree.log_weight;
            tree = if forwards { join(tree, branch, take_branch) } else { join(branch, tree, !take_branch) };
            if tree.turning {
                break;
            }
        }
        let report = Report {
            acceptance: tally.acceptance_sum / f64::from(tally.leapfrogs.max(1)),
            diverged: tally.diverged,
            leapfrogs: tally.leapfrogs,
            energy: tree.chosen.energy(),
        };
        (tree.chosen, report)
    }

    /// Builds 2^depth further points from `edge`; `None` where the stretch turned or diverged within itself.
    fn grow(&mut self, edge: &Point, forwards: bool, depth: u32, tally: &mut Tally, rng: &mut Rng) -> Option<Tree> {
        if depth == 0 {
            return self.grow_one(edge, forwards, tally);
        }
        let near = self.grow(edge, forwards, depth - 1, tally, rng)?;
        let next_edge = if forwards { &near.last } else { &near.first };
        let far = self.grow(next_edge, forwards, depth - 1, tally, rng)?;
        let total = log_sum(near.log_weight, far.log_weight);
        let take_far = ln(rng.uniform()) < far.log_weight - total;
        let tree = if forwards { join(near, far, take_far) } else { join(far, near, !take_far) };
        (!tree.turning).then_some(tree)
    }

    fn grow_one(&mut self, edge: &Point, forwards: bool, tally: &mut Tally) -> Option<Tree> {
        let step = if forwards { self.step } else { -self.step };
        let point = edge.leapfrog(step, self.metric, self.density);
        let log_weight = tally.start_energy - point.energy();
        tally.leapfrogs += 1;
        tally.acceptance_sum += if log_weight >= 0.0 { 1.0 } else { exp(log_weight) };
        if log_weight < -DIVERGENCE || log_weight.is_nan() {
            tally.diverged = true;
            return None;
        }
        Some(Tree::single(point, log_weight))
    }
}

/// Joins two stretches that follow each other in time, choosing the point of `later` where `take_later`.
fn join(earlier: Tree, later: Tree, take_later: bool) -> Tree {
    let sum: Vec<f64> = earlier.momentum_sum.iter().zip(&later.momentum_sum).map(|(a, b)| a + b).collect();
    let turning = turns(&sum, &earlier.first, &later.last)
        || turns_with(&earlier.momentum_sum, &later.first, &earlier.first)
        || turns_with(&later.momentum_sum, &earlier.last, &later.last);
    Tree {
        log_weight: log_sum(earlier.log_weight, later.log_weight),
        chosen: if take_later { later.chosen } else { earlier.chosen },
        first: earlier.first,
        last: later.last,
        momentum_sum: sum,
        turning,
    }
}

fn turns(momentum_sum: &[f64], a: &Point, b: &Point) -> bool {
    crate::math::dot(momentum_sum, &a.velocity) <= 0.0 || crate::math::dot(momentum_sum, &b.velocity) <= 0.0
}

/// Whether a half turns when it is extended by the other half's `neighbour`; `end` is its own far end.
fn turns_with(momentum_sum: &[f64], neighbour: &Point, end: &Point) -> bool {
    let extended: Vec<f64> = momentum_sum.iter().zip(&neighbour.momentum).map(|(a, b)| a + b).collect();
    turns(&extended, neighbour, end)
}

fn log_sum(a: f64, b: f64) -> f64 {
    let high = a.max(b);
    if high == f64::NEG_INFINITY { high } else { high + ln(exp(a - high) + exp(b - high)) }
}
