//! A place for a file, and how its reading goes.

use crate::components::{Button, ButtonKind, DropZone, FileButton, Notice, NoticeKind};
use crate::state::{Importing, SheetRefused, use_state};
use leptos::prelude::*;
use leptos::web_sys::File;

/// The endings of files that can be read.
const READABLE: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.zip,.gz,.parquet,text/csv";

/// A place to drop or choose files.
#[component]
pub(in crate::pages) fn FileDrop(
    /// What to drop here.
    label: &'static str,
    /// Told the files.
    #[prop(into)]
    on_files: UnsyncCallback<(Vec<File>,)>,
) -> impl IntoView {
    view! {
        <DropZone
            label=label
            help="One table, or all the exports of your platforms at once: CSV, Excel, zip, gzip, Parquet. They stay on this device."
            accept=READABLE
            on_files=on_files
        />
    }
}

/// The sheets of the files dropped last that gave nothing, each with the reason and what to do.
#[component]
pub(super) fn Refused() -> impl IntoView {
    let state = use_state();
    move || {
        let one = |refused: &SheetRefused| {
            let title = format!("\"{}\" was not used.", refused.name);
            let what_to_do = format!("{} {}", refused.why, refused.advice);
            view! { <Notice kind=NoticeKind::Warning title=title what_to_do=what_to_do/> }
        };
        state.refused.read().iter().map(one).collect_view()
    }
}

/// A button that reads another file in place of the one that is there, which can be undone.
#[component]
pub(super) fn OtherFile() -> impl IntoView {
    let state = use_state();
    let take = move |files: Vec<File>| files.into_iter().take(1).for_each(|file| state.import_file(file));
    view! { <FileButton label="Choose another file" accept=READABLE on_files=take/> }
}

/// Whether a file is being read, or why it could not be.
#[component]
pub(in crate::pages) fn ImportStatus() -> impl IntoView {
    let state = use_state();
    move || match state.importing.get() {
        Importing::Nothing => ().into_any(),
        Importing::Reading { file } => {
            let title = format!("Reading \"{file}\"");
            view! {
                <Notice title=title what_to_do="It is checked row by row; the page stays usable.">
                    <Button kind=ButtonKind::Quiet on_press=move || state.stop_reading()>"Stop"</Button>
                </Notice>
            }
            .into_any()
        }
        Importing::Failed(problem) => {
            let what_to_do = format!("{} {} Nothing has changed.", problem.why, problem.what_to_do).trim().to_owned();
            view! { <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do/> }.into_any()
        }
    }
}
