//! The log, the origin of a cell, and the ledger's totals, as tables.

use super::{measure_name, platform_name};
use crate::present::format;
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use crate::state::LibraryView;
use engine::dataset::{Event, Lineage, Log};
use engine::finance::LedgerKind;
use std::collections::BTreeSet;

/// An entry of the log as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryWords {
    /// Its place.
    pub place: usize,
    /// Who and when.
    pub who: String,
    /// What.
    pub what: String,
    /// Whether it stands.
    pub stands: bool,
}

/// The log, the newest entry first.
#[must_use]
pub fn entries(log: &Log, locale: &Locale) -> Vec<EntryWords> {
    let standing: BTreeSet<usize> = log.standing().map(|(place, _)| place).collect();
    let sources = names(log);
    let of = |(place, entry): (usize, &engine::dataset::Entry)| EntryWords {
        place,
        who: format!("{}, {}", entry.author, locale.date(entry.at.to_zoned(jiff::tz::TimeZone::UTC).date())),
        what: what(&entry.event, &sources),
        stands: standing.contains(&place) || matches!(entry.event, Event::Undone(_)),
    };
    log.entries().iter().enumerate().rev().map(of).collect()
}

fn names(log: &Log) -> Vec<(String, String)> {
    let imported = log.entries().iter().filter_map(|entry| match &entry.event {
        Event::Imported(source) => Some((source.id.0.clone(), source.shown())),
        _ => None,
    });
    imported.collect()
}

fn what(event: &Event, sources: &[(String, String)]) -> String {
    let named = |id: &engine::dataset::SourceId| {
        sources.iter().find(|(one, _)| *one == id.0).map_or_else(|| id.0.clone(), |(_, name)| name.clone())
    };
    match event {
        Event::Imported(source) => format!("Imported \"{}\" as {}", source.shown(), platform_name(source.platform)),
        Event::Removed(id) => format!("Removed \"{}\"", named(id)),
        Event::MappingChanged { source, what, .. } => format!("Read \"{}\" otherwise: {what}", named(source)),
        Event::SourceDescribed { source, .. } => format!("Described \"{}\"", named(source)),
        Event::TaxonomyTaken(taxonomy) => {
            format!("Took {} channels and drivers and {} rules", taxonomy.tree.nodes().len(), taxonomy.rules.len())
        }
        Event::NodeAdded(node) => format!("Added {}", node.name),
        Event::NodeChanged(node) => format!("Changed {}", node.name),
        Event::NodeRemoved(id) => format!("Removed {id}"),
        Event::RuleAdded { rule, .. } => format!("Added the rule \"{}\"", rule.name),
        Event::RuleChanged(rule) => format!("Changed the rule \"{}\"", rule.name),
        Event::RuleMoved { rule, to } => format!("Moved the rule {rule} to place {}", to + 1),
        Event::RuleRemoved(id) => format!("Removed the rule {id}"),
        Event::AliasAdded(alias) => format!("\"{}\" is called \"{}\" today", alias.from, alias.to),
        Event::AliasRemoved(alias) => format!("\"{}\" and \"{}\" are two", alias.from, alias.to),
        Event::PatternSet(pattern) => {
            if pattern.is_some() { "Set the pattern of names" } else { "Freed names of their pattern" }.to_owned()
        }
        Event::RepairApplied { .. } => "Made a repair".to_owned(),
        Event::RepairReverted(_) => "Took back a repair".to_owned(),
        Event::RatesGiven(rates) => format!("Gave {} exchange rates", rates.rows().len()),
        Event::TaxGiven(rules) => format!("Gave {} rules of tax", rules.len()),
        Event::SettingsChanged(_) => "Changed currency, calendar, time zone or grain".to_owned(),
        Event::OutcomeDefined(outcome) => format!("Defined the outcome: {}", outcome.measure.name()),
        Event::CostsGiven(_) => "Gave the cost of goods".to_owned(),
        Event::LedgerGiven(totals) => format!("Gave {} totals of the ledger", totals.len()),
        Event::Scored { source, score } => format!("Scored \"{}\": {score} of 100", named(source)),
        Event::Undone(place) => format!("Undid entry {}", place + 1),
    }
}

/// The parts of a cell; they add up to it.
#[must_use]
pub fn lineage_table(lineage: &Lineage, locale: &Locale) -> Table {
    let row = |origin: &engine::dataset::Origin| {
        let rows = match origin.rows {
            (0, _) => "put in by a repair".to_owned(),
            (first, last) if first == last => format!("row {first}"),
            (first, last) => format!("{} rows, {first} to {last}", origin.row_count),
        };
        let own = origin.own.to_f64();
        let currency = origin.currency.clone().unwrap_or_default();
        let rate = origin.conversion.map_or_else(String::new, |c| {
            let sign = if c.is_inverse { "÷" } else { "×" };
            format!("{sign} {}", c.rate.to_f64())
        });
        let file =
            if origin.sheet.is_empty() { origin.file.clone() } else { format!("{} › {}", origin.file, origin.sheet) };
        let amount = origin.amount.to_f64();
        vec![
            Cell::words(file),
            Cell::words(rows),
            Cell::words(origin.name.clone()),
            Cell::words(measure_name(origin.measure)),
            Cell::number(own, format!("{} {currency}", format::number(locale, own, 2)).trim().to_owned()),
            Cell::words(rate),
            Cell::words(origin.rule.as_ref().map_or_else(String::new, ToString::to_string)),
            Cell::number(amount, format::number(locale, amount, 2)),
        ]
    };
    Table {
        caption: "Where the cell comes from".to_owned(),
        columns: vec![
            Column::words("File"),
            Column::words("Rows"),
            Column::words("Name"),
            Column::words("Measure"),
            Column::numbers("Own amount"),
            Column::words("Rate"),
            Column::words("Rule"),
            Column::numbers("In the cell"),
        ],
        rows: lineage.origins.iter().map(row).collect(),
    }
}

