//! Weekly contributions against published truth: the worlds of mmm-param-recovery, where their files are.
//!
//! The standardised error of a channel is the root of the mean squared error of its weekly contribution (posterior
//! mean) over the mean true contribution, all geographies taken together, which are fitted together.

use crate::fitting::fit;
use crate::options::Options;
use engine::ingest::{self, Geography};
use engine::math::mean;
use engine::model::default_spec;
use engine::panel::Panel;
use engine::posterior::summarise;
use std::collections::BTreeSet;
use std::error::Error;

/// The files relative to the project's root, beside which the shared data lie.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/recovery");
const GEOGRAPHY: &str = "geo";
const DATE: &str = "date";

/// A table of text cells.
struct Csv {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Prints error and coverage for each file and geography that is there.
pub(crate) fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("SEXTANT_RECOVERY_DATA").unwrap_or_else(|_| FOLDER.to_owned());
    for name in ["small", "growing"] {
        let Ok(data) = std::fs::read_to_string(format!("{folder}/{name}.csv")) else {
            println!("{name}: no file in {folder}");
            continue;
        };
        let truth = std::fs::read_to_string(format!("{folder}/{name}_truth_contributions.csv"))?;
        judge(name, &Csv::read(&data), &Csv::read(&truth), options)?;
    }
    Ok(())
}

fn judge(name: &str, data: &Csv, truth: &Csv, options: &Options) -> Result<(), Box<dyn Error>> {
    let panel = data.panel()?;
    let posterior = fit(&default_spec(&panel), &panel, options)?;
    let summary = summarise(&posterior);
    println!("{name}: {} weeks, passes {}", panel.week_count(), posterior.diagnostics.passes());
    let (mut errors, mut covered) = (Vec::new(), 0);
    for (c, channel) in summary.channels.iter().enumerate() {
        let weekly: Vec<f64> = match summary.regions.as_slice() {
            [] => channel.contribution_by_week.iter().map(|i| i.mean).collect(),
            regions => regions.iter().flat_map(|r| r.channels[c].contribution_by_week.clone()).collect(),
        };
        let mut real = Vec::new();
        for place in data.geographies() {
            real.extend(truth.only(&place).numbers(&format!("contribution_{}", channel.name))?);
        }
        let squares: Vec<f64> = weekly.iter().zip(&real).map(|(e, t)| (e - t) * (e - t)).collect();
        let error = mean(&squares).sqrt() / mean(&real);
        let total: f64 = real.iter().sum();
        let (ratio, inside) = (channel.contribution.mean / total, channel.contribution.contains(total));
        println!("  {:20} error {error:.3}  estimate over truth {ratio:.2}  covered {inside}", channel.name);
        errors.push(error);
        covered += usize::from(inside);
    }
    println!("{name}: standardised error {:.3}, covered {covered} of {}", mean(&errors), errors.len());
    Ok(())
}

impl Csv {
    fn read(text: &str) -> Self {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.lines();
        Self { header: lines.next().map(cells).unwrap_or_default(), rows: lines.map(cells).collect() }
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }

    fn geographies(&self) -> BTreeSet<String> {
        let Some(column) = self.column(GEOGRAPHY) else { return BTreeSet::new() };
        self.rows.iter().map(|row| row[column].clone()).collect()
    }

    /// The rows of one geography, without the column that names it.
    fn only(&self, geography: &str) -> Self {
        let column = self.column(GEOGRAPHY);
        let without = |row: &Vec<String>| {
            let kept = row.iter().enumerate().filter(|(i, _)| Some(*i) != column);
            kept.map(|(_, cell)| cell.clone()).collect::<Vec<_>>()
        };
        let here = self.rows.iter().filter(|row| column.is_none_or(|c| row[c] == geography));
        Self { header: without(&self.header), rows: here.map(without).collect() }
    }

    fn numbers(&self, name: &str) -> Result<Vec<f64>, Box<dyn Error>> {
        let column = self.column(name).ok_or_else(|| format!("no column {name}"))?;
        self.rows.iter().map(|row| Ok(row[column].parse()?)).collect()
    }

    fn panel(&self) -> Result<Panel, Box<dyn Error>> {
        debug_assert!(self.column(DATE).is_some());
        let lines = std::iter::once(&self.header).chain(&self.rows).map(|row| row.join(","));
        let table = ingest::read("recovery.csv", lines.collect::<Vec<_>>().join("\n").as_bytes())?;
        let mut mapping = ingest::propose(&table);
        if let Geography::Undecided { column } = mapping.geography.clone() {
            mapping.measure_each(&column);
        }
        Ok(ingest::assemble(&table, &mapping).panel.ok_or("no panel")?)
    }
}
