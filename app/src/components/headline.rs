//! The head of a page: the answer as a full sentence, its range underneath.

use leptos::prelude::*;

/// The page's answer.
#[component]
pub fn Headline(
    /// The answer, a full sentence.
    #[prop(into)]
    answer: Signal<String>,
    /// Its range, or the one thing to do.
    #[prop(into, optional)]
    range: Signal<String>,
) -> impl IntoView {
    view! {
        <header class="headline">
            <h1>{answer}</h1>
            <Show when=move || !range.read().is_empty()>
                <p>{range}</p>
            </Show>
        </header>
    }
}
