//! What the table of weeks is: currency, weeks, grain, and what counts as the outcome.

use crate::components::{Card, Choice, Field, Select, Span, Toggle};
use crate::present::know::zone_choices;
use crate::state::{AppState, ChannelGrain, Event, OutcomeDefinition, OutcomeMeasure, Returns, Settings, use_state};
use leptos::prelude::*;

const MEASURES: [(OutcomeMeasure, &str); 5] = [
    (OutcomeMeasure::Revenue, "revenue"),
    (OutcomeMeasure::GrossMargin, "gross margin"),
    (OutcomeMeasure::Orders, "orders"),
    (OutcomeMeasure::Units, "units"),
    (OutcomeMeasure::NewCustomers, "new customers"),
];

const RETURNS: [(Returns, &str, &str); 3] = [
    (Returns::AsExported, "exported", "as the files have it"),
    (Returns::TakenOff, "off", "taken off"),
    (Returns::LeftIn, "in", "left in"),
];

/// The card.
#[component]
pub(super) fn SettingsCard() -> impl IntoView {
    let state = use_state();
    let settings = Memo::new(move |_| state.library.with(|l| l.log.state().settings));
    let outcome = Memo::new(move |_| state.library.with(|l| l.log.state().outcome));
    let measure = Signal::derive(move || outcome.read().measure.name().to_owned());
    let returns = Signal::derive(move || {
        let own = outcome.read().returns;
        RETURNS.into_iter().find(|(r, _, _)| *r == own).map_or("exported", |(_, key, _)| key).to_owned()
    });
    let currency = Signal::derive(move || settings.read().currency.clone().unwrap_or_default());
    let zone = Signal::derive(move || settings.read().zone.clone().unwrap_or_default());
    let zones = Signal::derive(move || {
        let all = zone_choices(&zone.read(), "as the files write them");
        all.into_iter().map(|(key, label)| Choice::new(key, label)).collect::<Vec<_>>()
    });
    let weekday = Signal::derive(move || settings.read().first_weekday.to_string());
    view! {
        <Card title="What the weeks hold" subtitle="Recorded with the data, so that finance can read what was counted." span=Span::Full>
            <div class="choices">
                <Select
                    label="Outcome"
                    choices=MEASURES.map(|(_, name)| Choice::new(name, name)).to_vec()
                    chosen=measure
                    on_choose=move |key: String| define(state, &|o| {
                        if let Some((measure, _)) = MEASURES.into_iter().find(|(_, name)| *name == key) {
                            o.measure = measure;
                        }
                    })
                />
                <Select
                    label="Returned goods"
                    choices=RETURNS.map(|(_, key, label)| Choice::new(key, label)).to_vec()
                    chosen=returns
                    on_choose=move |key: String| define(state, &|o| {
                        if let Some((returns, _, _)) = RETURNS.into_iter().find(|(_, one, _)| *one == key) {
                            o.returns = returns;
                        }
                    })
                />
                <Field
                    label="Currency"
                    value=currency
                    on_commit=move |text: String| change(state, &|s| s.currency = Some(text.trim().to_uppercase()).filter(|c| c.len() == 3))
                    help="Three letters, such as USD. Everything is converted into it."
                />
                <Select
                    label="Days are counted in"
                    choices=zones
                    chosen=zone
                    on_choose=move |key: String| change(state, &|s| s.zone = Some(key.clone()).filter(|key| !key.is_empty()))
                    help="Where rows have a time of day, it decides which day they are of."
                />
                <Select
                    label="Weeks begin on"
                    choices=vec![Choice::new("1", "Monday (ISO)"), Choice::new("7", "Sunday"), Choice::new("6", "Saturday")]
                    chosen=weekday
                    on_choose=move |key: String| change(state, &|s| s.first_weekday = key.parse().unwrap_or(1))
                />
            </div>
            <div class="toggles">
            <Toggle
                label="Keep weeks at the edges of which days are missing"
                on=Signal::derive(move || settings.read().keep_partial_weeks)
                on_change=move |on: bool| change(state, &|s| s.keep_partial_weeks = on)
            />
            <Toggle
                label="Measure each market for itself"
                on=Signal::derive(move || settings.read().by_market)
                on_change=move |on: bool| change(state, &|s| s.by_market = on)
            />
            <Toggle
                label="A column for each sub-channel"
                on=Signal::derive(move || settings.read().grain == ChannelGrain::SubChannels)
                on_change=move |on: bool| change(state, &|s| {
                    s.grain = if on { ChannelGrain::SubChannels } else { ChannelGrain::Channels };
                })
            />
            </div>
        </Card>
    }
}

fn change(state: AppState, edit: &dyn Fn(&mut Settings)) {
    let mut settings = state.library.with_untracked(|l| l.log.state().settings);
    edit(&mut settings);
    state.decide(Event::SettingsChanged(settings));
}

fn define(state: AppState, edit: &dyn Fn(&mut OutcomeDefinition)) {
    let mut outcome = state.library.with_untracked(|l| l.log.state().outcome);
    edit(&mut outcome);
    state.decide(Event::OutcomeDefined(outcome));
}
