//! What a first visitor needs to know about a file: what it looks like, and one to try.

use crate::present::format::Unit;
use crate::present::palette::Ink;
use crate::present::stacked_areas::{Layer, StackedAreas};
use crate::present::table::{Cell, Column, Table};
use engine::panel::{Panel, PanelError};
use engine::simulate::{ChannelTruth, DEMO_WEEKS, Simulated, demo};

/// The name of the sample.
pub const SAMPLE_FILE_NAME: &str = "sextant-sample.csv";

/// Weeks in the sample: two years.
const SAMPLE_WEEKS: usize = 104;

/// A few rows of a file as it should be.
#[must_use]
pub fn example_table() -> Table {
    let columns = vec![
        Column::words("week"),
        Column::numbers("revenue"),
        Column::numbers("tv_spend"),
        Column::numbers("search_spend"),
        Column::numbers("price"),
    ];
    let rows = [
        ["2026-01-05", "182400", "24000", "9100", "49.90"],
        ["2026-01-12", "176950", "24000", "8700", "49.90"],
        ["2026-01-19", "191300", "0", "9450", "44.90"],
    ];
    let rows = rows.map(|row| row.map(Cell::words).to_vec()).to_vec();
    Table { caption: "The first rows of a file as it should be".to_owned(), columns, rows }
}

/// Where the fictional brand's revenue really came from, week by week.
///
/// # Errors
/// [`PanelError`] where the simulated series do not form a panel.
pub fn demo_picture() -> Result<StackedAreas, PanelError> {
    let Simulated { panel, truth } = demo(DEMO_WEEKS)?;
    let base = Layer { name: "Base".to_owned(), ink: Ink::Base, values: truth.base_by_week };
    let layer = |(index, channel): (usize, ChannelTruth)| Layer {
        name: channel.name,
        ink: Ink::Channel(index),
        values: channel.contribution_by_week,
    };
    let channels = truth.channels.into_iter().enumerate().map(layer);
    Ok(StackedAreas {
        quantity: panel.outcome_name().to_owned(),
        unit: Unit::Number,
        weeks: panel.weeks().to_vec(),
        layers: std::iter::once(base).chain(channels).collect(),
        actual: panel.outcome().to_vec(),
        height: 240.0,
    })
}

/// A file to try, from the fictional brand's first two years.
///
/// # Errors
/// [`PanelError`] where the simulated series do not form a panel.
pub fn sample_csv() -> Result<String, PanelError> {
    Ok(csv_of(&demo(SAMPLE_WEEKS)?.panel))
}

fn csv_of(panel: &Panel) -> String {
    let spend = panel.channels().iter().map(|c| (format!("{} spend", c.name), c.spend_by_week.as_slice()));
    let drivers = panel.drivers().iter().map(|d| (d.name.clone(), d.value_by_week.as_slice()));
    let outcome = (panel.outcome_name().to_owned(), panel.outcome());
    let columns: Vec<(String, &[f64])> = std::iter::once(outcome).chain(spend).chain(drivers).collect();
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let mut text = format!("Week,{}\n", names.join(","));
    for (row, week) in panel.weeks().iter().enumerate() {
        let cells: Vec<String> = columns.iter().map(|(_, values)| rounded(values[row])).collect();
        text.push_str(&format!("{week},{}\n", cells.join(",")));
    }
    text
}

/// Money to the unit, small numbers such as prices and shares to the hundredth.
fn rounded(value: f64) -> String {
    if value.abs() >= 1000.0 { format!("{value:.0}") } else { ((value * 100.0).round() / 100.0).to_string() }
}
