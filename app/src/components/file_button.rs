//! A button that asks for a file.

use super::file_input::FileInput;
use super::help::unique_id;
use leptos::prelude::*;
use web_sys::File;

/// A button that lets one choose files, by mouse, touch or keyboard.
#[component]
pub fn FileButton(
    /// What it is called.
    label: &'static str,
    /// The endings that can be chosen, such as `.csv,.xlsx`.
    accept: &'static str,
    /// Told the files.
    #[prop(into)]
    on_files: UnsyncCallback<(Vec<File>,)>,
) -> impl IntoView {
    let id = unique_id("file");
    view! {
        <span class="file-button">
            <FileInput id=id.clone() accept=accept on_files=on_files/>
            <label class="button" for=id>{label}</label>
        </span>
    }
}
