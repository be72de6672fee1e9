//! Content as it is kept and back. Pure, and tested without a browser.

use super::backtest::{Backtest, OriginTest};
use super::content::{Content, FitId, FitRecord, PlannedFor, SourceFile, StoredChain, WorkspaceKind};
use super::fit_outcome::FitOutcome;
use super::ledger::{CommitId, Committed};
use super::library::{Library, SourceSheet};
use super::moment::Moment;
use super::plan_draft::{PlanDraft, SpendChoice};
use super::scenarios::{NamedScenario, ScenarioId};
use crate::storage::saved::{Kind, Record, SavedError, v1, write};
use crate::storage::{WORKSPACE, Whole};
use crate::worker::{ChainHeader, ColumnPreview};
use engine::plan::{Bounds, Limits};
use engine::posterior::FitSettings;
use std::sync::Arc;

/// The workspace's own record, with the settings of a fit that is running.
pub fn workspace_record(content: &Content, running_fit: Option<FitSettings>) -> Result<Record, SavedError> {
    let workspace = v1::Workspace { running_fit, ..workspace_of(content) };
    let bytes = write("the workspace", &workspace)?;
    Ok(Record { kind: Kind::Workspace, number: WORKSPACE, bytes })
}

/// A fit's record, without its draws.
pub fn fit_record(fit: &FitRecord) -> Result<Record, SavedError> {
    Ok(Record { kind: Kind::Fit, number: fit.id.0, bytes: write("a fit", &fit_of(fit))? })
}

/// A committed plan's record.
pub fn ledger_record(entry: &Committed) -> Result<Record, SavedError> {
    Ok(Record { kind: Kind::Ledger, number: entry.id.0, bytes: write("a committed plan", &commitment_of(entry))? })
}

/// The content of what was kept.
pub fn content_of(whole: Whole) -> Content {
    let fits = whole.fits.into_iter().map(|fit| Arc::new(fit_from(fit))).collect();
    let ledger = whole.ledger.into_iter().map(|entry| Arc::new(commitment_from(entry))).collect();
    content_from(whole.workspace, fits, ledger)
}

/// Cuts a fit's draws into positions and energies, chain by chain; `None` where the sizes do not fit.
pub fn cut_draws(chains: &[StoredChain], draws: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (mut rest, mut buffers) = (draws, Vec::with_capacity(2 * chains.len()));
    for size in chains.iter().flat_map(|c| [c.position_bytes, c.energy_bytes]) {
        let (buffer, after) = rest.split_at_checked(size)?;
        buffers.push(buffer.to_vec());
        rest = after;
    }
    rest.is_empty().then_some(buffers)
}

fn workspace_of(c: &Content) -> v1::Workspace {
    let confirmed = match (&c.panel, &c.proposed_panel) {
        (None, _) => v1::Confirmed::Nothing,
        (panel, proposed) if panel == proposed => v1::Confirmed::Proposed,
        (Some(panel), _) => v1::Confirmed::Other((**panel).clone()),
    };
    v1::Workspace {
        kind: match c.kind {
            WorkspaceKind::Demo => v1::Owner::Demo,
            WorkspaceKind::Own => v1::Owner::Own,
        },
        name: c.name.clone(),
        currency: c.currency.clone(),
        truth: c.truth.as_deref().cloned(),
        files: c.files.iter().map(|f| file_of(f)).collect(),
        files_ever: c.files_ever,
        sources: sources_of(&c.library),
        mapping: c.mapping.as_deref().cloned(),
        findings: (*c.findings).clone(),
        proposed: c.proposed_panel.as_deref().cloned(),
        confirmed,
        spec: c.spec.as_deref().cloned(),
        fits: c.fits.iter().map(|f| f.id.0).collect(),
        outcomes: c.outcomes.iter().map(|(id, outcome)| (id.0, outcome_of(outcome))).collect(),
        shown_fit: c.current_fit.map(|f| f.0),
        plan_draft: c.plan_draft.as_deref().map(draft_of),
        planned: c.planned.as_ref().map(|p| v1::Planned {
            fit: p.fit.0,
            draft: draft_of(&p.draft),
            plan: (*p.plan).clone(),
        }),
        scenarios: c.scenarios.iter().map(|s| scenario_of(s)).collect(),
        goal: c.goal,
        goal_metric: c.goal_metric,
        goal_by: c.goal_by,
        goal_owner: c.goal_owner.clone(),
        backtest: c.backtest.as_deref().map(backtest_of),
        ledger: c.ledger.iter().map(|entry| entry.id.0).collect(),
        running_fit: None,
    }
}

