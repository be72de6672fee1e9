//! A place for a file, and how its reading goes.

use crate::components::{DropZone, FileButton, Notice, NoticeKind};
use crate::state::{Importing, use_state};
use leptos::prelude::*;
use leptos::web_sys::File;

/// The endings of files that can be read.
const READABLE: &str = ".csv,.tsv,.txt,text/csv";

/// A place to drop or choose a file; of several the first is taken.
#[component]
pub(in crate::pages) fn FileDrop(
    /// What to drop here.
    label: &'static str,
    /// Told the file.
    #[prop(into)]
    on_file: UnsyncCallback<(File,)>,
) -> impl IntoView {
    let several = RwSignal::new(false);
    let take = move |files: Vec<File>| {
        several.set(files.len() > 1);
        if let Some(file) = files.into_iter().next() {
            on_file.run((file,));
        }
    };
    view! {
        <DropZone
            label=label
            help="CSV or text, up to 50 MB. It stays on this device."
            accept=READABLE
            on_files=take
        />
        <Show when=move || several.get()>
            <p class="muted" role="status">"Only the first file was taken: one file holds all columns."</p>
        </Show>
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
            view! { <Notice title=title what_to_do="It is checked row by row; the page stays usable."/> }.into_any()
        }
        Importing::Failed(problem) => {
            let what_to_do = format!("{} {} Nothing has changed.", problem.why, problem.what_to_do).trim().to_owned();
            view! { <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do/> }.into_any()
        }
    }
}
