//! Where the person's attention is led when the screen changes: title, focus, top of the page.

use super::name;
use crate::route::Route;
use crate::state::{AppState, Opening};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Keeps the window's title, and leads the focus to the headline of each new screen.
pub(super) fn follow_route(state: AppState) {
    Effect::new(move |_| document().set_title(&title(name(state.route.get()), &state.name.get())));
    // The screen also changes when a workspace opens in place of the doors, though not when a visit begins.
    let is_open = move || match state.opening.get() {
        Opening::Loading => None,
        opening => Some(opening == Opening::Open),
    };
    Effect::new(move |before: Option<(Route, Option<bool>)>| {
        let (route, opened) = (state.route.get(), is_open());
        let (old_route, was_open) = before.unwrap_or((route, opened));
        let opened = opened.or(was_open);
        if old_route != route || was_open.is_some_and(|was_open| Some(was_open) != opened) {
            // After the new screen has been put in place.
            request_animation_frame(|| {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                focus(".headline h1");
            });
        }
        (route, opened)
    });
}

/// Leads the keyboard past the rail.
pub(super) fn skip_to_page() {
    focus("#page");
}

/// Focuses an element that is not a control, without a stop for the tabulator.
fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    element.set_tab_index(-1);
    // Only an element that has just been removed refuses the focus; the next screen then takes it.
    drop(element.focus());
}

fn title(screen: &str, workspace: &str) -> String {
    if workspace.is_empty() { "Sextant".to_owned() } else { format!("{screen} · {workspace} · Sextant") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_screen_and_workspace() {
        assert_eq!(title("Plan", "Alder & Finch"), "Plan · Alder & Finch · Sextant");
        assert_eq!(title("Home", ""), "Sextant");
    }
}
