//! The page and its web workers.

pub mod browser;
pub mod components;
pub mod pages;
pub mod present;
pub mod route;
pub mod state;
pub mod storage;
pub mod worker;
