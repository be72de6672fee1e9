//! Checks: what looks wrong in the sources, with evidence and a repair that is written down and can be taken back.

use crate::components::{Badge, Button, ButtonKind, Card, CardContent, DataTable, Span, Tone};
use crate::present::know::{CheckWords, check_words, repairs, restated_days_table};
use crate::present::table::Table;
use crate::state::{Event, Repair, RepairId, use_state};
use leptos::prelude::*;

/// The view.
#[component]
pub(super) fn Checks() -> impl IntoView {
    let state = use_state();
    let view = move || state.library_view.get().ready().cloned();
    let found = Memo::new(move |_| view().map(|v| check_words(&v)).unwrap_or_default());
    let made = Memo::new(move |_| view().map(|v| repairs(&v)).unwrap_or_default());
    let restated: Signal<Table> =
        Signal::derive(move || view().map(|v| restated_days_table(&v, &state.locale.read())).unwrap_or_default());
    let has_restated = Memo::new(move |_| !restated.read().rows.is_empty());
    let title = Signal::derive(move || match found.read().iter().filter(|c| !c.is_accepted).count() {
        0 => "Nothing in the sources looks wrong".to_owned(),
        1 => "One thing to look at".to_owned(),
        n => format!("{n} things to look at"),
    });
    view! {
        <div class="grid">
            <Card title=title subtitle="What matters most comes first. A repair changes the copy here, never your file." span=Span::Full>
                <ul class="findings">{move || found.get().into_iter().map(row).collect_view()}</ul>
            </Card>
            <Show when=move || !made.read().is_empty()>
                <Card title="Repairs that stand" subtitle="They hold for the next file of the same kind too." span=Span::Full>
                    <ul class="findings">{move || made.get().into_iter().map(repair_row).collect_view()}</ul>
                </Card>
            </Show>
            <Show when=move || has_restated.get()>
                <Card
                    title="Days that a newer file changed"
                    subtitle="The newer file counts; what the older one said is kept beside it."
                    span=Span::Full
                    table=restated
                    content=CardContent::Table
                >
                    <DataTable table=restated/>
                </Card>
            </Show>
        </div>
    }
}

fn row(check: CheckWords) -> impl IntoView {
    let state = use_state();
    let repair = check.repair.clone();
    let (id, accept) = (check.id.clone(), check.id.clone());
    let label = check.repair_label.clone();
    let tone = if check.is_serious { Tone::Warn } else { Tone::Good };
    view! {
        <li>
            <div>
                <p class="finding-message">{check.sentence}</p>
                <p class="muted">{check.source}</p>
                <p class="muted places">{check.days}</p>
            </div>
            <div class="row">
                <Badge text=check.severity tone=tone/>
                {repair.map(|repair| {
                    let apply = move || state.decide(Event::RepairApplied { id: RepairId(id.clone()), repair: repair.clone() });
                    view! { <Button on_press=apply>{label}</Button> }
                })}
                {(!check.is_accepted).then(|| {
                    let accept = accept.clone();
                    let press = move || state.decide(Event::RepairApplied {
                        id: RepairId(format!("accept {accept}")),
                        repair: Repair::Accept(accept.clone()),
                    });
                    view! { <Button kind=ButtonKind::Quiet on_press=press>"It is as it should be"</Button> }
                })}
            </div>
        </li>
    }
}

fn repair_row((id, words): (String, String)) -> impl IntoView {
    let state = use_state();
    view! {
        <li>
            <p>{words}</p>
            <Button kind=ButtonKind::Quiet on_press=move || state.decide(Event::RepairReverted(RepairId(id.clone())))>
                "Take back"
            </Button>
        </li>
    }
}
