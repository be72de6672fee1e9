//! Which weeks to plan: from when on, and how many; round numbers, and quarters as finance counts them.

use super::weeks_text;
use crate::present::locale::Locale;
use engine::calendar::add_weeks;
use engine::money::FiscalCalendar;
use jiff::ToSpan;
use jiff::civil::Date;

/// The horizons that are always offered, in weeks.
const ROUND: [usize; 5] = [4, 8, 13, 26, 52];
/// The longest.
const MOST: usize = 52;
/// The latest start that is offered whether it begins a quarter or not, in weeks.
const MOST_SINGLE_STARTS: usize = 8;

/// A number of weeks, with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HorizonChoice {
    /// Weeks.
    pub weeks: usize,
    /// What is shown.
    pub label: String,
}

/// What is offered for a plan that starts on `first`; `chosen` is among it.
#[must_use]
pub fn horizons(first: Date, chosen: usize, fiscal: Option<&FiscalCalendar>, locale: &Locale) -> Vec<HorizonChoice> {
    let [this, next] = quarter_ends(first, fiscal);
    let mut offered: Vec<usize> =
        ROUND.into_iter().chain([chosen, this, next]).filter(|w| (1..=MOST).contains(w)).collect();
    offered.sort_unstable();
    offered.dedup();
    let of_quarter = |weeks: usize, which: &str| {
        let last = add_weeks(first, weeks as i64).saturating_sub(1.day());
        format!("{}, to the end of {which} quarter, {}", weeks_text(weeks), locale.date(last))
    };
    let label = |weeks: usize| match weeks {
        _ if weeks == this => of_quarter(weeks, "this"),
        _ if weeks == next => of_quarter(weeks, "the next"),
        _ => weeks_text(weeks),
    };
    offered.into_iter().map(|weeks| HorizonChoice { weeks, label: label(weeks) }).collect()
}

/// From when on a plan can be: the week after the data, the weeks after that, and the next quarters' first weeks.
/// `after` is the first week that the data do not have; the weeks of a choice are those until the plan starts. `chosen` is
/// among them.
#[must_use]
pub fn starts(after: Date, chosen: usize, fiscal: Option<&FiscalCalendar>, locale: &Locale) -> Vec<HorizonChoice> {
    let quarters = quarter_ends(after, fiscal);
    let mut offered: Vec<usize> = (0..=MOST_SINGLE_STARTS).chain(quarters).chain([chosen]).collect();
    offered.sort_unstable();
    offered.dedup();
    let label = |weeks: usize| {
        let day = locale.date(add_weeks(after, weeks as i64));
        match weeks {
            0 => format!("{day}, right after the data"),
            _ if weeks == quarters[0] => format!("{day}, the next quarter"),
            _ if weeks == quarters[1] => format!("{day}, the quarter after that"),
            _ => format!("{day}, in {}", weeks_text(weeks)),
        }
    };
    offered.into_iter().map(|weeks| HorizonChoice { weeks, label: label(weeks) }).collect()
}

/// How many weeks there are to the end of the quarter in which `first` lies, and of the one after.
#[must_use]
pub fn quarter_ends(first: Date, fiscal: Option<&FiscalCalendar>) -> [usize; 2] {
    let quarter = |week: Date| quarter_of(week, fiscal);
    let mut ends =
        (1..=2 * 14).filter(|weeks| quarter(add_weeks(first, *weeks)) != quarter(add_weeks(first, weeks - 1)));
    [ends.next(), ends.next()].map(|weeks| weeks.and_then(|w| usize::try_from(w).ok()).unwrap_or(13))
}

/// The quarter of a week: finance's own, or that of the calendar in which most of its days lie.
fn quarter_of(week: Date, fiscal: Option<&FiscalCalendar>) -> (i16, u8) {
    if let Some(calendar) = fiscal {
        let period = calendar.period(week);
        return (period.year, period.quarter);
    }
    let middle = week.saturating_add(3.days());
    (middle.year(), (middle.month().unsigned_abs() - 1) / 3 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::money::Quarters;
    use jiff::civil::date;

    #[test]
    fn a_quarter_ends_where_the_calendar_says() {
        assert_eq!(quarter_ends(date(2026, 6, 29), None), [13, 27]);
        assert_eq!(quarter_ends(date(2026, 9, 21), None), [1, 15]);
        let retail = FiscalCalendar { first_weekday: 7, first_month: 2, quarters: Quarters::FourFiveFour };
        assert_eq!(quarter_ends(date(2024, 2, 4), Some(&retail)), [13, 26]);
        assert_eq!(quarter_ends(date(2024, 4, 28), Some(&retail)), [1, 14]);
    }

    #[test]
    fn a_plan_can_start_with_a_quarter() {
        let offered = starts(date(2026, 9, 21), 20, None, &Locale::default());
        let weeks: Vec<usize> = offered.iter().map(|c| c.weeks).collect();
        assert_eq!(weeks, [0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 20]);
        assert_eq!(offered[0].label, "21 Sep 2026, right after the data");
        assert_eq!(offered[1].label, "28 Sep 2026, the next quarter");
        assert_eq!(offered[9].label, "4 Jan 2027, the quarter after that");
        assert_eq!(offered[2].label, "5 Oct 2026, in 2 weeks");
    }

    #[test]
    fn choices_are_in_order_and_say_what_they_are() {
        let offered = horizons(date(2026, 9, 21), 5, None, &Locale::default());
        let weeks: Vec<usize> = offered.iter().map(|c| c.weeks).collect();
        assert_eq!(weeks, [1, 4, 5, 8, 13, 15, 26, 52]);
        assert_eq!(offered[0].label, "1 week, to the end of this quarter, 27 Sep 2026");
        assert_eq!(offered[1].label, "4 weeks");
    }
}
