//! Weeks and channels from a table or a workbook: every sheet that names weeks and a channel or driver is read.
//!
//! Dates and numbers are read as those of any file: the order of day and month and the decimal mark follow from all
//! cells of a sheet. A day within a planned week stands for that week.

use super::LARGEST;
use super::document::{Names, Paid};
use super::error::{At, PlanFileError, Problem};
use super::header::{Target, Title, is_sum, title};
use super::notice::Notice;
use crate::calendar::days_between;
use crate::ingest::{
    CommaUse, DecimalMark, Delimiter, MarkTally, NumberCell, date_order, looks_like_date, mark_evidence, parse_date,
    parse_number,
};
use crate::plan::Scenario;
use crate::tabular::{CellKind, CellRef, InMemory, Row, Sheet, open};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows at the top among which the names are looked for.
const HEAD_ROWS: usize = 20;
/// The most rows that are read of a sheet: centuries of weeks.
const MAX_ROWS: usize = 20_000;

/// What a table says of the planned weeks; nothing of what it does not name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanRows {
    /// Spend of each channel.
    pub spend: Vec<Option<Vec<f64>>>,
    /// Values of each driver.
    pub drivers: Vec<Option<Vec<f64>>>,
    /// Activity of each channel that is not paid for.
    pub organic: Vec<Option<Vec<f64>>>,
    /// What is worth knowing.
    pub notices: Vec<Notice>,
}

impl PlanRows {
    /// The scenario with what the table says in place of what it said before.
    pub fn onto(&self, scenario: &Scenario) -> Scenario {
        let mut changed = scenario.clone();
        put(&self.spend, &mut changed.spend);
        put(&self.drivers, &mut changed.drivers);
        put(&self.organic, &mut changed.organic);
        changed
    }

    /// Whether it says how much is spent.
    pub fn has_spend(&self) -> bool {
        self.spend.iter().any(Option::is_some)
    }

    /// Whether it says what is assumed.
    pub fn has_assumptions(&self) -> bool {
        self.drivers.iter().chain(&self.organic).any(Option::is_some)
    }
}

fn put(from: &[Option<Vec<f64>>], to: &mut [Vec<f64>]) {
    for (row, into) in from.iter().zip(to) {
        if let Some(row) = row.as_ref().filter(|row| row.len() == into.len()) {
            into.clone_from(row);
        }
    }
}

/// Reads a table of `weeks` and the rows named by `names`.
///
/// # Errors
/// [`PlanFileError`] says what is wrong, in which row and column, and what to do.
pub fn read_rows(file: &str, bytes: &[u8], names: &Names, weeks: &[Date]) -> Result<PlanRows, PlanFileError> {
    let mut read = Read::new(names, weeks);
    let mut found = false;
    for sheet in open(file, Box::new(InMemory(bytes.to_vec())))? {
        let rows = rows_of(&sheet)?;
        if let Some(head) = Head::of(&rows, names) {
            found = true;
            read.sheet(&sheet, &head, rows.get(head.row + 1..).unwrap_or(&[]))?;
        }
    }
    if found {
        return Ok(read.finish());
    }
    let wanted = names.channels.iter().chain(&names.drivers).cloned().collect();
    Err(Problem::NoHeader { wanted }.of(file))
}

/// The rows of a sheet that hold something.
fn rows_of(sheet: &Sheet) -> Result<Vec<Row>, PlanFileError> {
    let (mut source, mut row, mut rows) = (sheet.rows(), Row::default(), vec![]);
    while source.next_row(&mut row)? {
        if row.cells().any(|cell| !cell.text.trim().is_empty()) {
            rows.push(row.clone());
        }
        if rows.len() > MAX_ROWS {
            return Err(Problem::TooLarge.of(&sheet.name));
        }
    }
    Ok(rows)
}

/// Where the columns are.
struct Head {
    /// The place of the row of names.
    row: usize,
    /// The column of weeks.
    week: usize,
    week_title: String,
    /// The columns that are read, with their titles.
    targets: Vec<(usize, Target, String)>,
    unknown: Vec<String>,
}

impl Head {
    /// The first row that names a channel or driver and has dates beside it.
    fn of(rows: &[Row], names: &Names) -> Option<Self> {
        (0..rows.len().min(HEAD_ROWS)).find_map(|at| Self::at(rows, at, names))
    }

    fn at(rows: &[Row], row: usize, names: &Names) -> Option<Self> {
        let head = rows.get(row)?;
        let titles: Vec<(usize, &str, Title)> =
            head.cells().enumerate().map(|(c, cell)| (c, cell.text.trim(), title(cell.text, names))).collect();
        let target = |(c, text, title): &(usize, &str, Title)| match title {
            Title::Is(target) => Some((*c, *target, (*text).to_owned())),
            _ => None,
        };
        let targets: Vec<_> = titles.iter().filter_map(target).collect();
        let next = rows.get(row + 1)?;
        let is_week = |c: usize| !targets.iter().any(|t| t.0 == c) && is_day(next.cell(c));
        let named = titles.iter().find(|t| t.2 == Title::Week).map(|t| t.0);
        let week = named.or_else(|| (0..next.len()).find(|c| is_week(*c)))?;
        if targets.is_empty() {
            return None;
        }
        let unknown = titles.iter().filter(|(c, _, title)| *title == Title::Unknown && *c != week);
        let unknown = unknown.map(|(_, text, _)| (*text).to_owned()).collect();
        let week_title = head.cell(week).text.trim();
        let week_title = if week_title.is_empty() { "week" } else { week_title }.to_owned();
        Some(Self { row, week, week_title, targets, unknown })
    }
}

