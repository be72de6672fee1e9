//! From bytes to a panel: whole files, every kind of fault, and what must hold for any bytes.

mod any_bytes;
mod channels;
mod faults;
mod newer_files;
mod whole_files;

use super::*;
use crate::calendar::add_weeks;
use jiff::civil::date;

/// Reads, proposes and assembles.
fn ingested(file: &str, bytes: &[u8]) -> (Table, Mapping, Assembly) {
    let table = read(file, bytes).unwrap();
    let mapping = propose(&table);
    let assembly = assemble(&table, &mapping);
    (table, mapping, assembly)
}

fn names(mapping: &Mapping, role: Role) -> Vec<&str> {
    mapping.columns.iter().filter(|c| c.role == role).map(|c| c.name.as_str()).collect()
}

fn ids(assembly: &Assembly) -> Vec<FindingId> {
    assembly.findings.iter().map(|finding| finding.id).collect()
}

/// The file of the shared data, where it lies beside the repository.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = format!("{}/../../shared/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        println!("NOT CHECKED: the shared file {name} is not on this machine");
    }
    bytes
}

/// A weekly file of 60 weeks; `change` may replace or add lines. The first data line is number 2, as in a spreadsheet.
fn weekly_file(change: impl FnOnce(&mut Vec<String>)) -> String {
    let mut lines = vec!["week,revenue,tv_spend,radio_spend,temperature,holiday".to_owned()];
    lines.extend((0..60).map(|i| {
        let week = add_weeks(date(2024, 1, 1), i);
        format!("{week},{},{},{},{}.5,{}", 1000 + i * i % 37, 50 + i % 7, 20 + i % 5, i % 11, i64::from(i % 13 == 0))
    }));
    change(&mut lines);
    lines.join("\n")
}

/// Replaces the cell in the spreadsheet's row `row`, counting columns from 0.
fn set(row: usize, column: usize, text: &'static str) -> impl FnOnce(&mut Vec<String>) {
    move |lines| {
        let mut cells: Vec<&str> = lines[row - 1].split(',').collect();
        cells[column] = text;
        lines[row - 1] = cells.join(",");
    }
}
