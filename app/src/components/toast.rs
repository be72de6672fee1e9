//! What was just done, with a way back: undo instead of "are you sure".

use super::{Button, ButtonKind};
use leptos::prelude::*;

/// A bar at the foot of the page while there is something to say.
#[component]
pub fn Toast(
    /// What was done; empty for nothing.
    #[prop(into)]
    message: Signal<String>,
    /// Takes it back.
    #[prop(into, optional)]
    on_undo: Option<Callback<()>>,
    /// Puts the bar away.
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let bar = move || {
        view! {
            <div class="toast">
                <span>{message}</span>
                {on_undo.map(|undo| view! { <Button on_press=undo>"Undo"</Button> })}
                <Button kind=ButtonKind::Quiet on_press=on_dismiss>"Close"</Button>
            </div>
        }
    };
    view! { <div role="status" class="toast-place"><Show when=move || !message.read().is_empty()>{bar()}</Show></div> }
}
