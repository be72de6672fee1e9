//! Know, many files: sources are read, decided about, undone, traced. Every decision is an entry of the log.

use crate::browser::settings::{self, Keep};
use crate::browser::task;
use crate::state::app_state::AppState;
use crate::state::content::WorkspaceKind;
use crate::state::import::Importing;
use crate::state::library::{Library, SourceSheet};
use crate::state::moment::Moment;
use crate::state::problem::{Loadable, Problem};
use crate::state::reduce::{self, Assembled};
use crate::state::runtime::Topic;
use crate::worker::{Answer, ExportRead, ExportToRead, Request, SheetRead, SheetRefused};
use engine::dataset::{Cell, Entry, Event, Source, SourceId};
use engine::exports::Reading;
use engine::ingest::MAX_BYTES;
use engine::taxonomy::{NodeId, Rule, RuleId, Setting};
use jiff::Timestamp;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use web_sys::File;

/// The setting that holds the author's name.
const AUTHOR: &str = "author";
/// The author where no name was given.
const NOBODY: &str = "You";

impl AppState {
    /// Reads files: one plain table as the workspace's data, everything else as sources.
    pub fn add_files(self, files: Vec<File>) {
        if !self.may_edit() || self.read(|c| c.kind) == Some(WorkspaceKind::Demo) {
            return files.into_iter().take(1).for_each(|file| self.import_file(file));
        }
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Data);
        let known = self.known_readings();
        let imported = now();
        task::spawn(async move {
            let count = files.len();
            let (mut read, mut tallies) = (ExportRead::default(), vec![]);
            for (place, file) in files.iter().enumerate() {
                let name = file.name();
                let shown = if count == 1 { name.clone() } else { format!("{name} ({} of {count})", place + 1) };
                self.cells.importing.set(Importing::Reading { file: shown });
                let wanted = ExportToRead { name, known: known.clone(), imported };
                let (one, more) = runtime.readers.read(file.clone(), wanted).await;
                if !runtime.is_last(turn) {
                    return;
                }
                for sheet in &one.sheets {
                    runtime.chosen_files.borrow_mut().insert(sheet.source.id.clone(), file.clone());
                }
                read.sheets.extend(one.sheets);
                read.refused.extend(one.refused);
                tallies.extend(more);
            }
            // What reading took of the memory is given back.
            runtime.readers.stop();
            self.cells.importing.set(Importing::Nothing);
            if let ([file], true) = (&files[..], self.is_plain_table(&read, &files)) {
                return self.import_file(file.clone());
            }
            self.take_sources(read, tallies).await;
        });
    }

    /// Stops reading; nothing of the files is taken.
    pub fn stop_reading(self) {
        let runtime = self.runtime();
        runtime.begin(Topic::Data);
        runtime.readers.stop();
        self.cells.importing.set(Importing::Nothing);
    }

    /// Whether what came is one table of a kind of its own, for a workspace without sources: the table's screen has
    /// every column with its role.
    fn is_plain_table(self, read: &ExportRead, files: &[File]) -> bool {
        let without = self.read(|c| c.library.is_empty()) == Some(true);
        let small = files.first().is_some_and(|file| file.size() <= MAX_BYTES as f64);
        let text = files.first().is_some_and(|file| has_text_ending(&file.name()));
        let plain = match (&read.sheets[..], &read.refused[..]) {
            ([sheet], []) => sheet.is_one_table(),
            ([], [_]) => true,
            _ => false,
        };
        without && small && text && plain
    }

    /// Takes what files gave into the log, and where nothing was decided yet, what is proposed.
    async fn take_sources(self, read: ExportRead, tallies: Vec<Vec<u8>>) {
        let ExportRead { sheets, refused } = read;
        self.cells.refused.set(Arc::new(refused));
        let news: Vec<SheetRead> = sheets;
        if news.is_empty() {
            return self.cells.importing.set(Importing::Failed(nothing_usable(&self.cells.refused.get_untracked())));
        }
        let first = self.read(|c| c.library.log.state().taxonomy.rules.is_empty()) == Some(true);
        let author = self.author();
        let at = now();
        let mut numbers = vec![];
        let changed = self.change(|c| {
            let mut library = (*c.library).clone();
            for sheet in news {
                let id = sheet.source.id.clone();
                let entry = Entry { at, author: author.clone(), event: Event::Imported(sheet.source.clone()) };
                // An import is always possible.
                let _ = library.log.append(entry);
                c.files_ever += 1;
                numbers.push((c.files_ever, id.clone()));
                library.sheets.insert(id, Arc::new(SourceSheet { table: c.files_ever, read: sheet }));
            }
            c.library = Arc::new(library);
        });
        if !changed {
            return;
        }
        let runtime = self.runtime();
        for ((number, _), bytes) in numbers.iter().zip(tallies) {
            runtime.blobs.borrow_mut().tables.insert(*number, Arc::new(bytes));
        }
        if first {
            self.take_proposal().await;
        }
        self.refresh_library();
    }

    /// Takes a taxonomy, currency and outcome as they are proposed for the sources.
    pub fn propose_taxonomy(self) {
        task::spawn(async move {
            self.take_proposal().await;
            self.refresh_library();
        });
    }

    async fn take_proposal(self) {
        let Some(log) = self.read(|c| c.library.log.clone()) else { return };
        match self.ask_library(&log, Request::ProposeTaxonomy(log.clone())).await {
            Ok(Answer::Proposed(proposal)) => {
                self.append(proposal.events(&log.state()));
            }
            Ok(_) => {}
            Err(problem) => self.cells.problem.set(Some(problem)),
        }
    }

    /// Writes decisions into the log; whether they could all be taken. Says why not.
    fn append(self, events: Vec<Event>) -> bool {
        let Some(library) = self.read(|c| c.library.clone()) else { return false };
        let mut log = library.log.clone();
        let (author, at) = (self.author(), now());
        for event in events {
            if let Err(error) = log.append(Entry { at, author: author.clone(), event }) {
                let what_to_do = "Reload the page if it looks otherwise.";
                self.cells.problem.set(Some(Problem::new("Nothing was changed.", error.to_string(), what_to_do)));
                return false;
            }
        }
        self.change(|c| c.library = Arc::new(Library { log, sheets: library.sheets.clone() }))
    }

    /// Decides something about the sources; everything that rests on it is computed anew.
    pub fn decide(self, event: Event) {
        if self.append(vec![event]) {
            self.refresh_library();
        }
    }

    /// Decides several things at once.
    pub fn decide_all(self, events: Vec<Event>) {
        if self.append(events) {
            self.refresh_library();
        }
    }

    /// Confirms what the sources give, and writes down how good each was found to be.
    pub fn confirm_sources(self) {
        let scored = self.cells.library_view.with_untracked(|view| {
            let view = view.ready()?;
            let last = |id: &SourceId| view.state.scores.get(id).and_then(|all| all.last()).map(|(_, score)| *score);
            let news = view.sources.iter().filter(|s| last(&s.id) != Some(s.score.points));
            Some(news.map(|s| Event::Scored { source: s.id.clone(), score: s.score.points }).collect::<Vec<_>>())
        });
        if self.append(scored.unwrap_or_default()) {
            self.confirm_data();
            self.refresh_library();
        }
    }

    /// Takes back the entry at that place of the log, by another entry.
    pub fn undo_entry(self, place: usize) {
        self.decide(Event::Undone(place));
    }

    /// Adds a rule in front of all others, so that it wins.
    pub fn add_rule(self, rule: Rule) {
        self.decide(Event::RuleAdded { rule, at: 0 });
    }

    /// Moves a rule to another place.
    pub fn move_rule(self, rule: RuleId, to: usize) {
        self.decide(Event::RuleMoved { rule, to });
    }

    /// Removes a channel or driver, and what rules say of it, so that its names show as those that no rule catches.
    pub fn remove_node(self, id: NodeId) {
        let rules = self.read(|c| c.library.log.state().taxonomy.rules).unwrap_or_default();
        self.decide_all(removal_of(id, &rules));
    }

    /// Reads a source in another way; its file must have been chosen since the page was opened.
    pub fn read_otherwise(self, id: SourceId, reading: Reading) {
        let runtime = self.runtime();
        let file = runtime.chosen_files.borrow().get(&id).cloned();
        let Some(file) = file else {
            let why = "The file itself is not kept, only what was read of it.";
            let what_to_do = "Remove the source, drop the file again, and change how it is read then.";
            return self.cells.problem.set(Some(Problem::new("It cannot be read again.", why, what_to_do)));
        };
        let source = self.read(|c| c.library.log.state().sources.get(&id).cloned()).flatten();
        let reading = source.map_or(reading.clone(), |source| as_decided(reading, &source));
        task::spawn(async move {
            let wanted = ExportToRead { name: file.name(), known: vec![reading.clone()], imported: now() };
            let (read, tallies) = runtime.readers.read(file.clone(), wanted).await;
            let signature = reading.signature();
            let mut found =
                read.sheets.into_iter().zip(tallies).filter(|(sheet, _)| sheet.reading.signature() == signature);
            let Some((sheet, tally)) = found.next() else {
                let why = read.refused.first().map(|one| one.why.clone()).unwrap_or_default();
                let problem = Problem::new("It cannot be read so.", why, "Choose other columns.");
                return self.cells.problem.set(Some(problem));
            };
            if sheet.source.id == id {
                return self.tell("That changes nothing.");
            }
            runtime.chosen_files.borrow_mut().insert(sheet.source.id.clone(), file);
            if self.append(vec![Event::Removed(id)]) {
                self.take_sources(ExportRead { sheets: vec![sheet], refused: vec![] }, vec![tally]).await;
            }
        });
    }

    /// Asks where a cell of the panel comes from.
    pub fn trace(self, cell: Cell) {
        let Some(log) = self.read(|c| c.library.log.clone()) else { return };
        self.cells.trace.set(Loadable::Loading);
        let turn = self.runtime().begin(Topic::Trace);
        task::spawn(async move {
            let request = Request::Trace { log: log.clone(), cell };
            let told = self.ask_library(&log, request).await;
            if !self.runtime().is_last(turn) {
                return;
            }
            self.cells.trace.set(match told {
                Ok(Answer::Traced(lineage)) => Loadable::Ready(Arc::new(*lineage)),
                Ok(_) => Loadable::Empty,
                Err(problem) => Loadable::Failed(problem),
            });
        });
    }

    /// The name under which decisions are written down.
    pub fn author(self) -> String {
        let name = settings::read(Keep::Machine, &super::opening::setting(AUTHOR));
        name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| NOBODY.to_owned())
    }

    /// Changes the name under which decisions are written down from now on.
    pub fn set_author(self, name: &str) {
        settings::write(Keep::Machine, &super::opening::setting(AUTHOR), name.trim());
    }

    /// The log as CSV.
    pub fn audit_log(self) -> String {
        self.read(|c| engine::dataset::audit_csv(&c.library.log)).unwrap_or_default()
    }

    fn known_readings(self) -> Vec<Reading> {
        let library = self.read(|c| c.library.clone()).unwrap_or_default();
        let standing: BTreeMap<SourceId, _> = library.log.state().sources;
        let sheets = library.sheets.iter().filter_map(|(id, sheet)| Some((standing.get(id)?, sheet)));
        sheets.map(|(source, sheet)| as_decided(sheet.read.reading.clone(), source)).collect()
    }

    /// Takes what the sources come to as the proposed data.
    pub(in crate::state) fn take_library(self, built: &engine::dataset::Built) {
        let assembled = Assembled { panel: built.panel.clone().ok(), findings: vec![] };
        let currency = built.currency.clone();
        let differs = self.read(|c| {
            c.proposed_panel.as_deref() != assembled.panel.as_ref() || (c.panel.is_none() && c.currency != currency)
        });
        if differs == Some(true) {
            self.change(|c| {
                if c.panel.is_none() {
                    c.currency = currency;
                }
                reduce::propose(c, assembled);
            });
        }
    }
}

