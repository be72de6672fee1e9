//! Today against the plan: the table, the bars, and why it is the best.

use super::save::SaveCsv;
use super::shown::{Shown, bounds_of};
use crate::components::{Card, Chart, DataTable, Span};
use crate::present::plan::{comparison_table, period, reasons, spend_bars};
use crate::state::use_state;
use leptos::prelude::*;

/// The table.
#[component]
pub fn Table(shown: Shown) -> impl IntoView {
    let state = use_state();
    let title = format!("What the plan changes, {}", period(&shown.plan.scenario.weeks, &shown.locale));
    let subtitle = format!(
        "Spend over all weeks; the next unit returns what one more unit of spend would bring at the plan, {}.",
        shown.outcome.per_unit_of_spend(&shown.locale)
    );
    let shown = StoredValue::new(shown);
    let table = Signal::derive(move || {
        let bounds = bounds_of(state.plan_draft.get());
        shown.with_value(|s| comparison_table(&s.plan, &bounds, &s.locale))
    });
    let explain = move || {
        let bounds = bounds_of(state.plan_draft.get());
        let said = shown.with_value(|s| reasons(&s.plan, &bounds, &s.outcome, &s.locale));
        said.into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view()
    };
    view! {
        <Card
            title=title
            subtitle=subtitle
            span=Span::TwoThirds
            explain=explain
            actions=move || view! { <SaveCsv table=table name="plan.csv"/> }
        >
            <div class="whole sums"><DataTable table=table/></div>
        </Card>
    }
}

/// The bars.
#[component]
pub fn Bars(shown: Shown) -> impl IntoView {
    let picture = move |width: f64| spend_bars(&shown.plan, &shown.locale).picture(width, &shown.locale);
    view! {
        <Card title="Where the money moves" subtitle="Light: today. Full: the plan." span=Span::Third>
            <Chart picture=picture/>
        </Card>
    }
}
