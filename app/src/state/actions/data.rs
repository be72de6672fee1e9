//! Know: bringing data, deciding what they are, adding newer weeks.

use crate::browser::{files, task};
use crate::state::app_state::AppState;
use crate::state::content::WorkspaceKind;
use crate::state::import::{DataUpdate, Importing, UpdateOutcome};
use crate::state::problem::Problem;
use crate::state::reduce::{self, Assembled};
use crate::state::runtime::Topic;
use crate::storage::Durability;
use crate::worker::{Answer, Request};
use engine::calendar::holidays::CalendarEvents;
use engine::ingest::{DateOrder, DecimalMark, FindingId, Geography, MAX_BYTES, Mapping, Role};
use engine::panel::OutcomeKind;
use engine::plan::Scenario;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::File;

/// Whether a repair is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairChoice {
    /// It is made.
    Make,
    /// It is not; the finding then blocks until the file is corrected.
    Refuse,
}

impl AppState {
    /// Reads a file as the workspace's data; replaces the data that were there, which can be undone.
    pub fn import_file(self, file: File) {
        if !self.may_edit() || self.refuses_in_demo() {
            return;
        }
        let (runtime, name) = (self.runtime(), file.name());
        let turn = runtime.begin(Topic::Data);
        self.cells.importing.set(Importing::Reading { file: name.clone() });
        task::spawn(async move {
            let read = self.read_as(&file, Request::ReadFile { name: name.clone() }).await;
            if !runtime.is_last(turn) {
                return;
            }
            match read {
                Ok((Answer::FileRead { preview, mapping, panel, findings }, mut tables)) => {
                    let first = self.read(|c| c.files.is_empty()) == Some(true);
                    let mut number = 0;
                    let replace = |c: &mut _| {
                        number = reduce::replace_data(c, preview, mapping, Assembled { panel, findings });
                    };
                    let message = format!("The data were replaced by \"{name}\".");
                    let changed = if first { self.change(replace) } else { self.change_undoably(&message, replace) };
                    if let Some(table) = tables.pop().filter(|_| changed) {
                        runtime.blobs.borrow_mut().tables.insert(number, Arc::new(table));
                    }
                    self.cells.importing.set(Importing::Nothing);
                    self.refresh_model();
                }
                Ok(_) => self.cells.importing.set(Importing::Nothing),
                Err(problem) => self.cells.importing.set(Importing::Failed(problem)),
            }
        });
    }

    /// Gives a column a role.
    pub fn set_role(self, column: &str, role: Role) {
        self.edit_mapping(|mapping| mapping.set_role(column, role));
    }

    /// Says which column of spend pays for a column of contacts, reach or frequency.
    pub fn set_paid_by(self, column: &str, spend: &str) {
        self.edit_mapping(|mapping| mapping.set_channel(column, spend));
    }

    /// Says which column dates the rows.
    pub fn choose_date_column(self, column: &str) {
        self.edit_mapping(|mapping| {
            mapping.set_role(column, Role::Ignored);
            mapping.date_column = Some(column.to_owned());
        });
    }

    /// Says in which order day, month and year stand.
    pub fn choose_date_order(self, order: DateOrder) {
        self.edit_mapping(|mapping| mapping.choose_date_order(order));
    }

    /// Says what separates whole numbers from fractions.
    pub fn choose_decimal(self, mark: DecimalMark) {
        self.edit_mapping(|mapping| mapping.choose_decimal(mark));
    }

    /// Says what to do about rows that are split by geography.
    pub fn choose_geography(self, geography: Geography) {
        self.edit_mapping(|mapping| mapping.geography = geography);
    }

    /// Measures every geography that a column names.
    pub fn measure_each_geography(self, column: &str) {
        self.edit_mapping(|mapping| mapping.measure_each(column));
    }

    /// Says what the outcome is counted in.
    pub fn choose_outcome_kind(self, kind: OutcomeKind) {
        self.edit_mapping(|mapping| mapping.outcome_kind = kind);
    }

