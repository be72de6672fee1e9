//! Simulation-based calibration of several geographies measured together: every geography's level, coefficients and effects
//! differ from the nation's by normal deviations, whose scales are drawn from their priors too.
//!
//! The prior is drawn here anew, place by place, while the density integrates all of it out or, where weeks do not scatter
//! normally, leads from white coordinates to it.

use crate::options::Options;
use crate::ranks::{Drawn, draw_channel, histograms, named, report};
use engine::model::{
    ChannelParameters, CoefficientKind, Density, FEWEST_DEGREES, GeographyScales, Link, ModelSpec, NoiseFamily,
    OutcomeSpec, Parameters, default_spec,
};
use engine::panel::{Panel, PanelParts};
use engine::posterior::Form;
use engine::random::Rng;
use engine::simulate::regional_world;
use engine::transforms::carryover::Past;
use std::error::Error;

const GEOGRAPHIES: usize = 4;
const CHANNELS: usize = 3;
const WEEKS: usize = 78;
/// The nation's outcome in a week without media, where it is counted.
const COUNTS_A_WEEK: f64 = 1_000.0;

/// Prints the ranks of every parameter.
pub(crate) fn run(simulations: usize, options: &Options) -> Result<(), Box<dyn Error>> {
    let panel = regional_world(0, GEOGRAPHIES, WEEKS, CHANNELS)?.panel;
    let spec = default_spec(&panel);
    let name = format!("{GEOGRAPHIES} geographies");
    report(&name, simulations, &histograms(&spec, simulations, options, |rng| draw(&spec, &panel, rng))?);
    Ok(())
}

/// Prints the ranks of every parameter for outliers, of the outcome and of its logarithm, and for counts.
pub(crate) fn run_forms(simulations: usize, options: &Options) -> Result<(), Box<dyn Error>> {
    let mut parts = PanelParts::from(regional_world(0, GEOGRAPHIES, WEEKS, CHANNELS)?.panel);
    parts.regions.iter_mut().flat_map(|r| &mut r.outcome).for_each(|y| *y = (*y * COUNTS_A_WEEK).round());
    let sum = |t: usize| parts.regions.iter().map(|r| r.outcome[t]).sum();
    parts.outcome = (0..WEEKS).map(sum).collect();
    let panel = Panel::new(parts)?;
    let forms = [
        ("Student's t", Link::Identity, NoiseFamily::StudentT),
        ("counts", Link::Log, NoiseFamily::NegativeBinomial),
        ("Student's t of the logarithm", Link::Log, NoiseFamily::StudentT),
    ];
    for (name, link, noise) in forms {
        let mut spec = default_spec(&panel);
        spec.set_link(link, engine::math::mean(panel.outcome()));
        spec.outcome.noise = noise;
        let name = format!("{GEOGRAPHIES} geographies, {name}");
        report(&name, simulations, &histograms(&spec, simulations, options, |rng| draw(&spec, &panel, rng))?);
    }
    Ok(())
}

