//! The files: what each was taken for, how good it is, who answers for it.

use crate::components::{Badge, Button, ButtonKind, Card, Choice, Field, Select, Span, Tone};
use crate::present::know::{
    SourceWords, column_field_of_key, field_choices, field_key, has_times, issues, platform_name, score_history,
    source_words, times_sentence, zone_choices,
};
use crate::state::{AppState, Cadence, Event, Source, SourceId, SourceSheet, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// All files that stand.
#[component]
pub(super) fn Files() -> impl IntoView {
    let state = use_state();
    let sheets = Memo::new(move |_| standing(state));
    let remarks = Memo::new(move |_| state.library_view.get().ready().map(|view| issues(view)).unwrap_or_default());
    view! {
        <div class="grid">
            <Card
                title="What was read"
                subtitle="Each file as it was understood. Personal data are left out before anything is kept."
                span=Span::Full
            >
                <ul class="findings sources">
                    <For each=move || sheets.get() key=|sheet| sheet.read.source.id.clone() children=row/>
                </ul>
            </Card>
            <Show when=move || !remarks.read().is_empty()>
                <Card title="What was left out, assumed or filled" subtitle="Nothing happens silently." span=Span::Full>
                    <ul class="plain">{move || remarks.get().into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                </Card>
            </Show>
            <super::settings::SettingsCard/>
        </div>
    }
}

/// The sources of the state, in the order of their files' names.
fn standing(state: AppState) -> Vec<Arc<SourceSheet>> {
    let library = state.library.get();
    let standing = library.log.state().sources;
    let mut sheets: Vec<_> =
        library.sheets.iter().filter(|(id, _)| standing.contains_key(*id)).map(|(_, sheet)| sheet.clone()).collect();
    sheets.sort_by_key(|sheet| sheet.read.source.shown().to_lowercase());
    sheets
}

fn row(sheet: Arc<SourceSheet>) -> impl IntoView {
    let state = use_state();
    let id = sheet.read.source.id.clone();
    let glance = move |sheet: &SourceSheet| {
        let view = state.library_view.get();
        view.ready().and_then(|view| view.sources.iter().find(|s| s.id == sheet.read.source.id).cloned())
    };
    let read = sheet.clone();
    let words = Memo::new(move |_| source_words(&read.read, glance(&read).as_ref(), &state.locale.read()));
    let timed = sheet.clone();
    let times = Memo::new(move |_| {
        let decided = state.library.with(|l| l.log.state());
        let source = decided.sources.get(&timed.read.source.id)?;
        let view = glance(&timed);
        times_sentence(&timed.read, source, view.as_ref(), decided.settings.zone.as_deref())
    });
    let opened = RwSignal::new(false);
    let remove = id.clone();
    let label = move || if opened.get() { "Close" } else { "Details" };
    view! {
        <li>
            <div>
                <p class="finding-message">{move || words.get().title}</p>
                <p class="muted">{move || words.get().taken_for}". "{move || words.get().holds}</p>
                <Show when=move || words.read().is_unsure><p class="muted">"Please check the columns below."</p></Show>
                {move || words.get().due.map(|due| view! { <p class="muted">{due}</p> })}
                {move || times.get().map(|times| view! { <p class="muted">{times}</p> })}
                <ul class="plain muted">
                    {move || words.get().notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}
                </ul>
                <Show when=move || opened.get()>
                    <Details sheet=sheet.clone()/>
                </Show>
            </div>
            <div class="row">
                {move || score_badge(&words.read())}
                <Button kind=ButtonKind::Quiet on_press=move || opened.update(|o| *o = !*o)>{label}</Button>
                <Button kind=ButtonKind::Quiet on_press=move || state.decide(Event::Removed(remove.clone()))>"Remove"</Button>
            </div>
        </li>
    }
}

fn score_badge(words: &SourceWords) -> impl IntoView + use<> {
    let tone = if words.score >= 75 && !words.is_late { Tone::Good } else { Tone::Warn };
    let text = if words.is_late {
        format!("late, quality {}", words.score)
    } else {
        format!("quality {} of 100", words.score)
    };
    view! { <Badge text=text tone=tone/> }
}

/// Owner, purpose, cadence, and what each column was taken for.
#[component]
fn Details(sheet: Arc<SourceSheet>) -> impl IntoView {
    let state = use_state();
    let id = sheet.read.source.id.clone();
    let described = {
        let id = id.clone();
        Memo::new(move |_| state.library.with(|l| l.log.state().sources.get(&id).cloned()))
    };
    let change = move |edit: &dyn Fn(&mut Source)| {
        let Some(mut source) = described.get_untracked() else { return };
        edit(&mut source);
        let Source { id, owner, purpose, cadence, due, .. } = source;
        state.decide(Event::SourceDescribed { source: id, owner, purpose, cadence, due });
    };
    let owner = Signal::derive(move || described.get().map(|s| s.owner).unwrap_or_default());
    let purpose = Signal::derive(move || described.get().map(|s| s.purpose).unwrap_or_default());
    let cadence =
        Signal::derive(move || described.get().map(|s| cadence_key(s.cadence).to_owned()).unwrap_or_default());
    let currency = Signal::derive(move || described.get().and_then(|s| s.currency).unwrap_or_default());
    let set_currency = move |text: String| {
        let Some(source) = described.get_untracked() else { return };
        let currency = Some(text.trim().to_uppercase()).filter(|code| code.len() == 3);
        let what = format!("its currency is {}", currency.as_deref().unwrap_or("the workspace's"));
        state.decide(Event::MappingChanged { source: source.id, what, currency, time_zone: source.time_zone });
    };
    let zone = Signal::derive(move || described.get().map(|s| s.time_zone).unwrap_or_default());
    let zones = Signal::derive(move || {
        let all = zone_choices(&zone.read(), "not known: days as they are written");
        all.into_iter().map(|(key, label)| Choice::new(key, label)).collect::<Vec<_>>()
    });
    let set_zone = move |key: String| {
        let Some(source) = described.get_untracked() else { return };
        let what =
            if key.is_empty() { "its time zone is not known".to_owned() } else { format!("its times are of {key}") };
        let currency = source.currency;
        state.decide(Event::MappingChanged { source: source.id, what, currency, time_zone: key });
    };
    let is_timed = has_times(&sheet.read);
    let history = {
        let id = id.clone();
        Signal::derive(move || state.library.with(|l| score_history(&l.log.state(), &id, &state.locale.read())))
    };
    let choices = CADENCES.map(|(_, key, label)| Choice::new(key, label)).to_vec();
    view! {
        <div class="choices">
            <Field label="Owner" value=owner on_commit=move |text: String| change(&|s| s.owner.clone_from(&text)) help="Who answers for it."/>
            <Field
                label="Purpose"
                value=purpose
                on_commit=move |text: String| change(&|s| s.purpose.clone_from(&text))
                help="Which decision it serves."
            />
            <Select
                label="A new one comes"
                choices=choices
                chosen=cadence
                on_choose=move |key: String| change(&|s| s.cadence = cadence_of_key(&key))
            />
            <Field
                label="Currency where the file names none"
                value=currency
                on_commit=set_currency
                help="Three letters; empty for the workspace's."
            />
            {is_timed.then(|| view! {
                <Select
                    label="Its times are of"
                    choices=zones
                    chosen=zone
                    on_choose=set_zone
                    help="Where a time does not say itself; files of its kind follow."
                />
            })}
        </div>
        <p class="muted">{history}</p>
        <Columns id=id sheet=sheet/>
    }
}

const CADENCES: [(Cadence, &str, &str); 5] = [
    (Cadence::Once, "once", "never again"),
    (Cadence::Daily, "daily", "every day"),
    (Cadence::Weekly, "weekly", "every week"),
    (Cadence::Monthly, "monthly", "every month"),
    (Cadence::Quarterly, "quarterly", "every quarter"),
];

fn cadence_key(cadence: Cadence) -> &'static str {
    CADENCES.into_iter().find(|(one, _, _)| *one == cadence).map_or("once", |(_, key, _)| key)
}

fn cadence_of_key(key: &str) -> Cadence {
    CADENCES.into_iter().find(|(_, one, _)| *one == key).map_or(Cadence::Once, |(cadence, _, _)| cadence)
}

/// What each column was taken for; another choice reads the file again.
#[component]
fn Columns(id: SourceId, sheet: Arc<SourceSheet>) -> impl IntoView {
    let state = use_state();
    let reading = sheet.read.reading.clone();
    let alternatives: Vec<&str> =
        sheet.read.alternatives.iter().map(|(platform, _)| platform_name(*platform)).collect();
    let others = (!alternatives.is_empty()).then(|| format!("It could also be {}.", alternatives.join(", ")));
    let select = reading.columns.iter().enumerate().map(|(at, column)| {
        let (id, reading) = (id.clone(), reading.clone());
        let choose = move |key: String| {
            let mut reading = reading.clone();
            if let (Some(column), Some(field)) = (reading.columns.get_mut(at), column_field_of_key(&key)) {
                column.field = field;
                state.read_otherwise(id.clone(), reading);
            }
        };
        let chosen = field_key(column.field);
        let choices: Vec<Choice> =
            field_choices(column.field).into_iter().map(|(key, label)| Choice::new(key, label)).collect();
        view! {
            <Select label=column.name.clone() choices=choices chosen=chosen on_choose=choose/>
        }
    });
    view! {
        <p class="muted">"Its columns. Another choice reads the file again, and files of its kind from now on."</p>
        <p class="muted">{others}</p>
        <div class="choices">{select.collect_view()}</div>
    }
}
