//! The first version of what is kept.
//!
//! Never changed once released: a change is a `v2.rs`, and [`Migrate`] then turns this into that. A field may be added
//! where a text without it still means the same (`serde(default)`): older programs pass over it, and this one reads
//! what they wrote.

use super::{Migrate, content_of};
use crate::worker::SheetRead;
use engine::dataset::Log;
use engine::forecast::{Forecast, Origin, Scores};
use engine::ingest::{Finding, Mapping};
use engine::math::Interval;
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::plan::{Aim, Bounds, Economics, Flighting, Limits, Metric as GoalMetric, Plan, Scenario};
use engine::posterior::FitSettings;
use engine::sampler::Metric;
use engine::simulate::Truth;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The workspace without its tables, fits and ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// Whose data it holds.
    pub kind: Owner,
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: String,
    /// What really happened in the demo.
    pub truth: Option<Truth>,
    /// Its files.
    pub files: Vec<File>,
    /// How many files it ever had.
    pub files_ever: u32,
    /// Its sources.
    #[serde(default)]
    pub sources: Sources,
    /// How they are read.
    pub mapping: Option<Mapping>,
    /// What is noteworthy about them.
    pub findings: Vec<Finding>,
    /// What the files give.
    pub proposed: Option<Panel>,
    /// The confirmed data.
    pub confirmed: Confirmed,
    /// The model being edited.
    pub spec: Option<ModelSpec>,
    /// The numbers of its fits.
    pub fits: Vec<u32>,
    /// What fits came to, by their numbers.
    #[serde(default)]
    pub outcomes: Vec<(u32, Outcome)>,
    /// The fit that is shown.
    pub shown_fit: Option<u32>,
    /// The plan being edited.
    pub plan_draft: Option<PlanDraft>,
    /// The last plan that was found.
    pub planned: Option<Planned>,
    /// Plans with a name.
    #[serde(default)]
    pub scenarios: Vec<NamedScenario>,
    /// The goal.
    pub goal: Option<f64>,
    /// What it counts.
    #[serde(default)]
    pub goal_metric: GoalMetric,
    /// The last day that counts for it.
    #[serde(default)]
    pub goal_by: Option<Date>,
    /// Who answers for it.
    #[serde(default)]
    pub goal_owner: String,
    /// How good forecasts of the past would have been.
    #[serde(default)]
    pub backtest: Option<Backtest>,
    /// The numbers of its committed plans.
    pub ledger: Vec<u32>,
    /// How the fit is sampled that was running when this was written; it is lost where the page was closed.
    #[serde(default)]
    pub running_fit: Option<FitSettings>,
}

/// The sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sources {
    /// All that was decided about them, as the engine writes it.
    pub log: Log,
    /// How each was read.
    pub sheets: Vec<Sheet>,
}

/// A source as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The number of its tally among the tables.
    pub table: u32,
    /// How it was read.
    pub read: SheetRead,
}

/// Whose data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Owner {
    /// The fictional brand's.
    Demo,
    /// The user's.
    Own,
}

/// The confirmed data; usually what the files give, which is then not written twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Confirmed {
    /// None yet.
    Nothing,
    /// What the files give.
    Proposed,
    /// Something else: the files were changed since.
    Other(Panel),
}

/// A file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// The number of its table.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: usize,
    /// Its columns' names and first cells.
    pub columns: Vec<(String, Vec<String>)>,
}

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1 January 1970, UTC.
    pub unix_millis: i64,
    /// The day for the user.
    pub day: Date,
}

/// Which spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spend {
    /// Going on as before.
    Today,
    /// The optimum.
    Optimum,
}

/// A plan being edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanDraft {
    /// Going on as before.
    pub today: Scenario,
    /// The budget.
    pub budget: f64,
    /// Each channel's limits.
    pub limits: Vec<(String, Bounds)>,
    /// Which spend is chosen.
    pub choice: Spend,
    /// Whether, instead, a split of one's own is.
    #[serde(default)]
    pub is_own: bool,
    /// A split of one's own: channels x weeks.
    #[serde(default)]
    pub own: Option<Vec<Vec<f64>>>,
    /// All limits; only `budget` and `limits` in texts of earlier programs.
    #[serde(default)]
    pub all_limits: Option<Limits>,
    /// What the plan is for.
    #[serde(default)]
    pub aim: Aim,
    /// Whether it may move money between weeks.
    #[serde(default)]
    pub flighting: Flighting,
}

