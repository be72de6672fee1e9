//! Sentences name what was read; parts add up to the totals shown.

use super::*;
use crate::present::locale::Locale;
use crate::state::{ColumnPreview, DataUpdate, SourceFile, UpdateOutcome};
use engine::ingest::{Mapping, Restatement, assemble, propose, read};
use engine::simulate::demo;

fn file(text: &str) -> (SourceFile, Mapping) {
    let table = read("weeks.csv", text.as_bytes()).unwrap();
    let preview = |column: &engine::ingest::Column| ColumnPreview {
        name: column.name.clone(),
        first_cells: column.cells.iter().take(5).map(str::to_owned).collect(),
    };
    let columns = table.columns.iter().map(preview).collect();
    let mapping = propose(&table);
    (SourceFile { id: 1, name: "weeks.csv".into(), rows: table.row_count(), columns }, mapping)
}

fn csv(weeks: i64) -> String {
    let rows = (0..weeks).map(|week| {
        let day = jiff::civil::date(2025, 1, 6) + jiff::ToSpan::weeks(week);
        let tv = if week % 3 == 0 { "-5" } else { "120.5" };
        format!("{day},{},{tv}\n", 1000 + week % 7)
    });
    format!("week,revenue,tv_spend\n{}", rows.collect::<String>())
}

#[test]
fn the_reading_is_one_sentence() {
    let (file, mapping) = file(&csv(60));
    let words = recognised(file.rows, &mapping);
    assert!(words.starts_with("60 rows, one a week, dated by \"week\" (2026-01-31"), "{words}");
    assert!(words.contains("1 channel, no column of other drivers"), "{words}");
}

#[test]
fn every_column_but_the_date_is_listed_with_its_first_cells() {
    let (file, mapping) = file(&csv(60));
    let columns = columns(&file, &mapping);
    assert_eq!(columns.iter().map(|column| column.role).collect::<Vec<_>>(), ["outcome", "spend"]);
    assert_eq!(columns[1].first_cells, "-5 · 120.5 · 120.5");
}

#[test]
fn every_role_survives_its_key() {
    for choice in RoleChoice::ALL {
        assert_eq!(role_of_key(role_key(choice.role)), Some(choice.role));
    }
    assert_eq!(role_of_key("nothing"), None);
}

#[test]
fn a_refused_repair_is_in_the_way() {
    let table = read("weeks.csv", csv(60).as_bytes()).unwrap();
    let mut mapping = propose(&table);
    let group = finding_group(&assemble(&table, &mapping).findings, FindingKind::Repair).unwrap();
    let repaired = group.findings.iter().find(|finding| finding.repair == Some(true)).unwrap();
    assert!(repaired.places.starts_with("row 2, column \"tv_spend\""), "{repaired:?}");
    assert!(!repaired.message.contains("weeks.csv"), "{}", repaired.message);

    mapping.refused_repairs.insert(repaired.id);
    let findings = assemble(&table, &mapping).findings;
    let group = finding_group(&findings, FindingKind::Repair).unwrap();
    assert_eq!(group.findings[0].repair, Some(false));
    assert_eq!(blocked_because(&findings).as_deref(), Some("1 finding is in the way: settle it first."));
}

#[test]
fn the_spend_shown_adds_up_to_the_total_shown() {
    let panel = demo(156).unwrap().panel;
    let table = spend_table(&panel, &Locale::default());
    let shown = |row: usize, column: usize| -> i64 {
        let digits: String = table.rows[row][column].text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    };
    let weekly = weekly_spend_table(&panel, &Locale::default());
    assert_eq!((weekly.rows.len(), weekly.columns.len()), (156, 9));
    for column in [1, 2] {
        let parts: i64 = (0..panel.channels().len()).map(|row| shown(row, column)).sum();
        assert_eq!(parts, shown(panel.channels().len(), column), "column {column}");
    }
}

#[test]
fn the_glance_counts_weeks_and_channels() {
    let words = glance(&demo(156).unwrap().panel, &Locale::default());
    assert_eq!(words.answer, "156 weeks of revenue and 8 channels");
    assert_eq!(words.below, "6 Nov 2023 to 1 Nov 2026, with 3 other drivers.");
}

#[test]
fn an_update_says_what_it_added_and_changed() {
    let panel = demo(10).unwrap().panel;
    let restated = vec![Restatement { week: panel.weeks()[9], column: "TV".into(), old: 24_000.0, new: 26_000.0 }];
    let weeks = vec![jiff::civil::date(2026, 1, 5), jiff::civil::date(2026, 1, 12)];
    let outcome = UpdateOutcome::Added { weeks, restated };
    let update = DataUpdate { file: "new.csv".into(), outcome, findings: vec![] };
    let words = update_sentence(&update, &Locale::default());
    assert_eq!(words, "\"new.csv\" added 2 weeks, 5 Jan 2026 to 18 Jan 2026, and restated 1 value.");
    assert_eq!(happened_sentence(&update, &Locale::default()), "2 weeks happened: 5 Jan 2026 to 18 Jan 2026.");
    let table = restated_table(&update, &panel, &Locale::default());
    assert_eq!(table.rows[0][4].text, "+$2,000");
}
