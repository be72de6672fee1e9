//! The clock and the calendar of the user.

use jiff::civil::Date;

/// Milliseconds since 1 January 1970, UTC.
pub fn now_millis() -> f64 {
    js_sys::Date::now()
}

/// The day on the user's calendar.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i16::try_from(now.get_full_year()).unwrap_or(1970);
    let month = i8::try_from(now.get_month() + 1).unwrap_or(1);
    let day = i8::try_from(now.get_date()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or_default()
}