fn content_from(saved: v1::Workspace, fits: Vec<Arc<FitRecord>>, ledger: Vec<Arc<Committed>>) -> Content {
    let proposed_panel = saved.proposed.map(Arc::new);
    let panel = match saved.confirmed {
        v1::Confirmed::Nothing => None,
        v1::Confirmed::Proposed => proposed_panel.clone(),
        v1::Confirmed::Other(panel) => Some(Arc::new(panel)),
    };
    let planned = |p: v1::Planned| PlannedFor { fit: FitId(p.fit), draft: draft_from(p.draft), plan: Arc::new(p.plan) };
    Content {
        kind: match saved.kind {
            v1::Owner::Demo => WorkspaceKind::Demo,
            v1::Owner::Own => WorkspaceKind::Own,
        },
        name: saved.name,
        currency: saved.currency,
        truth: saved.truth.map(Arc::new),
        files: saved.files.into_iter().map(|f| Arc::new(file_from(f))).collect(),
        files_ever: saved.files_ever,
        library: Arc::new(library_from(saved.sources)),
        mapping: saved.mapping.map(Arc::new),
        findings: Arc::new(saved.findings),
        proposed_panel,
        panel,
        spec: saved.spec.map(Arc::new),
        current_fit: saved.shown_fit.map(FitId).filter(|id| fits.iter().any(|f| f.id == *id)),
        outcomes: saved.outcomes.into_iter().map(|(id, outcome)| (FitId(id), outcome_from(outcome))).collect(),
        fits,
        plan_draft: saved.plan_draft.map(|d| Arc::new(draft_from(d))),
        planned: saved.planned.map(planned),
        scenarios: saved.scenarios.into_iter().map(|s| Arc::new(scenario_from(s))).collect(),
        goal: saved.goal,
        goal_metric: saved.goal_metric,
        goal_by: saved.goal_by,
        goal_owner: saved.goal_owner,
        backtest: saved.backtest.map(|b| Arc::new(backtest_from(b))),
        ledger,
    }
}

fn sources_of(library: &Library) -> v1::Sources {
    let sheets = library.sheets.values().map(|s| v1::Sheet { table: s.table, read: s.read.clone() });
    v1::Sources { log: library.log.clone(), sheets: sheets.collect() }
}

fn library_from(saved: v1::Sources) -> Library {
    let sheet = |s: v1::Sheet| (s.read.source.id.clone(), Arc::new(SourceSheet { table: s.table, read: s.read }));
    Library { log: saved.log, sheets: saved.sheets.into_iter().map(sheet).collect() }
}

fn file_of(f: &SourceFile) -> v1::File {
    let columns = f.columns.iter().map(|c| (c.name.clone(), c.first_cells.clone())).collect();
    v1::File { id: f.id, name: f.name.clone(), rows: f.rows, columns }
}

fn file_from(f: v1::File) -> SourceFile {
    let columns = f.columns.into_iter().map(|(name, first_cells)| ColumnPreview { name, first_cells }).collect();
    SourceFile { id: f.id, name: f.name, rows: f.rows, columns }
}

fn moment_of(m: Moment) -> v1::Moment {
    v1::Moment { unix_millis: m.unix_millis, day: m.day }
}

fn moment_from(m: v1::Moment) -> Moment {
    Moment { unix_millis: m.unix_millis, day: m.day }
}

fn spend_of(choice: SpendChoice) -> v1::Spend {
    match choice {
        SpendChoice::Today | SpendChoice::Own => v1::Spend::Today,
        SpendChoice::Optimum => v1::Spend::Optimum,
    }
}

