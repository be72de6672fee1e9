//! Small settings that are needed before anything else: texts by name, kept for the tab or for all tabs.
//!
//! In browsers that refuse storage (private windows, foreign frames) nothing is kept and nothing fails.

use web_sys::Storage;

/// For how long, and for whom, a setting is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For this tab, until it is closed; a reload keeps it.
    Tab,
    /// For all tabs.
    Machine,
}

/// The setting of that name.
pub fn read(keep: Keep, name: &str) -> Option<String> {
    storage(keep)?.get_item(name).ok()?
}

/// Keeps a setting.
pub fn write(keep: Keep, name: &str, value: &str) {
    if let Some(storage) = storage(keep) {
        // A setting that cannot be kept is not worth a message.
        drop(storage.set_item(name, value));
    }
}

/// Forgets a setting.
pub fn remove(keep: Keep, name: &str) {
    if let Some(storage) = storage(keep) {
        drop(storage.remove_item(name));
    }
}

fn storage(keep: Keep) -> Option<Storage> {
    let window = super::page::window()?;
    match keep {
        Keep::Tab => window.session_storage(),
        Keep::Machine => window.local_storage(),
    }
    .ok()?
}
