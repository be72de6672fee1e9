//! What must hold for any bytes, and for any order and number of days.

use super::super::*;
use super::{ingested, weekly_file};
use crate::calendar::days_between;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

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
