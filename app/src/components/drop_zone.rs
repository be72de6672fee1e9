//! A place to drop files, or to choose them by mouse, touch or keyboard.

use super::file_input::{FileInput, hand_over};
use super::help::unique_id;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use web_sys::File;

/// A place for files.
#[component]
pub fn DropZone(
    /// What to drop here.
    #[prop(into)]
    label: Signal<String>,
    /// One line on what can be read.
    #[prop(into, optional)]
    help: Signal<String>,
    /// The endings that can be chosen, such as `.csv,.xlsx`.
    #[prop(optional)]
    accept: &'static str,
    /// Told the files.
    #[prop(into)]
    on_files: UnsyncCallback<(Vec<File>,)>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let id = unique_id("files");
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        hand_over(event.data_transfer().and_then(|data| data.files()), on_files);
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    view! {
        <div class="drop-zone" class:over=over on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=dropped>
            <FileInput id=id.clone() accept=accept on_files=on_files/>
            <label for=id>
                <span class="drop-title">{label}</span>
                <span class="button">"Choose files"</span>
                <span class="muted">{help}</span>
            </label>
        </div>
    }
}
