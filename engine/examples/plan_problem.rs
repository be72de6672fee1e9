//! Writes a planning problem with everything that another solver needs, and what this engine finds, as JSON.
//!
//! `cargo run --release -p engine --example plan_problem -- [--draws 100] [--seed 1] [--by-week]`. The random world of
//! that seed is fitted with the default model; a draw of a channel is its retention, half-saturation, shape and effect.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::model::default_spec;
use engine::plan::{Bounds, Flighting, PlanRequest, Scenario, TAIL_WEEKS, optimise};
use engine::posterior::{Fit, FitSettings, Posterior, run_chain};
use engine::simulate::random_world;
use serde_json::json;
use std::error::Error;
use std::ops::ControlFlow;

fn option(name: &str, default: u64) -> u64 {
    let arguments: Vec<String> = std::env::args().collect();
    let place = arguments.iter().position(|a| a == name);
    place.and_then(|i| arguments.get(i + 1)).and_then(|x| x.parse().ok()).unwrap_or(default)
}

fn main() -> Result<(), Box<dyn Error>> {
    let by_week = std::env::args().any(|a| a == "--by-week");
    let panel = random_world(option("--seed", 1)).simulate(156)?.panel;
    let spec = default_spec(&panel);
    let draws = usize::try_from(option("--draws", 100))?.div_ceil(4);
    let settings = FitSettings { warmup: 300, draws, ..FitSettings::default() };
    let chains =
        (0..settings.chains).map(|c| run_chain(&spec, &panel, &settings, c, &mut |_| ControlFlow::Continue(())));
    let chains = chains.collect::<Result<Option<Vec<_>>, _>>()?.ok_or("a chain was stopped")?;
    let posterior = Posterior::new(Fit { spec, settings, chains }, panel)?;
    let today = Scenario::going_on(&posterior.panel, 13);
    let totals = today.totals();
    let bounds: Vec<Bounds> = totals.iter().map(|x| Bounds { min: 0.3 * x, max: 2.0 * x }).collect();
    let mut request = PlanRequest::of_totals(today, totals.iter().sum(), &bounds);
    if by_week {
        request.flighting = Flighting::ByWeek;
    }
    let plan = optimise(&posterior, &request)?;
    let channel = |c: usize| {
        let spent = posterior.panel.channels()[c].spend_with_history();
        let draw = |d: &engine::posterior::Draw| {
            let channel = &d.channels[c];
            let p = &channel.parameters;
            json!([p.fading.retention, p.curve.half_saturation, p.curve.shape, channel.effects[0]])
        };
        json!({
            "name": posterior.panel.channels()[c].name, "spent": spent, "today": request.today.spend[c],
            "min": bounds[c].min, "max": bounds[c].max, "draws": posterior.draws.iter().map(draw).collect::<Vec<_>>(),
        })
    };
    let channels: Vec<_> = (0..totals.len()).map(channel).collect();
    println!(
        "{}",
        json!({
            "budget": totals.iter().sum::<f64>(), "tail": TAIL_WEEKS, "by_week": by_week, "channels": channels,
            "plan": plan.scenario.spend, "uplift": plan.uplift.mean,
        })
    );
    Ok(())
}
