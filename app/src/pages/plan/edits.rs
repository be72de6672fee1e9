//! Taking back edits of budget and limits, one after the other, while the page is open.

use crate::state::{AppState, Bounds, PlanDraft};
use leptos::prelude::*;
use std::sync::Arc;

/// The drafts before each edit, the last one last.
#[derive(Clone, Copy)]
pub struct Edits(RwSignal<Vec<Arc<PlanDraft>>>);

impl Edits {
    /// No edits yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Whether there is something to take back.
    pub fn any(self) -> bool {
        !self.0.read().is_empty()
    }

    /// Sets the budget.
    pub fn set_budget(self, state: AppState, budget: f64) {
        self.remember(state);
        state.set_budget(budget);
    }

    /// Sets the limits of some channels.
    pub fn set_bounds(self, state: AppState, bounds: &[(usize, Bounds)]) {
        self.remember(state);
        for (channel, bounds) in bounds {
            state.set_bounds(*channel, *bounds);
        }
    }

    fn remember(self, state: AppState) {
        if let Some(draft) = state.plan_draft.get_untracked() {
            self.0.update(|before| before.push(draft));
        }
    }

    /// Takes the last edit back; drafts for other weeks or channels are forgotten.
    pub fn undo(self, state: AppState) {
        let Some(before) = self.0.try_update(Vec::pop).flatten() else { return };
        let Some(now) = state.plan_draft.get_untracked() else { return };
        if before.today.weeks != now.today.weeks || before.limits.len() != now.limits.len() {
            return self.0.set(Vec::new());
        }
        if before.budget != now.budget {
            state.set_budget(before.budget);
        }
        let changed = before.limits.iter().zip(&now.limits).enumerate().filter(|(_, (was, is))| was != is);
        for (channel, (was, _)) in changed {
            state.set_bounds(channel, was.bounds);
        }
    }
}
