//! A place for a file, and how its reading goes.

use crate::components::{DropZone, Notice, NoticeKind};
use crate::state::{Importing, use_state};
use leptos::prelude::*;
use leptos::web_sys::File;

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
            accept=".csv,.tsv,.txt,text/csv"
            on_files=take
        />
        <Show when=move || several.get()>
            <p class="muted" role="status">"Only the first file was taken: one file holds all columns."</p>
        </Show>
    }
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
