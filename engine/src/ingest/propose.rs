//! Proposing a mapping from a table's names and contents.
//!
//! First what concerns the whole file (decimal mark, date column, order of day and month, grain, geography), then what
//! each column is. The order of the rows has no influence.

use super::dates::{self, DateOrder, date_order, is_plausible, looks_like_date, parse_date};
use super::grain;
use super::mapping::{Basis, ColumnRole, Geography, Mapping, Role};
use super::names;
use super::numbers::{CommaUse, DecimalMark, NumberCell, Tally, evidence, parse_number};
use super::profile::{Content, profile};
use super::roles::subject::Subject;
use super::roles::{self, Surroundings, Total};
use super::table::{Cells, Column, Table};
use super::{Delimiter, numbers::is_nothing};
use crate::panel::OutcomeKind;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Words of a date column's name.
const DATE_WORDS: &[&str] = &[
    "date",
    "week",
    "day",
    "time",
    "ds",
    "datum",
    "woche",
    "tag",
    "fecha",
    "semana",
    "semaine",
    "jour",
    "data",
    "settimana",
    "period",
    "start",
    "beginning",
    "ab",
];
/// Words of a geography column's name.
const GEOGRAPHY_WORDS: &[&str] = &[
    "geo",
    "geos",
    "geography",
    "region",
    "regions",
    "country",
    "countries",
    "state",
    "states",
    "dma",
    "market",
    "markets",
    "city",
    "store",
    "stores",
    "land",
    "bundesland",
    "filiale",
    "filialen",
    "location",
    "territory",
    "zip",
    "plz",
    "pays",
];

/// Proposes what each column is and how its texts are to be read; the user may change all of it.
pub fn propose(table: &Table) -> Mapping {
    let date_columns = date_columns(table);
    let date_column = date_columns.first().copied();
    let (decimal, decimal_basis) = decimal_mark(table, &date_columns);
    let (date_order, date_basis) = date_column
        .map_or((DateOrder::YearFirst, Basis::OnlyFit), |c| date_order(c.cells.iter().filter(|c| is_date_cell(c))));
    let dates = date_column.map_or(vec![], |c| read_dates(&c.cells, date_order));
    let roles = Proposal::new(table, &date_columns, decimal);
    Mapping {
        date_column: date_column.map(|c| c.name.clone()),
        date_order,
        date_basis,
        decimal,
        decimal_basis,
        grain: grain::detect(&dates),
        geography: roles.geography(),
        outcome_kind: roles.outcome_kind(),
        columns: table.columns.iter().map(|c| roles.column(c)).collect(),
        refused_repairs: BTreeSet::new(),
        calendar: None,
    }
}

fn is_date_cell(cell: &str) -> bool {
    !is_nothing(cell)
}

fn read_dates(cells: &Cells, order: DateOrder) -> Vec<Date> {
    cells.iter().filter_map(|cell| parse_date(cell, order)).filter(|&date| is_plausible(date)).collect()
}

/// The columns that hold dates, the best first: the most cells that are dates, then a name that says so, then the first.
fn date_columns(table: &Table) -> Vec<&Column> {
    let mut found: Vec<(usize, bool, &Column)> = vec![];
    for column in &table.columns {
        let filled = column.cells.iter().filter(|cell| is_date_cell(cell)).count();
        let dates = date_count(&column.cells, filled);
        if dates > 0 && dates * 10 >= filled * 7 {
            found.push((dates, !has_word(&column.name, DATE_WORDS), column));
        }
    }
    found.sort_by_key(|&(dates, unnamed, _)| (std::cmp::Reverse(dates), unnamed));
    found.into_iter().map(|(_, _, column)| column).collect()
}

/// How many cells are dates; 0 as soon as the first cells show that the column is about something else.
fn date_count(cells: &Cells, filled: usize) -> usize {
    const PROBED: usize = 40;
    let probed = cells.iter().filter(|cell| is_date_cell(cell)).take(PROBED);
    if probed.filter(|cell| looks_like_date(cell)).count() * 2 < PROBED.min(filled) {
        return 0;
    }
    cells.iter().filter(|cell| dates::looks_like_date(cell)).count()
}

pub(crate) fn has_word(name: &str, list: &[&str]) -> bool {
    names::words(name).iter().any(|word| list.contains(&word.as_str()))
}

