//! A quiet button that saves a table as a CSV file.

use crate::components::{Button, ButtonKind, download};
use crate::present::table::Table;
use leptos::prelude::*;

/// The button; it says so where the browser refuses the file.
#[component]
pub fn SaveCsv(
    /// What is saved.
    #[prop(into)]
    table: Signal<Table>,
    /// The file's name, with its ending.
    name: &'static str,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let save = move || failed.set(write(name, &table.get_untracked()).is_err());
    let refused = "The browser refused the file. Allow downloads for this page, then try again.";
    view! {
        <Button kind=ButtonKind::Quiet on_press=move || save()>"Download CSV"</Button>
        <span role="status" class="menu-failed">{move || failed.get().then_some(refused)}</span>
    }
}

/// Writes the file with the mark that makes spreadsheets read UTF-8.
fn write(name: &str, table: &Table) -> Result<(), leptos::wasm_bindgen::JsValue> {
    download(name, "text/csv;charset=utf-8", format!("\u{feff}{}", table.to_csv()).as_bytes())
}
