//! The page and its web workers.

pub mod components;
pub mod present;
pub mod route;
pub mod state;
