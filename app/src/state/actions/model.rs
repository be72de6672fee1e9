//! Measure, before the fit: the model's choices and priors.

use crate::browser::task;
use crate::state::app_state::AppState;
use crate::state::spec_edit::SpecEdit;
use crate::worker::{Answer, Request};
use engine::posterior::KnotChoice;
use leptos::prelude::*;
use std::sync::Arc;

impl AppState {
    /// Changes one prior or choice of the model.
    pub fn edit_spec(self, edit: SpecEdit) {
        let mut edited_channel = None;
        let changed = self.change(|c| {
            if let Some(spec) = &c.spec {
                let edited = edit.apply(spec);
                edited_channel = spec.channels.iter().zip(&edited.channels).position(|(before, after)| before != after);
                c.spec = Some(Arc::new(edited));
            }
        });
        if edited_channel.is_some() {
            self.cells.looked_at.set(edited_channel);
        }
        if changed {
            self.refresh_prior_predictive();
        }
    }

    /// Lets the data choose how often the trend bends, and says why in `told`.
    pub fn choose_knots(self, told: RwSignal<Option<KnotChoice>>) {
        let model = self.cells.content.with_untracked(|c| c.as_ref().and_then(|c| c.spec.clone().zip(c.panel.clone())));
        let Some((spec, panel)) = model else { return };
        task::spawn(async move {
            let request = Request::ChooseKnots { spec: (*spec).clone(), panel: (*panel).clone() };
            let answer = self.ask("The bends of the trend could not be chosen.", request, vec![]).await;
            if let Ok((Answer::Knots(Some(choice)), _)) = answer {
                self.edit_spec(SpecEdit::Knots(choice.spacing, panel.last_week()));
                told.set(Some(choice));
            }
        });
    }

    /// Shows a channel's curve where there is room for one.
    pub fn look_at_channel(self, place: usize) {
        self.cells.looked_at.set(Some(place));
    }

    /// Goes back to the model that the data propose. Can be undone.
    pub fn reset_spec(self) {
        let Some(proposed) = self.cells.default_spec.get_untracked() else { return };
        if self.change_undoably("The model is as proposed again.", |c| c.spec = Some(proposed)) {
            self.refresh_prior_predictive();
        }
    }
}
