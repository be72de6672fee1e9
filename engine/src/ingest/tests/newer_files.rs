//! A newer file beside the panel of an older one.

use super::super::*;
use super::{ingested, weekly_file};
use crate::panel::{Activity, DriverKind, Panel, PanelParts, Series};

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
