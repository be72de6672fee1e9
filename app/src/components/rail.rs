//! The places of the product, in the order of the loop: on the left, or at the foot of a narrow screen.

use leptos::prelude::*;

/// Some places under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RailGroup {
    /// The heading; none for the loop itself.
    pub heading: Option<String>,
    /// The places.
    pub items: Vec<RailItem>,
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RailItem {
    /// What is told to find the current place.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Where it is.
    pub href: String,
}

/// The rail.
#[component]
pub fn Rail(
    /// The places.
    #[prop(into)]
    groups: Signal<Vec<RailGroup>>,
    /// The key of the current place.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let item = move |item: RailItem| {
        let key = item.key.clone();
        let is_current = move || (*current.read() == key).then_some("page");
        view! { <li><a href=item.href aria-current=is_current>{item.label}</a></li> }
    };
    let group = move |group: RailGroup| {
        view! {
            <div class="rail-group">
                {group.heading.map(|heading| view! { <h2 class="rail-heading">{heading}</h2> })}
                <ul>{group.items.into_iter().map(item).collect_view()}</ul>
            </div>
        }
    };
    view! {
        <nav class="rail" aria-label="Sextant">
            <p class="rail-name">"Sextant"</p>
            {move || groups.get().into_iter().map(group).collect_view()}
        </nav>
    }
}
