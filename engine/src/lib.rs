//! Sextant's statistics.
