//! Simulation-based calibration of several geographies measured together: every geography's level, coefficients and effects
//! differ from the nation's by normal deviations, whose scales are drawn from their priors too.
//!
//! The prior is drawn here anew, place by place, while the density integrates all of it out.

use crate::options::Options;
use crate::ranks::{Drawn, draw_channel, histograms, named, report};
use engine::model::{
    ChannelParameters, CoefficientKind, Density, GeographyScales, ModelSpec, Parameters, default_spec,
};
use engine::panel::{Panel, PanelParts};
use engine::random::Rng;
use engine::simulate::regional_world;
use engine::transforms::carryover::Past;
use std::error::Error;

const GEOGRAPHIES: usize = 4;
const CHANNELS: usize = 3;
const WEEKS: usize = 78;

/// Prints the ranks of every parameter.
pub(crate) fn run(simulations: usize, options: &Options) -> Result<(), Box<dyn Error>> {
    let panel = regional_world(0, GEOGRAPHIES, WEEKS, CHANNELS)?.panel;
    let spec = default_spec(&panel);
    let name = format!("{GEOGRAPHIES} geographies");
    report(&name, simulations, &histograms(&spec, simulations, options, |rng| draw(&spec, &panel, rng))?);
    Ok(())
}

fn draw(spec: &ModelSpec, panel: &Panel, rng: &mut Rng) -> Result<Drawn, Box<dyn Error>> {
    let overall = spec.pool.overall.at(rng.normal());
    let channels: Vec<ChannelParameters> = spec.channels.iter().map(|c| draw_channel(c, spec, overall, rng)).collect();
    let b = &spec.baseline;
    let [slope_change, season, driver] = [b.slope_change, b.season, b.driver].map(|prior| prior.at(rng.normal()));
    let noise = spec.noise.at(rng.normal());
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
        series.iter_mut().for_each(|y| *y = region.share * (*y + noise * rng.normal()));
        parts.outcome.iter_mut().zip(&series).for_each(|(sum, y)| *sum += y);
        region.outcome = series;
    }
    let geography = Some(GeographyScales { level, base, effect });
    let parameters = Parameters { channels, noise, degrees: f64::INFINITY, slope_change, season, driver, geography };
    let drawn = Panel::new(parts)?;
    Ok((named(spec, &drawn, &parameters), drawn))
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
    let effect = |c: usize| {
        let regions = panel.regions().iter().zip(&plain);
        let sum: f64 = regions.map(|(region, own)| region.share * own[c].iter().sum::<f64>()).sum();
        channels[c].quantity * panel.channels()[c].spend_by_week.iter().sum::<f64>() / sum
    };
    let effects: Vec<f64> = (0..channels.len()).map(effect).collect();
    let scaled = |(own, effect): (&Vec<f64>, &f64)| own.iter().map(|h| effect * h).collect();
    plain.iter().map(|region| region.iter().zip(&effects).map(scaled).collect()).collect()
}
