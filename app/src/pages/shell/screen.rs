//! The screen of the route, or what stands in its place while no workspace is open.

use crate::components::{Button, ButtonKind, Headline, Notice, NoticeKind};
use crate::pages::forecast::ForecastPage;
use crate::pages::home::{Doors, HomePage};
use crate::pages::know::KnowPage;
use crate::pages::measure::MeasurePage;
use crate::pages::plan::PlanPage;
use crate::pages::reconcile::ReconcilePage;
use crate::pages::workspace::WorkspacePage;
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
    Know,
    Measure,
    Plan,
    Forecast,
    Reconcile,
    Workspace,
}

impl Shown {
    fn of(opening: Opening, route: Route) -> Self {
        match (opening, route) {
            (Opening::Loading, _) => Self::Opening,
            (Opening::Welcome | Opening::Failed(_) | Opening::Open, Route::Workspace) => Self::Workspace,
            (Opening::Failed(problem), _) => Self::Failed(problem),
            (Opening::Welcome, _) => Self::Doors,
            (Opening::Open, Route::Home) => Self::Home,
            (Opening::Open, Route::Know) => Self::Know,
            (Opening::Open, Route::Measure(_)) => Self::Measure,
            (Opening::Open, Route::Plan) => Self::Plan,
            (Opening::Open, Route::Forecast) => Self::Forecast,
            (Opening::Open, Route::Reconcile) => Self::Reconcile,
        }
    }
}

/// The screen.
#[component]
pub(super) fn Screen() -> impl IntoView {
    let state = use_state();
    let shown = Memo::new(move |_| Shown::of(state.opening.get(), state.route.get()));
    move || match shown.get() {
        Shown::Opening => {
            view! { <Headline answer="Opening your workspace" range="It is read from this device."/> }.into_any()
        }
        Shown::Doors => view! { <Doors/> }.into_any(),
        Shown::Failed(problem) => view! { <Unreadable problem=problem/> }.into_any(),
        Shown::Home => view! { <HomePage/> }.into_any(),
        Shown::Know => view! { <KnowPage/> }.into_any(),
        Shown::Measure => view! { <MeasurePage/> }.into_any(),
        Shown::Plan => view! { <PlanPage/> }.into_any(),
        Shown::Forecast => view! { <ForecastPage/> }.into_any(),
        Shown::Reconcile => view! { <ReconcilePage/> }.into_any(),
        Shown::Workspace => view! { <WorkspacePage/> }.into_any(),
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
