//! Fits the default (or a given) model to a CSV without a browser, for scripts and for checking.
//!
//! `cargo run --release -p engine --example fit -- FILE.csv [--spec SPEC.json] [--chains 4 --warmup 1000 --draws 1000
//! --seed 1] --json`. SPEC is described in `docs/fit.md`. Columns get the roles that the import would propose.

#![allow(clippy::print_stdout, reason = "a command-line tool prints its result")]

use engine::forecast::forecast;
use engine::ingest::{self, Geography, Mapping, Role, Severity};
use engine::math::Interval;
use engine::model::{
    ChannelSpec, Link, LogNormal, LogitNormal, ModelSpec, NoiseFamily, ParameterKind, ReturnPrior, Sign, default_spec,
};
use engine::panel::{DriverKind, OutcomeKind, Panel};
use engine::plan::Scenario;
use engine::posterior::{Fit, FitSettings, Posterior, Summary, choose_knots, run_chain, summarise};
use engine::sampler::Chain;
use engine::transforms::carryover::{Carryover, retention_of_half_life};
use engine::transforms::response::Order;
use engine::transforms::saturation::Saturation;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::ops::ControlFlow;
use std::time::Instant;

/// What a SPEC file may say; everything is optional.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SpecFile {
    /// Column name to `outcome`, `spend`, `exposure`, `reach`, `frequency`, `organic`, `price`, `promotion`, `event`,
    /// `control` or `ignored`.
    roles: BTreeMap<String, String>,
    /// `money` or `count`.
    outcome_kind: Option<String>,
    /// Channel name to its saturation; `*` stands for every channel.
    transformations: BTreeMap<String, String>,
    /// Channel name (or `*`) to its carry-over.
    carryover: BTreeMap<String, String>,
    /// Channel name (or `*`) to `carryover-first` or `saturation-first`.
    order: BTreeMap<String, String>,
    /// Channel name (or `*`) to the weeks over which a carry-over with a window works.
    window_weeks: BTreeMap<String, usize>,
    /// Channel name (or `*`) to 90 % ranges.
    priors: BTreeMap<String, PriorRanges>,
    /// `add` (default) or `multiply`.
    effects: Option<String>,
    /// `normal` (default), `outliers` or `counts`, which multiply.
    scatter: Option<String>,
    /// Driver name (or `*`) to `either`, `up` or `down`.
    signs: BTreeMap<String, String>,
    /// Weeks between bends of the trend, `never` or `auto`.
    bends: Option<String>,
    /// Adds the rows of all geographies up instead of measuring each.
    add_geographies: bool,
    /// Last weeks kept from the fit and forecast instead.
    holdout_weeks: usize,
}

/// 90 % ranges of one channel's priors.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PriorRanges {
    /// Outcome per unit of spend.
    r#return: Option<[f64; 2]>,
    /// Outcome of the next unit of spend.
    marginal_return: Option<[f64; 2]>,
    /// Part of the outcome that it brings.
    share: Option<[f64; 2]>,
    /// Outcome a week per unit of response.
    coefficient: Option<[f64; 2]>,
    /// Per cent of the outcome for 1 % more spend.
    elasticity: Option<[f64; 2]>,
    /// Contacts a person at which being reached counts half, and the exponent of that curve.
    frequency_half: Option<[f64; 2]>,
    frequency_shape: Option<[f64; 2]>,
    /// Share of the effect left a week later.
    retention: Option<[f64; 2]>,
    /// Weeks after which half of the effect is over: the same prior as `retention`, told otherwise.
    half_life_weeks: Option<[f64; 2]>,
    /// Weeks from the spend to the peak of a delayed carry-over.
    peak_weeks: Option<[f64; 2]>,
    /// Shape of a Weibull carry-over.
    carryover_shape: Option<[f64; 2]>,
    /// Spend a week that brings half of the maximum.
    half_saturation: Option<[f64; 2]>,
    /// Exponent of a Hill curve.
    shape: Option<[f64; 2]>,
    /// Exponent of a root.
    exponent: Option<[f64; 2]>,
}

