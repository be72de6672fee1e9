//! The way between the views of Measure.

use crate::route::{MeasureView, Route};
use leptos::prelude::*;

/// The views in the order in which they are offered, with their names.
const VIEWS: [(MeasureView, &str); 4] = [
    (MeasureView::Results, "Results"),
    (MeasureView::Priors, "Model"),
    (MeasureView::Trust, "Can this be trusted?"),
    (MeasureView::Fits, "Fits"),
];

/// Links to the views; the one shown is marked.
#[component]
pub fn Tabs(
    /// The view that is shown.
    shown: MeasureView,
) -> impl IntoView {
    let link = move |(view, name): (MeasureView, &'static str)| {
        let current = (view == shown).then_some("page");
        view! { <li><a href=Route::Measure(view).fragment() aria-current=current>{name}</a></li> }
    };
    view! {
        <nav class="tabs" aria-label="Measure">
            <ul>{VIEWS.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
}
