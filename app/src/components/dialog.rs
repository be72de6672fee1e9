//! A question in front of the page, as the browser's own dialogue: it traps the keyboard and closes on Escape.

use super::help::unique_id;
use leptos::html;
use leptos::prelude::*;

/// A dialogue.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Told when it closes, by Escape too.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it asks.
    #[prop(into)]
    title: Signal<String>,
    /// Its body and its buttons.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let id = unique_id("dialog");
    let title_id = id.clone();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only where it is already open as something else; then it is visible all the same.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog node_ref=node class="dialog" aria-labelledby=id on:close=move |_| on_close.run(())>
            <h2 id=title_id>{title}</h2>
            {children()}
        </dialog>
    }
}
