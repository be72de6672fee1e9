//! What pages read: one signal for each thing that is shown.
//!
//! A `Copy` handle, provided by context. Pages read signals and call actions (`state/actions/`), nothing else; what is
//! kept is derived from one [`Content`], what is not kept (progress, results) has cells of its own.

use super::backtest::{Backtest, Backtesting};
use super::content::{Content, FitId, FitRecord, SourceFile, WorkspaceKind};
use super::fit_outcome::FitOutcome;
use super::fit_status::FitStatus;
use super::goal::{GoalCourse, Lifted, Required};
use super::goal_terms::{GoalTerms, StatedGoal, stated_goal};
use super::import::{DataUpdate, Importing};
use super::ledger::{CommitId, Committed};
use super::library::Library;
use super::next_step::{Freshness, NextStep};
use super::notice::Toast;
use super::opening::Opening;
use super::plan_draft::PlanDraft;
use super::problem::{Loadable, Problem};
use super::runtime::Runtime;
use super::save_state::SaveState;
use super::scenarios::NamedScenario;
use super::theme::Theme;
use super::weighing::{Beside, Drawn, Roomy, Weighed, goal_of};
use crate::present::locale::Locale;
use crate::route::Route;
use crate::worker::{LibraryView, SheetRefused};
use engine::dataset::Lineage;
use engine::forecast::Forecast;
use engine::ingest::{Finding, Mapping};
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::plan::{Metric, Plan, PlanError, Scenario};
use engine::posterior::{Preview, PriorPredictive, Summary};
use engine::reconcile::Reconciliation;
use engine::simulate::Truth;
use jiff::civil::Date;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// The state of the page: signals to read, actions to call.
#[derive(Clone, Copy)]
pub struct AppState {
    /// Which screen is shown; [`AppState::go_to`] changes it.
    pub route: Signal<Route>,
    /// Whether a workspace is open.
    pub opening: Signal<Opening>,
    /// Whether what is shown is also kept.
    pub save: Signal<SaveState>,
    /// Light, dark or as the system.
    pub theme: Signal<Theme>,
    /// How numbers, money and dates are written: the browser's locale with the workspace's currency.
    pub locale: Signal<Locale>,
    /// What was just done.
    pub toast: Signal<Option<Toast>>,
    /// What did not work outside of any one result, such as an import that was refused.
    pub problem: Signal<Option<Problem>>,
    /// Where in the loop the workspace stands.
    pub next_step: Signal<NextStep>,

    /// Whose data the workspace holds; none while no workspace is open.
    pub kind: Signal<Option<WorkspaceKind>>,
    /// The workspace's name; empty while none is open.
    pub name: Signal<String>,
    /// The currency of all money, by its ISO 4217 code.
    pub currency: Signal<String>,

    /// The file that is being read, or why it could not be.
    pub importing: Signal<Importing>,
    /// The sources, and all that was decided about them.
    pub library: Signal<Arc<Library>>,
    /// What the sources come to.
    pub library_view: Signal<Loadable<LibraryView>>,
    /// The sheets of the files dropped last that gave nothing, and why.
    pub refused: Signal<Arc<Vec<SheetRefused>>>,
    /// Where the cell comes from that was asked about last.
    pub trace: Signal<Loadable<Lineage>>,
    /// The files that were read.
    pub files: Signal<Vec<Arc<SourceFile>>>,
    /// How they are read: the role of every column and more.
    pub mapping: Signal<Option<Arc<Mapping>>>,
    /// What is noteworthy about them: what blocks first, then repairs, then notes.
    pub findings: Signal<Arc<Vec<Finding>>>,
    /// What files and mapping give; none where a finding blocks.
    pub proposed_panel: Signal<Option<Arc<Panel>>>,
    /// The data that the user has confirmed.
    pub panel: Signal<Option<Arc<Panel>>>,
    /// What really happened, to be shown beside the estimates; in the demo only.
    pub truth: Signal<Option<Arc<Truth>>>,
    /// What the last newer file or simulated weeks added and changed.
    pub data_update: Signal<Option<Arc<DataUpdate>>>,

