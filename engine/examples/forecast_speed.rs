//! Times the forecast of a year, eight channels: `cargo run --release -p engine --example forecast_speed`.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::forecast::{doubted, forecast};
use engine::model::{Layout, default_spec};
use engine::plan::Scenario;
use engine::posterior::{Fit, FitSettings, Posterior};
use engine::random::Rng;
use engine::sampler::{Chain, Metric};
use engine::simulate::random_world;
use std::error::Error;
use std::time::Instant;

/// Weeks that are forecast.
const HORIZON: usize = 52;
/// Times that each forecast is made.
const RUNS: usize = 11;

fn main() -> Result<(), Box<dyn Error>> {
    let panel = random_world(1).simulate(156)?.panel;
    let spec = default_spec(&panel);
    let dimension = Layout::new(&spec, &panel).dimension();
    for count in [1_000, 4_000] {
        let mut rng = Rng::new(1, 0);
        let chain = Chain {
            dimension,
            positions: (0..count * dimension).map(|_| 0.5 * rng.normal()).collect(),
            energies: vec![0.0; count],
            divergences: 0,
            gradients: 0,
            step_size: 1.0,
            metric: Metric::identity(dimension),
        };
        let fit = Fit { spec: spec.clone(), settings: FitSettings::default(), chains: vec![chain] };
        let posterior = Posterior::new(fit, panel.clone())?;
        let plain = Scenario::going_on(&panel, HORIZON);
        for (name, scenario) in [("as assumed", plain.clone()), ("with uncertain assumptions", doubted(plain, &panel))]
        {
            let mut times: Vec<f64> = (0..RUNS)
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(forecast(&posterior, &scenario));
                    1e3 * start.elapsed().as_secs_f64()
                })
                .collect();
            times.sort_by(f64::total_cmp);
            println!("{count} draws, {name}: {:.1} ms (fastest {:.1} ms)", times[RUNS / 2], times[0]);
        }
    }
    Ok(())
}
