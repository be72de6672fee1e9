//! Weeks: rows of any dates become one value a week.
//!
//! Rows of one date are put together: outcome and spend are added up, events are the largest, other drivers the mean.
//! Of dates that are missing, one or two in a row are filled along the line between their neighbours (events: none
//! happened); more are an error, since a longer gap is missing knowledge. Days then become weeks in the same way.

use super::columns::{Series, Use, between};
use super::findings::{FindingId, Findings, Places, RepairText, count_of};
use super::mapping::Geography;
use crate::calendar::days_between;
use crate::panel::DriverKind;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The most dates in a row that are filled.
const MOST_FILLED: usize = 2;
/// Days of data from which a weekday without any row counts as closed.
const DAYS_TO_KNOW_CLOSED: i64 = 14;
/// The share of dates with several rows above which a file is not one row a date.
const MOST_REPEATED_SHARE: f64 = 0.5;

/// Series over dates, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Timeline {
    /// The dates.
    pub dates: Vec<Date>,
    /// For each date, a row of the file, as a spreadsheet counts it.
    pub row_numbers: Vec<u32>,
    /// The series, each as long as `dates`.
    pub series: Vec<Series>,
}

/// Weeks from rows a week apart; none where a gap is too long.
pub(crate) fn from_weekly(rows: Timeline, geography: &Geography, findings: &mut Findings) -> Option<Timeline> {
    let rows = on_one_weekday(rows, findings);
    let weeks = one_row_a_date(rows, geography, findings);
    fill_missing(weeks, Step::Week, findings)
}

/// Weeks from rows a day apart; they begin on `start`, or on the weekday that the data suggest. None where a gap is too
/// long.
pub(crate) fn from_daily(
    rows: Timeline,
    start: Option<Weekday>,
    geography: &Geography,
    findings: &mut Findings,
) -> Option<Timeline> {
    let days = one_row_a_date(rows, geography, findings);
    let open = OpenWeekdays::of(&days.dates);
    open.report(findings);
    let days = fill_missing(days, Step::Day(open), findings)?;
    let (first, last) = open.extended(*days.dates.first()?, *days.dates.last()?);
    let start = start.unwrap_or_else(|| week_start(first, last));
    Some(days_to_weeks(days, first, last, start, findings))
}

/// The rows with their dates moved to the nearest day that is the usual weekday.
fn on_one_weekday(mut rows: Timeline, findings: &mut Findings) -> Timeline {
    let Some(weekday) = usual_weekday(&rows.dates) else { return rows };
    let mut moved = Places::default();
    for (date, &row) in rows.dates.iter_mut().zip(&rows.row_numbers) {
        if date.weekday() != weekday {
            *date = nearest(*date, weekday);
            moved.add_row(row);
        }
    }
    if !moved.is_empty() {
        let problem = format!("the row is not dated on {} like the others.", weekday_name(weekday));
        let text = RepairText { problem, done: "It counts to the nearest week.", instead: "correct the date" };
        findings.repair(FindingId::OtherWeekday, &text, moved);
    }
    rows
}

fn usual_weekday(dates: &[Date]) -> Option<Weekday> {
    let count = |weekday: &Weekday| dates.iter().filter(|date| date.weekday() == *weekday).count();
    let weekdays = Weekday::Monday.cycle_forward().take(7);
    if dates.is_empty() {
        None
    } else {
        weekdays.max_by_key(|weekday| (count(weekday), 7 - weekday.to_monday_one_offset()))
    }
}

fn nearest(date: Date, weekday: Weekday) -> Date {
    let ahead = i64::from(weekday.since(date.weekday()));
    date.saturating_add(if ahead <= 3 { ahead.days() } else { (ahead - 7).days() })
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "a Monday",
        Weekday::Tuesday => "a Tuesday",
        Weekday::Wednesday => "a Wednesday",
        Weekday::Thursday => "a Thursday",
        Weekday::Friday => "a Friday",
        Weekday::Saturday => "a Saturday",
        Weekday::Sunday => "a Sunday",
    }
}

/// How several values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    Sum,
    Mean,
    Max,
}

