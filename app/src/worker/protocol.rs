//! What page and worker say to each other.
//!
//! A worker first says that it is ready and of which build it is, as plain text, which any two builds understand; the
//! page refuses another build. Then every request is answered once, under the request's number, in the order of
//! arrival; a chain tells its progress in between. An error is an answer. A worker that dies says so in plain text.

use super::library::{ExportRead, ExportToRead, LibraryProposal, LibraryQuestion, LibraryView};
use crate::storage::Whole;
use crate::storage::saved::Kind;
use engine::dataset::{Cell, Lineage, Log, SourceId};
use engine::desk::{Compared, Lift, LiftRequest, Question};
use engine::forecast::{Forecast, Goal, GoalMoment, Origin, Requirement, Scores};
use engine::ingest::{Finding, Mapping, Restatement};
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::plan::{Cloud, CloudRequest, Headroom, Plan, PlanError, PlanRequest, Scenario};
use engine::plan_file::{PlanDocument, PlanFormat, PlanRead};
use engine::posterior::{FitSettings, KnotChoice, Preview, PriorPredictive, Summary};
use engine::reconcile::{ReconcileError, Reconciliation};
use engine::sampler::{Metric, Progress, WarmStart};
use engine::simulate::Simulated;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Raised with every change of what is said.
const PROTOCOL: u32 = 6;
/// Begins the text by which a worker says that it is ready.
const READY: &str = "sextant worker ready";
/// Begins the text by which a worker says that it is dying.
const CRASHED: &str = "sextant worker crashed: ";

/// The build of this binary, as far as the two sides have to agree on it.
fn build() -> String {
    format!("{}/{PROTOCOL}", env!("CARGO_PKG_VERSION"))
}

/// What a worker says in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// It is ready, and of the page's build.
    Ready,
    /// It is ready, but of another build.
    OtherBuild,
    /// It is dying of this.
    Crashed(String),
}

impl Signal {
    /// The text by which a worker says that it is ready.
    pub fn ready_text() -> String {
        format!("{READY} {}", build())
    }

    /// The text by which a worker says that it is dying.
    pub fn crashed_text(message: &str) -> String {
        format!("{CRASHED}{message}")
    }

    /// Understands such a text; `None` for another.
    pub fn of_text(text: &str) -> Option<Self> {
        if let Some(message) = text.strip_prefix(CRASHED) {
            return Some(Self::Crashed(message.to_owned()));
        }
        let theirs = text.strip_prefix(READY)?.trim();
        Some(if theirs == build() { Self::Ready } else { Self::OtherBuild })
    }
}