/// A split of one's own is written as today's with a mark, which older programs pass over.
fn spend_from(choice: v1::Spend, is_own: bool) -> SpendChoice {
    match choice {
        _ if is_own => SpendChoice::Own,
        v1::Spend::Today => SpendChoice::Today,
        v1::Spend::Optimum => SpendChoice::Optimum,
    }
}

fn draft_of(d: &PlanDraft) -> v1::PlanDraft {
    v1::PlanDraft {
        today: d.today.clone(),
        budget: d.budget(),
        limits: d.channels.iter().cloned().zip(d.bounds()).collect(),
        choice: spend_of(d.choice),
        is_own: d.choice == SpendChoice::Own,
        own: d.own.clone(),
        all_limits: Some(d.limits.clone()),
        aim: d.aim,
        flighting: d.flighting,
    }
}

fn draft_from(d: v1::PlanDraft) -> PlanDraft {
    let (channels, bounds): (Vec<String>, Vec<Bounds>) = d.limits.into_iter().unzip();
    let simple = || Limits::of_totals(d.budget, &bounds);
    PlanDraft {
        limits: d.all_limits.filter(|l| l.channels.len() == channels.len()).unwrap_or_else(simple),
        channels,
        today: d.today,
        aim: d.aim,
        flighting: d.flighting,
        choice: spend_from(d.choice, d.is_own),
        own: d.own,
    }
}

fn scenario_of(s: &NamedScenario) -> v1::NamedScenario {
    v1::NamedScenario {
        id: s.id.0,
        name: s.name.clone(),
        note: s.note.clone(),
        saved: moment_of(s.saved),
        draft: draft_of(&s.draft),
        scenario: s.scenario.clone(),
    }
}

fn scenario_from(s: v1::NamedScenario) -> NamedScenario {
    NamedScenario {
        id: ScenarioId(s.id),
        name: s.name,
        note: s.note,
        saved: moment_from(s.saved),
        draft: draft_from(s.draft),
        scenario: s.scenario,
    }
}

fn fit_of(f: &FitRecord) -> v1::Fit {
    let chain = |c: &StoredChain| v1::Chain {
        dimension: c.header.dimension,
        divergences: c.header.divergences,
        gradients: c.header.gradients,
        step_size: c.header.step_size,
        metric: c.header.metric.clone(),
        position_bytes: c.position_bytes,
        energy_bytes: c.energy_bytes,
    };
    v1::Fit {
        id: f.id.0,
        finished: moment_of(f.finished),
        seconds: f.seconds,
        panel: (*f.panel).clone(),
        spec: (*f.spec).clone(),
        settings: f.settings,
        made_by: f.version.clone(),
        data_hash: Some(f.data_hash.to_string()),
        warm_from: f.warm_from.map(|from| from.0),
        chains: f.chains.iter().map(chain).collect(),
    }
}

fn fit_from(f: v1::Fit) -> FitRecord {
    let chain = |c: v1::Chain| StoredChain {
        header: ChainHeader {
            dimension: c.dimension,
            divergences: c.divergences,
            gradients: c.gradients,
            step_size: c.step_size,
            metric: c.metric,
        },
        position_bytes: c.position_bytes,
        energy_bytes: c.energy_bytes,
    };
    FitRecord {
        id: FitId(f.id),
        finished: moment_from(f.finished),
        seconds: f.seconds,
        // Computed anew: fits of earlier versions were written without it, and the panel is what counts.
        data_hash: f.panel.data_hash(),
        panel: Arc::new(f.panel),
        spec: Arc::new(f.spec),
        settings: f.settings,
        version: f.made_by,
        warm_from: f.warm_from.map(FitId),
        chains: Arc::new(f.chains.into_iter().map(chain).collect()),
    }
}

fn outcome_of(o: &FitOutcome) -> v1::Outcome {
    v1::Outcome {
        passed: o.passed,
        max_r_hat: o.max_r_hat,
        min_ess: o.min_ess,
        divergences: o.divergences,
        returns: o.returns.clone(),
    }
}

fn outcome_from(o: v1::Outcome) -> FitOutcome {
    let v1::Outcome { passed, max_r_hat, min_ess, divergences, returns } = o;
    FitOutcome { passed, max_r_hat, min_ess, divergences, returns }
}

