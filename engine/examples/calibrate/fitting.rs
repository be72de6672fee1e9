//! One fit, its chains side by side.

use crate::options::Options;
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::posterior::{Fit, FitSettings, Posterior, run_chain};
use std::error::Error;
use std::ops::ControlFlow;

/// Fits `spec` to `panel`.
pub(crate) fn fit(spec: &ModelSpec, panel: &Panel, options: &Options) -> Result<Posterior, Box<dyn Error>> {
    let settings =
        FitSettings { chains: options.chains, warmup: options.draws, draws: options.draws, ..FitSettings::default() };
    let run = |c| run_chain(spec, panel, &settings, c, &mut |_| ControlFlow::Continue(()));
    let chains: Result<Vec<_>, _> = std::thread::scope(|s| {
        let handles: Vec<_> = (0..settings.chains).map(|c| s.spawn(move || run(c))).collect();
        handles.into_iter().filter_map(|h| h.join().ok()).collect()
    });
    let chains = chains?.into_iter().flatten().collect();
    Ok(Posterior::new(Fit { spec: spec.clone(), settings, chains }, panel.clone())?)
}