/// A request with its number.
#[derive(Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// The number under which it is answered.
    pub number: u32,
    /// What is asked.
    pub request: Request,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read a file (first buffer) as a table and propose what its columns are. Answered by [`Answer::FileRead`].
    ReadFile {
        /// Its name.
        name: String,
    },
    /// Make a panel of tables (one a buffer, oldest first). Answered by [`Answer::Assembled`].
    Assemble {
        /// How they are read.
        mapping: Mapping,
    },
    /// Read a newer file (first buffer) and continue the panel with it. Answered by [`Answer::Appended`].
    Append {
        /// Its name.
        name: String,
        /// How the older files are read; proposed anew where there are none.
        mapping: Option<Mapping>,
        /// The data so far.
        panel: Panel,
    },
    /// Read what was kept of a workspace (a buffer a record). Answered by [`Answer::Kept`].
    ReadKept {
        /// The records' kinds and numbers, in the order of the buffers.
        records: Vec<(Kind, u32)>,
    },
    /// Read an exported workspace (first buffer). Answered by [`Answer::Exported`].
    ReadExported,
    /// Propose a model. Answered by [`Answer::Spec`].
    DefaultSpec {
        /// The data.
        panel: Panel,
    },
    /// Draw from the priors. Answered by [`Answer::PriorPredictive`].
    PriorPredictive {
        /// The model.
        spec: ModelSpec,
        /// The data.
        panel: Panel,
        /// How many draws.
        draws: usize,
        /// The seed.
        seed: u64,
    },
    /// Say roughly what a fit would say. Answered by [`Answer::Preview`].
    Preview {
        /// The model.
        spec: ModelSpec,
        /// The data.
        panel: Panel,
    },
    /// Choose how often the trend bends. Answered by [`Answer::Knots`].
    ChooseKnots {
        /// The model.
        spec: ModelSpec,
        /// The data.
        panel: Panel,
    },
    /// Run one chain; progress is told in between. Answered by [`Answer::Chain`].
    RunChain {
        /// The model.
        spec: ModelSpec,
        /// The data.
        panel: Panel,
        /// How to sample.
        settings: FitSettings,
        /// Which chain.
        chain: usize,
        /// What an earlier fit learned, to start with.
        warm: Option<WarmStart>,
    },
    /// Keep a fit's posterior at hand; two buffers a chain. Answered by [`Answer::Loaded`].
    Load(FitToLoad),
    /// Summarise a fit at hand. Answered by [`Answer::Summary`].
    Summarise {
        /// Its number.
        fit: u32,
    },
    /// Seek the optimum with a fit at hand. Answered by [`Answer::Plan`].
    Plan {
        /// Its number.
        fit: u32,
        /// What to plan.
        request: PlanRequest,
    },
    /// Say what scenarios are worth beside each other, with a fit at hand. Answered by [`Answer::Compared`].
    Compare {
        /// Its number.
        fit: u32,
        /// What to compare.
        question: Question,
    },
    /// Say what a plan of someone's own brings, with a fit at hand. Answered by [`Answer::Plan`].
    Appraise {
        /// Its number.
        fit: u32,
        /// Today's plan and what counts.
        request: PlanRequest,
        /// The plan: channels x weeks.
        spend: Vec<Vec<f64>>,
    },
    /// Draw thousands of allocations, with a fit at hand. Answered by [`Answer::Cloud`].
    Cloud {
        /// Its number.
        fit: u32,
        /// What to draw.
        request: CloudRequest,
    },
    /// Say how much room each channel has, with a fit at hand. Answered by [`Answer::Headroom`].
    Headroom {
        /// Its number.
        fit: u32,
        /// Today's plan and what counts.
        request: PlanRequest,
    },
    /// Seek the cheapest plan that reaches a goal, with a fit at hand. Answered by [`Answer::Lift`].
    Lift {
        /// Its number.
        fit: u32,
        /// What to reach.
        request: LiftRequest,
    },
    /// Forecast with a fit at hand. Answered by [`Answer::Forecast`].
    Forecast {
        /// Its number.
        fit: u32,
        /// Spend and assumptions.
        scenario: Scenario,
    },
    /// Hold a committed forecast against what happened. Answered by [`Answer::Reconciliation`].
    Reconcile {
        /// The fit at hand on which the forecast rests.
        old: u32,
        /// A fit at hand that has seen the weeks.
        new: Option<u32>,
        /// The committed plan.
        scenario: Scenario,
        /// The committed forecast.
        forecast: Forecast,
        /// What happened.
        actual: Panel,
    },
    /// Read a file as sources; the file goes along. Answered by [`Answer::ExportRead`].
    ReadExport(ExportToRead),
    /// Keep the tallies of these sources at hand; one buffer each. Answered by [`Answer::Loaded`].
    KeepTallies(Vec<SourceId>),
    /// Say what the sources of a log come to. Answered by [`Answer::Library`].
    Library(LibraryQuestion),
    /// Propose a taxonomy for the sources of a log. Answered by [`Answer::Proposed`].
    ProposeTaxonomy(Log),
    /// Say where a cell of the panel comes from. Answered by [`Answer::Traced`].
    Trace {
        /// All that was decided about the sources.
        log: Log,
        /// The cell.
        cell: Cell,
    },
    /// Simulate the demo. Answered by [`Answer::Simulated`].
    SimulateDemo,
    /// Simulate the demo's next weeks. Answered by [`Answer::Simulated`].
    SimulateNextWeeks {
        /// What was spent so far: channels x weeks.
        spent: Vec<Vec<f64>>,
        /// What is planned for the next weeks: channels x weeks.
        planned: Vec<Vec<f64>>,
        /// How many weeks.
        weeks: usize,
    },
    /// Write a plan as a file. Answered by [`Answer::PlanWritten`].
    WritePlan {
        /// The plan with all that its files say.
        document: Box<PlanDocument>,
        /// As what.
        format: PlanFormat,
    },
    /// Read what someone made of a plan (first buffer). Answered by [`Answer::PlanRead`].
    ReadPlan {
        /// The file's name.
        name: String,
        /// The data of the fit that the plan is for.
        panel: Panel,
        /// The weeks that a table is to have.
        weeks: Vec<Date>,
    },
    /// Say how likely a goal was at the start and after each week, with a fit at hand. Answered by
    /// [`Answer::GoalHistory`].
    GoalHistory {
        /// Its number.
        fit: u32,
        /// The committed plan.
        scenario: Scenario,
        /// The goal.
        goal: Goal,
        /// What the plan's first weeks have brought.
        actual: Vec<f64>,
    },
    /// Say what would have to be true for a goal to be reached, with a fit at hand. Answered by
    /// [`Answer::Requirement`].
    Requirement {
        /// Its number.
        fit: u32,
        /// The plan.
        scenario: Scenario,
        /// The goal.
        goal: Goal,
    },
    /// Score the forecast of a fit that knew only the weeks before the origin; two buffers a chain. The fit is not kept
    /// at hand. Answered by [`Answer::Scores`].
    ScoreOrigin {
        /// The fit.
        fit: FitToLoad,
        /// The week of the past.
        origin: Origin,
        /// All that is known by now.
        panel: Panel,
    },
}

