//! Which week is awaited, and bringing newer weeks: a file, or in the demo letting them happen.

use crate::components::{Button, Card, DropZone};
use crate::present::know::{happened_sentence, update_sentence};
use crate::present::reconcile::{awaited, awaited_sentence};
use crate::state::{AppState, Committed, WorkspaceKind, use_state};
use leptos::prelude::*;
use leptos::web_sys::File;
use std::sync::Arc;

/// Weeks that the demo lets happen at once.
const DEMO_WEEKS: usize = 4;

/// The card; none once all committed weeks are there.
#[component]
pub fn Newer(committed: Memo<Option<Arc<Committed>>>) -> impl IntoView {
    let state = use_state();
    let week = Memo::new(move |_| {
        let (entry, panel) = committed.get().zip(state.panel.get())?;
        awaited(&entry, &panel)
    });
    let is_demo = Memo::new(move |_| state.kind.get() == Some(WorkspaceKind::Demo));
    move || {
        let demo = is_demo.get();
        week.get().map(|week| {
            view! {
                <Card title=awaited_sentence(week, &state.locale.read()) subtitle=how(demo)>
                    {if demo { view! { <LetHappen/> }.into_any() } else { view! { <Drop/> }.into_any() }}
                    <p class="note" role="status">{move || told(state)}</p>
                </Card>
            }
        })
    }
}

fn how(is_demo: bool) -> &'static str {
    if is_demo {
        "The brand spends nearly what was committed, and the world does the rest."
    } else {
        "Export the same report anew: weeks that are new are added, values that differ are listed under Know."
    }
}

fn told(state: AppState) -> String {
    let tell = if state.kind.get() == Some(WorkspaceKind::Demo) { happened_sentence } else { update_sentence };
    state.data_update.get().map(|update| tell(&update, &state.locale.read())).unwrap_or_default()
}

#[component]
fn LetHappen() -> impl IntoView {
    let state = use_state();
    view! { <Button on_press=move || state.simulate_next_weeks(DEMO_WEEKS)>"Let 4 weeks happen"</Button> }
}

#[component]
fn Drop() -> impl IntoView {
    let state = use_state();
    let take = move |files: Vec<File>| {
        if let Some(file) = files.into_iter().next() {
            state.append_file(file);
        }
    };
    view! {
        <DropZone
            label="Drop the newer file here"
            help="CSV, with the columns of the first file."
            accept=".csv,.tsv,.txt"
            on_files=UnsyncCallback::new(move |(files,): (Vec<File>,)| take(files))
        />
    }
}
