//! Newer weeks: from a file, or in the demo by letting them happen.

use super::FileDrop;
use crate::components::{Button, Card, DataTable, Notice, NoticeKind, Span};
use crate::present::know::{happened_sentence, restated_table, update_sentence};
use crate::route::Route;
use crate::state::{DataUpdate, Finding, UpdateOutcome, WorkspaceKind, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// Weeks that the demo lets happen at once.
const DEMO_WEEKS: usize = 4;

/// The card.
#[component]
pub(super) fn Newer() -> impl IntoView {
    let state = use_state();
    let is_demo = Memo::new(move |_| state.kind.get() == Some(WorkspaceKind::Demo));
    view! {
        <Card title="Add newer weeks" subtitle=Signal::derive(move || subtitle(is_demo.get())) span=Span::Full>
            <Show
                when=move || is_demo.get()
                fallback=move || {
                    let add = move |files: Vec<leptos::web_sys::File>| {
                        files.into_iter().take(1).for_each(|file| state.append_file(file));
                    };
                    view! { <FileDrop label="Drop the newer file here" on_files=add/> }
                }
            >
                <Button on_press=move || state.simulate_next_weeks(DEMO_WEEKS)>"Let 4 more weeks happen"</Button>
            </Show>
            {move || state.data_update.get().map(|update| view! { <Update update=update/> })}
        </Card>
    }
}

fn subtitle(is_demo: bool) -> String {
    if is_demo {
        "The brand spends nearly what was planned, and the world does the rest.".to_owned()
    } else {
        "The same report, exported anew: weeks that are new are added, values that differ are listed.".to_owned()
    }
}

#[component]
fn Update(update: Arc<DataUpdate>) -> impl IntoView {
    let state = use_state();
    let kind = match &update.outcome {
        UpdateOutcome::Added { .. } => NoticeKind::Information,
        UpdateOutcome::Blocked => NoticeKind::Error,
    };
    let has_restated = matches!(&update.outcome, UpdateOutcome::Added { restated, .. } if !restated.is_empty());
    let findings = update.findings.iter().map(finding).collect_view();
    let is_demo = state.kind.get_untracked() == Some(WorkspaceKind::Demo);
    let tell = if is_demo { happened_sentence } else { update_sentence };
    let title = tell(&update, &state.locale.read_untracked());
    let table = Signal::derive(move || {
        let panel = state.panel.get();
        panel.map(|panel| restated_table(&update, &panel, &state.locale.read())).unwrap_or_default()
    });
    view! {
        <Notice kind=kind title=title>
            <a class="button" href=Route::Home.fragment()>"What to do next"</a>
        </Notice>
        <ul class="findings">{findings}</ul>
        {has_restated.then(|| view! { <DataTable table=table/> })}
    }
}

fn finding(finding: &Finding) -> impl IntoView + use<> {
    view! {
        <li>
            <div>
                <p class="finding-message">{finding.message.clone()}</p>
                <p class="muted">{finding.advice.clone()}</p>
            </div>
        </li>
    }
}