fn decimal_mark(table: &Table, date_columns: &[&Column]) -> (DecimalMark, Basis) {
    let mut tally = Tally::default();
    let is_date = |c: &&Column| date_columns.iter().any(|date| date.name == c.name);
    for column in table.columns.iter().filter(|c| !is_date(c)) {
        column.cells.iter().for_each(|cell| tally.add(evidence(cell)));
    }
    let commas = if table.delimiter == Delimiter::Comma { CommaUse::BetweenCells } else { CommaUse::InCells };
    tally.decide(commas)
}

/// The roles of a file's columns while they are being proposed.
struct Proposal<'a> {
    date_columns: Vec<&'a str>,
    geography: Option<(&'a str, usize)>,
    subjects: Vec<Subject>,
    around: Surroundings,
}

impl<'a> Proposal<'a> {
    fn new(table: &'a Table, date_columns: &[&'a Column], decimal: DecimalMark) -> Self {
        let date_columns: Vec<&str> = date_columns.iter().map(|c| c.name.as_str()).collect();
        let geography = geography(table, &date_columns);
        let taken = |c: &&Column| date_columns.contains(&c.name.as_str()) || geography.is_some_and(|g| g.0 == c.name);
        let free = table.columns.iter().filter(|c| !taken(c));
        let subjects: Vec<Subject> = free.map(|c| Subject::new(&c.name, profile(&c.cells, decimal))).collect();
        let spend = subjects.iter().filter(|s| s.is_spend()).map(|s| (s.channel_words(), s.name.clone())).collect();
        let totals = totals(table, &subjects, decimal);
        let contacts = subjects.iter().filter_map(Subject::counted).collect();
        let mut around = Surroundings { spend, contacts, outcome: None, totals };
        around.outcome = roles::best_outcome(&subjects, &around);
        Self { date_columns, geography, subjects, around }
    }

    fn outcome_kind(&self) -> OutcomeKind {
        let outcome = self.subjects.iter().find(|s| Some(&s.name) == self.around.outcome.as_ref());
        outcome.map_or(OutcomeKind::Count, roles::outcome_kind)
    }

    fn geography(&self) -> Geography {
        match self.geography {
            Some((column, 2..)) => Geography::Undecided { column: column.to_owned() },
            _ => Geography::Whole,
        }
    }

    fn column(&self, column: &Column) -> ColumnRole {
        let (role, reason) = match self.subjects.iter().find(|s| s.name == column.name) {
            Some(subject) => roles::role(subject, &self.around),
            None => (Role::Ignored, self.reason_taken(&column.name)),
        };
        ColumnRole { name: column.name.clone(), role, reason, channel: None }
    }

    /// Why a column of dates or geographies is not in the model.
    fn reason_taken(&self, name: &str) -> String {
        match (self.date_columns.first(), self.geography) {
            (Some(&date), _) if date == name => "it dates the rows".to_owned(),
            (_, Some((geography, 1))) if geography == name => "it names one geography in all rows".to_owned(),
            (_, Some((geography, count))) if geography == name => format!("it names {count} geographies"),
            (Some(&date), _) => format!("it holds dates as well; \"{date}\" is used"),
            _ => "it holds dates".to_owned(),
        }
    }
}

/// The columns that are named like a total of the channels and hold one, row by row.
fn totals(table: &Table, subjects: &[Subject], decimal: DecimalMark) -> Vec<(String, Total)> {
    let (named, parts): (Vec<&Subject>, Vec<&Subject>) =
        subjects.iter().filter(|s| s.is_spend()).partition(|s| s.is_named_total());
    if parts.is_empty() {
        return vec![];
    }
    let amounts = |s: &Subject| -> Vec<f64> {
        let cells = table.column(&s.name).into_iter().flat_map(|column| column.cells.iter());
        cells.map(|cell| amount(cell, decimal)).collect()
    };
    let mut sums = vec![0.0; table.row_count()];
    for part in parts {
        sums.iter_mut().zip(amounts(part)).for_each(|(sum, amount)| *sum += amount);
    }
    named.into_iter().filter_map(|s| Some((s.name.clone(), total(&amounts(s), &sums)?))).collect()
}

fn amount(cell: &str, decimal: DecimalMark) -> f64 {
    match parse_number(cell, decimal) {
        NumberCell::Number(amount, _) => amount,
        _ => 0.0,
    }
}

