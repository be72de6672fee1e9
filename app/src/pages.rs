//! The pages, one file each. They read signals and call actions of `state`, and are built of `components` and
//! `present`; nothing else.

mod forecast;
mod home;
mod know;
mod later;
mod measure;
mod plan;
mod reconcile;
mod shell;
mod workspace;

pub use shell::App;
