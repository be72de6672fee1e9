//! Answers requests: the one place where the engine is asked for anything that takes time.
//!
//! Knows nothing of the browser, so that it is tested natively.

use super::kept::{read_exported, read_kept};
use super::parcel::{bytes_of, numbers_of};
use super::plan_files;
use super::protocol::{Answer, ChainHeader, ColumnPreview, FitToLoad, Refusal, Request, TablePreview};
use super::sources;
use engine::dataset::Tallies;
use engine::desk::{Desk, best_plan, lift};
use engine::forecast::{Goal, goal_history, project, requirement};
use engine::ingest::{
    ExtendError, Finding, IngestError, Mapping, Table, assemble, assemble_update, extend, propose, read,
};
use engine::model::{SpecError, default_spec};
use engine::panel::{Panel, PanelError};
use engine::plan::{Scenario, appraise, cloud, headroom};
use engine::posterior::{Fit, Posterior, prior_predictive, run_chain_from, summarise};
use engine::reconcile::reconcile;
use engine::sampler::{Chain, Progress};
use engine::simulate::{DEMO_WEEKS, demo, demo_next_weeks};
use engine::tabular::Bytes;
use std::ops::ControlFlow;

/// Posteriors kept at hand: the shown one, and the two of a reconciliation.
const KEPT_POSTERIORS: usize = 3;
/// Cells of a column that the screen shows.
const PREVIEW_CELLS: usize = 5;

/// An answer with its buffers.
pub type Answered = Result<(Answer, Vec<Vec<u8>>), Refusal>;

/// What goes along with a request.
#[derive(Default)]
pub struct Inputs {
    /// File bytes, tables, draws.
    pub buffers: Vec<Vec<u8>>,
    /// Files of a person, to be read where they lie.
    pub files: Vec<Box<dyn Bytes>>,
}

/// A fit at hand.
#[derive(Debug)]
struct AtHand {
    /// Its number.
    fit: u32,
    posterior: Posterior,
    /// What is kept ready of it for plans.
    desk: Desk,
}

/// The posteriors at hand.
#[derive(Debug, Default)]
pub struct Memory {
    /// The fits at hand, the last loaded at the end.
    posteriors: Vec<AtHand>,
    /// The tallies of sources.
    tallies: Tallies,
}

impl Memory {
    fn keep(&mut self, fit: u32, posterior: Posterior) {
        self.posteriors.retain(|at_hand| at_hand.fit != fit);
        if self.posteriors.len() == KEPT_POSTERIORS {
            self.posteriors.remove(0);
        }
        self.posteriors.push(AtHand { fit, posterior, desk: Desk::default() });
    }

    fn posterior(&self, fit: u32) -> Result<&Posterior, Refusal> {
        self.posteriors.iter().find(|a| a.fit == fit).map(|a| &a.posterior).ok_or(Refusal::NotLoaded(fit))
    }

    fn at_desk(&mut self, fit: u32) -> Result<(&Posterior, &mut Desk), Refusal> {
        let found = self.posteriors.iter_mut().find(|a| a.fit == fit).ok_or(Refusal::NotLoaded(fit))?;
        Ok((&found.posterior, &mut found.desk))
    }
}

