//! Saving: a little after the last change, at once for what must not be lost, and never over another tab's work.

use super::app_state::AppState;
use super::content::{Content, FitId};
use super::fit_status::FitStatus;
use super::keep;
use super::moment::Moment;
use super::runtime::{Blobs, Topic};
use super::save_state::SaveState;
use super::store::{Store, TabMessage};
use crate::browser::persistence::free_bytes;
use crate::browser::task;
use crate::storage::saved::{Kind, Record, SavedError};
use crate::storage::{Batch, Check, Durability, StorageError};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Milliseconds after the last change.
const SAVE_AFTER_MILLIS: i32 = 300;
/// Milliseconds after which to see whether a save has come to its end.
const WAIT_MILLIS: i32 = 20;
/// Bytes below which a write that failed is taken to have failed for want of room.
const LITTLE_ROOM: f64 = 2e7;

impl AppState {
    /// Saves a little after the last change.
    pub(super) fn save_soon(self) {
        let runtime = self.runtime();
        if !runtime.store().is_some_and(|store| store.may_write()) {
            return;
        }
        self.cells.save.set(SaveState::Saving);
        let turn = runtime.begin(Topic::Save);
        task::spawn(async move {
            task::sleep(SAVE_AFTER_MILLIS).await;
            if runtime.is_last(turn) {
                self.save_now(Durability::Relaxed).await;
            }
        });
    }

    /// Saves at once.
    pub(super) async fn save_now(self, durability: Durability) {
        let runtime = self.runtime();
        while runtime.saving.get() {
            task::sleep(WAIT_MILLIS).await;
        }
        // A save that was going to follow is this one.
        let turn = runtime.begin(Topic::Save);
        runtime.saving.set(true);
        self.cells.save.set(SaveState::Saving);
        let result = self.write_changes(durability, None).await;
        runtime.saving.set(false);
        // Where something has changed meanwhile, another save follows and tells.
        if result.is_err() || runtime.is_last(turn) {
            self.tell_saved(self.explained(result).await);
        }
    }

    /// The browser aborts a write without saying that the disk is full.
    async fn explained(self, result: Result<(), StorageError>) -> Result<(), StorageError> {
        match result {
            Err(StorageError::Failed(_)) if free_bytes().await.is_some_and(|free| free < LITTLE_ROOM) => {
                Err(StorageError::Full)
            }
            other => other,
        }
    }

    /// Saves without waiting for anything: the page is being left.
    pub(super) fn save_while_leaving(self) {
        let unsaved = self.cells.save.get_untracked() == SaveState::Saving;
        let Some(store) = self.runtime().store() else { return };
        if unsaved && store.may_write() {
            let next = store.revision.get() + 1;
            task::spawn(async move {
                let result = self.write_changes(Durability::Relaxed, Some(next)).await;
                self.tell_saved(result);
            });
        }
    }

    async fn write_changes(self, durability: Durability, unchecked: Option<u64>) -> Result<(), StorageError> {
        let runtime = self.runtime();
        let Some(store) = runtime.store().filter(|store| store.may_write()) else { return Ok(()) };
        let Some(content) = self.cells.content.get_untracked() else { return Ok(()) };
        let database = store.database.as_ref().map_err(Clone::clone)?;
        let workspace = keep::workspace_record(&content, self.cells.fit.with_untracked(FitStatus::unfinished));
        let workspace = workspace.map_err(unwritten)?;
        let batch = batch(&store, workspace, &content, &runtime.blobs.borrow()).map_err(unwritten)?;
        let check = unchecked.map_or(Check::Revision(store.revision.get()), |next| Check::Nothing { next });
        let revision = database.write(&batch, check, durability).await?;
        store.revision.set(revision);
        store.replace.set(false);
        let kept = kept_after(store.kept.take(), &batch);
        store.kept.replace(kept);
        store.tell(TabMessage::Saved);
        Ok(())
    }

    fn tell_saved(self, result: Result<(), StorageError>) {
        let may_write = self.runtime().store().is_some_and(|store| store.may_write());
        let state = match result {
            _ if !may_write => SaveState::ReadOnly,
            Ok(()) => SaveState::Saved { at: Moment::now() },
            Err(error) => {
                if error == StorageError::Outrun {
                    self.runtime().store().inspect(|store| store.let_go());
                }
                SaveState::Unsaved { why: error.to_string() }
            }
        };
        self.cells.save.set(state);
    }
}

fn unwritten(error: SavedError) -> StorageError {
    StorageError::Failed(error.to_string())
}

/// What has to be written so that the database holds `content`.
fn batch(store: &Store, workspace: Record, content: &Content, blobs: &Blobs) -> Result<Batch, SavedError> {
    let replace = store.replace.get();
    let kept = if replace { BTreeSet::new() } else { store.kept.borrow().clone() };
    let is_new = |kind: Kind, number: u32| !kept.contains(&(kind, number));
    let mut put = vec![workspace];
    for table in content.tables().filter(|table| is_new(Kind::Table, *table)) {
        put.extend(blobs.tables.get(&table).map(|bytes| record(Kind::Table, table, bytes)));
    }
    for fit in content.fits.iter().filter(|fit| is_new(Kind::Fit, fit.id.0)) {
        put.push(keep::fit_record(fit)?);
        put.extend(blobs.draws.get(&fit.id).map(|bytes| record(Kind::Draws, fit.id.0, bytes)));
    }
    for entry in content.ledger.iter().filter(|entry| is_new(Kind::Ledger, entry.id.0)) {
        put.push(keep::ledger_record(entry)?);
    }
    Ok(Batch { replace, put, remove: vec![] })
}

fn record(kind: Kind, number: u32, bytes: &Arc<Vec<u8>>) -> Record {
    Record { kind, number, bytes: (**bytes).clone() }
}

fn kept_after(before: BTreeSet<(Kind, u32)>, batch: &Batch) -> BTreeSet<(Kind, u32)> {
    let mut kept = if batch.replace { BTreeSet::new() } else { before };
    kept.extend(batch.put.iter().map(|record| (record.kind, record.number)));
    kept.retain(|record| !batch.remove.contains(record));
    kept
}

impl AppState {
    /// A fit's draws: from memory, or from the database.
    pub(super) async fn draws_of(self, fit: FitId) -> Option<Arc<Vec<u8>>> {
        let runtime = self.runtime();
        if let Some(draws) = runtime.blobs.borrow().draws.get(&fit) {
            return Some(draws.clone());
        }
        let draws = Arc::new(self.stored(Kind::Draws, fit.0).await?);
        runtime.blobs.borrow_mut().draws.insert(fit, draws.clone());
        Some(draws)
    }

    /// A file's table: from memory, or from the database.
    pub(super) async fn table_of(self, file: u32) -> Option<Arc<Vec<u8>>> {
        let runtime = self.runtime();
        if let Some(table) = runtime.blobs.borrow().tables.get(&file) {
            return Some(table.clone());
        }
        let table = Arc::new(self.stored(Kind::Table, file).await?);
        runtime.blobs.borrow_mut().tables.insert(file, table.clone());
        Some(table)
    }

    async fn stored(self, kind: Kind, number: u32) -> Option<Vec<u8>> {
        let store = self.runtime().store()?;
        store.database.as_ref().ok()?.read(kind, number).await.ok()?
    }
}