struct Arguments {
    file: String,
    spec: SpecFile,
    settings: FitSettings,
    json: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let (whole, places) = panel(&arguments)?;
    let holdout = arguments.spec.holdout_weeks.min(whole.week_count() - 1);
    let panel = whole.first_weeks(whole.week_count() - holdout);
    let spec = specification(&panel, &arguments.spec)?;
    let start = Instant::now();
    let chains = run_chains(&spec, &panel, &arguments.settings)?;
    let gradients: u64 = chains.iter().map(|c| c.gradients).sum();
    let fit = Fit { spec, settings: arguments.settings, chains };
    let posterior = Posterior::new(fit, panel)?;
    let summary = summarise(&posterior);
    let wall = start.elapsed().as_secs_f64();
    if arguments.json {
        let mut result = result(&posterior, &summary, &places, wall, gradients);
        if holdout > 0 {
            result["forecast"] = holdout_forecast(&posterior, &whole);
        }
        println!("{result}");
    } else {
        print_summary(&summary, wall, gradients);
    }
    Ok(())
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut parsed =
        Arguments { file: String::new(), spec: SpecFile::default(), settings: FitSettings::default(), json: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--json" => parsed.json = true,
            "--spec" => parsed.spec = serde_json::from_str(&std::fs::read_to_string(next()?)?)?,
            "--chains" => parsed.settings.chains = next()?.parse()?,
            "--warmup" => parsed.settings.warmup = next()?.parse()?,
            "--draws" => parsed.settings.draws = next()?.parse()?,
            "--seed" => parsed.settings.seed = next()?.parse()?,
            "--target" => parsed.settings.target_acceptance = next()?.parse()?,
            file => file.clone_into(&mut parsed.file),
        }
    }
    if parsed.file.is_empty() {
        return Err(
            "usage: fit FILE.csv [--spec SPEC.json] [--chains 4 --warmup 1000 --draws 1000 --seed 1] --json".into()
        );
    }
    Ok(parsed)
}

/// Where a row of the file lies in the panel: the geography (0 for a nation) and the week.
type RowPlace = (usize, usize);

fn panel(arguments: &Arguments) -> Result<(Panel, Vec<RowPlace>), Box<dyn Error>> {
    let bytes = std::fs::read(&arguments.file)?;
    let name = arguments.file.rsplit('/').next().unwrap_or(&arguments.file);
    let table = ingest::read(name, &bytes)?;
    let mut mapping = ingest::propose(&table);
    apply_roles(&mut mapping, &arguments.spec)?;
    let assembly = ingest::assemble(&table, &mapping);
    for finding in &assembly.findings {
        eprintln!("{:?}: {} {}", finding.severity, finding.message, finding.advice);
    }
    let errors = assembly.findings.iter().any(|f| f.severity == Severity::Error);
    let panel = assembly.panel.ok_or(if errors { "the file cannot be used as it is" } else { "no panel" })?;
    let places = row_places(&table, &mapping, &panel);
    Ok((panel, places))
}

/// Where each dated row of the file lies in the panel, in the file's order; days are in the panel as weeks, in order.
fn row_places(table: &ingest::Table, mapping: &Mapping, panel: &Panel) -> Vec<RowPlace> {
    if mapping.grain != ingest::Grain::Weekly {
        return (0..panel.week_count()).map(|week| (0, week)).collect();
    }
    let first = panel.weeks()[0];
    let place = |(row, date): (usize, jiff::civil::Date)| {
        let week = (engine::calendar::days_between(first, date) + 3).div_euclid(7);
        let week = usize::try_from(week).ok().filter(|week| *week < panel.week_count())?;
        let geography = match &mapping.geography {
            Geography::Each { column, .. } => {
                let name = table.column(column)?.cells.get(row);
                panel.regions().iter().position(|region| region.name == name)?
            }
            Geography::Only { column, value } if table.column(column)?.cells.get(row) != value => return None,
            _ => 0,
        };
        Some((geography, week))
    };
    ingest::row_dates(table, mapping).into_iter().filter_map(place).collect()
}

