//! A panic ends the page's program; what is left is a readable screen and a button that starts it again.

use super::page::window;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element};

/// What the screen says. Everything but the last moment has been saved by then.
const MESSAGE: &str = "Sextant stopped because of a mistake of its own. What you did until a moment ago is saved.";

/// Shows a screen with a way back wherever the program panics.
pub fn show_panics() {
    std::panic::set_hook(Box::new(|info| {
        // Without a document there is nobody to tell.
        let _ = show(info);
    }));
}

fn show(info: &PanicHookInfo<'_>) -> Option<()> {
    web_sys::console::error_1(&info.to_string().into());
    let document = window()?.document()?;
    let screen = child(&document, &document.body()?.into(), "div", "boot", "")?;
    screen.set_attribute("role", "alert").ok()?;
    child(&document, &screen, "p", "boot-message", MESSAGE)?;
    child(&document, &screen, "p", "boot-detail", &info.to_string())?;
    let again = child(&document, &screen, "button", "boot-again", "Reload")?;
    let reload = Closure::<dyn FnMut()>::new(super::page::reload);
    again.add_event_listener_with_callback("click", reload.as_ref().unchecked_ref()).ok()?;
    // It listens until the page is gone.
    reload.forget();
    if let Some(app) = document.get_element_by_id("app") {
        // What still stands there no longer answers.
        app.remove();
    }
    Some(())
}

fn child(document: &Document, parent: &Element, tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    parent.append_child(&element).ok()?;
    Some(element)
}
