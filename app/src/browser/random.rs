//! Randomness from the browser, for names that must not meet; never for statistics, which use fixed seeds.

/// A random number; 0 where the browser gives none.
pub fn random_number() -> u64 {
    getrandom::u64().unwrap_or(0)
}
