//! The line above every page: which workspace, which money, how fresh, whether saved.

use leptos::prelude::*;

/// The line.
#[component]
pub fn TopLine(
    /// Facts, the workspace's name first.
    #[prop(into)]
    facts: Signal<Vec<String>>,
    /// Whether what is on the screen is saved, in words.
    #[prop(into)]
    saved: Signal<String>,
    /// Buttons at the right end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let facts = move || facts.get().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    view! {
        <div class="top-line">
            <ul class="facts">{facts}</ul>
            <div class="top-actions">
                <span class="muted" role="status">{saved}</span>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
