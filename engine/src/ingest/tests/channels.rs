//! What makes up a channel: reach and frequency, contacts, geographies, and spend before the first outcome.

use super::super::*;
use super::{ids, ingested, set, shared, weekly_file};
use crate::panel::{Activity, ChannelKind};
use jiff::ToSpan;
use jiff::civil::date;

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
