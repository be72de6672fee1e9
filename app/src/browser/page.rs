//! The page itself: its head, its address, its root element, the machine under it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, HtmlMetaElement, Window};

/// The window; none in a worker.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The content of the head's `meta` element of that name.
pub fn meta_content(name: &str) -> Option<String> {
    let found = window()?.document()?.query_selector(&format!("meta[name=\"{name}\"]")).ok()??;
    Some(found.dyn_into::<HtmlMetaElement>().ok()?.content()).filter(|content| !content.is_empty())
}

/// How many threads the machine has; 2 where the browser does not say.
pub fn hardware_threads() -> usize {
    let threads = window().map_or(0.0, |window| window.navigator().hardware_concurrency());
    if threads >= 1.0 { threads as usize } else { 2 }
}

/// The path under which the page is served: several pages of one origin keep their data apart by it.
pub fn path() -> String {
    let path = window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    path.trim_end_matches("index.html").to_owned()
}

/// The address's fragment, with its `#`.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Changes the address's fragment, which the browser tells to [`on_fragment`].
pub fn set_fragment(fragment: &str) {
    if let Some(window) = window() {
        // Refused only in a document that is going away.
        drop(window.location().set_hash(fragment));
    }
}

/// Calls back whenever the fragment changes, as long as the page lives.
pub fn on_fragment(mut changed: impl FnMut(String) + 'static) {
    listen("hashchange", move || changed(fragment()));
}

/// Calls back whenever the page is hidden or left, as long as it lives: the last moment in which something is kept.
pub fn on_leaving(leaving: impl Fn() + Clone + 'static) {
    let hidden = leaving.clone();
    listen_on_document("visibilitychange", move || {
        let document = window().and_then(|window| window.document());
        if document.is_some_and(|document| document.hidden()) {
            hidden();
        }
    });
    listen("pagehide", leaving);
}

/// The element of that id.
pub fn element(id: &str) -> Option<HtmlElement> {
    window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Sets or removes an attribute of the page's root element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if let Some(root) = root {
        // Refused only for a name that no attribute can have.
        drop(match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        });
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        // Refused only in a document that is going away.
        drop(window.location().reload());
    }
}

fn listen(event: &str, call: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(call);
    if let Some(window) = window() {
        drop(window.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    }
    // It listens as long as the page lives.
    closure.forget();
}

fn listen_on_document(event: &str, call: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(call);
    if let Some(document) = window().and_then(|window| window.document()) {
        drop(document.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    }
    // It listens as long as the page lives.
    closure.forget();
}
