//! A brand's exports, as the platforms write them, become the panel that they must add up to, to the cent, with nothing
//! but what is proposed. Runs where the shared data are; says so where they are not.

use engine::calendar::days_between;
use engine::dataset::{
    Cell, Check, CheckKind, Column, Entry, Event, Log, Source, SourceId, Tallies, build, check_sources, lineage,
    propose, restatements,
};
use engine::exports::{Head, extract, recognise};
use engine::panel::{DriverKind, Panel};
use engine::tabular::{InMemory, open};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Half a cent, and what numbers with a fraction miss it by.
const HALF_A_CENT: f64 = 0.005 + 1e-6;

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/exports");
    if !folder.is_dir() {
        eprintln!("skipped: the brand's exports are not beside this repository");
        return None;
    }
    Some(folder)
}

/// Every table of every file, as it is recognised.
fn read(folder: &Path) -> (Vec<Source>, Tallies) {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".json"))
        .collect();
    names.sort();
    let (mut sources, mut tallies) = (vec![], Tallies::new());
    for name in names {
        let bytes = std::fs::read(folder.join(&name)).expect("bytes");
        for sheet in open(&name, Box::new(InMemory(bytes))).expect("tables") {
            let head = Head::read(&sheet.name, &mut *sheet.rows()).expect("rows");
            let found = recognise(&head).expect("a header");
            let read = extract(&sheet.name, found.reading, || sheet.rows());
            let source = Source::new(&sheet.name, &sheet.name, read.reading.platform, Timestamp::UNIX_EPOCH);
            tallies.insert(source.id.clone(), read.tally);
            sources.push(source);
        }
    }
    (sources, tallies)
}

/// Imports the sources in their order and takes what is proposed.
fn log(sources: &[Source], tallies: &Tallies) -> Log {
    let mut log = Log::default();
    let add = |log: &mut Log, event: Event| {
        log.append(Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event }).expect("an event that can happen");
    };
    for source in sources {
        add(&mut log, Event::Imported(source.clone()));
    }
    let state = log.state();
    for event in propose(&state, tallies).events(&state) {
        add(&mut log, event);
    }
    log
}

struct Truth {
    weeks: Vec<Date>,
    spend: BTreeMap<String, Vec<f64>>,
    revenue: Vec<f64>,
}

fn truth(folder: &Path) -> Truth {
    let text = std::fs::read_to_string(folder.join("truth.json")).expect("the truth");
    let truth: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let read = |name: &str| truth[name].clone();
    Truth {
        weeks: serde_json::from_value(read("week_starts")).expect("weeks"),
        spend: serde_json::from_value(read("spend")).expect("spend"),
        revenue: serde_json::from_value(read("revenue")).expect("revenue"),
    }
}

fn compare(name: &str, weeks: &[Date], found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len(), "{name}");
    for ((week, found), wanted) in weeks.iter().zip(found).zip(wanted) {
        assert!((found - wanted).abs() <= HALF_A_CENT, "{name} {week}: {found} instead of {wanted}");
    }
}

fn check_against(panel: &Panel, truth: &Truth) {
    assert_eq!(panel.weeks(), truth.weeks);
    compare("revenue", &truth.weeks, panel.outcome(), &truth.revenue);
    let mut names: Vec<&str> = panel.channels().iter().map(|channel| channel.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, truth.spend.keys().map(String::as_str).collect::<Vec<_>>());
    for channel in panel.channels() {
        compare(&channel.name, &truth.weeks, &channel.spend_by_week, &truth.spend[&channel.name]);
    }
    let kinds: Vec<(&str, DriverKind)> = panel.drivers().iter().map(|d| (d.name.as_str(), d.kind)).collect();
    assert_eq!(kinds, [("price", DriverKind::Price), ("promotion", DriverKind::Promotion)]);
    assert_eq!((panel.drivers()[0].value_by_week[1], panel.drivers()[1].value_by_week[1]), (42.17, 0.15));
}

#[test]
fn what_is_proposed_adds_up_to_the_truth_to_the_cent() {
    let Some(folder) = folder() else { return };
    let (mut sources, tallies) = read(&folder);
    let state = log(&sources, &tallies).state();
    let built = build(&state, &tallies);
    for issue in &built.issues {
        eprintln!("{issue}");
    }
    let truth = truth(&folder);
    check_against(built.panel.as_ref().expect("a panel"), &truth);
    assert_eq!(built.currency, "USD");
    assert!(built.partial_weeks.is_empty(), "{:?}", built.partial_weeks);
    sources.reverse();
    assert_eq!(build(&log(&sources, &tallies).state(), &tallies), built);
    // The newer of the two exports of one account changed days of the older.
    let restated = restatements(&state, &tallies);
    let spend = restated.iter().find(|r| r.measure == engine::exports::Measure::Spend).expect("restated days");
    assert_eq!(spend.shared, [(date(2025, 3, 1), date(2025, 3, 31))]);
    assert!(!spend.changes.is_empty());
    every_cell_has_its_origins(built.panel.as_ref().expect("a panel"), &state, &tallies);
    let findings = check_sources(&state, &tallies, date(2026, 7, 1));
    let serious = |check: &&Check| check.severity == engine::quality::Severity::Serious;
    for check in &findings {
        eprintln!("{:?} {:?} {}: {}", check.severity, check.kind, check.source, check.evidence.sentence);
    }
    assert!(findings.iter().any(|check| check.kind == CheckKind::Restated));
    assert_eq!(findings.iter().filter(serious).count(), 0);
}

fn every_cell_has_its_origins(panel: &Panel, state: &engine::dataset::State, tallies: &Tallies) {
    let weeks = panel.weeks();
    for channel in panel.channels() {
        let column = Column::Channel(channel.name.as_str().into());
        for week in [weeks[0], weeks[61], weeks[weeks.len() - 1]] {
            let found = lineage(state, tallies, &Cell { column: column.clone(), week, market: None });
            let value = channel.spend_by_week[(days_between(weeks[0], week) / 7) as usize];
            assert_eq!(found.sum.to_f64(), value, "{} {week}", channel.name);
            assert_eq!(found.origins.iter().map(|origin| origin.amount.0).sum::<i64>(), found.sum.0);
            assert!(found.origins.iter().all(|origin| origin.row_count > 0 && origin.rule.is_some()));
        }
    }
    let cell = Cell { column: Column::Outcome, week: weeks[9], market: None };
    let files: Vec<SourceId> = lineage(state, tallies, &cell).origins.into_iter().map(|o| o.source).collect();
    assert!(files.iter().any(|id| id.0.contains("pos")) && files.iter().any(|id| id.0.contains("orders")));
}
