//! Shared fixtures of the test crate.
