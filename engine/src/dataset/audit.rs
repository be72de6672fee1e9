//! The audit log as a table for a spreadsheet.
//!
//! Texts come from files and people: one that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`,
//! a tab or a return) is given an apostrophe in front, which spreadsheets show as text (OWASP, CSV injection).

use super::event::{Entry, Event};
use super::log::Log;
use std::collections::BTreeSet;

/// The log as CSV with a header line: place, time, author, what, details, whether it stands.
pub fn audit_csv(log: &Log) -> String {
    let standing: BTreeSet<usize> = log.standing().map(|(place, _)| place).collect();
    let mut csv = String::from("entry,time,author,what,details,stands\r\n");
    for (place, entry) in log.entries().iter().enumerate() {
        let stands = match entry.event {
            Event::Undone(_) => "",
            _ if standing.contains(&place) => "yes",
            _ => "undone",
        };
        let (what, details) = in_words(entry);
        let cells = [place.to_string(), entry.at.to_string(), entry.author.clone(), what.to_owned(), details];
        for cell in cells {
            csv.push_str(&inert(&cell));
            csv.push(',');
        }
        csv.push_str(stands);
        csv.push_str("\r\n");
    }
    csv
}

/// A cell in quotes that no spreadsheet takes for a formula.
pub(crate) fn inert(text: &str) -> String {
    let is_formula = text.trim_start_matches([' ', '\u{feff}']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn in_words(entry: &Entry) -> (&'static str, String) {
    match &entry.event {
        Event::Imported(source) => ("source imported", format!("{} ({:?})", source.shown(), source.platform)),
        Event::Removed(id) => ("source deleted", id.0.clone()),
        Event::MappingChanged { source, what, .. } => ("mapping changed", format!("{source}: {what}")),
        Event::SourceDescribed { source, owner, purpose, cadence, due } => {
            let due = due.map_or_else(String::new, |due| format!(", due {due}"));
            ("source described", format!("{source}: owner {owner}, purpose {purpose}, {cadence:?}{due}"))
        }
        Event::TaxonomyTaken(taxonomy) => {
            let (nodes, rules) = (taxonomy.tree.nodes().len(), taxonomy.rules.len());
            ("taxonomy taken", format!("{nodes} channels and drivers, {rules} rules"))
        }
        Event::NodeAdded(node) => ("channel added", node.name.clone()),
        Event::NodeChanged(node) => {
            ("channel changed", format!("{}: owner {}, {}", node.name, node.owner, node.definition))
        }
        Event::NodeRemoved(id) => ("channel removed", id.0.clone()),
        Event::RuleAdded { rule, at } => {
            ("rule added", format!("{} at {at}: {:?} {:?}", rule.name, rule.when, rule.set))
        }
        Event::RuleChanged(rule) => ("rule changed", format!("{}: {:?} {:?}", rule.name, rule.when, rule.set)),
        Event::RuleMoved { rule, to } => ("rule moved", format!("{rule} to {to}")),
        Event::RuleRemoved(id) => ("rule removed", id.0.clone()),
        Event::AliasAdded(alias) => ("name mapped back", format!("{} is {}", alias.from, alias.to)),
        Event::AliasRemoved(alias) => ("name no longer mapped back", format!("{} is {}", alias.from, alias.to)),
        Event::PatternSet(pattern) => ("naming pattern set", format!("{pattern:?}")),
        Event::RepairApplied { id, repair } => ("repair made", format!("{}: {repair:?}", id.0)),
        Event::RepairReverted(id) => ("repair taken back", id.0.clone()),
        Event::RatesGiven(rates) => ("exchange rates given", format!("{} rates", rates.rows().len())),
        Event::TaxGiven(rules) => ("tax given", format!("{rules:?}")),
        Event::SettingsChanged(settings) => ("settings changed", format!("{settings:?}")),
        Event::OutcomeDefined(outcome) => ("outcome defined", format!("{outcome:?}")),
        Event::CostsGiven(costs) => ("cost of goods given", format!("{:?}", costs.rules)),
        Event::LedgerGiven(totals) => ("ledger given", format!("{} totals", totals.len())),
        Event::Scored { source, score } => ("source scored", format!("{source}: {score}")),
        Event::Undone(place) => ("undone", format!("entry {place}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn formulas_are_inert() {
        let mut log = Log::default();
        let entry = |author: &str, event: Event| Entry { at: Timestamp::UNIX_EPOCH, author: author.into(), event };
        log.append(entry("=cmd|'/c calc'!A1", Event::TaxGiven(vec![]))).unwrap();
        log.append(entry("  @SUM(1)\"x\"", Event::Undone(0))).unwrap();
        let csv = audit_csv(&log);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[1], r#""0","1970-01-01T00:00:00Z","'=cmd|'/c calc'!A1","tax given","[]",undone"#);
        assert_eq!(lines[2], r#""1","1970-01-01T00:00:00Z","'  @SUM(1)""x""","undone","entry 0","#);
    }
}