/// Answers a request; chains tell their progress in between.
///
/// # Errors
/// [`Refusal`] says why there is no answer.
pub fn answer(memory: &mut Memory, request: Request, inputs: Inputs, progress: &mut dyn FnMut(Progress)) -> Answered {
    let Inputs { buffers, files } = inputs;
    match request {
        Request::ReadFile { name } => read_file(&name, &buffers),
        Request::Assemble { mapping } => assemble_all(&buffers, &mapping),
        Request::Append { name, mapping, panel } => append(&name, mapping, &panel, &buffers),
        Request::ReadKept { records } => read_kept(records, buffers),
        Request::ReadExported => read_exported(first(&buffers)?),
        Request::DefaultSpec { panel } => plain(Answer::Spec(default_spec(&panel))),
        Request::PriorPredictive { spec, panel, draws, seed } => {
            plain(Answer::PriorPredictive(prior_predictive(&spec, &panel, draws, seed)?))
        }
        Request::Preview { spec, panel } => {
            plain(Answer::Preview(engine::posterior::preview(&spec, &panel)?.map(Box::new)))
        }
        Request::ChooseKnots { spec, panel } => plain(Answer::Knots(engine::posterior::choose_knots(&spec, &panel)?)),
        Request::RunChain { spec, panel, settings, chain, warm } => {
            let mut told = |p: Progress| {
                progress(p);
                ControlFlow::Continue(())
            };
            let chain = run_chain_from(warm, &spec, &panel, &settings, chain, &mut told)?;
            chain.map(packed).ok_or_else(|| Refusal::NotUnderstood("the chain was stopped".into()))
        }
        Request::Load(fit) => load(memory, fit, &buffers),
        Request::Summarise { fit } => plain(Answer::Summary(Box::new(summarise(memory.posterior(fit)?)))),
        Request::Plan { fit, request } => {
            let (posterior, desk) = memory.at_desk(fit)?;
            plain(Answer::Plan(best_plan(desk, posterior, &request).map_err(Refusal::Plan)?))
        }
        Request::Compare { fit, question } => {
            let (posterior, desk) = memory.at_desk(fit)?;
            plain(Answer::Compared(desk.compare(posterior, &question).map_err(Refusal::Plan)?))
        }
        Request::Appraise { fit, request, spend } => {
            plain(Answer::Plan(appraise(memory.posterior(fit)?, &request, &spend).map_err(Refusal::Plan)?))
        }
        Request::Cloud { fit, request } => {
            plain(Answer::Cloud(Box::new(cloud(memory.posterior(fit)?, &request).map_err(Refusal::Plan)?)))
        }
        Request::Headroom { fit, request } => {
            plain(Answer::Headroom(headroom(memory.posterior(fit)?, &request).map_err(Refusal::Plan)?))
        }
        Request::Lift { fit, request } => {
            let (posterior, desk) = memory.at_desk(fit)?;
            plain(Answer::Lift(Box::new(lift(desk, posterior, &request).map_err(Refusal::Plan)?)))
        }
        Request::Forecast { fit, scenario } => {
            let posterior = memory.posterior(fit)?;
            scenario.check(&posterior.panel).map_err(Refusal::Plan)?;
            plain(Answer::Forecast(engine::forecast::forecast(posterior, &scenario)))
        }
        Request::Reconcile { old, new, scenario, forecast, actual } => {
            let new = new.map(|fit| memory.posterior(fit)).transpose()?;
            let bridge = reconcile(memory.posterior(old)?, &scenario, &forecast, &actual, new);
            plain(Answer::Reconciliation(bridge.map_err(Refusal::Reconcile)?))
        }
        Request::ReadExport(wanted) => sources::read_export(&wanted, files.into_iter().next()),
        Request::KeepTallies(ids) => sources::keep(&mut memory.tallies, ids, &buffers),
        Request::Library(question) => sources::view(&memory.tallies, &question),
        Request::ProposeTaxonomy(log) => sources::proposal(&memory.tallies, &log),
        Request::Trace { log, cell } => sources::trace(&memory.tallies, &log, &cell),
        Request::SimulateDemo => plain(Answer::Simulated(demo(DEMO_WEEKS)?)),
        Request::SimulateNextWeeks { spent, planned, weeks } => {
            plain(Answer::Simulated(demo_next_weeks(&spent, &planned, weeks)?))
        }
        Request::WritePlan { document, format } => plan_files::write_plan(&document, format),
        Request::ReadPlan { name, panel, weeks } => plan_files::read_plan(&name, first(&buffers)?, &panel, &weeks),
        Request::GoalHistory { fit, scenario, goal, actual } => {
            history(memory.posterior(fit)?, &scenario, &goal, &actual)
        }
        Request::Requirement { fit, scenario, goal } => {
            let posterior = memory.posterior(fit)?;
            scenario.check(&posterior.panel).map_err(Refusal::Plan)?;
            plain(Answer::Requirement(requirement(posterior, &scenario, &goal).map(Box::new)))
        }
        Request::ScoreOrigin { fit, origin, panel } => {
            plain(Answer::Scores(origin.score(&posterior_of(fit, &buffers)?, &panel)))
        }
    }
}

fn plain(answer: Answer) -> Answered {
    Ok((answer, vec![]))
}

impl From<SpecError> for Refusal {
    fn from(error: SpecError) -> Self {
        Self::Model(error.to_string())
    }
}

