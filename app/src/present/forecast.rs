//! The Forecast page in words and numbers: the chance of the goal, the fans, the comparison, what is assumed, what would
//! have to be true, what it takes, and how good forecasts were.

mod answer;
mod assumptions;
mod comparison;
mod fans;
mod geographies;
mod goal;
mod lift;
mod record;
mod requirement;
mod spread;
mod transform;

#[cfg(test)]
pub(in crate::present) mod samples;

pub use answer::{Tile, Total, answer, goal_tiles, total_tiles};
pub use assumptions::{Assumption, Path, assumed_names, assumptions, assumptions_table, read_row, value_style};
pub use comparison::{Outlook, comparison_table};
pub use fans::{cumulative_fan, quantile_table, weekly_fan};
pub use geographies::{geography_charts, geography_table, geography_title};
pub use goal::{by_choices, course_chart, course_sentence, goal_answer, no_goal_answer};
pub use lift::{lift_answer, lift_table};
pub use record::{Scored, backtest_table, record_answer, record_sentences, record_table, scored};
pub use requirement::{requirement_sentence, requirement_table};
pub use spread::{spread_sentence, spread_table};
pub use transform::{transform_chart, transform_sentence};
