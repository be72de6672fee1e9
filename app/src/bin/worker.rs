//! The web worker.

fn main() {
    app::worker::run();
}