fn draw(spec: &ModelSpec, panel: &Panel, rng: &mut Rng) -> Result<Drawn, Box<dyn Error>> {
    let overall = spec.pool.overall.at(rng.normal());
    let channels: Vec<ChannelParameters> = spec.channels.iter().map(|c| draw_channel(c, spec, overall, rng)).collect();
    let b = &spec.baseline;
    let [slope_change, season, driver] = [b.slope_change, b.season, b.driver].map(|prior| prior.at(rng.normal()));
    let noise = spec.noise.at(rng.normal());
    let form = form(spec, noise, rng);
    let of = spec.geography.as_ref().ok_or("a model of one geography")?;
    let [level, base, effect] = [of.level, of.base, of.effect].map(|prior| prior.at(rng.normal()));
    let density = Density::new(spec, panel)?;
    let kinds = density.baselines().next().map(|baseline| baseline.kinds.clone()).unwrap_or_default();
    let nation = b.draw_from_prior(&kinds, [slope_change, season, driver], rng);
    let responses = responses(spec, panel, &channels);
    let mut parts = PanelParts::from(panel.clone());
    parts.outcome.fill(0.0);
    for ((region, baseline), responses) in parts.regions.iter_mut().zip(density.baselines()).zip(&responses) {
        let mut series = vec![0.0; panel.week_count()];
        let apart = |kind: &CoefficientKind| match kind {
            CoefficientKind::Level => level,
            CoefficientKind::Slope => base * b.slope.sd,
            CoefficientKind::SlopeChange => base * slope_change,
            CoefficientKind::Season => base * season,
            CoefficientKind::Driver(_) => base * driver,
        };
        let own: Vec<f64> = nation.iter().zip(&kinds).map(|(mean, kind)| mean + apart(kind) * rng.normal()).collect();
        baseline.add_part(&own, |_| true, &mut series);
        for response in responses {
            let relative = 1.0 + effect * rng.normal();
            series.iter_mut().zip(response).for_each(|(y, h)| *y += relative * h);
        }
        series.iter_mut().for_each(|y| {
            *y = match form.noise {
                NoiseFamily::NegativeBinomial => form.scatter(region.share * form.expected(*y), rng),
                NoiseFamily::Normal | NoiseFamily::StudentT => region.share * form.scatter(form.expected(*y), rng),
            }
        });
        parts.outcome.iter_mut().zip(&series).for_each(|(sum, y)| *sum += y);
        region.outcome = series;
    }
    let geography = Some(GeographyScales { level, base, effect });
    let degrees = form.degrees;
    let parameters = Parameters { channels, noise, degrees, slope_change, season, driver, geography };
    let drawn = Panel::new(parts)?;
    Ok((named(spec, &drawn, &parameters), drawn))
}

/// The form of the outcome, with the degrees of freedom drawn where there are any.
fn form(spec: &ModelSpec, scale: f64, rng: &mut Rng) -> Form {
    let OutcomeSpec { link, noise, degrees, .. } = spec.outcome;
    let degrees = match noise {
        NoiseFamily::StudentT => FEWEST_DEGREES + degrees.at(rng.normal()),
        NoiseFamily::Normal | NoiseFamily::NegativeBinomial => f64::INFINITY,
    };
    Form { link, noise, scale, degrees }
}

/// What every channel brings a week in each geography per share, without deviations: geographies x channels x weeks.
fn responses(spec: &ModelSpec, panel: &Panel, channels: &[ChannelParameters]) -> Vec<Vec<Vec<f64>>> {
    let respond = |c: usize, spend: &[f64], share: f64| -> Vec<f64> {
        let drive: Vec<f64> = spend.iter().map(|x| x / share).collect();
        let mut out = vec![0.0; drive.len()];
        channels[c].response(spec.channels[c].families()).respond(&Past::default(), &drive, &mut out);
        out
    };
    let plain: Vec<Vec<Vec<f64>>> = panel
        .regions()
        .iter()
        .map(|region| region.spend.iter().enumerate().map(|(c, spend)| respond(c, spend, region.share)).collect())
        .collect();
    let week = if spec.outcome.link == Link::Log { spec.outcome.usual_week } else { 1.0 };
    let effect = |c: usize| {
        let regions = panel.regions().iter().zip(&plain);
        let sum: f64 = regions.map(|(region, own)| region.share * own[c].iter().sum::<f64>()).sum();
        channels[c].quantity * panel.channels()[c].spend_by_week.iter().sum::<f64>() / (sum * week)
    };
    let effects: Vec<f64> = (0..channels.len()).map(effect).collect();
    let scaled = |(own, effect): (&Vec<f64>, &f64)| own.iter().map(|h| effect * h).collect();
    plain.iter().map(|region| region.iter().zip(&effects).map(scaled).collect()).collect()
}