    /// The model as it is being edited; none before data are confirmed.
    pub spec: Signal<Option<Arc<ModelSpec>>>,
    /// The model that the data alone propose, to show what was edited.
    pub default_spec: Signal<Option<Arc<ModelSpec>>>,
    /// What the priors of `spec` expect; computed anew after every edit.
    pub prior_predictive: Signal<Loadable<PriorPredictive>>,
    /// What a fit of `spec` would roughly say; [`AppState::preview_model`] asks for it. Nothing rests on it.
    pub preview: Signal<Loadable<Preview>>,
    /// The channel that is being edited or was chosen to look at, by its place.
    pub looked_at: Signal<Option<usize>>,
    /// Where the fitting stands.
    pub fit: Signal<FitStatus>,
    /// The finished fits, oldest first.
    pub fits: Signal<Vec<Arc<FitRecord>>>,
    /// What the fits came to; [`AppState::complete_history`] makes up for what is missing.
    pub outcomes: Signal<BTreeMap<FitId, FitOutcome>>,
    /// The fit whose results are shown.
    pub shown_fit: Signal<Option<Arc<FitRecord>>>,
    /// The results of the shown fit.
    pub summary: Signal<Loadable<Summary>>,
    /// Whether the results are those of the data and the model shown.
    pub freshness: Signal<Freshness>,

    /// The plan as it is being edited; none before there is a fit.
    pub plan_draft: Signal<Option<Arc<PlanDraft>>>,
    /// The optimum. Kept, so that it is there after a reload.
    pub plan: Signal<Loadable<Plan>>,
    /// Whether the optimum answers the draft as it stands and rests on the shown fit.
    pub plan_is_current: Signal<bool>,
    /// Why there is no optimum for the draft, where limits or amounts are to blame.
    pub plan_refused: Signal<Option<Arc<PlanError>>>,
    /// What a plan is worth beside today's; [`AppState::weigh`] asks for it. The last stays while the next is computed.
    pub weighed: Signal<Loadable<Weighed>>,
    /// What the chosen spend brings where it is not the optimum; [`AppState::appraise_chosen`] asks for it.
    pub judged: Signal<Option<Arc<Plan>>>,
    /// Thousands of allocations; [`AppState::draw_cloud`] asks for them.
    pub cloud: Signal<Loadable<Drawn>>,
    /// The room of each channel; [`AppState::find_room`] asks for it.
    pub headroom: Signal<Loadable<Roomy>>,
    /// Plans with a name.
    pub scenarios: Signal<Vec<Arc<NamedScenario>>>,
    /// Scenarios beside each other; [`AppState::compare_scenarios`] asks for it.
    pub beside: Signal<Loadable<Beside>>,
    /// The forecast for the chosen spend; computed anew whenever fit or choice change.
    pub forecast: Signal<Loadable<Forecast>>,
    /// The forecast for the spend that is not chosen, to compare; empty before there is an optimum.
    pub other_forecast: Signal<Loadable<Forecast>>,
    /// How much the user wants to reach, in the goal's metric.
    pub goal: Signal<Option<f64>>,
    /// What the goal counts.
    pub goal_metric: Signal<Metric>,
    /// The goal for the chosen spend, with what it takes of the outcome; none without goal or plan.
    pub stated_goal: Signal<Option<StatedGoal>>,
    /// The goal for all weeks of the plan, to which plans are held: that of the aim first; none where it is for an
    /// earlier day.
    pub weighed_goal: Signal<Option<(Metric, f64)>>,
    /// The last day that counts for the goal; none: that of the plan.
    pub goal_by: Signal<Option<Date>>,
    /// Who answers for the goal; may be empty.
    pub goal_owner: Signal<String>,
    /// How likely the goal was week by week; [`AppState::follow_goal`] asks for it.
    pub goal_course: Signal<Loadable<GoalCourse>>,
    /// What would have to be true; [`AppState::ask_what_must_hold`] asks for it. The last stays while the next is
    /// computed.
    pub required: Signal<Loadable<Required>>,
    /// What it takes to reach the goal; [`AppState::lift_goal`] asks for it.
    pub lifted: Signal<Loadable<Lifted>>,
    /// Where the test of forecasts of the past stands.
    pub backtesting: Signal<Backtesting>,
    /// How good forecasts of the past would have been, where that was tested.
    pub backtest: Signal<Option<Arc<Backtest>>>,
    /// The committed plans, oldest first.
    pub ledger: Signal<Vec<Arc<Committed>>>,
    /// The committed plan that is held against what happened, with the bridge; [`AppState::reconcile`] asks for it.
    pub reconciled: Signal<Option<CommitId>>,
    /// Actual against forecast for that plan.
    pub reconciliation: Signal<Loadable<Reconciliation>>,

