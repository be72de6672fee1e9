//! The page and its web workers.
