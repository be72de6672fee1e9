//! From the rows of a platform's export to facts: what was spent, shown, sold or charged, when, under which name.
//!
//! ```text
//! first rows --recognise--> Reading (the user may change it) --extract, row by row--> Fact --add--> Tally
//! ```

mod fact;
mod tally;

pub use fact::{Amount, Fact, Measure, Platform, Subject};
pub use tally::{Line, Tally};
