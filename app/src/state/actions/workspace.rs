//! The workspace itself: its name, its currency, taking it along, erasing it, taking back.

use super::opening::{THEME, setting};
use crate::browser::settings::{self, Keep};
use crate::browser::{files, page, task};
use crate::components::download;
use crate::route::Route;
use crate::state::app_state::AppState;
use crate::state::content::{Content, FitId, WorkspaceKind};
use crate::state::keep;
use crate::state::locale::is_currency_code;
use crate::state::moment::Moment;
use crate::state::notice::{Toast, Undo};
use crate::state::opening::Opening;
use crate::state::problem::Problem;
use crate::state::runtime::{Blobs, Snapshot};
use crate::state::store::{TabMessage, name_of};
use crate::state::theme::Theme;
use crate::storage::saved::{Kind, Record};
use crate::storage::{Database, Durability, write_bundle};
use crate::worker::{Answer, Request};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::File;

/// The exported file's media type, for want of one of its own.
const BUNDLE_TYPE: &str = "application/octet-stream";
/// The largest exported file that is read, in bytes: far more than years of fits take.
const MAX_BUNDLE_BYTES: f64 = 1e9;

impl AppState {
    /// Renames the workspace.
    pub fn rename(self, name: &str) {
        let name = name.trim();
        if !name.is_empty() {
            self.change(|c| name.clone_into(&mut c.name));
        }
    }

    /// Sets the currency by its ISO 4217 code; amounts are not converted.
    pub fn set_currency(self, code: &str) {
        if is_currency_code(code) {
            self.change(|c| code.clone_into(&mut c.currency));
        }
    }

    /// Sets the colours of the page.
    pub fn set_theme(self, theme: Theme) {
        settings::write(Keep::Machine, &setting(THEME), theme.name());
        self.show_theme(theme);
    }

    pub(super) fn show_theme(self, theme: Theme) {
        self.cells.theme.set(theme);
        page::set_root_attribute("data-theme", (theme != Theme::System).then(|| theme.name()));
    }

    /// Downloads the whole workspace as one file.
    pub fn export_workspace(self) {
        task::spawn(async move {
            let failed = |why: String| {
                let what_to_do = "Reload the page and try again.";
                self.cells.problem.set(Some(Problem::new("The workspace was not exported.", why, what_to_do)));
            };
            let Some(content) = self.cells.content.get_untracked() else { return };
            match self.all_records(&content).await {
                Ok(records) => {
                    let name = format!("{}-{}.sextant", file_stem(&content.name), Moment::now().day);
                    if let Err(error) = download(&name, BUNDLE_TYPE, &write_bundle(&records)) {
                        failed(format!("{error:?}"));
                    }
                }
                Err(why) => failed(why),
            }
        });
    }

    /// Replaces the workspace of the file's kind by what the file holds. A damaged file changes nothing. Can be undone.
    pub fn import_workspace(self, file: File) {
        task::spawn(async move {
            let name = file.name();
            let refused = |why: String| {
                let what = format!("\"{name}\" was not imported. Nothing was changed.");
                let what_to_do = "Choose another file, or export the workspace again where it came from.";
                self.cells.problem.set(Some(Problem::new(what, why, what_to_do)));
            };
            match self.read_workspace(&file).await {
                Ok((content, blobs)) => self.replace_workspace(content, blobs, &name).await,
                Err(why) => refused(why),
            }
        });
    }

    /// Erases everything that was kept on this machine: both workspaces and all settings. Cannot be undone.
    pub fn erase_everything(self) {
        task::spawn(async move {
            let store = self.runtime().store();
            // What is not written yet shall not be written any more.
            self.cells.save.set(crate::state::SaveState::Nothing);
            self.close().await;
            if let Some(store) = store {
                store.tell(TabMessage::Erased);
            }
            let mut failed = None;
            for kind in [WorkspaceKind::Demo, WorkspaceKind::Own] {
                failed = Database::erase(&name_of(kind)).await.err().or(failed);
            }
            for keep in [Keep::Tab, Keep::Machine] {
                for name in [THEME, "last-workspace"] {
                    settings::remove(keep, &setting(name));
                }
            }
            self.show_theme(Theme::System);
            self.cells.opening.set(Opening::Welcome);
            self.go_to(Route::Home);
            if let Some(error) = failed {
                let problem = Problem::new(
                    "Not everything could be erased.",
                    error.to_string(),
                    "Close other tabs of Sextant, then try again.",
                );
                self.cells.problem.set(Some(problem));
            }
        });
    }

    /// Takes the workspace over from the tab that holds it, which then can only look at it.
    pub fn take_over(self) {
        let Some(store) = self.runtime().store() else { return };
        task::spawn(async move {
            store.take_over(move || self.lose_lock()).await;
            self.reload_content();
        });
    }

    /// Takes back what the toast is about.
    pub fn undo(self) {
        let runtime = self.runtime();
        let Some(Snapshot { content, blobs }) = runtime.undo.take().filter(|_| self.may_edit()) else { return };
        if let Some(blobs) = blobs {
            runtime.blobs.replace(blobs);
            runtime.forget_fits();
            runtime.store().inspect(|store| store.replace.set(true));
        }
        self.cells.toast.set(None);
        self.cells.data_update.set(None);
        self.change(|c| *c = content);
        self.refresh_all();
    }

