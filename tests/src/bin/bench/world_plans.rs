//! What the plans of this engine and of its peers really bring in random worlds: the first seeds of
//! `engine::simulate::random_world`, the quarter after the data, the same budget, bounds and weekly pattern for all.

use crate::answer::Answer;
use crate::cases::Case;
use crate::exchange;
use crate::measured::{Outcome, Row};
use crate::native;
use crate::options::Options;
use crate::quarter::Quarter;
use crate::report::Report;
use crate::tools::{Peer, Peers};
use crate::worlds;
use engine::math::{mean, quantile};
use engine::simulate::{World, random_world};
use sextant_tests::browser::Result;

/// The peers that are asked unless the command line says otherwise.
pub(crate) const USUAL: [Peer; 3] = [Peer::Nutpie, Peer::NutpieHill, Peer::MeridianKnots];

/// Units of currency in a unit of a random world's outcome.
const CURRENCY: f64 = 1e6;

/// Every tool's answers, world by world; none where it was stopped. This engine comes first.
type Answers = Vec<(&'static str, Vec<Option<Answer>>)>;

/// Fits and plans every world with every tool, one world after another, and prints what came out.
pub(crate) fn run(count: u64, options: &Options, peers: &Peers, report: &mut Report) -> Result<()> {
    let files = peers.files();
    let tools = std::iter::once("sextant").chain(options.peers.iter().map(|p| p.name()));
    let mut answers: Answers = tools.map(|tool| (tool, vec![])).collect();
    for seed in (options.first_world..).take(count as usize) {
        let world = in_currency(random_world(seed));
        let case = worlds::case(seed, &world, options)?;
        let quarter = Some(Quarter::after(&case.panel, &world));
        let case = Case { quarter, ..case };
        let description = exchange::write(&files, &case)?;
        let case = Case { panel: exchange::read(&files, &case)?, ..case };
        let mut ask = |tool: usize, once: &dyn Fn() -> Result<Outcome>| -> Result<()> {
            let (name, answers) = &mut answers[tool];
            let mut row = Row::new(case.name.clone(), *name);
            row.run(&case, once)?;
            answers.push(row.answer);
            report.put(&row)
        };
        ask(0, &|| native::whole_fit(&case))?;
        for (i, peer) in options.peers.iter().enumerate() {
            ask(i + 1, &|| peers.fit(*peer, &description, &case))?;
        }
    }
    report.say(&table(options.first_world, count, &answers));
    Ok(())
}

/// The same world with an outcome of about a million a week: Meridian plans in whole units of the currency.
fn in_currency(mut world: World) -> World {
    world.base.iter_mut().chain(&mut world.noise).for_each(|x| *x *= CURRENCY);
    world.channels.iter_mut().for_each(|c| c.effect *= CURRENCY);
    world.drivers.iter_mut().for_each(|d| d.effect *= CURRENCY);
    world
}

/// A line a world with every tool's true uplift in percent, then what they come to.
fn table(first: u64, worlds: u64, answers: &Answers) -> String {
    let names: Vec<&str> = answers.iter().map(|(name, _)| *name).collect();
    let mut text = format!("| world | {} | best |\n| --- |{}\n", names.join(" | "), " --- |".repeat(names.len() + 1));
    for w in 0..worlds as usize {
        let percent = |x: f64| format!("{:+.2}", 100.0 * x);
        let of = |(_, all): &(&str, Vec<Option<Answer>>)| all[w].map_or("-".into(), |a| percent(a.uplift));
        let cells: Vec<String> = answers.iter().map(of).collect();
        let best = answers.iter().find_map(|(_, all)| all[w]).map_or("-".into(), |a| percent(a.possible));
        text += &format!("| {} | {} | {best} |\n", first + w as u64, cells.join(" | "));
    }
    let mut line = |name: &str, figure: &dyn Fn(&[Option<Answer>]) -> String| {
        let cells: Vec<String> = answers.iter().map(|(_, all)| figure(all)).collect();
        text += &format!("| {name} | {} | |\n", cells.join(" | "));
    };
    let own = answers.first().map_or(&[][..], |(_, own)| own);
    line("share of the possible, %", &|all| with_error(&values(all, |a| Some(100.0 * a.share()))));
    line("promised less true, points", &|all| with_error(&values(all, |a| Some(100.0 * (a.promised? - a.uplift)))));
    line("worlds in which this engine's is at least as high", &|all| {
        let pairs: Vec<(Answer, Answer)> = own.iter().zip(all).filter_map(|(a, b)| (*a).zip(*b)).collect();
        format!("{} of {}", pairs.iter().filter(|(a, b)| a.uplift >= b.uplift).count(), pairs.len())
    });
    line("seconds of planning, median", &|all| format!("{:.1}", quantile(&mut values(all, |a| Some(a.seconds)), 0.5)));
    line("furthest outside of what was asked, % of the budget", &|all| {
        format!("{:.2}", 100.0 * values(all, |a| Some(a.excess)).into_iter().fold(0.0, f64::max))
    });
    text
}

fn values(answers: &[Option<Answer>], figure: fn(&Answer) -> Option<f64>) -> Vec<f64> {
    answers.iter().flatten().filter_map(figure).collect()
}

/// The mean and its Monte-Carlo standard error.
fn with_error(values: &[f64]) -> String {
    let error = (engine::math::variance(values) / values.len().max(1) as f64).sqrt();
    format!("{:.1} ± {error:.1}", mean(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_are_compared_where_both_answered() {
        let answer =
            |uplift: f64| Some(Answer { uplift, possible: 0.1, promised: Some(0.05), excess: 0.0, seconds: 2.0 });
        let own = ("sextant", vec![answer(0.05), answer(0.02)]);
        let text = table(0, 2, &vec![own, ("a peer", vec![answer(0.04), None])]);
        assert!(text.contains("| 1 | +2.00 | - | +10.00 |"), "{text}");
        assert!(text.contains("| 2 of 2 | 1 of 1 | |"), "{text}");
    }
}
