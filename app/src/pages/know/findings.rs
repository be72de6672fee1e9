//! What was found in the file: what to settle, what was repaired, what is worth knowing.

use crate::components::{Badge, Card, Span, Toggle, Tone};
use crate::present::know::{FindingKind, FindingWords, finding_group};
use crate::state::{FindingId, RepairChoice, use_state};
use leptos::prelude::*;

/// One card for each kind of finding that there is.
#[component]
pub(super) fn Findings() -> impl IntoView {
    FindingKind::ALL.map(|kind| view! { <Group kind=kind/> }).collect_view()
}

#[component]
fn Group(kind: FindingKind) -> impl IntoView {
    let state = use_state();
    let group = Memo::new(move |_| finding_group(&state.findings.read(), kind));
    let found = Memo::new(move |_| group.get().map(|group| group.findings).unwrap_or_default());
    let ids = Memo::new(move |_| found.read().iter().map(|finding| finding.id).collect::<Vec<_>>());
    let title = Signal::derive(move || group.get().map(|group| group.title).unwrap_or_default());
    let advice = Signal::derive(move || group.get().map(|group| group.advice.to_owned()).unwrap_or_default());
    view! {
        <Show when=move || !ids.read().is_empty()>
            <Card title=title subtitle=advice span=Span::Full>
                <ul class="findings">
                    <For
                        each=move || ids.get()
                        key=|id| *id
                        children=move |id| view! { <FindingRow id=id found=found/> }
                    />
                </ul>
            </Card>
        </Show>
    }
}

#[component]
fn FindingRow(id: FindingId, found: Memo<Vec<FindingWords>>) -> impl IntoView {
    let finding = Memo::new(move |_| found.read().iter().find(|finding| finding.id == id).cloned());
    let repair = Memo::new(move |_| finding.get().and_then(|finding| finding.repair));
    let text = move |read: fn(FindingWords) -> String| move || finding.get().map(read);
    view! {
        <li>
            <div>
                <p class="finding-message">{text(|finding| finding.message)}</p>
                <p class="muted">{text(|finding| finding.advice)}</p>
                <p class="muted places">{text(|finding| finding.places)}</p>
            </div>
            {move || repair.get().is_some().then(|| view! { <RepairSwitch id=id repair=repair/> })}
        </li>
    }
}

#[component]
fn RepairSwitch(id: FindingId, repair: Memo<Option<bool>>) -> impl IntoView {
    let state = use_state();
    let on = Signal::derive(move || repair.get() == Some(true));
    let change = move |on: bool| {
        state.choose_repair(id, if on { RepairChoice::Make } else { RepairChoice::Refuse });
    };
    view! {
        <div class="repair">
            <Toggle label="Repair" on=on on_change=change/>
            <Show when=move || !on.get()><Badge text="in the way" tone=Tone::Warn/></Show>
        </div>
    }
}
