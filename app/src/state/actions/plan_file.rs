//! The plan as a file: taking it along as a workbook, a table or a scenario, and opening one.

use super::workspace::file_stem;
use crate::browser::{files, task};
use crate::components::download;
use crate::state::app_state::AppState;
use crate::state::content::Content;
use crate::state::moment::Moment;
use crate::state::plan_draft::{MAX_HORIZON_WEEKS, SpendChoice};
use crate::state::problem::Problem;
use crate::state::reduce;
use crate::worker::{Answer, Request};
use engine::panel::Panel;
use engine::plan::{PlanRequest, Scenario};
use engine::plan_file::{Made, Names, Notice, PlanDocument, PlanFormat, PlanRead};
use leptos::prelude::*;
use web_sys::File;

/// The largest file that is read, in bytes: hundreds of times a plan's.
const MAX_FILE_BYTES: f64 = 3e7;

/// A plan's file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedPlan {
    /// The file's name.
    pub file: String,
    /// What it changed, as a sentence.
    pub changed: String,
    /// What is worth knowing about it, a sentence each.
    pub notices: Vec<String>,
}

impl AppState {
    /// Downloads the chosen plan.
    pub fn export_plan(self, format: PlanFormat) {
        const WHAT: &str = "The plan was not written.";
        let Some(document) = self.read(|c| document(c, Moment::now())).flatten() else {
            let problem = Problem::new(WHAT, "There is no plan yet.", "Fit the model first, then plan.");
            return self.cells.problem.set(Some(problem));
        };
        let name = format!("{}-plan-{}{}", file_stem(&document.name), document.made.day, format.ending());
        task::spawn(async move {
            let request = Request::WritePlan { document: Box::new(document), format };
            let problem = match self.ask(WHAT, request, vec![]).await {
                Ok((Answer::PlanWritten, written)) => {
                    let Some(bytes) = written.first() else { return };
                    let refused = download(&name, format.media_type(), bytes).err();
                    refused.map(|_| {
                        let why = "The browser refused the file.";
                        Problem::new(WHAT, why, "Allow downloads for this page, then try again.")
                    })
                }
                Ok(_) => None,
                Err(problem) => Some(problem),
            };
            if problem.is_some() {
                self.cells.problem.set(problem);
            }
        });
    }

    /// Opens a plan's file: a table or a workbook gives spend and assumptions of the planned weeks, a scenario file all
    /// that was planned. `told` hears what came of it. Can be undone.
    pub fn open_plan_file(self, file: File, told: impl FnOnce(OpenedPlan) + 'static) {
        let parts = self.read(|c| Some((c.shown_fit()?.panel.clone(), c.plan_draft.clone()?))).flatten();
        let Some((panel, draft)) = parts.filter(|_| self.may_edit()) else { return };
        let (name, what) = (file.name(), format!("\"{}\" was not opened. The plan is as it was.", file.name()));
        task::spawn(async move {
            let weeks = draft.today.weeks.clone();
            let request = Request::ReadPlan { name: name.clone(), panel: (*panel).clone(), weeks };
            let read = match bytes_of(&file, &what).await {
                Ok(bytes) => self.ask(&what, request, vec![bytes]).await,
                Err(problem) => Err(problem),
            };
            match read {
                Ok((Answer::PlanRead(read), _)) => {
                    if let Some(opened) = self.take_plan_file(name, &panel, *read) {
                        told(opened);
                    }
                }
                Ok(_) => {}
                Err(problem) => self.cells.problem.set(Some(problem)),
            }
        });
    }

    /// Takes what was read; none where nothing may be changed.
    fn take_plan_file(self, file: String, panel: &Panel, read: PlanRead) -> Option<OpenedPlan> {
        let changed = what_changes(&read).to_owned();
        let currency = self.read(|c| c.currency.clone()).unwrap_or_default();
        let notices = notices(&read, &currency).iter().map(Notice::to_string).collect();
        let message = format!("\"{file}\" was opened.");
        if !self.change_undoably(&message, |c| take(c, panel, read)) {
            return None;
        }
        self.refresh_forecast();
        Some(OpenedPlan { file, changed, notices })
    }
}

async fn bytes_of(file: &File, what: &str) -> Result<Vec<u8>, Problem> {
    if file.size() > MAX_FILE_BYTES {
        return Err(Problem::new(what, "It is larger than any plan.", "Choose the file of a plan."));
    }
    files::bytes_of(file)
        .await
        .map_err(|why| Problem::new(what, format!("The browser could not read it: {why}"), "Choose the file again."))
}

