//! A place with nothing in it yet: what will stand here, and how to begin.

use leptos::prelude::*;

/// An empty place.
#[component]
pub fn EmptyState(
    /// What will stand here.
    #[prop(into)]
    title: Signal<String>,
    /// How to begin.
    #[prop(into)]
    text: Signal<String>,
    /// Buttons to begin with.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
