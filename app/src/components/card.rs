//! A card: a claim or a question, how to read it, the picture, and what stands behind it.

use super::export::Export;
use super::{Button, ButtonKind, DataTable, Span};
use crate::present::scene::Picture;
use crate::present::table::Table;
use leptos::context::Provider;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The charts that stand in a card, so that the card can show and export what is behind them.
#[derive(Clone, Copy)]
pub(super) struct CardCharts(pub RwSignal<BTreeMap<usize, Arc<Picture>>>);

/// What a card shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardContent {
    /// A picture or words; the table behind it opens at the foot.
    #[default]
    Picture,
    /// The table itself; the foot only exports it.
    Table,
}

/// A card.
#[component]
pub fn Card(
    /// The claim or the question.
    #[prop(into)]
    title: Signal<String>,
    /// One line that says how to read it.
    #[prop(into, optional)]
    subtitle: Signal<String>,
    /// Its width.
    #[prop(optional)]
    span: Span,
    /// The numbers behind it; those of its charts where none are given.
    #[prop(into, optional)]
    table: Option<Signal<Table>>,
    /// Whether it shows a picture or the table itself.
    #[prop(optional)]
    content: CardContent,
    /// How it is computed.
    #[prop(into, optional)]
    explain: Option<ViewFn>,
    /// More quiet buttons for its foot.
    #[prop(into, optional)]
    actions: ViewFn,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let charts = CardCharts(RwSignal::new(BTreeMap::new()));
    let tables = Signal::derive(move || match table {
        Some(table) => vec![table.get()],
        None => charts.0.read().values().map(|picture| picture.table.clone()).collect(),
    });
    view! {
        <section class=format!("card {}", span.class())>
            <h2 class="card-title">{title}</h2>
            <Show when=move || !subtitle.read().is_empty()>
                <p class="card-subtitle">{subtitle}</p>
            </Show>
            <Provider value=charts><div class="card-body">{children()}</div></Provider>
            <CardFoot content=content title=title subtitle=subtitle tables=tables charts=charts explain=explain actions=actions/>
        </section>
    }
}

/// What is open under a card.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Table,
    Explanation,
}

#[component]
fn CardFoot(
    content: CardContent,
    title: Signal<String>,
    subtitle: Signal<String>,
    tables: Signal<Vec<Table>>,
    charts: CardCharts,
    explain: Option<ViewFn>,
    actions: ViewFn,
) -> impl IntoView {
    let open = RwSignal::new(Open::Nothing);
    let has_table = Memo::new(move |_| tables.read().iter().any(|table| !table.rows.is_empty()));
    let has_explanation = explain.is_some();
    let explain = StoredValue::new(explain);
    view! {
        <div class="card-foot">
            <Show when=move || has_table.get() && content == CardContent::Picture>
                <Disclosure open=open shows=Open::Table label="Table"/>
            </Show>
            <Show when=move || has_explanation>
                <Disclosure open=open shows=Open::Explanation label="How this is computed"/>
            </Show>
            {actions.run()}
            <Show when=move || has_table.get()>
                <Export title=title subtitle=subtitle tables=tables charts=charts/>
            </Show>
        </div>
        {move || match open.get() {
            Open::Nothing => ().into_any(),
            Open::Table => tables_view(tables).into_any(),
            Open::Explanation => {
                let explain = explain.get_value().unwrap_or_default();
                view! { <div class="explanation">{explain.run()}</div> }.into_any()
            }
        }}
    }
}

#[component]
fn Disclosure(open: RwSignal<Open>, shows: Open, label: &'static str) -> impl IntoView {
    let press = move || open.update(|open| *open = if *open == shows { Open::Nothing } else { shows });
    view! {
        <span class="disclosure" class:open=move || open.get() == shows>
            <Button kind=ButtonKind::Quiet on_press=move || press()>
                {label}
                <span class="visually-hidden">{move || if open.get() == shows { ", shown" } else { "" }}</span>
            </Button>
        </span>
    }
}

fn tables_view(tables: Signal<Vec<Table>>) -> impl IntoView {
    move || tables.get().into_iter().map(|table| view! { <DataTable table=table/> }).collect_view()
}
