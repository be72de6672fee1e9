//! One chain: a start, a warm-up that learns step size and metric, and the draws.
//!
//! A cold warm-up takes its first metric from the curvature where it stands and the later ones from windows of draws
//! and their gradients; a warm one starts with what a former chain learned. Longer windows also tell how to straighten
//! the coordinates in which the chain runs; draws are kept as they are. See [`super::schedule`], [`super::estimate`] and
//! [`super::bend`].

use super::LogDensity;
use super::bend::Straightened;
use super::estimate::{Window, metric_by_curvature};
use super::metric::{Metric, Whitening};
use super::nuts::{Dynamics, Report};
use super::point::Arena;
use super::schedule::Schedule;
use super::step_size::DualAveraging;
use crate::random::Rng;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// Fewer draws than these tell too little about the tails.
const ENOUGH_TO_STRAIGHTEN: usize = 90;

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
    /// The metric that sampling used, in its straightened coordinates.
    pub metric: Metric,
}

impl Chain {
    /// The draws, each of `dimension` values.
    pub fn draws(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.positions.chunks_exact(self.dimension.max(1))
    }
}

/// What a former chain learned, so that a refit of a similar posterior needs a warm-up of 150 draws only.
///
/// It changes how fast a chain settles, not what it settles to: give every chain the last draw of another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WarmStart {
    /// Where to start.
    pub position: Vec<f64>,
    /// The step size to start with.
    pub step_size: f64,
    /// The metric to start with.
    pub metric: Metric,
}

impl WarmStart {
    /// What `chain` learned, starting where it ended; `None` of a chain without draws.
    pub fn after(chain: &Chain) -> Option<Self> {
        let position = chain.draws().last()?.to_vec();
        Some(Self { position, step_size: chain.step_size, metric: chain.metric.clone() })
    }

    /// Whether it can be used: as many parameters in the metric as in the position, and positive numbers.
    fn whitening(&self) -> Option<Whitening> {
        let usable = self.metric.dimension() == self.position.len() && self.step_size > 0.0;
        if usable { self.metric.prepare() } else { None }
    }
}

/// Where a chain starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// At a position, knowing nothing.
    Cold(Vec<f64>),
    /// With what a former chain learned. Where its metric does not fit its position, only the position is used.
    Warm(WarmStart),
}

impl From<Vec<f64>> for Start {
    fn from(position: Vec<f64>) -> Self {
        Self::Cold(position)
    }
}

impl From<WarmStart> for Start {
    fn from(learned: WarmStart) -> Self {
        Self::Warm(learned)
    }
}

