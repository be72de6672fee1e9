//! Worlds with known truth: the demo, and the tests of everything that is estimated.

mod demo;
mod formed_world;
mod kinds_world;
mod oracle;
mod random_world;
mod regional_world;
mod wandering_world;
mod world;

pub use demo::{DEMO_BRAND, DEMO_CURRENCY, DEMO_WEEKS, demo, demo_next_weeks};
pub use formed_world::formed_world;
pub use kinds_world::kinds_world;
pub use oracle::oracle_spec;
pub use random_world::random_world;
pub use regional_world::{RegionalWorld, formed_regional_world, regional_world};
pub use wandering_world::wandering_world;
pub use world::{ChannelTruth, Simulated, Truth, World, WorldChannel, WorldDriver};
