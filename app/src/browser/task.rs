//! Tasks that run beside the page's own, and waiting in them.

use futures_channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
pub use wasm_bindgen_futures::spawn_local as spawn;

/// Waits.
pub async fn sleep(millis: i32) {
    let (done, waiting) = oneshot::channel();
    let call = Closure::once_into_js(move || {
        // Nobody waits any more where sending fails.
        let _ = done.send(());
    });
    if let Some(window) = super::page::window() {
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), millis);
        if timer.is_ok() {
            // The sender is gone only with the page.
            let _ = waiting.await;
        }
    }
}
