//! Days of a time zone: a tally of quarters of an hour cut into days, as people at one place count them.
//!
//! ```text
//! day and time as written - offset (of the cell, else of the source's zone) = moment
//! moment + offset of the zone in which days are counted there and then      = day
//! ```
//!
//! Where nothing says how far a time is from UTC, or no zone was chosen to count days in, a day is the day as written.
//! Sums are moved whole, so that no total changes.

use super::clock::Clock;
use super::fact::{Amount, Measure};
use super::lines::{LineRef, Lines};
use super::tally::Tally;
use super::zone::{Clocks, Zone, moment_at};
use jiff::civil::Date;

/// From days as written to days as counted.
struct Cut {
    written: Option<Clocks>,
    counted: Option<Clocks>,
}

impl Tally {
    /// Whether its lines are finer than days.
    pub fn has_times(&self) -> bool {
        !(self.clocks.is_empty() && self.repeat_clocks.is_empty())
    }

    /// The tally in days of the zone `counted`, its times being those of the zone `written` where they do not say.
    #[must_use]
    pub fn in_days(&self, written: Option<Zone>, counted: Option<Zone>) -> Self {
        let mut cut = Cut { written: written.map(Zone::clocks), counted: counted.map(Zone::clocks) };
        Self {
            subjects: self.subjects.clone(),
            currencies: self.currencies.clone(),
            lines: cut.lines(&self.lines, &self.clocks),
            repeats: cut.lines(&self.repeats, &self.repeat_clocks),
            clocks: vec![],
            repeat_clocks: vec![],
        }
    }
}

/// What lines of one day have in common.
type Key = (Date, Date, u32, Option<u16>);

impl Cut {
    /// The day on which something was, as counted; as written where that is not known.
    fn day(&mut self, day: Date, clock: Clock) -> Date {
        self.counted_day(day, clock).unwrap_or(day)
    }

    fn counted_day(&mut self, day: Date, clock: Clock) -> Option<Date> {
        let (counted, (hour, minute)) = (self.counted.as_mut()?, clock.shown()?);
        let shown = day.at(hour, minute, 0, 0);
        let moment = match clock.offset() {
            Some(offset) => moment_at(shown, offset),
            None => self.written.as_mut()?.moment(shown),
        };
        Some(counted.day(moment?))
    }

    /// Lines of one day each, sorted.
    fn lines(&mut self, lines: &Lines, clocks: &[Clock]) -> Lines {
        let key = |(place, line): (usize, LineRef<'_>)| {
            let clock = clocks.get(place).copied().unwrap_or_default();
            let from = self.day(line.from, clock);
            let to = if line.to == line.from { from } else { line.to };
            ((from, to, line.subject, line.currency), place)
        };
        let mut order: Vec<(Key, usize)> = lines.iter().enumerate().map(key).collect();
        order.sort_unstable();
        let mut all = Lines::default();
        for same in order.chunk_by(|a, b| a.0 == b.0) {
            add_up(lines, same, &mut all);
        }
        all
    }
}

/// Adds the lines of one key as one.
fn add_up(lines: &Lines, same: &[(Key, usize)], all: &mut Lines) {
    let Some(&((from, to, subject, currency), _)) = same.first() else { return };
    let mut sums: Vec<(Measure, Amount)> = vec![];
    let mut rows = (u32::MAX, 0, 0_u32);
    for line in same.iter().filter_map(|(_, place)| lines.get(*place)) {
        rows = (rows.0.min(line.rows.0), rows.1.max(line.rows.1), rows.2.saturating_add(line.rows.2));
        for (measure, amount) in line.amounts.iter() {
            match sums.iter_mut().find(|(known, _)| *known == measure) {
                Some((_, sum)) => sum.0 = sum.0.saturating_add(amount.0),
                None => sums.push((measure, amount)),
            }
        }
    }
    sums.sort_unstable();
    all.push(LineRef::bare((from, to), subject, currency, rows), sums);
}

#[cfg(test)]
mod tests {
    use super::super::test_rows::{read, sheet};
    use super::super::{Fact, Subject};
    use super::*;
    use crate::exports::Times;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// The days of one row's amount, in the zones of the source and of the workspace.
    fn check(cell: &str, written: &str, counted: &str, day: Date) {
        let other = "2020-06-15 11:45:00 +0000";
        let text = format!("Order,Created at,Revenue\n1,{cell},10\n2,{other},5\n3,{cell},7\n");
        let (_, extraction) = read(&sheet("orders.csv", &text));
        let tally = &extraction.tally;
        assert!(tally.has_times(), "{cell}: {:#?}", extraction.reading);
        let days = tally.in_days(Zone::named(written), Zone::named(counted));
        let found: Vec<Date> = days.lines.iter().map(|line| line.from).filter(|day| day.year() > 2020).collect();
        assert_eq!(found, [day], "{cell} from {written} in {counted}");
        assert_eq!(days.total(Measure::Revenue), Amount(22 * Amount::UNIT));
    }