impl From<PanelError> for Refusal {
    fn from(error: PanelError) -> Self {
        Self::Model(error.to_string())
    }
}

impl From<IngestError> for Refusal {
    fn from(error: IngestError) -> Self {
        Self::File { message: error.to_string(), advice: error.advice() }
    }
}

impl From<ExtendError> for Refusal {
    fn from(error: ExtendError) -> Self {
        Self::File { message: error.to_string(), advice: error.advice().to_owned() }
    }
}

fn read_file(name: &str, buffers: &[Vec<u8>]) -> Answered {
    let table = read(name, first(buffers)?)?;
    let mapping = propose(&table);
    let assembly = assemble(&table, &mapping);
    let answer =
        Answer::FileRead { preview: preview(&table), mapping, panel: assembly.panel, findings: assembly.findings };
    Ok((answer, vec![written(&table)?]))
}

fn first(buffers: &[Vec<u8>]) -> Result<&[u8], Refusal> {
    buffers.first().map(Vec::as_slice).ok_or_else(|| Refusal::NotUnderstood("a buffer is missing".into()))
}

fn preview(table: &Table) -> TablePreview {
    let column = |c: &engine::ingest::Column| ColumnPreview {
        name: c.name.clone(),
        first_cells: c.cells.iter().take(PREVIEW_CELLS).map(str::to_owned).collect(),
    };
    TablePreview {
        name: table.file.clone(),
        rows: table.row_numbers.len(),
        columns: table.columns.iter().map(column).collect(),
    }
}

/// A table as it is kept: JSON, since it is read by later versions too.
fn written(table: &Table) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(table).map_err(|error| Refusal::NotUnderstood(error.to_string()))
}

fn table_of(bytes: &[u8]) -> Result<Table, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| Refusal::NotUnderstood(error.to_string()))
}

/// The first table makes the panel, and each further one continues it.
fn assemble_all(buffers: &[Vec<u8>], mapping: &Mapping) -> Answered {
    let assembly = assemble(&table_of(first(buffers)?)?, mapping);
    let (mut panel, mut findings) = (assembly.panel, assembly.findings);
    for bytes in &buffers[1..] {
        let Some(known) = panel else { break };
        let (longer, _, _, more) = continued(&table_of(bytes)?, mapping, &known)?;
        panel = longer;
        findings.extend(more);
    }
    plain(Answer::Assembled { panel, findings })
}

/// The longer panel, what was added and changed in it, and what is noteworthy.
type Continued = (Option<Panel>, Vec<jiff::civil::Date>, Vec<engine::ingest::Restatement>, Vec<Finding>);

fn continued(table: &Table, mapping: &Mapping, known: &Panel) -> Result<Continued, Refusal> {
    let assembly = assemble_update(table, mapping, known);
    let mut findings = assembly.findings;
    let Some(newer) = assembly.panel else { return Ok((None, vec![], vec![], findings)) };
    let extension = extend(known, &newer, &table.file)?;
    findings.extend(extension.findings);
    Ok((Some(extension.panel), extension.added_weeks, extension.restated, findings))
}

fn append(name: &str, mapping: Option<Mapping>, known: &Panel, buffers: &[Vec<u8>]) -> Answered {
    let table = read(name, first(buffers)?)?;
    let mapping = mapping.unwrap_or_else(|| propose(&table));
    let (panel, added_weeks, restated, findings) = continued(&table, &mapping, known)?;
    let answer = Answer::Appended { preview: preview(&table), panel, added_weeks, restated, findings };
    Ok((answer, vec![written(&table)?]))
}

fn packed(chain: Chain) -> (Answer, Vec<Vec<u8>>) {
    let buffers = vec![bytes_of(&chain.positions), bytes_of(&chain.energies)];
    let Chain { dimension, divergences, gradients, step_size, metric, .. } = chain;
    (Answer::Chain(ChainHeader { dimension, divergences, gradients, step_size, metric }), buffers)
}

fn history(posterior: &Posterior, scenario: &Scenario, goal: &Goal, actual: &[f64]) -> Answered {
    scenario.check(&posterior.panel).map_err(Refusal::Plan)?;
    let outcome = project(posterior, scenario).outcome;
    plain(Answer::GoalHistory(goal_history(goal, &outcome, &scenario.weeks, actual)))
}

