//! Measure, before the fit: the model's choices and priors.

use crate::state::app_state::AppState;
use crate::state::spec_edit::SpecEdit;

impl AppState {
    /// Changes one prior or choice of the model.
    pub fn edit_spec(self, _edit: SpecEdit) {}

    /// Goes back to the model that the data propose. Can be undone.
    pub fn reset_spec(self) {}
}
