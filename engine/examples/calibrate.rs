//! Judges the default model: against simulated worlds and the oracle, by the ranks of what was drawn from its own prior,
//! and on files with published truth.
//!
//! `cargo run --release -p engine --example calibrate -- [--worlds 20] [--first 0] [--chains 4] [--draws 500]`
//! with `--wandering` (worlds built another way), `--kinds` (a channel of each kind), `--sbc N` (simulation-based
//! calibration; `--sbc-kinds N` of the kinds of channels alone, `--sbc-forms N` of the forms of the outcome,
//! `--sbc-geographies N` of several geographies, `--sbc-geographies-forms N` of their outliers and counts) or
//! `--recovery` in place of random worlds. `--forecast` and `--forecast-wandering` judge forecasts of the last quarter,
//! with `--noise .048` of worlds that noisy and `--fits FOLDER` to keep the fits. What it found is in
//! `docs/method/calibration.md` and `docs/method/forecast.md`.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

#[path = "calibrate/fitting.rs"]
mod fitting;
#[path = "calibrate/forecasts.rs"]
mod forecasts;
#[path = "calibrate/options.rs"]
mod options;
#[path = "calibrate/ranks.rs"]
mod ranks;
#[path = "calibrate/ranks_of_geographies.rs"]
mod ranks_of_geographies;
#[path = "calibrate/recovery.rs"]
mod recovery;
#[path = "calibrate/worlds.rs"]
mod worlds;

use options::{Options, Task};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let options = Options::parse(&words)?;
    match options.task {
        Task::Worlds(maker) => worlds::run(maker, &options),
        Task::Ranks(simulations) => ranks::run(simulations, &options),
        Task::RanksOfKinds(simulations) => ranks::run_kinds(simulations, &options),
        Task::Forms(simulations) => ranks::run_forms(simulations, &options),
        Task::RanksOfGeographies(simulations) => ranks_of_geographies::run(simulations, &options),
        Task::FormsOfGeographies(simulations) => ranks_of_geographies::run_forms(simulations, &options),
        Task::Recovery => recovery::run(&options),
        Task::Forecasts(maker) => forecasts::run(maker, &options),
    }
}
