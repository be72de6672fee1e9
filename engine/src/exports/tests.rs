//! Samples of exports with their quirks, and what they add up to.
