//! The way from files to what the screens of the data show, step by step: reading, proposing, looking at everything; and
//! again after a rule was added.
//!
//! `cargo run --release -p engine --example assemble -- FILE...`
#![allow(clippy::print_stdout, reason = "a command-line program: its output is its user interface")]

use engine::dataset::{Entry, Event, Log, Source, SourceId, Tallies, build, overview, propose};
use engine::exports::{Head, extract, recognise};
use engine::tabular::{InMemory, open};
use engine::taxonomy::{Condition, Field, Rule, RuleId};
use jiff::Timestamp;
use jiff::civil::date;
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut tallies, mut log) = (Tallies::new(), Log::default());
    let add = |log: &mut Log, event: Event| {
        let _ = log.append(Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event });
    };
    for path in std::env::args().skip(1) {
        let start = Instant::now();
        for sheet in open(&path, Box::new(InMemory(std::fs::read(&path)?)))? {
            let Some(found) = recognise(&Head::read(&sheet.name, &mut *sheet.rows())?) else { continue };
            let platform = found.reading.platform;
            let extraction = extract(&sheet.name, found.reading, || sheet.rows());
            println!("{}: {} lines, {:.2?}", sheet.name, extraction.tally.lines.len(), start.elapsed());
            add(&mut log, Event::Imported(Source::new(&sheet.name, &sheet.name, platform, Timestamp::UNIX_EPOCH)));
            tallies.insert(SourceId(sheet.name.clone()), extraction.tally);
        }
    }
    println!("most memory so far: {}", most_memory().unwrap_or_default());
    let start = Instant::now();
    let proposal = propose(&log.state(), &tallies);
    println!("proposed in {:.2?}", start.elapsed());
    let state = log.state();
    proposal.events(&state).into_iter().for_each(|event| add(&mut log, event));
    for round in 0..3 {
        let id = format!("rule {round}");
        let when = Condition::HasWords(Field::Campaign, format!("brand{round}"));
        let rule = Rule { id: RuleId(id.clone()), name: id, when, set: vec![] };
        add(&mut log, Event::RuleAdded { rule, at: 0 });
        let state = log.state();
        let start = Instant::now();
        let all = overview(&state, &tallies, date(2026, 7, 1));
        let took = start.elapsed();
        let start = Instant::now();
        let channels = build(&state, &tallies).columns.len();
        println!("all: {took:.2?}, {} names; panel alone: {:.2?}, {channels} columns", all.seen.len(), start.elapsed());
    }
    println!("most memory: {}", most_memory().unwrap_or_default());
    Ok(())
}

/// As the operating system counts it, where it does.
fn most_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|size| size.trim().to_owned())
}