    /// Says which holidays and days of trade are added to the data as drivers; none for none.
    pub fn choose_calendar(self, events: Option<CalendarEvents>) {
        self.edit_mapping(|mapping| mapping.calendar = events);
    }

    /// Makes or refuses a repair.
    pub fn choose_repair(self, finding: FindingId, choice: RepairChoice) {
        self.edit_mapping(|mapping| {
            match choice {
                RepairChoice::Make => mapping.refused_repairs.remove(&finding),
                RepairChoice::Refuse => mapping.refused_repairs.insert(finding),
            };
        });
    }

    /// Says that the data are right: everything else now rests on them.
    pub fn confirm_data(self) {
        if self.change(reduce::confirm_data) {
            self.refresh_model();
        }
    }

    /// Removes the files and all data from the workspace; fits and ledger stay. Can be undone.
    pub fn remove_data(self) {
        if !self.refuses_in_demo() && self.change_undoably("The data were removed.", reduce::remove_data) {
            self.cells.data_update.set(None);
            self.refresh_model();
        }
    }

    /// Adds the newer weeks of a file to the data.
    pub fn append_file(self, file: File) {
        if !self.may_edit() || self.refuses_in_demo() {
            return;
        }
        let known = self.read(|c| (c.proposed_panel.clone().or_else(|| c.panel.clone()), c.mapping.clone()));
        let Some((Some(panel), mapping)) = known else { return self.import_file(file) };
        let (runtime, name) = (self.runtime(), file.name());
        let turn = runtime.begin(Topic::Data);
        self.cells.importing.set(Importing::Reading { file: name.clone() });
        task::spawn(async move {
            let mapping = mapping.as_deref().cloned();
            let request = Request::Append { name, mapping, panel: (*panel).clone() };
            let read = self.read_as(&file, request).await;
            if runtime.is_last(turn) {
                self.take_newer(read);
            }
        });
    }

    /// Lets the demo's next weeks happen, nearly as they were planned. In the demo only.
    pub fn simulate_next_weeks(self, weeks: usize) {
        let demo = self.read(|c| c.kind == WorkspaceKind::Demo) == Some(true);
        if !demo || !self.may_edit() {
            return;
        }
        let parts = self.read(|c| Some((c.panel.clone()?, reduce::committed_spend_ahead(c)))).flatten();
        let Some((panel, committed)) = parts else { return };
        let going_on = || Scenario::going_on(&panel, weeks.max(1)).spend;
        let planned = if committed.is_empty() { going_on() } else { committed };
        let spent = panel.channels().iter().map(|c| c.spend_by_week.clone()).collect();
        let turn = self.runtime().begin(Topic::Data);
        task::spawn(async move {
            let request = Request::SimulateNextWeeks { spent, planned, weeks };
            let told = self.ask("The next weeks could not be simulated.", request, vec![]).await;
            if !self.runtime().is_last(turn) {
                return;
            }
            match told {
                Ok((Answer::Simulated(simulated), _)) => self.take_simulated(simulated, panel.week_count()),
                Ok(_) => {}
                Err(problem) => self.cells.problem.set(Some(problem)),
            }
        });
    }

    fn take_simulated(self, simulated: engine::simulate::Simulated, known_weeks: usize) {
        let weeks = simulated.panel.weeks().get(known_weeks..).unwrap_or_default().to_vec();
        let outcome = UpdateOutcome::Added { weeks, restated: vec![] };
        let update = DataUpdate { file: "the simulator".into(), outcome, findings: vec![] };
        let changed = self.change(|c| {
            reduce::continue_data(c, simulated.panel);
            c.truth = Some(Arc::new(simulated.truth));
        });
        if changed {
            self.tell("The next weeks have happened.");
            self.cells.data_update.set(Some(Arc::new(update)));
            self.refresh_model();
            self.refresh_reconciliation();
        }
    }

