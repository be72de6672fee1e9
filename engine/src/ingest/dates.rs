//! Dates as people write them, and in which order a file writes day and month.
//!
//! A cell is cut into numbers and words. A year of four digits in front, a month by name, an ISO week and eight digits
//! in a row can be read in one way only; three numbers with the year behind need the order, which is decided once for
//! a file from all its rows.

use super::mapping::Basis;
use crate::calendar::days_between;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};

/// In which order day, month and year stand where all three are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// 2024-01-31.
    YearFirst,
    /// 31.01.2024.
    DayFirst,
    /// 01/31/2024.
    MonthFirst,
}

impl DateOrder {
    const ALL: [Self; 3] = [Self::YearFirst, Self::DayFirst, Self::MonthFirst];
}

/// The longest text that can be a date.
const DATE_BYTES: usize = 48;
/// The most numbers and words in a date.
const MOST_TOKENS: usize = 6;

/// Beginnings of month names in English, German, French, Spanish, Italian, Dutch and Portuguese.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz", "maa"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mei", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// Words that stand in a date without changing it.
const FILLERS: &[&str] = &[
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "de",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
];

/// Words that make a number the week of a year.
const WEEK_WORDS: &[&str] = &["w", "wk", "week", "kw", "cw", "woche"];

/// The date that the text names; a time of day behind it is passed over. A month alone is its first day, a week its
/// Monday.
pub(crate) fn parse_date(text: &str, order: DateOrder) -> Option<Date> {
    let text = text.trim();
    if text.len() < 6 || text.len() > DATE_BYTES || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = without_time(text);
    let tokens = Tokens::of(text)?;
    match tokens.as_slice() {
        [Token::Number(digits)] => compact_date(digits),
        [Token::Number(year), Token::Number(month)] => year_and_month(text, year, month),
        [Token::Word(month), Token::Number(year)] | [Token::Number(year), Token::Word(month)] if year.len() == 4 => {
            date_of(year, month_of(month)?, "1")
        }
        [Token::Number(a), Token::Number(b), Token::Number(c)] => numeric_date(a, b, c, order),
        _ => named_date(tokens.as_slice()).or_else(|| week_date(tokens.as_slice())),
    }
}

/// Whether the text is a date in any order.
pub(crate) fn looks_like_date(text: &str) -> bool {
    DateOrder::ALL.iter().any(|&order| parse_date(text, order).is_some_and(is_plausible))
}

/// Whether the date can belong to business data: 1990 to 2100.
pub(crate) fn is_plausible(date: Date) -> bool {
    (1990..=2100).contains(&date.year())
}

/// The text before a time of day such as " 12:30" or "T00:00:00Z".
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    before.trim_end_matches(['T', ' ', ',', '\u{a0}', '\u{202f}'])
}

#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
}

/// The numbers and words of a text, without the words that do not matter.
struct Tokens<'a> {
    tokens: [Token<'a>; MOST_TOKENS],
    count: usize,
}

impl<'a> Tokens<'a> {
    /// Cuts the text; none where a sign stands in it that no date has, or too much.
    fn of(text: &'a str) -> Option<Self> {
        let mut found = Self { tokens: [Token::Word(""); MOST_TOKENS], count: 0 };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let same = |c: char| c.is_ascii_digit() == first.is_ascii_digit() && c.is_alphanumeric();
            let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
            if end == 0 {
                is_separator(first).then_some(())?;
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let (token, behind) = rest.split_at(end);
            found.push(if first.is_ascii_digit() { Token::Number(token) } else { Token::Word(token) })?;
            rest = behind;
        }
        Some(found)
    }

    fn push(&mut self, token: Token<'a>) -> Option<()> {
        match token {
            Token::Word(word) if FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word)) => {}
            token => {
                *self.tokens.get_mut(self.count)? = token;
                self.count += 1;
            }
        }
        Some(())
    }

    fn as_slice(&self) -> &[Token<'a>] {
        &self.tokens[..self.count]
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | ',' | '\'' | '’' | '–' | '_' | '\\') || c.is_whitespace()
}

/// 20240131.
fn compact_date(digits: &str) -> Option<Date> {
    let date = if digits.len() == 8 { date_of(&digits[..4], month_number(&digits[4..6])?, &digits[6..]) } else { None };
    date.filter(|&date| is_plausible(date))
}

/// 2024-01 or 01/2024; a point would make it a number.
fn year_and_month(text: &str, a: &str, b: &str) -> Option<Date> {
    let separated = text.contains(['-', '/']);
    match (a.len(), b.len()) {
        (4, 2) if separated => date_of(a, month_number(b)?, "1"),
        (2, 4) if separated => date_of(b, month_number(a)?, "1"),
        _ => None,
    }
}

