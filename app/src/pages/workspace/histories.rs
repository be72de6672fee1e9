//! The fits and the committed plans, as they were written down.

use crate::components::{Card, CardContent, DataTable, Span};
use crate::present::workspace::{fit_history, ledger_table};
use crate::state::{OutcomeKind, use_state};
use leptos::prelude::*;

/// The cards; none where there is nothing yet.
#[component]
pub(super) fn Histories() -> impl IntoView {
    let state = use_state();
    let fits = Signal::derive(move || fit_history(&state.fits.read(), &state.locale.read()));
    let ledger = Signal::derive(move || {
        let kind = state.panel.get().map_or(OutcomeKind::Money, |panel| panel.outcome_kind());
        ledger_table(&state.ledger.read(), kind, &state.locale.read())
    });
    let has_fits = Memo::new(move |_| !state.fits.read().is_empty());
    let has_plans = Memo::new(move |_| !state.ledger.read().is_empty());
    view! {
        <Show when=move || has_fits.get()>
            <Card
                title="Fits"
                subtitle="The same data, model and seed give the same draws, bit for bit."
                span=Span::Full
                table=fits
                content=CardContent::Table
            >
                <DataTable table=fits/>
            </Card>
        </Show>
        <Show when=move || has_plans.get()>
            <Card
                title="Ledger"
                subtitle="Committed plans with the forecast that was made for them. Never changed, only added to."
                span=Span::Full
                table=ledger
                content=CardContent::Table
            >
                <DataTable table=ledger/>
            </Card>
        </Show>
    }
}