fn commitment_of(c: &Committed) -> v1::Commitment {
    v1::Commitment {
        id: c.id.0,
        at: moment_of(c.at),
        fit: c.fit.0,
        choice: spend_of(c.choice),
        is_own: c.choice == SpendChoice::Own,
        scenario: c.scenario.clone(),
        forecast: c.forecast.clone(),
        goal: c.goal,
        goal_metric: c.goal_metric,
        economics: c.economics,
        goal_by: c.goal_by,
        goal_owner: c.goal_owner.clone(),
    }
}

fn commitment_from(c: v1::Commitment) -> Committed {
    Committed {
        id: CommitId(c.id),
        at: moment_from(c.at),
        fit: FitId(c.fit),
        choice: spend_from(c.choice, c.is_own),
        scenario: c.scenario,
        forecast: c.forecast,
        goal: c.goal,
        goal_metric: c.goal_metric,
        economics: c.economics,
        goal_by: c.goal_by,
        goal_owner: c.goal_owner,
    }
}

fn backtest_of(b: &Backtest) -> v1::Backtest {
    let origin = |t: &OriginTest| v1::OriginTest {
        first_week: t.first_week,
        origin: t.origin,
        scores: t.scores.clone(),
        divergences: t.divergences,
    };
    v1::Backtest { at: moment_of(b.at), until: b.until, origins: b.origins.iter().map(origin).collect() }
}

