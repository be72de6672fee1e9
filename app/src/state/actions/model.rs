//! Measure, before the fit: the model's choices and priors.

use crate::state::app_state::AppState;
use crate::state::spec_edit::SpecEdit;
use leptos::prelude::*;
use std::sync::Arc;

impl AppState {
    /// Changes one prior or choice of the model.
    pub fn edit_spec(self, edit: SpecEdit) {
        let changed = self.change(|c| {
            if let Some(spec) = &c.spec {
                c.spec = Some(Arc::new(edit.apply(spec)));
            }
        });
        if changed {
            self.refresh_prior_predictive();
        }
    }

    /// Goes back to the model that the data propose. Can be undone.
    pub fn reset_spec(self) {
        let Some(proposed) = self.cells.default_spec.get_untracked() else { return };
        if self.change_undoably("The model is as proposed again.", |c| c.spec = Some(proposed)) {
            self.refresh_prior_predictive();
        }
    }
}