/// A fit whose posterior is to be kept at hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitToLoad {
    /// Its number.
    pub fit: u32,
    /// The model.
    pub spec: ModelSpec,
    /// The data it was fitted to.
    pub panel: Panel,
    /// How it was sampled.
    pub settings: FitSettings,
    /// The chains, without their draws.
    pub chains: Vec<ChainHeader>,
}

/// A chain without its draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainHeader {
    /// Parameters a draw has.
    pub dimension: usize,
    /// Trajectories after warm-up whose energy error exceeded the limit.
    pub divergences: usize,
    /// Gradients evaluated, warm-up included.
    pub gradients: u64,
    /// The step size that sampling used.
    pub step_size: f64,
    /// The metric that sampling used.
    pub metric: Metric,
}

/// The draws of one chain as bytes, which only the worker reads: 64-bit floating-point numbers, little-endian.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainDraws {
    /// Everything but the draws.
    pub header: ChainHeader,
    /// The draws, one after another.
    pub positions: Vec<u8>,
    /// The energy of each draw.
    pub energies: Vec<u8>,
}

/// A table, as far as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePreview {
    /// The file's name.
    pub name: String,
    /// How many rows it has.
    pub rows: usize,
    /// Its columns, from left to right.
    pub columns: Vec<ColumnPreview>,
}

/// A column of a file with its first cells, for the screen on which roles are confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnPreview {
    /// The column's name.
    pub name: String,
    /// Its first cells, as the file has them.
    pub first_cells: Vec<String>,
}

