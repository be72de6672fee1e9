//! The planned spend week by week.

use super::save::SaveCsv;
use super::shown::Shown;
use crate::components::{Card, DataTable};
use crate::present::plan::{is_whole, weekly_table};
use leptos::prelude::*;

/// The card.
#[component]
pub fn Weekly(shown: Shown) -> impl IntoView {
    let names: Vec<String> = shown.plan.channels.iter().map(|c| c.name.clone()).collect();
    let table = Signal::stored(weekly_table(&shown.plan.scenario, &names, &shown.locale));
    let digits = if is_whole(&shown.plan.scenario) { "in whole units" } else { "rounded" };
    let subtitle = format!(
        "{}, {digits}; rows and columns add up. Each channel keeps the weekly pattern of its latest weeks. The file has \
         the amounts in full.",
        shown.locale.currency.code
    );
    view! {
        <Card
            title="The plan week by week"
            subtitle=subtitle
            actions=move || view! { <SaveCsv table=table name="plan-by-week.csv"/> }
        >
            <div class="whole sums"><DataTable table=table/></div>
        </Card>
    }
}
