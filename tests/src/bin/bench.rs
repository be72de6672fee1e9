//! Measures speed: this engine's gradient, draw and fit, natively and in Chromium, and whole fits beside its peers.
//!
//! `cargo xtask bench`, with the options of `bench/options.rs`. Prints a table and writes `target/bench/report.json`
//! (`peers.json`, `worlds.json`, `world_plans.json`). Figures are medians over runs. Natively a fit takes one thread a chain; in Chromium,
//! two workers, from the first worker's start to the summary. ESS/s is the smallest bulk effective sample size over
//! the wall time, compilation included. What the peers are and how they are run is in `docs/method/peers.md`.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

#[path = "bench/answer.rs"]
mod answer;
#[path = "bench/cases.rs"]
mod cases;
#[path = "bench/chromium.rs"]
mod chromium;
#[path = "bench/exchange.rs"]
mod exchange;
#[path = "bench/judge.rs"]
mod judge;
#[path = "bench/measured.rs"]
mod measured;
#[path = "bench/native.rs"]
mod native;
#[path = "bench/options.rs"]
mod options;
#[path = "bench/plans.rs"]
mod plans;
#[path = "bench/quarter.rs"]
mod quarter;
#[path = "bench/report.rs"]
mod report;
#[path = "bench/tools.rs"]
mod tools;
#[path = "bench/world_plans.rs"]
mod world_plans;
#[path = "bench/worlds.rs"]
mod worlds;

use cases::Case;
use chromium::Chromium;
use measured::{Outcome, Row};
use options::{Options, Task};
use report::Report;
use sextant_tests::browser::Result;
use tools::{Peer, Peers};
use xtask::project::Project;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut options = Options::parse(&words)?;
    let project = Project::locate()?;
    match options.task {
        Task::Speed => speed(&options)?,
        Task::Plans => plans::run(&options, browser(&options)?.as_ref())?,
        Task::Peers => {
            let peers = ensure(&project, &mut options, &Peer::ALL)?;
            beside_peers(&options, &peers)?;
        }
        Task::Worlds(worlds) => {
            let peers = ensure(&project, &mut options, &worlds::USUAL)?;
            let mut report = Report::new("worlds")?;
            worlds::run(worlds, &options, &peers, &mut report)?;
        }
        Task::PlansOnWorlds(worlds) => {
            let peers = ensure(&project, &mut options, &world_plans::USUAL)?;
            let mut report = Report::new("world_plans")?;
            world_plans::run(worlds, &options, &peers, &mut report)?;
        }
    }
    if options.remove_peers {
        xtask::peers::remove(&project)?;
    }
    Ok(())
}

/// The environments of the peers that were asked for, or of the usual ones.
fn ensure(project: &Project, options: &mut Options, usual: &[Peer]) -> Result<Peers> {
    if options.peers.is_empty() {
        options.peers = usual.to_vec();
    }
    Peers::ensure(project, &options.peers, options.limits)
}

fn cases(options: &Options) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for name in &options.cases {
        let Some(mut case) = name.load()? else { continue };
        if let Some(draws) = options.draws {
            (case.settings.warmup, case.settings.draws) = (draws, draws);
        }
        cases.push(case);
    }
    Ok(cases)
}

fn browser(options: &Options) -> Result<Option<Chromium>> {
    if options.without_browser { Ok(None) } else { Chromium::open() }
}

/// Gradient, draw and fit of this engine.
fn speed(options: &Options) -> Result<()> {
    let chromium = browser(options)?;
    let mut report = Report::new("report")?;
    for case in cases(options)? {
        let measure = |work: &str, tool: &str, once: &dyn Fn() -> Result<Outcome>| -> Result<Row> {
            let mut row = Row::new(format!("{}{work}", case.name), tool);
            for _ in 0..options.runs {
                row.run(&case, once)?;
            }
            Ok(row)
        };
        report.put(&measure(": gradient", "native", &|| native::gradient(&case))?)?;
        report.put(&measure(": draw", "native", &|| native::draw(&case))?)?;
        report.put(&measure("", "native", &|| native::whole_fit(&case))?)?;
        if let Some(chromium) = &chromium {
            report.put(&measure(": draw", "chromium", &|| chromium.draw(&case))?)?;
            report.put(&measure("", "chromium", &|| chromium.whole_fit(&case))?)?;
        }
    }
    report.print();
    Ok(())
}

/// Fits of this engine and its peers to the same files, one after another in every run.
fn beside_peers(options: &Options, peers: &Peers) -> Result<()> {
    let chromium = browser(options)?;
    let mut report = Report::new("peers")?;
    for case in cases(options)? {
        let description = exchange::write(&peers.files(), &case)?;
        let case = Case { panel: exchange::read(&peers.files(), &case)?, ..case };
        let mut native = Row::new(case.name.clone(), "sextant native");
        let mut in_browser = Row::new(case.name.clone(), "in Chromium");
        let mut others: Vec<Row> = options.peers.iter().map(|p| Row::new(case.name.clone(), p.name())).collect();
        for _ in 0..options.runs {
            native.run(&case, || native::whole_fit(&case))?;
            report.put(&native)?;
            if let Some(chromium) = &chromium {
                in_browser.run(&case, || chromium.whole_fit(&case))?;
                report.put(&in_browser)?;
            }
            for (peer, row) in options.peers.iter().zip(&mut others) {
                row.run(&case, || peers.fit(*peer, &description, &case))?;
                report.put(row)?;
            }
        }
    }
    report.print();
    Ok(())
}
