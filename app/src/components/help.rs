//! A term with its one-sentence help, for mouse, touch, keyboard and screen readers.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

static NEXT_ID: AtomicUsize = AtomicUsize::new(0);

/// A name for an element that no other element has.
pub(super) fn unique_id(kind: &str) -> String {
    format!("{kind}-{}", NEXT_ID.fetch_add(1, Ordering::Relaxed))
}

/// A term that explains itself when pressed.
#[component]
pub fn Help(
    /// The term.
    #[prop(into)]
    term: Signal<String>,
    /// What it means, in one sentence.
    #[prop(into)]
    sentence: Signal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let id = unique_id("help");
    let press = move |_: MouseEvent| open.update(|open| *open = !*open);
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    view! {
        <span class="help" on:keydown=keys on:focusout=move |_| open.set(false)>
            <button
                type="button"
                class="help-term"
                aria-expanded=move || open.get().to_string()
                aria-controls=id.clone()
                on:click=press
            >
                {term}
            </button>
            <span id=id role="status" class="help-text" class:open=open>
                {move || open.get().then(|| sentence.get())}
            </span>
        </span>
    }
}
