//! What page and worker say to each other about sources: how a sheet was read, and what all of them come to.

use engine::dataset::{
    Built, Check, Lateness, Log, Proposal, Restatement, Score, SharedCampaign, Source, SourceId, State,
};
use engine::exports::{Field, Measure, Note, Personal, Platform, Reading, Report, Times};
use engine::finance::{Profit, Reconciled};
use engine::taxonomy::{Preview, Rename, Seen, Suggestion};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A file to be read as sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportToRead {
    /// The file's name.
    pub name: String,
    /// How earlier files were read: one of the same columns is read the same way.
    pub known: Vec<Reading>,
    /// When it is imported; files that were dropped together share it.
    pub imported: Timestamp,
}

/// A sheet that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetRead {
    /// The source that it becomes.
    pub source: Source,
    /// How it was read.
    pub reading: Reading,
    /// How certain the platform is, 0 to 1.
    pub confidence: f64,
    /// Other platforms that it could be, best first.
    pub alternatives: Vec<(Platform, f64)>,
    /// Columns that look like personal data and were not read.
    pub left_out: Vec<(String, Personal)>,
    /// What the user should know.
    pub notes: Vec<Note>,
    /// What became of its rows.
    pub report: Report,
    /// Its first and its last day.
    pub days: (Date, Date),
}

impl SheetRead {
    /// Whether it is a table of its own kind that holds everything, outcome and spend: its columns are then to be given
    /// roles, not its rows to be placed.
    pub fn is_one_table(&self) -> bool {
        if self.has_bands() || self.has_events() {
            return false;
        }
        let has = |measures: &[Measure]| measures.iter().any(|m| self.reading.position(Field::Measure(*m)).is_some());
        let outcome = has(&[Measure::Revenue, Measure::Orders, Measure::Units, Measure::NewCustomers]);
        self.source.platform == Platform::Other || (outcome && has(&[Measure::Spend]))
    }

    /// Whether its header has two rows, or its columns are days: its cells are then rows of their own.
    fn has_bands(&self) -> bool {
        self.reading.columns.iter().any(|column| !column.band.is_empty() || matches!(column.field, Field::On { .. }))
    }

    /// Whether its rows are moments, several a day, and not days or weeks.
    fn has_events(&self) -> bool {
        let (first, last) = self.days;
        let days = engine::calendar::days_between(first, last).unsigned_abs() + 1;
        self.reading.times != Times::Days && self.report.used > days
    }
}

/// A sheet or a whole file that gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRefused {
    /// The file, and where in it.
    pub name: String,
    /// Why.
    pub why: String,
    /// What to do.
    pub advice: String,
}

/// Everything that a file gave; the tallies of its sheets are the buffers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportRead {
    /// What can be used.
    pub sheets: Vec<SheetRead>,
    /// What cannot.
    pub refused: Vec<SheetRefused>,
}

/// What is asked about sources; their tallies are at hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LibraryQuestion {
    /// All that was decided about them.
    pub log: Log,
    /// The day that decides what is late.
    pub today: Date,
}

/// What the sources come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LibraryView {
    /// The log, folded.
    pub state: State,
    /// The panel and all that is to be known of it.
    pub built: Built,
    /// What each source is at a glance, in the order of the state.
    pub sources: Vec<SourceView>,
    /// Every name with spend.
    pub seen: Vec<Seen>,
    /// What the rules do to the names.
    pub rules: Preview,
    /// Names that nothing catches and that seem to belong together.
    pub suggestions: Vec<Suggestion>,
    /// Campaigns that seem to have been renamed.
    pub renames: Vec<Rename>,
    /// What looks wrong, what matters most first.
    pub checks: Vec<Check>,
    /// Days that a newer file has changed.
    pub restatements: Vec<Restatement>,
    /// Campaigns that stand in two files.
    pub shared: Vec<SharedCampaign>,
    /// Totals of the ledger against the data.
    pub ledger: Vec<Reconciled>,
    /// Revenue, margin and profit by week.
    pub profit: Vec<(Date, Profit)>,
}

/// A source at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceView {
    /// Which.
    pub id: SourceId,
    /// How good it is.
    pub score: Score,
    /// Whether the next one is late.
    pub lateness: Lateness,
    /// Whether its time zone is one that is known, so that its times can be counted elsewhere.
    pub is_zone_known: bool,
    /// What was spent in it, in the workspace's currency.
    pub spend: f64,
}

/// A taxonomy, currency and outcome for the sources as they are.
pub type LibraryProposal = Proposal;