fn numeric_date(a: &str, b: &str, c: &str, order: DateOrder) -> Option<Date> {
    match (order, a.len()) {
        (_, 4) => date_of(a, month_number(b)?, c),
        (DateOrder::DayFirst, _) => date_of(c, month_number(b)?, a),
        (DateOrder::MonthFirst, _) => date_of(c, month_number(a)?, b),
        (DateOrder::YearFirst, _) => None,
    }
}

/// 5 Jan 2024, Jan 5 2024 or 2024 Jan 5.
fn named_date(tokens: &[Token]) -> Option<Date> {
    let (day, month, year) = match *tokens {
        [Token::Number(year), Token::Word(month), Token::Number(day)] if year.len() == 4 => (day, month, year),
        [Token::Number(day), Token::Word(month), Token::Number(year)] => (day, month, year),
        [Token::Word(month), Token::Number(day), Token::Number(year)] => (day, month, year),
        _ => return None,
    };
    date_of(year, month_of(month)?, day)
}

/// 2024-W05, 2024-W05-1, KW 5 2024 or Week 5, 2024.
fn week_date(tokens: &[Token]) -> Option<Date> {
    let (year, word, week, day) = match *tokens {
        [Token::Number(year), Token::Word(word), Token::Number(week)] => (year, word, week, "1"),
        [Token::Number(year), Token::Word(word), Token::Number(week), Token::Number(day)] => (year, word, week, day),
        [Token::Word(word), Token::Number(week), Token::Number(year)] => (year, word, week, "1"),
        _ => return None,
    };
    let is_week = year.len() == 4 && WEEK_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    is_week.then_some(())?;
    let weekday = Weekday::from_monday_one_offset(day.parse().ok()?).ok()?;
    Some(ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, weekday).ok()?.date())
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i8::try_from(at + 1).ok()
}

fn month_number(digits: &str) -> Option<i8> {
    if digits.len() <= 2 { digits.parse().ok() } else { None }
}

/// The date; a year of two digits lies between 1990 and 2089.
fn date_of(year: &str, month: i8, day: &str) -> Option<Date> {
    let digits: i16 = year.parse().ok()?;
    let year = match year.len() {
        4 => digits,
        2 if digits >= 90 => 1900 + digits,
        2 => 2000 + digits,
        _ => return None,
    };
    let day = if day.len() <= 2 { day.parse().ok()? } else { return None };
    Date::new(year, month, day).ok()
}

/// The order that a column of dates is written in.
///
/// The order that reads the most cells wins. Where day first and month first read equally many and nearly all cells
/// begin with the year, the few others are errors in a file that is year first. Otherwise the order wins that gives
/// rows at regular daily, weekly or monthly steps with the fewest exceptions; where that does not tell them apart
/// either, it is a guess.
pub(crate) fn date_order<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> (DateOrder, Basis) {
    let dates = |order| cells.clone().filter_map(move |c| parse_date(c, order).filter(|&d| is_plausible(d)));
    let count = |order| dates(order).count();
    let [year_first, day_first, month_first] = DateOrder::ALL.map(count);
    match () {
        () if year_first >= day_first.max(month_first) => (DateOrder::YearFirst, Basis::OnlyFit),
        () if day_first > month_first => (DateOrder::DayFirst, Basis::OnlyFit),
        () if month_first > day_first => (DateOrder::MonthFirst, Basis::OnlyFit),
        () if is_nearly_all(year_first, day_first) => (DateOrder::YearFirst, Basis::OnlyFit),
        () => {
            let uneven = |order| uneven_steps(dates(order).collect());
            match (uneven(DateOrder::DayFirst), uneven(DateOrder::MonthFirst)) {
                (day_first, month_first) if day_first < month_first => (DateOrder::DayFirst, Basis::RegularSteps),
                (day_first, month_first) if month_first < day_first => (DateOrder::MonthFirst, Basis::RegularSteps),
                _ => (DateOrder::DayFirst, Basis::Guess),
            }
        }
    }
}

fn is_nearly_all(part: usize, all: usize) -> bool {
    part * 10 >= all * 9
}

