//! A tile with one number and its range.

use super::{Badge, Span, Tone};
use leptos::prelude::*;

/// A tile.
#[component]
pub fn Figure(
    /// What the number is.
    #[prop(into)]
    label: Signal<String>,
    /// The number as text.
    #[prop(into)]
    value: Signal<String>,
    /// Its range, or what it is held against.
    #[prop(into, optional)]
    range: Signal<String>,
    /// A word on how it stands; empty for none.
    #[prop(into, optional)]
    badge: Signal<String>,
    /// How it stands.
    #[prop(into, optional)]
    tone: Signal<Tone>,
    /// Its width.
    #[prop(default = Span::Quarter)]
    span: Span,
    /// What stands below, such as a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class=format!("card figure {}", span.class())>
            <h2 class="figure-label">{label}</h2>
            <p class="figure-value">{value}</p>
            <p class="figure-range">{range}</p>
            <Show when=move || !badge.read().is_empty()>
                <p><Badge text=badge tone=tone/></p>
            </Show>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </section>
    }
}
