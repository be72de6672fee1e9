//! Where the person's attention is led when the screen changes: title, focus, top of the page.

use super::name;
use crate::state::AppState;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Keeps the window's title, and leads the focus to the headline of each new screen.
pub(super) fn follow_route(state: AppState) {
    Effect::new(move |_| document().set_title(&title(name(state.route.get()), &state.name.get())));
    Effect::new(move |before: Option<_>| {
        let route = state.route.get();
        if before.is_some_and(|before| before != route) {
            // After the new screen has been put in place.
            request_animation_frame(|| {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                focus(".headline h1");
            });
        }
        route
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
