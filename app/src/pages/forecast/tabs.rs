//! The way between the views of Forecast.

use crate::route::{ForecastView, Route};
use leptos::prelude::*;

/// The views in the order in which they are offered, with their names.
const VIEWS: [(ForecastView, &str); 4] = [
    (ForecastView::Outlook, "Outlook"),
    (ForecastView::Goal, "Goal"),
    (ForecastView::Assumptions, "Assumptions"),
    (ForecastView::Record, "How good were they?"),
];

/// Links to the views; the one shown is marked.
#[component]
pub fn Tabs(
    /// The view that is shown.
    shown: ForecastView,
) -> impl IntoView {
    let link = move |(view, name): (ForecastView, &'static str)| {
        let current = (view == shown).then_some("page");
        view! { <li><a href=Route::Forecast(view).fragment() aria-current=current>{name}</a></li> }
    };
    view! {
        <nav class="tabs" aria-label="Forecast">
            <ul>{VIEWS.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
}
