//! Forecasts of the last quarter of simulated worlds, given what was really spent and what the price really was: the
//! weeks' and the total's coverage, their probability integral transforms, the probability of goals set at random around
//! what was forecast, the error of the total, and the skill over a seasonal-naive forecast.
//!
//! Weeks of a world share its errors; worlds are independent, so standard errors are over worlds.

use crate::fitting::fit;
use crate::options::{Maker, Options};
use engine::forecast::{Origin, PIT_BINS, Record, Scores, forecast, goal_outlook, score};
use engine::math::{mean, quantile, variance};
use engine::model::default_spec;
use engine::panel::Panel;
use engine::posterior::{Fit, Posterior};
use engine::random::Rng;
use engine::simulate::{World, random_world, wandering_world};
use std::error::Error;
use std::fs;

/// Weeks that are held out and forecast.
const HORIZON: usize = 13;
/// Bins of the reliability diagram.
const GOAL_BINS: usize = 5;
/// How far goals lie around the forecast, in standard deviations of the total.
const GOAL_SPREAD: f64 = 1.5;

/// What one world said.
struct Verdict {
    scores: Scores,
    /// Mean error over the standard deviation of the draws, week by week.
    standardised: Vec<f64>,
    /// The probability of a goal, and whether it was reached.
    goal: (f64, bool),
    /// Where the range comes from: parameters, process, observation.
    spread: [f64; 3],
}

/// Judges forecasts of the last quarter.
pub(crate) fn run(maker: Maker, options: &Options) -> Result<(), Box<dyn Error>> {
    let mut verdicts = Vec::new();
    for seed in options.first..options.first + options.worlds {
        let whole = world(maker, seed, options.noise)?;
        let posterior = fitted(&format!("{maker:?}-{seed}"), &whole, options)?;
        verdicts.push(judge(&posterior, &whole, seed));
    }
    let noise = options.noise.map_or(String::new(), |share| format!(", noise of {:.1} %", 100.0 * share));
    println!("{maker:?} worlds, {} of them{noise}", verdicts.len());
    report(&verdicts);
    Ok(())
}

/// What happened in a world, its noise set to a share of the mean outcome where one is given.
fn world(maker: Maker, seed: u64, noise: Option<f64>) -> Result<Panel, Box<dyn Error>> {
    let mut world: World = match maker {
        Maker::Random => random_world(seed),
        Maker::Wandering => wandering_world(seed),
        Maker::Kinds => return Err("the worlds of kinds have no forecasts".into()),
    };
    let weeks = world.base.len();
    if let Some(share) = noise {
        let usual = mean(world.simulate(weeks)?.panel.outcome());
        let factor = share * usual / variance(&world.noise).sqrt();
        world.noise.iter_mut().for_each(|x| *x *= factor);
    }
    Ok(world.simulate(weeks)?.panel)
}

/// The posterior of all weeks but the last quarter, from its file where there is one.
fn fitted(name: &str, whole: &Panel, options: &Options) -> Result<Posterior, Box<dyn Error>> {
    let panel = whole.first_weeks(whole.week_count() - HORIZON);
    let file = options.fits.as_ref().map(|folder| folder.join(format!("{name}-{:?}.json", options.noise)));
    if let Some(text) = file.as_ref().and_then(|f| fs::read_to_string(f).ok()) {
        let fit: Fit = serde_json::from_str(&text)?;
        return Ok(Posterior::new(fit, panel)?);
    }
    let posterior = fit(&default_spec(&panel), &panel, options)?;
    if let Some(file) = file {
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        fs::write(file, serde_json::to_string(&posterior.fit)?)?;
    }
    Ok(posterior)
}

fn judge(posterior: &Posterior, whole: &Panel, seed: u64) -> Verdict {
    let origin = Origin { weeks: posterior.panel.week_count(), horizon: HORIZON };
    let forecast = forecast(posterior, &origin.scenario(whole));
    let (history, actual) = whole.outcome().split_at(origin.weeks);
    let spread = variance(&forecast.sorted_totals).sqrt();
    let amount = mean(&forecast.sorted_totals) + GOAL_SPREAD * spread * Rng::new(seed, 77).normal();
    let weeks = actual.iter().zip(&forecast.weekly.mean).zip(&forecast.weekly.quantiles);
    Verdict {
        scores: score(&forecast, actual, history),
        // The 68 % range of a normal is two standard deviations wide.
        standardised: weeks.map(|((y, mean), q)| 2.0 * (y - mean) / (q[5] - q[1])).collect(),
        goal: (goal_outlook(&forecast.sorted_totals, amount).probability, actual.iter().sum::<f64>() >= amount),
        spread: [forecast.spread.parameters, forecast.spread.process, forecast.spread.observation],
    }
}

