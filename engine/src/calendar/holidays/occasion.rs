//! Occasions: groups of days that can move sales, as drivers of the base.
//!
//! A driver counts the days of its occasion in each week, 0 to 7, so that its effect reads "a day of it". Public
//! holidays are one driver together: a coefficient for each would rest on two or three weeks. Easter and the days from
//! Christmas to New Year, which are like no other, stand apart and are not counted again among the public holidays.

use super::country::Country;
use super::easter::easter;
use super::public_holidays;
use super::rule::Rule;
use crate::calendar::days_between;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OccasionKind {
    /// The public holidays, without those of Easter and of Christmas to New Year.
    PublicHolidays,
    /// Good Friday to Easter Monday.
    Easter,
    /// 24 December to 1 January.
    ChristmasToNewYear,
    /// 1 to 23 December.
    ChristmasShopping,
    /// The Friday after the fourth Thursday of November to the Monday after.
    BlackFriday,
    /// The seven days that end on Mother's Day.
    MothersDay,
    /// 8 to 14 February.
    Valentines,
    /// 11 November.
    SinglesDay,
}

/// An occasion in a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Occasion {
    /// What happens.
    pub kind: OccasionKind,
    /// Where.
    pub country: Country,
}

/// The occasions that the user wants in the data: kept with how a file is read, so that a newer file gets the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEvents {
    /// Where.
    pub country: Country,
    /// What.
    pub kinds: BTreeSet<OccasionKind>,
}

impl OccasionKind {
    /// All kinds: holidays first, then days of trade.
    pub const ALL: [Self; 8] = [
        Self::PublicHolidays,
        Self::Easter,
        Self::ChristmasToNewYear,
        Self::ChristmasShopping,
        Self::BlackFriday,
        Self::MothersDay,
        Self::Valentines,
        Self::SinglesDay,
    ];
}

impl CalendarEvents {
    /// What a country is offered first: its holidays.
    pub fn holidays_of(country: Country) -> Self {
        let kinds = [OccasionKind::PublicHolidays, OccasionKind::Easter, OccasionKind::ChristmasToNewYear];
        Self { country, kinds: BTreeSet::from(kinds) }
    }

    /// The occasions.
    pub fn occasions(&self) -> impl Iterator<Item = Occasion> {
        self.kinds.iter().map(|&kind| Occasion { kind, country: self.country })
    }
}

impl Occasion {
    /// The driver's name.
    pub fn name(self) -> String {
        match self.kind {
            OccasionKind::PublicHolidays => format!("Public holidays in {}", self.country.name()),
            OccasionKind::Easter => "Easter weekend".to_owned(),
            OccasionKind::ChristmasToNewYear => "Christmas to New Year".to_owned(),
            OccasionKind::ChristmasShopping => "Christmas shopping".to_owned(),
            OccasionKind::BlackFriday => "Black Friday to Cyber Monday".to_owned(),
            OccasionKind::MothersDay => format!("Mother's Day in {}", self.country.name()),
            OccasionKind::Valentines => "Valentine's Day".to_owned(),
            OccasionKind::SinglesDay => "Singles' Day".to_owned(),
        }
    }

    /// Its days from `first` to `last`, both included, in order.
    pub fn days(self, first: Date, last: Date) -> Vec<Date> {
        if self.kind == OccasionKind::PublicHolidays {
            return public_holidays(self.country, first, last)
                .into_iter()
                .map(|(day, _)| day)
                .filter(|day| !stands_apart(*day))
                .collect();
        }
        let years = first.year().saturating_sub(1)..=last.year();
        years.flat_map(|year| self.span(year)).filter(|day| (first..=last).contains(day)).collect()
    }

    /// How many of its days each of the weeks has; the weeks are named by their first days.
    pub fn days_by_week(self, weeks: &[Date]) -> Vec<f64> {
        let (Some(first), Some(last)) = (weeks.first(), weeks.last()) else { return vec![] };
        let days = self.days(*first, last.saturating_add(6.days()));
        let in_week = |week: &Date| days.iter().filter(|day| (0..7).contains(&days_between(*week, **day))).count();
        weeks.iter().map(|week| in_week(week) as f64).collect()
    }

    /// The days of the span that begins in `year`.
    fn span(self, year: i16) -> Vec<Date> {
        let (start, length) = match self.kind {
            OccasionKind::PublicHolidays => (None, 0),
            OccasionKind::Easter => (Rule::Easter(-2).date(year), 4),
            OccasionKind::ChristmasToNewYear => (Rule::Fixed(12, 24).date(year), 9),
            OccasionKind::ChristmasShopping => (Rule::Fixed(12, 1).date(year), 23),
            OccasionKind::BlackFriday => (Rule::OnOrAfter(Weekday::Friday, 11, 23).date(year), 4),
            OccasionKind::MothersDay => (mothers_day(self.country, year).map(|d| d.saturating_sub(6.days())), 7),
            OccasionKind::Valentines => (Rule::Fixed(2, 8).date(year), 7),
            OccasionKind::SinglesDay => (Rule::Fixed(11, 11).date(year), 1),
        };
        start.map(|start| (0..length).map(|n: i64| start.saturating_add(n.days())).collect()).unwrap_or_default()
    }
}

