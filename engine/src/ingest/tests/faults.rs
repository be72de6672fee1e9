//! Every kind of fault: repairs, errors and notes, and what the user's own mapping makes of them.

use super::super::*;
use super::{ids, ingested, names, set, weekly_file};
use crate::calendar::add_weeks;
use crate::panel::Panel;
use jiff::civil::date;

/// A repair leaves a panel; refused, it blocks and says what to do.
fn check_repair(change: impl FnOnce(&mut Vec<String>), id: FindingId, words: &str) -> Panel {
    let (table, mut mapping, assembly) = ingested("f.csv", weekly_file(change).as_bytes());
    let found = assembly.findings.iter().find(|f| f.id == id).unwrap_or_else(|| panic!("{:#?}", assembly.findings));
    assert_eq!(found.severity, Severity::Repair { applied: true });
    assert!(found.message.contains(words) && found.message.contains("f.csv"), "{}", found.message);
    mapping.refused_repairs.insert(id);
    let refused = assemble(&table, &mapping);
    assert!(refused.panel.is_none());
    assert_eq!((refused.findings[0].id, refused.findings[0].severity), (id, Severity::Repair { applied: false }));
    assembly.panel.unwrap_or_else(|| panic!("{:#?}", assembly.findings))
}

fn check_error(change: impl FnOnce(&mut Vec<String>), id: FindingId, words: &str) {
    let assembly = ingested("f.csv", weekly_file(change).as_bytes()).2;
    assert!(assembly.panel.is_none());
    let found = assembly.findings.iter().find(|f| f.id == id).unwrap_or_else(|| panic!("{:#?}", assembly.findings));
    assert_eq!(found.severity, Severity::Error);
    assert!(found.message.contains(words) && !found.advice.is_empty(), "{}", found.message);
}

fn check_note(change: impl FnOnce(&mut Vec<String>), id: FindingId, words: &str) {
    let assembly = ingested("f.csv", weekly_file(change).as_bytes()).2;
    assert!(assembly.panel.is_some(), "{:#?}", assembly.findings);
    let found = assembly.findings.iter().find(|f| f.id == id).unwrap_or_else(|| panic!("{:#?}", assembly.findings));
    assert_eq!(found.severity, Severity::Note);
    assert!(found.message.contains(words), "{}", found.message);
}

#[test]
fn a_sound_file_has_no_findings() {
    let assembly = ingested("f.csv", weekly_file(|_| {}).as_bytes()).2;
    assert_eq!(assembly.findings, []);
    assert_eq!(assembly.panel.unwrap().week_count(), 60);
}

#[test]
fn faults_are_repaired_in_sight() {
    use FindingId as Id;
    check_repair(set(5, 2, ""), Id::EmptySpend, "row 5, column \"tv_spend\"");
    check_repair(set(5, 4, "n/a"), Id::EmptyDriver, "row 5, column \"temperature\"");
    check_repair(set(5, 2, "-3"), Id::NegativeSpend, "row 5, column \"tv_spend\": spend is negative in 1 cell");
    check_repair(set(61, 1, ""), Id::NoOutcomeYet, "row 61: 1 row");
    let history = check_repair(set(2, 1, ""), Id::SpendBeforeOutcome, "row 2: 1 row with spend before");
    assert_eq!((history.week_count(), &history.channels()[0].history[..]), (59, &[50.0][..]));
    check_repair(|lines| lines.push("Total,1,2,3,,".into()), Id::TotalRows, "row 62");
    check_repair(|lines| lines.push("Source: the shop,,,,,".into()), Id::LinesBelowTable, "row 62");
    check_repair(|lines| lines.push(lines[30].clone()), Id::IdenticalRows, "row 62");
    check_repair(|lines| lines.swap(10, 11), Id::UnsortedDates, "row 12: the dates are not in order");
    check_repair(|lines| lines[1..].reverse(), Id::UnsortedDates, "newest to the oldest");
    check_repair(|lines| lines[4] = "2024-01-22,5,6,7".into(), Id::ShortRows, "row 5");
    check_repair(|lines| drop(lines.remove(20)), Id::MissingDates, "row 21: 1 week missing");
    check_repair(set(8, 0, "2024-02-13"), Id::OtherWeekday, "row 8: the row is not dated on a Monday");
    check_repair(
        |lines| lines[0] = lines[0].replace("temperature", "tv_spend"),
        Id::DuplicateNames,
        "\"tv_spend (2)\"",
    );
}

