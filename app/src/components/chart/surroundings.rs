//! What a chart has to be drawn anew for: its width, the theme, the device's pixel ratio.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{MediaQueryList, MutationObserver, MutationObserverInit, ResizeObserver};

/// The width of an element's content in CSS pixels, 0 until it is known.
pub fn watch_width(frame: NodeRef<html::Div>) -> ReadSignal<f64> {
    let (width, set_width) = signal(0.0);
    Effect::new(move |_| {
        let Some(frame) = frame.get() else { return };
        let measured = frame.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            let now = f64::from(measured.client_width());
            if width.try_get_untracked().is_some_and(|before: f64| (before - now).abs() >= 1.0) {
                set_width.set(now);
            }
        });
        if let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&frame);
            let kept = StoredValue::new_local((observer, measure));
            on_cleanup(move || {
                let _ = kept.try_with_value(|(observer, _)| observer.disconnect());
            });
        }
    });
    width
}

/// Theme and pixel ratio.
#[derive(Clone, Copy)]
pub struct Surroundings {
    changes: RwSignal<u32>,
}

impl Surroundings {
    /// Begins to watch.
    pub fn watch() -> Self {
        let changes = RwSignal::new(0);
        watch_system_theme(changes);
        watch_chosen_theme(changes);
        // Zooming, and moving to another screen, resize the window.
        let ratio = StoredValue::new(window().device_pixel_ratio());
        let resized = window_event_listener(leptos::ev::resize, move |_| {
            let now = window().device_pixel_ratio();
            if ratio.try_get_value().is_some_and(|before| before != now) {
                ratio.set_value(now);
                changes.update(|count| *count += 1);
            }
        });
        on_cleanup(move || resized.remove());
        Self { changes }
    }

    /// Runs the effect around it anew at every change.
    pub fn track(self) {
        self.changes.track();
    }
}

fn noticed(changes: RwSignal<u32>) -> Closure<dyn FnMut()> {
    Closure::new(move || {
        let _ = changes.try_update(|count| *count += 1);
    })
}

fn watch_system_theme(changes: RwSignal<u32>) {
    let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") else { return };
    let notice = noticed(changes);
    query.set_onchange(Some(notice.as_ref().unchecked_ref()));
    let kept: StoredValue<(MediaQueryList, _), LocalStorage> = StoredValue::new_local((query, notice));
    on_cleanup(move || {
        let _ = kept.try_with_value(|(query, _)| query.set_onchange(None));
    });
}

/// The theme that the person chose stands in an attribute of the page.
fn watch_chosen_theme(changes: RwSignal<u32>) {
    let notice = noticed(changes);
    let Ok(observer) = MutationObserver::new(notice.as_ref().unchecked_ref()) else { return };
    let options = MutationObserverInit::new();
    options.set_attributes(true);
    if let Some(root) = document().document_element() {
        // Refused only for options that contradict each other.
        drop(observer.observe_with_options(&root, &options));
    }
    let kept = StoredValue::new_local((observer, notice));
    on_cleanup(move || {
        let _ = kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}