fn apply_roles(mapping: &mut Mapping, spec: &SpecFile) -> Result<(), Box<dyn Error>> {
    for (column, role) in &spec.roles {
        let role = match role.as_str() {
            "outcome" => Role::Outcome,
            "spend" => Role::Spend,
            "exposure" => Role::Exposure,
            "reach" => Role::Reach,
            "frequency" => Role::Frequency,
            "organic" => Role::Organic,
            "price" => Role::Driver(DriverKind::Price),
            "promotion" => Role::Driver(DriverKind::Promotion),
            "event" => Role::Driver(DriverKind::Event),
            "control" => Role::Driver(DriverKind::Control),
            "ignored" => Role::Ignored,
            other => return Err(format!("unknown role {other}").into()),
        };
        mapping.set_role(column, role);
    }
    match spec.outcome_kind.as_deref() {
        Some("money") => mapping.outcome_kind = OutcomeKind::Money,
        Some("count") => mapping.outcome_kind = OutcomeKind::Count,
        Some(other) => return Err(format!("unknown outcome kind {other}").into()),
        None => {}
    }
    match (mapping.geography.clone(), spec.add_geographies) {
        (Geography::Undecided { column }, true) => mapping.geography = Geography::AddedUp { column },
        (Geography::Undecided { column }, false) => mapping.measure_each(&column),
        _ => {}
    }
    Ok(())
}

fn specification(panel: &Panel, file: &SpecFile) -> Result<ModelSpec, Box<dyn Error>> {
    let mut spec = default_spec(panel);
    for channel in &mut spec.channels {
        for key in ["*", channel.name.clone().as_str()] {
            choose_families(channel, file, key)?;
            if let Some(ranges) = file.priors.get(key) {
                set_priors(channel, ranges)?;
            }
        }
    }
    choose_form(&mut spec, panel, file)?;
    Ok(spec)
}

fn choose_form(spec: &mut ModelSpec, panel: &Panel, file: &SpecFile) -> Result<(), Box<dyn Error>> {
    let noise = match file.scatter.as_deref() {
        Some("normal") | None => NoiseFamily::Normal,
        Some("outliers") => NoiseFamily::StudentT,
        Some("counts") => NoiseFamily::NegativeBinomial,
        Some(other) => return Err(format!("unknown scatter {other}").into()),
    };
    let link = match file.effects.as_deref() {
        None if noise == NoiseFamily::NegativeBinomial => Link::Log,
        Some("multiply") => Link::Log,
        Some("add") | None => Link::Identity,
        Some(other) => return Err(format!("unknown effects {other}").into()),
    };
    spec.outcome.noise = noise;
    spec.set_link(link, panel.outcome().iter().map(|y| y.abs()).sum::<f64>() / panel.week_count() as f64);
    for driver in &mut spec.baseline.drivers {
        for key in ["*", driver.name.as_str()] {
            driver.sign = match file.signs.get(key).map(String::as_str) {
                None => driver.sign,
                Some("either") => Sign::Free,
                Some("up") => Sign::Positive,
                Some("down") => Sign::Negative,
                Some(other) => return Err(format!("unknown sign {other}").into()),
            };
        }
    }
    let spacing = match file.bends.as_deref() {
        None => return Ok(()),
        Some("never") => None,
        Some("auto") => match choose_knots(spec, panel)? {
            Some(choice) => choice.spacing,
            None => return Ok(()),
        },
        Some(weeks) => Some(weeks.parse()?),
    };
    spec.baseline.set_knots(spacing, panel.last_week());
    Ok(())
}

fn choose_families(channel: &mut ChannelSpec, file: &SpecFile, key: &str) -> Result<(), Box<dyn Error>> {
    if let Some(name) = file.transformations.get(key) {
        channel.saturation = match name.as_str() {
            "hill" => Saturation::Hill,
            "logistic" | "tanh" => Saturation::Logistic,
            "michaelis-menten" => Saturation::MichaelisMenten,
            "root" => Saturation::Root,
            "none" => Saturation::Linear,
            other => return Err(format!("unknown transformation {other}").into()),
        };
    }
    if let Some(name) = file.carryover.get(key) {
        channel.carryover = match name.as_str() {
            "geometric" => Carryover::Geometric,
            "delayed" => Carryover::Delayed,
            "binomial" => Carryover::Binomial,
            "weibull-pdf" => Carryover::WeibullPdf,
            "weibull-cdf" => Carryover::WeibullCdf,
            "none" => Carryover::None,
            other => return Err(format!("unknown carryover {other}").into()),
        };
    }
    if let Some(name) = file.order.get(key) {
        channel.order = match name.as_str() {
            "carryover-first" => Order::CarryoverFirst,
            "saturation-first" => Order::SaturationFirst,
            other => return Err(format!("unknown order {other}").into()),
        };
    }
    if let Some(weeks) = file.window_weeks.get(key) {
        channel.window_weeks = *weeks;
    }
    Ok(())
}

