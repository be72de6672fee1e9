//! Opening a workspace: the one of the last visit, the demo, or the user's own.

use crate::browser::settings::{self, Keep};
use crate::browser::{page, task};
use crate::route::Route;
use crate::state::app_state::AppState;
use crate::state::backtest::Backtesting;
use crate::state::content::{Content, WorkspaceKind};
use crate::state::fit_status::FitStatus;
use crate::state::import::Importing;
use crate::state::keep;
use crate::state::locale::usual_currency;
use crate::state::opening::Opening;
use crate::state::problem::{Loadable, Problem};
use crate::state::runtime::Topic;
use crate::state::save_state::SaveState;
use crate::state::store::{Store, TabMessage};
use crate::state::theme::Theme;
use crate::storage::saved::Kind;
use crate::storage::{Durability, StorageError, Whole};
use crate::worker::{Answer, Request};
use engine::posterior::FitSettings;
use engine::simulate::{DEMO_BRAND, DEMO_CURRENCY};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::File;

/// The setting that names the workspace of the last visit.
const LAST: &str = "last-workspace";
/// The setting that names the theme.
pub(super) const THEME: &str = "theme";
/// What is said where a workspace cannot be opened.
const UNREADABLE: &str = "The workspace that was kept here cannot be opened. It has not been touched.";
/// The name of a new workspace.
const NEW_NAME: &str = "My workspace";

/// A setting's name: several pages of one origin keep theirs apart by path.
pub(super) fn setting(name: &str) -> String {
    format!("sextant:{}:{name}", page::path())
}

impl AppState {
    /// Opens the workspace of the last visit, if there is one.
    pub(in crate::state) fn open_last(self) {
        self.show_theme(Theme::named(&settings::read(Keep::Machine, &setting(THEME)).unwrap_or_default()));
        self.cells.route.set(Route::of_fragment(&page::fragment()));
        page::on_fragment(move |fragment| self.cells.route.set(Route::of_fragment(&fragment)));
        page::on_leaving(move || self.save_while_leaving());
        let last = settings::read(Keep::Tab, &setting(LAST)).or_else(|| settings::read(Keep::Machine, &setting(LAST)));
        match last.as_deref() {
            Some("demo") => self.open(WorkspaceKind::Demo),
            Some("own") => self.open(WorkspaceKind::Own),
            _ => self.cells.opening.set(Opening::Welcome),
        }
    }

    /// Opens the demo as it was left, or a fresh one.
    pub fn open_demo(self) {
        self.open(WorkspaceKind::Demo);
    }

    /// Opens the user's own workspace as it was left, or an empty one.
    pub fn start_own(self) {
        self.open(WorkspaceKind::Own);
    }

    /// Opens the user's own workspace and reads files as its data.
    pub fn start_own_with(self, files: Vec<File>) {
        task::spawn(async move {
            if self.open_and_wait(WorkspaceKind::Own).await {
                self.add_files(files);
            }
        });
    }

    /// Leaves the workspace, which is kept, for the two doors.
    pub fn leave(self) {
        task::spawn(async move {
            self.close().await;
            settings::remove(Keep::Tab, &setting(LAST));
            settings::remove(Keep::Machine, &setting(LAST));
            self.cells.opening.set(Opening::Welcome);
            self.go_to(Route::Home);
        });
    }

    /// Shows a screen. Links to [`Route::fragment`] do the same.
    pub fn go_to(self, route: Route) {
        self.cells.route.set(route);
        page::set_fragment(route.fragment());
    }

    fn open(self, kind: WorkspaceKind) {
        task::spawn(async move {
            self.open_and_wait(kind).await;
        });
    }

    /// Opens a workspace; whether it is open now.
    pub(super) async fn open_and_wait(self, kind: WorkspaceKind) -> bool {
        let runtime = self.runtime();
        self.close().await;
        let turn = runtime.begin(Topic::Opening);
        self.cells.opening.set(Opening::Loading);
        let store = Rc::new(Store::open(kind, move || self.lose_lock()).await);
        if !runtime.is_last(turn) {
            return false;
        }
        store.listen(move |message| self.hear(message));
        runtime.store.replace(Some(store.clone()));
        let found = match self.read_store(&store).await {
            Ok(found) => found,
            Err(problem) => {
                runtime.leave_workspace();
                self.cells.opening.set(Opening::Failed(problem));
                return false;
            }
        };
        let fresh = found.is_none();
        let unfinished = found.as_ref().and_then(|found| found.running_fit).filter(|_| store.may_write());
        let content = match (found, kind) {
            (Some(found), _) => Some(found.content),
            (None, WorkspaceKind::Own) => Some(Content::empty(kind, NEW_NAME, usual_currency())),
            (None, WorkspaceKind::Demo) => self.fresh_demo().await,
        };
        if !runtime.is_last(turn) {
            return false;
        }
        let Some(content) = content else { return false };
        if let Some(settings) = unfinished {
            self.cells.fit.set(FitStatus::Interrupted(settings));
        }
        self.show(content, &store);
        remember(kind);
        if fresh {
            self.save_now(Durability::Relaxed).await;
        }
        true
    }

