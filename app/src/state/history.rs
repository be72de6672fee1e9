//! What each fit came to: noted when its results are first computed, and made up for where it was not.

use super::app_state::AppState;
use super::content::FitId;
use super::fit_outcome::FitOutcome;
use crate::browser::task;
use crate::worker::{Answer, Request};
use engine::posterior::Summary;
use leptos::prelude::*;

impl AppState {
    /// Notes what a fit came to, once.
    pub(super) fn note_outcome(self, fit: FitId, summary: &Summary) {
        let missing = |c: &super::Content| c.fit(fit).is_some() && !c.outcomes.contains_key(&fit);
        if !self.cells.content.with_untracked(|c| c.as_ref().is_some_and(missing)) {
            return;
        }
        self.cells.content.update(|c| {
            if let Some(content) = c {
                content.outcomes.insert(fit, FitOutcome::of(summary));
            }
        });
        self.save_soon();
    }

    /// Computes what fits of earlier versions came to, one after another; the last ones first.
    pub fn complete_history(self) {
        let without = self.cells.content.with_untracked(|c| {
            let content = c.as_ref()?;
            let fits = content.fits.iter().rev().map(|f| f.id).filter(|id| !content.outcomes.contains_key(id));
            Some(fits.collect::<Vec<_>>())
        });
        task::spawn(async move {
            for fit in without.unwrap_or_default() {
                let request = Request::Summarise { fit: fit.0 };
                let told = self.ask_about(&[fit], "An earlier fit could not be read.", request).await;
                if let Ok((Answer::Summary(summary), _)) = told {
                    self.note_outcome(fit, &summary);
                }
            }
        });
    }
}
