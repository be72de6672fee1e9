//! Holidays and days of trade: a choice of country and occasions, and what it adds to the data.

use crate::components::{Card, Choice, DataTable, Select, Span, Toggle};
use crate::present::know::{countries, in_country, occasion_label, preview, with_occasion};
use crate::present::table::Table;
use crate::state::{AppState, CalendarEvents, OccasionKind, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub(super) fn CalendarCard() -> impl IntoView {
    let state = use_state();
    let events = Memo::new(move |_| state.mapping.with(|mapping| mapping.as_ref().and_then(|m| m.calendar.clone())));
    let has_country = Memo::new(move |_| events.read().is_some());
    view! {
        <Card
            title="Holidays and days of trade"
            subtitle="Added as drivers from the calendar: each counts its days in a week. A newer file gets the same, and a forecast knows when they come."
            span=Span::Full
        >
            <div class="choices"><CountryField events=events/></div>
            <Show when=move || has_country.get()>
                <div class="choices">
                    {OccasionKind::ALL.map(|kind| view! { <OccasionSwitch kind=kind events=events/> }).collect_view()}
                </div>
                <Added events=events/>
            </Show>
        </Card>
    }
}

#[component]
fn CountryField(events: Memo<Option<CalendarEvents>>) -> impl IntoView {
    let state = use_state();
    let choices: Vec<Choice> = countries().into_iter().map(|(code, name)| Choice::new(code, name)).collect();
    let chosen = move || events.read().as_ref().map(|events| events.country.code().to_owned()).unwrap_or_default();
    let choose = move |code: String| {
        state.choose_calendar(events.with_untracked(|events| in_country(events.as_ref(), &code)));
    };
    view! {
        <Select
            label="Holidays of"
            choices=Signal::stored(choices)
            chosen=Signal::derive(chosen)
            on_choose=choose
            help="Holidays of the whole country; those of single states and regions are not known here."
        />
    }
}

#[component]
fn OccasionSwitch(kind: OccasionKind, events: Memo<Option<CalendarEvents>>) -> impl IntoView {
    let state = use_state();
    let on = move || events.read().as_ref().is_some_and(|events| events.kinds.contains(&kind));
    let change = move |is_wanted: bool| {
        if let Some(events) = events.get_untracked() {
            state.choose_calendar(Some(with_occasion(&events, kind, is_wanted)));
        }
    };
    view! { <Toggle label=occasion_label(kind) on=Signal::derive(on) on_change=change/> }
}

/// What the choice adds; nothing before there are weeks.
#[component]
fn Added(events: Memo<Option<CalendarEvents>>) -> impl IntoView {
    let state = use_state();
    let table = Memo::new(move |_| added(state, events));
    view! {
        <Show when=move || !table.read().rows.is_empty()>
            <DataTable table=table/>
        </Show>
    }
}

fn added(state: AppState, events: Memo<Option<CalendarEvents>>) -> Table {
    let panel = state.proposed_panel.get().or_else(|| state.panel.get());
    events.get().zip(panel).map(|(events, panel)| preview(&events, &panel, &state.locale.read())).unwrap_or_default()
}
