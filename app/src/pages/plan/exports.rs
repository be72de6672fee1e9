//! Taking the plan along, and opening one that somebody made elsewhere.

use crate::components::{Button, Card, FileButton, LinkButton, Notice};
use crate::route::Route;
use crate::state::{AppState, OpenedPlan, PlanFormat, use_state};
use leptos::prelude::*;
use leptos::web_sys::File;

/// The endings of files that can be opened.
const READABLE: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.json,text/csv,application/json";

/// The card.
#[component]
pub fn Exports() -> impl IntoView {
    let state = use_state();
    let opened = RwSignal::new(None::<OpenedPlan>);
    let open = move |files: Vec<File>| {
        if let Some(file) = files.into_iter().next() {
            opened.set(None);
            state.open_plan_file(file, move |plan| opened.set(Some(plan)));
        }
    };
    view! {
        <Card
            title="Take the plan along"
            subtitle="The workbook has the plan week by week, what it brings, what is assumed and its limits. A scenario file \
                goes on in another Sextant."
        >
            <div class="row">
                <Save state=state format=PlanFormat::Workbook label="Workbook (XLSX)"/>
                <Save state=state format=PlanFormat::Table label="Table (CSV)"/>
                <LinkButton href=Route::Board.fragment()>"Board summary"</LinkButton>
                <Save state=state format=PlanFormat::Scenario label="Scenario file"/>
                <FileButton label="Open a plan file" accept=READABLE on_files=open/>
            </div>
            <p class="note">
                "Open a table of weeks and channels (CSV, XLSX) to take spend or assumptions from it, or a scenario file. What \
                 was there before comes back with undo."
            </p>
            {move || opened.get().map(|plan| view! { <Opened plan=plan/> })}
        </Card>
    }
}

#[component]
fn Save(state: AppState, format: PlanFormat, label: &'static str) -> impl IntoView {
    view! { <Button on_press=move || state.export_plan(format)>{label}</Button> }
}

/// What came of a file.
#[component]
fn Opened(plan: OpenedPlan) -> impl IntoView {
    let told: Vec<String> = std::iter::once(plan.changed).chain(plan.notices).collect();
    view! { <Notice title=format!("\"{}\" was opened", plan.file) what_to_do=told.join(" ")/> }
}
