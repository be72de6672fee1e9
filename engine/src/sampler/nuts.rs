//! One transition of the No-U-Turn sampler (Hoffman and Gelman 2014) with multinomial sampling along the trajectory
//! and the generalised turning criterion (Betancourt 2017, appendix A.4), as in Stan 2.21 and later.
//!
//! A trajectory is doubled forwards or backwards in time until it turns on itself. Turning is judged by the summed
//! momentum rho against the momenta at both ends, for the whole and for each half extended by one point. Everything
//! happens in white coordinates (see [`super::metric`]), in which momentum is velocity. Points lie in an arena that is
//! reused, so that a step allocates nothing and a stretch of trajectory is a few indices.

use super::LogDensity;
use super::metric::Whitening;
use super::point::{Arena, Point};
use crate::math::{dot, exp, ln};
use crate::random::Rng;

/// An energy error above this is a divergence.
const DIVERGENCE: f64 = 1000.0;

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
    pub(super) whitening: &'a Whitening,
    pub(super) arena: &'a mut Arena,
    pub(super) step: f64,
    pub(super) max_depth: u32,
}

/// A stretch of trajectory, by the places of its points in the arena.
#[derive(Clone, Copy)]
struct Tree {
    first: usize,
    last: usize,
    chosen: usize,
    /// The point whose `momentum_sum` belongs to the whole stretch.
    sum: usize,
    log_weight: f64,
    turning: bool,
}

impl Tree {
    fn single(point: usize, log_weight: f64) -> Self {
        Self { first: point, last: point, chosen: point, sum: point, log_weight, turning: false }
    }

    fn end(&self, forwards: bool) -> usize {
        if forwards { self.last } else { self.first }
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
    /// Moves the chain's point, the first of the arena, to the next draw.
    pub(super) fn transition(&mut self, rng: &mut Rng) -> Report {
        self.arena.restart(rng);
        let start_energy = self.arena[0].energy();
        let mut tally = Tally { start_energy, acceptance_sum: 0.0, leapfrogs: 0, diverged: false };
        let mut tree = Tree::single(0, 0.0);
        for depth in 0..self.max_depth {
            let forwards = rng.chance(0.5);
            let Some(branch) = self.grow(tree.end(forwards), forwards, depth, &mut tally, rng) else { break };
            // Biased progressive sampling: the new half is preferred, which moves further.
            let take_branch = ln(rng.uniform()) < branch.log_weight - tree.log_weight;
            tree = self.join(tree, branch, forwards, take_branch);
            if tree.turning {
                break;
            }
        }
        let energy = self.arena[tree.chosen].energy();
        self.arena.keep(tree.chosen);
        Report {
            acceptance: tally.acceptance_sum / f64::from(tally.leapfrogs.max(1)),
            diverged: tally.diverged,
            leapfrogs: tally.leapfrogs,
            energy,
        }
    }

    /// Builds 2^depth further points from `edge`; `None` where the stretch turned or diverged within itself.
    fn grow(&mut self, edge: usize, forwards: bool, depth: u32, tally: &mut Tally, rng: &mut Rng) -> Option<Tree> {
        if depth == 0 {
            return self.grow_one(edge, forwards, tally);
        }
        let near = self.grow(edge, forwards, depth - 1, tally, rng)?;
        let far = self.grow(near.end(forwards), forwards, depth - 1, tally, rng)?;
        let take_far = ln(rng.uniform()) < far.log_weight - log_sum(near.log_weight, far.log_weight);
        let tree = self.join(near, far, forwards, take_far);
        (!tree.turning).then_some(tree)
    }

    fn grow_one(&mut self, edge: usize, forwards: bool, tally: &mut Tally) -> Option<Tree> {
        let step = if forwards { self.step } else { -self.step };
        let place = self.arena.leapfrog(edge, step, self.whitening, self.density);
        let log_weight = tally.start_energy - self.arena[place].energy();
        tally.leapfrogs += 1;
        tally.acceptance_sum += if log_weight >= 0.0 { 1.0 } else { exp(log_weight) };
        if log_weight < -DIVERGENCE || log_weight.is_nan() {
            tally.diverged = true;
            return None;
        }
        Some(Tree::single(place, log_weight))
    }

    /// Joins a stretch with the one that was grown from its end, choosing the point of `far` where `take_far`.
    fn join(&mut self, near: Tree, far: Tree, forwards: bool, take_far: bool) -> Tree {
        let (earlier, later) = if forwards { (near, far) } else { (far, near) };
        let turning_in_halves =
            self.turns_with(&earlier, later.first, earlier.first) || self.turns_with(&later, earlier.last, later.last);
        self.arena.add_momentum_sum(near.sum, far.sum);
        let sum = &self.arena[near.sum].momentum_sum;
        let turning = turning_in_halves
            || dot(sum, &self.arena[earlier.first].momentum) <= 0.0
            || dot(sum, &self.arena[later.last].momentum) <= 0.0;
        Tree {
            first: earlier.first,
            last: later.last,
            chosen: if take_far { far.chosen } else { near.chosen },
            sum: near.sum,
            log_weight: log_sum(near.log_weight, far.log_weight),
            turning,
        }
    }

    /// Whether a half turns when it is extended by the other half's `neighbour`; `end` is its own far end.
    fn turns_with(&self, half: &Tree, neighbour: usize, end: usize) -> bool {
        let sum = &self.arena[half.sum].momentum_sum;
        let [Point { momentum: p, .. }, Point { momentum: q, .. }] = [&self.arena[neighbour], &self.arena[end]];
        dot(sum, p) + dot(p, p) <= 0.0 || dot(sum, q) + dot(p, q) <= 0.0
    }
}

fn log_sum(a: f64, b: f64) -> f64 {
    let high = a.max(b);
    if high == f64::NEG_INFINITY { high } else { high + ln(exp(a - high) + exp(b - high)) }
}