impl Merge {
    fn of(purpose: Use) -> Self {
        match purpose {
            Use::Outcome | Use::Spend | Use::Exposure | Use::Reach | Use::Frequency | Use::Organic => Self::Sum,
            Use::Driver(DriverKind::Calendar(_)) => Self::Sum,
            Use::Driver(DriverKind::Event) => Self::Max,
            Use::Driver(_) => Self::Mean,
        }
    }

    fn merge(self, values: &[f64]) -> f64 {
        match self {
            Self::Sum => values.iter().sum(),
            Self::Mean => values.iter().sum::<f64>() / values.len() as f64,
            Self::Max => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// The timeline with one value for each run of equal dates.
fn merged(rows: Timeline) -> Timeline {
    let runs: Vec<usize> = rows.dates.chunk_by(|a, b| a == b).map(<[Date]>::len).collect();
    let firsts = || runs.iter().scan(0, |next, run| Some(std::mem::replace(next, *next + run)));
    let series = rows.series.into_iter().map(|one| {
        let merge = Merge::of(one.purpose);
        let values = firsts().zip(&runs).map(|(first, run)| merge.merge(&one.values[first..first + run])).collect();
        Series { values, ..one }
    });
    Timeline {
        dates: firsts().map(|i| rows.dates[i]).collect(),
        row_numbers: firsts().map(|i| rows.row_numbers[i]).collect(),
        series: series.collect(),
    }
}

fn one_row_a_date(rows: Timeline, geography: &Geography, findings: &mut Findings) -> Timeline {
    let repeats = rows.dates.windows(2).zip(&rows.row_numbers[rows.row_numbers.len().min(1)..]);
    let places = Places::of_rows(repeats.filter(|(pair, _)| pair[0] == pair[1]).map(|(_, &row)| row));
    let is_split =
        matches!(geography, Geography::AddedUp { .. } | Geography::Each { .. } | Geography::Undecided { .. });
    if !places.is_empty() && !is_split {
        report_repeated(&rows.dates, places, findings);
    }
    merged(rows)
}

fn report_repeated(dates: &[Date], places: Places, findings: &mut Findings) {
    let runs = || dates.chunk_by(|a, b| a == b);
    let repeated = runs().filter(|run| run.len() > 1).count();
    if repeated as f64 > MOST_REPEATED_SHARE * runs().count() as f64 {
        let problem = format!("{repeated} of {} dates have several rows.", runs().count());
        let advice = "The file should have one row for each week or day and a column for each channel: turn campaigns, \
            channels or shops that run down the page into columns, or add them up.";
        return findings.error(FindingId::SeveralRowsPerDate, &problem, advice, places);
    }
    let problem = format!("the date has a row already ({} in all).", count_of(places.len(), "such row"));
    let done = "Outcome and spend were added up, events taken once, other drivers averaged.";
    let instead = "keep one row for each date in the file";
    findings.repair(FindingId::SameDate, &RepairText { problem, done, instead }, places);
}

/// The step from one date to the next.
#[derive(Clone, Copy)]
enum Step {
    Week,
    Day(OpenWeekdays),
}

impl Step {
    fn after(self, date: Date) -> Date {
        match self {
            Self::Week => date.saturating_add(7.days()),
            Self::Day(open) => open.next(date),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Day(_) => "day",
        }
    }
}

/// Weekdays, Monday first, on which there is ever a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OpenWeekdays([bool; 7]);

impl OpenWeekdays {
    fn of(dates: &[Date]) -> Self {
        let (Some(&first), Some(&last)) = (dates.first(), dates.last()) else { return Self([true; 7]) };
        if days_between(first, last) < DAYS_TO_KNOW_CLOSED {
            return Self([true; 7]);
        }
        let mut open = [false; 7];
        dates.iter().for_each(|date| open[place_in_week(*date)] = true);
        Self(open)
    }

    fn is_open(self, date: Date) -> bool {
        self.0[place_in_week(date)]
    }

    /// The next open day. Some weekday is open, so that it lies within a week.
    fn next(self, date: Date) -> Date {
        let ahead = (1..=7_i64).map(|n| date.saturating_add(n.days()));
        ahead.into_iter().find(|&day| self.is_open(day)).unwrap_or(date)
    }

    /// The first and last day with the closed days before and behind them.
    fn extended(self, first: Date, last: Date) -> (Date, Date) {
        let closed = |n: &i64, day: Date, sign: i64| !self.is_open(day.saturating_add((sign * n).days()));
        let before = (1..=6).take_while(|n| closed(n, first, -1)).count();
        let behind = (1..=6).take_while(|n| closed(n, last, 1)).count();
        (first.saturating_sub((before as i64).days()), last.saturating_add((behind as i64).days()))
    }

    fn report(self, findings: &mut Findings) {
        let week = Weekday::Monday.cycle_forward().take(7).zip(self.0);
        let closed: Vec<&str> = week.filter(|(_, open)| !open).map(|(weekday, _)| weekday_name(weekday)).collect();
        if !closed.is_empty() {
            findings.note(
                FindingId::ClosedWeekdays,
                &format!("no row is ever dated on {}; such days count as closed.", closed.join(" or ")),
                "Export these days as well if something was sold or spent on them.",
                Places::default(),
            );
        }
    }
}

fn place_in_week(date: Date) -> usize {
    usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0)
}

/// The timeline with missing dates filled; none where too many are missing in a row.
fn fill_missing(known: Timeline, step: Step, findings: &mut Findings) -> Option<Timeline> {
    let Some(gaps) = gaps(&known.dates, step) else {
        report_long_gaps(&known, step, findings);
        return None;
    };
    let missing = gaps.iter().map(Vec::len).sum();
    if missing > 0 {
        report_filled(&known, &gaps, missing, step, findings);
    }
    let series = known.series.into_iter().map(|one| Series { values: filled(&one, &gaps), ..one });
    Some(Timeline {
        series: series.collect(),
        dates: with_gaps(&known.dates, &gaps, |_, missing| missing),
        row_numbers: with_gaps(&known.row_numbers, &gaps, |row, _| row),
    })
}

/// The dates missing before each date; none where more than [`MOST_FILLED`] are missing in a row.
fn gaps(dates: &[Date], step: Step) -> Option<Vec<Vec<Date>>> {
    let first = dates.first().map(|_| vec![]);
    let rest = dates.windows(2).map(|pair| {
        let steps = std::iter::successors(Some(step.after(pair[0])), |&date| Some(step.after(date)));
        let missing: Vec<Date> = steps.take(MOST_FILLED + 1).take_while(|&date| date < pair[1]).collect();
        (missing.len() <= MOST_FILLED).then_some(missing)
    });
    first.map(Some).into_iter().chain(rest).collect()
}

/// Each known item with those that fill the gap before it, made from the item before the gap and the missing date.
fn with_gaps<T: Copy>(known: &[T], gaps: &[Vec<Date>], fill: impl Fn(T, Date) -> T) -> Vec<T> {
    let mut all = Vec::with_capacity(known.len());
    for (&item, missing) in known.iter().zip(gaps) {
        let before = all.last().copied().unwrap_or(item);
        all.extend(missing.iter().map(|&date| fill(before, date)));
        all.push(item);
    }
    all
}

fn filled(series: &Series, gaps: &[Vec<Date>]) -> Vec<f64> {
    let mut all: Vec<f64> = vec![];
    for (&value, missing) in series.values.iter().zip(gaps) {
        let before = all.last().copied().unwrap_or(value);
        let share = |i: usize| (i + 1) as f64 / (missing.len() + 1) as f64;
        all.extend((0..missing.len()).map(|i| match Merge::of(series.purpose) {
            Merge::Max => 0.0,
            Merge::Sum | Merge::Mean => between(before, value, share(i)),
        }));
        all.push(value);
    }
    all
}

fn report_filled(known: &Timeline, gaps: &[Vec<Date>], missing: usize, step: Step, findings: &mut Findings) {
    let behind_gap = known.row_numbers.iter().zip(gaps).filter(|(_, gap)| !gap.is_empty());
    let places = Places::of_rows(behind_gap.map(|(&row, _)| row));
    let first = gaps.iter().flatten().next().map_or(String::new(), Date::to_string);
    let problem = format!("{} missing before this row (the first is {first}).", count_of(missing, step.name()));
    let done = "All columns were filled along the line between the rows before and after; events count as none.";
    let text = RepairText { problem, done, instead: "add the missing rows to the file" };
    findings.repair(FindingId::MissingDates, &text, places);
}

fn report_long_gaps(known: &Timeline, step: Step, findings: &mut Findings) {
    let is_long = |pair: &[Date]| gaps(pair, step).is_none();
    let pairs = || known.dates.windows(2).zip(known.row_numbers.iter().skip(1)).filter(|(pair, _)| is_long(pair));
    let places = Places::of_rows(pairs().map(|(_, &row)| row));
    let (after, before) = pairs().next().map_or(Default::default(), |(pair, _)| (pair[0], pair[1]));
    let name = step.name();
    findings.error(
        FindingId::LongGap,
        &format!("more than {MOST_FILLED} {name}s are missing between {after} and {before}."),
        &format!(
            "Add the missing {name}s to the file: so many are not guessed. Write 0 where nothing was sold or spent."
        ),
        places,
    );
}

/// The weekday on which weeks begin: Monday, unless the data are whole weeks from another day.
fn week_start(first: Date, last: Date) -> Weekday {
    let whole_weeks = (days_between(first, last) + 1) % 7 == 0;
    if whole_weeks { first.weekday() } else { Weekday::Monday }
}

/// The days of whole weeks between `first` and `last`, put together week by week.
fn days_to_weeks(mut days: Timeline, first: Date, last: Date, start: Weekday, findings: &mut Findings) -> Timeline {
    let week_of = |day: Date| day.saturating_sub(i64::from(day.weekday().since(start)).days());
    let is_whole = |week: Date| week >= first && week.saturating_add(6.days()) <= last;
    days.dates.iter_mut().for_each(|date| *date = week_of(*date));
    let from = days.dates.iter().position(|&week| is_whole(week)).unwrap_or(days.dates.len());
    let to = days.dates.iter().rposition(|&week| is_whole(week)).map_or(from, |i| i + 1);
    report_partial(from, &days.row_numbers[..from], &days.row_numbers[to..], findings);
    let message = format!("days were added up to weeks that begin on {}.", weekday_name(start));
    let advice = "Outcome and spend are sums, events the largest value, other drivers the mean of the days.";
    findings.note(FindingId::DaysAddedUp, &message, advice, Places::default());
    let cut = |values: Vec<f64>| values[from..to].to_vec();
    merged(Timeline {
        dates: days.dates[from..to].to_vec(),
        row_numbers: days.row_numbers[from..to].to_vec(),
        series: days.series.into_iter().map(|one| Series { values: cut(one.values), ..one }).collect(),
    })
}

fn report_partial(first: usize, head: &[u32], tail: &[u32], findings: &mut Findings) {
    if head.is_empty() && tail.is_empty() {
        return;
    }
    let message = format!(
        "{first} days at the beginning and {} at the end belong to weeks that are not complete. They are left out.",
        tail.len()
    );
    let places = Places::of_rows(head.iter().chain(tail).copied());
    findings.note(FindingId::PartialWeeks, &message, "Export whole weeks to use these days.", places);
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const MONDAY: Date = date(2024, 1, 1);

    fn day(n: i64) -> Date {
        MONDAY.saturating_add(n.days())
    }

    /// Rows on the days `at`, counted from a Monday; the outcome is the day's number, the event falls on the last row.
    fn rows(at: &[i64]) -> Timeline {
        let series = |purpose, values| Series { name: format!("{purpose:?}"), purpose, values };
        let numbers = || at.iter().map(|&n| n as f64).collect::<Vec<_>>();
        let mut event = vec![0.0; at.len()];
        event[at.len() - 1] = 1.0;
        Timeline {
            dates: at.iter().map(|&n| day(n)).collect(),
            row_numbers: (2..).take(at.len()).collect(),
            series: vec![
                series(Use::Outcome, numbers()),
                series(Use::Driver(DriverKind::Control), numbers()),
                series(Use::Driver(DriverKind::Event), event),
            ],
        }
    }

    /// Checks the weeks' first days, the outcome and the findings.
    fn check(
        weeks_of: fn(Timeline, &mut Findings) -> Option<Timeline>,
        at: &[i64],
        expected: Option<(&[i64], &[f64])>,
        found: &[FindingId],
    ) {
        let refused = BTreeSet::new();
        let mut findings = Findings::new("f.csv", &refused);
        let weeks = weeks_of(rows(at), &mut findings);
        let ids: Vec<FindingId> = findings.into_sorted().iter().map(|finding| finding.id).collect();
        assert_eq!(ids, found, "{at:?}");
        let outcome = weeks.map(|w| (w.dates, w.series[0].values.clone()));
        assert_eq!(outcome, expected.map(|(days, values)| (days.iter().map(|&n| day(n)).collect(), values.to_vec())));
    }

    fn weekly(rows: Timeline, findings: &mut Findings) -> Option<Timeline> {
        from_weekly(rows, &Geography::Whole, findings)
    }

    fn daily(rows: Timeline, findings: &mut Findings) -> Option<Timeline> {
        from_daily(rows, None, &Geography::Whole, findings)
    }

    #[test]
    fn weeks_are_completed() {
        check(weekly, &[0, 7, 14], Some((&[0, 7, 14], &[0.0, 7.0, 14.0])), &[]);
        check(weekly, &[0, 7, 7, 14], Some((&[0, 7, 14], &[0.0, 14.0, 14.0])), &[FindingId::SameDate]);
        check(weekly, &[0, 14], Some((&[0, 7, 14], &[0.0, 7.0, 14.0])), &[FindingId::MissingDates]);
        check(
            weekly,
            &[0, 7, 28],
            Some((&[0, 7, 14, 21, 28], &[0.0, 7.0, 14.0, 21.0, 28.0])),
            &[FindingId::MissingDates],
        );
        check(weekly, &[0, 28], None, &[FindingId::LongGap]);
        check(weekly, &[0, 8, 14], Some((&[0, 7, 14], &[0.0, 8.0, 14.0])), &[FindingId::OtherWeekday]);
        check(weekly, &[0, 0, 7, 7], Some((&[0, 7], &[0.0, 14.0])), &[FindingId::SeveralRowsPerDate]);
        check(weekly, &[6, 13], Some((&[6, 13], &[6.0, 13.0])), &[]);
    }

    #[test]
    fn days_are_added_up() {
        let days = |from: i64, to: i64| (from..=to).collect::<Vec<_>>();
        let added = [FindingId::DaysAddedUp];
        let cut = [FindingId::PartialWeeks, FindingId::DaysAddedUp];
        check(daily, &days(0, 13), Some((&[0, 7], &[21.0, 70.0])), &added);
        check(daily, &days(6, 19), Some((&[6, 13], &[63.0, 112.0])), &added);
        check(daily, &days(5, 15), Some((&[7], &[70.0])), &cut);
        check(daily, &days(1, 5), Some((&[], &[])), &cut);
        let gap = [FindingId::MissingDates, FindingId::DaysAddedUp];
        check(daily, &[0, 1, 2, 4, 5, 6], Some((&[0], &[21.0])), &gap);
    }

    #[test]
    fn closed_weekdays_are_not_missing() {
        let open: Vec<i64> = (0..21).filter(|n| n % 7 != 6).collect();
        let ids = [FindingId::ClosedWeekdays, FindingId::DaysAddedUp];
        check(daily, &open, Some((&[0, 7, 14], &[15.0, 57.0, 99.0])), &ids);
    }

    #[test]
    fn each_kind_is_put_together_in_its_way() {
        let refused = BTreeSet::new();
        let weeks = daily(rows(&(0..7).collect::<Vec<_>>()), &mut Findings::new("f.csv", &refused)).unwrap();
        let values: Vec<f64> = weeks.series.iter().map(|s| s.values[0]).collect();
        assert_eq!(values, [21.0, 3.0, 1.0]);
    }
}
