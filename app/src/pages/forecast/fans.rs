//! The fan, week by week or as the sum with the goal, and the table of its quantiles.

use super::Shown;
use crate::components::{Button, ButtonKind, Card, CardContent, Chart, DataTable};
use crate::present::forecast::{cumulative_fan, quantile_table, weekly_fan};
use crate::present::table::Table;
use crate::state::{Fan, use_state};
use leptos::prelude::*;

/// What a fan adds up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sums {
    /// Nothing: each week by itself.
    Weekly,
    /// All weeks so far.
    Cumulative,
}

/// The fan and the table of its quantiles, week by week or adding up.
#[component]
pub fn Fans(shown: Shown) -> impl IntoView {
    let sums = RwSignal::new(Sums::Weekly);
    let switch = move || view! { <Switch sums=sums/> };
    let title = {
        let outcome = shown.outcome.title();
        move || match sums.get() {
            Sums::Weekly => format!("{outcome} week by week"),
            Sums::Cumulative => format!("{outcome} adding up"),
        }
    };
    let subtitle = move || match sums.get() {
        Sums::Weekly => "Solid: what happened. Dashed: the median ahead. Shaded: 50, 68 and 90 % ranges.",
        Sums::Cumulative => "The sum since the first week ahead. Dashed: the median. Shaded: 50, 68 and 90 % ranges.",
    };
    let table = table_of(shown.clone(), sums);
    let state = use_state();
    let picture = move |width: f64| {
        let Shown { forecast, panel, outcome, locale } = &shown;
        let chart = match sums.get() {
            Sums::Weekly => weekly_fan(forecast, panel, outcome, locale),
            Sums::Cumulative => {
                let goal = state.stated_goal.get().map(|goal| goal.terms);
                cumulative_fan(forecast, goal.as_ref(), outcome, locale)
            }
        };
        chart.picture(width, locale)
    };
    view! {
        <Card
            title=Signal::derive(title)
            subtitle=Signal::derive(move || subtitle().to_owned())
            table=table
            explain=explain
            actions=switch
        >
            <Chart picture=picture/>
        </Card>
        <Card
            title="Every week's quantiles"
            subtitle="Half of what may come lies between 25 and 75 %, nine tenths between 5 and 95 %."
            content=CardContent::Table
            table=table
            actions=switch
        >
            <DataTable table=table/>
        </Card>
    }
}

#[component]
fn Switch(sums: RwSignal<Sums>) -> impl IntoView {
    let (other, label) = (
        move || if sums.get() == Sums::Weekly { Sums::Cumulative } else { Sums::Weekly },
        move || if sums.get() == Sums::Weekly { "Show the sum" } else { "Show each week" },
    );
    view! { <Button kind=ButtonKind::Quiet on_press=move || sums.set(untrack(other))>{label}</Button> }
}

fn table_of(shown: Shown, sums: RwSignal<Sums>) -> Signal<Table> {
    Signal::derive(move || {
        let (fan, what): (&Fan, &str) = match sums.get() {
            Sums::Weekly => (&shown.forecast.weekly, "a week"),
            Sums::Cumulative => (&shown.forecast.cumulative, "so far"),
        };
        let caption = format!("{} {what}", shown.outcome.heading(&shown.locale));
        quantile_table(fan, &shown.forecast.weeks, &caption, &shown.locale)
    })
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Every draw of the fit is carried on into the weeks ahead: its trend, season and drivers, what each channel \
             brings of the planned spend, and weekly noise. The trend's slope may go on changing as much as it did in the \
             past. The ranges are quantiles of these draws; nothing is added up that was summarised before, so the \
             medians of the weeks do not add up to the median of the sum."
        </p>
        <p>
            "An assumption that is marked as uncertain takes its own path in every draw, as wrong as its rule was in the \
             past. Not in the range: a price, promotion or event other than assumed where it is marked as given, and a \
             world that changes its rules."
        </p>
    }
}
