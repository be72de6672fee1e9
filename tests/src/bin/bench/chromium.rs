//! This engine in Chromium: two workers, from the first worker's start to the summary.

use crate::cases::Case;
use crate::measured::{Measured, Outcome};
use crate::native::{described, draws, forget_largest};
use app::worker::Request;
use engine::posterior::{Fit, FitSettings, Posterior};
use sextant_tests::browser::{Person, Result, dist};
use sextant_tests::wasm_engine;
use tokio::runtime::Runtime;
use xtask::serve::Server;
use xtask::watched::cpu_s;

const WORKERS: usize = 2;

/// The bundle in a browser; a new one for each case, so that memory is that case's.
pub(crate) struct Chromium {
    runtime: Runtime,
    server: Server,
}

impl Chromium {
    /// Serves the bundle; `None` where there is none.
    pub(crate) fn open() -> Result<Option<Self>> {
        let Some(dist) = dist() else { return Ok(None) };
        let server = xtask::serve::spawn(&dist, "/")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Some(Self { runtime, server }))
    }

    /// Seconds a draw.
    pub(crate) fn draw(&self, case: &Case) -> Result<Outcome> {
        self.with_person(async |person| {
            let settings = draws(case);
            let one = FitSettings { draws: 1, ..settings };
            let start_up = wasm_engine::run_chains(person, &case.spec, &case.panel, one, 1).await?.seconds;
            let some = wasm_engine::run_chains(person, &case.spec, &case.panel, settings, 1).await?.seconds;
            Ok(Measured::plain((some - start_up).max(0.0) / (settings.draws - 1) as f64))
        })
    }

    /// A whole fit with its summary.
    pub(crate) fn whole_fit(&self, case: &Case) -> Result<Outcome> {
        self.with_person(async |person| {
            let settings = case.settings;
            let tab = person.renderers().into_iter().map(|id| id.to_string()).collect::<Vec<_>>();
            tab.iter().for_each(|id| forget_largest(id));
            let spent = || tab.iter().filter_map(|id| cpu_s(id)).sum::<f64>();
            let before = spent();
            let sampled = wasm_engine::run_chains(person, &case.spec, &case.panel, settings, WORKERS).await?;
            let told = wasm_engine::summarise(person, &case.spec, &case.panel, settings, &sampled.result).await?;
            let used = (Some(spent() - before), person.renderer_peak_mb());
            // The same draws give the same verdict; computed here too so that a difference would be seen.
            let fit = Fit { spec: case.spec.clone(), settings, chains: sampled.result };
            let posterior = Posterior::new(fit, case.panel.clone())?;
            if posterior.diagnostics != told.result.diagnostics {
                return Err("the browser's diagnostics differ from the native ones".into());
            }
            Ok(described(&posterior, &told.result, sampled.seconds + told.seconds, used))
        })
    }

    /// Seconds of each question to a fit, asked one after another.
    pub(crate) fn ask(&self, posterior: &Posterior, questions: Vec<Request>) -> Result<Vec<f64>> {
        self.runtime.block_on(async {
            let Some(person) = Person::sit_down(1440, 1000).await? else { return Err("no browser".into()) };
            person.open(&self.server.url()).await?;
            let Fit { spec, settings, chains } = &posterior.fit;
            let told = wasm_engine::ask(&person, (spec, &posterior.panel, *settings), chains, questions).await;
            person.leave().await?;
            Ok(told?.times.split_off(1))
        })
    }

    fn with_person(&self, work: impl AsyncFnOnce(&Person) -> Result<Measured>) -> Result<Outcome> {
        self.runtime.block_on(async {
            let Some(person) = Person::sit_down(1440, 1000).await? else {
                return Ok(Outcome::Stopped("no browser".into()));
            };
            person.open(&self.server.url()).await?;
            let measured = work(&person).await;
            person.leave().await?;
            Ok(Outcome::Measured(measured?))
        })
    }
}
