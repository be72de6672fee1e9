//! This engine, natively: one thread a chain.

use crate::cases::Case;
use crate::measured::{Measured, Outcome, Planned};
use engine::model::Density;
use engine::plan::optimise;
use engine::posterior::{FitSettings, Posterior, Summary, run_chain, summarise};
use engine::random::Rng;
use engine::sampler::{LogDensity, bulk_ess};
use sextant_tests::browser::Result;
use sextant_tests::fit;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use xtask::watched::{cpu_s, largest_resident_mb};

/// Long enough for a steady figure.
const GRADIENT_TIME: Duration = Duration::from_millis(500);

/// What a draw is measured with: one chain, without warm-up.
pub(crate) fn draws(case: &Case) -> FitSettings {
    let draws = if case.panel.regions().is_empty() { 200 } else { 20 };
    FitSettings { chains: 1, warmup: 0, draws, ..case.settings }
}

/// Seconds a gradient.
pub(crate) fn gradient(case: &Case) -> Result<Outcome> {
    let mut density = Density::new(&case.spec, &case.panel)?;
    let position = density.start(&mut Rng::new(1, 0));
    let mut gradient = vec![0.0; position.len()];
    let start = Instant::now();
    let mut count = 0;
    while count < 10 || start.elapsed() < GRADIENT_TIME {
        std::hint::black_box(density.log_density(&position, &mut gradient));
        count += 1;
    }
    Ok(Outcome::Measured(Measured::plain(start.elapsed().as_secs_f64() / f64::from(count))))
}

/// Seconds a draw.
pub(crate) fn draw(case: &Case) -> Result<Outcome> {
    let settings = draws(case);
    let start = Instant::now();
    run_chain(&case.spec, &case.panel, &settings, 0, &mut |_| ControlFlow::Continue(()))?;
    Ok(Outcome::Measured(Measured::plain(start.elapsed().as_secs_f64() / settings.draws as f64)))
}

/// A whole fit with its summary, and the plan where one is asked for.
pub(crate) fn whole_fit(case: &Case) -> Result<Outcome> {
    forget_largest("self");
    let cpu_before = cpu_s("self");
    let start = Instant::now();
    let posterior = fit(&case.spec, &case.panel, case.settings)?;
    let summary = summarise(&posterior);
    let wall_s = start.elapsed().as_secs_f64();
    let used = (cpu_s("self").zip(cpu_before).map(|(now, before)| now - before), largest_resident_mb("self"));
    let plan = planned(case, &posterior)?;
    Ok(Outcome::Measured(Measured { plan, ..described(&posterior, &summary, wall_s, used) }))
}

fn planned(case: &Case, posterior: &Posterior) -> Result<Option<Planned>> {
    let Some(quarter) = &case.quarter else { return Ok(None) };
    let start = Instant::now();
    let plan = optimise(posterior, &quarter.request())?;
    Ok(Some(Planned {
        totals: plan.scenario.totals(),
        promised: Some(plan.uplift.mean / plan.today_response.mean),
        seconds: start.elapsed().as_secs_f64(),
    }))
}

/// The figures of a fit that took `wall_s`, some processor time and some memory.
pub(crate) fn described(
    posterior: &Posterior,
    summary: &Summary,
    wall_s: f64,
    (cpu_s, peak_mb): (Option<f64>, Option<f64>),
) -> Measured {
    let d = &summary.diagnostics;
    Measured {
        wall_s,
        cpu_s,
        peak_mb,
        min_bulk_ess: Some(d.min_bulk_ess),
        min_total_ess: Some(min_total_ess(posterior)),
        max_r_hat: Some(d.max_r_hat),
        divergences: Some(d.divergences as f64),
        channels: summary.channels.iter().map(|c| c.contribution).collect(),
        media: Some(summary.media),
        plan: None,
    }
}

/// The smallest bulk effective sample size of the channels' total contributions.
fn min_total_ess(posterior: &Posterior) -> f64 {
    let weeks = posterior.panel.week_count();
    let of = |c: usize| {
        let totals = posterior.contribution(c).totals(0, weeks);
        let by_chain: Vec<Vec<f64>> = totals.chunks(posterior.fit.settings.draws.max(1)).map(<[f64]>::to_vec).collect();
        bulk_ess(&by_chain)
    };
    (0..posterior.panel.channels().len()).map(of).fold(f64::INFINITY, f64::min)
}

/// Lets a process's largest resident size be counted anew; where that cannot be, it stays that of all it did.
pub(crate) fn forget_largest(process: &str) {
    let _ = std::fs::write(format!("/proc/{process}/clear_refs"), "5");
}
