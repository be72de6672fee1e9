//! One chain: a start, a warm-up that learns step size and metric, and the draws.
//!
//! Warm-up follows Stan's windows (Stan reference manual, "Automatic parameter tuning"): a fast start, slow windows
//! that double and each end in a new metric, and a fast end, in the proportions 75 : 25, 50, 100, ... : 50 of 1,000.

use super::LogDensity;
use super::metric::{Metric, Prepared};
use super::nuts::{Dynamics, Point};
use super::step_size::DualAveraging;
use crate::random::Rng;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// How to run a chain.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainSettings {
    /// Draws spent on learning step size and metric, not kept.
    pub warmup: usize,
    /// Draws kept.
    pub draws: usize,
    /// The seed shared by all chains of a fit.
    pub seed: u64,
    /// Which chain this is; chains of one seed are independent.
    pub chain: u64,
    /// The acceptance statistic aimed at; higher means smaller steps.
    pub target_acceptance: f64,
    /// Trajectories have at most 2 to the power of this many steps.
    pub max_depth: u32,
}

impl Default for ChainSettings {
    fn default() -> Self {
        Self { warmup: 1000, draws: 1000, seed: 1, chain: 0, target_acceptance: 0.9, max_depth: 10 }
    }
}

/// Where a chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Learning step size and metric.
    Warmup,
    /// Drawing.
    Sampling,
}

/// Handed to the caller after each draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The phase of the draw just made.
    pub phase: Phase,
    /// Draws made so far, warm-up included.
    pub done: usize,
    /// Draws to make, warm-up included.
    pub total: usize,
    /// Divergences after warm-up so far.
    pub divergences: usize,
}

/// The kept draws of one chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// Parameters a draw has.
    pub dimension: usize,
    /// The draws, one after another: draws x dimension.
    pub positions: Vec<f64>,
    /// The energy of each draw.
    pub energies: Vec<f64>,
    /// Trajectories after warm-up whose energy error exceeded the limit.
    pub divergences: usize,
    /// Gradients evaluated, warm-up included.
    pub gradients: u64,
    /// The step size that sampling used.
    pub step_size: f64,
    /// The metric that sampling used.
    pub metric: Metric,
}

impl Chain {
    /// The draws, each of `dimension` values.
    pub fn draws(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.positions.chunks_exact(self.dimension.max(1))
    }
}

/// Runs one chain from `start`; `None` where `progress` breaks it off.
pub fn sample_chain(
    density: &mut impl LogDensity,
    start: Vec<f64>,
    settings: &ChainSettings,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Chain> {
    let mut run = Run::new(density, start, settings);
    for done in 1..=settings.warmup {
        run.warm_up(done);
        if progress(run.progress(Phase::Warmup, done)).is_break() {
            return None;
        }
    }
    run.settle();
    for drawn in 1..=settings.draws {
        run.draw();
        if progress(run.progress(Phase::Sampling, settings.warmup + drawn)).is_break() {
            return None;
        }
    }
    Some(run.chain)
}

/// A chain on its way.
struct Run<'a, D> {
    density: &'a mut D,
    settings: &'a ChainSettings,
    rng: Rng,
    here: Option<Point>,
    metric: Prepared,
    step: DualAveraging,
    window: Vec<Vec<f64>>,
    window_ends: Vec<usize>,
    chain: Chain,
}

impl<'a, D: LogDensity> Run<'a, D> {
    fn new(density: &'a mut D, start: Vec<f64>, settings: &'a ChainSettings) -> Self {
        let dimension = start.len();
        let mut rng = Rng::new(settings.seed, 2 * settings.chain + 1);
        let metric = Prepared::Diagonal { variances: vec![1.0; dimension] };
        let here = Point::at(start, density);
        let first_step = reasonable_step(&here, &metric, density, &mut rng);
        let chain = Chain {
            dimension,
            positions: Vec::with_capacity(settings.draws * dimension),
            energies: Vec::with_capacity(settings.draws),
            divergences: 0,
            gradients: 0,
            step_size: first_step,
            metric: Metric::identity(dimension),
        };
        Self {
            density,
            settings,
            rng,
            here: Some(here),
            metric,
            step: DualAveraging::new(first_step, settings.target_acceptance),
            window: Vec::new(),
            window_ends: window_ends(settings.warmup),
            chain,
        }
    }

    fn progress(&self, phase: Phase, done: usize) -> Progress {
        let total = self.settings.warmup + self.settings.draws;
        Progress { phase, done, total, divergences: self.chain.divergences }
    }

    fn advance(&mut self, step: f64) -> super::nuts::Report {
        let Some(start) = self.here.take() else { return super::nuts::Report::default() };
        let mut dynamics =
            Dynamics { density: &mut *self.density, metric: &self.metric, step, max_depth: self.settings.max_depth };
        let (next, report) = dynamics.transition(start, &mut self.rng);
        self.here = Some(next);
        self.chain.gradients += u64::from(report.leapfrogs);
        report
    }

