//! The worker's side of sources: files become tallies; tallies are kept at hand and asked about.
//!
//! Knows nothing of the browser, so that it is tested natively.

use super::compute::Answered;
use super::library::{ExportRead, ExportToRead, LibraryQuestion, LibraryView, SheetRead, SheetRefused, SourceView};
use super::protocol::{Answer, Refusal};
use crate::storage::saved::tally::{pack, unpack};
use engine::dataset::{Cell, Log, Overview, Source, SourceId, Tallies, lineage, overview, propose, score};
use engine::exports::{Extraction, Head, Recognition, Tally, extract, recognise_with};
use engine::finance::reconcile;
use engine::tabular::{Bytes, ReadError, Sheet, open};
use engine::taxonomy::{Preview, suggest, suggest_renames};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What stands between a file's name and its sheet's.
const WITHIN: &str = " › ";
/// Bytes of a hash that name a source.
const ID_BYTES: usize = 8;

/// Reads a file sheet by sheet.
///
/// # Errors
/// Where no file came along.
pub fn read_export(wanted: &ExportToRead, file: Option<Box<dyn Bytes>>) -> Answered {
    let file = file.ok_or_else(|| Refusal::NotUnderstood("the file is missing".into()))?;
    let (mut read, mut tallies) = (ExportRead::default(), vec![]);
    match open(&wanted.name, file) {
        Err(error) => read.refused.push(refused(&wanted.name, &error)),
        Ok(sheets) => {
            for sheet in &sheets {
                match read_sheet(sheet, wanted) {
                    Ok((sheet, tally)) => {
                        read.sheets.push(sheet);
                        tallies.push(tally);
                    }
                    Err(why) => read.refused.push(why),
                }
            }
        }
    }
    Ok((Answer::ExportRead(read), tallies))
}

fn refused(name: &str, error: &ReadError) -> SheetRefused {
    SheetRefused { name: name.to_owned(), why: error.to_string(), advice: error.advice().to_owned() }
}

fn read_sheet(sheet: &Sheet, wanted: &ExportToRead) -> Result<(SheetRead, Vec<u8>), SheetRefused> {
    let unreadable = |error: ReadError| refused(&sheet.name, &error);
    let none = |why: &str, advice: &str| SheetRefused {
        name: sheet.name.clone(),
        why: why.to_owned(),
        advice: advice.to_owned(),
    };
    let head = Head::read(&sheet.name, &mut *sheet.rows()).map_err(unreadable)?;
    let found = recognise_with(&head, &wanted.known).filter(Recognition::is_usable).ok_or_else(|| {
        none(NO_DATA, "Export a table with a row for each day or week, with its names in the first row.")
    })?;
    let extraction = extract(&sheet.name, found.reading.clone(), || sheet.rows());
    let days = days_of(&extraction.tally);
    let days = days.ok_or_else(|| {
        none("No row of it could be used.", "Check the dates and amounts of the report, then export it again.")
    })?;
    let bytes = pack(&extraction.tally).map_err(|why| none(&why, ""))?;
    Ok((sheet_read(found, extraction, &bytes, days, wanted), bytes))
}

const NO_DATA: &str = "No column dates its rows, or none holds an amount.";

fn sheet_read(
    found: Recognition,
    extraction: Extraction,
    bytes: &[u8],
    days: (Date, Date),
    wanted: &ExportToRead,
) -> SheetRead {
    let Extraction { report, reading, .. } = extraction;
    let id = id_of(&report.sheet, bytes);
    let (file, part) = report.sheet.split_once(WITHIN).unwrap_or((&report.sheet, ""));
    let source = Source {
        sheet: part.to_owned(),
        time_zone: reading.zone.clone().unwrap_or_default(),
        ..Source::new(&id, file, reading.platform, wanted.imported)
    };
    let Recognition { confidence, alternatives, left_out, notes, .. } = found;
    SheetRead { source, reading, confidence, alternatives, left_out, notes, report, days }
}

