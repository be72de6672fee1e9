//! Actual against the committed range, week by week.

use super::Shown;
use crate::components::{Card, Chart, Span};
use crate::present::reconcile::weekly_chart;
use leptos::prelude::*;

/// The card.
#[component]
pub fn Weekly(shown: Shown) -> impl IntoView {
    let title = format!("{} against what was committed", shown.outcome.title());
    let picture = move |width: f64| {
        let chart = weekly_chart(&shown.reconciliation, &shown.committed, &shown.outcome, &shown.locale);
        chart.picture(width, &shown.locale)
    };
    view! {
        <Card
            title=title
            subtitle="Shaded: the committed 90 % range of each week. Weeks outside carry a mark."
            span=Span::Main
            explain=|| view! { <p>"The range is the one written down with the plan; it has not been recomputed since."</p> }
        >
            <Chart picture=picture/>
        </Card>
    }
}