fn set_priors(channel: &mut ChannelSpec, ranges: &PriorRanges) -> Result<(), Box<dyn Error>> {
    let range = |[lo, hi]: [f64; 2]| LogNormal::from_range(lo, hi).ok_or(format!("{lo} to {hi} is not a range"));
    let share = |[lo, hi]: [f64; 2]| LogitNormal::from_range(lo, hi).ok_or(format!("{lo} to {hi} are not shares"));
    if let Some(r) = ranges.r#return {
        channel.return_prior = ReturnPrior::Own(range(r)?);
    }
    let statements = [
        (ranges.marginal_return, ReturnPrior::Marginal as fn(LogNormal) -> ReturnPrior),
        (ranges.coefficient, ReturnPrior::Coefficient),
        (ranges.elasticity, ReturnPrior::Elasticity),
    ];
    for (r, statement) in statements {
        if let Some(r) = r {
            channel.return_prior = statement(range(r)?);
        }
    }
    if let Some(r) = ranges.share {
        channel.return_prior = ReturnPrior::Share(share(r)?);
    }
    if let Some(frequency) = &mut channel.frequency {
        frequency.half = ranges.frequency_half.map_or(Ok(frequency.half), range)?;
        frequency.shape = ranges.frequency_shape.map_or(Ok(frequency.shape), range)?;
    }
    if let Some(r) = ranges.retention {
        channel.retention = share(r)?;
    }
    if let Some(r) = ranges.half_life_weeks {
        channel.retention = share(r.map(retention_of_half_life))?;
    }
    if let Some(r) = ranges.exponent {
        channel.exponent = share(r)?;
    }
    let positive = [
        (ranges.peak_weeks, &mut channel.peak_weeks),
        (ranges.carryover_shape, &mut channel.carryover_shape),
        (ranges.half_saturation, &mut channel.half_saturation),
        (ranges.shape, &mut channel.shape),
    ];
    for (r, prior) in positive {
        if let Some(r) = r {
            *prior = range(r)?;
        }
    }
    Ok(())
}

fn run_chains(spec: &ModelSpec, panel: &Panel, settings: &FitSettings) -> Result<Vec<Chain>, Box<dyn Error>> {
    let run = |c: usize| run_chain(spec, panel, settings, c, &mut |_| ControlFlow::Continue(()));
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..settings.chains).map(|c| scope.spawn(move || run(c))).collect();
        let chains = handles.into_iter().map(|h| h.join().map_err(|_| "a chain failed")?.map_err(|e| e.to_string()));
        let chains: Result<Vec<Option<Chain>>, String> = chains.collect();
        Ok(chains?.into_iter().flatten().collect())
    })
}

fn interval(i: Interval) -> Value {
    json!({ "mean": i.mean, "lo": i.lo, "hi": i.hi })
}

/// A weekly series of each geography (of the nation where there is none), in the order of the file's rows.
fn in_rows<T: Copy>(places: &[RowPlace], series: &[&[T]]) -> Vec<T> {
    places.iter().filter_map(|(g, week)| series.get(*g)?.get(*week)).copied().collect()
}

