//! The table of contributions with its export.

use super::shown::Shown;
use crate::components::{Button, ButtonKind, Card, DataTable, download};
use crate::present::measure::contributions;
use crate::present::table::Table;
use leptos::prelude::*;

/// What each channel brought, adding up to the outcome.
#[component]
pub fn Contributions(
    /// The results.
    shown: Shown,
) -> impl IntoView {
    let table = contributions::table(&shown.summary, &shown.terms);
    let failed = RwSignal::new(false);
    let file = StoredValue::new(table.clone());
    let save = move || failed.set(file.with_value(save_csv).is_err());
    let actions = move || view! { <Button kind=ButtonKind::Quiet on_press=move || save()>"Export CSV"</Button> };
    let title = format!("What each channel brought of all {}", shown.terms.outcome());
    let subtitle = shown.subtitle(
        "Channels add up to media; media, base and what the model does not explain add up to what happened.".to_owned(),
    );
    view! {
        <Card title=title subtitle=subtitle explain=explain actions=actions>
            <div class="contributions"><DataTable table=table/></div>
            <p role="status" class="note">
                {move || failed.get().then_some("The browser refused the file. Allow downloads for this page, then try again.")}
            </p>
        </Card>
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Contribution: what a channel brought over all weeks, carry-over included, as the mean and the 90 % range of \
             the posterior draws. Means add up; ranges do not, because channels are uncertain together. Printed amounts \
             and shares are rounded so that they add up to the totals shown (largest remainder); the file has them in \
             full."
        </p>
    }
}

/// Saves the table with the mark that makes spreadsheets read UTF-8.
fn save_csv(table: &Table) -> Result<(), wasm_bindgen::JsValue> {
    let file = format!("\u{feff}{}", table.to_csv());
    download("contributions.csv", "text/csv;charset=utf-8", file.as_bytes())
}
