//! What a person can do: one method for each intention, in one file for each part of the loop.

mod backtest;
mod data;
mod fit;
mod goal;
mod ledger;
mod model;
mod opening;
mod plan;
mod plan_file;
mod scenarios;
mod sources;
mod workspace;

pub use data::RepairChoice;
pub use plan_file::OpenedPlan;

use super::app_state::AppState;
use super::content::Content;
use super::notice::{Toast, Undo};
use super::problem::Problem;
use super::runtime::Snapshot;
use crate::browser::task;
use leptos::prelude::*;

impl AppState {
    /// Changes the content and has it saved; in a tab that can only look, says so. Whether it was changed.
    fn change(self, change: impl FnOnce(&mut Content)) -> bool {
        if !self.may_edit() {
            return false;
        }
        self.cells.content.update(|content| {
            if let Some(content) = content {
                change(content);
            }
        });
        self.save_soon();
        true
    }

    /// Changes the content so that undo takes it back; `message` says what was done. Whether it was changed.
    fn change_undoably(self, message: &str, change: impl FnOnce(&mut Content)) -> bool {
        let before = self.cells.content.get_untracked();
        let changed = self.change(change);
        if let Some(content) = before.filter(|_| changed) {
            self.runtime().undo.replace(Some(Snapshot { content, blobs: None }));
            self.say(Toast { message: message.to_owned(), undo: Undo::Possible });
        }
        changed
    }

    /// Says what was done where it cannot be taken back, and forgets what could have been.
    fn tell(self, message: &str) {
        self.runtime().undo.take();
        self.say(Toast { message: message.to_owned(), undo: Undo::Nothing });
    }

    /// Shows a message, and puts it away after a while; what can be undone stays longer.
    fn say(self, toast: Toast) {
        let shown_millis = match toast.undo {
            Undo::Possible => 15_000,
            Undo::Nothing => 5_000,
        };
        self.cells.toast.set(Some(toast.clone()));
        task::spawn(async move {
            task::sleep(shown_millis).await;
            if self.cells.toast.get_untracked().as_ref() == Some(&toast) {
                self.cells.toast.set(None);
            }
        });
    }

    /// Whether this tab may change anything; says why not.
    pub(in crate::state) fn may_edit(self) -> bool {
        let may = self.runtime().store().is_none_or(|store| store.may_write());
        if !may {
            self.cells.problem.set(Some(Problem::new(
                "Nothing was changed.",
                "This workspace is open in another tab, which may be writing to it.",
                "Go on there, or take it over here.",
            )));
        }
        may
    }

    /// A part of the content.
    fn read<T>(self, read: impl FnOnce(&Content) -> T) -> Option<T> {
        self.cells.content.with_untracked(|content| content.as_ref().map(read))
    }
}