    /// Puts the toast away.
    pub fn dismiss_toast(self) {
        self.cells.toast.set(None);
    }

    /// Puts the problem away.
    pub fn dismiss_problem(self) {
        self.cells.problem.set(None);
    }

    /// Every record of the workspace, blobs included.
    async fn all_records(self, content: &Content) -> Result<Vec<Record>, String> {
        let mut records = vec![keep::workspace_record(content, None).map_err(|e| e.to_string())?];
        for number in content.tables() {
            let table = self.table_of(number).await.ok_or("A file's cells are no longer kept.")?;
            records.push(Record { kind: Kind::Table, number, bytes: (*table).clone() });
        }
        for fit in &content.fits {
            records.push(keep::fit_record(fit).map_err(|e| e.to_string())?);
            let draws = self.draws_of(fit.id).await.ok_or("The draws of a fit are no longer kept.")?;
            records.push(Record { kind: Kind::Draws, number: fit.id.0, bytes: (*draws).clone() });
        }
        for entry in &content.ledger {
            records.push(keep::ledger_record(entry).map_err(|e| e.to_string())?);
        }
        Ok(records)
    }

    async fn read_workspace(self, file: &File) -> Result<(Content, Blobs), String> {
        if file.size() > MAX_BUNDLE_BYTES {
            return Err("It is larger than any workspace.".into());
        }
        let bytes = files::bytes_of(file).await?;
        match self.ask("", Request::ReadExported, vec![bytes]).await.map_err(|problem| problem.why)? {
            (Answer::Exported { whole, blobs }, buffers) => Ok((keep::content_of(*whole), blobs_of(&blobs, buffers))),
            _ => Err("The answer is to another question.".into()),
        }
    }

    /// Puts an imported workspace in the place of the one of its kind, which undo brings back.
    async fn replace_workspace(self, content: Content, blobs: Blobs, name: &str) {
        let runtime = self.runtime();
        if self.read(|c| c.kind) != Some(content.kind) && !self.open_and_wait(content.kind).await {
            return;
        }
        if !self.may_edit() {
            return;
        }
        // Undo needs the old draws and tables, which the database is about to forget.
        let before = self.cells.content.get_untracked();
        if let Some(before) = &before {
            for table in before.tables() {
                self.table_of(table).await;
            }
            for fit in &before.fits {
                self.draws_of(fit.id).await;
            }
        }
        let old_blobs = runtime.blobs.replace(blobs);
        runtime.forget_fits();
        runtime.store().inspect(|store| store.replace.set(true));
        self.change(|c| *c = content);
        runtime.undo.replace(before.map(|content| Snapshot { content, blobs: Some(old_blobs) }));
        let message = format!("\"{name}\" was imported.");
        self.say(Toast { message, undo: Undo::Possible });
        self.refresh_all();
        self.save_now(Durability::Strict).await;
    }
}

fn blobs_of(names: &[(Kind, u32)], buffers: Vec<Vec<u8>>) -> Blobs {
    let mut blobs = Blobs::default();
    for ((kind, number), bytes) in names.iter().zip(buffers) {
        match kind {
            Kind::Table => drop(blobs.tables.insert(*number, Arc::new(bytes))),
            Kind::Draws => drop(blobs.draws.insert(FitId(*number), Arc::new(bytes))),
            Kind::Workspace | Kind::Fit | Kind::Ledger => {}
        }
    }
    blobs
}

/// A file name from a workspace's name: letters and digits, the rest as hyphens.
pub(super) fn file_stem(name: &str) -> String {
    let letters = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    let stem = letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    if stem.is_empty() { "workspace".to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::keep::tests::{full_content, records};
    use crate::storage::{read_bundle, whole_of};

    fn all_records() -> Vec<Record> {
        let table = Record { kind: Kind::Table, number: 1, bytes: b"{}".to_vec() };
        let draws = Record { kind: Kind::Draws, number: 1, bytes: vec![7; 48] };
        records(&full_content()).into_iter().chain([table, draws]).collect()
    }

    #[test]
    fn a_workspace_survives_export_and_import_to_the_byte() {
        let file = write_bundle(&all_records());
        let read = read_bundle(&file).unwrap();
        let content = keep::content_of(whole_of(&read).unwrap().unwrap());
        assert_eq!(content, full_content());
        let (names, buffers): (Vec<_>, _) = read.into_iter().map(|r| ((r.kind, r.number), r.bytes)).unzip();
        let blobs = blobs_of(&names, buffers);
        let tables = blobs.tables.iter().map(|(n, b)| Record { kind: Kind::Table, number: *n, bytes: b.to_vec() });
        let draws = blobs.draws.iter().map(|(n, b)| Record { kind: Kind::Draws, number: n.0, bytes: b.to_vec() });
        let again: Vec<Record> = records(&content).into_iter().chain(tables).chain(draws).collect();
        assert_eq!(write_bundle(&again), file);
    }

    #[test]
    fn incomplete_draws_are_refused() {
        let mut all = all_records();
        all.iter_mut().filter(|r| r.kind == Kind::Draws).for_each(|r| r.bytes.truncate(47));
        assert!(read_bundle(&write_bundle(&all)).is_err());
    }

    #[test]
    fn names_become_file_names() {
        assert_eq!(file_stem("Alder & Finch <2026>"), "alder-finch-2026");
        assert_eq!(file_stem("/../"), "workspace");
    }
}
