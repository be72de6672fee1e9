//! The ledger: every committed plan, and choosing which one is looked at.

use crate::components::{Card, Choice, DataTable, Select};
use crate::pages::plan::save::SaveCsv;
use crate::present::reconcile::{ledger_entry, ledger_table};
use crate::state::{CommitId, Committed, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The card.
#[component]
pub fn Ledger(chosen: Memo<Option<Arc<Committed>>>) -> impl IntoView {
    let state = use_state();
    let table = Signal::derive(move || ledger_table(&state.ledger.read(), &state.fits.read(), &state.locale.read()));
    let choices = Signal::derive(move || {
        let (ledger, locale) = (state.ledger.get(), state.locale.read());
        ledger
            .iter()
            .rev()
            .map(|entry| Choice::new(entry.id.0.to_string(), ledger_entry(entry, &locale)))
            .collect::<Vec<_>>()
    });
    let key = move || chosen.get().map(|entry| entry.id.0.to_string()).unwrap_or_default();
    let choose = move |key: String| {
        if let Ok(id) = key.parse() {
            super::choose(state, CommitId(id));
        }
    };
    view! {
        <Card
            title="The ledger"
            subtitle="Plans as they were committed, with the forecast of that day. Entries are added, never changed or removed."
            actions=move || view! { <SaveCsv table=table name="ledger.csv"/> }
        >
            <div class="plan-fields">
                <Select label="Held against what happened" choices=choices chosen=Signal::derive(key) on_choose=choose/>
            </div>
            <DataTable table=table/>
        </Card>
    }
}
