//! From the rows of a platform's export to facts: what was spent, shown, sold or charged, when, under which name.
//!
//! ```text
//! first rows --recognise--> Reading (the user may change it) --extract, row by row--> Fact --add--> Tally
//! ```

mod amounts;
mod bands;
mod clock;
mod currency;
mod cut;
mod days;
mod extract;
mod fact;
mod head;
mod lines;
mod mix;
mod personal;
mod reading;
mod recognise;
mod report;
mod seats;
mod synonyms;
mod tally;
mod title;
mod understand;
mod zone;

#[cfg(test)]
mod test_rows;
#[cfg(test)]
mod tests;

pub use clock::Clock;
pub use currency::CurrencyCode;
pub use extract::{Extraction, Extractor, Finished, extract};
pub use fact::{Amount, Fact, Measure, Platform, Subject};
pub use head::Head;
pub use lines::{Line, LineRef, Lines, Sums};
pub use personal::Personal;
pub use reading::{Field, Period, ReadColumn, Reading, RowKind, Scale, Statuses, Times, Why};
pub use recognise::{Note, Recognition, SURE, recognise, recognise_as, recognise_with};
pub use report::{Fault, Issue, Report, Sample, Skip, Skipped, StatedTotal};
pub use tally::{SumTooLarge, Tally, Tallying};
pub use zone::Zone;