fn report(verdicts: &[Verdict]) {
    let scores: Vec<Scores> = verdicts.iter().map(|v| v.scores.clone()).collect();
    let record = Record::of(&scores);
    let totals: Vec<_> = scores.iter().filter_map(|s| s.total).collect();
    let part = |name: &str, values: Vec<f64>| {
        let error = (variance(&values) / values.len().max(1) as f64).sqrt();
        println!("  {name:36}{:6.1} % (± {:.1})", 100.0 * mean(&values), 100.0 * error);
    };
    let share = |b: bool| if b { 1.0 } else { 0.0 };
    part("weeks inside the 50 % range", scores.iter().map(|s| s.inside_50 as f64 / s.known() as f64).collect());
    part("weeks inside the 90 % range", scores.iter().map(|s| s.inside_90 as f64 / s.known() as f64).collect());
    part("totals inside the 50 % range", totals.iter().map(|t| share(t.is_inside_50)).collect());
    part("totals inside the 90 % range", totals.iter().map(|t| share(t.is_inside_90)).collect());
    let weeks = record.histogram;
    println!("  weeks by tenth of the PIT           {weeks:?}, chi-squared {:.1}", chi_squared(&weeks));
    let mut bins = [0; PIT_BINS];
    totals.iter().for_each(|t| bins[((t.pit * PIT_BINS as f64) as usize).min(PIT_BINS - 1)] += 1);
    println!("  totals by tenth of the PIT          {bins:?}, chi-squared {:.1}", chi_squared(&bins));
    let at = |p: f64| quantile(&mut totals.iter().map(|t| t.error.abs()).collect::<Vec<_>>(), p);
    println!("  |error| of the total, median, nine in ten  {:.2} %, {:.2} %", 100.0 * at(0.5), 100.0 * at(0.9));
    part("error of the total, mean", totals.iter().map(|t| t.error).collect());
    part("skill of a world", scores.iter().filter_map(Scores::skill).collect());
    println!("  {:36}{:6.1} %", "skill over all weeks", 100.0 * record.skill.unwrap_or_default());
    let by_week = |t: usize| mean(&verdicts.iter().map(|v| v.standardised[t] * v.standardised[t]).collect::<Vec<_>>());
    let by_week: Vec<String> = (0..HORIZON).map(|t| format!("{:.2}", by_week(t))).collect();
    println!("  mean squared error over the variance, week by week  {}", by_week.join(" "));
    for (i, name) in ["parameters", "process", "observation"].iter().enumerate() {
        part(&format!("of the total's variance from {name}"), verdicts.iter().map(|v| v.spread[i]).collect());
    }
    report_goals(verdicts);
}

/// How often goals were reached that were given about the same probability, with 90 % Wilson intervals.
fn report_goals(verdicts: &[Verdict]) {
    println!("  probability of a goal   goals   mean probability   reached   90 % interval");
    for bin in 0..GOAL_BINS {
        let is_here = |p: f64| ((p * GOAL_BINS as f64) as usize).min(GOAL_BINS - 1) == bin;
        let here: Vec<(f64, bool)> = verdicts.iter().map(|v| v.goal).filter(|(p, _)| is_here(*p)).collect();
        let reached = here.iter().filter(|(_, reached)| *reached).count();
        let n = here.len().max(1) as f64;
        let p = mean(&here.iter().map(|(p, _)| *p).collect::<Vec<_>>());
        let (lo, hi) = wilson(reached as f64, n);
        let share = reached as f64 / n;
        println!("  {bin:21}   {:5}   {p:16.3}   {share:7.3}   {lo:.3} to {hi:.3}", here.len());
    }
}

/// The 90 % interval of a share (Wilson 1927).
fn wilson(hits: f64, n: f64) -> (f64, f64) {
    const Z: f64 = 1.644_853_6;
    let (share, z2) = (hits / n, Z * Z);
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    (centre - half, centre + half)
}

fn chi_squared(bins: &[usize; PIT_BINS]) -> f64 {
    let expected = bins.iter().sum::<usize>() as f64 / PIT_BINS as f64;
    bins.iter().map(|n| (*n as f64 - expected) * (*n as f64 - expected) / expected.max(f64::MIN_POSITIVE)).sum()
}
