//! Holidays and days of trade: what can be chosen, and what that adds to the data.

use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use engine::calendar::add_weeks;
use engine::calendar::holidays::{CalendarEvents, Country, Occasion, OccasionKind};
use engine::panel::Panel;
use jiff::civil::Date;

/// Weeks ahead in which the next day of an occasion is looked for.
const WEEKS_AHEAD: i64 = 60;

/// The countries with their codes, by name; first the choice of none.
#[must_use]
pub fn countries() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = Country::ALL.iter().map(|country| (country.code(), at_the_head(country.name()))).collect();
    all.sort_by_key(|(_, name)| *name);
    all.insert(0, ("", "No country"));
    all
}

fn at_the_head(name: &'static str) -> &'static str {
    name.strip_prefix("the ").unwrap_or(name)
}

/// What choosing the country of a code makes of the choice so far: the occasions stay, the first ones are its holidays.
#[must_use]
pub fn in_country(events: Option<&CalendarEvents>, code: &str) -> Option<CalendarEvents> {
    let country = Country::of_code(code)?;
    Some(events.map_or_else(
        || CalendarEvents::holidays_of(country),
        |events| CalendarEvents { country, kinds: events.kinds.clone() },
    ))
}

/// The choice with an occasion in it or out of it.
#[must_use]
pub fn with_occasion(events: &CalendarEvents, kind: OccasionKind, is_wanted: bool) -> CalendarEvents {
    let mut events = events.clone();
    if is_wanted {
        events.kinds.insert(kind);
    } else {
        events.kinds.remove(&kind);
    }
    events
}

/// What an occasion is called where it is chosen.
#[must_use]
pub fn occasion_label(kind: OccasionKind) -> &'static str {
    match kind {
        OccasionKind::PublicHolidays => "Public holidays",
        OccasionKind::Easter => "Easter, Friday to Monday",
        OccasionKind::ChristmasToNewYear => "24 December to 1 January",
        OccasionKind::ChristmasShopping => "Christmas shopping, 1 to 23 December",
        OccasionKind::BlackFriday => "Black Friday to Cyber Monday",
        OccasionKind::MothersDay => "The week of Mother's Day",
        OccasionKind::Valentines => "The week of Valentine's Day",
        OccasionKind::SinglesDay => "Singles' Day, 11 November",
    }
}

/// What the choice adds to the data: a line for each driver.
#[must_use]
pub fn preview(events: &CalendarEvents, panel: &Panel, locale: &Locale) -> Table {
    let row = |occasion: Occasion| {
        let days_by_week = occasion.days_by_week(panel.weeks());
        let days: f64 = days_by_week.iter().sum();
        let weeks = days_by_week.iter().filter(|days| **days > 0.0).count();
        let found = match weeks {
            0 => "none in these weeks, so it is left out".to_owned(),
            _ => format!("{} in {}", count_of(days as usize, "day"), count_of(weeks, "week")),
        };
        let next = next_day(occasion, panel.last_week()).map_or_else(|| "–".to_owned(), |day| locale.date(day));
        vec![Cell::words(occasion.name()), Cell::words(found), Cell::words(next)]
    };
    let columns = vec![Column::words("Driver"), Column::words("In your weeks"), Column::words("Next after them")];
    Table { caption: "What is added to the data".to_owned(), columns, rows: events.occasions().map(row).collect() }
}

fn next_day(occasion: Occasion, last_week: Date) -> Option<Date> {
    occasion.days(add_weeks(last_week, 1), add_weeks(last_week, WEEKS_AHEAD)).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_stand_by_name_and_are_found_by_their_code() {
        let all = countries();
        assert_eq!((all.len(), all[0], all[1].1), (28, ("", "No country"), "Australia"));
        assert!(all[1..].iter().all(|(code, _)| in_country(None, code).is_some()));
        assert_eq!(in_country(None, ""), None);
    }

    #[test]
    fn another_country_keeps_what_was_chosen() {
        let events = in_country(None, "DE").unwrap();
        let events = with_occasion(&events, OccasionKind::BlackFriday, true);
        let events = with_occasion(&events, OccasionKind::Easter, false);
        let moved = in_country(Some(&events), "US").unwrap();
        assert_eq!((moved.country, &moved.kinds), (Country::UnitedStates, &events.kinds));
    }

    #[test]
    fn the_preview_says_what_is_added_and_when_it_comes_next() {
        let panel = engine::simulate::demo(156).unwrap().panel;
        let table = preview(&in_country(None, "DE").unwrap(), &panel, &Locale::default());
        let texts: Vec<&str> = table.rows.iter().map(|row| row[1].text.as_str()).collect();
        assert_eq!(texts[1], "12 days in 6 weeks");
        assert_eq!(table.rows[1][2].text, "26 Mar 2027");
        assert_eq!(table.rows[0][0].text, "Public holidays in Germany");
    }
}
