//! Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018): parameters are drawn from the
//! prior, an outcome from the parameters, and the model is fitted to it. If density and sampler are right, the rank of
//! what was drawn among the posterior's draws is uniform.
//!
//! A share of the outcome is drawn so that it is one of the outcome that comes out, noise included.
//!
//! Spend is a random world's: three channels, two years. The prior is drawn here anew, in the user's units and level by
//! level (overall return, then each channel's), so that a wrong formula in the density shows. Draws are thinned to
//! 63, ranks fall into 8 bins of 8, and a chi-squared of 7 degrees of freedom tells how uneven they are.

use crate::options::Options;
use engine::math::{exp, ln, normal_cdf};
use engine::model::{
    ChannelParameters, ChannelSpec, Density, FEWEST_DEGREES, Layout, Link, ModelSpec, NoiseFamily, OutcomeSpec,
    ParameterKind, Parameters, ReturnPrior, Sign, default_spec,
};
use engine::panel::{Channel, ChannelKind, Panel, PanelParts};
use engine::posterior::{FitSettings, Form, run_chain};
use engine::random::Rng;
use engine::simulate::{kinds_world, random_world};
use engine::transforms::carryover::{Carryover, Fading, Past};
use engine::transforms::frequency::weighted_reach;
use engine::transforms::response::Families;
use engine::transforms::saturation::{Curve, Saturation};
use std::error::Error;
use std::ops::ControlFlow;

const CHANNELS: usize = 3;
const WEEKS: usize = 104;
const KEPT: usize = 63;
const BINS: usize = 8;

/// A parameter's name and value.
pub(crate) type Named = (String, f64);

/// A truth and the data that it made.
pub(crate) type Drawn = (Vec<Named>, Panel);

/// A parameter's name and how often its rank fell into each bin.
pub(crate) type Histogram = (String, [usize; BINS]);

/// Prints the ranks of every parameter for every other form of the outcome, and for a driver of one direction.
pub(crate) fn run_forms(simulations: usize, options: &Options) -> Result<(), Box<dyn Error>> {
    let mut parts = PanelParts::from(panel()?);
    // Counts of a few hundred a week.
    parts.outcome.iter_mut().for_each(|y| *y = (*y * 300.0).round());
    let panel = Panel::new(parts)?;
    let forms = [
        ("Student's t", Link::Identity, NoiseFamily::StudentT, Sign::Free),
        ("counts", Link::Log, NoiseFamily::NegativeBinomial, Sign::Free),
        ("normal, a price that only lowers", Link::Identity, NoiseFamily::Normal, Sign::Negative),
        ("log-normal", Link::Log, NoiseFamily::Normal, Sign::Free),
        ("Student's t of the logarithm", Link::Log, NoiseFamily::StudentT, Sign::Free),
    ];
    for (name, link, noise, sign) in forms {
        let mut spec = default_spec(&panel);
        spec.set_link(link, engine::math::mean(panel.outcome()));
        spec.outcome.noise = noise;
        spec.baseline.drivers.iter_mut().for_each(|d| d.sign = sign);
        report(name, simulations, &histograms(&spec, simulations, options, |rng| draw(&spec, &panel, rng))?);
    }
    Ok(())
}

/// Prints the ranks of every parameter for every family of saturation, and for every other family of carry-over.
pub(crate) fn run(simulations: usize, options: &Options) -> Result<(), Box<dyn Error>> {
    let panel = panel()?;
    let saturations = Saturation::ALL.into_iter().map(|saturation| Families { saturation, ..Families::default() });
    let others = Carryover::ALL.into_iter().filter(|c| *c != Carryover::default());
    let carryovers = others.map(|carryover| Families { carryover, ..Families::default() });
    for families in saturations.chain(carryovers) {
        let mut spec = default_spec(&panel);
        spec.channels.iter_mut().for_each(|c| c.set_families(families));
        let Families { carryover, saturation, .. } = families;
        let name = format!("{carryover:?}, {saturation:?}");
        report(&name, simulations, &histograms(&spec, simulations, options, |rng| draw(&spec, &panel, rng))?);
    }
    run_kinds(simulations, options)
}

/// Prints the ranks for search by spend, a newsletter by its share of the outcome, and video by reach and frequency.
pub(crate) fn run_kinds(simulations: usize, options: &Options) -> Result<(), Box<dyn Error>> {
    let mut parts = PanelParts::from(kinds_world(0)?.panel.first_weeks(WEEKS));
    parts.channels.retain(|channel| channel.kind() != ChannelKind::Exposure);
    let panel = Panel::new(parts)?;
    let name = "spend, organic by share, reach and frequency";
    let spec = default_spec(&panel);
    report(name, simulations, &histograms(&spec, simulations, options, |rng| draw(&spec, &panel, rng))?);
    Ok(())
}

