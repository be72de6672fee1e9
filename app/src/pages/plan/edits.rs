//! Taking back edits of the plan, one after the other, while the page is open.

use crate::components::{Button, ButtonKind};
use crate::state::{AppState, PlanDraft, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// An edit that can be taken back.
#[derive(Clone)]
struct Edit {
    before: Arc<PlanDraft>,
    after: Arc<PlanDraft>,
}

/// The edits, the last one last.
#[derive(Clone, Copy)]
pub struct Edits(RwSignal<Vec<Edit>>);

impl Edits {
    /// No edits yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Whether the plan is as the last edit left it, so that it can be taken back. What else changes a plan (opening a file, a
    /// scenario, an allocation) has an undo of its own.
    pub fn any(self, state: AppState) -> bool {
        let draft = state.plan_draft.read();
        self.0.read().last().zip(draft.as_ref()).is_some_and(|(last, now)| is_as(now, &last.after))
    }

    /// Changes the plan, so that it can be taken back.
    pub fn change(self, state: AppState, change: impl FnOnce(&mut PlanDraft)) {
        let before = state.plan_draft.get_untracked();
        state.edit_plan_draft(change);
        if let Some((before, after)) = before.zip(state.plan_draft.get_untracked()) {
            self.0.update(|edits| edits.push(Edit { before, after }));
        }
    }

    /// Takes the last edit back.
    pub fn undo(self, state: AppState) {
        if !untrack(|| self.any(state)) {
            return;
        }
        if let Some(edit) = self.0.try_update(Vec::pop).flatten() {
            state.put_plan_draft(edit.before);
        }
    }
}

/// Whether two drafts are the same but for which spend is chosen: finding an optimum chooses it.
fn is_as(one: &PlanDraft, other: &PlanDraft) -> bool {
    one.asks_the_same(other) && one.own == other.own
}

/// A quiet button that takes the last edit back, where there is one.
#[component]
pub fn UndoEdit(edits: Edits) -> impl IntoView {
    let state = use_state();
    view! {
        <Show when=move || edits.any(state)>
            <Button kind=ButtonKind::Quiet on_press=move || edits.undo(state)>"Undo the last change"</Button>
        </Show>
    }
}
