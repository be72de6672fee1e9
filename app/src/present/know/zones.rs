//! Time zones in words: which there are to choose, and how a file's times were read.

use crate::state::{SheetRead, SourceView};
use engine::dataset::Source;
use engine::exports::Times;

/// The zones offered, with their largest cities; each other zone that an export names is understood too.
const ZONES: [(&str, &str); 44] = [
    ("UTC", "UTC"),
    ("Europe/London", "London, Dublin, Lisbon"),
    ("Europe/Berlin", "Berlin, Paris, Madrid, Rome, Amsterdam, Zurich"),
    ("Europe/Athens", "Athens, Helsinki, Bucharest"),
    ("Europe/Kyiv", "Kyiv"),
    ("Europe/Istanbul", "Istanbul"),
    ("Europe/Moscow", "Moscow"),
    ("America/New_York", "New York, Toronto"),
    ("America/Chicago", "Chicago"),
    ("America/Denver", "Denver"),
    ("America/Phoenix", "Phoenix"),
    ("America/Los_Angeles", "Los Angeles"),
    ("America/Vancouver", "Vancouver"),
    ("America/Anchorage", "Anchorage"),
    ("Pacific/Honolulu", "Honolulu"),
    ("America/Halifax", "Halifax"),
    ("America/St_Johns", "St. John's"),
    ("America/Mexico_City", "Mexico City"),
    ("America/Bogota", "Bogotá, Lima"),
    ("America/Santiago", "Santiago"),
    ("America/Sao_Paulo", "São Paulo"),
    ("America/Argentina/Buenos_Aires", "Buenos Aires"),
    ("Africa/Casablanca", "Casablanca"),
    ("Africa/Lagos", "Lagos"),
    ("Africa/Cairo", "Cairo"),
    ("Africa/Johannesburg", "Johannesburg"),
    ("Africa/Nairobi", "Nairobi"),
    ("Asia/Jerusalem", "Jerusalem"),
    ("Asia/Riyadh", "Riyadh"),
    ("Asia/Dubai", "Dubai"),
    ("Asia/Karachi", "Karachi"),
    ("Asia/Kolkata", "Mumbai, Delhi"),
    ("Asia/Kathmandu", "Kathmandu"),
    ("Asia/Dhaka", "Dhaka"),
    ("Asia/Bangkok", "Bangkok, Hanoi"),
    ("Asia/Jakarta", "Jakarta"),
    ("Asia/Singapore", "Singapore, Kuala Lumpur"),
    ("Asia/Shanghai", "Shanghai, Hong Kong"),
    ("Asia/Tokyo", "Tokyo"),
    ("Asia/Seoul", "Seoul"),
    ("Australia/Perth", "Perth"),
    ("Australia/Brisbane", "Brisbane"),
    ("Australia/Sydney", "Sydney, Melbourne"),
    ("Pacific/Auckland", "Auckland"),
];

/// The zones with their keys: none first, then the chosen one where it is another than those offered.
#[must_use]
pub fn zone_choices(chosen: &str, none: &str) -> Vec<(String, String)> {
    let offered = ZONES.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned()));
    let is_other = !chosen.is_empty() && ZONES.iter().all(|(key, _)| *key != chosen);
    let other = is_other.then(|| (chosen.to_owned(), chosen.to_owned()));
    std::iter::once((String::new(), none.to_owned())).chain(other).chain(offered).collect()
}

/// The zone as shown.
fn shown(zone: &str) -> &str {
    ZONES.iter().find(|(key, _)| *key == zone).map_or(zone, |(_, label)| label)
}

/// Whether a file's rows say when on their day.
#[must_use]
pub fn has_times(sheet: &SheetRead) -> bool {
    sheet.reading.times != Times::Days
}