/// What comes back under a request's number.
#[derive(Debug, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "a reply lives for a moment; large only where pointers are")]
pub enum Reply {
    /// How far a chain has come.
    Progress {
        /// The request's number.
        number: u32,
        /// How far.
        progress: Progress,
    },
    /// The answer.
    Answer {
        /// The request's number.
        number: u32,
        /// The answer, or why there is none.
        answer: Result<Answer, Refusal>,
    },
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// A file as a table (first buffer).
    FileRead {
        /// The table, as far as the screen shows it.
        preview: TablePreview,
        /// What the columns are, as proposed.
        mapping: Mapping,
        /// What that gives.
        panel: Option<Panel>,
        /// What is noteworthy.
        findings: Vec<Finding>,
    },
    /// What tables and mapping give.
    Assembled {
        /// The panel; none where a finding blocks.
        panel: Option<Panel>,
        /// What is noteworthy.
        findings: Vec<Finding>,
    },
    /// A newer file as a table (first buffer), and what it adds.
    Appended {
        /// The table, as far as the screen shows it.
        preview: TablePreview,
        /// The longer panel; none where a finding blocks.
        panel: Option<Panel>,
        /// The weeks that were not there before.
        added_weeks: Vec<Date>,
        /// The values that it changed.
        restated: Vec<Restatement>,
        /// What is noteworthy.
        findings: Vec<Finding>,
    },
    /// What was kept of a workspace; none where there was nothing.
    Kept(Option<Box<Whole>>),
    /// An exported workspace; its tables and draws are the buffers.
    Exported {
        /// All of it but tables and draws.
        whole: Box<Whole>,
        /// The kinds and numbers of tables and draws, in the order of the buffers.
        blobs: Vec<(Kind, u32)>,
    },
    /// A file as sources; their tallies are the buffers.
    ExportRead(ExportRead),
    /// What the sources come to.
    Library(Box<LibraryView>),
    /// A proposed taxonomy.
    Proposed(Box<LibraryProposal>),
    /// Where a cell comes from.
    Traced(Box<Lineage>),
    /// A proposed model.
    Spec(ModelSpec),
    /// What the priors expect.
    PriorPredictive(PriorPredictive),
    /// What a fit would roughly say; none where the model cannot be evaluated at its priors' medians.
    Preview(Option<Box<Preview>>),
    /// How often the trend bends; none where no spacing can be judged.
    Knots(Option<KnotChoice>),
    /// A chain; positions and energies are the buffers.
    Chain(ChainHeader),
    /// The fit is at hand.
    Loaded,
    /// The results of a fit.
    Summary(Box<Summary>),
    /// The optimum.
    Plan(Plan),
    /// What scenarios are worth, one entry each.
    Compared(Vec<Compared>),
    /// Thousands of allocations.
    Cloud(Box<Cloud>),
    /// The room of each channel.
    Headroom(Vec<Headroom>),
    /// What it takes to reach a goal.
    Lift(Box<Lift>),
    /// A forecast.
    Forecast(Forecast),
    /// Actual against forecast.
    Reconciliation(Reconciliation),
    /// Data and the truth behind them.
    Simulated(Simulated),
    /// A plan as a file, which is the buffer.
    PlanWritten,
    /// What a plan's file says.
    PlanRead(Box<PlanRead>),
    /// How likely a goal was, at the start and after each week.
    GoalHistory(Vec<GoalMoment>),
    /// What would have to be true; none where every draw reaches the goal, or none does.
    Requirement(Option<Box<Requirement>>),
    /// The scores of a forecast of the past; none where the fit is not of that origin.
    Scores(Option<Scores>),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Refusal {
    /// The file cannot be used.
    File {
        /// What is wrong with it.
        message: String,
        /// What to do.
        advice: String,
    },
    /// What was kept or exported cannot be read.
    Kept(String),
    /// The model does not fit the data.
    Model(String),
    /// Budget and limits contradict each other.
    Plan(PlanError),
    /// There is nothing to reconcile.
    Reconcile(ReconcileError),
    /// The tallies of these sources are not at hand; hand them over and ask again.
    TalliesMissing(Vec<SourceId>),
    /// The fit is not at hand; load it and ask again.
    NotLoaded(u32),
    /// The request or its buffers are not what they should be: a mistake of the program, or damaged draws.
    NotUnderstood(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { message, .. } | Self::Kept(message) | Self::Model(message) => f.write_str(message),
            Self::Plan(error) => error.fmt(f),
            Self::Reconcile(error) => error.fmt(f),
            Self::TalliesMissing(ids) => write!(f, "{} sources are not loaded.", ids.len()),
            Self::NotLoaded(fit) => write!(f, "The draws of fit {fit} are not loaded."),
            Self::NotUnderstood(what) => write!(f, "The stored or sent data could not be read: {what}."),
        }
    }
}

