//! The page.

use app::browser::page::element;
use app::browser::panic::show_panics;
use app::pages::App;

fn main() {
    show_panics();
    if let Some(place) = element("app") {
        leptos::mount::mount_to(place, App).forget();
    }
}
