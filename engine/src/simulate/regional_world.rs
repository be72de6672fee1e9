//! Random worlds of several geographies, for judging and timing models that measure them together.
//!
//! Every geography has its own population, level, demand, spend and, around a common one, its own effect of each
//! channel; carry-over and saturation are shared per head. Media bring about a third of the outcome.

use crate::calendar::{add_weeks, season_phase};
use crate::math::{exp, ln, sin_cos};
use crate::model::Link;
use crate::panel::{Channel, OutcomeKind, Panel, PanelError, PanelParts, Region};
use crate::posterior::Form;
use crate::random::Rng;
use crate::transforms::carryover::geometric;
use crate::transforms::saturation::{Curve, Saturation};
use jiff::civil::{Date, date};

const FIRST_WEEK: Date = date(2022, 1, 3);
/// Relative differences of a channel's effect between geographies.
const EFFECT_SPREAD: f64 = 0.25;
/// Noise as a share of a geography's mean outcome.
const NOISE: f64 = 0.06;
/// The stream of random numbers for the scatter of another form.
const SCATTER_STREAM: u64 = 8;
/// What all channels bring, over what comes without them.
const MEDIA: f64 = 0.5;

/// A panel of several geographies and what really happened in it.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionalWorld {
    /// What a team would see.
    pub panel: Panel,
    /// Contribution of each channel in each geography over all weeks: channels x geographies.
    pub contributions: Vec<Vec<f64>>,
}

/// One channel's way of working.
struct Way {
    retention: f64,
    curve: Curve,
    effect: f64,
    level: f64,
}

/// The world with this seed: `geographies` x `weeks` x `channels`.
///
/// # Errors
/// [`PanelError`] where there is no week or no geography.
pub fn regional_world(
    seed: u64,
    geographies: usize,
    weeks: usize,
    channels: usize,
) -> Result<RegionalWorld, PanelError> {
    world(seed, [geographies, weeks, channels], NOISE, |region, brought| {
        brought.iter().map(|weekly| region.share * weekly.iter().sum::<f64>()).collect()
    })
}

/// The same world with an outcome of another form, where a week of the nation without media brings about `size`: effects
/// that multiply, weeks with outliers, counts of each geography. `form.scale` is relative: over `size` where effects add up.
///
/// # Errors
/// [`PanelError`] where there is no week or no geography.
pub fn formed_regional_world(
    seed: u64,
    [geographies, weeks, channels]: [usize; 3],
    form: Form,
    size: f64,
) -> Result<RegionalWorld, PanelError> {
    let mut rng = Rng::new(seed, SCATTER_STREAM);
    world(seed, [geographies, weeks, channels], 0.0, |region, brought| {
        let mut totals = vec![0.0; channels];
        for t in 0..weeks {
            let media: f64 = brought.iter().map(|weekly| weekly[t]).sum();
            let plain = region.outcome[t] / region.share - media;
            let (base, unit) = match form.link {
                Link::Identity => (plain * size, size),
                Link::Log => (ln(plain.max(0.1) * size), 1.0),
            };
            let form = if form.link == Link::Log { form } else { Form { scale: form.scale * size, ..form } };
            let with = base + unit * media;
            let share = region.share * unit * form.share(with, base);
            totals.iter_mut().zip(brought).for_each(|(sum, weekly)| *sum += share * weekly[t]);
            region.outcome[t] = match form.link {
                Link::Identity => region.share * form.scatter(with, &mut rng),
                // Counts of a geography are its own.
                Link::Log => form.scatter(region.share * form.expected(with), &mut rng),
            };
        }
        totals
    })
}