/// Totals of the ledger against the data.
#[must_use]
pub fn ledger_table(view: &LibraryView, locale: &Locale) -> Table {
    let row = |one: &engine::finance::Reconciled| {
        let kind = match one.total.kind {
            LedgerKind::Spend => "spend",
            LedgerKind::Revenue => "revenue",
        };
        let money = |x: f64| Cell::number(x, format::number(locale, x, 2));
        let largest = one
            .contributors
            .first()
            .map(|(source, _, amount)| format!("{source}: {}", format::number(locale, amount.to_f64(), 2)));
        let share = one.share.map(|s| format::percent(locale, s, 2)).unwrap_or_default();
        vec![
            Cell::words(format!("{} to {}", locale.date(one.total.span.from), locale.date(one.total.span.to))),
            Cell::words(one.total.channel.clone().map_or_else(|| kind.to_owned(), |c| format!("{kind}, {c}"))),
            money(one.total.amount.to_f64()),
            money(one.data.to_f64()),
            money(one.difference.to_f64()),
            Cell::words(share),
            Cell::words(largest.unwrap_or_default()),
        ]
    };
    Table {
        caption: "The ledger against the data".to_owned(),
        columns: vec![
            Column::words("When"),
            Column::words("What"),
            Column::numbers("Ledger"),
            Column::numbers("Data"),
            Column::numbers("Difference"),
            Column::words("Share"),
            Column::words("Largest part of the data"),
        ],
        rows: view.ledger.iter().map(row).collect(),
    }
}

/// Revenue, margin and profit in all weeks: a row a week, the newest first.
#[must_use]
pub fn profit_table(view: &LibraryView, locale: &Locale) -> Table {
    let money = |x: f64| Cell::number(x, format::money_compact(locale, x));
    let row = |(week, p): &(jiff::civil::Date, engine::finance::Profit)| {
        vec![
            Cell::date(*week, locale),
            money(p.revenue.to_f64()),
            money(p.cost_of_goods.to_f64()),
            money(p.contribution_margin.to_f64()),
            money(p.spend.to_f64()),
            money(p.profit.to_f64()),
        ]
    };
    Table {
        caption: "From revenue to profit by week".to_owned(),
        columns: vec![
            Column::words("Week"),
            Column::numbers("Revenue"),
            Column::numbers("Cost of goods"),
            Column::numbers("Contribution margin"),
            Column::numbers("Media spend"),
            Column::numbers("Profit"),
        ],
        rows: view.profit.iter().rev().map(row).collect(),
    }
}

/// Days that a newer file changed.
#[must_use]
pub fn restated_days_table(view: &LibraryView, locale: &Locale) -> Table {
    let name = |id: &engine::dataset::SourceId| view.state.sources.get(id).map_or_else(|| id.0.clone(), |s| s.shown());
    let rows = view.restatements.iter().flat_map(|r| {
        r.changes.iter().map(move |change| {
            let number = |x: f64| Cell::number(x, format::number(locale, x, 2));
            vec![
                Cell::date(change.day, locale),
                Cell::words(measure_name(r.measure)),
                Cell::words(name(&r.older)),
                number(change.old.to_f64()),
                Cell::words(name(&r.newer)),
                number(change.new.to_f64()),
            ]
        })
    });
    Table {
        caption: "Days that a newer file changed".to_owned(),
        columns: vec![
            Column::words("Day"),
            Column::words("What"),
            Column::words("Older file"),
            Column::numbers("was"),
            Column::words("Newer file"),
            Column::numbers("is"),
        ],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::dataset::{Entry, Source};
    use engine::exports::Platform;
    use jiff::Timestamp;

    #[test]
    fn the_log_says_who_did_what_and_what_still_stands() {
        let mut log = Log::default();
        let entry = |event| Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event };
        let source = Source::new("x1", "a.csv", Platform::Meta, Timestamp::UNIX_EPOCH);
        log.append(entry(Event::Imported(source))).unwrap();
        log.append(entry(Event::Undone(0))).unwrap();
        let words = entries(&log, &Locale::default());
        assert_eq!((words[0].what.as_str(), words[0].stands), ("Undid entry 1", true));
        assert_eq!((words[1].what.as_str(), words[1].stands), ("Imported \"a.csv\" as Meta", false));
        assert!(words[1].who.starts_with("Ada, "));
    }
}
