//! From bytes to a panel: whole files, every kind of fault, and what must hold for any bytes.

use super::*;
use crate::calendar::{add_weeks, days_between};
use crate::panel::{Activity, ChannelKind, DriverKind, OutcomeKind, Panel, PanelParts, Series};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

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

/// A file that should become a panel, and what should become of it.
struct Expected<'a> {
    date: &'a str,
    outcome: (&'a str, OutcomeKind),
    spend: &'a [&'a str],
    exposure: &'a [&'a str],
    reach: &'a [&'a str],
    frequency: &'a [&'a str],
    organic: &'a [&'a str],
    controls: &'a [&'a str],
    prices: &'a [&'a str],
    promotions: &'a [&'a str],
    events: &'a [&'a str],
    ignored: &'a [&'a str],
    weeks: usize,
    findings: &'a [FindingId],
}

const NOTHING: Expected = Expected {
    date: "",
    outcome: ("", OutcomeKind::Count),
    spend: &[],
    exposure: &[],
    reach: &[],
    frequency: &[],
    organic: &[],
    controls: &[],
    prices: &[],
    promotions: &[],
    events: &[],
    ignored: &[],
    weeks: 0,
    findings: &[],
};

fn check(file: &str, bytes: &[u8], expected: &Expected) -> Panel {
    let (_, mapping, assembly) = ingested(file, bytes);
    let driver = |kind| names(&mapping, Role::Driver(kind));
    assert_eq!(mapping.date_column.as_deref(), Some(expected.date));
    assert_eq!(names(&mapping, Role::Outcome), [expected.outcome.0]);
    assert_eq!(mapping.outcome_kind, expected.outcome.1);
    assert_eq!(names(&mapping, Role::Spend), expected.spend);
    assert_eq!(names(&mapping, Role::Exposure), expected.exposure);
    assert_eq!(names(&mapping, Role::Reach), expected.reach);
    assert_eq!(names(&mapping, Role::Frequency), expected.frequency);
    assert_eq!(names(&mapping, Role::Organic), expected.organic);
    assert_eq!(driver(DriverKind::Control), expected.controls);
    assert_eq!(driver(DriverKind::Price), expected.prices);
    assert_eq!(driver(DriverKind::Promotion), expected.promotions);
    assert_eq!(driver(DriverKind::Event), expected.events);
    assert_eq!(names(&mapping, Role::Ignored), expected.ignored);
    assert_eq!(ids(&assembly), expected.findings, "{:#?}", assembly.findings);
    let panel = assembly.panel.unwrap();
    assert_eq!(panel.week_count(), expected.weeks);
    panel
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

fn check_shared(name: &str, expected: &Expected) {
    if let Some(bytes) = shared(name) {
        check(name, &bytes, expected);
    }
}

#[test]
fn the_pymc_example_is_understood() {
    check_shared(
        "mmm_example.csv",
        &Expected {
            date: "date_week",
            outcome: ("y", OutcomeKind::Count),
            spend: &["x1", "x2"],
            events: &["event_1", "event_2"],
            ignored: &["date_week", "dayofyear", "t"],
            weeks: 179,
            ..NOTHING
        },
    );
}

#[test]
fn the_robyn_example_is_understood() {
    check_shared(
        "robyn_weekly.csv",
        &Expected {
            date: "DATE",
            outcome: ("revenue", OutcomeKind::Money),
            spend: &["tv_S", "ooh_S", "print_S", "search_S", "facebook_S"],
            exposure: &["facebook_I"],
            organic: &["newsletter"],
            controls: &["competitor_sales_B"],
            events: &["events"],
            ignored: &["DATE", "search_clicks_P"],
            weeks: 208,
            ..NOTHING
        },
    );
    if let Some(bytes) = shared("robyn_weekly.csv") {
        let panel = ingested("robyn_weekly.csv", &bytes).2.panel.unwrap();
        let drivers: Vec<&str> = panel.drivers().iter().map(|d| d.name.as_str()).collect();
        assert_eq!(drivers, ["competitor_sales_B", "events: event1", "events: event2"]);
        let kinds = panel.channels().iter().map(|c| (c.name.as_str(), c.kind())).collect::<Vec<_>>();
        assert!(kinds.contains(&("facebook_S", ChannelKind::Exposure)));
        assert!(kinds.contains(&("newsletter", ChannelKind::Organic)));
    }
}

#[test]
fn the_meridian_examples_are_understood() {
    check_shared(
        "meridian_national_all_channels.csv",
        &Expected {
            date: "time",
            outcome: ("conversions", OutcomeKind::Count),
            spend: &["Channel0_spend", "Channel1_spend", "Channel2_spend", "Channel3_spend", "Channel4_spend"],
            exposure: &[
                "Channel0_impression",
                "Channel1_impression",
                "Channel2_impression",
                "Channel3_impression",
                "Channel4_impression",
            ],
            organic: &["Organic_channel0_impression"],
            controls: &["competitor_sales_control", "sentiment_score_control"],
            promotions: &["Promo"],
            ignored: &["time", "revenue_per_conversion"],
            weeks: 156,
            ..NOTHING
        },
    );
    check_shared(
        "meridian_national_media_rf.csv",
        &Expected {
            date: "time",
            outcome: ("conversions", OutcomeKind::Count),
            spend: &["Channel0_spend", "Channel1_spend", "Channel2_spend", "Channel3_spend"],
            exposure: &["Channel0_impression", "Channel1_impression", "Channel2_impression"],
            reach: &["Channel3_reach"],
            frequency: &["Channel3_frequency"],
            controls: &["competitor_activity_score_control", "sentiment_score_control"],
            ignored: &["time", "revenue_per_conversion", "Channel3_impression"],
            weeks: 156,
            ..NOTHING
        },
    );
}

#[test]
fn the_recovery_world_is_understood() {
    check_shared(
        "recovery/small.csv",
        &Expected {
            date: "date",
            outcome: ("y", OutcomeKind::Count),
            spend: &["x1_Search-Ads", "x2_Social-Media", "x3_Local-Ads", "x4_Email"],
            controls: &["c1", "c2"],
            ignored: &["date", "geo"],
            weeks: 104,
            ..NOTHING
        },
    );
}

/// Sixty days of sales, spend, reach and frequency.
fn days_of_reach() -> String {
    let mut text = String::from("date,sales,tv_spend,tv_reach,tv_frequency,newsletter\n");
    for t in 0..420_i64 {
        let day = date(2024, 1, 1).saturating_add(t.days());
        text += &format!(
            "{day},{},{},{},{},{}\n",
            100 + t % 5,
            10 + t % 3,
            20 + 10 * (t % 2),
            1 + 2 * (t % 2),
            5 * (t % 4)
        );
    }
    text
}

/// Of two days one has 20 reached once and one 30 reached three times.
#[test]
fn frequencies_of_days_are_weighted_by_reach() {
    let (_, _, assembly) = ingested("f.csv", days_of_reach().as_bytes());
    let panel = assembly.panel.unwrap();
    let Activity::ReachFrequency { reach, frequency } = &panel.channels()[0].activity else { panic!("no reach") };
    assert_eq!(reach.by_week[0], 4.0 * 20.0 + 3.0 * 30.0);
    assert!((frequency.by_week[0] - (80.0 + 270.0) / 170.0).abs() < 1e-12);
    assert_eq!(panel.channels()[1].kind(), ChannelKind::Organic);
}

fn check_roles(changes: &[(&str, Role)], expected: &[FindingId]) {
    let table = read("f.csv", days_of_reach().as_bytes()).unwrap();
    let mut mapping = propose(&table);
    changes.iter().for_each(|(column, role)| mapping.set_role(column, *role));
    let findings = assemble(&table, &mapping).findings;
    let found: Vec<FindingId> = findings.iter().map(|f| f.id).filter(|id| *id != FindingId::DaysAddedUp).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_missing_of_a_channel_is_named() {
    check_roles(&[("tv_frequency", Role::Ignored)], &[FindingId::ReachWithoutFrequency]);
    check_roles(&[("tv_reach", Role::Exposure), ("tv_frequency", Role::Ignored)], &[]);
    check_roles(&[("tv_reach", Role::Exposure)], &[FindingId::SeveralMeasures]);
    check_roles(&[("newsletter", Role::Exposure)], &[FindingId::ContactsWithoutSpend]);
    let table = read("f.csv", days_of_reach().as_bytes()).unwrap();
    let mut mapping = propose(&table);
    for column in ["tv_reach", "tv_frequency"] {
        mapping.set_role(column, Role::Ignored);
    }
    mapping.set_role("newsletter", Role::Exposure);
    mapping.set_channel("newsletter", "tv_spend");
    let panel = assemble(&table, &mapping).panel.unwrap();
    assert_eq!(panel.channels()[0].kind(), ChannelKind::Exposure);
}

/// The weeks of a panel from this one on.
fn later(panel: &Panel, from: usize) -> Panel {
    let mut parts = PanelParts::from(panel.clone());
    parts.weeks.drain(..from);
    parts.outcome.drain(..from);
    for channel in &mut parts.channels {
        channel.spend_by_week.drain(..from);
        let rest = |series: &Series, _| Series::from(series.by_week[from..].to_vec());
        channel.activity = channel.activity.map(rest);
    }
    Panel::new(parts).unwrap()
}

#[test]
fn newer_weeks_continue_every_kind_of_channel() {
    let whole = crate::simulate::kinds_world(2).unwrap().panel;
    let newer = later(&whole, 97);
    let extension = extend(&whole.first_weeks(100), &newer, "f.csv").unwrap();
    assert_eq!(extension.panel, whole);
    let mut parts = PanelParts::from(newer);
    parts.channels[1].activity = Activity::Spend;
    let error = extend(&whole.first_weeks(100), &Panel::new(parts).unwrap(), "f.csv").unwrap_err();
    assert!(matches!(error, ExtendError::Role { .. }), "{error}");
}

#[test]
fn geographies_of_contacts_add_up() {
    let Some(bytes) = shared("meridian_geo_all_channels.csv") else { return };
    let (table, mut mapping, _) = ingested("geo.csv", &bytes);
    mapping.geography = Geography::AddedUp { column: "geo".into() };
    let national = assemble(&table, &mapping).panel.unwrap();
    mapping.measure_each("geo");
    let each = assemble(&table, &mapping).panel.unwrap();
    for (a, b) in national.channels().iter().zip(each.channels()) {
        assert_eq!(a.kind(), b.kind());
        assert!(a.amount_by_week().iter().zip(b.amount_by_week()).all(|(a, b)| (a - b).abs() <= 1e-9 * b));
    }
    assert_eq!(each.regions()[0].activity(0).kind(), each.channels()[0].kind());
}

#[test]
fn several_geographies_ask_for_a_choice() {
    let Some(bytes) = shared("meridian_geo_all_channels.csv") else { return };
    let (table, mut mapping, assembly) = ingested("geo.csv", &bytes);
    assert!(assembly.findings[0].message.contains("40 geographies"), "{}", assembly.findings[0].message);
    mapping.geography = Geography::AddedUp { column: "geo".into() };
    let national = assemble(&table, &mapping).panel.unwrap();
    mapping.geography = Geography::Only { column: "geo".into(), value: "Geo0".into() };
    let one = assemble(&table, &mapping).panel.unwrap();
    assert_eq!(one.weeks(), national.weeks());
    assert!(one.outcome()[0] < national.outcome()[0]);
}

#[test]
fn a_german_excel_file_is_understood() {
    let panel = check(
        "german_excel.csv",
        include_bytes!("samples/german_excel.csv"),
        &Expected {
            date: "Woche ab",
            outcome: ("Umsatz €", OutcomeKind::Money),
            spend: &["TV-Ausgaben", "Außenwerbung Kosten", "Suche Kosten"],
            prices: &["Ø-Preis"],
            promotions: &["Rabatt"],
            events: &["Feiertage"],
            controls: &["Temperatur °C"],
            ignored: &["Woche ab"],
            weeks: 70,
            findings: &[
                FindingId::TotalRows,
                FindingId::EmptySpend,
                FindingId::EmptyDriver,
                FindingId::PercentSigns,
                FindingId::CurrencySigns,
            ],
            ..NOTHING
        },
    );
    assert_eq!(panel.weeks()[0], date(2024, 1, 1));
    let drivers: Vec<&str> = panel.drivers().iter().map(|d| d.name.as_str()).collect();
    assert_eq!(drivers, ["Ø-Preis", "Rabatt", "Feiertage: Ostern", "Feiertage: Weihnachten", "Temperatur °C"]);
    assert_eq!(panel.drivers()[0].value_by_week[0], 19.9);
}

#[test]
fn a_daily_american_file_is_understood() {
    let panel = check(
        "us_daily.csv",
        include_bytes!("samples/us_daily.csv"),
        &Expected {
            date: "Date",
            outcome: ("Net Sales", OutcomeKind::Money),
            spend: &["Facebook Spend", "Google Ads Cost"],
            exposure: &["Facebook Impressions"],
            events: &["Holiday"],
            ignored: &["Date", "Orders", "Customer Email"],
            weeks: 63,
            findings: &[
                FindingId::UnsortedDates,
                FindingId::LinesAboveTable,
                FindingId::CurrencySigns,
                FindingId::DaysAddedUp,
            ],
            ..NOTHING
        },
    );
    assert_eq!((panel.weeks()[0], panel.weeks()[0].weekday()), (date(2023, 12, 31), Weekday::Sunday));
}

#[test]
fn a_unicode_text_file_is_understood() {
    check(
        "unicode_text.txt",
        include_bytes!("samples/unicode_text.txt"),
        &Expected {
            date: "Week",
            outcome: ("Orders", OutcomeKind::Count),
            spend: &["Radio spend", "Podcast spend"],
            organic: &["Newsletter sends"],
            controls: &["Store visits"],
            ignored: &["Week", "t"],
            weeks: 60,
            ..NOTHING
        },
    );
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
fn spend_before_the_first_outcome_is_kept_for_its_carry_over() {
    let without = |lines: &mut Vec<String>| {
        (2..6).for_each(|row| set(row, 1, "")(lines));
        [2, 3].into_iter().for_each(|column| set(2, column, "0")(lines));
    };
    let assembly = ingested("f.csv", weekly_file(without).as_bytes()).2;
    let mut found = ids(&assembly);
    found.sort();
    let mut expected = [FindingId::SpendBeforeOutcome, FindingId::NoOutcomeYet];
    expected.sort();
    assert_eq!(found, expected, "the row without spend is left out as ever");
    let panel = assembly.panel.unwrap();
    assert_eq!((panel.week_count(), panel.weeks()[0]), (56, date(2024, 1, 29)));
    assert_eq!(panel.channels()[0].history, [51.0, 52.0, 53.0]);
    assert_eq!(panel.channels()[1].history, [21.0, 22.0, 23.0]);
}

/// Days: a week in which the outcome begins halfway belongs to the history.
#[test]
fn days_of_spend_before_the_first_outcome_become_weeks() {
    let day = |i: i64| {
        let outcome = if i < 10 { String::new() } else { (500 + i % 9).to_string() };
        format!("{},{outcome},{}", date(2024, 1, 1).saturating_add(i.days()), 10 + i % 7)
    };
    let lines: Vec<String> = (0..70 * 7).map(day).collect();
    let text = format!("day,revenue,tv_spend\n{}", lines.join("\n"));
    let panel = ingested("f.csv", text.as_bytes()).2.panel.unwrap();
    assert_eq!((panel.week_count(), panel.weeks()[0]), (68, date(2024, 1, 15)));
    assert_eq!(panel.channels()[0].history, [91.0, 91.0]);
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
    let (table, mapping, assembly) = ingested("german_excel.csv", include_bytes!("samples/german_excel.csv"));
    let table: Table = serde_json::from_str(&serde_json::to_string(&table).unwrap()).unwrap();
    let mapping: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert_eq!(assemble(&table, &mapping), assembly);
}

#[test]
fn a_newer_file_continues_the_panel() {
    let text = weekly_file(|_| {});
    let lines: Vec<&str> = text.lines().collect();
    let older = lines[..56].join("\n");
    let newer = format!("{}\n{}", lines[0], lines[54..].join("\n"));
    let (_, mapping, assembly) = ingested("older.csv", older.as_bytes());
    let old = assembly.panel.unwrap();
    let update = assemble_update(&read("newer.csv", newer.as_bytes()).unwrap(), &mapping, &old);
    let extension = extend(&old, &update.panel.unwrap(), "newer.csv").unwrap();
    assert_eq!(extension.added_weeks.len(), 5);
    assert_eq!(extension.restated, []);
    assert_eq!(Some(extension.panel), ingested("f.csv", text.as_bytes()).2.panel);
}

#[test]
fn a_newer_file_need_not_repeat_known_events() {
    let events = |i: usize| ["", "", "launch", "", "outage"][i % 5];
    let text = weekly_file(|lines| {
        lines
            .iter_mut()
            .enumerate()
            .for_each(|(i, l)| *l = format!("{l},{}", if i == 0 { "events" } else { events(i) }));
    });
    let lines: Vec<&str> = text.lines().collect();
    let (_, mapping, assembly) = ingested("older.csv", lines[..59].join("\n").as_bytes());
    let old = assembly.panel.unwrap();
    let newer = format!("{}\n{}", lines[0], lines[60..].join("\n"));
    let newer = newer.replace(",launch", ",").replace(",outage", ",");
    let update = assemble_update(&read("newer.csv", newer.as_bytes()).unwrap(), &mapping, &old).panel.unwrap();
    let of_panel = |panel: &Panel| panel.drivers().iter().map(|d| d.name.clone()).collect::<Vec<_>>();
    assert_eq!(of_panel(&update), of_panel(&old));
}

/// What the user chose for one file holds for the next: even a week without a holiday has the column.
#[test]
fn holidays_come_from_the_calendar_in_every_file() {
    use crate::calendar::holidays::{CalendarEvents, Country, OccasionKind};
    let text = weekly_file(|_| {});
    let lines: Vec<&str> = text.lines().collect();
    let older = read("older.csv", lines[..59].join("\n").as_bytes()).unwrap();
    let mut mapping = propose(&older);
    assert!(assemble(&older, &mapping).panel.unwrap().drivers().iter().all(|d| !d.name.contains("Easter")));
    mapping.calendar = Some(CalendarEvents::holidays_of(Country::Germany));
    let text = serde_json::to_string(&mapping).unwrap();
    let mapping: Mapping = serde_json::from_str(&text).unwrap();
    let old = assemble(&older, &mapping).panel.unwrap();
    let easter = old.drivers().iter().find(|d| d.name == "Easter weekend").unwrap();
    assert!(matches!(easter.kind, DriverKind::Calendar(o) if o.kind == OccasionKind::Easter));
    assert_eq!(easter.value_by_week.iter().sum::<f64>() as usize % 4, 0);
    let newer = read("newer.csv", format!("{}\n{}", lines[0], lines[60]).as_bytes()).unwrap();
    let update = assemble_update(&newer, &mapping, &old).panel.unwrap();
    let longer = extend(&old, &update, "newer.csv");
    assert_eq!(update.drivers().len(), old.drivers().len());
    assert!(longer.is_ok() || update.weeks()[0] > old.last_week());
}

/// Text that is nearly a table: what random bytes hardly ever are.
fn nearly_a_table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just("2024-01-01".to_owned()),
        Just("01/02/2024".to_owned()),
        Just("Total".to_owned()),
        Just("\"".to_owned()),
        Just("tv_spend".to_owned()),
        Just("revenue".to_owned()),
        Just("na".to_owned()),
        "[0-9]{1,4}[.,]?[0-9]{0,4}",
        "\\PC{0,6}",
    ];
    let row = prop::collection::vec(cell, 0..6).prop_map(|cells| cells.join(","));
    prop::collection::vec(row, 0..12).prop_map(|rows| format!("date,revenue,tv_spend,price\n{}", rows.join("\n")))
}

/// Goes the whole way with every repair refused and with none.
fn go_through(bytes: &[u8]) {
    let Ok(table) = read("f", bytes) else { return };
    let mut mapping = propose(&table);
    let assembly = assemble(&table, &mapping);
    for finding in &assembly.findings {
        mapping.refused_repairs.insert(finding.id);
    }
    for grain in [Grain::Daily, Grain::Weekly] {
        mapping.grain = grain;
        let again = assemble(&table, &mapping);
        if let Some(panel) = again.panel {
            let update = assemble_update(&table, &mapping, &panel);
            let _ = update.panel.map(|new| extend(&panel, &new, "f"));
        }
    }
}

/// Days from `start`: a file and the totals of outcome and spend.
fn daily_file(start: Date, days: &[(u32, u32)]) -> String {
    let rows = days
        .iter()
        .enumerate()
        .map(|(i, (revenue, spend))| format!("{},{revenue},{spend}\n", start.saturating_add((i as i64).days())));
    format!("day,revenue,tv_spend\n{}", rows.collect::<String>())
}

proptest! {
    #[test]
    fn any_bytes_are_met_calmly(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        go_through(&bytes);
    }

    #[test]
    fn any_text_is_met_calmly(text in "(\\PC|[,;\t|\"\r\n]){0,200}") {
        go_through(text.as_bytes());
    }

    #[test]
    fn nearly_a_table_is_met_calmly(text in nearly_a_table()) {
        go_through(text.as_bytes());
    }

    #[test]
    fn the_order_of_rows_does_not_matter(order in Just((1..=60).collect::<Vec<usize>>()).prop_shuffle()) {
        let text = weekly_file(|lines| lines.push(lines[7].replace("2024-02-12,", "2024-02-12,0.1")));
        let lines: Vec<&str> = text.lines().collect();
        let mixed: Vec<&str> = [0].iter().chain(&order).chain(&[61]).map(|&i| lines[i]).collect();
        let sorted = ingested("f.csv", text.as_bytes());
        let shuffled = ingested("f.csv", mixed.join("\n").as_bytes());
        prop_assert!(sorted.2.panel.is_some());
        prop_assert_eq!(sorted.1, shuffled.1);
        prop_assert_eq!(sorted.2.panel, shuffled.2.panel);
    }

    #[test]
    fn days_keep_their_totals(
        offset in 0_i64..7,
        days in prop::collection::vec((1_u32..10_000, 1_u32..10_000), 380..420),
    ) {
        let start = date(2024, 1, 1).saturating_add(offset.days());
        let panel = ingested("f.csv", daily_file(start, &days).as_bytes()).2.panel.unwrap();
        let skipped = usize::try_from(days_between(start, panel.weeks()[0])).unwrap();
        let kept = || days.iter().skip(skipped).take(panel.week_count() * 7);
        prop_assert!(skipped < 7 && days.len() - skipped - panel.week_count() * 7 < 7);
        prop_assert_eq!(panel.outcome().iter().sum::<f64>(), kept().map(|d| f64::from(d.0)).sum::<f64>());
        prop_assert_eq!(panel.channels()[0].spend_by_week.iter().sum::<f64>(), kept().map(|d| f64::from(d.1)).sum::<f64>());
    }
}
