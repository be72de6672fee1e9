//! Worlds with known truth: the demo, and the tests of everything that is estimated.

mod demo;
mod random_world;
mod regional_world;
mod world;

pub use demo::{DEMO_BRAND, DEMO_CURRENCY, DEMO_WEEKS, demo, demo_next_weeks};
pub use random_world::random_world;
pub use regional_world::{RegionalWorld, regional_world};
pub use world::{ChannelTruth, Simulated, Truth, World, WorldChannel, WorldDriver};
