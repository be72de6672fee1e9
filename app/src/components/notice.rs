//! What the person has to know: what is the case, why, and what to do about it.

use leptos::prelude::*;

/// How much it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Information,
    /// Numbers below are to be read with care.
    Warning,
    /// Something did not work.
    Error,
}

impl NoticeKind {
    fn class(self) -> &'static str {
        match self {
            Self::Information => "notice",
            Self::Warning => "notice warning",
            Self::Error => "notice error",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Information => "Note: ",
            Self::Warning => "Take care: ",
            Self::Error => "Did not work: ",
        }
    }

    fn role(self) -> &'static str {
        if self == Self::Error { "alert" } else { "status" }
    }
}

/// A notice.
#[component]
pub fn Notice(
    /// How much it matters.
    #[prop(optional)]
    kind: NoticeKind,
    /// What is the case.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(into, optional)]
    what_to_do: Signal<String>,
    /// A button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=kind.class() role=kind.role()>
            <p class="notice-title"><span class="visually-hidden">{kind.word()}</span>{title}</p>
            <Show when=move || !what_to_do.read().is_empty()>
                <p>{what_to_do}</p>
            </Show>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