    /// The demo's data are simulated: a file would not belong to them.
    fn refuses_in_demo(self) -> bool {
        let demo = self.read(|c| c.kind == WorkspaceKind::Demo) == Some(true);
        if demo {
            self.cells.importing.set(Importing::Failed(Problem::new(
                "The demo keeps its own data.",
                "Its weeks are simulated, so that the truth can be shown beside the estimates.",
                "Open your own workspace to bring data of yours.",
            )));
        }
        demo
    }

    /// Reads a chosen file in the worker. A file beyond the limit is refused before it is read.
    async fn read_as(self, file: &File, request: Request) -> Result<(Answer, Vec<Vec<u8>>), Problem> {
        let what = format!("\"{}\" could not be used.", file.name());
        if file.size() > MAX_BYTES as f64 {
            let error = engine::ingest::IngestError::TooLarge { file: file.name(), bytes: file.size() as usize };
            return Err(Problem::new(what, error.to_string(), error.advice()));
        }
        let bytes = files::bytes_of(file).await.map_err(|why| {
            Problem::new(&what, format!("The browser could not read it: {why}"), "Choose the file again.")
        })?;
        self.ask(&what, request, vec![bytes]).await
    }

    fn take_newer(self, read: Result<(Answer, Vec<Vec<u8>>), Problem>) {
        self.cells.importing.set(Importing::Nothing);
        match read {
            Ok((Answer::Appended { preview, panel, added_weeks, restated, findings }, mut tables)) => {
                let file = preview.name.clone();
                let Some(longer) = panel else {
                    let outcome = UpdateOutcome::Blocked;
                    return self.cells.data_update.set(Some(Arc::new(DataUpdate { file, outcome, findings })));
                };
                let mut number = 0;
                let changed = self.change_undoably(&format!("\"{file}\" was added to the data."), |c| {
                    reduce::continue_data(c, longer);
                    number = reduce::add_file(c, preview);
                });
                if let Some(table) = tables.pop().filter(|_| changed) {
                    self.runtime().blobs.borrow_mut().tables.insert(number, Arc::new(table));
                    let outcome = UpdateOutcome::Added { weeks: added_weeks, restated };
                    self.cells.data_update.set(Some(Arc::new(DataUpdate { file, outcome, findings })));
                    task::spawn(self.save_now(Durability::Strict));
                    self.refresh_model();
                    self.refresh_reconciliation();
                }
            }
            Ok(_) => {}
            Err(problem) => self.cells.importing.set(Importing::Failed(problem)),
        }
    }

    /// Changes how the files are read, and reads them so.
    fn edit_mapping(self, edit: impl FnOnce(&mut Mapping)) {
        let Some(Some(mapping)) = self.read(|c| c.mapping.clone()) else { return };
        let mut mapping = (*mapping).clone();
        edit(&mut mapping);
        let taken = mapping.clone();
        if self.change(|c| c.mapping = Some(Arc::new(taken))) {
            self.assemble(mapping);
        }
    }

    fn assemble(self, mapping: Mapping) {
        let runtime = self.runtime();
        let turn = runtime.begin(Topic::Data);
        let numbers: Vec<u32> = self.read(|c| c.files.iter().map(|f| f.id).collect()).unwrap_or_default();
        task::spawn(async move {
            let mut tables = Vec::with_capacity(numbers.len());
            for number in numbers {
                let Some(table) = self.table_of(number).await else {
                    let why = "A file's cells are no longer kept.";
                    let problem = Problem::new("The data could not be put together.", why, "Choose the file again.");
                    return self.cells.problem.set(Some(problem));
                };
                tables.push((*table).clone());
            }
            let told = self.ask("The data could not be put together.", Request::Assemble { mapping }, tables).await;
            if !runtime.is_last(turn) {
                return;
            }
            match told {
                Ok((Answer::Assembled { panel, findings }, _)) => {
                    self.change(|c| reduce::propose(c, Assembled { panel, findings }));
                }
                Ok(_) => {}
                Err(problem) => self.cells.problem.set(Some(problem)),
            }
        });
    }
}