/// Runs one chain from `start`, a position or a [`WarmStart`]; `None` where `progress` breaks it off.
pub fn sample_chain(
    density: &mut impl LogDensity,
    start: impl Into<Start>,
    settings: &ChainSettings,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Chain> {
    let mut run = Run::new(density, start.into(), settings);
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
    density: Straightened<'a, D>,
    settings: &'a ChainSettings,
    rng: Rng,
    arena: Arena,
    whitening: Whitening,
    step: DualAveraging,
    window: Window,
    schedule: Schedule,
    chain: Chain,
}

impl<'a, D: LogDensity> Run<'a, D> {
    fn new(density: &'a mut D, start: Start, settings: &'a ChainSettings) -> Self {
        match start {
            Start::Cold(position) => Self::cold(density, &position, settings),
            Start::Warm(learned) => match learned.whitening() {
                Some(whitening) => Self::warm(density, learned, whitening, settings),
                None => Self::cold(density, &learned.position, settings),
            },
        }
    }

    fn cold(density: &'a mut D, position: &[f64], settings: &'a ChainSettings) -> Self {
        let metric = Metric::identity(position.len());
        let whitening = Whitening::Diagonal { scales: vec![1.0; position.len()] };
        let mut run = Self::at(position, density, settings, (metric, whitening));
        run.learn_curvature();
        run
    }

    fn warm(density: &'a mut D, learned: WarmStart, whitening: Whitening, settings: &'a ChainSettings) -> Self {
        let mut run = Self::at(&learned.position, density, settings, (learned.metric, whitening));
        run.step = DualAveraging::new(learned.step_size, settings.target_acceptance);
        run.schedule = Schedule::warm(settings.warmup);
        run
    }

    fn at(
        position: &[f64],
        density: &'a mut D,
        settings: &'a ChainSettings,
        (metric, whitening): (Metric, Whitening),
    ) -> Self {
        const FIRST_STEP: f64 = 0.1;
        let dimension = position.len();
        let mut density = Straightened::not(density);
        let mut arena = Arena::at(position, &mut density);
        arena.rewhiten(&whitening);
        Self {
            density,
            settings,
            rng: Rng::new(settings.seed, 2 * settings.chain + 1),
            arena,
            whitening,
            step: DualAveraging::new(FIRST_STEP, settings.target_acceptance),
            window: Window::default(),
            schedule: Schedule::cold(settings.warmup),
            chain: Chain {
                dimension,
                positions: Vec::with_capacity(settings.draws * dimension),
                energies: Vec::with_capacity(settings.draws),
                divergences: 0,
                gradients: 1,
                step_size: FIRST_STEP,
                metric,
            },
        }
    }

    fn progress(&self, phase: Phase, done: usize) -> Progress {
        let total = self.settings.warmup + self.settings.draws;
        Progress { phase, done, total, divergences: self.chain.divergences }
    }

    fn advance(&mut self, step: f64, max_depth: u32) -> Report {
        let mut dynamics = Dynamics {
            density: &mut self.density,
            whitening: &self.whitening,
            arena: &mut self.arena,
            step,
            max_depth,
        };
        let report = dynamics.transition(&mut self.rng);
        self.chain.gradients += u64::from(report.leapfrogs);
        report
    }

    fn warm_up(&mut self, done: usize) {
        let report = self.advance(self.step.step(), self.schedule.max_depth(done, self.settings.max_depth));
        self.step.update(report.acceptance);
        if self.schedule.collects(done) {
            self.window.push(self.arena.here());
        }
        if self.schedule.ends_window(done) {
            self.learn_metric();
        }
        if self.schedule.measures_curvature(done) {
            self.learn_curvature();
        }
    }

    fn learn_curvature(&mut self) {
        let Some(metric) = metric_by_curvature(self.arena.here(), &mut self.density) else { return self.find_step() };
        self.chain.gradients += self.chain.dimension as u64;
        self.adopt(metric);
    }

    fn learn_metric(&mut self) {
        self.straighten();
        let metric = self.window.metric(&self.whitening);
        self.window.clear();
        if let Some(metric) = metric {
            self.adopt(metric);
        }
    }

    /// Straightens the coordinates anew where the window tells how.
    fn straighten(&mut self) {
        if self.window.len() < ENOUGH_TO_STRAIGHTEN {
            return;
        }
        let former = self.window.straighten(&mut self.density);
        let mut position = self.arena.here().position.clone();
        self.density.restate(&former, &mut position);
        self.arena = Arena::at(&position, &mut self.density);
        self.arena.rewhiten(&self.whitening);
        self.chain.gradients += 1;
    }

    /// Uses a metric from now on, and looks for a step size anew.
    fn adopt(&mut self, metric: Metric) {
        let Some(whitening) = metric.prepare() else { return };
        self.chain.metric = metric;
        self.whitening = whitening;
        self.arena.rewhiten(&self.whitening);
        self.find_step();
    }

    /// Starts adapting the step size anew.
    fn find_step(&mut self) {
        self.step = DualAveraging::new(self.reasonable_step(), self.settings.target_acceptance);
    }

    /// Doubles or halves the step until one leapfrog's acceptance crosses 0.8 (Hoffman and Gelman 2014, algorithm 4).
    fn reasonable_step(&mut self) -> f64 {
        const LN_0_8: f64 = -0.223_143_551_314_209_76;
        let mut step = 0.1;
        self.arena.restart(&mut self.rng);
        let mut gain = |step: f64| {
            self.chain.gradients += 1;
            let next = self.arena.leapfrog(0, step, &self.whitening, &mut self.density);
            let gain = self.arena[0].energy() - self.arena[next].energy();
            self.arena.forget();
            gain
        };
        let grow = gain(step) > LN_0_8;
        for _ in 0..50 {
            let next = if grow { step * 2.0 } else { step * 0.5 };
            if (gain(next) > LN_0_8) != grow {
                return if grow { step } else { next };
            }
            step = next;
        }
        step
    }

    fn settle(&mut self) {
        self.chain.step_size = self.step.settled_step();
    }

    fn draw(&mut self) {
        let report = self.advance(self.chain.step_size, self.settings.max_depth);
        self.chain.divergences += usize::from(report.diverged);
        self.chain.energies.push(report.energy);
        self.density.push_position(&self.arena.here().position, &mut self.chain.positions);
    }
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

    /// Mean and variance of one parameter.
    fn moments(chain: &Chain, i: usize) -> (f64, f64) {
        let column: Vec<f64> = chain.draws().map(|d| d[i]).collect();
        (mean(&column), variance(&column))
    }

    #[test]
    fn a_warm_start_needs_a_short_warm_up_and_keeps_the_posterior() {
        let former = run(&ChainSettings { draws: 100, ..ChainSettings::default() }).unwrap();
        let learned = WarmStart::after(&former).unwrap();
        let settings = ChainSettings { warmup: 150, draws: 20_000, seed: 2, ..ChainSettings::default() };
        let again = |start: Start| sample_chain(&mut Pair, start, &settings, &mut |_| ControlFlow::Continue(()));
        let chain = again(learned.clone().into()).unwrap();
        for (i, expected) in [4.0, 5.0].into_iter().enumerate() {
            let (mean, variance) = moments(&chain, i);
            assert!((mean - 1.0).abs() < 0.08 && (variance / expected - 1.0).abs() < 0.08, "{mean} {variance}");
        }
        assert!((chain.step_size / former.step_size - 1.0).abs() < 0.5);
        // A metric of another model is not used.
        let strange = WarmStart { metric: Metric::identity(5), ..learned };
        assert_eq!(again(strange.clone().into()), again(strange.position.into()));
    }

    /// A normal of 500 parameters: scales from 0.1 to 10, one direction with 30 times the others' deviation.
    struct Wide {
        scales: Vec<f64>,
        direction: Vec<f64>,
    }

    impl Wide {
        const SIZE: usize = 500;
        const STRETCH: f64 = 900.0;

        fn new() -> Self {
            let scales = (0..Self::SIZE).map(|i| 0.1 * crate::math::exp(4.6 * i as f64 / Self::SIZE as f64)).collect();
            let raw: Vec<f64> = (0..Self::SIZE).map(|i| 1.0 + (i % 7) as f64).collect();
            let length = crate::math::dot(&raw, &raw).sqrt();
            Self { scales, direction: raw.iter().map(|u| u / length).collect() }
        }

        /// D^2 (1 + (stretch - 1) u^2), by parameter.
        fn variance(&self, i: usize) -> f64 {
            let (s, u) = (self.scales[i], self.direction[i]);
            s * s * (1.0 + (Self::STRETCH - 1.0) * u * u)
        }
    }

    impl LogDensity for Wide {
        fn dimension(&self) -> usize {
            Self::SIZE
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            let z: Vec<f64> = position.iter().zip(&self.scales).map(|(x, s)| x / s).collect();
            let along = (1.0 - 1.0 / Self::STRETCH) * crate::math::dot(&z, &self.direction);
            let mut log_density = 0.0;
            for i in 0..Self::SIZE {
                let slope = z[i] - along * self.direction[i];
                gradient[i] = -slope / self.scales[i];
                log_density -= 0.5 * z[i] * slope;
            }
            log_density
        }
    }

    #[test]
    fn five_hundred_correlated_parameters_are_recovered() {
        let mut density = Wide::new();
        let settings = ChainSettings { warmup: 600, draws: 1_000, ..ChainSettings::default() };
        let start = vec![0.5; Wide::SIZE];
        let chain = sample_chain(&mut density, start, &settings, &mut |_| ControlFlow::Continue(())).unwrap();
        let ratios: Vec<f64> = (0..Wide::SIZE).map(|i| moments(&chain, i).1 / density.variance(i)).collect();
        assert!((mean(&ratios) - 1.0).abs() < 0.15, "{}", mean(&ratios));
        assert!(ratios.iter().all(|r| (0.6..1.6).contains(r)), "{ratios:?}");
        assert!(matches!(chain.metric, Metric::LowRank { .. }) && chain.divergences == 0);
        assert!(chain.gradients < 120_000, "{}", chain.gradients);
    }
}
