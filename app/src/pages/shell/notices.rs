//! What concerns every screen: something did not work, something is not kept, another tab has the workspace, a fit was
//! interrupted.

use crate::components::{Button, ButtonKind, Notice, NoticeKind};
use crate::route::{MeasureView, Route};
use crate::state::{FitSettings, FitStatus, Problem, SaveState, use_state};
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
    let interrupted = Memo::new(move |_| match *state.fit.read() {
        FitStatus::Interrupted(settings) => Some(settings),
        _ => None,
    });
    let interrupted = move || interrupted.get().map(|settings| view! { <Interrupted settings=settings/> });
    view! { <div class="notices">{problem}{kept}{interrupted}</div> }
}

#[derive(Clone, PartialEq)]
enum Kept {
    Not(String),
    Elsewhere,
}

#[component]
fn Failed(problem: Problem) -> impl IntoView {
    let state = use_state();
    let what_to_do = problem.advice();
    view! {
        <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
            <Button on_press=move || state.dismiss_problem()>"Close"</Button>
        </Notice>
    }
}

/// The last visit ended in the middle of a fit.
#[component]
fn Interrupted(settings: FitSettings) -> impl IntoView {
    let state = use_state();
    let again = move || {
        state.run_fit_with(settings);
        state.go_to(Route::Measure(MeasureView::Results));
    };
    view! {
        <Notice
            title="The fit was interrupted when the page was closed; nothing else was lost"
            what_to_do="A fit lasts as long as the page is open."
        >
            <Button on_press=again>"Fit again"</Button>
            <Button kind=ButtonKind::Quiet on_press=move || state.forget_unfinished_fit()>"Close"</Button>
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
