//! The report: kept after every run, so that what was measured survives what is broken off.

use crate::measured::{Row, table};
use serde_json::Value;
use sextant_tests::browser::Result;
use sextant_tests::root;
use std::path::PathBuf;

/// All lines so far and where they are kept.
pub(crate) struct Report {
    path: PathBuf,
    rows: Vec<Value>,
}

impl Report {
    /// An empty report, kept in `target/bench/NAME.json`.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let folder = root().join("target/bench");
        std::fs::create_dir_all(&folder)?;
        Ok(Self { path: folder.join(format!("{name}.json")), rows: vec![] })
    }

    /// Adds a line, or replaces the one with the same case and tool; shows it and keeps the report.
    pub(crate) fn put(&mut self, row: &Row) -> Result<()> {
        let row = row.json();
        eprint!("{}", table(std::slice::from_ref(&row)).split_once('\n').map_or("", |(_, line)| line));
        match self.rows.iter_mut().find(|old| old["case"] == row["case"] && old["tool"] == row["tool"]) {
            Some(old) => *old = row,
            None => self.rows.push(row),
        }
        std::fs::write(&self.path, serde_json::to_string_pretty(&self.rows)?)?;
        Ok(())
    }

    /// Prints the whole table.
    pub(crate) fn print(&self) {
        self.say(&table(&self.rows));
    }

    /// Prints a text.
    pub(crate) fn say(&self, text: &str) {
        println!("{text}");
    }
}
