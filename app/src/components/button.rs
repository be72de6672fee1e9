//! Buttons do something; links lead somewhere. They look alike where they stand together.

use leptos::prelude::*;

/// How much a button asks for attention; one primary button a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one next step.
    Primary,
    /// Another step.
    #[default]
    Secondary,
    /// A small thing in a footer.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Quiet => "quiet",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether it can be pressed.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// What it is called.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() disabled=disabled on:click=move |_| on_press.run(())>
            {children()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it is called.
    children: Children,
) -> impl IntoView {
    view! { <a class=kind.class() href=href>{children()}</a> }
}
