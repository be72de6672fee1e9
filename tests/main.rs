//! The tests of the whole, one module each:

/// The invariants of ARCHITECTURE.md: who may use whom.
mod architecture;
/// A brand's exports become the panel that they must add up to.
mod exports;
/// The whole loop as a person goes through it, in a real browser.
mod journeys;
/// The loop of the engine: plan, commit, reconcile on a world with known truth.
mod loop_on_the_demo;
/// Known generating values lie in the ranges that are shown.
mod recovery;