/// A plan with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedScenario {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Whatever else is to be known.
    pub note: String,
    /// When it was saved.
    pub saved: Moment,
    /// Horizon, assumptions, limits and aim.
    pub draft: PlanDraft,
    /// The spend and the assumptions it stands for.
    pub scenario: Scenario,
}

/// A plan that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// With this fit.
    pub fit: u32,
    /// For this draft.
    pub draft: PlanDraft,
    /// The plan.
    pub plan: Plan,
}

/// A fit without its draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// Its number.
    pub id: u32,
    /// When it was finished.
    pub finished: Moment,
    /// How long it took.
    pub seconds: f64,
    /// The data.
    pub panel: Panel,
    /// The model.
    pub spec: ModelSpec,
    /// How it was sampled.
    pub settings: FitSettings,
    /// The version of Sextant that made it.
    pub made_by: String,
    /// The hash of its data, for whoever reads the file; the panel is what counts.
    #[serde(default)]
    pub data_hash: Option<String>,
    /// The number of the fit from which its chains were started.
    #[serde(default)]
    pub warm_from: Option<u32>,
    /// Its chains.
    pub chains: Vec<Chain>,
}

/// What a fit came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether it passed the gate.
    pub passed: bool,
    /// The largest R-hat.
    pub max_r_hat: f64,
    /// The smallest effective sample size.
    pub min_ess: f64,
    /// Divergences after warm-up.
    pub divergences: usize,
    /// Each channel's name and return.
    pub returns: Vec<(String, Option<Interval>)>,
}

/// A chain without its draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// Parameters a draw has.
    pub dimension: usize,
    /// Divergences after warm-up.
    pub divergences: usize,
    /// Gradients evaluated.
    pub gradients: u64,
    /// The step size.
    pub step_size: f64,
    /// The metric.
    pub metric: Metric,
    /// Bytes of its positions in the fit's draws.
    pub position_bytes: usize,
    /// Bytes of its energies in the fit's draws.
    pub energy_bytes: usize,
}

/// A committed plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Its number.
    pub id: u32,
    /// When.
    pub at: Moment,
    /// The fit on which it rests.
    pub fit: u32,
    /// Which spend.
    pub choice: Spend,
    /// Whether, instead, it was a split of one's own.
    #[serde(default)]
    pub is_own: bool,
    /// Spend and assumptions.
    pub scenario: Scenario,
    /// The forecast.
    pub forecast: Forecast,
    /// The goal.
    pub goal: Option<f64>,
    /// What it counts.
    #[serde(default)]
    pub goal_metric: GoalMetric,
    /// What a unit of the outcome was worth.
    #[serde(default)]
    pub economics: Economics,
    /// The last day that counts for it.
    #[serde(default)]
    pub goal_by: Option<Date>,
    /// Who answers for it.
    #[serde(default)]
    pub goal_owner: String,
}

/// How good forecasts of the past would have been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// When it was tested.
    pub at: Moment,
    /// The last week of the data on which it was.
    pub until: Date,
    /// Each origin, the newest first.
    pub origins: Vec<OriginTest>,
}

/// A forecast of the past and its scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginTest {
    /// The first week that was forecast.
    pub first_week: Date,
    /// How much was known, and how much was forecast.
    pub origin: Origin,
    /// The scores.
    pub scores: Scores,
    /// Divergences of the fit.
    pub divergences: usize,
}

impl Fit {
    /// Bytes of all its draws; `None` where the sizes are no sizes.
    pub fn draws_bytes(&self) -> Option<usize> {
        let sizes = self.chains.iter().flat_map(|c| [c.position_bytes, c.energy_bytes]);
        sizes.into_iter().try_fold(0_usize, usize::checked_add)
    }
}

