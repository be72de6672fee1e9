//! The two fans: week by week, and the sum with the goal.

use super::Shown;
use crate::components::{Card, Chart, Span};
use crate::present::forecast::{cumulative_fan, quantile_table, weekly_fan};
use crate::present::table::Table;
use crate::state::{Fan, use_state};
use leptos::prelude::*;

/// Both cards.
#[component]
pub fn Fans(shown: Shown) -> impl IntoView {
    view! {
        <Weekly shown=shown.clone()/>
        <Cumulative shown=shown/>
    }
}

fn table_of(shown: &Shown, fan: impl Fn(&Shown) -> &Fan, what: &str) -> Signal<Table> {
    let caption = format!("{} {what}", shown.outcome.heading(&shown.locale));
    Signal::stored(quantile_table(fan(shown), &shown.forecast.weeks, &caption, &shown.locale))
}

#[component]
fn Weekly(shown: Shown) -> impl IntoView {
    let table = table_of(&shown, |s| &s.forecast.weekly, "a week");
    let title = format!("{} week by week", shown.outcome.title());
    let picture = move |width: f64| {
        weekly_fan(&shown.forecast, &shown.panel, &shown.outcome, &shown.locale).picture(width, &shown.locale)
    };
    view! {
        <Card
            title=title
            subtitle="Solid: what happened. Dashed: the median ahead. Shaded: 50, 68 and 90 % ranges."
            span=Span::Half
            table=table
            explain=explain
        >
            <Chart picture=picture/>
        </Card>
    }
}

#[component]
fn Cumulative(shown: Shown) -> impl IntoView {
    let state = use_state();
    let table = table_of(&shown, |s| &s.forecast.cumulative, "so far");
    let title = format!("{} adding up", shown.outcome.title());
    let picture = move |width: f64| {
        cumulative_fan(&shown.forecast, state.goal.get(), &shown.outcome, &shown.locale).picture(width, &shown.locale)
    };
    view! {
        <Card
            title=title
            subtitle="The sum since the first week ahead. Dashed: the median. Shaded: 50, 68 and 90 % ranges."
            span=Span::Half
            table=table
            explain=explain
        >
            <Chart picture=picture/>
        </Card>
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Every draw of the fit is carried on into the weeks ahead: its trend, season and drivers, what each channel \
             brings of the planned spend, and weekly noise. The trend's slope may go on changing as much as it did in the \
             past. The ranges are quantiles of these draws; nothing is added up that was summarised before, so the \
             medians of the weeks do not add up to the median of the sum."
        </p>
        <p>"Not in the range: a price, promotion or event other than assumed, and a world that changes its rules."</p>
    }
}
