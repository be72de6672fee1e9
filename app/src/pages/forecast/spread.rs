//! Where the range comes from.

use super::Shown;
use crate::components::{Card, CardContent, DataTable};
use crate::present::forecast::{spread_sentence, spread_table};
use leptos::prelude::*;

/// The card; nothing for a forecast that does not say.
#[component]
pub fn Spread(shown: Shown) -> impl IntoView {
    let spread = shown.forecast.spread;
    let table = Signal::stored(spread_table(&spread, &shown.locale));
    spread_sentence(&spread, &shown.locale).map(|sentence| {
        view! {
            <Card
                title="Where the range comes from"
                subtitle=sentence
                content=CardContent::Table
                table=table
                explain=explain
            >
                <DataTable table=table/>
            </Card>
        }
    })
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Each draw's total is the sum of four parts: what the model's parameters make of the plan, changes of the \
             trend to come, chance from week to week, and assumptions that turn out otherwise. Their variances add up; \
             each is shown as a share of the sum."
        </p>
    }
}
