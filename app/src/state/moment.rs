//! When something happened: the instant, and the day that it was for the user.

use jiff::civil::Date;

/// An instant and the user's day at that instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since 1 January 1970, UTC.
    pub unix_millis: i64,
    /// The day on the user's calendar.
    pub day: Date,
}

impl Moment {
    /// Now.
    pub fn now() -> Self {
        Self { unix_millis: crate::browser::time::now_millis() as i64, day: crate::browser::time::today() }
    }

    /// Seconds from then to now.
    pub fn seconds_ago(&self) -> f64 {
        (crate::browser::time::now_millis() - self.unix_millis as f64) / 1000.0
    }
}