/// The world whose geographies `finish` completes, given what each channel brought there a week per share; it says what
/// each brought in total.
fn world(
    seed: u64,
    [geographies, weeks, channels]: [usize; 3],
    noise: f64,
    mut finish: impl FnMut(&mut Region, &[Vec<f64>]) -> Vec<f64>,
) -> Result<RegionalWorld, PanelError> {
    let mut rng = Rng::new(seed, 7);
    let ways: Vec<Way> = (0..channels).map(|_| way(channels, &mut rng)).collect();
    let populations: Vec<f64> = (0..geographies).map(|_| exp(0.8 * rng.normal())).collect();
    let total: f64 = populations.iter().sum();
    let mut contributions = vec![Vec::with_capacity(geographies); channels];
    let mut regions = Vec::with_capacity(geographies);
    for (g, population) in populations.iter().enumerate() {
        let share = population / total;
        let (mut region, brought) = region(format!("Region {:02}", g + 1), share, (weeks, noise), &ways, &mut rng);
        let brought = finish(&mut region, &brought);
        regions.push(region);
        contributions.iter_mut().zip(brought).for_each(|(all, one)| all.push(one));
    }
    let sum = |series: &dyn Fn(&Region) -> f64| regions.iter().map(series).sum::<f64>();
    let panel = Panel::new(PanelParts {
        weeks: (0..weeks).map(|t| add_weeks(FIRST_WEEK, t as i64)).collect(),
        outcome_name: "sales".into(),
        outcome_kind: OutcomeKind::Money,
        outcome: (0..weeks).map(|t| sum(&|r| r.outcome[t])).collect(),
        channels: (0..channels)
            .map(|c| Channel::new(format!("channel {}", c + 1), (0..weeks).map(|t| sum(&|r| r.spend[c][t])).collect()))
            .collect(),
        drivers: vec![],
        regions,
    })?;
    Ok(RegionalWorld { panel, contributions })
}

fn way(channels: usize, rng: &mut Rng) -> Way {
    let level = exp(0.7 * rng.normal());
    Way {
        retention: rng.between(0.0, 0.7),
        curve: Curve { half_saturation: level * rng.between(0.5, 2.0), shape: exp(0.25 * rng.normal()) },
        effect: MEDIA / channels as f64 * 2.0 * exp(0.5 * rng.normal()),
        level,
    }
}

/// A geography whose nation-like outcome without media is about one a week.
fn region(
    name: String,
    share: f64,
    (weeks, noise): (usize, f64),
    ways: &[Way],
    rng: &mut Rng,
) -> (Region, Vec<Vec<f64>>) {
    let (level, trend, amplitude) = (exp(0.25 * rng.normal()), 0.08 * rng.normal(), 0.08 + 0.02 * rng.normal());
    let mut outcome: Vec<f64> = (0..weeks)
        .map(|t| {
            let (sin, _) = sin_cos(season_phase(add_weeks(FIRST_WEEK, t as i64)));
            level * (1.0 + trend * t as f64 / 52.0 + amplitude * sin) + noise * rng.normal()
        })
        .collect();
    let (mut spends, mut brought) = (Vec::with_capacity(ways.len()), Vec::with_capacity(ways.len()));
    for way in ways {
        let spend = spend(way.level * exp(0.4 * rng.normal()), weeks, rng);
        let mut contribution = vec![0.0; weeks];
        geometric(&spend, way.retention, &mut contribution);
        Saturation::Hill.respond(way.curve, &mut contribution);
        let effect = way.effect * (1.0 + EFFECT_SPREAD * rng.normal()).max(0.0);
        contribution.iter_mut().for_each(|h| *h *= effect);
        outcome.iter_mut().zip(&contribution).for_each(|(y, h)| *y += h);
        brought.push(contribution);
        spends.push(spend.iter().map(|x| x * share).collect());
    }
    outcome.iter_mut().for_each(|y| *y *= share);
    (Region { name, share, outcome, spend: spends, drivers: vec![], history: vec![], activities: vec![] }, brought)
}

