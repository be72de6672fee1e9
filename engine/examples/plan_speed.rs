//! Times plans, clouds, comparisons and forecasts on the demo: medians over repetitions, in milliseconds.
//!
//! `cargo run --release -p engine --example plan_speed -- [--draws 250] [--repeat 9]`, draws of each of four chains.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::desk::{Desk, Question, best_plan};
use engine::forecast::forecast;
use engine::model::default_spec;
use engine::plan::{Aim, Bounds, CloudRequest, Economics, Flighting, PlanRequest, Risk, Scenario, cloud, headroom};
use engine::posterior::{Fit, FitSettings, Posterior, run_chain};
use engine::simulate::{DEMO_WEEKS, demo};
use std::error::Error;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::time::Instant;

fn option(name: &str, default: usize) -> usize {
    let arguments: Vec<String> = std::env::args().collect();
    let place = arguments.iter().position(|a| a == name);
    place.and_then(|i| arguments.get(i + 1)).and_then(|x| x.parse().ok()).unwrap_or(default)
}

fn time(name: &str, repeat: usize, mut work: impl FnMut()) {
    let mut once = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..repeat).map(|_| once()).collect();
    times.sort_by(f64::total_cmp);
    println!("{name:40} {:8.1} ms", times[times.len() / 2]);
}

fn main() -> Result<(), Box<dyn Error>> {
    let (draws, repeat) = (option("--draws", 250), option("--repeat", 9));
    let panel = demo(DEMO_WEEKS)?.panel;
    let spec = default_spec(&panel);
    let settings = FitSettings { warmup: 500, draws, ..FitSettings::default() };
    let chains =
        (0..settings.chains).map(|c| run_chain(&spec, &panel, &settings, c, &mut |_| ControlFlow::Continue(())));
    let chains = chains.collect::<Result<Option<Vec<_>>, _>>()?.ok_or("a chain was stopped")?;
    let posterior = Posterior::new(Fit { spec, settings, chains }, panel)?;
    let today = Scenario::going_on(&posterior.panel, 13);
    let totals = today.totals();
    let budget: f64 = totals.iter().sum();
    let bounds: Vec<Bounds> = totals.iter().map(|x| Bounds { min: 0.5 * x, max: 2.0 * x }).collect();
    let request = PlanRequest::of_totals(today.clone(), budget, &bounds);
    println!("{} draws, {} channels", posterior.draws.len(), totals.len());
    let plan_for = |risk: Risk, flighting: Flighting| {
        let aim = Aim { risk, ..Aim::default() };
        let request = PlanRequest { aim, flighting, ..request.clone() };
        best_plan(&mut Desk::default(), &posterior, &request).expect("the request is possible")
    };
    let sorted = forecast(&posterior, &today).sorted_totals;
    let goal = Risk::Goal { amount: sorted[sorted.len() * 6 / 10] };
    time("plan, expected", repeat, || drop(black_box(plan_for(Risk::Expected, Flighting::AsToday))));
    time("plan, expected, by week", repeat, || drop(black_box(plan_for(Risk::Expected, Flighting::ByWeek))));
    time("plan, cautious", repeat, || drop(black_box(plan_for(Risk::Cautious { worst: 0.1 }, Flighting::AsToday))));
    time("plan, goal", repeat, || drop(black_box(plan_for(goal, Flighting::AsToday))));
    let count = 10_000;
    time("10,000 allocations", repeat, || {
        drop(black_box(cloud(&posterior, &CloudRequest { plan: request.clone(), count, seed: 1 })));
    });
    time("room of every channel", repeat, || drop(black_box(headroom(&posterior, &request))));
    let mut desk = Desk::default();
    let mut moved = 0.0;
    let goal = Some((engine::plan::Metric::Outcome, sorted[sorted.len() / 2]));
    let mut ask = || {
        moved += 0.001;
        let mut own = totals.clone();
        (own[0], own[1]) = (own[0] * (1.0 + moved), own[1] - own[0] * moved);
        let scenarios = vec![today.clone(), today.with_totals(&own)];
        drop(black_box(desk.compare(&posterior, &Question { scenarios, economics: Economics::default(), goal })));
    };
    time("what if, first", 1, &mut ask);
    time("what if, next", repeat.max(5), &mut ask);
    let year = Scenario::going_on(&posterior.panel, 52);
    time("forecast of 52 weeks", repeat, || drop(black_box(forecast(&posterior, &year))));
    let plan = plan_for(Risk::Expected, Flighting::AsToday);
    println!("uplift {:.0}, evidence {:?}", plan.uplift.mean, plan.evidence);
    let by_week = plan_for(Risk::Expected, Flighting::ByWeek);
    println!("by week {:.0}", by_week.uplift.mean);
    Ok(())
}
