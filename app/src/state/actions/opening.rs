//! Opening a workspace: the one of the last visit, the demo, or the user's own.

use crate::route::Route;
use crate::state::app_state::AppState;

impl AppState {
    /// Opens the workspace of the last visit, if there is one.
    pub(in crate::state) fn open_last(self) {}

    /// Opens the demo as it was left, or a fresh one.
    pub fn open_demo(self) {}

    /// Opens the user's own workspace as it was left, or an empty one.
    pub fn start_own(self) {}

    /// Leaves the workspace, which is kept, for the two doors.
    pub fn leave(self) {}

    /// Shows a screen. Links to [`Route::fragment`] do the same.
    pub fn go_to(self, _route: Route) {}
}
