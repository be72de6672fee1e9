//! The Reconcile page in words and numbers: what came in, the bridge whose steps add up as shown, flags, errors.

mod answer;
mod bridge;
mod causes;
mod errors;
mod flagged;
mod ledger;

#[cfg(test)]
pub(in crate::present) mod samples;

pub use answer::answer;
pub use bridge::{bridge_table, waterfall};
pub use causes::{Happened, Told, told};
pub use errors::{Errors, errors, errors_words};
pub use flagged::{flags_sentence, flags_table, weekly_chart};
pub use ledger::{GoalSoFar, awaited, awaited_sentence, goal_so_far, ledger_entry, ledger_table, waiting_answer};
