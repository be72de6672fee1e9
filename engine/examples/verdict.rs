//! Holds the verdict before the fit against what fits then learn, on the demo and on simulated worlds.
//!
//! `cargo run --release -p engine --example verdict -- [--worlds 10] [--draws 300]`

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::math::mean;
use engine::model::default_spec;
use engine::posterior::{Fit, FitSettings, ParameterKind, Posterior, run_chain, summarise};
use engine::quality::{Standing, Verdict};
use engine::simulate::{Simulated, demo, random_world};
use std::error::Error;
use std::ops::ControlFlow;

/// Of one channel: what was expected, and by how much the fit narrowed the prior of its return.
struct Pair {
    standing: Standing,
    contraction: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut worlds, mut draws) = (10, 300);
    let words: Vec<String> = std::env::args().skip(1).collect();
    for pair in words.chunks(2) {
        let value: usize = pair.get(1).ok_or("every option needs a value")?.parse()?;
        match pair[0].as_str() {
            "--worlds" => worlds = value,
            "--draws" => draws = value,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let mut pairs = Vec::new();
    for world in std::iter::once(demo(156)).chain((0..worlds as u64).map(|seed| random_world(seed).simulate(156))) {
        pairs.extend(judge(&world?, draws)?);
    }
    for standing in [Standing::OnPrior, Standing::Partly, Standing::Well] {
        let of: Vec<f64> = pairs.iter().filter(|p| p.standing == standing).map(|p| p.contraction).collect();
        println!("{standing:?}: {} channels, narrowed by {:.2} on average", of.len(), mean(&of));
    }
    Ok(())
}

fn judge(world: &Simulated, draws: usize) -> Result<Vec<Pair>, Box<dyn Error>> {
    let verdict = Verdict::on(&world.panel);
    let spec = default_spec(&world.panel);
    let settings = FitSettings { warmup: draws, draws, chains: 2, ..FitSettings::default() };
    let chains: Result<Vec<_>, _> = (0..settings.chains)
        .map(|c| run_chain(&spec, &world.panel, &settings, c, &mut |_| ControlFlow::Continue(())))
        .collect();
    let chains = chains?.into_iter().flatten().collect();
    let summary = summarise(&Posterior::new(Fit { spec, settings, chains }, world.panel.clone())?);
    let returns = summary.learning.iter().filter(|l| l.kind == ParameterKind::Return);
    let pair = |(c, l): (usize, &engine::posterior::Learning)| {
        let (standing, signal) = (verdict.standings[c], verdict.signals[c]);
        println!("{:16} signal {signal:6.2}  {standing:8?}  narrowed by {:.2}", l.channel, l.contraction);
        Pair { standing, contraction: l.contraction }
    };
    Ok(returns.enumerate().map(pair).collect())
}
