//! Name, currency, colours, and the way to the other workspace.

use crate::components::{Button, Card, Choice, Field, Select, Span};
use crate::present::workspace::currencies;
use crate::route::Route;
use crate::state::{AppState, Theme, WorkspaceKind, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub(super) fn Settings() -> impl IntoView {
    let state = use_state();
    let offered = Signal::derive(move || {
        let codes = currencies(&state.currency.read());
        codes.into_iter().map(|code| Choice::new(code.clone(), code)).collect::<Vec<_>>()
    });
    let theme = Signal::derive(move || state.theme.get().name().to_owned());
    view! {
        <Card
            title="Settings"
            subtitle="They change how things are shown, never the numbers behind them."
            span=Span::Half
        >
            <Field label="Name" value=state.name on_commit=move |name: String| rename(state, &name)/>
            <Select
                label="Currency"
                choices=offered
                chosen=state.currency
                on_choose=move |code: String| state.set_currency(&code)
                help="The currency of all money in your file; amounts are not converted."
            />
            <Select
                label="Colours"
                choices=Signal::stored(themes())
                chosen=theme
                on_choose=move |name: String| state.set_theme(Theme::named(&name))
            />
            <div class="row"><OtherWorkspace/></div>
        </Card>
    }
}

/// An empty name is no name: the old one stays.
fn rename(state: AppState, name: &str) {
    if !name.trim().is_empty() {
        state.rename(name.trim());
    }
}

fn themes() -> Vec<Choice> {
    let label = |theme: Theme| match theme {
        Theme::System => "As the system",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    };
    Theme::ALL.map(|theme| Choice::new(theme.name(), label(theme))).to_vec()
}

#[component]
fn OtherWorkspace() -> impl IntoView {
    let state = use_state();
    let switch = move || {
        match state.kind.get_untracked() {
            Some(WorkspaceKind::Demo) => state.start_own(),
            Some(WorkspaceKind::Own) | None => state.open_demo(),
        }
        state.go_to(Route::Home);
    };
    let label = move || match state.kind.get() {
        Some(WorkspaceKind::Demo) => "Go to your own workspace",
        Some(WorkspaceKind::Own) | None => "Go to the demo",
    };
    view! { <Button on_press=switch>{label}</Button> }
}