/// Why a worker did not answer.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkerError {
    /// The browser could not start it.
    NotStarted(String),
    /// It is of another build than the page.
    OtherBuild,
    /// It died.
    Crashed(String),
    /// It was stopped.
    Stopped,
    /// It refused.
    Refused(Refusal),
}

impl From<Refusal> for WorkerError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(why) => write!(f, "The background computation did not start: {why}"),
            Self::OtherBuild => f.write_str("This page and its background computation are of different versions."),
            Self::Crashed(why) => write!(f, "The background computation stopped: {why}"),
            Self::Stopped => f.write_str("It was stopped."),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for WorkerError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::parcel::Parcel;
    use engine::calendar::holidays::CalendarEvents;

    #[test]
    fn builds_recognise_each_other() {
        assert_eq!(Signal::of_text(&Signal::ready_text()), Some(Signal::Ready));
        assert_eq!(Signal::of_text("sextant worker ready 0.0.0/0"), Some(Signal::OtherBuild));
        assert_eq!(Signal::of_text(&Signal::crashed_text("why")), Some(Signal::Crashed("why".into())));
        assert_eq!(Signal::of_text("hello"), None);
    }

    #[test]
    fn requests_and_replies_survive_the_wire() {
        let panel = engine::simulate::demo(60).unwrap().panel;
        let spec = engine::model::default_spec(&panel);
        let request = Request::PriorPredictive { spec, panel, draws: 10, seed: u64::MAX };
        let parcel = Parcel::pack(&Envelope { number: 7, request: request.clone() }, vec![vec![1, 2]]).unwrap();
        let read: Envelope = parcel.message().unwrap();
        assert_eq!((read.number, read.request), (7, request));
        assert!(Parcel { header: vec![255; 3], buffers: vec![] }.message::<Envelope>().is_err());
    }

    /// The wire has no names of fields: one that is left out where it is empty shifts all that follow.
    #[test]
    fn a_mapping_survives_the_wire_with_and_without_a_calendar() {
        let table = engine::ingest::read("a.csv", b"week,revenue,tv_spend\n2024-01-01,100,10\n").unwrap();
        let mut mapping = engine::ingest::propose(&table);
        for calendar in [None, engine::calendar::holidays::Country::of_code("DE").map(CalendarEvents::holidays_of)] {
            mapping.calendar = calendar;
            let request = Request::Assemble { mapping: mapping.clone() };
            let parcel = Parcel::pack(&Envelope { number: 1, request: request.clone() }, vec![]).unwrap();
            assert_eq!(parcel.message::<Envelope>().unwrap().request, request);
        }
    }

    #[test]
    fn figures_that_are_not_finite_survive_the_wire() {
        let header = ChainHeader {
            dimension: 1,
            divergences: 0,
            gradients: 1,
            step_size: f64::NAN,
            metric: Metric::Diagonal(vec![f64::INFINITY]),
        };
        let reply = Reply::Answer { number: 1, answer: Ok(Answer::Chain(header)) };
        let parcel = Parcel::pack(&reply, vec![]).unwrap();
        let Ok(Reply::Answer { answer: Ok(Answer::Chain(read)), .. }) = parcel.message() else { panic!("{parcel:?}") };
        assert!(read.step_size.is_nan());
        assert_eq!(read.metric, Metric::Diagonal(vec![f64::INFINITY]));
    }
}
