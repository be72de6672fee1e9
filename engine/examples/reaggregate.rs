//! How long it takes to build the panel anew after a change of the taxonomy: a year of 200,000 sums (what a million rows
//! of a campaign report come down to) under 5,000 names, 40 rules.
//!
//! `cargo run --release -p engine --example reaggregate`
#![allow(clippy::print_stdout, reason = "a command-line program: its output is its user interface")]

use engine::dataset::{Cell, Column, Entry, Event, Log, Source, SourceId, Tallies, build, lineage, spend_seen};
use engine::exports::{Amount, Line, Measure, Platform, Subject, Tally};
use engine::taxonomy::{Condition, Field, Node, Rule, RuleId, Setting};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use std::time::Instant;

const LINES: usize = 200_000;
const NAMES: usize = 5_000;
const RULES: usize = 40;
const DAYS: usize = 364;

fn main() {
    let tallies = Tallies::from([(SourceId("ads".into()), ads()), (SourceId("shop".into()), shop())]);
    let mut log = Log::default();
    let mut add = |event: Event| {
        let _ = log.append(Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event });
    };
    add(Event::Imported(Source::new("ads", "ads.csv", Platform::Meta, Timestamp::UNIX_EPOCH)));
    add(Event::Imported(Source::new("shop", "shop.csv", Platform::Shopify, Timestamp::UNIX_EPOCH)));
    for i in 0..RULES {
        let id = format!("channel_{i}");
        add(Event::NodeAdded(Node::channel(&id)));
        let when = Condition::HasWords(Field::Campaign, format!("type{i}"));
        let set = vec![Setting::Node(id.as_str().into())];
        add(Event::RuleAdded { rule: Rule { id: RuleId(id.clone()), name: id, when, set }, at: i });
    }
    let state = log.state();
    for _ in 0..5 {
        let start = Instant::now();
        let built = build(&state, &tallies);
        let elapsed = start.elapsed();
        let channels = built.panel.map_or(0, |panel| panel.channels().len());
        println!("{LINES} sums, {NAMES} names, {RULES} rules -> {channels} channels: {elapsed:.1?}");
    }
    let cell = Cell { column: Column::Channel("channel_7".into()), week: date(2025, 6, 2), market: None };
    let start = Instant::now();
    let found = lineage(&state, &tallies, &cell);
    println!("where a cell comes from: {} parts, {:.1?}", found.origins.len(), start.elapsed());
    let start = Instant::now();
    let seen = spend_seen(&state, &tallies);
    println!("what was spent under each name: {} names, {:.1?}", seen.len(), start.elapsed());
}

fn ads() -> Tally {
    let campaign = |i: usize| format!("US_EN_type{}_audience{i:05}", i % RULES);
    let subject = |i: usize| Subject { campaign: campaign(i), group: format!("set {i}"), ..Subject::default() };
    let line = |i: usize| {
        let day = date(2025, 1, 6).saturating_add(((i * DAYS / LINES) as i64).days());
        let amounts = vec![(Measure::Spend, Amount(1_234_567)), (Measure::Impressions, Amount(1_000_000_000))];
        let row = i as u32 * 5 + 2;
        Line { from: day, to: day, subject: (i % NAMES) as u32, currency: Some(0), amounts, rows: (row, row + 4, 5) }
    };
    let subjects = (0..NAMES).map(subject).collect();
    Tally { subjects, currencies: vec!["USD".into()], lines: (0..LINES).map(line).collect(), ..Tally::default() }
}

fn shop() -> Tally {
    let line = |i: usize| {
        let day = date(2025, 1, 6).saturating_add((i as i64).days());
        let amounts = vec![(Measure::Revenue, Amount(1_000_000_000))];
        Line { from: day, to: day, subject: 0, currency: Some(0), amounts, rows: (i as u32, i as u32, 1) }
    };
    let subjects = vec![Subject::default()];
    Tally { subjects, currencies: vec!["USD".into()], lines: (0..DAYS).map(line).collect(), ..Tally::default() }
}