fn load(memory: &mut Memory, fit: FitToLoad, buffers: &[Vec<u8>]) -> Answered {
    let number = fit.fit;
    memory.keep(number, posterior_of(fit, buffers)?);
    plain(Answer::Loaded)
}

fn posterior_of(fit: FitToLoad, buffers: &[Vec<u8>]) -> Result<Posterior, Refusal> {
    if buffers.len() != 2 * fit.chains.len() {
        return Err(Refusal::NotUnderstood("the draws of a chain are missing".into()));
    }
    let chains = fit.chains.into_iter().zip(buffers.chunks_exact(2)).map(|(header, b)| unpacked(header, &b[0], &b[1]));
    let chains = chains.collect::<Result<Vec<Chain>, Refusal>>()?;
    check_lengths(&chains, &fit.settings)?;
    Ok(Posterior::new(Fit { spec: fit.spec, settings: fit.settings, chains }, fit.panel)?)
}

fn unpacked(header: ChainHeader, positions: &[u8], energies: &[u8]) -> Result<Chain, Refusal> {
    let damaged = || Refusal::NotUnderstood("the draws are not whole numbers of draws".into());
    let positions = numbers_of(positions).ok_or_else(damaged)?;
    let energies = numbers_of(energies).ok_or_else(damaged)?;
    let ChainHeader { dimension, divergences, gradients, step_size, metric } = header;
    Ok(Chain { dimension, positions, energies, divergences, gradients, step_size, metric })
}