fn result(posterior: &Posterior, summary: &Summary, places: &[RowPlace], wall: f64, gradients: u64) -> Value {
    let regions = &summary.regions;
    let weekly = |c: usize, channel: &engine::posterior::ChannelSummary| {
        let nation: Vec<f64> = channel.contribution_by_week.iter().map(|i| i.mean).collect();
        let parts: Vec<&[f64]> = regions.iter().map(|r| r.channels[c].contribution_by_week.as_slice()).collect();
        in_rows(places, &if parts.is_empty() { vec![nation.as_slice()] } else { parts })
    };
    let base: Vec<&[f64]> = regions.iter().map(|r| r.base_by_week.as_slice()).collect();
    let base = if base.is_empty() { vec![summary.base_by_week.as_slice()] } else { base };
    let fitted: Vec<&[Interval]> = regions.iter().map(|r| r.fitted_by_week.as_slice()).collect();
    let fitted = if fitted.is_empty() { vec![summary.fitted_by_week.as_slice()] } else { fitted };
    let channels = summary.channels.iter().enumerate().map(|(c, channel)| {
        let draws = |kind| {
            let mut values: Vec<f64> = posterior.draws.iter().map(|d| d.channels[c].parameters.value(kind)).collect();
            interval(Interval::of(&mut values))
        };
        let mut result = json!({
            "name": channel.name,
            "spend": channel.spend,
            "contribution": interval(channel.contribution),
            "roas": channel.return_on_spend.map(interval),
            "marginal_roas": channel.marginal_return.map(interval),
            "retention": null,
            "half_saturation": null,
            "shape": null,
            "kind": channel.kind,
            "best_frequency": channel.frequency.as_ref().map(|f| interval(f.best)),
            "weekly": weekly(c, channel),
            "geographies": regions.iter().map(|r| {
                let own = &r.channels[c];
                json!({
                    "name": r.name,
                    "spend": own.spend,
                    "contribution": interval(own.contribution),
                    "roas": own.return_on_spend.map(interval),
                })
            }).collect::<Vec<_>>(),
        });
        for (kind, _) in posterior.spec().channels[c].parameters() {
            result[parameter_name(kind)] = draws(kind);
        }
        result
    });
    let d = &summary.diagnostics;
    json!({
        "channels": channels.collect::<Vec<_>>(),
        "media": interval(summary.media),
        "base_weekly": in_rows(places, &base),
        "fitted": in_rows(places, &fitted).into_iter().map(interval).collect::<Vec<_>>(),
        "diagnostics": {
            "max_r_hat": d.max_r_hat,
            "min_bulk_ess": d.min_bulk_ess,
            "min_tail_ess": d.min_tail_ess,
            "divergences": d.divergences,
            "min_bfmi": d.min_bfmi,
            "passes": d.passes(),
            "gradients": gradients,
        },
        "wall_s": wall,
    })
}

/// A parameter's name, as in [`PriorRanges`].
fn parameter_name(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Return => "return",
        ParameterKind::Retention => "retention",
        ParameterKind::Peak => "peak_weeks",
        ParameterKind::CarryoverShape => "carryover_shape",
        ParameterKind::HalfSaturation => "half_saturation",
        ParameterKind::Shape => "shape",
        ParameterKind::Exponent => "exponent",
        ParameterKind::MarginalReturn => "marginal_return",
        ParameterKind::ContributionShare => "share",
        ParameterKind::Coefficient => "coefficient",
        ParameterKind::Elasticity => "elasticity",
        ParameterKind::FrequencyHalf => "frequency_half",
        ParameterKind::FrequencyShape => "frequency_shape",
    }
}

/// The forecast of the weeks that were held out, given what was really spent in them.
fn holdout_forecast(posterior: &Posterior, whole: &Panel) -> Value {
    let from = posterior.panel.week_count();
    let scenario = Scenario {
        weeks: whole.weeks()[from..].to_vec(),
        spend: whole.channels().iter().map(|c| c.spend_by_week[from..].to_vec()).collect(),
        drivers: whole.drivers().iter().map(|d| d.value_by_week[from..].to_vec()).collect(),
        organic: whole.channels().iter().map(|c| organic(c, from)).collect(),
        ..Scenario::default()
    };
    let forecast = forecast(posterior, &scenario);
    let rows = forecast.weekly.mean.iter().zip(&forecast.weekly.quantiles).zip(&scenario.weeks);
    let rows = rows.map(|((mean, q), week)| json!({ "week": week.to_string(), "mean": mean, "lo": q[0], "hi": q[6] }));
    Value::Array(rows.collect())
}

/// What a channel without spend did from this week on; nothing for the others.
fn organic(channel: &engine::panel::Channel, from: usize) -> Vec<f64> {
    if channel.is_paid() { vec![] } else { channel.amount_by_week()[from..].to_vec() }
}

fn print_summary(summary: &Summary, wall: f64, gradients: u64) {
    for c in &summary.channels {
        let roas = c.return_on_spend.unwrap_or_default();
        println!(
            "{:24} spend {:12.1}  contribution {:12.1} [{:.1}, {:.1}]  return {:.3} [{:.3}, {:.3}]",
            c.name, c.spend, c.contribution.mean, c.contribution.lo, c.contribution.hi, roas.mean, roas.lo, roas.hi
        );
    }
    println!("{:#?}\n{:#?}", summary.diagnostics, summary.check);
    println!("{wall:.2} s, {gradients} gradients, {:.0} min bulk ESS/s", summary.diagnostics.min_bulk_ess / wall);
}
