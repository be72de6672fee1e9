//! Fits a random world of several geographies and holds the result against the truth.
//!
//! `cargo run --release -p engine --example regions -- [--geographies 20] [--weeks 156] [--channels 6] [--draws 500]
//! [--seed 1] [--form normal|t|log-t|counts] [--model normal|t|log-t|counts]`
//!
//! The form is that of the world, the model's is the same unless it is given.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::model::{Density, Link, NoiseFamily, default_spec};
use engine::posterior::{Fit, FitSettings, Form, Posterior, run_chain, summarise};
use engine::random::Rng;
use engine::sampler::LogDensity;
use engine::simulate::{formed_regional_world, regional_world};
use std::error::Error;
use std::ops::ControlFlow;
use std::time::Instant;

const GRADIENTS: u32 = 200;
/// The outcome of a week without media, where the form is not normal.
const SIZE: f64 = 2_000.0;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut geographies, mut weeks, mut channels, mut draws, mut seed) = (20, 156, 6, 500, 1);
    let (mut made, mut measured) = (None, None);
    let words: Vec<String> = std::env::args().skip(1).collect();
    for pair in words.chunks(2) {
        let word = pair.get(1).ok_or("every option needs a value")?;
        match pair[0].as_str() {
            "--form" => made = Some(form(word)?),
            "--model" => measured = Some(form(word)?),
            _ => {}
        }
        if pair[0] == "--form" || pair[0] == "--model" {
            continue;
        }
        let value: usize = word.parse()?;
        match pair[0].as_str() {
            "--geographies" => geographies = value,
            "--weeks" => weeks = value,
            "--channels" => channels = value,
            "--draws" => draws = value,
            "--seed" => seed = value,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let world = match made {
        None => regional_world(seed as u64, geographies, weeks, channels)?,
        Some(form) => formed_regional_world(seed as u64, [geographies, weeks, channels], form, SIZE)?,
    };
    let mut spec = default_spec(&world.panel);
    if let Some(form) = measured.or(made) {
        spec.set_link(form.link, world.panel.outcome().iter().sum::<f64>() / weeks as f64);
        spec.outcome.noise = form.noise;
    }
    let mut density = Density::new(&spec, &world.panel)?;
    let position = density.start(&mut Rng::new(1, 0));
    let mut gradient = vec![0.0; position.len()];
    let start = Instant::now();
    for _ in 0..GRADIENTS {
        std::hint::black_box(density.log_density(&position, &mut gradient));
    }
    println!("{} parameters, a gradient takes {:?}", position.len(), start.elapsed() / GRADIENTS);
    let start = Instant::now();
    let settings = FitSettings { warmup: draws, draws, ..FitSettings::default() };
    let run = |c| run_chain(&spec, &world.panel, &settings, c, &mut |_| ControlFlow::Continue(()));
    let chains: Result<Vec<_>, _> = std::thread::scope(|s| {
        let handles: Vec<_> = (0..settings.chains).map(|c| s.spawn(move || run(c))).collect();
        handles.into_iter().filter_map(|h| h.join().ok()).collect()
    });
    let chains: Vec<_> = chains?.into_iter().flatten().collect();
    let gradients: u64 = chains.iter().map(|c| c.gradients).sum();
    let sampled = start.elapsed();
    let posterior = Posterior::new(Fit { spec, settings, chains }, world.panel.clone())?;
    let summary = summarise(&posterior);
    let wall = start.elapsed().as_secs_f64();
    let truth: Vec<f64> = world.contributions.iter().map(|c| c.iter().sum()).collect();
    let covered = summary.channels.iter().zip(&truth).filter(|(s, t)| s.contribution.contains(**t)).count();
    let parts = summary.regions.iter().enumerate().flat_map(|(g, r)| {
        let channels = r.channels.iter().zip(&world.contributions);
        channels.map(move |(s, t)| s.contribution.contains(t[g]))
    });
    let parts: Vec<bool> = parts.collect();
    let total: f64 = truth.iter().sum();
    println!("{:#?}", summary.diagnostics);
    println!("total media {:+.1} %", 100.0 * (summary.media.mean / total - 1.0));
    println!("channels covered {covered}/{}", truth.len());
    println!("channels in geographies covered {}/{}", parts.iter().filter(|p| **p).count(), parts.len());
    println!(
        "{sampled:.1?} sampling, {wall:.1} s in all, {gradients} gradients, {:.1} min bulk ESS/s",
        summary.diagnostics.min_bulk_ess / wall
    );
    Ok(())
}

/// A form of the outcome by its name.
fn form(name: &str) -> Result<Form, Box<dyn Error>> {
    let (link, noise, degrees) = match name {
        "normal" => (Link::Identity, NoiseFamily::Normal, f64::INFINITY),
        "t" => (Link::Identity, NoiseFamily::StudentT, 3.0),
        "log-t" => (Link::Log, NoiseFamily::StudentT, 3.0),
        "counts" => (Link::Log, NoiseFamily::NegativeBinomial, f64::INFINITY),
        other => return Err(format!("unknown form {other}").into()),
    };
    Ok(Form { link, noise, scale: 0.05, degrees })
}
