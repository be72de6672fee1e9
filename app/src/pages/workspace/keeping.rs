//! Taking the workspace along, bringing one back, and erasing everything.

use crate::components::{Button, ButtonKind, Card, Dialog, DropZone, Span};
use crate::present::workspace::bytes;
use crate::state::{AppState, storage_used, use_state};
use leptos::prelude::*;
use leptos::web_sys::File;

/// Export and import.
#[component]
pub(super) fn Keeping(
    /// The card's width.
    span: Span,
) -> impl IntoView {
    let state = use_state();
    let used = storage_used();
    let used = move || {
        let words = |count| {
            format!("{} of this browser's storage are taken, the program included.", bytes(&state.locale.read(), count))
        };
        used.get().map(words)
    };
    let import = move |files: Vec<File>| files.into_iter().take(1).for_each(|file| state.import_workspace(file));
    view! {
        <Card title="Take it along" subtitle="One file holds everything: data, model, fits, plans, ledger." span=span>
            <Show when=move || state.kind.get().is_some()>
                <Button on_press=move || state.export_workspace()>"Export the workspace"</Button>
            </Show>
            <DropZone
                label="Import a workspace file"
                help="It replaces the workspace of its kind, which can be undone. A damaged file changes nothing."
                on_files=import
            />
            <p class="muted">{used}</p>
        </Card>
    }
}

/// Erases everything, after a question: it is the one thing that cannot be undone.
#[component]
pub(super) fn Erase() -> impl IntoView {
    let state = use_state();
    let asks = RwSignal::new(false);
    view! {
        <Card
            title="Erase everything"
            subtitle="Both workspaces, the demo's and yours, and all settings on this device."
            span=Span::Third
        >
            <Button on_press=move || asks.set(true)>"Erase everything…"</Button>
            <Dialog open=asks on_close=move || asks.set(false) title="Erase everything on this device?">
                <p>
                    "Data, models, fits, plans and the ledger of both workspaces are deleted. This cannot be undone, and
                    nobody has a copy unless you exported one."
                </p>
                <div class="row">
                    <Button kind=ButtonKind::Primary on_press=move || asks.set(false)>"Keep everything"</Button>
                    <Show when=move || state.kind.get().is_some()>
                        <Button on_press=move || state.export_workspace()>"Export first"</Button>
                    </Show>
                    <Button on_press=move || erase(state, asks)>"Erase everything"</Button>
                </div>
            </Dialog>
        </Card>
    }
}

fn erase(state: AppState, asks: RwSignal<bool>) {
    asks.set(false);
    state.erase_everything();
}
