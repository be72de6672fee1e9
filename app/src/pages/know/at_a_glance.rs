//! The confirmed data at a glance.

use crate::components::{Card, CardContent, Chart, DataTable, Figure, LinkButton, Span, Swatch};
use crate::present::home::capitalised;
use crate::present::know::{Glance, channel_charts, glance, outcome_chart, spend_table, weekly_spend_table};
use crate::present::line_band::LineBand;
use crate::present::measure::verdict::{VerdictWords, verdict};
use crate::present::palette::Ink;
use crate::route::{MeasureView, Route};
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
    let outcome_label = format!("{} in total", capitalised(panel.outcome_name()));
    view! {
        <Figure label=outcome_label value=outcome range=of_weeks.clone() span=Span::Half/>
        <Figure label="Media spend in total" value=spend range=of_weeks span=Span::Half/>
        <CanSay panel=panel.clone()/>
        <Outcome panel=panel.clone()/>
        <Spend panel=panel/>
    }
}

/// The verdict in a line, and the way to its reasons.
#[component]
fn CanSay(panel: Arc<Panel>) -> impl IntoView {
    let state = use_state();
    let words = Memo::new(move |_| verdict(&panel, &state.locale.read()));
    let text = move |read: fn(VerdictWords) -> String| Signal::derive(move || read(words.get()));
    view! {
        <Card title=text(|words| words.headline) subtitle=text(|words| words.below) span=Span::Full>
            <LinkButton href=Signal::stored(Route::Measure(MeasureView::Priors).fragment().to_owned())>
                "See why, channel by channel"
            </LinkButton>
        </Card>
    }
}

#[component]
fn Outcome(panel: Arc<Panel>) -> impl IntoView {
    let state = use_state();
    let title = format!("{} a week", capitalised(panel.outcome_name()));
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
    let tiles = channel_charts(&panel).into_iter().map(channel_tile).collect_view();
    let weekly = panel.clone();
    let weekly = Signal::derive(move || weekly_spend_table(&weekly, &state.locale.read()));
    let totals = Signal::derive(move || spend_table(&panel, &state.locale.read()));
    view! {
        <Card
            title="When the money was spent"
            subtitle="Spend a week; each channel has a scale of its own."
            span=Span::Main
            table=weekly
        >
            <div class="tiles">{tiles}</div>
        </Card>
        <Card
            title="Where the money went"
            subtitle="A channel that is on in nearly every week, at nearly the same level, is hard to measure."
            span=Span::Side
            table=totals
            content=CardContent::Table
        >
            <DataTable table=totals/>
        </Card>
    }
}

fn channel_tile((name, ink, chart): (String, Ink, LineBand)) -> impl IntoView {
    let state = use_state();
    let picture = move |width: f64| chart.picture(width, &state.locale.read());
    view! {
        <div>
            <h3><Swatch ink=ink/>{name}</h3>
            <Chart picture=picture/>
        </div>
    }
}
