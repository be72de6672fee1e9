//! Measure: the model before the fit, what it found, and whether it can be trusted.

mod checks_list;
mod contributions;
mod evidence;
mod fit_panel;
mod fits;
mod geographies;
mod learning_tiles;
mod notices;
mod preview_card;
mod prior_base;
mod prior_channels;
mod prior_families;
mod prior_outcome;
mod prior_pool;
mod priors;
mod range_field;
mod results;
mod sampling;
mod shown;
mod tabs;
mod trust;
mod verdict;

use crate::components::{Button, ButtonKind, EmptyState, LinkButton};
use crate::route::{MeasureView, Route};
use crate::state::use_state;
use fit_panel::FitPanel;
use fits::FitsView;
use leptos::prelude::*;
use notices::{Notices, settings_of_fit};
use priors::PriorsView;
use results::ResultsView;
use tabs::Tabs;
use trust::TrustView;

/// The Measure page.
#[component]
pub fn MeasurePage() -> impl IntoView {
    let state = use_state();
    let has_data = Memo::new(move |_| state.panel.read().is_some());
    view! {
        <Show when=move || has_data.get() fallback=NoData>
            <MeasureScreen/>
        </Show>
    }
}

/// Before there are data.
#[component]
fn NoData() -> impl IntoView {
    let state = use_state();
    view! {
        <EmptyState
            title="Measure tells what each channel brought back"
            text="It needs at least a year of weeks: the outcome, and what was spent in each channel. Bring a file in \
                  Know, or look around in the demo first."
        >
            <LinkButton kind=ButtonKind::Primary href=Route::Know.fragment()>"Bring your data"</LinkButton>
            <Button on_press=move || state.open_demo()>"Open the demo"</Button>
        </EmptyState>
    }
}

/// One of the views; without a fit there is only the model to be seen.
#[component]
fn MeasureScreen() -> impl IntoView {
    let state = use_state();
    let settings = RwSignal::new(settings_of_fit(state));
    let has_fit = Memo::new(move |_| state.shown_fit.read().is_some());
    let view = Memo::new(move |_| match state.route.get() {
        Route::Measure(view) if has_fit.get() || matches!(view, MeasureView::Trust | MeasureView::Fits) => view,
        _ => MeasureView::Priors,
    });
    view! {
        {move || match view.get() {
            MeasureView::Results => view! { <ResultsView/> }.into_any(),
            MeasureView::Priors => view! { <PriorsView settings=settings/> }.into_any(),
            MeasureView::Trust => view! { <TrustView/> }.into_any(),
            MeasureView::Fits => view! { <FitsView/> }.into_any(),
        }}
    }
}

/// What stands under the headline of each view: the way to the other views, a running fit, what to know first.
#[component]
fn UnderHeadline(view: MeasureView) -> impl IntoView {
    view! {
        <Tabs shown=view/>
        <FitPanel shown=view/>
        <Notices shown=view/>
    }
}