fn is_day(cell: CellRef) -> bool {
    cell.kind == CellKind::Date || looks_like_date(cell.text)
}

/// What has been read so far.
struct Read<'a> {
    names: &'a Names,
    weeks: &'a [Date],
    values: BTreeMap<Target, Vec<f64>>,
    unknown: Vec<String>,
    other_weeks: usize,
}

impl<'a> Read<'a> {
    fn new(names: &'a Names, weeks: &'a [Date]) -> Self {
        Self { names, weeks, values: BTreeMap::new(), unknown: vec![], other_weeks: 0 }
    }

    fn sheet(&mut self, sheet: &Sheet, head: &Head, rows: &[Row]) -> Result<(), PlanFileError> {
        let of = |problem: Problem| problem.of(&sheet.name);
        for (_, target, title) in &head.targets {
            let twice = head.targets.iter().filter(|t| t.1 == *target).count() > 1 || self.values.contains_key(target);
            if twice {
                return Err(of(Problem::ColumnTwice { column: title.clone() }));
            }
        }
        self.unknown.extend(head.unknown.iter().cloned());
        let rows: Vec<&Row> = rows.iter().filter(|row| !is_sum(row.cell(head.week).text)).collect();
        let (placed, outside) = self.placed(head, &rows).map_err(of)?;
        self.other_weeks += outside;
        let mark = decimal_mark(sheet, head, &rows);
        for (column, target, title) in &head.targets {
            let mut values = Vec::with_capacity(placed.len());
            for row in &placed {
                let cell = row.cell(*column);
                let at = At { row: row.number(), column: title.clone(), text: cell.text.trim().to_owned() };
                values.push(amount(cell, mark, *target, at).map_err(of)?);
            }
            self.values.insert(*target, values);
        }
        Ok(())
    }

    /// The row of each planned week, and how many rows are for others.
    fn placed<'r>(&self, head: &Head, rows: &[&'r Row]) -> Result<(Vec<&'r Row>, usize), Problem> {
        let cells = rows.iter().map(|row| row.cell(head.week)).filter(|c| c.kind != CellKind::Date).map(|c| c.text);
        let (order, _) = date_order(cells);
        let (mut places, mut outside) = (vec![None; self.weeks.len()], 0);
        for row in rows {
            let text = row.cell(head.week).text.trim();
            let at = || At { row: row.number(), column: head.week_title.clone(), text: text.to_owned() };
            let day = parse_date(text, order).ok_or_else(|| Problem::NotADate(at()))?;
            let is_it = |week: &Date| (0..7).contains(&days_between(*week, day));
            let place = self.weeks.iter().position(is_it);
            match place.and_then(|t| places.get_mut(t).zip(self.weeks.get(t))) {
                None => outside += 1,
                Some((Some(_), week)) => return Err(Problem::WeekTwice { row: row.number(), week: *week }),
                Some((free, _)) => *free = Some(*row),
            }
        }
        let missing: Vec<Date> =
            self.weeks.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(week, _)| *week).collect();
        if missing.is_empty() {
            Ok((places.into_iter().flatten().collect(), outside))
        } else {
            Err(Problem::MissingWeeks(missing))
        }
    }

    fn finish(mut self) -> PlanRows {
        let mut notices = vec![];
        let names = self.names;
        if !self.unknown.is_empty() {
            notices.push(Notice::UnknownColumns(std::mem::take(&mut self.unknown)));
        }
        if self.other_weeks > 0 {
            notices.push(Notice::OtherWeeks(self.other_weeks));
        }
        let silent: Vec<String> = names
            .of_kind(Paid::Yes)
            .filter(|(c, _)| !self.values.contains_key(&Target::Spend(*c)))
            .map(|(_, name)| name.clone())
            .collect();
        let mut channels = |target: fn(usize) -> Target| -> Vec<Option<Vec<f64>>> {
            (0..names.channels.len()).map(|c| self.values.remove(&target(c))).collect()
        };
        let (spend, organic) = (channels(Target::Spend), channels(Target::Activity));
        let drivers = (0..names.drivers.len()).map(|d| self.values.remove(&Target::Driver(d))).collect();
        if !silent.is_empty() && spend.iter().any(Option::is_some) {
            notices.push(Notice::NotInFile(silent));
        }
        PlanRows { spend, drivers, organic, notices }
    }
}

fn decimal_mark(sheet: &Sheet, head: &Head, rows: &[&Row]) -> DecimalMark {
    let mut tally = MarkTally::default();
    for row in rows {
        let cells = head.targets.iter().map(|(column, ..)| row.cell(*column));
        cells.filter(|c| c.kind == CellKind::Text).for_each(|c| tally.add(mark_evidence(c.text.trim())));
    }
    let commas = match sheet.about.delimiter {
        Some(Delimiter::Comma) => CommaUse::BetweenCells,
        _ => CommaUse::InCells,
    };
    tally.decide(commas).0
}

fn amount(cell: CellRef, mark: DecimalMark, target: Target, at: At) -> Result<f64, Problem> {
    let mark = if cell.kind == CellKind::Number { DecimalMark::Point } else { mark };
    match parse_number(cell.text.trim(), mark) {
        NumberCell::Number(value, _) if value < 0.0 && !matches!(target, Target::Driver(_)) => {
            Err(Problem::Negative(at))
        }
        NumberCell::Number(value, _) if value.abs() <= LARGEST => Ok(value),
        NumberCell::Empty => Err(Problem::EmptyCell(at)),
        NumberCell::Number(..) | NumberCell::Infinite | NumberCell::Text => Err(Problem::NotAnAmount(at)),
    }
}
