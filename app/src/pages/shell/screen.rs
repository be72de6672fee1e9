//! The screen of the route, or what stands in its place while no workspace is open.

use crate::components::{Button, ButtonKind, Headline, Notice, NoticeKind};
use crate::pages::home::{Doors, HomePage};
use crate::pages::later::{self, Later, NotLoaded};
use crate::route::Route;
use crate::state::{Opening, Problem, use_state};
use leptos::prelude::*;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

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
            (Opening::Open, Route::Plan(_)) => Self::Later(Later::Plan),
            (Opening::Open, Route::Board) => Self::Later(Later::Board),
            (Opening::Open, Route::Forecast(_)) => Self::Later(Later::Forecast),
            (Opening::Open, Route::Reconcile) => Self::Later(Later::Reconcile),
        }
    }
}

/// Where the file with the other screens stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screens {
    Loading,
    Loaded,
    Missing,
}

/// The screen.
#[component]
pub(super) fn Screen() -> impl IntoView {
    let state = use_state();
    let shown = Memo::new(move |_| Shown::of(state.opening.get(), state.route.get()));
    let screens = RwSignal::new(Screens::Loading);
    // While the first screen is looked at.
    load(screens);
    move || match shown.get() {
        Shown::Opening => {
            view! { <Headline answer="Opening your workspace" range="It is read from this device."/> }.into_any()
        }
        Shown::Doors => view! { <Doors/> }.into_any(),
        Shown::Failed(problem) => view! { <Unreadable problem=problem/> }.into_any(),
        Shown::Home => view! { <HomePage/> }.into_any(),
        Shown::Later(which) => match screens.get() {
            Screens::Loading => {
                view! { <Headline answer="Opening this screen" range="It is loaded once."/> }.into_any()
            }
            Screens::Loaded => loaded(which, screens),
            Screens::Missing => view! { <Missing screens=screens/> }.into_any(),
        },
    }
}

fn load(screens: RwSignal<Screens>) {
    screens.set(Screens::Loading);
    leptos::task::spawn_local(async move {
        let result = later::load().await;
        screens.set(if result.is_ok() { Screens::Loaded } else { Screens::Missing });
    });
}

/// A screen from the file that is there: it is made at once, so that it belongs to what is shown now and goes with it.
fn loaded(which: Later, screens: RwSignal<Screens>) -> AnyView {
    let made = pin!(later::screen(which)).poll(&mut Context::from_waker(Waker::noop()));
    match made {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(NotLoaded)) | Poll::Pending => view! { <Missing screens=screens/> }.into_any(),
    }
}

/// The file could not be loaded: the connection is gone, or the host has a newer version.
#[component]
fn Missing(screens: RwSignal<Screens>) -> impl IntoView {
    view! {
        <Notice
            kind=NoticeKind::Error
            title="This screen could not be loaded"
            what_to_do="Check the connection, then try again or reload the page. Nothing that was saved is lost."
        >
            <Button kind=ButtonKind::Primary on_press=move || load(screens)>"Try again"</Button>
        </Notice>
    }
}

/// What was kept cannot be read: say so, and leave it alone.
#[component]
fn Unreadable(problem: Problem) -> impl IntoView {
    let state = use_state();
    let what_to_do = problem.advice();
    view! {
        <Headline answer="Your workspace could not be opened" range="Nothing in it has been changed."/>
        <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
            // The page begins anew where the browser refuses nothing; where it does, the person can reload it.
            <Button kind=ButtonKind::Primary on_press=move || drop(window().location().reload())>"Try again"</Button>
            <Button on_press=move || state.go_to(Route::Workspace)>"Import or erase"</Button>
        </Notice>
    }
}
