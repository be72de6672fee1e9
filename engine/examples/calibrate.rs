//! Judges the default model on simulated worlds: bias, error and coverage against the truth.
//!
//! `cargo run --release -p engine --example calibrate -- [--worlds 20] [--first 0] [--draws 500]`

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::math::{mean, quantile};
use engine::model::default_spec;
use engine::posterior::{Fit, FitSettings, Posterior, Summary, run_chain, summarise};
use engine::simulate::{Simulated, random_world};
use std::error::Error;
use std::ops::ControlFlow;

/// What one world said about the model.
struct Verdict {
    total_error: f64,
    total_covered: bool,
    covered: usize,
    channels: usize,
    weighted_error: f64,
    passes: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut worlds, mut first, mut draws) = (20, 0, 500);
    let words: Vec<String> = std::env::args().skip(1).collect();
    for pair in words.chunks(2) {
        let value: usize = pair.get(1).ok_or("every option needs a value")?.parse()?;
        match pair[0].as_str() {
            "--worlds" => worlds = value,
            "--first" => first = value,
            "--draws" => draws = value,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let mut verdicts = Vec::new();
    println!("world  media true  estimated    error  covered  weighted error  passes");
    for seed in first..first + worlds {
        let world = random_world(seed as u64).simulate(156)?;
        let summary = fit(&world, draws)?;
        let verdict = judge(&world, &summary);
        println!(
            "{seed:5}  {:10.2}  {:9.2}  {:+6.1} %  {:>3}/{} {}  {:14.2}  {}",
            true_media(&world),
            summary.media.mean,
            100.0 * verdict.total_error,
            verdict.covered,
            verdict.channels,
            if verdict.total_covered { "and total" } else { "not total" },
            verdict.weighted_error,
            verdict.passes,
        );
        verdicts.push(verdict);
    }
    report(&verdicts);
    Ok(())
}

fn fit(world: &Simulated, draws: usize) -> Result<Summary, Box<dyn Error>> {
    let spec = default_spec(&world.panel);
    let settings = FitSettings { warmup: draws, draws, ..FitSettings::default() };
    let run = |c| run_chain(&spec, &world.panel, &settings, c, &mut |_| ControlFlow::Continue(()));
    let chains: Result<Vec<_>, _> = std::thread::scope(|s| {
        let handles: Vec<_> = (0..settings.chains).map(|c| s.spawn(move || run(c))).collect();
        handles.into_iter().filter_map(|h| h.join().ok()).collect()
    });
    let chains = chains?.into_iter().flatten().collect();
    Ok(summarise(&Posterior::new(Fit { spec: spec.clone(), settings, chains }, world.panel.clone())?))
}

fn true_media(world: &Simulated) -> f64 {
    world.truth.channels.iter().flat_map(|c| &c.contribution_by_week).sum()
}

fn judge(world: &Simulated, summary: &Summary) -> Verdict {
    let media = true_media(world);
    let pairs = world.truth.channels.iter().zip(&summary.channels);
    let truth_of = |c: &engine::simulate::ChannelTruth| c.contribution_by_week.iter().sum::<f64>();
    let error: f64 = pairs.clone().map(|(t, s)| (s.contribution.mean - truth_of(t)).abs()).sum();
    Verdict {
        total_error: summary.media.mean / media - 1.0,
        total_covered: summary.media.contains(media),
        covered: pairs.clone().filter(|(t, s)| s.contribution.contains(truth_of(t))).count(),
        channels: summary.channels.len(),
        weighted_error: error / media,
        passes: summary.diagnostics.passes(),
    }
}

fn report(verdicts: &[Verdict]) {
    let column = |f: fn(&Verdict) -> f64| verdicts.iter().map(f).collect::<Vec<_>>();
    let covered: usize = verdicts.iter().map(|v| v.covered).sum();
    let channels: usize = verdicts.iter().map(|v| v.channels).sum();
    println!("worlds {}", verdicts.len());
    println!("bias of total media           {:+.1} %", 100.0 * mean(&column(|v| v.total_error)));
    println!("median |error| of total media {:.1} %", 100.0 * quantile(&mut column(|v| v.total_error.abs()), 0.5));
    println!("total covered                 {:.0} %", 100.0 * mean(&column(|v| f64::from(u8::from(v.total_covered)))));
    println!("channels covered              {:.1} %", 100.0 * covered as f64 / channels.max(1) as f64);
    println!("median weighted error         {:.3}", quantile(&mut column(|v| v.weighted_error), 0.5));
    println!("fits that pass the gate       {:.0} %", 100.0 * mean(&column(|v| f64::from(u8::from(v.passes)))));
}
