//! Whole files as people have them: published examples and exports of spreadsheets, and what becomes of every column.

use super::super::*;
use super::{ids, ingested, names, shared};
use crate::panel::{ChannelKind, DriverKind, OutcomeKind, Panel};
use jiff::civil::{Weekday, date};

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

#[test]
fn a_german_excel_file_is_understood() {
    let panel = check(
        "german_excel.csv",
        include_bytes!("../samples/german_excel.csv"),
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
        include_bytes!("../samples/us_daily.csv"),
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
        include_bytes!("../samples/unicode_text.txt"),
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
