//! The confirmed data at a glance.

use crate::components::{Card, Chart, DataTable, Figure, Span};
use crate::present::know::{Glance, glance, outcome_chart, spend_chart, spend_table};
use crate::state::{Panel, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// Figures, the outcome, the spend.
#[component]
pub(super) fn AtAGlance() -> impl IntoView {
    let state = use_state();
    move || state.panel.get().map(|panel| view! { <Confirmed panel=panel/> })
}

#[component]
fn Confirmed(panel: Arc<Panel>) -> impl IntoView {
    let state = use_state();
    let Glance { outcome, spend, .. } = glance(&panel, &state.locale.get());
    let of_weeks = format!("over {} weeks", panel.week_count());
    let outcome_label = format!("{} in total", panel.outcome_name());
    view! {
        <Figure label=outcome_label value=outcome range=of_weeks.clone() span=Span::Half/>
        <Figure label="Media spend in total" value=spend range=of_weeks span=Span::Half/>
        <Outcome panel=panel.clone()/>
        <Spend panel=panel/>
    }
}

#[component]
fn Outcome(panel: Arc<Panel>) -> impl IntoView {
    let state = use_state();
    let title = format!("{} a week", panel.outcome_name());
    let picture = move |width: f64| outcome_chart(&panel).picture(width, &state.locale.read());
    view! {
        <Card title=title subtitle="What the model has to explain." span=Span::Full>
            <Chart picture=picture/>
        </Card>
    }
}

#[component]
fn Spend(panel: Arc<Panel>) -> impl IntoView {
    let state = use_state();
    let drawn = panel.clone();
    let picture = move |width: f64| spend_chart(&drawn).picture(width, &state.locale.read());
    let table = Signal::derive(move || spend_table(&panel, &state.locale.read()));
    view! {
        <Card title="Where the money went" subtitle="Spend a week, channel on channel." span=Span::Main table=table>
            <Chart picture=picture/>
        </Card>
        <Card title="Spend by channel" subtitle="A channel that is rarely switched on and off is hard to measure." span=Span::Side table=table>
            <DataTable table=table/>
        </Card>
    }
}