    /// Writes what is not yet written and forgets the open workspace.
    pub(super) async fn close(self) {
        if self.cells.save.get_untracked() == SaveState::Saving {
            self.save_now(Durability::Relaxed).await;
        }
        self.runtime().leave_workspace();
        let cells = self.cells;
        cells.content.set(None);
        cells.save.set(SaveState::Nothing);
        cells.fit.set(FitStatus::Idle);
        cells.importing.set(Importing::Nothing);
        cells.data_update.set(None);
        cells.library_view.set(Loadable::Empty);
        cells.refused.set(Arc::default());
        cells.trace.set(Loadable::Empty);
        cells.default_spec.set(None);
        cells.toast.set(None);
        cells.problem.set(None);
        cells.summary.set(Loadable::Empty);
        cells.prior_predictive.set(Loadable::Empty);
        cells.plan.set(Loadable::Empty);
        cells.forecast.set(Loadable::Empty);
        cells.other_forecast.set(Loadable::Empty);
        cells.goal_course.set(Loadable::Empty);
        cells.required.set(Loadable::Empty);
        cells.lifted.set(Loadable::Empty);
        cells.backtesting.set(Backtesting::Idle);
        cells.reconciled.set(None);
        cells.reconciliation.set(Loadable::Empty);
    }

    /// What is kept; `None` on a first visit and where the browser keeps nothing.
    async fn read_store(self, store: &Store) -> Result<Option<Found>, Problem> {
        let unreadable = |why: String, what_to_do: &str| Problem::new(UNREADABLE, why, what_to_do);
        let database = match &store.database {
            Ok(database) => database,
            Err(error @ (StorageError::Newer | StorageError::Blocked)) => {
                return Err(unreadable(error.to_string(), "Then try again."));
            }
            Err(_) => return Ok(None),
        };
        let read = database.read_all(&[Kind::Workspace, Kind::Fit, Kind::Ledger]).await;
        let stored = read.map_err(|error| unreadable(error.to_string(), "Reload the page."))?;
        store.revision.set(stored.revision);
        store.kept.replace(stored.numbers.into_iter().collect());
        if stored.records.is_empty() {
            return Ok(None);
        }
        let (records, buffers) = stored.records.into_iter().map(|r| ((r.kind, r.number), r.bytes)).unzip();
        match self.ask(UNREADABLE, Request::ReadKept { records }, buffers).await? {
            (Answer::Kept(whole), _) => Ok(whole.map(|whole| Found::of(*whole))),
            _ => Err(unreadable("The answer is to another question.".into(), "Reload the page.")),
        }
    }

    async fn fresh_demo(self) -> Option<Content> {
        match self.ask("The demo could not be opened.", Request::SimulateDemo, vec![]).await {
            Ok((Answer::Simulated(simulated), _)) => {
                let mut content = Content::empty(WorkspaceKind::Demo, DEMO_BRAND, DEMO_CURRENCY);
                let panel = Arc::new(simulated.panel);
                content.truth = Some(Arc::new(simulated.truth));
                (content.proposed_panel, content.panel) = (Some(panel.clone()), Some(panel));
                Some(content)
            }
            Ok(_) => None,
            Err(problem) => {
                self.runtime().leave_workspace();
                self.cells.opening.set(Opening::Failed(problem));
                None
            }
        }
    }

    fn show(self, content: Content, store: &Store) {
        self.cells.content.set(Some(content));
        self.tell_access(store);
        self.cells.opening.set(Opening::Open);
        self.refresh_all();
    }

    /// Says whether what has just been read can also be kept.
    fn tell_access(self, store: &Store) {
        self.cells.save.set(match (store.may_write(), &store.database) {
            (_, Err(error)) => SaveState::Unsaved { why: error.to_string() },
            (false, _) => SaveState::ReadOnly,
            (true, Ok(_)) => SaveState::Saved { at: crate::state::Moment::now() },
        });
    }

    /// Another tab has taken the lock.
    pub(super) fn lose_lock(self) {
        if let Some(store) = self.runtime().store() {
            store.let_go();
            self.cells.save.set(SaveState::ReadOnly);
        }
    }

    /// Another tab has said something.
    fn hear(self, message: TabMessage) {
        let Some(store) = self.runtime().store() else { return };
        match message {
            TabMessage::Saved if !store.may_write() => self.reload_content(),
            TabMessage::Release if store.may_write() => task::spawn(async move {
                self.save_now(Durability::Relaxed).await;
                self.lose_lock();
            }),
            TabMessage::Erased => page::reload(),
            TabMessage::Saved | TabMessage::Release => {}
        }
    }

    /// Reads anew what another tab has written.
    pub(super) fn reload_content(self) {
        let runtime = self.runtime();
        let Some(store) = runtime.store() else { return };
        runtime.undo.take();
        task::spawn(async move {
            match self.read_store(&store).await {
                Ok(Some(Found { content, .. })) if self.read(|c| c.fits == content.fits) == Some(true) => {
                    self.cells.content.set(Some(content));
                    self.tell_access(&store);
                    self.refresh_results();
                }
                Ok(Some(Found { content, .. })) => {
                    // An import may have given the numbers of fits to others.
                    runtime.forget_fits();
                    runtime.blobs.take();
                    self.show(content, &store);
                }
                Ok(None) => {}
                Err(problem) => self.cells.problem.set(Some(problem)),
            }
        });
    }
}

/// What was kept.
struct Found {
    content: Content,
    /// The settings of a fit that was running when it was last written.
    running_fit: Option<FitSettings>,
}

impl Found {
    fn of(whole: Whole) -> Self {
        let running_fit = whole.workspace.running_fit;
        Self { content: keep::content_of(whole), running_fit }
    }
}

/// The next visit, and a reload of this tab, open the same workspace.
fn remember(kind: WorkspaceKind) {
    let name = match kind {
        WorkspaceKind::Demo => "demo",
        WorkspaceKind::Own => "own",
    };
    settings::write(Keep::Tab, &setting(LAST), name);
    settings::write(Keep::Machine, &setting(LAST), name);
}
