//! A table of words and numbers; the heading stays while the rows scroll.

use super::Swatch;
use crate::present::table::{Cell, Column, ColumnKind, Table};
use leptos::prelude::*;

/// A table.
#[component]
pub fn DataTable(
    /// What it shows.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    let caption = move || table.read().caption.clone();
    let heading = move || table.read().columns.iter().map(heading_cell).collect_view();
    let rows = move || {
        let table = table.read();
        let kinds: Vec<ColumnKind> = table.columns.iter().map(|column| column.kind).collect();
        table.rows.iter().map(|row| table_row(&kinds, row)).collect_view()
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=caption>
            <table>
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heading}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn class(kind: ColumnKind) -> &'static str {
    if kind == ColumnKind::Numbers { "number" } else { "" }
}

fn heading_cell(column: &Column) -> impl IntoView + use<> {
    view! { <th scope="col" class=class(column.kind)>{column.title.clone()}</th> }
}

fn table_row(kinds: &[ColumnKind], row: &[Cell]) -> impl IntoView + use<> {
    let cells = row.iter().enumerate().map(|(index, cell)| {
        let kind = kinds.get(index).copied().unwrap_or(ColumnKind::Words);
        let swatch = cell.ink.map(|ink| view! { <Swatch ink=ink/> });
        let text = if swatch.is_some() {
            view! { <span class="cell-name">{cell.text.clone()}</span> }.into_any()
        } else {
            cell.text.clone().into_any()
        };
        view! { <td class=class(kind)>{swatch}{text}</td> }
    });
    view! { <tr>{cells.collect_view()}</tr> }
}
