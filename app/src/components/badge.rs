//! A word that says how something stands: never by colour alone.

use leptos::prelude::*;

/// What a word says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A fact.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Short of what it should be.
    Warn,
}

impl Tone {
    /// The class of the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Good => "tone-good",
            Self::Warn => "tone-warn",
        }
    }
}

/// A badge of one or two words.
#[component]
pub fn Badge(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// How it stands.
    #[prop(into, optional)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! { <span class=move || format!("badge {}", tone.get().class())>{text}</span> }
}
