//! The screen of the route, or what stands in its place while no workspace is open.

use crate::components::{Button, ButtonKind, Headline, Notice, NoticeKind};
use crate::pages::home::{Doors, HomePage};
use crate::pages::later::{self, Later, NotLoaded};
use crate::route::Route;
use crate::state::{Opening, Problem, use_state};
use leptos::prelude::*;

/// What is shown. The parts of the Measure screen are one screen, so that it is not made anew from part to part.
#[derive(Clone, PartialEq)]
enum Shown {
    Opening,
    Doors,
    Failed(Problem),
    Home,
    Later(Later),
}

impl Shown {
    fn of(opening: Opening, route: Route) -> Self {
        match (opening, route) {
            (Opening::Loading, _) => Self::Opening,
            (Opening::Welcome | Opening::Failed(_) | Opening::Open, Route::Workspace) => Self::Later(Later::Workspace),
            (Opening::Failed(problem), _) => Self::Failed(problem),
            (Opening::Welcome, _) => Self::Doors,
            (Opening::Open, Route::Home) => Self::Home,
            (Opening::Open, Route::Know | Route::Sources(_)) => Self::Later(Later::Know),
            (Opening::Open, Route::Measure(_)) => Self::Later(Later::Measure),
            (Opening::Open, Route::Plan) => Self::Later(Later::Plan),
            (Opening::Open, Route::Forecast) => Self::Later(Later::Forecast),
            (Opening::Open, Route::Reconcile) => Self::Later(Later::Reconcile),
        }
    }
}

/// The screen.
#[component]
pub(super) fn Screen() -> impl IntoView {
    let state = use_state();
    let shown = Memo::new(move |_| Shown::of(state.opening.get(), state.route.get()));
    // While the first screen is looked at. Where it fails now, it is tried again when such a screen is opened.
    leptos::task::spawn_local(async { drop(later::load().await) });
    move || match shown.get() {
        Shown::Opening => {
            view! { <Headline answer="Opening your workspace" range="It is read from this device."/> }.into_any()
        }
        Shown::Doors => view! { <Doors/> }.into_any(),
        Shown::Failed(problem) => view! { <Unreadable problem=problem/> }.into_any(),
        Shown::Home => view! { <HomePage/> }.into_any(),
        Shown::Later(which) => view! { <Loaded which=which/> }.into_any(),
    }
}

/// A screen from the file that is loaded later; once that is there, it is shown at once.
#[component]
fn Loaded(which: Later) -> impl IntoView {
    let screen =
        Suspend::new(
            async move { later::screen(which).await.unwrap_or_else(|NotLoaded| view! { <Missing/> }.into_any()) },
        );
    view! {
        <Suspense fallback=|| view! { <Headline answer="Opening this screen" range="It is loaded once."/> }>
            {screen}
        </Suspense>
    }
}

/// The file could not be loaded: the connection is gone, or the host has a newer version.
#[component]
fn Missing() -> impl IntoView {
    view! {
        <Notice
            kind=NoticeKind::Error
            title="This screen could not be loaded"
            what_to_do="Check the connection, then reload the page. Nothing that was saved is lost."
        />
    }
}

/// What was kept cannot be read: say so, and leave it alone.
#[component]
fn Unreadable(problem: Problem) -> impl IntoView {
    let state = use_state();
    let what_to_do = format!("{} {}", problem.why, problem.what_to_do).trim().to_owned();
    view! {
        <Headline answer="Your workspace could not be opened" range="Nothing in it has been changed."/>
        <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
            // The page begins anew where the browser refuses nothing; where it does, the person can reload it.
            <Button kind=ButtonKind::Primary on_press=move || drop(window().location().reload())>"Try again"</Button>
            <Button on_press=move || state.go_to(Route::Workspace)>"Import or erase"</Button>
        </Notice>
    }
}
