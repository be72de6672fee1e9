//! What can happen to a data set. Each event stands in the log with its time and author, for ever.

use super::repair::{Repair, RepairId};
use super::settings::{OutcomeDefinition, Settings};
use super::source::{Cadence, Source, SourceId};
use crate::finance::{CostModel, LedgerTotal};
use crate::money::{RateTable, TaxRule};
use crate::taxonomy::{Alias, NamePattern, Node, NodeId, Rule, RuleId, Taxonomy};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who, by the name that they gave.
    pub author: String,
    /// What.
    pub event: Event,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A source was imported; one of the same id takes the place of the former.
    Imported(Source),
    /// A source was deleted.
    Removed(SourceId),
    /// The columns of a source were read otherwise.
    MappingChanged {
        /// Which source.
        source: SourceId,
        /// What was changed, in a sentence.
        what: String,
        /// The currency of amounts for which the export names none.
        currency: Option<String>,
        /// The time zone of its days, and of times that do not say how far they are from UTC.
        time_zone: String,
    },
    /// Who answers for a source, what for, and when the next one is due.
    SourceDescribed {
        /// Which source.
        source: SourceId,
        /// Who answers for it.
        owner: String,
        /// Which decision it serves.
        purpose: String,
        /// How often the next file is expected.
        cadence: Cadence,
        /// When the next one is due.
        due: Option<Date>,
    },
    /// A whole taxonomy took the place of the former.
    TaxonomyTaken(Taxonomy),
    /// A channel or driver was added.
    NodeAdded(Node),
    /// A channel or driver was changed.
    NodeChanged(Node),
    /// A channel or driver was removed.
    NodeRemoved(NodeId),
    /// A rule was put in at a place; at the end where it is beyond.
    RuleAdded {
        /// The rule.
        rule: Rule,
        /// Its place, from 0.
        at: usize,
    },
    /// A rule was changed.
    RuleChanged(Rule),
    /// A rule was moved.
    RuleMoved {
        /// Which.
        rule: RuleId,
        /// Its new place, from 0.
        to: usize,
    },
    /// A rule was removed.
    RuleRemoved(RuleId),
    /// A campaign goes by another name today.
    AliasAdded(Alias),
    /// It does not.
    AliasRemoved(Alias),
    /// How names are to be built from now on; anyhow where none.
    PatternSet(Option<NamePattern>),
    /// A repair was made.
    RepairApplied {
        /// By what it is known.
        id: RepairId,
        /// What it does.
        repair: Repair,
    },
    /// A repair was taken back.
    RepairReverted(RepairId),
    /// Exchange rates were given, beside those of files, and before them.
    RatesGiven(RateTable),
    /// Rules of tax were given.
    TaxGiven(Vec<TaxRule>),
    /// Currency, calendar or grain were decided.
    SettingsChanged(Settings),
    /// The outcome was defined.
    OutcomeDefined(OutcomeDefinition),
    /// What goods cost.
    CostsGiven(CostModel),
    /// Totals of the ledger were given.
    LedgerGiven(Vec<LedgerTotal>),
    /// How good a source was found to be, 0 to 100.
    Scored {
        /// Which source.
        source: SourceId,
        /// The score.
        score: u8,
    },
    /// The entry at that place of the log, from 0, was undone. An undoing can itself be undone.
    Undone(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Log, OutcomeMeasure, Returns, Scope, TaxState};
    use crate::exports::{Amount, Measure, Platform};
    use crate::finance::{CostRule, LedgerKind, LedgerSpan};
    use crate::money::{FiscalCalendar, Quarters, TaxScope, TaxWay};
    use crate::panel::DriverKind;
    use crate::taxonomy::{Condition, Field, Setting};
    use jiff::civil::date;

    fn source() -> Source {
        let mut source = Source::new("a", "a.xlsx", Platform::Meta, Timestamp::UNIX_EPOCH);
        (source.sheet, source.currency, source.due) = ("Tab".into(), Some("EUR".into()), Some(date(2026, 2, 1)));
        source
    }

    fn rule() -> Rule {
        let part = Condition::Contains(Field::Campaign, "tv".into());
        let when = Condition::All(vec![part.clone(), Condition::Not(Box::new(Condition::AnyOf(vec![part])))]);
        Rule { id: RuleId("r".into()), name: "R".into(), when, set: vec![Setting::Node("tv".into())] }
    }

    fn taxonomy() -> Taxonomy {
        let mut taxonomy = Taxonomy::default();
        taxonomy.tree.add(Node::channel("tv")).expect("a new node");
        taxonomy.rules.push(rule());
        taxonomy.aliases.push(Alias { from: "old".into(), to: "new".into() });
        taxonomy
    }

    fn settings() -> Settings {
        let fiscal = Some(FiscalCalendar { first_weekday: 1, first_month: 2, quarters: Quarters::FourFourFive });
        Settings {
            currency: Some("EUR".into()),
            fiscal,
            by_market: true,
            zone: Some("Europe/Berlin".into()),
            ..Settings::default()
        }
    }

    fn repairs() -> Vec<Event> {
        let scope = Scope {
            source: Some(source().id),
            campaign: Some("x".into()),
            measure: Some(Measure::RefundBeside),
            from: Some(date(2026, 1, 1)),
            ..Scope::platform(Platform::Meta)
        };
        let all = [
            Repair::LeaveOut(scope.clone()),
            Repair::Scale { scope: scope.clone(), numerator: 1, denominator: 100 },
            Repair::ShiftDays { scope: scope.clone(), days: -1 },
            Repair::FillGap(scope.clone()),
            Repair::Prefer { keep: source().id, over: SourceId("b".into()) },
            Repair::KeepBoth(source().id, SourceId("b".into())),
            Repair::Accept("x".into()),
            Repair::LeaveOutRepeats(scope),
        ];
        let applied = |(i, repair): (usize, Repair)| Event::RepairApplied { id: RepairId(i.to_string()), repair };
        all.into_iter().enumerate().map(applied).collect()
    }

    /// At least one of each variant, with every optional part there in one and absent in another.
    fn all() -> Vec<Event> {
        let id = || SourceId("a".into());
        let tax = |market: Option<&str>| TaxRule {
            source: None,
            market: market.map(str::to_owned),
            scope: TaxScope::Revenue,
            way: TaxWay::TakeOut,
            millionths: 190_000,
        };
        let span = LedgerSpan { from: date(2026, 1, 1), to: date(2026, 1, 31) };
        let total = |channel: Option<&str>| LedgerTotal {
            kind: LedgerKind::Spend,
            span,
            channel: channel.map(str::to_owned),
            amount: Amount(5),
        };
        let outcome = OutcomeDefinition {
            measure: OutcomeMeasure::GrossMargin,
            sources: Some([id()].into()),
            returns: Returns::LeftIn,
            tax: TaxState::Out,
            ..OutcomeDefinition::default()
        };
        let cost = CostRule { product: Some("cap".into()), from: Some(span.from), to: None, cost_millionths: 400_000 };
        let pattern = NamePattern::parse("{market}_{channel}", |_| vec!["us".into()]).expect("a pattern");
        let mut events = vec![
            Event::Imported(source()),
            Event::Imported(Source::new("b", "b.csv", Platform::Other, Timestamp::UNIX_EPOCH)),
            Event::MappingChanged { source: id(), what: "x".into(), currency: None, time_zone: "UTC".into() },
            Event::SourceDescribed {
                source: id(),
                owner: "Ada".into(),
                purpose: "plan".into(),
                cadence: Cadence::Weekly,
                due: None,
            },
            Event::TaxonomyTaken(taxonomy()),
            Event::NodeAdded(Node::driver("price", DriverKind::Price)),
            Event::NodeChanged(Node { owner: "Bo".into(), ..Node::driver("price", DriverKind::Price) }),
            Event::NodeRemoved("price".into()),
            Event::RuleAdded { rule: Rule { id: RuleId("s".into()), ..rule() }, at: 0 },
            Event::RuleChanged(rule()),
            Event::RuleMoved { rule: RuleId("s".into()), to: 1 },
            Event::RuleRemoved(RuleId("s".into())),
            Event::AliasAdded(Alias { from: "a".into(), to: "b".into() }),
            Event::AliasRemoved(Alias { from: "a".into(), to: "b".into() }),
            Event::PatternSet(Some(pattern)),
            Event::PatternSet(None),
            Event::RatesGiven(RateTable::parse("2026-01 EUR USD 1.1035\nEUR USD 1.07\n2026-01-05 GBP USD 1.3").0),
            Event::TaxGiven(vec![tax(Some("DE")), tax(None)]),
            Event::SettingsChanged(settings()),
            Event::SettingsChanged(Settings::default()),
            Event::OutcomeDefined(outcome),
            Event::CostsGiven(CostModel { rules: vec![cost] }),
            Event::LedgerGiven(vec![total(Some("tv")), total(None)]),
            Event::Scored { source: id(), score: 92 },
        ];
        events.extend(repairs());
        events.extend([Event::RepairReverted(RepairId("0".into())), Event::Removed(id()), Event::Undone(3)]);
        events
    }

    /// The place of a variant: a new one does not compile until it stands here, and then belongs into [`all`].
    fn variant(event: &Event) -> usize {
        match event {
            Event::Imported(_) => 0,
            Event::Removed(_) => 1,
            Event::MappingChanged { .. } => 2,
            Event::SourceDescribed { .. } => 3,
            Event::TaxonomyTaken(_) => 4,
            Event::NodeAdded(_) => 5,
            Event::NodeChanged(_) => 6,
            Event::NodeRemoved(_) => 7,
            Event::RuleAdded { .. } => 8,
            Event::RuleChanged(_) => 9,
            Event::RuleMoved { .. } => 10,
            Event::RuleRemoved(_) => 11,
            Event::AliasAdded(_) => 12,
            Event::AliasRemoved(_) => 13,
            Event::PatternSet(_) => 14,
            Event::RepairApplied { .. } => 15,
            Event::RepairReverted(_) => 16,
            Event::RatesGiven(_) => 17,
            Event::TaxGiven(_) => 18,
            Event::SettingsChanged(_) => 19,
            Event::OutcomeDefined(_) => 20,
            Event::CostsGiven(_) => 21,
            Event::LedgerGiven(_) => 22,
            Event::Scored { .. } => 23,
            Event::Undone(_) => 24,
        }
    }

    #[test]
    fn every_event_survives_being_saved_and_sent() {
        let events = all();
        let seen: std::collections::BTreeSet<usize> = events.iter().map(variant).collect();
        assert_eq!(seen.len(), 25);
        let mut log = Log::default();
        for event in events {
            let entry = Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event };
            log.append(entry.clone()).unwrap_or_else(|why| panic!("{entry:?}: {why}"));
        }
        let saved = serde_json::to_string(&log).expect("text");
        assert_eq!(serde_json::from_str::<Log>(&saved).expect("a log"), log);
        let sent = postcard::to_allocvec(&log).expect("bytes");
        assert_eq!(postcard::from_bytes::<Log>(&sent).expect("a log"), log);
        assert_eq!(postcard::from_bytes::<Log>(&sent).expect("a log").state(), log.state());
    }
}