    pub(super) cells: Cells,
    runtime: StoredValue<Rc<Runtime>, LocalStorage>,
}

/// What is written by actions only.
#[derive(Clone, Copy)]
pub(super) struct Cells {
    pub content: RwSignal<Option<Content>>,
    pub route: RwSignal<Route>,
    pub opening: RwSignal<Opening>,
    pub save: RwSignal<SaveState>,
    pub theme: RwSignal<Theme>,
    pub toast: RwSignal<Option<Toast>>,
    pub problem: RwSignal<Option<Problem>>,
    pub importing: RwSignal<Importing>,
    pub data_update: RwSignal<Option<Arc<DataUpdate>>>,
    pub library_view: RwSignal<Loadable<LibraryView>>,
    pub refused: RwSignal<Arc<Vec<SheetRefused>>>,
    pub trace: RwSignal<Loadable<Lineage>>,
    pub default_spec: RwSignal<Option<Arc<ModelSpec>>>,
    pub prior_predictive: RwSignal<Loadable<PriorPredictive>>,
    pub preview: RwSignal<Loadable<Preview>>,
    pub looked_at: RwSignal<Option<usize>>,
    pub fit: RwSignal<FitStatus>,
    pub summary: RwSignal<Loadable<Summary>>,
    pub plan: RwSignal<Loadable<Plan>>,
    pub plan_refused: RwSignal<Option<Arc<PlanError>>>,
    pub weighed: RwSignal<Loadable<Weighed>>,
    pub judged: RwSignal<Option<Arc<Plan>>>,
    pub cloud: RwSignal<Loadable<Drawn>>,
    pub headroom: RwSignal<Loadable<Roomy>>,
    pub beside: RwSignal<Loadable<Beside>>,
    pub forecast: RwSignal<Loadable<Forecast>>,
    pub other_forecast: RwSignal<Loadable<Forecast>>,
    pub goal_course: RwSignal<Loadable<GoalCourse>>,
    pub required: RwSignal<Loadable<Required>>,
    pub lifted: RwSignal<Loadable<Lifted>>,
    pub backtesting: RwSignal<Backtesting>,
    pub reconciled: RwSignal<Option<CommitId>>,
    pub reconciliation: RwSignal<Loadable<Reconciliation>>,
}

impl Cells {
    fn new() -> Self {
        Self {
            content: RwSignal::new(None),
            route: RwSignal::default(),
            opening: RwSignal::default(),
            save: RwSignal::default(),
            theme: RwSignal::default(),
            toast: RwSignal::default(),
            problem: RwSignal::default(),
            importing: RwSignal::default(),
            data_update: RwSignal::default(),
            library_view: RwSignal::default(),
            refused: RwSignal::default(),
            trace: RwSignal::default(),
            default_spec: RwSignal::default(),
            prior_predictive: RwSignal::default(),
            preview: RwSignal::default(),
            looked_at: RwSignal::default(),
            fit: RwSignal::default(),
            summary: RwSignal::default(),
            plan: RwSignal::default(),
            plan_refused: RwSignal::default(),
            weighed: RwSignal::default(),
            judged: RwSignal::default(),
            cloud: RwSignal::default(),
            headroom: RwSignal::default(),
            beside: RwSignal::default(),
            forecast: RwSignal::default(),
            other_forecast: RwSignal::default(),
            goal_course: RwSignal::default(),
            required: RwSignal::default(),
            lifted: RwSignal::default(),
            backtesting: RwSignal::default(),
            reconciled: RwSignal::default(),
            reconciliation: RwSignal::default(),
        }
    }

