//! When something happened: the instant, and the day that it was for the user.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An instant and the user's day at that instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1 January 1970, UTC.
    pub unix_millis: i64,
    /// The day on the user's calendar.
    pub day: Date,
}
