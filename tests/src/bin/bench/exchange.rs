//! A case as files, the same for this engine and its peers: a table as CSV and a JSON file that says what its columns
//! are. Both are described in `tests/peers/case.py`.

use crate::cases::Case;
use crate::quarter::Quarter;
use engine::ingest::{self, Role};
use engine::panel::{Channel, Driver, DriverKind, OutcomeKind, Panel};
use engine::plan::Bounds;
use serde_json::{Value, json};
use sextant_tests::browser::Result;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const DATE: &str = "week";
const GEOGRAPHY: &str = "geo";
const POPULATION: &str = "population";
/// The nation's population; only the shares matter.
const INHABITANTS: f64 = 1e8;

/// Writes a case and returns its JSON file.
pub(crate) fn write(folder: &Path, case: &Case) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let table = format!("{}.csv", case.name);
    std::fs::write(folder.join(&table), csv(&case.panel))?;
    let path = folder.join(format!("{}.json", case.name));
    std::fs::write(&path, serde_json::to_string_pretty(&description(case, &table))?)?;
    Ok(path)
}

/// The panel that this engine reads from a case's table.
pub(crate) fn read(folder: &Path, case: &Case) -> Result<Panel> {
    let name = format!("{}.csv", case.name);
    let table = ingest::read(&name, &std::fs::read(folder.join(&name))?)?;
    let mut mapping = ingest::propose(&table);
    mapping.set_role(case.panel.outcome_name(), Role::Outcome);
    case.panel.channels().iter().for_each(|c| mapping.set_role(&c.name, Role::Spend));
    case.panel.drivers().iter().for_each(|d| mapping.set_role(&d.name, Role::Driver(d.kind)));
    mapping.outcome_kind = case.panel.outcome_kind();
    if !case.panel.regions().is_empty() {
        mapping.measure_each(GEOGRAPHY);
    }
    ingest::assemble(&table, &mapping).panel.ok_or_else(|| format!("{name} gives no panel").into())
}

fn description(case: &Case, table: &str) -> Value {
    let panel = &case.panel;
    let place = |column| if panel.regions().is_empty() { Value::Null } else { Value::from(column) };
    let controls = panel.drivers().iter().map(|d| json!({ "name": d.name, "kind": kind(d) }));
    let truth = case.truth.as_ref().map(|truth| {
        let channels = panel.channels().iter().zip(truth);
        Value::Object(channels.map(|(c, brought)| (c.name.clone(), Value::from(*brought))).collect())
    });
    json!({
        "name": case.name,
        "table": table,
        "date": DATE,
        "geography": place(GEOGRAPHY),
        "population": place(POPULATION),
        "outcome": panel.outcome_name(),
        "money": panel.outcome_kind() == OutcomeKind::Money,
        "media": panel.channels().iter().map(|c| &c.name).collect::<Vec<_>>(),
        "controls": controls.collect::<Vec<_>>(),
        "truth": truth,
        "plan": case.quarter.as_ref().map(|quarter| question(panel, quarter)),
    })
}

/// What is asked of a planner: the budget, and each channel's weeks of today's plan and bounds.
fn question(panel: &Panel, quarter: &Quarter) -> Value {
    let rows = panel.channels().iter().zip(&quarter.today.spend).zip(&quarter.bounds);
    let channel = |((c, today), bounds): ((&Channel, &Vec<f64>), &Bounds)| json!({ "name": c.name, "today": today, "min": bounds.min, "max": bounds.max });
    json!({
        "weeks": quarter.today.weeks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "budget": quarter.budget(),
        "channels": rows.map(channel).collect::<Vec<_>>(),
    })
}

fn kind(driver: &Driver) -> &'static str {
    match driver.kind {
        DriverKind::Price => "price",
        DriverKind::Promotion => "promotion",
        DriverKind::Event => "event",
        DriverKind::Calendar(_) => "calendar",
        DriverKind::Control => "control",
    }
}

/// A row for each week, or for each geography and week; names hold no commas or quotes.
fn csv(panel: &Panel) -> String {
    let channels = panel.channels().iter().map(|c| c.name.as_str());
    let drivers = panel.drivers().iter().map(|d| d.name.as_str());
    let columns: Vec<&str> = channels.chain(drivers).collect();
    let mut text = String::from(DATE);
    if !panel.regions().is_empty() {
        text += &format!(",{GEOGRAPHY},{POPULATION}");
    }
    text += &format!(",{},{}\n", panel.outcome_name(), columns.join(","));
    if panel.regions().is_empty() {
        let media = panel.channels().iter().map(|c| c.spend_by_week.as_slice());
        let all: Vec<&[f64]> = media.chain(panel.drivers().iter().map(|d| d.value_by_week.as_slice())).collect();
        rows(&mut text, panel, "", panel.outcome(), &all);
    }
    for region in panel.regions() {
        let place = format!(",{},{}", region.name, region.share * INHABITANTS);
        let all: Vec<&[f64]> = region.spend.iter().chain(&region.drivers).map(Vec::as_slice).collect();
        rows(&mut text, panel, &place, &region.outcome, &all);
    }
    text
}

fn rows(text: &mut String, panel: &Panel, place: &str, outcome: &[f64], columns: &[&[f64]]) {
    for (t, week) in panel.weeks().iter().enumerate() {
        // Writing into a string cannot fail.
        let _ = write!(text, "{week}{place},{}", outcome[t]);
        columns.iter().for_each(|column| {
            let _ = write!(text, ",{}", column[t]);
        });
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::CaseName;
    use engine::simulate::random_world;

    #[test]
    fn a_question_names_weeks_budget_and_bounds() {
        let world = random_world(1);
        let panel = world.simulate(world.base.len()).unwrap().panel;
        let asked = question(&panel, &Quarter::after(&panel, &world));
        assert_eq!((asked["weeks"][0].as_str(), asked["weeks"][13].as_str()), (Some("2024-12-30"), None));
        let channels = asked["channels"].as_array().unwrap();
        let today = |c: &Value| c["today"].as_array().unwrap().iter().filter_map(Value::as_f64).sum::<f64>();
        let budget: f64 = channels.iter().map(today).sum();
        assert!((asked["budget"].as_f64().unwrap() / budget - 1.0).abs() < 1e-12);
        assert!(channels.iter().all(|c| (c["max"].as_f64().unwrap() / today(c) - 2.0).abs() < 1e-12));
    }

    #[test]
    fn what_is_read_back_is_what_was_written() {
        let folder = std::env::temp_dir().join(format!("sextant-bench-{}", std::process::id()));
        for name in [CaseName::National8, CaseName::Geo20x6] {
            let case = name.load().unwrap().unwrap();
            write(&folder, &case).unwrap();
            let panel = read(&folder, &case).unwrap();
            assert_eq!(panel.weeks(), case.panel.weeks());
            let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-9 * (1.0 + a.abs()));
            assert!(near(panel.outcome(), case.panel.outcome()));
            for (read, written) in panel.channels().iter().zip(case.panel.channels()) {
                assert_eq!(read.name, written.name);
                assert!(near(&read.spend_by_week, &written.spend_by_week));
            }
            assert_eq!(panel.drivers().len(), case.panel.drivers().len());
            for (read, written) in panel.regions().iter().zip(case.panel.regions()) {
                assert!((read.share - written.share).abs() < 1e-12);
            }
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
