//! What the page knows and what a person can do: signals to read, and actions, one for each intention.
//!
//! ```text
//! pages --actions--> state --requests--> workers, storage --answers--> state --signals--> pages
//! ```
//!
//! What is kept is one [`Content`]; actions make the next one from the last with pure reducers, and it is saved after
//! each. Progress and results are not kept but computed anew from the kept draws. Pages take the [`AppState`] from
//! context ([`use_state`]) and never see a worker or the storage.

mod actions;
mod app_state;
mod backtest;
mod comparison;
mod content;
mod fit_outcome;
mod fit_status;
mod goal;
mod history;
mod import;
mod keep;
mod ledger;
mod library;
mod locale;
mod moment;
mod next_step;
mod notice;
mod opening;
mod plan_draft;
mod preview;
mod problem;
mod reduce;
mod results;
mod runtime;
mod save_state;
mod saving;
mod scenarios;
mod sources;
mod spec_edit;
mod storage_use;
mod store;
mod theme;
mod warm_start;
mod weighing;

pub use crate::worker::{ColumnPreview, LibraryView, SheetRead, SheetRefused, SourceView};
pub use actions::{OpenedPlan, RepairChoice};
pub use app_state::AppState;
pub use backtest::{Backtest, BacktestProgress, Backtesting, OriginTest};
pub use content::{Content, FitId, FitRecord, PlannedFor, SourceFile, StoredChain, WorkspaceKind};
pub use fit_outcome::FitOutcome;
pub use fit_status::{ChainProgress, ChainStage, FitProgress, FitStatus};
pub use goal::{GoalCourse, Lifted, Required, outlook_on, weeks_until};
pub use import::{DataUpdate, Importing, UpdateOutcome};
pub use ledger::{CommitId, Committed};
pub use library::{Library, SourceSheet};
pub use moment::Moment;
pub use next_step::{Freshness, NextStep};
pub use notice::{Toast, Undo};
pub use opening::Opening;
pub use plan_draft::{HORIZON_WEEKS, MAX_HORIZON_WEEKS, PlanDraft, SpendChoice};
pub use problem::{Loadable, Problem};
pub use save_state::SaveState;
pub use scenarios::{NamedScenario, ScenarioId};
pub use spec_edit::{GeographyScale, SpecEdit};
pub use storage_use::storage_used;
pub use theme::Theme;
pub use weighing::{Beside, Drawn, Roomy, Weighed};

// The engine's words that pages need to call actions and to read signals; pages do not name the engine itself.
pub use engine::calendar::holidays::{CalendarEvents, Country, OccasionKind};
pub use engine::dataset::{
    Cadence, Cell as CellAddress, ChannelGrain, Column, Event, OutcomeDefinition, OutcomeMeasure, Repair, RepairId,
    Returns, Settings, Source, SourceId,
};
pub use engine::desk::{Compared, Difference, Worth};
pub use engine::finance::{CostModel, CostRule, LedgerTotal};
pub use engine::forecast::{Fan, Forecast, GoalOutlook, Record, Scores};
pub use engine::ingest::{
    Basis, ColumnRole, DateOrder, DecimalMark, Finding, FindingId, Geography, Grain, Mapping, Place, Restatement, Role,
    Severity,
};
pub use engine::math::Interval;
pub use engine::model::{
    BaselineSpec, ChannelSpec, DriverSpec, EVIDENCE, Evidence, EvidencePrior, GeographySpec, Link, LogNormal,
    LogitNormal, Medium, ModelSpec, NoiseFamily, Normal, ReturnPool, ReturnPrior, Sign, proposed_statement,
};
pub use engine::money::FiscalCalendar;
pub use engine::money::{RateTable, TaxRule, TaxScope, TaxWay};
pub use engine::panel::{Channel, ChannelKind, Driver, DriverKind, OutcomeKind, Panel};
pub use engine::plan::{
    Aim, Binding, Bounds, Change, ChannelLimits, ChannelPlan, Cloud, Conflict, Economics, Flighting, GroupLimits,
    Headroom, Limit, Limits, Metric, Plan, PlanError, PlanRequest, Reach, Risk, Scenario, Spot, Total, Until, WeekRule,
};
pub use engine::plan_file::PlanFormat;
pub use engine::posterior::{
    ChannelSummary, DriverSummary, FitSettings, KnotChoice, Learning, ParameterKind, PredictiveCheck, Preview,
    PriorPredictive, ResponseCurve, Summary,
};
pub use engine::quality::{Severity as RemarkSeverity, Standing};
pub use engine::reconcile::{Cause, Flag, Reconciliation, Step};
pub use engine::sampler::Diagnostics;
pub use engine::simulate::{ChannelTruth, Truth};
pub use engine::taxonomy::{Condition, FunnelStage, Intent, NamePattern, Node, NodeId, Rule, RuleId, Setting};
pub use engine::transforms::carryover::Carryover;
pub use engine::transforms::response::Order;
pub use engine::transforms::saturation::Saturation;

use leptos::prelude::{expect_context, provide_context};

/// Makes the state, opens what was kept, and gives it to all pages below. Called once, by the outermost page.
pub fn provide_state() -> AppState {
    let state = AppState::empty();
    provide_context(state);
    state.open_last();
    state
}

/// The state that was provided by the outermost page.
pub fn use_state() -> AppState {
    expect_context::<AppState>()
}
