//! The data screen: a file is read, looked over, confirmed; then newer weeks are added to it.

mod at_a_glance;
mod calendar;
mod columns;
mod drop;
mod findings;
mod newer;
mod reading;
mod sources;

use crate::components::{Button, ButtonKind, Card, Grid, Headline, Span};
use crate::pages::home::FileShape;
use crate::present::know::{blocked_because, glance};
use crate::state::{AppState, use_state};
use at_a_glance::AtAGlance;
use calendar::CalendarCard;
use columns::Columns;
use drop::OtherFile;
pub(super) use drop::{FileDrop, ImportStatus};
use findings::Findings;
use leptos::prelude::*;
use newer::Newer;
use reading::Reading;

/// Where the data stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// There is no file.
    Empty,
    /// A file is read and not confirmed.
    Review,
    /// The data are confirmed, and what was read is what was confirmed.
    Confirmed,
    /// The data are confirmed, and were changed since.
    Changed,
}

impl Stage {
    fn of(state: AppState) -> Self {
        let has_file = state.files.with(|files| !files.is_empty());
        match (state.panel.get(), has_file) {
            (None, false) => Self::Empty,
            (None, true) => Self::Review,
            (Some(panel), true) if state.proposed_panel.get().as_ref() != Some(&panel) => Self::Changed,
            (Some(_), _) => Self::Confirmed,
        }
    }
}

/// The data screen.
#[component]
pub(super) fn KnowPage() -> impl IntoView {
    let state = use_state();
    let stage = Memo::new(move |_| Stage::of(state));
    let has_sources = Memo::new(move |_| !state.library.read().is_empty());
    view! {
        <Show when=move || has_sources.get() fallback=move || view! { <OneTable stage=stage/> }>
            <sources::Sources/>
        </Show>
    }
}

/// The screen of a workspace whose data are one table.
#[component]
fn OneTable(stage: Memo<Stage>) -> impl IntoView {
    let state = use_state();
    let words = move || words(state, stage.get());
    view! {
        <Headline answer=Signal::derive(move || words().0) range=Signal::derive(move || words().1)/>
        <ImportStatus/>
        <drop::Refused/>
        {move || match stage.get() {
            Stage::Empty => view! { <Empty/> }.into_any(),
            Stage::Review => view! { <Review/> }.into_any(),
            Stage::Changed => view! { <Review/><Grid><AtAGlance/></Grid> }.into_any(),
            Stage::Confirmed => view! { <Confirmed/> }.into_any(),
        }}
    }
}

fn words(state: AppState, stage: Stage) -> (String, String) {
    let file = state.files.with(|files| files.last().map(|file| file.name.clone())).unwrap_or_default();
    match (stage, state.panel.get()) {
        (Stage::Confirmed, Some(panel)) => {
            let glance = glance(&panel, &state.locale.read());
            (glance.answer, glance.below)
        }
        (Stage::Review, _) => (
            format!("\"{file}\" is read: look it over, then confirm"),
            "What each column was taken for can be changed; your file stays as it is.".to_owned(),
        ),
        (Stage::Changed, _) => (
            "The data were changed: confirm them anew".to_owned(),
            "Until then everything rests on the data that were confirmed before.".to_owned(),
        ),
        _ => (
            "Bring the weeks you have".to_owned(),
            "One table with a row a week, or the exports of your platforms as they are: all of them at once."
                .to_owned(),
        ),
    }
}

#[component]
fn Empty() -> impl IntoView {
    let state = use_state();
    view! {
        <Grid>
            <Card title="Choose your files" subtitle="They are read on this device and sent nowhere." span=Span::Main>
                <FileDrop label="Drop your files here" on_files=move |files| state.add_files(files)/>
            </Card>
            <Card title="What the file looks like" span=Span::Side>
                <FileShape/>
                <Button kind=ButtonKind::Quiet on_press=move || state.open_demo()>
                    "Open the demo in its own workspace"
                </Button>
            </Card>
        </Grid>
    }
}

#[component]
fn Review() -> impl IntoView {
    view! {
        <Confirm/>
        <Grid>
            <Reading/>
            <Findings/>
            <Columns/>
            <CalendarCard/>
        </Grid>
    }
}

/// The one next step: confirm, with the reason why not.
#[component]
fn Confirm() -> impl IntoView {
    let state = use_state();
    let reason = Memo::new(move |_| {
        match (blocked_because(&state.findings.read()), state.proposed_panel.with(Option::is_some)) {
            (Some(reason), _) => reason,
            (None, false) => "The file is being checked.".to_owned(),
            (None, true) => String::new(),
        }
    });
    let is_blocked = Signal::derive(move || !reason.read().is_empty());
    view! {
        <div class="confirm">
            <Button kind=ButtonKind::Primary on_press=move || state.confirm_data() disabled=is_blocked>
                "Confirm the data"
            </Button>
            <OtherFile/>
            <Button on_press=move || state.remove_data()>"Remove the file"</Button>
            <p class="muted" role="status">{reason}</p>
        </div>
    }
}

#[component]
fn Confirmed() -> impl IntoView {
    let state = use_state();
    let opened = RwSignal::new(false);
    let has_file = Memo::new(move |_| state.files.with(|files| !files.is_empty()));
    let label = move || if opened.get() { "Hide how the file was read" } else { "How the file was read" };
    view! {
        <Grid>
            <AtAGlance/>
            <Newer/>
        </Grid>
        <Show when=move || has_file.get()>
            <div class="confirm">
                <Button on_press=move || opened.update(|opened| *opened = !*opened)>{label}</Button>
                <Button on_press=move || state.remove_data()>"Remove the data"</Button>
            </div>
            <Show when=move || opened.get()>
                <Grid>
                    <Reading/>
                    <Findings/>
                    <Columns/>
                    <CalendarCard/>
                </Grid>
            </Show>
        </Show>
    }
}
