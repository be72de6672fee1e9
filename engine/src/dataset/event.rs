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
        /// The time zone of its days.
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
