//! How much of the browser's storage is taken.

use crate::browser::{persistence, task};
use leptos::prelude::*;

/// The bytes that this site keeps in the browser; none before they are counted and where the browser does not say.
pub fn storage_used() -> Signal<Option<f64>> {
    let used = RwSignal::new(None);
    task::spawn(async move {
        let counted = persistence::used_bytes().await;
        // The screen that asked may be gone.
        let _ = used.try_set(counted);
    });
    used.into()
}
