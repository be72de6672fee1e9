//! The waterfall from forecast to actual, and every step in numbers.

use super::Shown;
use crate::components::{Card, Chart};
use crate::present::plan::weeks_text;
use crate::present::reconcile::{bridge_table, waterfall};
use leptos::prelude::*;

/// The card.
#[component]
pub fn Bridge(shown: Shown) -> impl IntoView {
    let table = Signal::stored(bridge_table(&shown.told, &shown.reconciliation, &shown.outcome, &shown.locale));
    let title = format!("From forecast to actual, {}", weeks_text(shown.reconciliation.weeks.len()));
    let learned = shown.reconciliation.learned;
    let picture = move |width: f64| {
        waterfall(&shown.told, &shown.reconciliation, &shown.outcome, &shown.locale).picture(width, &shown.locale)
    };
    view! {
        <Card
            title=title
            subtitle="Each step with its 90 % range; the steps add up exactly. The table has every step."
            table=table
            explain=move || explain(learned)
        >
            <Chart picture=picture/>
        </Card>
    }
}

fn explain(learned: bool) -> impl IntoView {
    let learning = if learned {
        "Weaker or stronger: the new fit less the old one, both at what was really spent. Base: the same for trend and season."
    } else {
        "What a newer fit would have learned is still part of what is not explained."
    };
    view! {
        <p>"Forecast: the mean that was written down when the plan was committed."</p>
        <p>"Spend: what the fit of that time makes of the spend that happened less the planned one, channel by channel."</p>
        <p>"Price, promotion, events: what it makes of what happened less what was assumed."</p>
        <p>{learning}</p>
        <p>
            "Not explained: what is then left to what came in. Every step is a difference of means over the draws, so the \
             steps add up exactly; the numbers shown are rounded so that they still do (largest remainder). Ranges cannot be \
             added up, so steps that are joined in the picture have none."
        </p>
    }
}
