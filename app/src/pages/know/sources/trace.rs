//! Where from: a cell of the table of weeks, followed back to file, row, rate and rule.

use crate::components::{Card, CardContent, Choice, DataTable, Select, Span};
use crate::present::format;
use crate::present::know::lineage_table;
use crate::present::table::Table;
use crate::state::{AppState, CellAddress, Column, Loadable, use_state};
use leptos::prelude::*;

/// The view.
#[component]
pub(super) fn Trace() -> impl IntoView {
    let state = use_state();
    let (column, week) = (RwSignal::new(0_usize), RwSignal::new(None::<usize>));
    let columns = Memo::new(move |_| columns(state));
    let weeks = Memo::new(move |_| weeks(state));
    let asked = Memo::new(move |_| {
        let (columns, weeks) = (columns.read(), weeks.read());
        let column = columns.get(column.get()).map(|(c, _)| c.clone())?;
        let week = weeks.get(week.get().unwrap_or(weeks.len().saturating_sub(1))).copied()?;
        Some(CellAddress { column, week, market: None })
    });
    Effect::new(move |_| {
        // The log is read so that a change of it asks anew.
        state.library_view.track();
        if let Some(cell) = asked.get() {
            state.trace(cell);
        }
    });
    let table: Signal<Table> = Signal::derive(move || match state.trace.get() {
        Loadable::Ready(lineage) => lineage_table(&lineage, &state.locale.read()),
        _ => Table::default(),
    });
    let sentence = Signal::derive(move || sentence(state));
    let week_choices = Signal::derive(move || {
        let locale = state.locale.get();
        weeks
            .get()
            .iter()
            .enumerate()
            .rev()
            .map(|(i, w)| Choice::new(i.to_string(), locale.date(*w)))
            .collect::<Vec<_>>()
    });
    let column_choices = Signal::derive(move || {
        columns.get().into_iter().enumerate().map(|(i, (_, name))| Choice::new(i.to_string(), name)).collect::<Vec<_>>()
    });
    view! {
        <div class="grid">
            <Card title="Where does this number come from?" subtitle=sentence span=Span::Full table=table content=CardContent::Table>
                <div class="choices">
                    <Select
                        label="Column"
                        choices=column_choices
                        chosen=Signal::derive(move || column.get().to_string())
                        on_choose=move |key: String| column.set(key.parse().unwrap_or(0))
                    />
                    <Select
                        label="Week"
                        choices=week_choices
                        chosen=Signal::derive(move || {
                            week.get().unwrap_or(weeks.read().len().saturating_sub(1)).to_string()
                        })
                        on_choose=move |key: String| week.set(key.parse().ok())
                    />
                </div>
                <DataTable table=table/>
            </Card>
        </div>
    }
}

fn columns(state: AppState) -> Vec<(Column, String)> {
    state.library_view.get().ready().map(|view| view.built.columns.clone()).unwrap_or_default()
}

fn weeks(state: AppState) -> Vec<jiff::civil::Date> {
    let view = state.library_view.get();
    let panel = view.ready().and_then(|view| view.built.panel.as_ref().ok());
    panel.map(|panel| panel.weeks().to_vec()).unwrap_or_default()
}

fn sentence(state: AppState) -> String {
    match state.trace.get() {
        Loadable::Ready(lineage) => {
            let sum = format::number(&state.locale.read(), lineage.sum.to_f64(), 2);
            match lineage.origins.len() {
                0 => "No row of any file is in it.".to_owned(),
                1 => format!("One part makes {sum}."),
                n => format!("{n} parts add up to {sum}, to the cent."),
            }
        }
        Loadable::Failed(problem) => problem.what,
        _ => "Choose a column and a week.".to_owned(),
    }
}