    fn warm_up(&mut self, done: usize) {
        let report = self.advance(self.step.step());
        self.step.update(report.acceptance);
        let [first, last] = [self.window_ends.first(), self.window_ends.last()].map(|e| e.copied().unwrap_or(0));
        if done > first && done <= last {
            self.window.extend(self.here.as_ref().map(|p| p.position.clone()));
        }
        if done > first && self.window_ends.contains(&done) {
            self.learn_metric();
        }
    }

    fn learn_metric(&mut self) {
        let metric = Metric::estimate(&self.window);
        self.window.clear();
        let (Some(prepared), Some(here)) = (metric.prepare(), &self.here) else { return };
        self.chain.metric = metric;
        self.metric = prepared;
        let step = reasonable_step(here, &self.metric, self.density, &mut self.rng);
        self.step = DualAveraging::new(step, self.settings.target_acceptance);
    }

    fn settle(&mut self) {
        self.chain.step_size = self.step.settled_step();
    }

    fn draw(&mut self) {
        let report = self.advance(self.chain.step_size);
        self.chain.divergences += usize::from(report.diverged);
        self.chain.energies.push(report.energy);
        if let Some(here) = &self.here {
            self.chain.positions.extend_from_slice(&here.position);
        }
    }
}

/// The warm-up draws after which slow windows begin (first entry) and end (the others).
fn window_ends(warmup: usize) -> Vec<usize> {
    let (start, first, end) = if warmup >= 150 {
        (75, 25, 50)
    } else {
        (warmup * 15 / 100, warmup * 75 / 100, warmup - warmup * 15 / 100 - warmup * 75 / 100)
    };
    let last = warmup.saturating_sub(end);
    let (mut ends, mut length) = (vec![start], first);
    let mut next = start + length;
    while length > 0 && next <= last {
        // A window that would leave too little for the next one takes the rest.
        let reaches = if next + 2 * length > last { last } else { next };
        ends.push(reaches);
        length *= 2;
        next = if reaches == last { last + 1 } else { reaches + length };
    }
    ends
}

/// Doubles or halves the step until one leapfrog's acceptance crosses 0.8 (Hoffman and Gelman 2014, algorithm 4).
fn reasonable_step(here: &Point, metric: &Prepared, density: &mut impl LogDensity, rng: &mut Rng) -> f64 {
    const LN_0_8: f64 = -0.223_143_551_314_209_76;
    let mut step = 0.1;
    let mut start = here.clone();
    start.kick(metric, rng);
    let gain = |step: f64, density: &mut _| start.energy() - start.leapfrog(step, metric, density).energy();
    let grow = gain(step, density) > LN_0_8;
    for _ in 0..50 {
        let next = if grow { step * 2.0 } else { step * 0.5 };
        if (gain(next, density) > LN_0_8) != grow {
            return if grow { step } else { next };
        }
        step = next;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{mean, variance};

    /// A correlated normal: x ~ N(1, 4), y | x ~ N(x, 1).
    struct Pair;

    impl LogDensity for Pair {
        fn dimension(&self) -> usize {
            2
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            let (a, b) = ((position[0] - 1.0) / 4.0, position[1] - position[0]);
            gradient[0] = -a + b;
            gradient[1] = -b;
            -0.5 * (a * (position[0] - 1.0) + b * b)
        }
    }

    fn run(settings: &ChainSettings) -> Option<Chain> {
        sample_chain(&mut Pair, vec![0.0, 0.0], settings, &mut |_| ControlFlow::Continue(()))
    }

    #[test]
    fn a_correlated_normal_is_recovered() {
        let chain = run(&ChainSettings { draws: 20_000, ..ChainSettings::default() }).unwrap();
        let column = |i: usize| chain.draws().map(|d| d[i]).collect::<Vec<_>>();
        let (x, y) = (column(0), column(1));
        assert!((mean(&x) - 1.0).abs() < 0.08 && (mean(&y) - 1.0).abs() < 0.08);
        assert!((variance(&x) / 4.0 - 1.0).abs() < 0.08 && (variance(&y) / 5.0 - 1.0).abs() < 0.08);
        assert_eq!(chain.divergences, 0);
    }

    #[test]
    fn the_same_seed_gives_the_same_draws() {
        let settings = ChainSettings { warmup: 200, draws: 50, ..ChainSettings::default() };
        assert_eq!(run(&settings), run(&settings));
        assert_ne!(run(&settings), run(&ChainSettings { chain: 1, ..settings }));
    }

    #[test]
    fn progress_can_stop_a_chain() {
        let mut seen = 0;
        let stopped = sample_chain(&mut Pair, vec![0.0; 2], &ChainSettings::default(), &mut |p| {
            seen = p.done;
            if p.done == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(stopped.is_none() && seen == 10);
    }

    #[test]
    fn windows_double_and_fill_the_warm_up() {
        assert_eq!(window_ends(1000), [75, 100, 150, 250, 450, 950]);
        assert_eq!(window_ends(0), [0]);
        assert_eq!(window_ends(100), [15, 90]);
    }
}
