//! What is asked of a fitted demo: plans, allocations, comparisons and forecasts, natively and in Chromium.
//!
//! Eight channels, 4 x 250 draws. Figures are medians over repetitions, from the question to its answer; in Chromium the
//! request's and the answer's passage between page and worker is part of them.

use crate::chromium::Chromium;
use crate::options::Options;
use app::worker::Request;
use engine::desk::{Desk, Question, best_plan};
use engine::forecast::forecast;
use engine::math::quantile;
use engine::model::default_spec;
use engine::plan::{
    Aim, Bounds, CloudRequest, Economics, Flighting, Metric, PlanRequest, Risk, Scenario, cloud, headroom,
};
use engine::posterior::{FitSettings, Posterior};
use engine::simulate::{DEMO_WEEKS, demo};
use sextant_tests::browser::Result;
use sextant_tests::fit;
use std::time::Instant;

const SETTINGS: FitSettings = FitSettings { chains: 4, warmup: 500, draws: 250, seed: 1, target_acceptance: 0.9 };
/// Repetitions of each question.
const REPEATED: usize = 9;
/// Allocations of a cloud.
const ALLOCATIONS: usize = 10_000;

/// One kind of question, asked again and again.
struct Work {
    name: &'static str,
    /// The question of each repetition.
    ask: Box<dyn Fn(usize) -> Request>,
}

/// Measures and prints a table.
pub(crate) fn run(options: &Options, chromium: Option<&Chromium>) -> Result<()> {
    let panel = demo(DEMO_WEEKS)?.panel;
    let spec = default_spec(&panel);
    let posterior = fit(&spec, &panel, SETTINGS)?;
    let works = works(&posterior);
    let repeated = REPEATED.max(options.runs);
    let questions: Vec<Request> = works.iter().flat_map(|w| (0..repeated).map(|i| (w.ask)(i))).collect();
    let native = natively(&posterior, &questions);
    let in_browser = chromium.map(|c| c.ask(&posterior, questions.clone())).transpose()?;
    let median = |times: &[f64], w: usize| quantile(&mut times[w * repeated..(w + 1) * repeated].to_vec(), 0.5) * 1e3;
    println!("| 8 channels, {} draws | native, ms | Chromium, ms |\n| --- | --- | --- |", posterior.draws.len());
    for (w, work) in works.iter().enumerate() {
        let there = in_browser.as_ref().map_or("-".to_owned(), |times| format!("{:.1}", median(times, w)));
        println!("| {} | {:.1} | {there} |", work.name, median(&native, w));
    }
    Ok(())
}

fn works(posterior: &Posterior) -> Vec<Work> {
    let today = Scenario::going_on(&posterior.panel, 13);
    let totals = today.totals();
    let bounds: Vec<Bounds> = totals.iter().map(|x| Bounds { min: 0.5 * x, max: 2.0 * x }).collect();
    let request = PlanRequest::of_totals(today.clone(), totals.iter().sum(), &bounds);
    let sorted = forecast(posterior, &today).sorted_totals;
    let amount = sorted[sorted.len() * 6 / 10];
    let plan = |name: &'static str, risk: Risk, flighting: Flighting| {
        let request = PlanRequest { aim: Aim { risk, ..Aim::default() }, flighting, ..request.clone() };
        Work { name, ask: Box::new(move |_| Request::Plan { fit: 1, request: request.clone() }) }
    };
    let drawn = CloudRequest { plan: request.clone(), count: ALLOCATIONS, seed: 1 };
    let (year, roomy) = (Scenario::going_on(&posterior.panel, 52), request.clone());
    let moved = move |i: usize| {
        let (mut own, part) = (totals.clone(), 0.01 * (i + 1) as f64);
        (own[0], own[1]) = (own[0] + part * own[1], own[1] * (1.0 - part));
        let goal = Some((Metric::Outcome, amount));
        let scenarios = vec![today.clone(), today.with_totals(&own)];
        Request::Compare { fit: 1, question: Question { scenarios, economics: Economics::default(), goal } }
    };
    vec![
        plan("plan of 13 weeks, highest mean", Risk::Expected, Flighting::AsToday),
        plan("the same, weeks free", Risk::Expected, Flighting::ByWeek),
        plan("the same, cautious", Risk::Cautious { worst: 0.1 }, Flighting::AsToday),
        plan("the same, for a goal", Risk::Goal { amount }, Flighting::AsToday),
        Work { name: "10,000 allocations", ask: Box::new(move |_| Request::Cloud { fit: 1, request: drawn.clone() }) },
        Work {
            name: "room of every channel",
            ask: Box::new(move |_| Request::Headroom { fit: 1, request: roomy.clone() }),
        },
        Work { name: "what if money is moved", ask: Box::new(moved) },
        Work {
            name: "forecast of 52 weeks",
            ask: Box::new(move |_| Request::Forecast { fit: 1, scenario: year.clone() }),
        },
    ]
}

/// Seconds of each question.
fn natively(posterior: &Posterior, questions: &[Request]) -> Vec<f64> {
    let mut desk = Desk::default();
    let mut time = |question: &Request| {
        let start = Instant::now();
        match question {
            Request::Plan { request, .. } => drop(std::hint::black_box(best_plan(&mut desk, posterior, request))),
            Request::Cloud { request, .. } => drop(std::hint::black_box(cloud(posterior, request))),
            Request::Headroom { request, .. } => drop(std::hint::black_box(headroom(posterior, request))),
            Request::Compare { question, .. } => drop(std::hint::black_box(desk.compare(posterior, question))),
            Request::Forecast { scenario, .. } => drop(std::hint::black_box(forecast(posterior, scenario))),
            _ => {}
        }
        start.elapsed().as_secs_f64()
    };
    questions.iter().map(&mut time).collect()
}
