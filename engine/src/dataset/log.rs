//! The append-only log, and the state that it folds to.
//!
//! An undoing is an entry too. Entries are read from the last to the first: an undoing that stands switches its target
//! off, so that undoing an undoing switches the first one on again. What stands is then applied in order. An event
//! whose object is gone (a rule of an import that was undone) does nothing.

use super::event::{Entry, Event};
use super::repair::{Repair, RepairId};
use super::settings::{OutcomeDefinition, Settings};
use super::source::{Source, SourceId};
use crate::finance::{CostModel, LedgerTotal};
use crate::money::{RateTable, TaxRule};
use crate::taxonomy::{NamePattern, Rule, Taxonomy, TreeError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// All that was decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The sources.
    pub sources: BTreeMap<SourceId, Source>,
    /// Tree, rules, aliases.
    pub taxonomy: Taxonomy,
    /// How names are to be built.
    pub pattern: Option<NamePattern>,
    /// The repairs that stand.
    pub repairs: BTreeMap<RepairId, Repair>,
    /// Exchange rates that were typed.
    pub rates: RateTable,
    /// Rules of tax.
    pub tax: Vec<TaxRule>,
    /// Currency, calendar, grain.
    pub settings: Settings,
    /// The outcome.
    pub outcome: OutcomeDefinition,
    /// What goods cost.
    pub costs: CostModel,
    /// Totals of the ledger.
    pub ledger: Vec<LedgerTotal>,
    /// How good each source was found to be, and when, oldest first.
    pub scores: BTreeMap<SourceId, Vec<(Timestamp, u8)>>,
}

/// The log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Log {
    entries: Vec<Entry>,
}

/// Why an event cannot happen now.
#[derive(Clone, Debug, PartialEq)]
pub enum LogError {
    /// There is no such source.
    NoSource(SourceId),
    /// The tree cannot be changed so.
    Tree(TreeError),
    /// There is no such rule, or one of the id already.
    Rule(String),
    /// There is no such repair.
    NoRepair(RepairId),
    /// There is no such entry before this one.
    NoEntry(usize),
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSource(id) => write!(f, "There is no source \"{id}\"."),
            Self::Tree(error) => error.fmt(f),
            Self::Rule(id) => write!(f, "There is no rule \"{id}\", or there is one already."),
            Self::NoRepair(id) => write!(f, "There is no repair \"{}\".", id.0),
            Self::NoEntry(place) => write!(f, "The log has no entry {place} to undo."),
        }
    }
}

impl std::error::Error for LogError {}

impl Log {
    /// All entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The state after all entries.
    pub fn state(&self) -> State {
        let mut state = State::default();
        for (_, entry) in self.standing() {
            // An event without an object has no effect: its object was undone.
            let _ = state.apply(entry);
        }
        state
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// An event that cannot happen now; the log is as before.
    pub fn append(&mut self, entry: Entry) -> Result<(), LogError> {
        match &entry.event {
            Event::Undone(target) if *target >= self.entries.len() => return Err(LogError::NoEntry(*target)),
            Event::Undone(_) => {}
            _ => self.state().apply(&entry)?,
        }
        self.entries.push(entry);
        Ok(())
    }

    /// The entries that are not undone, undoings aside, with their places.
    pub fn standing(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let mut is_off = vec![false; self.entries.len()];
        for (place, entry) in self.entries.iter().enumerate().rev() {
            if let Event::Undone(target) = entry.event
                && !is_off[place]
                && target < place
            {
                is_off[target] = true;
            }
        }
        let stands = move |(place, entry): &(usize, &Entry)| {
            !is_off.get(*place).copied().unwrap_or(false) && !matches!(entry.event, Event::Undone(_))
        };
        self.entries.iter().enumerate().filter(stands)
    }
}

impl State {
    fn apply(&mut self, entry: &Entry) -> Result<(), LogError> {
        match &entry.event {
            Event::Imported(_)
            | Event::Removed(_)
            | Event::MappingChanged { .. }
            | Event::SourceDescribed { .. }
            | Event::Scored { .. } => return self.apply_to_source(entry),
            Event::TaxonomyTaken(taxonomy) => self.taxonomy = taxonomy.clone(),
            Event::NodeAdded(_) | Event::NodeChanged(_) | Event::NodeRemoved(_) => {
                return self.apply_to_tree(&entry.event).map_err(LogError::Tree);
            }
            Event::RuleAdded { .. } | Event::RuleChanged(_) | Event::RuleMoved { .. } | Event::RuleRemoved(_) => {
                return self.apply_to_rules(&entry.event);
            }
            Event::AliasAdded(alias) => self.taxonomy.aliases.push(alias.clone()),
            Event::AliasRemoved(alias) => self.taxonomy.aliases.retain(|one| one != alias),
            Event::PatternSet(pattern) => self.pattern.clone_from(pattern),
            Event::RepairApplied { id, repair } => {
                self.repairs.insert(id.clone(), repair.clone());
            }
            Event::RepairReverted(id) => {
                self.repairs.remove(id).ok_or_else(|| LogError::NoRepair(id.clone()))?;
            }
            Event::RatesGiven(rates) => self.rates = rates.clone(),
            Event::TaxGiven(rules) => self.tax.clone_from(rules),
            Event::SettingsChanged(settings) => self.settings = settings.clone(),
            Event::OutcomeDefined(outcome) => self.outcome = outcome.clone(),
            Event::CostsGiven(costs) => self.costs = costs.clone(),
            Event::LedgerGiven(totals) => self.ledger.clone_from(totals),
            Event::Undone(_) => {}
        }
        Ok(())
    }