    #[test]
    fn the_day_is_the_one_in_the_chosen_zone() {
        let (march, april) = (date(2024, 3, 31), date(2024, 4, 1));
        check("2024-03-31T23:30:00Z", "", "", march);
        check("2024-03-31T23:30:00Z", "", "UTC", march);
        check("2024-03-31T23:30:00Z", "", "Europe/Berlin", april);
        check("2024-03-31 23:30:00 -0500", "", "", march);
        check("2024-03-31 23:30:00 -0500", "", "UTC", april);
        check("2024-03-31 23:30:00 -0500", "", "America/New_York", april);
        check("2024-04-01T00:30:00+02:00", "", "UTC", march);
        check("2024-04-01T00:30:00+02:00", "", "Asia/Kolkata", april);
        // A local time is read in the source's zone, and left alone where that is not known.
        check("2024-03-31 23:30:00", "UTC", "Europe/Berlin", april);
        check("2024-03-31 23:30:00", "", "Europe/Berlin", march);
        check("2024-03-31 20:30:00", "America/New_York", "Europe/Berlin", april);
        check("2024-03-31 17:59:00", "America/New_York", "Europe/Berlin", march);
        // 1711927800 is 2024-03-31T23:30:00Z.
        for cell in ["1711927800", "1711927800000", "1711927800000000"] {
            check(cell, "", "", march);
            check(cell, "", "Europe/Berlin", april);
            check(cell, "", "America/Los_Angeles", march);
        }
    }

    #[test]
    fn midnight_moves_with_daylight_saving() {
        // Central Europe: clocks went from 2:00 to 3:00 on 31 March 2024 and back on 27 October (Directive 2000/84/EC).
        check("2024-03-30T22:59:00Z", "", "Europe/Berlin", date(2024, 3, 30));
        check("2024-03-30T23:00:00Z", "", "Europe/Berlin", date(2024, 3, 31));
        check("2024-03-31T21:59:00Z", "", "Europe/Berlin", date(2024, 3, 31));
        check("2024-03-31T22:00:00Z", "", "Europe/Berlin", date(2024, 4, 1));
        check("2024-10-27T22:59:00Z", "", "Europe/Berlin", date(2024, 10, 27));
        check("2024-10-27T23:00:00Z", "", "Europe/Berlin", date(2024, 10, 28));
        // The United States: 10 March and 3 November 2024 (Energy Policy Act of 2005).
        check("2024-03-10T04:59:00Z", "", "America/New_York", date(2024, 3, 9));
        check("2024-03-11T03:59:00Z", "", "America/New_York", date(2024, 3, 10));
        check("2024-03-11T04:00:00Z", "", "America/New_York", date(2024, 3, 11));
        check("2024-11-04T04:59:00Z", "", "America/New_York", date(2024, 11, 3));
        check("2024-11-04T05:00:00Z", "", "America/New_York", date(2024, 11, 4));
        // The hour that is there twice, and the one that is not there.
        check("2024-11-03 01:30:00", "America/New_York", "UTC", date(2024, 11, 3));
        check("2024-03-10 02:30:00", "America/New_York", "UTC", date(2024, 3, 10));
        // South of the equator, and by half an hour: Lord Howe went back on 7 April 2024.
        check("2024-04-05T12:59:00Z", "", "Australia/Sydney", date(2024, 4, 5));
        check("2024-04-05T13:00:00Z", "", "Australia/Sydney", date(2024, 4, 6));
        check("2024-04-08T13:29:00Z", "", "Australia/Lord_Howe", date(2024, 4, 8));
        check("2024-04-08T13:30:00Z", "", "Australia/Lord_Howe", date(2024, 4, 9));
    }

    #[test]
    fn days_are_not_cut() {
        let days = "Date,Revenue\n2024-01-31T00:00:00Z,10\n2024-02-01T00:00:00Z,5\n2024-02-02T00:00:00Z,7\n";
        for text in [days, &days.replace("T00:00:00Z", ""), &days.replace("T00:00:00Z", " 00:00")] {
            let (_, extraction) = read(&sheet("orders.csv", text));
            assert_eq!((extraction.tally.has_times(), extraction.reading.times), (false, Times::Days), "{text}");
        }
    }

