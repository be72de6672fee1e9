//! The way between the views of Plan, and whether a plan is being sought.

use crate::route::{PlanView, Route};
use crate::state::{Loadable, use_state};
use leptos::prelude::*;

/// The views in the order in which they are offered, with their names.
const VIEWS: [(PlanView, &str); 6] = [
    (PlanView::Budget, "Budget"),
    (PlanView::Limits, "Limits"),
    (PlanView::Weeks, "Weeks"),
    (PlanView::Combinations, "Combinations"),
    (PlanView::Room, "Room for more"),
    (PlanView::Scenarios, "Scenarios"),
];

/// Links to the views; the one shown is marked.
#[component]
pub fn Tabs(
    /// The view that is shown.
    shown: PlanView,
) -> impl IntoView {
    let state = use_state();
    let link = move |(view, name): (PlanView, &'static str)| {
        let current = (view == shown).then_some("page");
        view! { <li><a href=Route::Plan(view).fragment() aria-current=current>{name}</a></li> }
    };
    let is_seeking = Memo::new(move |_| matches!(&*state.plan.read(), Loadable::Loading));
    view! {
        <nav class="tabs" aria-label="Plan">
            <ul>{VIEWS.into_iter().map(link).collect_view()}</ul>
            <p class="tabs-status" role="status">
                {move || is_seeking.get().then_some("Recalculating; figures still answer the question before")}
            </p>
        </nav>
    }
}
