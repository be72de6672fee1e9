//! Measures speed: gradient, draws and whole fits, natively and in Chromium, in one run on the same machine.
//!
//! `cargo xtask bench [--runs 3]`. Prints a table and writes `target/bench/report.json`. Figures are medians over
//! runs. Natively a fit takes one thread a chain; in Chromium, two workers, from the first worker's start to the
//! summary. `ess_per_s` is the smallest bulk effective sample size over the wall time.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::ingest;
use engine::math::quantile;
use engine::model::{Density, ModelSpec, default_spec};
use engine::panel::Panel;
use engine::posterior::{Fit, FitSettings, Posterior, run_chain, summarise};
use engine::random::Rng;
use engine::sampler::{Diagnostics, LogDensity};
use engine::simulate::{DEMO_WEEKS, demo};
use engine::transforms::saturation::Saturation;
use serde_json::{Value, json};
use sextant_tests::browser::{Person, Result, dist};
use sextant_tests::{fit, root, shared_data, wasm_engine};
use std::ops::ControlFlow;
use std::time::Instant;

/// A model on data.
struct Case {
    name: &'static str,
    panel: Panel,
    spec: ModelSpec,
}

/// One measurement.
struct Measured {
    wall_s: f64,
    diagnostics: Option<Diagnostics>,
    peak_mb: Option<f64>,
}

/// What is repeated.
#[derive(Clone, Copy)]
enum Work {
    Gradient,
    Draw,
    Fit,
}

const GRADIENTS: usize = 5_000;
const DRAWS: FitSettings = FitSettings { chains: 1, warmup: 0, draws: 200, seed: 1, target_acceptance: 0.9 };

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let mut runs = 3;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--runs" => runs = words.next().ok_or("--runs needs a number")?.parse()?,
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let mut rows = Vec::new();
    for case in cases()? {
        for work in [Work::Gradient, Work::Draw, Work::Fit] {
            rows.push(row(&case, work, "native", &repeat(runs, || native(&case, work))?));
        }
        rows.extend(in_chromium(&case, runs)?);
    }
    print(&rows);
    let folder = root().join("target/bench");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("report.json"), serde_json::to_string_pretty(&rows)?)?;
    Ok(())
}

fn cases() -> Result<Vec<Case>> {
    let panel = demo(DEMO_WEEKS)?.panel;
    let mut cases = vec![Case { name: "national_8", spec: default_spec(&panel), panel }];
    if let Some(path) = shared_data("mmm_example.csv") {
        let table = ingest::read("mmm_example.csv", &std::fs::read(path)?)?;
        let panel = ingest::assemble(&table, &ingest::propose(&table)).panel.ok_or("mmm_example.csv has no panel")?;
        let mut spec = default_spec(&panel);
        spec.channels.iter_mut().for_each(|c| c.saturation = Saturation::Logistic);
        cases.push(Case { name: "mmm_example", panel, spec });
    }
    Ok(cases)
}

fn repeat(runs: usize, mut once: impl FnMut() -> Result<Measured>) -> Result<Vec<Measured>> {
    (0..runs.max(1)).map(|_| once()).collect()
}

fn native(case: &Case, work: Work) -> Result<Measured> {
    let start = Instant::now();
    match work {
        Work::Gradient => {
            let mut density = Density::new(&case.spec, &case.panel)?;
            let position = density.start(&mut Rng::new(1, 0));
            let mut gradient = vec![0.0; position.len()];
            let start = Instant::now();
            let sum: f64 = (0..GRADIENTS).map(|_| density.log_density(&position, &mut gradient)).sum();
            std::hint::black_box(sum);
            return Ok(Measured::plain(start.elapsed().as_secs_f64() / GRADIENTS as f64));
        }
        Work::Draw => {
            run_chain(&case.spec, &case.panel, &DRAWS, 0, &mut |_| ControlFlow::Continue(()))?;
            return Ok(Measured::plain(start.elapsed().as_secs_f64() / DRAWS.draws as f64));
        }
        Work::Fit => {}
    }
    let posterior = fit(&case.spec, &case.panel, FitSettings::default())?;
    let diagnostics = summarise(&posterior).diagnostics;
    let wall_s = start.elapsed().as_secs_f64();
    Ok(Measured { wall_s, diagnostics: Some(diagnostics), peak_mb: peak_mb("self") })
}