fn check_lengths(chains: &[Chain], settings: &engine::posterior::FitSettings) -> Result<(), Refusal> {
    let whole = |c: &Chain| {
        c.dimension > 0
            && c.energies.len() == settings.draws
            && settings.draws.checked_mul(c.dimension) == Some(c.positions.len())
    };
    if chains.len() == settings.chains && chains.iter().all(whole) {
        return Ok(());
    }
    Err(Refusal::NotUnderstood("the draws are not as many as the fit has".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::calendar::holidays::CalendarEvents;
    use engine::posterior::FitSettings;

    fn ask(memory: &mut Memory, request: Request, buffers: Vec<Vec<u8>>) -> Answered {
        answer(memory, request, Inputs { buffers, ..Inputs::default() }, &mut |_| {})
    }

    fn small_fit(panel: &Panel) -> (FitToLoad, Vec<Vec<u8>>) {
        let settings = FitSettings { chains: 1, warmup: 60, draws: 20, ..FitSettings::default() };
        let spec = default_spec(panel);
        let run = Request::RunChain { spec: spec.clone(), panel: panel.clone(), settings, chain: 0, warm: None };
        let mut told = 0;
        let (reply, buffers) = answer(&mut Memory::default(), run, Inputs::default(), &mut |_| told += 1).unwrap();
        let Answer::Chain(header) = reply else { panic!("{reply:?}") };
        assert_eq!(told, 80);
        (FitToLoad { fit: 4, spec, panel: panel.clone(), settings, chains: vec![header] }, buffers)
    }

    #[test]
    fn a_fit_is_run_loaded_and_asked() {
        let (panel, mut memory) = (demo(80).unwrap().panel, Memory::default());
        let (fit, buffers) = small_fit(&panel);
        let scenario = Scenario::going_on(&panel, 4);
        let forecast = || Request::Forecast { fit: 4, scenario: scenario.clone() };
        assert_eq!(ask(&mut memory, forecast(), vec![]), Err(Refusal::NotLoaded(4)));
        ask(&mut memory, Request::Load(fit), buffers).unwrap();
        let (Answer::Forecast(f), _) = ask(&mut memory, forecast(), vec![]).unwrap() else { panic!() };
        assert_eq!(f.weeks, scenario.weeks);
        let mut short = scenario.clone();
        short.drivers[0].pop();
        let refused = ask(&mut memory, Request::Forecast { fit: 4, scenario: short }, vec![]);
        assert!(matches!(refused, Err(Refusal::Plan(_))), "{refused:?}");
        let (Answer::Summary(s), _) = ask(&mut memory, Request::Summarise { fit: 4 }, vec![]).unwrap() else {
            panic!()
        };
        assert_eq!(s.channels.len(), panel.channels().len());
    }

    #[test]
    fn a_goal_has_a_history_and_the_past_can_be_tested() {
        let whole = demo(80).unwrap().panel;
        let origin = engine::forecast::origins(&whole, 13)[0];
        let known = origin.panel(&whole);
        let (fit, buffers) = small_fit(&known);
        let mut memory = Memory::default();
        ask(&mut memory, Request::Load(fit.clone()), buffers.clone()).unwrap();
        let scenario = Scenario::going_on(&known, 4);
        let actual = whole.outcome()[67..70].to_vec();
        let by = engine::calendar::add_weeks(known.last_week(), 6);
        let unit = engine::forecast::GoalUnit::of(&known);
        let goal = Goal { unit, amount: 1.0, by, owner: String::new() };
        let request = Request::GoalHistory { fit: 4, scenario: scenario.clone(), goal: goal.clone(), actual };
        let (reply, _) = ask(&mut memory, request, vec![]).unwrap();
        let Answer::GoalHistory(moments) = reply else { panic!("{reply:?}") };
        assert_eq!((moments.len(), moments[3].outlook.probability), (4, 1.0));
        // Every draw reaches it, so that there is nothing that would have to be true.
        let (reply, _) = ask(&mut memory, Request::Requirement { fit: 4, scenario, goal }, vec![]).unwrap();
        assert_eq!(reply, Answer::Requirement(None));
        let (reply, _) = ask(&mut memory, Request::ScoreOrigin { fit, origin, panel: whole }, buffers).unwrap();
        let Answer::Scores(Some(scores)) = reply else { panic!("{reply:?}") };
        assert!(scores.is_complete());
    }

    #[test]
    fn damaged_draws_are_refused() {
        let (fit, buffers) = small_fit(&demo(80).unwrap().panel);
        for cut in [1, 8] {
            let mut short = buffers.clone();
            short[0].truncate(buffers[0].len() - cut);
            let refused = ask(&mut Memory::default(), Request::Load(fit.clone()), short);
            assert!(matches!(refused, Err(Refusal::NotUnderstood(_))), "{refused:?}");
        }
        assert!(ask(&mut Memory::default(), Request::Load(fit), vec![]).is_err());
    }

    #[test]
    fn a_file_is_read_assembled_and_continued() {
        let day = |t: i64| engine::calendar::add_weeks(jiff::civil::date(2024, 1, 1), t);
        let rows = |from: i64, to: i64| -> String {
            (from..to).map(|t| format!("{},{},{}\n", day(t), 100 + t % 7, 10 + t % 5)).collect()
        };
        let file = |from, to| format!("week,revenue,tv_spend\n{}", rows(from, to)).into_bytes();
        let mut memory = Memory::default();
        let reading = Request::ReadFile { name: "a.csv".into() };
        let (reply, tables) = ask(&mut memory, reading, vec![file(0, 60)]).unwrap();
        let Answer::FileRead { preview, mut mapping, .. } = reply else { panic!("{reply:?}") };
        mapping.calendar = engine::calendar::holidays::Country::of_code("DE").map(CalendarEvents::holidays_of);
        let with_holidays = Request::Assemble { mapping: mapping.clone() };
        let (reply, _) = ask(&mut memory, with_holidays, tables.clone()).unwrap();
        let Answer::Assembled { panel: Some(panel), .. } = reply else { panic!("{reply:?}") };
        assert_eq!((preview.rows, panel.week_count(), panel.drivers().len()), (60, 60, 3));
        let newer = Request::Append { name: "b.csv".into(), mapping: Some(mapping.clone()), panel: panel.clone() };
        let (reply, more) = ask(&mut memory, newer, vec![file(58, 64)]).unwrap();
        let Answer::Appended { panel: Some(longer), added_weeks, .. } = reply else { panic!("{reply:?}") };
        assert_eq!((longer.week_count(), added_weeks.len()), (64, 4));
        let again = Request::Assemble { mapping };
        let (reply, _) = ask(&mut memory, again, [tables, more].concat()).unwrap();
        let Answer::Assembled { panel, .. } = reply else { panic!("{reply:?}") };
        assert_eq!(panel, Some(longer));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let request = Request::ReadFile { name: "x.csv".into() };
        let refused = ask(&mut Memory::default(), request, vec![vec![]]);
        assert!(matches!(refused, Err(Refusal::File { .. })));
    }
}