/// Bursts around `level`.
fn spend(level: f64, weeks: usize, rng: &mut Rng) -> Vec<f64> {
    let (on, off) = (4 + rng.below(8), rng.below(6));
    let shift = rng.below(on + off);
    let week = |t: usize| {
        let active = (t + shift) % (on + off) < on;
        if active { level * exp(0.4 * rng.normal()) } else { 0.0 }
    };
    (0..weeks).map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NoiseFamily, default_spec};
    use crate::posterior::{Fit, FitSettings, Posterior, Summary, run_chain, summarise};
    use std::ops::ControlFlow;

    const FORM: [usize; 3] = [5, 104, 3];
    const SIZE: f64 = 2_000.0;

    fn form(link: Link, noise: NoiseFamily, degrees: f64) -> Form {
        Form { link, noise, scale: 0.05, degrees }
    }

    /// A fit of `world` with a model of this form, and the draws' mean noise.
    fn fit(world: &RegionalWorld, link: Link, noise: NoiseFamily, draws: usize) -> (Summary, f64) {
        let mut spec = default_spec(&world.panel);
        spec.set_link(link, crate::math::mean(world.panel.outcome()));
        spec.outcome.noise = noise;
        let settings = FitSettings { chains: 2, warmup: 500, draws, ..FitSettings::default() };
        let run =
            |c| run_chain(&spec, &world.panel, &settings, c, &mut |_| ControlFlow::Continue(())).unwrap().unwrap();
        let chains = (0..2).map(run).collect();
        let posterior = Posterior::new(Fit { spec: spec.clone(), settings, chains }, world.panel.clone()).unwrap();
        let noises: Vec<f64> = posterior.draws.iter().map(|d| d.scales.noise).collect();
        (summarise(&posterior), crate::math::mean(&noises))
    }

    /// The range and the truth of every channel in every geography.
    fn parts(summary: &Summary, world: &RegionalWorld) -> Vec<(crate::math::Interval, f64)> {
        let of = |(g, region): (usize, &crate::posterior::RegionSummary)| {
            let channels = region.channels.iter().zip(&world.contributions);
            channels.map(|(found, truth)| (found.contribution, truth[g])).collect::<Vec<_>>()
        };
        summary.regions.iter().enumerate().flat_map(of).collect()
    }

    /// The gate passes, the scatter is found, and what the nation's channels, and those of each geography, brought lies
    /// in at least seven of ten ranges.
    fn check(link: Link, noise: NoiseFamily) {
        let degrees = if noise == NoiseFamily::StudentT { 3.0 } else { f64::INFINITY };
        let (mut channels, mut of_places) = (0, 0);
        for (seed, draws) in [(1, 1_200), (2, 500)] {
            let world = formed_regional_world(seed, FORM, form(link, noise, degrees), SIZE).unwrap();
            let (summary, scale) = fit(&world, link, noise, draws);
            let diagnostics = &summary.diagnostics;
            assert!(diagnostics.passes() || draws < 1_000, "{link:?} {noise:?}: {diagnostics:?}");
            assert!(
                diagnostics.max_r_hat < 1.05 && diagnostics.divergences == 0,
                "{link:?} {noise:?}: {diagnostics:?}"
            );
            let size = if link == Link::Log { 1.0 } else { SIZE };
            assert!((0.7..1.5).contains(&(scale / size / 0.05)), "{link:?} {noise:?}: noise {scale}");
            let truth = world.contributions.iter().map(|c| c.iter().sum());
            channels += summary.channels.iter().zip(truth).filter(|(s, t)| s.contribution.contains(*t)).count();
            of_places += parts(&summary, &world).iter().filter(|(found, truth)| found.contains(*truth)).count();
            assert!(summary.check.coverage > 0.8, "{link:?} {noise:?}: {:?}", summary.check);
        }
        assert!(channels >= 5, "{link:?} {noise:?}: {channels} of 6");
        assert!(of_places >= 21, "{link:?} {noise:?}: {of_places} of 30");
    }

    /// Where a few weeks lie very far off, Student's t is nearer to the truth, and surer.
    #[test]
    fn outliers_pull_less_where_they_are_expected() {
        let (mut errors, mut widths) = ([0.0; 2], [0.0; 2]);
        for seed in 1..3 {
            let world =
                formed_regional_world(seed, FORM, form(Link::Identity, NoiseFamily::StudentT, 1.5), SIZE).unwrap();
            for (i, noise) in [NoiseFamily::Normal, NoiseFamily::StudentT].into_iter().enumerate() {
                for (found, truth) in parts(&fit(&world, Link::Identity, noise, 300).0, &world) {
                    errors[i] += (found.mean - truth).abs();
                    widths[i] += found.hi - found.lo;
                }
            }
        }
        assert!(errors[1] < 0.8 * errors[0] && widths[1] < 0.8 * widths[0], "{errors:?} {widths:?}");
    }

    #[test]
    fn geographies_with_outliers_are_recovered() {
        check(Link::Identity, NoiseFamily::StudentT);
    }

    #[test]
    fn geographies_with_outliers_of_the_logarithm_are_recovered() {
        check(Link::Log, NoiseFamily::StudentT);
    }

    #[test]
    fn counts_of_geographies_are_recovered() {
        check(Link::Log, NoiseFamily::NegativeBinomial);
    }

    #[test]
    fn parts_add_up_and_media_bring_their_share() {
        let world = regional_world(1, 5, 60, 3).unwrap();
        let panel = &world.panel;
        let total: f64 = panel.outcome().iter().sum();
        let media: f64 = world.contributions.iter().flatten().sum();
        assert!((0.1..0.7).contains(&(media / total)), "{}", media / total);
        assert!((panel.regions().iter().map(|r| r.share).sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(world.contributions[2].len(), 5);
        assert_ne!(regional_world(2, 5, 60, 3).unwrap(), world);
    }
}