fn backtest_from(b: v1::Backtest) -> Backtest {
    let origin = |t: v1::OriginTest| {
        let v1::OriginTest { first_week, origin, scores, divergences } = t;
        OriginTest { first_week, origin, scores, divergences }
    };
    Backtest { at: moment_from(b.at), until: b.until, origins: b.origins.into_iter().map(origin).collect() }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::storage::whole_of;
    use engine::forecast::{Fan, Forecast};
    use engine::plan::{Economics, Scenario};
    use engine::sampler::Metric;

    fn moment() -> Moment {
        Moment { unix_millis: 1_700_000_000_123, day: jiff::civil::date(2026, 11, 21) }
    }

    fn fit(content: &Content) -> FitRecord {
        let header = ChainHeader {
            dimension: 2,
            divergences: 0,
            gradients: 12,
            step_size: 0.1,
            metric: Metric::Diagonal(vec![1.0, 0.3]),
        };
        FitRecord {
            id: FitId(1),
            finished: moment(),
            seconds: 3.25,
            panel: content.panel.clone().unwrap(),
            spec: content.spec.clone().unwrap(),
            settings: FitSettings::default(),
            version: "0.1.0".into(),
            data_hash: content.panel.as_ref().unwrap().data_hash(),
            warm_from: None,
            chains: Arc::new(vec![StoredChain { header, position_bytes: 32, energy_bytes: 16 }]),
        }
    }

    fn committed(scenario: &Scenario) -> Committed {
        let fan = Fan { mean: vec![0.1; 13], quantiles: vec![[0.1; 7]; 13] };
        let forecast = Forecast {
            weeks: scenario.weeks.clone(),
            weekly: fan.clone(),
            cumulative: fan,
            sorted_totals: vec![1.0 / 3.0],
            ..Forecast::default()
        };
        Committed {
            id: CommitId(1),
            at: moment(),
            fit: FitId(1),
            choice: SpendChoice::Today,
            scenario: scenario.clone(),
            forecast,
            goal: None,
            goal_metric: engine::plan::Metric::Margin,
            economics: Economics { revenue_per_unit: 1.0, margin: 1.0 / 3.0 },
            goal_by: Some(jiff::civil::date(2026, 12, 31)),
            goal_owner: "Ada".into(),
        }
    }

    /// The demo with a fit, a plan draft and a committed plan.
    pub fn full_content() -> Content {
        let simulated = engine::simulate::demo(80).unwrap();
        let mut c = Content::empty(WorkspaceKind::Demo, "Alder & Finch", "USD");
        let panel = Arc::new(simulated.panel);
        let panel_end = panel.last_week();
        c.spec = Some(Arc::new(engine::model::default_spec(&panel)));
        c.truth = Some(Arc::new(simulated.truth));
        let draft = PlanDraft::going_on(&panel, 13);
        c.ledger = vec![Arc::new(committed(&draft.today))];
        c.scenarios = vec![Arc::new(NamedScenario {
            id: ScenarioId(3),
            name: "Spring".into(),
            note: "agreed".into(),
            saved: moment(),
            scenario: draft.today.clone(),
            draft: PlanDraft { own: Some(draft.today.spend.clone()), choice: SpendChoice::Own, ..draft.clone() },
        })];
        c.plan_draft = Some(Arc::new(draft));
        (c.proposed_panel, c.panel) = (Some(panel.clone()), Some(panel));
        c.fits = vec![Arc::new(fit(&c))];
        c.current_fit = Some(FitId(1));
        c.files = vec![Arc::new(SourceFile {
            id: 1,
            name: "<script>.csv".into(),
            rows: 80,
            columns: vec![ColumnPreview { name: "week".into(), first_cells: vec!["2024-01-01".into()] }],
        })];
        c.files_ever = 1;
        c.goal = Some(1e6 / 3.0);
        (c.goal_by, c.goal_owner) = (Some(jiff::civil::date(2026, 12, 31)), "Ada".into());
        c.backtest = Some(Arc::new(Backtest {
            at: moment(),
            until: panel_end,
            origins: vec![OriginTest {
                first_week: panel_end,
                origin: engine::forecast::Origin { weeks: 67, horizon: 13 },
                scores: engine::forecast::Scores { weeks: 13, ..Default::default() },
                divergences: 1,
            }],
        }));
        c
    }

    /// Every record of a content but tables and draws.
    pub fn records(content: &Content) -> Vec<Record> {
        let fits = content.fits.iter().map(|f| fit_record(f).unwrap());
        let ledger = content.ledger.iter().map(|entry| ledger_record(entry).unwrap());
        std::iter::once(workspace_record(content, None).unwrap()).chain(fits).chain(ledger).collect()
    }

    /// The content in these records.
    fn read(records: &[Record]) -> Content {
        content_of(whole_of(records).unwrap().unwrap())
    }

    #[test]
    fn content_survives_being_kept() {
        let content = full_content();
        let read = read(&records(&content));
        assert_eq!(read, content);
        assert_eq!(records(&read), records(&content));
    }

    #[test]
    fn a_goal_survives_in_any_metric() {
        let mut content = full_content();
        content.goal_metric = engine::plan::Metric::Profit;
        assert_eq!(read(&records(&content)), content);
    }

    #[test]
    fn a_fit_that_was_running_leaves_a_trace() {
        let content = full_content();
        let settings = FitSettings { draws: 321, ..FitSettings::default() };
        let mut records = records(&content);
        let running_fit = |records: &[Record]| whole_of(records).unwrap().unwrap().workspace.running_fit;
        assert_eq!(running_fit(&records), None);
        records[0] = workspace_record(&content, Some(settings)).unwrap();
        assert_eq!(running_fit(&records), Some(settings));
        assert_eq!(read(&records), content);
    }

    #[test]
    fn a_panel_that_was_changed_since_is_kept_too() {
        let mut content = full_content();
        content.proposed_panel = content.panel.as_ref().map(|p| Arc::new(p.first_weeks(60)));
        assert_eq!(read(&records(&content)), content);
    }

    #[test]
    fn a_missing_record_is_an_error_and_none_at_all_is_a_first_visit() {
        let records = records(&full_content());
        assert_eq!(whole_of(&[]).unwrap(), None);
        assert!(whole_of(&records[..1]).is_err());
    }

    #[test]
    fn draws_are_cut_to_their_chains() {
        let content = full_content();
        let chains = &content.fits[0].chains;
        let buffers = cut_draws(chains, &[7; 48]).unwrap();
        assert_eq!(buffers.iter().map(Vec::len).collect::<Vec<_>>(), [32, 16]);
        assert!(cut_draws(chains, &[7; 47]).is_none() && cut_draws(chains, &[7; 49]).is_none());
    }
}
