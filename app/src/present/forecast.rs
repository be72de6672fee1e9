//! The Forecast page in words and numbers: the chance of the goal, the fans, the comparison, what is assumed.

mod answer;
mod assumptions;
mod comparison;
mod fans;

#[cfg(test)]
pub(in crate::present) mod samples;

pub use answer::{Tile, Total, answer, goal_tiles, total_tiles};
pub use assumptions::{Assumption, assumed_names, assumptions, assumptions_table, value_style};
pub use comparison::{Outlook, comparison_table};
pub use fans::{cumulative_fan, quantile_table, weekly_fan};