/// The chosen plan with all that its files say.
fn document(content: &Content, now: Moment) -> Option<PlanDocument> {
    let (fit, draft) = (content.shown_fit()?, content.plan_draft.as_ref()?);
    let (id, scenario) = reduce::chosen_scenario(content)?;
    let planned = content.planned.as_ref().filter(|p| p.fit == id && p.plan.scenario == scenario);
    let request: PlanRequest = planned.map_or_else(|| draft.request(), |planned| planned.draft.request());
    Some(PlanDocument {
        name: content.name.clone(),
        made: Made {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            day: now.day,
            currency: content.currency.clone(),
            outcome: fit.panel.outcome_name().to_owned(),
            data_hash: fit.data_hash.short(),
        },
        names: Names::of(&fit.panel),
        scenario,
        request,
        plan: planned.map(|planned| (*planned.plan).clone()),
    })
}

/// The file's spend becomes the plan of one's own, its assumptions those of the plan; what it is compared with goes on as
/// before, for the file's weeks.
fn take(content: &mut Content, panel: &Panel, read: PlanRead) {
    reduce::edit_draft(content, |draft| {
        let shown = draft.own_scenario().unwrap_or_else(|| draft.today.clone());
        let (changed, has_spend) = match &read {
            PlanRead::Rows(rows) => (rows.onto(&shown), rows.has_spend()),
            PlanRead::Shared(shared) => {
                draft.limits = shared.limits.clone();
                draft.aim = shared.aim;
                draft.flighting = shared.flighting;
                (first_weeks(&shared.scenario, MAX_HORIZON_WEEKS), true)
            }
        };
        if changed.weeks != draft.today.weeks {
            draft.today = Scenario::starting(panel, changed.lead.weeks(), changed.weeks.len());
            draft.own = None;
        }
        draft.today.drivers = changed.drivers;
        draft.today.organic = changed.organic;
        draft.today.uncertain = changed.uncertain;
        if has_spend {
            draft.own = Some(changed.spend);
            draft.choice = SpendChoice::Own;
        }
    });
}

/// The scenario without weeks beyond the longest horizon.
fn first_weeks(scenario: &Scenario, weeks: usize) -> Scenario {
    let mut cut = scenario.clone();
    cut.weeks.truncate(weeks);
    let rows = cut.spend.iter_mut().chain(&mut cut.drivers).chain(&mut cut.organic);
    rows.for_each(|row| row.truncate(weeks));
    cut
}

fn what_changes(read: &PlanRead) -> &'static str {
    match read {
        PlanRead::Shared(_) => "Spend, assumptions, limits and what the plan is for are those of the file.",
        PlanRead::Rows(rows) => match (rows.has_spend(), rows.has_assumptions()) {
            (true, true) => "Spend and assumptions are those of the file.",
            (false, true) => "What is assumed is that of the file.",
            _ => "Spend is that of the file.",
        },
    }
}

fn notices(read: &PlanRead, currency: &str) -> Vec<Notice> {
    match read {
        PlanRead::Rows(rows) => rows.notices.clone(),
        PlanRead::Shared(shared) => {
            let other = (shared.currency != currency).then(|| Notice::OtherCurrency(shared.currency.clone()));
            shared.notices.iter().cloned().chain(other).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::keep::tests::full_content;
    use engine::plan_file::{read, write};

    fn moment() -> Moment {
        Moment { unix_millis: 0, day: jiff::civil::date(2026, 1, 1) }
    }

    /// What leaves comes back: the draft becomes what was written.
    #[test]
    fn a_plan_leaves_and_comes_back() {
        for format in [PlanFormat::Workbook, PlanFormat::Scenario] {
            let mut content = full_content();
            let document = document(&content, moment()).unwrap();
            let bytes = write(&document, format);
            let panel = content.shown_fit().unwrap().panel.clone();
            let mut other = document.scenario.clone();
            other.spend[0].fill(1.0);
            reduce::edit_draft(&mut content, |draft| draft.today = other);
            let back = read("plan", &bytes, &panel, &document.scenario.weeks).unwrap();
            assert_eq!(notices(&back, &content.currency), [], "{format:?}");
            take(&mut content, &panel, back);
            let draft = content.plan_draft.unwrap();
            assert_eq!(draft.own_scenario().unwrap(), document.scenario, "{format:?}");
        }
    }

    #[test]
    fn long_scenarios_are_cut() {
        let scenario = document(&full_content(), moment()).unwrap().scenario;
        let cut = first_weeks(&scenario, 2);
        assert_eq!((cut.weeks.len(), cut.spend[0].len()), (2, 2));
    }
}