/// How a column stands to the sums of the channels: in nine rows of ten, to half a per cent.
fn total(amounts: &[f64], sums: &[f64]) -> Option<Total> {
    const PRECISION: f64 = 0.005;
    let rows_where = |holds: &dyn Fn(f64, f64) -> bool| {
        amounts.iter().zip(sums).filter(|&(&amount, &sum)| holds(amount - sum, PRECISION * sum.abs())).count()
    };
    let is_rule = |count: usize| count * 10 >= amounts.len() * 9;
    match () {
        () if is_rule(rows_where(&|more, slack| more.abs() <= slack)) => Some(Total::Sum),
        () if is_rule(rows_where(&|more, slack| more >= -slack)) => Some(Total::SumOrMore),
        () => None,
    }
}

/// The column that names geographies, and how many: by its name, and words rather than amounts in it.
fn geography<'a>(table: &'a Table, date_columns: &[&str]) -> Option<(&'a str, usize)> {
    let named = |c: &&Column| has_word(&c.name, GEOGRAPHY_WORDS) && !date_columns.contains(&c.name.as_str());
    let wordy =
        |c: &&Column| !matches!(profile(&c.cells, DecimalMark::Point).content, Content::Numbers(_) | Content::Nothing);
    let column = table.columns.iter().filter(named).find(wordy)?;
    let values: BTreeSet<&str> = column.cells.iter().filter(|cell| !is_nothing(cell)).collect();
    Some((&column.name, values.len()))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::panel::DriverKind;

    fn proposed(text: &str) -> Mapping {
        propose(&read("f.csv", text.as_bytes()).unwrap())
    }

    fn check(mapping: &Mapping, role: Role, expected: &[&str]) {
        let found: Vec<&str> = mapping.columns.iter().filter(|c| c.role == role).map(|c| c.name.as_str()).collect();
        assert_eq!(found, expected, "{role:?}: {:#?}", mapping.columns);
    }

    #[test]
    fn a_german_file_is_understood() {
        let m = proposed("Woche ab;Umsatz €;TV Kosten;Feiertag\n01.01.2024;1.234,50;10,5;0\n08.01.2024;2.000,00;0;1\n");
        assert_eq!(m.date_column.as_deref(), Some("Woche ab"));
        assert_eq!((m.decimal, m.decimal_basis), (DecimalMark::Comma, Basis::OnlyFit));
        assert_eq!(m.outcome_kind, OutcomeKind::Money);
        check(&m, Role::Outcome, &["Umsatz €"]);
        check(&m, Role::Spend, &["TV Kosten"]);
        check(&m, Role::Driver(DriverKind::Event), &["Feiertag"]);
    }

    #[test]
    fn geographies_are_counted() {
        let one = proposed("date,geo,tv_spend,y\n2024-01-01,Local,1,5\n2024-01-08,Local,2,6\n");
        assert_eq!(one.geography, Geography::Whole);
        let two = proposed("date,geo,tv_spend,y\n2024-01-01,North,1,5\n2024-01-01,South,2,6\n");
        assert_eq!(two.geography, Geography::Undecided { column: "geo".into() });
        check(&two, Role::Ignored, &["date", "geo"]);
    }

    #[test]
    fn a_total_is_one_only_where_it_adds_up() {
        let file = |totals: [&str; 2]| {
            let [first, second] = totals;
            proposed(&format!(
                "date,y,tv_spend,radio_spend,+sum_spend\n2024-01-01,5,1,2,{first}\n2024-01-08,6,2,3,{second}\n"
            ))
        };
        let reason = |m: &Mapping| m.columns.last().unwrap().reason.clone();
        let sum = file(["3", "5"]);
        check(&sum, Role::Spend, &["tv_spend", "radio_spend"]);
        assert_eq!(reason(&sum), "it is the sum of the channels");
        let more = file(["4", "9"]);
        check(&more, Role::Spend, &["tv_spend", "radio_spend"]);
        assert!(reason(&more).contains("part of it"), "{}", reason(&more));
        check(&file(["1", "2"]), Role::Spend, &["tv_spend", "radio_spend", "+sum_spend"]);
    }

    #[test]
    fn one_of_two_date_columns_is_used() {
        let m = proposed("Start,End,y,tv\n2024-01-01,2024-01-07,5,1.5\n2024-01-08,2024-01-14,6,2.5\n");
        assert_eq!(m.date_column.as_deref(), Some("Start"));
        check(&m, Role::Ignored, &["Start", "End"]);
    }

    #[test]
    fn without_dates_none_is_proposed() {
        assert_eq!(proposed("a,b\nx,1\ny,2\n").date_column, None);
    }
}
