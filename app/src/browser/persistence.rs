//! Asking the browser not to clear what is kept, and how much room there is.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// Asks the browser to keep the data until the user erases them; whether it agreed.
pub async fn ask_to_persist() -> bool {
    let Some(Ok(promise)) = manager().map(|manager| manager.persist()) else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}

/// How many bytes are still free for this site; none where the browser does not say.
pub async fn free_bytes() -> Option<f64> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = estimate.unchecked_into();
    Some(estimate.get_quota()? - estimate.get_usage()?)
}

/// How many bytes this site keeps; none where the browser does not say.
pub async fn used_bytes() -> Option<f64> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    estimate.unchecked_into::<StorageEstimate>().get_usage()
}

/// Missing in insecure contexts.
fn manager() -> Option<StorageManager> {
    let navigator = super::page::window()?.navigator();
    let present = Reflect::get(&navigator, &JsValue::from_str("storage")).is_ok_and(|storage| storage.is_object());
    present.then(|| navigator.storage())
}
