//! The browser's own way to choose files, unseen: what stands around it is what people see.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlInputElement};

/// A field for files that only its label shows; it takes the focus and the keys.
#[component]
pub(super) fn FileInput(
    /// What its label names it by.
    id: String,
    /// The endings that can be chosen, such as `.csv,.xlsx`.
    accept: &'static str,
    /// Told the files.
    on_files: UnsyncCallback<(Vec<File>,)>,
) -> impl IntoView {
    view! {
        <input
            id=id
            class="visually-hidden"
            type="file"
            multiple
            accept=accept
            on:change=move |event| chosen(&event, on_files)
        />
    }
}

/// Hands over what was chosen, and forgets it so that the same file can be chosen again.
fn chosen(event: &Event, on_files: UnsyncCallback<(Vec<File>,)>) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
        hand_over(input.files(), on_files);
        input.set_value("");
    }
}

/// Tells `on_files` the files of a list, where there are any.
pub(super) fn hand_over(list: Option<FileList>, on_files: UnsyncCallback<(Vec<File>,)>) {
    let Some(list) = list else { return };
    let files: Vec<File> = (0..list.length()).filter_map(|index| list.get(index)).collect();
    if !files.is_empty() {
        on_files.run((files,));
    }
}
