//! Many files: the sources, the channels they are placed in, what was checked, where a cell comes from, finance, log.

mod channels;
mod checks;
mod finance;
mod list;
mod log;
mod settings;
mod trace;

use super::drop::{FileDrop, ImportStatus, Refused};
use crate::components::{Button, ButtonKind, Headline};
use crate::present::know::library_answer;
use crate::route::{Route, SourcesView};
use crate::state::{AppState, Loadable, use_state};
use leptos::prelude::*;

/// The views in the order in which they are offered, with their names.
const VIEWS: [(SourcesView, &str); 6] = [
    (SourcesView::Files, "Files"),
    (SourcesView::Channels, "Channels"),
    (SourcesView::Checks, "Checks"),
    (SourcesView::Trace, "Where from"),
    (SourcesView::Finance, "Finance"),
    (SourcesView::Log, "Log"),
];

/// The screen of a workspace whose data come from sources.
#[component]
pub(super) fn Sources() -> impl IntoView {
    let state = use_state();
    let shown = Memo::new(move |_| match state.route.get() {
        Route::Sources(view) => view,
        _ => SourcesView::Files,
    });
    let words = Memo::new(move |_| match state.library_view.get() {
        Loadable::Ready(view) => library_answer(&view, &state.locale.read()),
        Loadable::Failed(problem) => (problem.what.clone(), problem.advice()),
        _ => ("Adding up your sources".to_owned(), "Every row is placed, converted and traced.".to_owned()),
    });
    view! {
        <Headline answer=Signal::derive(move || words.get().0) range=Signal::derive(move || words.get().1)/>
        <ImportStatus/>
        <Refused/>
        <Confirm/>
        {move || tabs(shown.get())}
        {move || match shown.get() {
            SourcesView::Files => view! { <MoreFiles/><list::Files/> }.into_any(),
            SourcesView::Channels => view! { <channels::Channels/> }.into_any(),
            SourcesView::Checks => view! { <checks::Checks/> }.into_any(),
            SourcesView::Trace => view! { <trace::Trace/> }.into_any(),
            SourcesView::Finance => view! { <finance::Finance/> }.into_any(),
            SourcesView::Log => view! { <log::LogView/> }.into_any(),
        }}
    }
}

fn tabs(shown: SourcesView) -> impl IntoView {
    let link = move |(view, name): (SourcesView, &'static str)| {
        let current = (view == shown).then_some("page");
        view! { <li><a href=Route::Sources(view).fragment() aria-current=current>{name}</a></li> }
    };
    view! {
        <nav class="tabs" aria-label="Know"><ul>{VIEWS.into_iter().map(link).collect_view()}</ul></nav>
    }
}

/// Whether the data that the sources give are those on which everything rests.
fn is_confirmed(state: AppState) -> bool {
    state.panel.get().is_some() && state.panel.get() == state.proposed_panel.get()
}

/// The one next step: confirm what the sources give, with the reason why not.
#[component]
fn Confirm() -> impl IntoView {
    let state = use_state();
    let waits = Memo::new(move |_| state.proposed_panel.with(Option::is_some) && !is_confirmed(state));
    let label = move || if state.panel.read().is_some() { "Confirm the changed data" } else { "Confirm the data" };
    view! {
        <div class="confirm">
            <Show when=move || waits.get()>
                <Button kind=ButtonKind::Primary on_press=move || state.confirm_sources()>{label}</Button>
                <p class="muted" role="status">
                    "Everything else rests on the data that you confirm. What each file was taken for, and which channel \
                     each name belongs to, can be changed before and after."
                </p>
            </Show>
            <Show when=move || is_confirmed(state)>
                <a class="button primary" href=Route::Home.fragment()>"What to do next"</a>
            </Show>
        </div>
    }
}

/// A place for newer files and those of other platforms.
#[component]
fn MoreFiles() -> impl IntoView {
    let state = use_state();
    view! {
        <FileDrop
            label="Drop more files here: newer exports, other platforms"
            on_files=move |files| state.add_files(files)
        />
    }
}
