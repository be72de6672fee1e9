//! The browser, as far as the page needs it: thin wrappers, each in a file of its own, that know nothing of Sextant.

pub mod channel;
pub mod file_bytes;
pub mod files;
pub mod locale;
pub mod locks;
pub mod page;
pub mod panic;
pub mod persistence;
pub mod settings;
pub mod task;
pub mod time;
