//! The forecast of each geography, where the model has several.

use super::Shown;
use crate::components::{Card, CardContent, Chart, DataTable, Span};
use crate::present::forecast::{geography_charts, geography_table, geography_title};
use leptos::prelude::*;

/// The table and the small fans; nothing where there is one geography.
#[component]
pub fn Geographies(shown: Shown) -> impl IntoView {
    let title = geography_title(&shown.forecast, &shown.locale)?;
    let table = Signal::stored(geography_table(&shown.forecast, &shown.outcome, &shown.locale));
    let charts = geography_charts(&shown.forecast, &shown.outcome, &shown.locale).into_iter().map(|(name, chart)| {
        let locale = shown.locale.clone();
        let picture = move |width: f64| chart.picture(width, &locale);
        view! { <Card title=name span=Span::Quarter><Chart picture=picture/></Card> }
    });
    let charts = charts.collect_view();
    Some(view! {
        <Card
            title=title
            subtitle="Means add up to the whole; the ranges do not, since regions do not all fall short at once."
            content=CardContent::Table
            table=table
        >
            <DataTable table=table/>
        </Card>
        {charts}
    })
}