/// How often each parameter's rank fell into each bin; `draw` gives a truth and the data that it made.
pub(crate) fn histograms(
    spec: &ModelSpec,
    simulations: usize,
    options: &Options,
    draw: impl Fn(&mut Rng) -> Result<Drawn, Box<dyn Error>>,
) -> Result<Vec<Histogram>, Box<dyn Error>> {
    let mut histograms: Vec<Histogram> = Vec::new();
    for seed in 0..simulations as u64 {
        let seed = options.first + seed;
        let ranks = ranks(spec, draw(&mut Rng::new(seed, 5))?, options, seed)?;
        if histograms.is_empty() {
            histograms = ranks.iter().map(|(name, _)| (name.clone(), [0; BINS])).collect();
        }
        for ((_, histogram), (_, rank)) in histograms.iter_mut().zip(&ranks) {
            histogram[rank * BINS / (KEPT + 1)] += 1;
        }
    }
    Ok(histograms)
}

/// The first channels and weeks of a random world, with its price.
fn panel() -> Result<Panel, Box<dyn Error>> {
    let mut parts = PanelParts::from(random_world(0).simulate(WEEKS)?.panel);
    parts.channels.truncate(CHANNELS);
    Ok(Panel::new(parts)?)
}

/// Fits what was drawn, and ranks the truth.
fn ranks(
    spec: &ModelSpec,
    (truth, panel): Drawn,
    options: &Options,
    seed: u64,
) -> Result<Vec<(String, usize)>, Box<dyn Error>> {
    let settings = FitSettings {
        chains: 1,
        warmup: options.draws,
        draws: options.draws.max(KEPT),
        seed,
        ..FitSettings::default()
    };
    let chain = run_chain(spec, &panel, &settings, 0, &mut |_| ControlFlow::Continue(()))?.ok_or("no chain")?;
    let layout = Layout::new(spec, &panel);
    let every = settings.draws / KEPT;
    let thinned: Vec<Vec<Named>> = chain
        .draws()
        .skip(every - 1)
        .step_by(every)
        .take(KEPT)
        .map(|position| named(spec, &panel, &layout.parameters(position)))
        .collect();
    let rank = |i: usize, value: f64| thinned.iter().filter(|draw| draw[i].1 < value).count();
    Ok(truth.into_iter().enumerate().map(|(i, (name, value))| (name, rank(i, value))).collect())
}

/// Draws all parameters from the prior and an outcome from them.
fn draw(spec: &ModelSpec, panel: &Panel, rng: &mut Rng) -> Result<Drawn, Box<dyn Error>> {
    let overall = spec.pool.overall.at(rng.normal());
    let OutcomeSpec { link, noise: family, usual_week, .. } = spec.outcome;
    let week = if link == Link::Log { usual_week } else { 1.0 };
    let channels: Vec<ChannelParameters> = spec.channels.iter().map(|c| draw_channel(c, spec, overall, rng)).collect();
    let mut outcome = vec![0.0; panel.week_count()];
    for (c, (channel, drawn)) in panel.channels().iter().zip(&channels).enumerate() {
        if !is_share(spec, c) {
            let total = drawn.quantity * channel.spend_by_week.iter().sum::<f64>() / week;
            add_contribution(total, channel, drawn, &spec.channels[c], &mut outcome);
        }
    }
    let b = &spec.baseline;
    let scales = [b.slope_change, b.season, b.driver].map(|prior| prior.at(rng.normal()));
    let noise = spec.noise.at(rng.normal());
    let density = Density::new(spec, panel)?;
    for baseline in density.baselines() {
        let coefficients = b.draw_from_prior(&baseline.kinds, scales, rng);
        baseline.add_part(&coefficients, |_| true, &mut outcome);
    }
    let degrees = match family {
        NoiseFamily::StudentT => FEWEST_DEGREES + spec.outcome.degrees.at(rng.normal()),
        NoiseFamily::Normal | NoiseFamily::NegativeBinomial => f64::INFINITY,
    };
    let form = Form { link, noise: family, scale: noise, degrees };
    outcome.iter_mut().for_each(|y| *y = form.scatter(form.expected(*y), rng));
    // Shares of the outcome are drawn where effects add up only.
    let shares: f64 = channels.iter().enumerate().filter(|(c, _)| is_share(spec, *c)).map(|(_, d)| d.quantity).sum();
    let total = outcome.iter().sum::<f64>() / (1.0 - shares);
    for (c, (channel, drawn)) in panel.channels().iter().zip(&channels).enumerate() {
        if is_share(spec, c) {
            add_contribution(total * drawn.quantity, channel, drawn, &spec.channels[c], &mut outcome);
        }
    }
    let [slope_change, season, driver] = scales;
    let parameters = Parameters { channels, noise, degrees, slope_change, season, driver, geography: None };
    let drawn = Panel::new(PanelParts { outcome, ..PanelParts::from(panel.clone()) })?;
    Ok((named(spec, &drawn, &parameters), drawn))
}

/// Whether channel `c` is stated by its share of the outcome; otherwise it is by its return.
fn is_share(spec: &ModelSpec, c: usize) -> bool {
    matches!(spec.channels[c].return_prior, ReturnPrior::Share(_))
}