    #[test]
    fn all_rows_say_whether_there_are_times() {
        let days: String = (1..=28).flat_map(|d| vec![format!("2024-02-{d:02}T00:00:00Z,1\n"); 10]).collect();
        let text = format!("Date,Revenue\n{days}2024-03-01T05:30:00Z,1\n");
        let (found, extraction) = read(&sheet("orders.csv", &text));
        assert_eq!((found.reading.times, extraction.reading.times), (Times::Days, Times::Offset));
        assert!(extraction.tally.has_times());
        let levels = "Date,Price\n2024-02-01T05:30:00Z,10\n2024-02-02T05:30:00Z,11\n2024-02-03T05:30:00Z,11\n";
        assert!(!read(&sheet("price.csv", levels)).1.tally.has_times());
    }

    #[test]
    fn zones_are_known_by_kind_and_by_header() {
        let zone = |text: &str| read(&sheet("orders.csv", text)).1.reading.zone;
        let stripe = "id,Created,Amount,Amount Refunded,Currency,Captured,Status,Seller Message\n\
            ch_1,2024-01-13 10:00:00,20.00,0.00,usd,true,Paid,Payment complete.\n";
        assert_eq!(zone(stripe).as_deref(), Some("UTC"));
        assert_eq!(zone(&stripe.replace("Created,", "Created (PT),")).as_deref(), Some("PT"));
        assert_eq!(zone("Order,created_utc,Revenue\n1,2024-01-13 10:00:00,20.00\n").as_deref(), Some("UTC"));
        assert_eq!(zone("Order,Created at,Revenue\n1,2024-01-13 10:00:00,20.00\n"), None);
    }

    fn fact() -> impl Strategy<Value = Fact> {
        let clock = prop::option::of((0_u8..96, prop::option::of(-48_i8..=56)));
        (1_u32..9_999, 0_i64..9_000, 0_i64..3, clock, 0_u8..3, -5_000_i64..5_000).prop_map(
            |(row, day, more, clock, name, amount)| {
                let from = date(2012, 1, 1).saturating_add(day.days());
                Fact {
                    row,
                    from,
                    to: if clock.is_some() { from } else { from.saturating_add(more.days()) },
                    clock: clock.map_or_else(Clock::default, |(quarter, offset)| Clock::new(quarter, offset)),
                    subject: Subject { campaign: name.to_string(), ..Subject::default() },
                    currency: None,
                    amounts: vec![(Measure::Revenue, Amount(amount)), (Measure::Orders, Amount(Amount::UNIT))],
                }
            },
        )
    }

    const SOME: [&str; 8] = [
        "",
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Australia/Lord_Howe",
    ];

    proptest! {
        #[test]
        fn no_zone_changes_a_total(facts in prop::collection::vec(fact(), 0..40), a in 0_usize..8, b in 0_usize..8) {
            let tally = Tally::of(&facts);
            let days = tally.in_days(Zone::named(SOME[a]), Zone::named(SOME[b]));
            prop_assert!(!days.has_times());
            for name in 0..days.subjects.len() as u32 {
                for measure in [Measure::Revenue, Measure::Orders] {
                    let of = |tally: &Tally| -> i64 {
                        let own = tally.lines.iter().filter(|line| line.subject == name);
                        own.filter_map(|line| line.amounts.of(measure)).map(|amount| amount.0).sum()
                    };
                    prop_assert_eq!(of(&days), of(&tally));
                }
            }
            let rows = |tally: &Tally| tally.lines.iter().map(|line| line.rows.2).sum::<u32>();
            prop_assert_eq!(rows(&days), rows(&tally));
            prop_assert_eq!(days.in_days(Zone::named(SOME[b]), Zone::named(SOME[a])), days);
        }

        #[test]
        fn counted_where_it_was_written_a_day_stays(facts in prop::collection::vec(fact(), 0..20), at in 1_usize..8) {
            let local: Vec<Fact> = facts.into_iter().map(|fact| {
                let quarter = fact.clock.quarter();
                let clock = quarter.map_or_else(Clock::default, |quarter| Clock::new(quarter as u8, None));
                Fact { clock, ..fact }
            }).collect();
            let tally = Tally::of(&local);
            let plain: Vec<Fact> =
                local.iter().map(|fact| Fact { clock: Clock::default(), ..fact.clone() }).collect();
            let zone = || Zone::named(SOME[at]);
            // An hour that clocks leap is none: it may be read as the one before or after, on the same day but where
            // they leap at midnight, which none of these do.
            prop_assert_eq!(tally.in_days(zone(), zone()).lines, Tally::of(&plain).lines);
        }
    }
}