/// A node goes first, which may be refused; then the rules that lead to it, or what else they say is kept.
fn removal_of(id: NodeId, rules: &[Rule]) -> Vec<Event> {
    let leads = |setting: &Setting| matches!(setting, Setting::Node(node) if *node == id);
    let change = |rule: &Rule| {
        let set: Vec<Setting> = rule.set.iter().filter(|setting| !leads(setting)).cloned().collect();
        let left = Rule { set, ..rule.clone() };
        if left.set.is_empty() { Event::RuleRemoved(left.id) } else { Event::RuleChanged(left) }
    };
    let changed = rules.iter().filter(|rule| rule.set.iter().any(leads)).map(change);
    std::iter::once(Event::NodeRemoved(id.clone())).chain(changed).collect()
}

/// The reading with the time zone that the log has for the source, for the next file of its kind.
fn as_decided(mut reading: Reading, source: &Source) -> Reading {
    let zone = Some(source.time_zone.clone()).filter(|zone| !zone.is_empty());
    if zone != reading.zone {
        (reading.zone, reading.zone_is_chosen) = (zone, true);
    }
    reading
}

fn now() -> Timestamp {
    Timestamp::from_millisecond(Moment::now().unix_millis).unwrap_or_default()
}

fn has_text_ending(name: &str) -> bool {
    let name = name.to_lowercase();
    [".csv", ".tsv", ".txt"].iter().any(|ending| name.ends_with(ending))
}

fn nothing_usable(refused: &[SheetRefused]) -> Problem {
    match refused {
        [one] => Problem::new(format!("\"{}\" could not be used.", one.name), one.why.clone(), one.advice.clone()),
        _ => Problem::new("None of the files could be used.", "What is wrong with each is listed below.", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::taxonomy::{Condition, Intent};

    #[test]
    fn no_rule_leads_to_a_node_that_is_gone() {
        let rule = |id: &str, set: Vec<Setting>| {
            let when = Condition::Always;
            Rule { id: RuleId(id.into()), name: id.into(), when, set }
        };
        let (tv, brand) = (|| Setting::Node("tv".into()), Setting::Intent(Intent::Brand));
        let rules = [
            rule("a", vec![tv()]),
            rule("b", vec![tv(), brand.clone()]),
            rule("c", vec![Setting::Node("radio".into())]),
        ];
        let events = removal_of("tv".into(), &rules);
        let expected = [
            Event::NodeRemoved("tv".into()),
            Event::RuleRemoved(RuleId("a".into())),
            Event::RuleChanged(rule("b", vec![brand])),
        ];
        assert_eq!(events, expected);
    }
}
