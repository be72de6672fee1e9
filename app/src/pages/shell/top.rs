//! The line above every page.

use crate::components::{Badge, Button, TopLine};
use crate::present::workspace::saved_words;
use crate::state::{Theme, WorkspaceKind, use_state};
use engine::calendar::week_end;
use leptos::prelude::*;

/// Workspace, currency, last week of data, whether saved; theme and commands.
#[component]
pub(super) fn Top(
    /// Whether the commands are open.
    asks: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let facts = Signal::derive(move || {
        let last = state
            .panel
            .get()
            .map(|panel| format!("weeks to {}", state.locale.read().date(week_end(panel.last_week()))));
        let named = [state.name.get(), state.currency.get()].into_iter().filter(|fact| !fact.is_empty());
        named.chain(last).collect::<Vec<_>>()
    });
    let saved = Signal::derive(move || state.save.with(saved_words).to_owned());
    view! {
        <TopLine facts=facts saved=saved>
            <Show when=move || state.kind.get() == Some(WorkspaceKind::Demo)>
                <Badge text="Demo: a fictional brand"/>
            </Show>
            <Button on_press=move || state.set_theme(next(state.theme.get_untracked()))>
                {move || theme_name(state.theme.get())}
            </Button>
            <Button on_press=move || asks.set(true)>
                "Go to"
                <kbd aria-hidden="true">"Ctrl K"</kbd>
            </Button>
        </TopLine>
    }
}

fn next(theme: Theme) -> Theme {
    match theme {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    }
}

fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Theme: system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    }
}