#[test]
fn two_rows_for_a_week_are_added_up() {
    let panel =
        check_repair(|lines| lines.push("2024-01-08,10,1,1,20.5,1".into()), FindingId::SameDate, "the date has a row");
    assert_eq!(panel.outcome()[1], 1001.0 + 10.0);
    assert_eq!(panel.channels()[0].spend_by_week[1], 52.0);
    let drivers: Vec<f64> = panel.drivers().iter().map(|d| d.value_by_week[1]).collect();
    assert_eq!(drivers, [11.0, 1.0]);
}

#[test]
fn unused_columns_are_left_out() {
    let zeros = |lines: &mut Vec<String>| {
        lines.iter_mut().enumerate().for_each(|(i, l)| *l += if i == 0 { ",ooh_spend" } else { ",0" })
    };
    let panel = check_repair(zeros, FindingId::UnusedChannel, "column \"ooh_spend\"");
    assert_eq!(panel.channels().len(), 2);
}

#[test]
fn errors_name_the_place_and_the_way_out() {
    use FindingId as Id;
    check_error(set(5, 1, "closed"), Id::TextInNumber, "row 5, column \"revenue\": \"closed\"");
    check_error(set(5, 1, ""), Id::EmptyOutcome, "row 5, column \"revenue\"");
    check_error(set(5, 2, "1e999"), Id::InfiniteNumber, "row 5, column \"tv_spend\"");
    check_error(set(5, 0, "soon"), Id::UnreadableDate, "row 5, column \"week\": \"soon\"");
    check_error(set(5, 0, ""), Id::UnreadableDate, "has no date");
    check_error(set(61, 0, "0204-02-24"), Id::ImplausibleDate, "0204-02-24");
    check_error(|lines| drop(lines.drain(20..23)), Id::LongGap, "between 2024-05-06 and 2024-06-03");
    check_error(|lines| lines.truncate(31), Id::TooFewWeeks, "there are 30 weeks");
    check_error(|lines| lines[4] += ",99", Id::ExtraCells, "row 5: the row has more cells");
    check_error(|lines| lines[0] = "week,a,tv_spend,radio_spend,b,holiday".into(), Id::NoOutcome, "no column");
    check_error(|lines| lines[0] = "week,revenue,a,b,c,holiday".into(), Id::NoSpend, "no column");
    check_error(
        |lines| lines.iter_mut().skip(1).for_each(|l| *l = l.replace('-', "~")),
        Id::NoDateColumn,
        "\"week\" (\"2024~",
    );
    let euros_and_dollars = |lines: &mut Vec<String>| {
        set(5, 2, "$5")(lines);
        set(6, 3, "5 €")(lines);
    };
    check_error(euros_and_dollars, Id::MixedCurrencies, "EUR, USD");
}

#[test]
fn notes_tell_what_is_worth_knowing() {
    use FindingId as Id;
    check_note(set(5, 2, "$5"), Id::CurrencySigns, "row 5");
    check_note(set(5, 1, "-5"), Id::NegativeOutcome, "1 week");
    check_note(
        |lines| lines.iter_mut().enumerate().for_each(|(i, l)| *l += if i == 0 { "," } else { ",7" }),
        Id::UnnamedColumns,
        "\"column G\"",
    );
    check_note(|lines| lines[0] += &"x".repeat(100), Id::ShortenedNames, "80 characters");
}

