//! Taking back edits of the plan, one after the other, while the page is open.

use crate::components::{Button, ButtonKind};
use crate::state::{AppState, PlanDraft, use_state};
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

    /// Changes the plan, so that it can be taken back.
    pub fn change(self, state: AppState, change: impl FnOnce(&mut PlanDraft)) {
        if let Some(draft) = state.plan_draft.get_untracked() {
            self.0.update(|before| before.push(draft));
        }
        state.edit_plan_draft(change);
    }

    /// Takes the last edit back; drafts for other weeks or channels are forgotten.
    pub fn undo(self, state: AppState) {
        let Some(before) = self.0.try_update(Vec::pop).flatten() else { return };
        let Some(now) = state.plan_draft.get_untracked() else { return };
        if before.today.weeks != now.today.weeks || before.channels != now.channels {
            return self.0.set(Vec::new());
        }
        state.put_plan_draft(before);
    }
}

/// A quiet button that takes the last edit back, where there is one.
#[component]
pub fn UndoEdit(edits: Edits) -> impl IntoView {
    let state = use_state();
    view! {
        <Show when=move || edits.any()>
            <Button kind=ButtonKind::Quiet on_press=move || edits.undo(state)>"Undo the last change"</Button>
        </Show>
    }
}
