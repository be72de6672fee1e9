//! The whole loop as a person goes through it, in a real browser.
