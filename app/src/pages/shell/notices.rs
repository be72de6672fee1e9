//! What concerns every screen: something did not work, something is not kept, another tab has the workspace.

use crate::components::{Button, Notice, NoticeKind};
use crate::state::{Problem, SaveState, use_state};
use leptos::prelude::*;

/// The notices above the page.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let state = use_state();
    let problem = move || state.problem.get().map(|problem| view! { <Failed problem=problem/> });
    let save = Memo::new(move |_| match state.save.get() {
        SaveState::Unsaved { why } => Some(Kept::Not(why)),
        SaveState::ReadOnly => Some(Kept::Elsewhere),
        SaveState::Nothing | SaveState::Saved { .. } | SaveState::Saving => None,
    });
    let kept = move || match save.get() {
        Some(Kept::Not(why)) => view! { <NotKept why=why/> }.into_any(),
        Some(Kept::Elsewhere) => view! { <Elsewhere/> }.into_any(),
        None => ().into_any(),
    };
    view! { <div class="notices">{problem}{kept}</div> }
}

#[derive(Clone, PartialEq)]
enum Kept {
    Not(String),
    Elsewhere,
}

#[component]
fn Failed(problem: Problem) -> impl IntoView {
    let state = use_state();
    let what_to_do = format!("{} {}", problem.why, problem.what_to_do).trim().to_owned();
    view! {
        <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
            <Button on_press=move || state.dismiss_problem()>"Close"</Button>
        </Notice>
    }
}

#[component]
fn NotKept(why: String) -> impl IntoView {
    let state = use_state();
    view! {
        <Notice kind=NoticeKind::Warning title="The last change is not saved" what_to_do=why>
            <Button on_press=move || state.export_workspace()>"Export the workspace"</Button>
        </Notice>
    }
}

#[component]
fn Elsewhere() -> impl IntoView {
    let state = use_state();
    view! {
        <Notice
            title="Another tab has this workspace open"
            what_to_do="So that neither overwrites the other, it can only be looked at here: fields cannot be filled in, and what is chosen or pressed changes nothing that is kept."
        >
            <Button on_press=move || state.take_over()>"Take over here"</Button>
        </Notice>
    }
}
