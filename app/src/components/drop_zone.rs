//! A place to drop files, or to choose them by mouse, touch or keyboard.

use super::help::unique_id;
use leptos::ev::{DragEvent, Event};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlInputElement};

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
            <input
                id=id.clone()
                class="visually-hidden"
                type="file"
                multiple
                accept=accept
                on:change=move |event| chosen(&event, on_files)
            />
            <label for=id>
                <span class="drop-title">{label}</span>
                <span class="button">"Choose files"</span>
                <span class="muted">{help}</span>
            </label>
        </div>
    }
}

/// Hands over what was chosen, and forgets it so that the same file can be chosen again.
fn chosen(event: &Event, on_files: UnsyncCallback<(Vec<File>,)>) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
        hand_over(input.files(), on_files);
        input.set_value("");
    }
}

fn hand_over(list: Option<FileList>, on_files: UnsyncCallback<(Vec<File>,)>) {
    let Some(list) = list else { return };
    let files: Vec<File> = (0..list.length()).filter_map(|index| list.get(index)).collect();
    if !files.is_empty() {
        on_files.run((files,));
    }
}