    fn apply_to_source(&mut self, entry: &Entry) -> Result<(), LogError> {
        let none = |id: &SourceId| LogError::NoSource(id.clone());
        match &entry.event {
            Event::Imported(source) => {
                self.sources.insert(source.id.clone(), source.clone());
            }
            Event::Removed(id) => {
                self.sources.remove(id).ok_or_else(|| none(id))?;
                self.scores.remove(id);
            }
            Event::MappingChanged { source: id, currency, time_zone, .. } => {
                let source = self.sources.get_mut(id).ok_or_else(|| none(id))?;
                source.currency.clone_from(currency);
                source.time_zone.clone_from(time_zone);
            }
            Event::SourceDescribed { source: id, owner, purpose, cadence, due } => {
                let source = self.sources.get_mut(id).ok_or_else(|| none(id))?;
                source.owner.clone_from(owner);
                source.purpose.clone_from(purpose);
                (source.cadence, source.due) = (*cadence, *due);
            }
            Event::Scored { source: id, score } => {
                if !self.sources.contains_key(id) {
                    return Err(none(id));
                }
                self.scores.entry(id.clone()).or_default().push((entry.at, *score));
            }
            _ => {}
        }
        Ok(())
    }

    fn apply_to_tree(&mut self, event: &Event) -> Result<(), TreeError> {
        match event {
            Event::NodeAdded(node) => self.taxonomy.tree.add(node.clone()),
            Event::NodeChanged(node) => self.taxonomy.tree.change(node.clone()),
            Event::NodeRemoved(id) => self.taxonomy.tree.remove(id),
            _ => Ok(()),
        }
    }

    fn apply_to_rules(&mut self, event: &Event) -> Result<(), LogError> {
        let rules: &mut Vec<Rule> = &mut self.taxonomy.rules;
        let id = match event {
            Event::RuleAdded { rule, .. } | Event::RuleChanged(rule) => &rule.id,
            Event::RuleMoved { rule: id, .. } | Event::RuleRemoved(id) => id,
            _ => return Ok(()),
        };
        let place = rules.iter().position(|rule| rule.id == *id);
        match (event, place) {
            (Event::RuleAdded { rule, at }, None) => rules.insert((*at).min(rules.len()), rule.clone()),
            (Event::RuleChanged(rule), Some(place)) => rules[place] = rule.clone(),
            (Event::RuleMoved { to, .. }, Some(place)) => {
                let rule = rules.remove(place);
                rules.insert((*to).min(rules.len()), rule);
            }
            (Event::RuleRemoved(_), Some(place)) => {
                rules.remove(place);
            }
            _ => return Err(LogError::Rule(id.0.clone())),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::Platform;
    use crate::taxonomy::{Condition, Node, RuleId, Setting};

    fn entry(event: Event) -> Entry {
        Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event }
    }

    fn imported(id: &str) -> Event {
        Event::Imported(Source::new(id, &format!("{id}.csv"), Platform::Meta, Timestamp::UNIX_EPOCH))
    }

    fn rule(id: &str) -> Rule {
        let set = vec![Setting::Node("tv".into())];
        Rule { id: RuleId(id.into()), name: id.into(), when: Condition::Always, set }
    }

    #[test]
    fn undo_is_as_if_it_had_not_been_and_can_be_undone() {
        let mut log = Log::default();
        log.append(entry(imported("a"))).unwrap();
        log.append(entry(Event::RuleAdded { rule: rule("x"), at: 9 })).unwrap();
        let before = log.state();
        log.append(entry(imported("b"))).unwrap();
        let with = log.state();
        log.append(entry(Event::Undone(2))).unwrap();
        assert_eq!(log.state(), before);
        log.append(entry(Event::Undone(3))).unwrap();
        assert_eq!(log.state(), with);
        assert_eq!(log.append(entry(Event::Undone(5))), Err(LogError::NoEntry(5)));
        assert_eq!(log.entries().len(), 5);
    }

    #[test]
    fn events_without_an_object_are_refused_and_later_pass_without_effect() {
        let mut log = Log::default();
        let gone = SourceId("gone".into());
        assert_eq!(log.append(entry(Event::Removed(gone.clone()))), Err(LogError::NoSource(gone)));
        log.append(entry(Event::NodeAdded(Node::channel("tv")))).unwrap();
        log.append(entry(Event::NodeChanged(Node { owner: "Bo".into(), ..Node::channel("tv") }))).unwrap();
        log.append(entry(Event::Undone(0))).unwrap();
        assert!(log.state().taxonomy.tree.nodes().is_empty());
        assert!(log.append(entry(Event::RuleRemoved(RuleId("x".into())))).is_err());
        assert!(log.append(entry(Event::RepairReverted(RepairId("x".into())))).is_err());
    }

    #[test]
    fn rules_are_added_changed_and_moved() {
        let mut log = Log::default();
        for id in ["a", "b", "c"] {
            log.append(entry(Event::RuleAdded { rule: rule(id), at: 0 })).unwrap();
        }
        log.append(entry(Event::RuleMoved { rule: RuleId("a".into()), to: 0 })).unwrap();
        log.append(entry(Event::RuleRemoved(RuleId("c".into())))).unwrap();
        let order: Vec<String> = log.state().taxonomy.rules.into_iter().map(|rule| rule.id.0).collect();
        assert_eq!(order, ["a", "b"]);
        assert!(log.append(entry(Event::RuleAdded { rule: rule("a"), at: 0 })).is_err());
    }
}
