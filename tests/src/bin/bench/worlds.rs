//! This engine and its peers against the truth of random worlds: the first seeds of `engine::simulate::random_world`.
//!
//! Every tool gets the same tables and its own defaults. The worlds are this project's; the defaults of its model were
//! chosen on others of the same make (`docs/method/calibration.md`), which the peers' were not.

use crate::cases::Case;
use crate::exchange;
use crate::judge::{HEADING, Judgement, over_worlds};
use crate::measured::{Outcome, Row};
use crate::native;
use crate::options::Options;
use crate::report::Report;
use crate::tools::{Peer, Peers};
use engine::posterior::FitSettings;
use engine::simulate::{World, random_world};
use sextant_tests::browser::Result;
use std::collections::BTreeMap;

/// The peers that are asked unless the command line says otherwise.
pub(crate) const USUAL: [Peer; 4] = [Peer::Nutpie, Peer::NutpieHill, Peer::Meridian, Peer::MeridianKnots];

/// Fits every world with every tool, one world after another, and prints what came out.
pub(crate) fn run(worlds: u64, options: &Options, peers: &Peers, report: &mut Report) -> Result<()> {
    let files = peers.files();
    let mut judged: BTreeMap<&str, Vec<Judgement>> = BTreeMap::new();
    for seed in (options.first_world..).take(worlds as usize) {
        let case = case(seed, &random_world(seed), options)?;
        let description = exchange::write(&files, &case)?;
        let case = Case { panel: exchange::read(&files, &case)?, ..case };
        let mut measure = |tool: &'static str, once: &dyn Fn() -> Result<Outcome>| -> Result<()> {
            let mut row = Row::new(case.name.clone(), tool);
            row.run(&case, once)?;
            judged.entry(tool).or_default().extend(row.judgement);
            report.put(&row)
        };
        measure("sextant", &|| native::whole_fit(&case))?;
        for peer in &options.peers {
            measure(peer.name(), &|| peers.fit(*peer, &description, &case))?;
        }
    }
    let lines = judged.iter().map(|(tool, judgements)| format!("{tool:15} {}", over_worlds(judgements)));
    report.say(&format!("{:15} {HEADING}\n{}", "tool", lines.collect::<Vec<_>>().join("\n")));
    Ok(())
}

/// The random world of a seed as a case.
pub(crate) fn case(seed: u64, world: &World, options: &Options) -> Result<Case> {
    let weeks = world.base.len();
    let usual = FitSettings::default();
    let draws = options.draws.unwrap_or(usual.draws);
    let settings = FitSettings { warmup: options.draws.unwrap_or(usual.warmup), draws, ..usual };
    Case::world(format!("world_{seed}"), world.simulate(weeks)?, settings)
}
