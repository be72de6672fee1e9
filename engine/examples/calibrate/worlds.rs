//! Bias, error and coverage of the default on simulated worlds, beside the oracle's.
//!
//! Errors are relative to the world's true media. The weighted error is the sum over channels of
//! |estimated - true contribution| over true media, the estimate being the posterior mean that the product shows.

use crate::fitting::fit;
use crate::options::{Maker, Options, Task};
use engine::math::{Interval, mean, quantile, variance};
use engine::model::{ModelSpec, default_spec};
use engine::simulate::{Simulated, World, kinds_world, oracle_spec, random_world, wandering_world};
use std::error::Error;

/// What one world said about one model.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    total_error: f64,
    /// The error of the posterior median.
    median_error: f64,
    estimated_share: f64,
    true_share: f64,
    total_covered: bool,
    channels_covered: f64,
    weighted_error: f64,
    passes: bool,
}

/// Judges the default, and the oracle where there is one.
pub(crate) fn run(maker: Maker, options: &Options) -> Result<(), Box<dyn Error>> {
    let (mut defaults, mut oracles) = (Vec::new(), Vec::new());
    println!("seed  true share  estimated    error  weighted error   oracle's");
    for seed in options.first..options.first + options.worlds {
        let world = simulate(maker, seed)?;
        let verdict = judge(&world, &default_spec(&world.panel), options)?;
        print!("{seed:4}  {:10.3}  {:9.3}", verdict.true_share, verdict.estimated_share);
        print!("  {:+6.1} %  {:14.3}", 100.0 * verdict.total_error, verdict.weighted_error);
        defaults.push(verdict);
        if maker == Maker::Random {
            let oracle = judge(&world, &oracle_spec(&world.panel), options)?;
            print!("  {:9.3}", oracle.weighted_error);
            oracles.push(oracle);
        }
        println!();
    }
    report("default", &defaults);
    if !oracles.is_empty() {
        report("oracle", &oracles);
        let weighted = |verdicts: &[Verdict]| column(verdicts, |v| v.weighted_error);
        let (default, oracle) = (weighted(&defaults), weighted(&oracles));
        println!("weighted error over the oracle's  {}", ratio(&default, &oracle));
    }
    Ok(())
}

fn simulate(maker: Maker, seed: u64) -> Result<Simulated, Box<dyn Error>> {
    let world: World = match maker {
        Maker::Random => random_world(seed),
        Maker::Wandering => wandering_world(seed),
        Maker::Kinds => return Ok(kinds_world(seed)?),
    };
    Ok(world.simulate(world.base.len())?)
}

fn judge(world: &Simulated, spec: &ModelSpec, options: &Options) -> Result<Verdict, Box<dyn Error>> {
    let posterior = fit(spec, &world.panel, options)?;
    let outcome: f64 = world.panel.outcome().iter().sum();
    let mut total = vec![0.0; posterior.draws.len()];
    let (mut media, mut error, mut covered) = (0.0, 0.0, 0.0);
    for (c, channel) in world.panel.channels().iter().enumerate() {
        let mut draws = posterior.contribution(c).totals(0, world.panel.week_count());
        total.iter_mut().zip(&draws).for_each(|(sum, x)| *sum += x);
        let truth: f64 = world.truth.channels[c].contribution_by_week.iter().sum();
        let estimate = Interval::of(&mut draws);
        media += truth;
        error += (estimate.mean - truth).abs();
        covered += if estimate.contains(truth) { 1.0 } else { 0.0 };
        if options.task == Task::Worlds(Maker::Kinds) {
            let is_covered = if estimate.contains(truth) { "in" } else { "out" };
            let (mean, lo, hi) = (estimate.mean / truth, estimate.lo / truth, estimate.hi / truth);
            println!("  {:12} {mean:.2} of the truth, {lo:.2} to {hi:.2}: {is_covered}", channel.name);
        }
    }
    let estimate = Interval::of(&mut total);
    Ok(Verdict {
        total_error: estimate.mean / media - 1.0,
        median_error: quantile(&mut total, 0.5) / media - 1.0,
        estimated_share: estimate.mean / outcome,
        true_share: media / outcome,
        total_covered: estimate.contains(media),
        channels_covered: covered / world.panel.channels().len() as f64,
        weighted_error: error / media,
        passes: posterior.diagnostics.passes(),
    })
}

fn column(verdicts: &[Verdict], f: impl Fn(&Verdict) -> f64) -> Vec<f64> {
    verdicts.iter().map(f).collect()
}

/// The mean with its Monte-Carlo standard error.
fn with_error(values: &[f64]) -> (f64, f64) {
    (mean(values), (variance(values) / values.len().max(1) as f64).sqrt())
}

fn report(name: &str, verdicts: &[Verdict]) {
    let percent = |label: &str, f: fn(&Verdict) -> f64| {
        let (m, se) = with_error(&column(verdicts, f));
        println!("  {label:32}{:6.1} % (± {:.1})", 100.0 * m, 100.0 * se);
    };
    let share = |b: bool| if b { 1.0 } else { 0.0 };
    let (estimated, truth) = (column(verdicts, |v| v.estimated_share), column(verdicts, |v| v.true_share));
    let absolute = quantile(&mut column(verdicts, |v| v.total_error.abs()), 0.5);
    let (weighted, se) = with_error(&column(verdicts, |v| v.weighted_error));
    println!("{name}, {} worlds", verdicts.len());
    percent("bias of total media", |v| v.total_error);
    percent("bias of the posterior median", |v| v.median_error);
    println!("  {:32}{:6.1} %", "bias of the sum over worlds", 100.0 * (mean(&estimated) / mean(&truth) - 1.0));
    println!("  {:32}{:6.1} %", "median |error| of total media", 100.0 * absolute);
    percent("channels covered", |v| v.channels_covered);
    let (m, se_total) = with_error(&column(verdicts, |v| share(v.total_covered)));
    println!("  {:32}{:6.1} % (± {:.1})", "total covered", 100.0 * m, 100.0 * se_total);
    println!("  {:32}{weighted:6.3}   (± {se:.3})", "weighted error, mean");
    println!("  {:32}{:6.3}", "weighted error, median", quantile(&mut column(verdicts, |v| v.weighted_error), 0.5));
    println!("  {:32}{:6.1} %", "fits that pass the gate", 100.0 * mean(&column(verdicts, |v| share(v.passes))));
}

/// The ratio of means, with the standard error of the paired difference over the divisor.
fn ratio(numerator: &[f64], divisor: &[f64]) -> String {
    let r = mean(numerator) / mean(divisor);
    let rest: Vec<f64> = numerator.iter().zip(divisor).map(|(a, b)| a - r * b).collect();
    let (_, se) = with_error(&rest);
    format!("{r:.3} (± {:.3})", se / mean(divisor))
}