/// The same content under the same name is the same source, whenever it comes.
fn id_of(sheet: &str, tally: &[u8]) -> String {
    let mut hash = Sha256::new();
    for part in [sheet.as_bytes(), &[0], tally] {
        hash.update(part);
    }
    hash.finalize().iter().take(ID_BYTES).fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn days_of(tally: &Tally) -> Option<(Date, Date)> {
    let first = tally.lines.iter().map(|line| line.from).min()?;
    let last = tally.lines.iter().map(|line| line.to).max()?;
    Some((first, last))
}

/// Keeps tallies at hand.
///
/// # Errors
/// Where a buffer is no tally.
pub fn keep(tallies: &mut Tallies, ids: Vec<SourceId>, buffers: &[Vec<u8>]) -> Answered {
    for (id, bytes) in ids.into_iter().zip(buffers) {
        let tally = unpack(bytes).map_err(Refusal::NotUnderstood)?;
        tallies.insert(id, tally);
    }
    Ok((Answer::Loaded, vec![]))
}

/// The sources of the log whose tallies are not at hand.
fn missing(tallies: &Tallies, log: &Log) -> Result<engine::dataset::State, Refusal> {
    let state = log.state();
    let missing: Vec<SourceId> = state.sources.keys().filter(|id| !tallies.contains_key(*id)).cloned().collect();
    if missing.is_empty() { Ok(state) } else { Err(Refusal::TalliesMissing(missing)) }
}

/// What the sources come to.
///
/// # Errors
/// Where tallies are not at hand.
pub fn view(tallies: &Tallies, question: &LibraryQuestion) -> Answered {
    let state = missing(tallies, &question.log)?;
    let Overview { built, seen, checks, lifespans, restatements, shared, parts, profit } =
        overview(&state, tallies, question.today);
    let rules = Preview::of(&state.taxonomy, &seen);
    let open: Vec<usize> = rules.uncaught.iter().map(|one| one.seen).collect();
    let glance = |(id, source): (&SourceId, &Source)| {
        let days = tallies.get(id).and_then(days_of);
        let shown = source.shown();
        SourceView {
            id: id.clone(),
            score: score(&checks, id),
            lateness: days.map_or(engine::dataset::Lateness::NotExpected, |d| source.lateness(d.1, question.today)),
            is_zone_known: engine::exports::Zone::named(&source.time_zone).is_some(),
            spend: seen.iter().filter(|one| one.source == shown).map(|one| one.spend).sum(),
        }
    };
    let view = LibraryView {
        built,
        sources: state.sources.iter().map(glance).collect(),
        suggestions: suggest(&seen, &open),
        renames: suggest_renames(&lifespans),
        restatements,
        shared,
        ledger: reconcile(&state.ledger, &parts),
        profit,
        rules,
        seen,
        checks,
        state,
    };
    Ok((Answer::Library(Box::new(view)), vec![]))
}

/// A taxonomy, currency and outcome for the sources as they are.
///
/// # Errors
/// Where tallies are not at hand.
pub fn proposal(tallies: &Tallies, log: &Log) -> Answered {
    let state = missing(tallies, log)?;
    Ok((Answer::Proposed(Box::new(propose(&state, tallies))), vec![]))
}

/// Where a cell comes from.
///
/// # Errors
/// Where tallies are not at hand.
pub fn trace(tallies: &Tallies, log: &Log, cell: &Cell) -> Answered {
    let state = missing(tallies, log)?;
    Ok((Answer::Traced(Box::new(lineage(&state, tallies, cell))), vec![]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::dataset::{Column, Entry, Event};
    use engine::tabular::InMemory;
    use jiff::Timestamp;

    fn read(name: &str, text: &str) -> (ExportRead, Vec<Vec<u8>>) {
        let wanted = ExportToRead { name: name.into(), known: vec![], imported: Timestamp::UNIX_EPOCH };
        let file: Box<dyn Bytes> = Box::new(InMemory(text.as_bytes().to_vec()));
        match read_export(&wanted, Some(file)).unwrap() {
            (Answer::ExportRead(read), tallies) => (read, tallies),
            (other, _) => panic!("{other:?}"),
        }
    }

    fn days() -> impl Iterator<Item = jiff::civil::Date> {
        (0..400).map(|i| {
            engine::calendar::add_weeks(jiff::civil::date(2024, 1, 1), i / 7).saturating_add(jiff::ToSpan::days(i % 7))
        })
    }

    fn meta() -> String {
        let head = "Reporting starts,Reporting ends,Campaign name,Impressions,Amount spent (USD)\n".to_owned();
        days().fold(head, |text, day| text + &format!("{day},{day},META_US_Prospecting,1000,100.25\n"))
    }

    fn shop() -> String {
        days().fold("Date,Store,Revenue\n".to_owned(), |text, day| text + &format!("{day},Berlin,1000.50\n"))
    }

    #[test]
    fn one_table_with_everything_in_it_is_no_export() {
        let wide = days()
            .step_by(7)
            .fold("week,revenue,tv_spend,price\n".to_owned(), |t, day| t + &format!("{day},100,10,9\n"));
        let (read_wide, _) = read("weekly.csv", &wide);
        assert!(read_wide.sheets.iter().all(SheetRead::is_one_table), "{:?}", read_wide.sheets);
        let (read_meta, _) = read("Meta.csv", &meta());
        assert!(!read_meta.sheets[0].is_one_table(), "{:?}", read_meta.sheets[0].reading);
        let (nothing, _) = read("a.csv", "hello");
        assert_eq!((nothing.sheets.len(), nothing.refused.len()), (0, 1));
    }

    #[test]
    fn exports_become_a_panel_of_which_every_cell_is_traced() {
        let (mut tallies, mut log) = (Tallies::new(), Log::default());
        for (name, text) in [("Meta.csv", meta()), ("shop.csv", shop())] {
            let (read, buffers) = read(name, &text);
            let source = read.sheets[0].source.clone();
            keep(&mut tallies, vec![source.id.clone()], &buffers).unwrap();
            log.append(Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event: Event::Imported(source) })
                .unwrap();
        }
        let Ok((Answer::Proposed(proposed), _)) = proposal(&tallies, &log) else { panic!("no proposal") };
        for event in proposed.events(&log.state()) {
            log.append(Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event }).unwrap();
        }
        let question = LibraryQuestion { log: log.clone(), today: jiff::civil::date(2025, 3, 1) };
        let Ok((Answer::Library(view), _)) = view(&tallies, &question) else { panic!("no view") };
        let panel = view.built.panel.as_ref().unwrap();
        assert_eq!(panel.week_count(), 57);
        assert!((panel.channels()[0].spend_by_week[3] - 701.75).abs() < 1e-9);
        let column = view.built.columns.iter().find(|(c, _)| matches!(c, Column::Channel(_))).unwrap().0.clone();
        let cell = Cell { column, week: panel.weeks()[3], market: None };
        let Ok((Answer::Traced(lineage), _)) = trace(&tallies, &log, &cell) else { panic!("no lineage") };
        assert_eq!((lineage.sum.to_f64(), lineage.origins.len()), (701.75, 1));
    }

    /// Orders, one a day, each half an hour before midnight of a place that is not named.
    fn orders() -> String {
        let head = "Order,Created at,Store,Revenue\n".to_owned();
        let amount = |i: usize| 10 + i % 11;
        days().enumerate().fold(head, |text, (i, day)| text + &format!("{i},{day} 23:30:00,B,{}\n", amount(i)))
    }

    fn add(log: &mut Log, event: Event) {
        log.append(Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event }).unwrap();
    }

    fn outcome(log: &Log, tallies: &Tallies) -> Vec<f64> {
        let question = LibraryQuestion { log: log.clone(), today: jiff::civil::date(2025, 3, 1) };
        let Ok((Answer::Library(view), _)) = view(tallies, &question) else { panic!("no view") };
        view.built.panel.unwrap().outcome().to_vec()
    }

    #[test]
    fn days_are_those_of_the_zone_that_is_chosen_and_the_next_file_follows() {
        let (mut tallies, mut log) = (Tallies::new(), Log::default());
        let mut reading = None;
        for (name, text) in [("Meta.csv", meta()), ("orders.csv", orders())] {
            let (read, buffers) = read(name, &text);
            let sheet = read.sheets[0].clone();
            keep(&mut tallies, vec![sheet.source.id.clone()], &buffers).unwrap();
            add(&mut log, Event::Imported(sheet.source.clone()));
            reading = Some((sheet.source.id, sheet.reading));
        }
        let Ok((Answer::Proposed(proposed), _)) = proposal(&tallies, &log) else { panic!("no proposal") };
        proposed.events(&log.state()).into_iter().for_each(|event| add(&mut log, event));
        let as_written = outcome(&log, &tallies);
        let zone = Some("Europe/Berlin".to_owned());
        let settings = engine::dataset::Settings { zone, ..log.state().settings };
        add(&mut log, Event::SettingsChanged(settings));
        assert_eq!(outcome(&log, &tallies), as_written, "nothing says in which zone the times are");
        let what = "its times are of UTC".to_owned();
        let (id, mut reading) = reading.unwrap();
        add(&mut log, Event::MappingChanged { source: id, what, currency: None, time_zone: "UTC".into() });
        assert_ne!(outcome(&log, &tallies), as_written);
        let last = log.entries().len() - 1;
        add(&mut log, Event::Undone(last));
        assert_eq!(outcome(&log, &tallies), as_written);
        // The next file is read in the zone that was chosen for the first.
        (reading.zone, reading.zone_is_chosen) = (Some("UTC".into()), true);
        let wanted = ExportToRead { name: "new.csv".into(), known: vec![reading], imported: Timestamp::UNIX_EPOCH };
        let file: Box<dyn Bytes> = Box::new(InMemory(orders().into_bytes()));
        let Ok((Answer::ExportRead(next), _)) = read_export(&wanted, Some(file)) else { panic!("not read") };
        assert_eq!(next.sheets[0].source.time_zone, "UTC");
    }

    #[test]
    fn a_view_asks_for_the_tallies_that_it_lacks() {
        let (read, _) = read("Meta.csv", &meta());
        let source = read.sheets[0].source.clone();
        let mut log = Log::default();
        log.append(Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event: Event::Imported(source.clone()) })
            .unwrap();
        let question = LibraryQuestion { log, today: jiff::civil::date(2025, 3, 1) };
        assert_eq!(view(&Tallies::new(), &question), Err(Refusal::TalliesMissing(vec![source.id])));
    }

    /// The wire is positional, the workspace's file is JSON: both bring back what was sent.
    #[test]
    fn what_was_read_survives_the_wire_and_the_file() {
        let (read, _) = read("Meta.csv", &meta());
        let parcel = crate::worker::Parcel::pack(&Answer::ExportRead(read.clone()), vec![]).unwrap();
        assert_eq!(parcel.message::<Answer>().unwrap(), Answer::ExportRead(read.clone()));
        let text = serde_json::to_string(&read.sheets).unwrap();
        assert_eq!(serde_json::from_str::<Vec<SheetRead>>(&text).unwrap(), read.sheets);
    }
}
