//! Work that takes its time: what, how far, how long still, and a way to stop it.

use super::{Button, ButtonKind};
use leptos::prelude::*;

/// A bar.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// How much of it is done, 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
    /// How long it will still take, in words; empty while not known.
    #[prop(into, optional)]
    time_left: Signal<String>,
    /// Stops it.
    #[prop(into, optional)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let done = Memo::new(move |_| (share.get().clamp(0.0, 1.0) * 100.0).round() as u32);
    view! {
        <div class="progress">
            <div class="progress-words">
                <span>{label}</span>
                <span class="muted">{move || format!("{}\u{a0}%", done.get())}" "{time_left}</span>
            </div>
            <div
                class="progress-track"
                role="progressbar"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || done.get().to_string()
            >
                <div class="progress-bar" style:width=move || format!("{}%", done.get())></div>
            </div>
            {on_cancel.map(|stop| view! { <Button kind=ButtonKind::Quiet on_press=stop>"Stop"</Button> })}
        </div>
    }
}