/// How a file's times of day were read; none where it has none. `counted` is the zone in which days are counted. Which
/// zones are known beside those offered, the worker says, which has the list of all.
#[must_use]
pub fn times_sentence(
    sheet: &SheetRead,
    source: &Source,
    view: Option<&SourceView>,
    counted: Option<&str>,
) -> Option<String> {
    let zone = source.time_zone.as_str();
    let is_offered = ZONES.iter().any(|(key, _)| *key == zone);
    let is_zone_known = is_offered || !zone.is_empty() && view.is_none_or(|view| view.is_zone_known);
    let (written, is_known) = match sheet.reading.times {
        Times::Days => return None,
        Times::Offset => ("each with its distance from UTC".to_owned(), true),
        Times::Local if is_zone_known => (format!("in the time zone {}", shown(zone)), true),
        Times::Local => ("without a time zone".to_owned(), false),
    };
    let days = match counted {
        None => "Its days are those that are written.".to_owned(),
        Some(counted) if is_known => format!("Its days are those of {}.", shown(counted)),
        Some(_) => "Until its time zone is chosen, its days are those that are written.".to_owned(),
    };
    Some(format!("Its rows have a time of day, {written}. {days}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::dataset::{Lateness, Score, SourceId};
    use engine::exports::{Head, Report, Zone, recognise};
    use engine::tabular::{CellKind, Row};

    #[test]
    fn every_zone_offered_is_known() {
        for (key, _) in ZONES {
            assert!(Zone::named(key).is_some(), "{key}");
        }
        assert_eq!(zone_choices("PT", "as written")[1].0, "PT");
        assert_eq!(zone_choices("UTC", "as written").len(), ZONES.len() + 1);
    }

    fn sheet(times: Times) -> SheetRead {
        let mut head = Head { name: "orders.csv".into(), ..Head::default() };
        for (i, cells) in [["Order", "Created at", "Revenue"], ["1", "2024-03-31 23:30", "5"]].iter().enumerate() {
            let mut row = Row::default();
            row.start(i as u32 + 1);
            cells.iter().for_each(|cell| row.push(cell, CellKind::Text));
            head.rows.push(row);
        }
        let mut reading = recognise(&head).unwrap().reading;
        reading.times = times;
        SheetRead {
            source: Source::new("a1", "orders.csv", reading.platform, jiff::Timestamp::UNIX_EPOCH),
            reading,
            confidence: 0.9,
            alternatives: vec![],
            left_out: vec![],
            notes: vec![],
            report: Report::default(),
            days: (jiff::civil::date(2024, 3, 31), jiff::civil::date(2024, 3, 31)),
        }
    }

    fn check(times: Times, (zone, is_zone_known): (&str, bool), counted: Option<&str>, has: &[&str]) {
        let sheet = sheet(times);
        let source = Source { time_zone: zone.into(), ..sheet.source.clone() };
        let view = SourceView {
            id: SourceId("a1".into()),
            score: Score { source: SourceId("a1".into()), points: 100, findings: (0, 0, 0) },
            lateness: Lateness::NotExpected,
            is_zone_known,
            spend: 0.0,
        };
        let sentence = times_sentence(&sheet, &source, Some(&view), counted).unwrap_or_default();
        assert!(has.iter().all(|part| sentence.contains(part)), "{sentence}");
        assert_eq!((sentence.is_empty(), has_times(&sheet)), (has.is_empty(), !has.is_empty()));
    }

    #[test]
    fn times_are_told() {
        check(Times::Days, ("", false), None, &[]);
        check(Times::Offset, ("", false), Some("Europe/Berlin"), &["distance from UTC", "those of Berlin"]);
        check(Times::Local, ("UTC", false), None, &["zone UTC", "those that are written"]);
        check(Times::Local, ("", false), Some("Asia/Tokyo"), &["without a time zone", "Until"]);
        check(Times::Local, ("PT", true), Some("Asia/Tokyo"), &["zone PT", "those of Tokyo"]);
        check(Times::Local, ("Store time", false), Some("Asia/Tokyo"), &["without a time zone", "Until"]);
    }
}