/// How many dates do not follow the one before after a day, after a week or after a month, whichever is the rule;
/// `usize::MAX` where there is no rule.
fn uneven_steps(mut dates: Vec<Date>) -> usize {
    dates.sort_unstable();
    dates.dedup();
    let steps = dates.len().saturating_sub(1);
    let even = |is_even: &dyn Fn(Date, Date) -> bool| dates.windows(2).filter(|pair| is_even(pair[0], pair[1])).count();
    let most = [
        even(&|before, next| days_between(before, next) == 1),
        even(&|before, next| days_between(before, next) == 7),
        even(&|before, next| before.checked_add(1.month()).is_ok_and(|month_later| month_later == next)),
    ];
    let most = most.into_iter().max().unwrap_or(0);
    if steps >= 2 && is_nearly_all(most, steps) { steps - most } else { usize::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst, YearFirst};
    use jiff::civil::date;

    fn check(text: &str, order: DateOrder, expected: (i16, i8, i8)) {
        let (year, month, day) = expected;
        assert_eq!(parse_date(text, order), Some(date(year, month, day)), "{text}");
    }

    fn check_none(texts: &[&str]) {
        for text in texts {
            assert_eq!(DateOrder::ALL.map(|order| parse_date(text, order)), [None; 3], "{text}");
        }
    }

    #[test]
    fn one_way_texts_need_no_order() {
        for order in DateOrder::ALL {
            check("2024-01-05", order, (2024, 1, 5));
            check("2024/1/5", order, (2024, 1, 5));
            check("20240105", order, (2024, 1, 5));
            check("2024-01-05T00:00:00Z", order, (2024, 1, 5));
            check("2024-01-05 12:30:00+02:00", order, (2024, 1, 5));
            check("5 Jan 2024", order, (2024, 1, 5));
            check("Fri, 5th January, 2024", order, (2024, 1, 5));
            check("Jan 5, 2024", order, (2024, 1, 5));
            check("5. März 2024", order, (2024, 3, 5));
            check("05-Dez-24", order, (2024, 12, 5));
            check("2024-W05", order, (2024, 1, 29));
            check("2024W05", order, (2024, 1, 29));
            check("KW 5 2024", order, (2024, 1, 29));
            check("2024-02", order, (2024, 2, 1));
            check("Feb 2024", order, (2024, 2, 1));
        }
    }

    #[test]
    fn numbers_alone_need_the_order() {
        check("05.01.2024", DayFirst, (2024, 1, 5));
        check("5.1.24", DayFirst, (2024, 1, 5));
        check("1/5/2024", MonthFirst, (2024, 1, 5));
        check("1/5/2024 12:00:00 AM", MonthFirst, (2024, 1, 5));
        check("01/05/95", MonthFirst, (1995, 1, 5));
        assert_eq!(parse_date("05.01.2024", YearFirst), None);
        assert_eq!(parse_date("31.01.2024", MonthFirst), None);
    }

    #[test]
    fn what_is_no_date_is_none() {
        check_none(&["", "12345678", "2024", "1.234.567", "2001.12", "2024.5", "30.02.2024", "Total", "tv 1 2"]);
        check_none(&["1 234 567", "99999999999999999999-1-1", "1-2-3-4-5-6-7-8", "2024-01-05;", "2024-W60", "€1.2.24"]);
    }

    fn check_order(cells: &[&str], expected: (DateOrder, Basis)) {
        assert_eq!(date_order(cells.iter().copied()), expected, "{cells:?}");
    }

    #[test]
    fn the_order_follows_from_all_rows() {
        check_order(&["2024-01-05", "2024-01-12"], (YearFirst, Basis::OnlyFit));
        check_order(&["01/05/2024", "13/05/2024"], (DayFirst, Basis::OnlyFit));
        check_order(&["01/05/2024", "05/13/2024"], (MonthFirst, Basis::OnlyFit));
        check_order(&["01/01/2024", "08/01/2024", "05/02/2024", "12/02/2024"], (DayFirst, Basis::Guess));
        check_order(&["04/01/2024", "11/01/2024", "01/02/2024", "08/02/2024"], (DayFirst, Basis::Guess));
        check_order(&["04/01/2024", "11/01/2024", "18/01/2024", "01/02/2024"], (DayFirst, Basis::OnlyFit));
        check_order(&["02/03/2024", "02/10/2024", "02/03/2024"], (DayFirst, Basis::Guess));
        check_order(&["02/06/2024", "02/07/2024", "02/09/2024", "02/08/2024"], (DayFirst, Basis::Guess));
    }

    #[test]
    fn months_are_regular_steps_too() {
        let months = |years: std::ops::Range<i16>| -> Vec<String> {
            years.flat_map(|year| (1..=12).map(move |month| format!("01/{month:02}/{year}"))).collect()
        };
        let order = |cells: &[String]| date_order(cells.iter().map(String::as_str));
        assert_eq!(order(&months(2019..2024)), (DayFirst, Basis::RegularSteps));
        assert_eq!(order(&months(2019..2020)), (DayFirst, Basis::Guess));
        let daily: Vec<String> = (1..=3).flat_map(|m| (1..=12).map(move |d| format!("{m:02}/{d:02}/2024"))).collect();
        assert_eq!(order(&daily), (MonthFirst, Basis::RegularSteps));
    }

    #[test]
    fn one_cell_that_needs_an_order_does_not_make_a_file_ambiguous() {
        let mut cells: Vec<String> =
            (0..80).map(|week| crate::calendar::add_weeks(date(2024, 1, 1), week).to_string()).collect();
        cells[5] = "01/02/2024".to_owned();
        assert_eq!(date_order(cells.iter().map(String::as_str)), (YearFirst, Basis::OnlyFit));
    }
}