impl Measured {
    fn plain(wall_s: f64) -> Self {
        Self { wall_s, diagnostics: None, peak_mb: None }
    }
}

/// The largest resident size that a process has had.
fn peak_mb(process: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<f64>().ok()? / 1024.0)
}

fn in_chromium(case: &Case, runs: usize) -> Result<Vec<Value>> {
    let Some(dist) = dist() else { return Ok(vec![]) };
    let server = xtask::serve::spawn(&dist, "/")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let Some(person) = Person::sit_down(1440, 1000).await? else { return Ok(vec![]) };
        person.open(&server.url()).await?;
        let mut fits = Vec::new();
        let mut draws = Vec::new();
        for _ in 0..runs {
            let warm = wasm_engine::run_chains(&person, &case.spec, &case.panel, FitSettings { draws: 1, ..DRAWS }, 1);
            let start_up = warm.await?.seconds;
            let some = wasm_engine::run_chains(&person, &case.spec, &case.panel, DRAWS, 1).await?;
            draws.push(Measured::plain((some.seconds - start_up).max(0.0) / DRAWS.draws as f64));
            fits.push(chromium_fit(&person, case).await?);
        }
        person.leave().await?;
        Ok(vec![row(case, Work::Draw, "chromium", &draws), row(case, Work::Fit, "chromium", &fits)])
    })
}

async fn chromium_fit(person: &Person, case: &Case) -> Result<Measured> {
    let settings = FitSettings::default();
    let sampled = wasm_engine::run_chains(person, &case.spec, &case.panel, settings, 2).await?;
    let told = wasm_engine::summarise(person, &case.spec, &case.panel, settings, &sampled.result).await?;
    // The same draws give the same verdict; computed here too so that a difference would be seen.
    let fit = Fit { spec: case.spec.clone(), settings, chains: sampled.result };
    let here = Posterior::new(fit, case.panel.clone())?.diagnostics;
    if here != told.result.diagnostics {
        return Err("the browser's diagnostics differ from the native ones".into());
    }
    let peak_mb = person.renderer_peak_mb();
    Ok(Measured { wall_s: sampled.seconds + told.seconds, diagnostics: Some(here), peak_mb })
}

fn row(case: &Case, work: Work, engine: &str, measured: &[Measured]) -> Value {
    let median = |f: &dyn Fn(&Measured) -> Option<f64>| {
        let mut values: Vec<f64> = measured.iter().filter_map(f).collect();
        if values.is_empty() { Value::Null } else { Value::from(quantile(&mut values, 0.5)) }
    };
    let name = match work {
        Work::Gradient => format!("{}: gradient", case.name),
        Work::Draw => format!("{}: draw", case.name),
        Work::Fit => case.name.to_owned(),
    };
    let of = |f: fn(&Diagnostics) -> f64| move |m: &Measured| m.diagnostics.as_ref().map(f);
    json!({
        "case": name,
        "engine": engine,
        "wall_s": median(&|m| Some(m.wall_s)),
        "min_bulk_ess": median(&of(|d| d.min_bulk_ess)),
        "ess_per_s": median(&|m| m.diagnostics.as_ref().map(|d| d.min_bulk_ess / m.wall_s)),
        "max_r_hat": median(&of(|d| d.max_r_hat)),
        "divergences": median(&of(|d| d.divergences as f64)),
        "peak_mb": median(&|m| m.peak_mb),
    })
}

fn print(rows: &[Value]) {
    println!(
        "{:24} {:9} {:>12} {:>9} {:>9} {:>7} {:>5} {:>8}",
        "case", "engine", "wall s", "min ESS", "ESS/s", "R-hat", "div", "peak MB"
    );
    for r in rows {
        let number = |key: &str, digits: usize| r[key].as_f64().map_or("-".into(), |x| format!("{x:.digits$}"));
        println!(
            "{:24} {:9} {:>12} {:>9} {:>9} {:>7} {:>5} {:>8}",
            r["case"].as_str().unwrap_or_default(),
            r["engine"].as_str().unwrap_or_default(),
            number("wall_s", 6),
            number("min_bulk_ess", 0),
            number("ess_per_s", 0),
            number("max_r_hat", 4),
            number("divergences", 0),
            number("peak_mb", 0),
        );
    }
}
