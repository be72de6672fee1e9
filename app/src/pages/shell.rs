//! The frame around every page: rail, top line, notices, toasts, commands.

mod attention;
mod commands;
mod notices;
mod screen;
mod top;

use crate::components::{Frame, Notice, NoticeKind, Rail, RailGroup, RailItem, ReadOnly, Toast};
use crate::route::{MeasureView, Route};
use crate::state::{AppState, Opening, SaveState, Undo, provide_state, use_state};
use attention::{follow_route, skip_to_page};
use commands::Commands;
use leptos::prelude::*;
use notices::Notices;
use screen::Screen;
use top::Top;

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    let state = provide_state();
    provide_context(ReadOnly(Signal::derive(move || *state.save.read() == SaveState::ReadOnly)));
    let asks = RwSignal::new(false);
    follow_route(state);
    view! {
        <button type="button" class="skip" on:click=move |_| skip_to_page()>"Skip to the page"</button>
        <Frame rail=|| view! { <Places/> }>
            <Top asks=asks/>
            <ErrorBoundary fallback=|_| view! { <Stopped/> }>
                <Notices/>
                <Screen/>
            </ErrorBoundary>
        </Frame>
        <Toasts/>
        <Commands open=asks/>
    }
}

/// The places: all of the loop where a workspace is open, else the doors and what can be done without one.
#[component]
fn Places() -> impl IntoView {
    let state = use_state();
    let groups = Signal::derive(move || {
        let items = places(&state.opening.get()).iter().map(|(route, label)| RailItem {
            key: (*label).to_owned(),
            label: (*label).to_owned(),
            href: route.fragment().to_owned(),
        });
        vec![RailGroup { heading: None, items: items.collect() }]
    });
    let current = Signal::derive(move || name(state.route.get()).to_owned());
    view! { <Rail groups=groups current=current/> }
}

const PLACES: [(Route, &str); 7] = [
    (Route::Home, "Home"),
    (Route::Know, "Know"),
    (Route::Measure(MeasureView::Results), "Measure"),
    (Route::PLAN, "Plan"),
    (Route::FORECAST, "Forecast"),
    (Route::Reconcile, "Reconcile"),
    (Route::Workspace, "Workspace"),
];
const PLACES_WITHOUT_WORKSPACE: [(Route, &str); 2] = [(Route::Home, "Home"), (Route::Workspace, "Workspace")];

fn places(opening: &Opening) -> &'static [(Route, &'static str)] {
    if *opening == Opening::Open { &PLACES } else { &PLACES_WITHOUT_WORKSPACE }
}

/// What a screen is called in the rail and in the window's title.
fn name(route: Route) -> &'static str {
    let is_it = |place: &&(Route, &str)| match (place.0, route) {
        (Route::Measure(_), Route::Measure(_))
        | (Route::Plan(_), Route::Plan(_) | Route::Board)
        | (Route::Forecast(_), Route::Forecast(_))
        | (Route::Know, Route::Sources(_)) => true,
        (place, route) => place == route,
    };
    PLACES.iter().find(is_it).map_or("Home", |(_, name)| *name)
}

/// What was just done, with a way back where there is one.
#[component]
fn Toasts() -> impl IntoView {
    let state = use_state();
    let message =
        Signal::derive(move || state.toast.with(|toast| toast.as_ref().map(|t| t.message.clone())).unwrap_or_default());
    let can_undo = Memo::new(move |_| state.toast.with(|t| t.as_ref().is_some_and(|t| t.undo == Undo::Possible)));
    move || toast(state, message, can_undo.get())
}

fn toast(state: AppState, message: Signal<String>, can_undo: bool) -> impl IntoView {
    let dismiss = move || state.dismiss_toast();
    if can_undo {
        view! { <Toast message=message on_undo=Callback::new(move |()| state.undo()) on_dismiss=dismiss/> }.into_any()
    } else {
        view! { <Toast message=message on_dismiss=dismiss/> }.into_any()
    }
}

#[component]
fn Stopped() -> impl IntoView {
    view! {
        <Notice
            kind=NoticeKind::Error
            title="This screen could not be shown"
            what_to_do="Nothing that was saved is lost. Reload the page, or export the workspace."
        />
    }
}
