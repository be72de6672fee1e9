//! The workspace itself: its name, its currency, taking it along, erasing it, taking back.

use crate::state::app_state::AppState;
use crate::state::theme::Theme;
use web_sys::File;

impl AppState {
    /// Renames the workspace.
    pub fn rename(self, _name: &str) {}

    /// Sets the currency by its ISO 4217 code; amounts are not converted.
    pub fn set_currency(self, _code: &str) {}

    /// Sets the colours of the page.
    pub fn set_theme(self, _theme: Theme) {}

    /// Downloads the whole workspace as one file.
    pub fn export_workspace(self) {}

    /// Replaces the workspace of the file's kind by what the file holds. A damaged file changes nothing. Can be undone.
    pub fn import_workspace(self, _file: File) {}

    /// Erases everything that was kept on this machine: both workspaces and all settings. Cannot be undone.
    pub fn erase_everything(self) {}

    /// Takes the workspace over from the tab that holds it, which then can only look at it.
    pub fn take_over(self) {}

    /// Takes back what the toast is about.
    pub fn undo(self) {}

    /// Puts the toast away.
    pub fn dismiss_toast(self) {}

    /// Puts the problem away.
    pub fn dismiss_problem(self) {}
}
