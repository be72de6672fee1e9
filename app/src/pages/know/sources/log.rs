//! The log: who decided what, when; nothing in it is ever changed, an undoing is an entry of its own.

use crate::components::{Button, ButtonKind, Card, Field, Span, download};
use crate::present::know::{EntryWords, entries};
use crate::state::use_state;
use leptos::prelude::*;

/// The view.
#[component]
pub(super) fn LogView() -> impl IntoView {
    let state = use_state();
    let all = Memo::new(move |_| state.library.with(|library| entries(&library.log, &state.locale.read())));
    let author = RwSignal::new(state.author());
    let set_author = move |name: String| {
        state.set_author(&name);
        author.set(state.author());
    };
    // A browser that refuses a download says so itself.
    let export = move || drop(download("audit-log.csv", "text/csv", state.audit_log().as_bytes()));
    view! {
        <div class="grid">
            <Card
                title="Every decision, with its time and its author"
                subtitle="Entries are only ever added. To undo one adds another."
                span=Span::Full
                actions=move || view! { <Button kind=ButtonKind::Quiet on_press=export>"Export as CSV"</Button> }
            >
                <Field label="Your name in the log" value=author on_commit=set_author help="Kept in this browser."/>
                <ul class="findings log">{move || all.get().into_iter().map(row).collect_view()}</ul>
            </Card>
        </div>
    }
}

fn row(entry: EntryWords) -> impl IntoView {
    let state = use_state();
    let place = entry.place;
    let undone = (!entry.stands).then_some(" (undone)");
    view! {
        <li>
            <div>
                <p class="finding-message">{entry.what}{undone}</p>
                <p class="muted">{entry.who}", entry "{place + 1}</p>
            </div>
            {entry.stands.then(|| view! {
                <Button kind=ButtonKind::Quiet on_press=move || state.undo_entry(place)>"Undo"</Button>
            })}
        </li>
    }
}