/// Adds a contribution of this total, week by week.
fn add_contribution(total: f64, channel: &Channel, drawn: &ChannelParameters, spec: &ChannelSpec, outcome: &mut [f64]) {
    let drive = match channel.activity.frequency() {
        Some(frequency) => weighted_reach(drawn.frequency, channel.amount_by_week(), &frequency.by_week),
        None => channel.amount_by_week().to_vec(),
    };
    let mut weekly = vec![0.0; outcome.len()];
    drawn.response(spec.families()).respond(&Past::default(), &drive, &mut weekly);
    let sum: f64 = weekly.iter().sum();
    outcome.iter_mut().zip(&weekly).for_each(|(y, h)| *y += total * h / sum);
}

pub(crate) fn draw_channel(channel: &ChannelSpec, spec: &ModelSpec, overall: f64, rng: &mut Rng) -> ChannelParameters {
    let quantity = match channel.return_prior {
        ReturnPrior::Pooled => overall * exp(spec.pool.between * rng.normal()),
        ReturnPrior::Share(prior) => prior.at(rng.normal()),
        ReturnPrior::Own(prior)
        | ReturnPrior::Marginal(prior)
        | ReturnPrior::Coefficient(prior)
        | ReturnPrior::Elasticity(prior) => prior.at(rng.normal()),
    };
    let mut frequency = Curve { half_saturation: 1.0, shape: 1.0 };
    let mut fading = Fading { retention: 0.5, peak_weeks: 1.0, shape: 1.0, window_weeks: channel.window_weeks };
    let mut curve = Curve { half_saturation: 1.0, shape: 1.0 };
    for (kind, prior) in channel.parameters() {
        let value = prior.at(rng.normal());
        match kind {
            ParameterKind::Return
            | ParameterKind::MarginalReturn
            | ParameterKind::ContributionShare
            | ParameterKind::Coefficient
            | ParameterKind::Elasticity => {}
            ParameterKind::FrequencyHalf => frequency.half_saturation = value,
            ParameterKind::FrequencyShape => frequency.shape = value,
            ParameterKind::Retention => fading.retention = value,
            ParameterKind::Peak => fading.peak_weeks = value,
            ParameterKind::CarryoverShape => fading.shape = value,
            ParameterKind::HalfSaturation => curve.half_saturation = value,
            ParameterKind::Shape | ParameterKind::Exponent => curve.shape = value,
        }
    }
    ChannelParameters { quantity, fading, curve, frequency }
}

/// Every parameter by its name, and what media bring in total.
pub(crate) fn named(spec: &ModelSpec, panel: &Panel, parameters: &Parameters) -> Vec<Named> {
    let mut all = Vec::new();
    let mut media = 0.0;
    let outcome: f64 = panel.outcome().iter().sum();
    for (i, c) in parameters.channels.iter().enumerate() {
        let mut push = |what: &str, value: f64| all.push((format!("{what} {}", i + 1), value));
        push(if is_share(spec, i) { "share" } else { "return" }, c.quantity);
        for (kind, _) in spec.channels[i].parameters() {
            push(&format!("{kind:?}"), c.value(kind));
        }
        let spend: f64 = panel.channels()[i].spend_by_week.iter().sum();
        media += c.quantity * if is_share(spec, i) { outcome } else { spend };
    }
    let scales = [("noise", parameters.noise), ("slope changes", parameters.slope_change)];
    let more = [("season", parameters.season), ("driver", parameters.driver), ("total media", media)];
    let degrees = Some(("degrees", parameters.degrees)).filter(|(_, degrees)| degrees.is_finite());
    let geography = parameters.geography.iter().flat_map(|g| {
        [("level between geographies", g.level), ("base between them", g.base), ("effects between them", g.effect)]
    });
    all.extend(
        scales.into_iter().chain(more).chain(degrees).chain(geography).map(|(name, value)| (name.to_owned(), value)),
    );
    all
}

pub(crate) fn report(name: &str, simulations: usize, histograms: &[Histogram]) {
    println!("{name}, {simulations} simulations: ranks in {BINS} bins, chi-squared of {} degrees", BINS - 1);
    let mut small = 0;
    for (name, histogram) in histograms {
        let expected = simulations as f64 / BINS as f64;
        let squared = |n: &usize| (*n as f64 - expected) * (*n as f64 - expected) / expected;
        let chi_squared: f64 = histogram.iter().map(squared).sum();
        let p = upper_tail(chi_squared, (BINS - 1) as f64);
        small += usize::from(p < 0.05);
        let bars: Vec<String> = histogram.iter().map(|n| format!("{n:3}")).collect();
        println!("  {name:20} {}  {chi_squared:5.1}  p {p:.3}", bars.join(" "));
    }
    println!("  p below .05 for {small} of {}; {:.1} expected", histograms.len(), 0.05 * histograms.len() as f64);
}

/// P(chi-squared of `degrees` > x), by the cube-root transformation (Wilson and Hilferty 1931), good to about .002.
fn upper_tail(x: f64, degrees: f64) -> f64 {
    let spread = 2.0 / (9.0 * degrees);
    let root = if x > 0.0 { exp(ln(x / degrees) / 3.0) } else { 0.0 };
    1.0 - normal_cdf((root - (1.0 - spread)) / spread.sqrt())
}
