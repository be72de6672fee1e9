//! The workspace screen: name, money, colours; taking it along; privacy; erasing; histories.

mod histories;
mod keeping;
mod privacy;
mod settings;

use crate::components::{Grid, Headline, Span};
use crate::state::{WorkspaceKind, use_state};
use histories::Histories;
use keeping::{Erase, Keeping};
use leptos::prelude::*;
use privacy::Privacy;
use settings::Settings;

/// The workspace screen.
#[component]
pub(super) fn WorkspacePage() -> impl IntoView {
    let state = use_state();
    let answer = Signal::derive(move || match state.name.get() {
        name if name.is_empty() => "No workspace is open".to_owned(),
        name => format!("{name} is kept on this device, and nowhere else"),
    });
    let below = Signal::derive(move || match state.kind.get() {
        Some(WorkspaceKind::Demo) => "This is the demo, a fictional brand in a workspace of its own.".to_owned(),
        Some(WorkspaceKind::Own) => "Export it to take it along or to keep a copy.".to_owned(),
        None => "Open the demo, start with your data, or import a workspace that was exported before.".to_owned(),
    });
    view! {
        <Headline answer=answer range=below/>
        <Grid>
            <Show when=move || state.kind.get().is_some() fallback=|| view! { <Keeping span=Span::Full/> }>
                <Settings/>
                <Keeping span=Span::Half/>
            </Show>
            <Privacy/>
            <Erase/>
            <Show when=move || state.kind.get().is_some()><Histories/></Show>
        </Grid>
        <p class="assurance">"Sextant "{env!("CARGO_PKG_VERSION")}". Each fit keeps the version that made it."</p>
    }
}