    /// A part of the content, told on only when it changes.
    fn part<T: PartialEq + Default + Send + Sync + 'static>(
        self,
        read: impl Fn(&Content) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        Memo::new(move |_| self.content.with(|c| c.as_ref().map(&read).unwrap_or_default())).into()
    }
}

impl AppState {
    /// A state without a workspace.
    pub(super) fn empty() -> Self {
        let cells = Cells::new();
        let content = cells.content;
        let locale = move || super::locale::of_browser(&cells.part(|c| c.currency.clone()).get());
        let next_step = move || {
            let summary = cells.summary.get();
            content.with(|c| {
                let summary = summary.ready().map(AsRef::as_ref);
                c.as_ref().map_or(NextStep::BringData, |c| NextStep::of(c, summary))
            })
        };
        let freshness = move || content.with(|c| c.as_ref().map_or(Freshness::NoFit, Freshness::of));
        Self {
            route: cells.route.into(),
            opening: cells.opening.into(),
            save: cells.save.into(),
            theme: cells.theme.into(),
            locale: Memo::new(move |_| locale()).into(),
            toast: cells.toast.into(),
            problem: cells.problem.into(),
            next_step: Memo::new(move |_| next_step()).into(),
            kind: cells.part(|c| Some(c.kind)),
            name: cells.part(|c| c.name.clone()),
            currency: cells.part(|c| c.currency.clone()),
            importing: cells.importing.into(),
            library: cells.part(|c| c.library.clone()),
            library_view: cells.library_view.into(),
            refused: cells.refused.into(),
            trace: cells.trace.into(),
            files: cells.part(|c| c.files.clone()),
            mapping: cells.part(|c| c.mapping.clone()),
            findings: cells.part(|c| c.findings.clone()),
            proposed_panel: cells.part(|c| c.proposed_panel.clone()),
            panel: cells.part(|c| c.panel.clone()),
            truth: cells.part(|c| c.truth.clone()),
            data_update: cells.data_update.into(),
            spec: cells.part(|c| c.spec.clone()),
            default_spec: cells.default_spec.into(),
            prior_predictive: cells.prior_predictive.into(),
            preview: cells.preview.into(),
            looked_at: cells.looked_at.into(),
            fit: cells.fit.into(),
            fits: cells.part(|c| c.fits.clone()),
            outcomes: cells.part(|c| c.outcomes.clone()),
            shown_fit: cells.part(|c| c.shown_fit().cloned()),
            summary: cells.summary.into(),
            freshness: Memo::new(move |_| freshness()).into(),
            plan_draft: cells.part(|c| c.plan_draft.clone()),
            plan: cells.plan.into(),
            plan_is_current: cells.part(Content::plan_is_current),
            plan_refused: cells.plan_refused.into(),
            weighed: cells.weighed.into(),
            judged: cells.judged.into(),
            cloud: cells.cloud.into(),
            headroom: cells.headroom.into(),
            scenarios: cells.part(|c| c.scenarios.clone()),
            beside: cells.beside.into(),
            forecast: cells.forecast.into(),
            other_forecast: cells.other_forecast.into(),
            goal: cells.part(|c| c.goal),
            goal_metric: cells.part(|c| c.goal_metric),
            stated_goal: cells.part(stated_goal),
            weighed_goal: cells.part(goal_of),
            goal_by: cells.part(|c| c.goal_by),
            goal_owner: cells.part(|c| c.goal_owner.clone()),
            goal_course: cells.goal_course.into(),
            required: cells.required.into(),
            lifted: cells.lifted.into(),
            backtesting: cells.backtesting.into(),
            backtest: cells.part(|c| c.backtest.clone()),
            ledger: cells.part(|c| c.ledger.clone()),
            reconciled: cells.reconciled.into(),
            reconciliation: cells.reconciliation.into(),
            cells,
            runtime: StoredValue::new_local(Rc::default()),
        }
    }

    /// The goal for a plan that is compared, tracked.
    pub fn goal_for(self, scenario: &Scenario) -> Option<GoalTerms> {
        self.cells.content.with(|c| GoalTerms::for_plan(c.as_ref()?, scenario))
    }

    /// What the state holds beside its signals.
    pub(super) fn runtime(self) -> Rc<Runtime> {
        self.runtime.get_value()
    }
}