impl Migrate for Workspace {
    fn migrate(_version: u32, bytes: &[u8]) -> Result<Self, serde_json::Error> {
        content_of(bytes)
    }
}

impl Migrate for Fit {
    fn migrate(_version: u32, bytes: &[u8]) -> Result<Self, serde_json::Error> {
        content_of(bytes)
    }
}

impl Migrate for Commitment {
    fn migrate(_version: u32, bytes: &[u8]) -> Result<Self, serde_json::Error> {
        content_of(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{SavedError, VERSION, read, write};
    use super::*;

    /// As the first version wrote it. It is read for ever.
    const FIRST: &str = r#"{"version":1,"content":{"kind":"Own","name":"Shop","currency":"EUR","truth":null,
        "files":[{"id":1,"name":"a.csv","rows":2,"columns":[["week",["2024-01-01"]]]}],"files_ever":1,"mapping":null,
        "findings":[],"proposed":{"weeks":["2024-01-01","2024-01-08"],"outcome_name":"y","outcome_kind":"Money",
        "outcome":[1.5,2.0],"channels":[{"name":"tv","spend_by_week":[0.0,3.0]}],"drivers":[{"name":"price",
        "kind":"Price","value_by_week":[9.0,9.5]}]},"confirmed":"Proposed","spec":null,"fits":[],"shown_fit":null,
        "plan_draft":{"today":{"weeks":["2024-01-15"],"spend":[[1.0]],"drivers":[[9.5]]},"budget":1.0,
        "limits":[["tv",{"min":0.5,"max":2.0}]],"choice":"Today"},"planned":null,"goal":10.5,"ledger":[]}}"#;

    #[test]
    fn what_the_first_version_wrote_is_read() {
        let read: Workspace = read("the workspace", FIRST.as_bytes()).unwrap();
        assert_eq!((read.name.as_str(), read.goal), ("Shop", Some(10.5)));
        assert_eq!((read.outcomes.len(), read.proposed.unwrap().week_count()), (0, 2));
        assert_eq!((read.running_fit, read.goal_metric), (None, GoalMetric::Outcome));
    }

    #[test]
    fn a_plan_committed_before_goals_had_metrics_is_read() {
        let first = r#"{"version":1,"content":{"id":1,"at":{"unix_millis":0,"day":"2024-01-14"},"fit":1,"choice":"Today",
            "scenario":{"weeks":[],"spend":[],"drivers":[]},"forecast":{"weeks":[],"weekly":{"mean":[],"quantiles":[]},
            "cumulative":{"mean":[],"quantiles":[]},"sorted_totals":[]},"goal":10.5}}"#;
        let read: Commitment = read("a committed plan", first.as_bytes()).unwrap();
        assert_eq!((read.goal, read.goal_metric), (Some(10.5), GoalMetric::Outcome));
        assert_eq!(read.economics, Economics::default());
    }

    #[test]
    fn what_is_written_is_read_and_written_again_alike() {
        let workspace: Workspace = read("the workspace", FIRST.as_bytes()).unwrap();
        let bytes = write("the workspace", &workspace).unwrap();
        let again: Workspace = read("the workspace", &bytes).unwrap();
        assert_eq!(again, workspace);
        assert_eq!(write("the workspace", &again).unwrap(), bytes);
    }

    #[test]
    fn newer_and_damaged_texts_are_refused() {
        let newer = FIRST.replace("\"version\":1", "\"version\":2");
        let refused = read::<Workspace>("the workspace", newer.as_bytes());
        assert_eq!(refused, Err(SavedError::Newer { version: VERSION + 1 }));
        let impossible = FIRST.replace("[0.0,3.0]", "[0.0,-3.0]");
        for text in [&impossible, "", "{}", "{\"version\":1}"] {
            let refused = read::<Workspace>("the workspace", text.as_bytes());
            assert!(matches!(refused, Err(SavedError::Unreadable { .. })), "{text}");
        }
    }
}