#[test]
fn the_user_can_change_the_mapping() {
    let text = weekly_file(|lines| {
        lines.iter_mut().skip(1).for_each(|line| *line = line.replacen("2024-", "", 1));
    });
    let (table, mut mapping, assembly) = ingested("f.csv", text.as_bytes());
    assert!(assembly.panel.is_none());
    mapping.date_column = Some("temperature".into());
    let found = ids(&assemble(&table, &mapping));
    assert!(found.contains(&FindingId::DateHasRole) && found.contains(&FindingId::UnreadableDate), "{found:?}");
    mapping.set_role("holiday", Role::Outcome);
    assert_eq!(names(&mapping, Role::Outcome), ["holiday"]);
    mapping.columns.clear();
    mapping.date_column = Some("gone".into());
    let found = ids(&assemble(&table, &mapping));
    assert!(found.contains(&FindingId::MissingColumn) && found.contains(&FindingId::UnknownColumns), "{found:?}");
}

#[test]
fn months_are_too_coarse() {
    let lines = (0..24).map(|i| format!("{:02}/01/{},{},{}\n", i % 12 + 1, 2023 + i / 12, 100 + i * i, 5 + i));
    let text = format!("month,revenue,tv_spend\n{}", lines.collect::<String>());
    let (table, mut mapping, _) = ingested("f.csv", text.as_bytes());
    mapping.choose_date_order(DateOrder::MonthFirst);
    mapping.grain = Grain::Coarse;
    let assembly = assemble(&table, &mapping);
    assert!(ids(&assembly).contains(&FindingId::CoarseGrain));
    assert!(assembly.findings[0].message.contains("31 days apart"), "{:#?}", assembly.findings);
}

#[test]
fn campaigns_down_the_page_are_refused() {
    let rows = (0..60)
        .flat_map(|i| ["a", "b"].map(|c| format!("{},{c},{},{}\n", add_weeks(date(2024, 1, 1), i), i + 5, i * i)));
    let text = format!("week,campaign,cost,revenue\n{}", rows.collect::<String>());
    let assembly = ingested("f.csv", text.as_bytes()).2;
    assert!(assembly.panel.is_none());
    assert_eq!(assembly.findings[0].id, FindingId::SeveralRowsPerDate);
}

#[test]
fn an_absurd_value_is_noted() {
    let text = weekly_file(set(8, 1, "999999999999999999"));
    let assembly = ingested("f.csv", text.as_bytes()).2;
    let found = assembly.findings.iter().find(|finding| finding.id == FindingId::Outlier).unwrap();
    assert_eq!((found.severity, found.places[0].row, found.place_count), (Severity::Note, Some(8), 1));
    assert!(found.message.contains("1 value is more than 100 times"), "{}", found.message);
}

#[test]
fn one_date_in_another_order_is_named() {
    let text = weekly_file(set(7, 0, "01/02/2024"));
    let assembly = ingested("f.csv", text.as_bytes()).2;
    let found = &assembly.findings[0];
    assert_eq!((found.id, found.places[0].row), (FindingId::UnreadableDate, Some(7)));
}

#[test]
fn months_are_named_as_too_coarse() {
    let row = |i: i16| format!("01/{:02}/{},{},{}\n", i % 12 + 1, 2019 + i / 12, 500 + i * i, i % 7);
    let text = format!("date,revenue,tv_spend\n{}", (0..60).map(row).collect::<String>());
    let assembly = ingested("f.csv", text.as_bytes()).2;
    assert_eq!(assembly.findings[0].id, FindingId::CoarseGrain, "{:#?}", assembly.findings);
}

#[test]
fn names_are_plain_text() {
    let text = weekly_file(|lines| lines[0] = lines[0].replace("tv_spend", "<script>alert(1)</script> spend"));
    let panel = ingested("f.csv", text.as_bytes()).2.panel.unwrap();
    assert_eq!(panel.channels()[0].name, "<script>alert(1)</script> spend");
}

#[test]
fn a_table_and_its_mapping_survive_being_written_and_read() {
    let (table, mapping, assembly) = ingested("german_excel.csv", include_bytes!("../samples/german_excel.csv"));
    let table: Table = serde_json::from_str(&serde_json::to_string(&table).unwrap()).unwrap();
    let mapping: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert_eq!(assemble(&table, &mapping), assembly);
}
