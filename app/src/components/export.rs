//! The export menu of a card: its picture as SVG or PNG, its numbers as CSV.

use super::card::CardCharts;
use super::chart::export::{save_png, to_svg};
use super::download::{download, file_stem};
use crate::present::scene::Scene;
use crate::present::table::Table;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The menu.
#[component]
pub(super) fn Export(
    title: Signal<String>,
    subtitle: Signal<String>,
    tables: Signal<Vec<Table>>,
    charts: CardCharts,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let has_picture = move || !charts.0.read().is_empty();
    let sheet = move || {
        let pictures = charts.0.get_untracked();
        let scenes: Vec<&Scene> = pictures.values().map(|picture| &picture.scene).collect();
        Scene::stacked(&scenes).with_heading(&title.get_untracked(), &subtitle.get_untracked())
    };
    let name = move |ending: &str| format!("{}.{ending}", file_stem(&title.get_untracked()));
    let finish = move |result: Result<(), wasm_bindgen::JsValue>| {
        open.set(false);
        failed.set(result.is_err());
    };
    let svg = move |_| finish(to_svg(&sheet()).and_then(|svg| download(&name("svg"), "image/svg+xml", svg.as_bytes())));
    let png = move |_| finish(save_png(&sheet(), name("png")));
    let csv =
        move |_| finish(download(&name("csv"), "text/csv;charset=utf-8", csv_file(&tables.get_untracked()).as_bytes()));
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    view! {
        <span class="menu" on:keydown=keys>
            <button
                type="button"
                class="quiet"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                "Export"
            </button>
            <span class="menu-list" class:open=open>
                <Show when=has_picture>
                    <button type="button" on:click=png>"Picture, PNG"</button>
                    <button type="button" on:click=svg>"Picture, SVG"</button>
                </Show>
                <button type="button" on:click=csv>"Numbers, CSV"</button>
            </span>
            <span role="status" class="menu-failed">
                {move || failed.get().then_some("The browser refused the file. Allow downloads for this page, then try again.")}
            </span>
        </span>
    }
}

/// The tables one below the other, with the mark that makes spreadsheets read UTF-8.
fn csv_file(tables: &[Table]) -> String {
    let files: Vec<String> = tables.iter().map(Table::to_csv).collect();
    format!("\u{feff}{}", files.join("\r\n"))
}
