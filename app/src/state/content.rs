//! What a workspace holds: everything that is kept, and nothing that is not.
//!
//! Plain values behind shared pointers, so that a copy costs nothing: a copy is what undo goes back to, what is saved
//! and what is exported. Reducers (`state/reduce.rs`) make the next content from the last.

use super::backtest::Backtest;
use super::fit_outcome::FitOutcome;
use super::ledger::Committed;
use super::library::Library;
use super::moment::Moment;
use super::plan_draft::PlanDraft;
use super::scenarios::NamedScenario;
use crate::worker::{ChainHeader, ColumnPreview};
use engine::ingest::{Finding, Mapping};
use engine::model::ModelSpec;
use engine::panel::{DataHash, Panel};
use engine::plan::{Metric, Plan};
use engine::posterior::FitSettings;
use engine::simulate::Truth;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whose data a workspace holds. Each kind has a database of its own, so that the demo never touches real data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkspaceKind {
    /// The fictional brand.
    Demo,
    /// The user's.
    Own,
}

/// A file that was read. Its cells are kept as the engine's table in JSON and only the worker opens them.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFile {
    /// Numbered in the order of arrival, from 1.
    pub id: u32,
    /// The file's name.
    pub name: String,
    /// How many rows it has.
    pub rows: usize,
    /// Its columns, from left to right, with their first cells.
    pub columns: Vec<ColumnPreview>,
}

/// Numbers a workspace's fits, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FitId(pub u32);

/// A fit, without its draws. Never changed once it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct FitRecord {
    /// Its number.
    pub id: FitId,
    /// When it was finished.
    pub finished: Moment,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// The data it was fitted to.
    pub panel: Arc<Panel>,
    /// The model.
    pub spec: Arc<ModelSpec>,
    /// How it was sampled.
    pub settings: FitSettings,
    /// The version of Sextant that made it.
    pub version: String,
    /// The hash of its data.
    pub data_hash: DataHash,
    /// The fit from which its chains were started; none where they learned everything anew.
    pub warm_from: Option<FitId>,
    /// Its chains, without their draws.
    pub chains: Arc<Vec<StoredChain>>,
}

/// A chain without its draws, which are kept as bytes and only the worker reads.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredChain {
    /// Everything but the draws.
    pub header: ChainHeader,
    /// Bytes of its positions in the fit's draws.
    pub position_bytes: usize,
    /// Bytes of its energies in the fit's draws.
    pub energy_bytes: usize,
}

/// A plan that was found, and what it was found for.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedFor {
    /// The fit it rests on.
    pub fit: FitId,
    /// The draft it answers.
    pub draft: PlanDraft,
    /// The plan.
    pub plan: Arc<Plan>,
}

/// Everything that a workspace keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Whose data it holds.
    pub kind: WorkspaceKind,
    /// Its name.
    pub name: String,
    /// The currency of all money in it, by its ISO 4217 code.
    pub currency: String,
    /// What really happened in the demo; none in a workspace of the user's own.
    pub truth: Option<Arc<Truth>>,
    /// The files, in the order in which they were added; the demo has none.
    pub files: Vec<Arc<SourceFile>>,
    /// How many files there ever were: numbers are never given twice.
    pub files_ever: u32,
    /// The sources, where data come as exports of platforms instead of as one table.
    pub library: Arc<Library>,
    /// How the files are read.
    pub mapping: Option<Arc<Mapping>>,
    /// What is noteworthy about them.
    pub findings: Arc<Vec<Finding>>,
    /// What the files and the mapping give; none where a finding blocks.
    pub proposed_panel: Option<Arc<Panel>>,
    /// The data that the user has confirmed, on which everything else rests.
    pub panel: Option<Arc<Panel>>,
    /// The model as it is being edited.
    pub spec: Option<Arc<ModelSpec>>,
    /// The fits, oldest first. Append-only.
    pub fits: Vec<Arc<FitRecord>>,
    /// What the fits came to, as far as their results have been computed.
    pub outcomes: BTreeMap<FitId, FitOutcome>,
    /// The fit whose results are shown.
    pub current_fit: Option<FitId>,
    /// The plan as it is being edited.
    pub plan_draft: Option<Arc<PlanDraft>>,
    /// The last plan that was found.
    pub planned: Option<PlannedFor>,
    /// Plans with a name, in the order in which they were saved.
    pub scenarios: Vec<Arc<NamedScenario>>,
    /// How much the user wants to reach, in the goal's metric.
    pub goal: Option<f64>,
    /// What the goal counts.
    pub goal_metric: Metric,
    /// The last day that counts for the goal; none: that of the plan.
    pub goal_by: Option<Date>,
    /// Who answers for the goal; may be empty.
    pub goal_owner: String,
    /// How good forecasts of the past would have been, where that was tested.
    pub backtest: Option<Arc<Backtest>>,
    /// The committed plans, oldest first. Append-only.
    pub ledger: Vec<Arc<Committed>>,
}

impl Content {
    /// A workspace with nothing in it.
    pub fn empty(kind: WorkspaceKind, name: &str, currency: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            currency: currency.to_owned(),
            truth: None,
            files: vec![],
            files_ever: 0,
            library: Arc::default(),
            mapping: None,
            findings: Arc::default(),
            proposed_panel: None,
            panel: None,
            spec: None,
            fits: vec![],
            outcomes: BTreeMap::new(),
            current_fit: None,
            plan_draft: None,
            planned: None,
            scenarios: vec![],
            goal: None,
            goal_metric: Metric::default(),
            goal_by: None,
            goal_owner: String::new(),
            backtest: None,
            ledger: vec![],
        }
    }

    /// The numbers of all tables that belong to it: of files, and of sources.
    pub fn tables(&self) -> impl Iterator<Item = u32> {
        let sheets = self.library.sheets.values().map(|sheet| sheet.table);
        self.files.iter().map(|file| file.id).chain(sheets)
    }

    /// The fit of that number.
    pub fn fit(&self, id: FitId) -> Option<&Arc<FitRecord>> {
        self.fits.iter().find(|fit| fit.id == id)
    }

    /// The fit whose results are shown.
    pub fn shown_fit(&self) -> Option<&Arc<FitRecord>> {
        self.current_fit.and_then(|id| self.fit(id))
    }

    /// Whether the last plan answers the draft as it stands and rests on the shown fit.
    pub fn plan_is_current(&self) -> bool {
        let (Some(planned), Some(draft)) = (&self.planned, &self.plan_draft) else { return false };
        Some(planned.fit) == self.current_fit && planned.draft.asks_the_same(draft)
    }
}