/// Whether a holiday belongs to Easter or to the days from Christmas to New Year.
fn stands_apart(day: Date) -> bool {
    let from_easter = easter(day.year()).map_or(i64::MAX, |sunday| days_between(sunday, day));
    let is_turn_of_the_year = (day.month() == 12 && day.day() >= 24) || (day.month() == 1 && day.day() == 1);
    (-2..=1).contains(&from_easter) || is_turn_of_the_year
}

/// Mother's Day.
fn mothers_day(country: Country, year: i16) -> Option<Date> {
    let rule = match country {
        Country::UnitedKingdom | Country::Ireland => Rule::Easter(-21),
        Country::Norway => Rule::Nth(2, Weekday::Sunday, 2),
        Country::Spain | Country::Portugal => Rule::Nth(1, Weekday::Sunday, 5),
        Country::Mexico => Rule::Fixed(5, 10),
        Country::Poland => Rule::Fixed(5, 26),
        Country::Sweden => Rule::Nth(-1, Weekday::Sunday, 5),
        // The first Sunday of June where the last of May is Whit Sunday.
        Country::France if Rule::Nth(-1, Weekday::Sunday, 5).date(year) == Rule::Easter(49).date(year) => {
            Rule::Nth(1, Weekday::Sunday, 6)
        }
        Country::France => Rule::Nth(-1, Weekday::Sunday, 5),
        Country::Luxembourg => Rule::Nth(2, Weekday::Sunday, 6),
        _ => Rule::Nth(2, Weekday::Sunday, 5),
    };
    rule.date(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::add_weeks;
    use jiff::civil::date;

    fn check_mothers_day(country: Country, expected: Date) {
        assert_eq!(mothers_day(country, expected.year()), Some(expected), "{country:?}");
    }

    #[test]
    fn mothers_day_is_where_it_is_published() {
        check_mothers_day(Country::UnitedKingdom, date(2024, 3, 10));
        check_mothers_day(Country::UnitedKingdom, date(2025, 3, 30));
        check_mothers_day(Country::UnitedStates, date(2025, 5, 11));
        check_mothers_day(Country::Germany, date(2026, 5, 10));
        check_mothers_day(Country::France, date(2023, 6, 4));
        check_mothers_day(Country::France, date(2025, 5, 25));
        check_mothers_day(Country::Spain, date(2025, 5, 4));
        check_mothers_day(Country::Norway, date(2025, 2, 9));
    }

    fn weeks(first: Date, count: i64) -> Vec<Date> {
        (0..count).map(|n| add_weeks(first, n)).collect()
    }

    fn of(kind: OccasionKind) -> Occasion {
        Occasion { kind, country: Country::Germany }
    }

    #[test]
    fn days_are_counted_into_their_weeks() {
        // Monday weeks: Good Friday to Sunday in one, Easter Monday in the next.
        let easter = of(OccasionKind::Easter).days_by_week(&weeks(date(2025, 4, 7), 3));
        assert_eq!(easter, [0.0, 3.0, 1.0]);
        let christmas = of(OccasionKind::ChristmasToNewYear).days_by_week(&weeks(date(2024, 12, 16), 4));
        assert_eq!(christmas, [0.0, 6.0, 3.0, 0.0]);
        let trade = of(OccasionKind::BlackFriday).days(date(2025, 1, 1), date(2025, 12, 31));
        assert_eq!((trade[0], trade[3]), (date(2025, 11, 28), date(2025, 12, 1)));
        let holidays = of(OccasionKind::PublicHolidays).days(date(2025, 1, 1), date(2025, 12, 31));
        assert_eq!(holidays, [date(2025, 5, 1), date(2025, 5, 29), date(2025, 6, 9), date(2025, 10, 3)]);
    }

    #[test]
    fn a_year_has_all_days_of_an_occasion_whatever_weekday_weeks_begin_on() {
        for start in 0..7 {
            let first = date(2025, 1, 1 + start);
            for kind in OccasionKind::ALL {
                let total: f64 = of(kind).days_by_week(&weeks(first, 104)).iter().sum();
                let last = add_weeks(first, 103).saturating_add(6.days());
                assert_eq!(total as usize, of(kind).days(first, last).len(), "{kind:?}");
            }
        }
    }
}
