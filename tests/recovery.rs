//! Known generating values lie in the ranges that are shown. Seeds are fixed and draws are the same everywhere, so
//! these tests give the same answer on every machine.

use engine::ingest;
use engine::math::Interval;
use engine::model::default_spec;
use engine::panel::Panel;
use engine::posterior::{ChannelDraw, FitSettings, Posterior, summarise};
use engine::simulate::random_world;
use engine::transforms::saturation::Saturation;
use sextant_tests::{fit, shared_data};

fn panel(file: &str) -> Option<Panel> {
    let path = shared_data(file)?;
    let bytes = std::fs::read(path).expect("the file can be read");
    let table = ingest::read(file, &bytes).expect("the file is a table");
    let mapping = ingest::propose(&table);
    ingest::assemble(&table, &mapping).panel
}

fn parameter(posterior: &Posterior, c: usize, f: impl Fn(&ChannelDraw) -> f64) -> Interval {
    Interval::of(&mut posterior.draws.iter().map(|d| f(&d.channels[c])).collect::<Vec<_>>())
}

/// y = ... + 3 s(x1) + 2 s(x2) with geometric carry-over .4 and .2 and logistic saturation 4 and 3 of max-scaled spend.
#[test]
fn the_example_of_pymc_marketing_is_recovered() {
    let Some(panel) = panel("mmm_example.csv") else { return };
    let mut spec = default_spec(&panel);
    spec.channels.iter_mut().for_each(|c| c.saturation = Saturation::Logistic);
    let posterior = fit(&spec, &panel, FitSettings::default()).expect("the panel can be fitted");
    assert!(posterior.diagnostics.passes(), "{:?}", posterior.diagnostics);
    for (c, (retention, rate)) in [(0.4, 4.0), (0.2, 3.0)].into_iter().enumerate() {
        let largest = panel.channels()[c].spend_by_week.iter().copied().fold(0.0, f64::max);
        let carried = parameter(&posterior, c, |d| d.parameters.fading.retention);
        let lambda = parameter(&posterior, c, |d| 3f64.ln() / d.parameters.curve.half_saturation * largest);
        assert!(carried.contains(retention), "retention of channel {c}: {carried:?}");
        assert!(lambda.contains(rate), "lambda of channel {c}: {lambda:?}");
    }
}

/// Over eight hard worlds of eight channels, about nine in ten 90 % ranges must hold the truth.
#[test]
fn ranges_cover_the_truth_on_simulated_worlds() {
    let settings = FitSettings { warmup: 400, draws: 400, ..FitSettings::default() };
    let (mut covered, mut channels) = (0, 0);
    for seed in 0..4 {
        let world = random_world(seed).simulate(156).expect("the world is a panel");
        let posterior = fit(&default_spec(&world.panel), &world.panel, settings).expect("the panel can be fitted");
        let summary = summarise(&posterior);
        for (truth, estimate) in world.truth.channels.iter().zip(&summary.channels) {
            covered += usize::from(estimate.contribution.contains(truth.contribution_by_week.iter().sum()));
            channels += 1;
        }
    }
    // Of 32 ranges at 90 %, 25 to 32 are covered in 98 of 100 repetitions.
    assert!((25..=32).contains(&covered), "{covered} of {channels}");
}
