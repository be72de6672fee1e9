//! Where a cell comes from: source, rows, amount in its own currency, rate, rule and repairs, adding up to the cell.
//!
//! Nothing of it is stored: the flow of the week's days is looked at once more, and only names on them are placed.

use super::flow::{Arrival, Flow, LeftOut};
use super::frame::{Asked, Column, Frame};
use super::log::State;
use super::repair::RepairId;
use super::source::SourceId;
use super::{Tallies, days};
use crate::exports::{Amount, Measure};
use crate::money::Conversion;
use crate::taxonomy::{NodeId, RuleId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A cell of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its column.
    pub column: Column,
    /// The first day of its week.
    pub week: Date,
    /// Only what belongs to this market; everything where none.
    pub market: Option<String>,
}

/// A part of a cell: rows of one source under one name that went the same way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The source.
    pub source: SourceId,
    /// The file's name.
    pub file: String,
    /// The sheet's name; empty where the file has but one.
    pub sheet: String,
    /// The campaign, or whatever the rows are called.
    pub name: String,
    /// First and last row, as a spreadsheet counts; 0 for what a repair put in.
    pub rows: (u32, u32),
    /// How many rows.
    pub row_count: u32,
    /// What was measured.
    pub measure: Measure,
    /// The first and the last of their days in the cell.
    pub days: (Date, Date),
    /// The amount in its own currency, after repairs; of a level the sum over its days.
    pub own: Amount,
    /// Its own currency; none where the export names none.
    pub currency: Option<String>,
    /// The rate that was used; none where nothing was converted.
    pub conversion: Option<Conversion>,
    /// Whether tax was taken out or put in.
    pub is_taxed: bool,
    /// The channel, sub-channel or driver in which it was placed; none for the outcome.
    pub node: Option<NodeId>,
    /// The rule that placed it; none for the outcome.
    pub rule: Option<RuleId>,
    /// The repairs that changed it.
    pub repairs: Vec<RepairId>,
    /// What it is in the cell, in the workspace's currency.
    pub amount: Amount,
}

/// All parts of a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lineage {
    /// The cell.
    pub cell: Cell,
    /// The parts, the largest first.
    pub origins: Vec<Origin>,
    /// Their sum: spend or outcome of the cell. Of a level, the cell is this over `values`; of an event, the largest.
    pub sum: Amount,
    /// How many values were put together.
    pub values: u32,
}

/// The parts that went the same way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    lane: usize,
    subject: u32,
    measure: Measure,
    currency: Option<String>,
    conversion: Option<Conversion>,
    is_taxed: bool,
    repairs: Vec<usize>,
}

#[derive(Default)]
struct Gathered {
    lines: BTreeSet<(u32, u32, u32, usize)>,
    days: Option<(i32, i32)>,
    own: i64,
    amount: i64,
}

/// Where a cell comes from. A cell that there is not has no parts.
pub fn lineage(state: &State, tallies: &Tallies, cell: &Cell) -> Lineage {
    let days = days::number(cell.week).map(|week| week..=week.saturating_add(6));
    let frame = Frame::asked(state, tallies, &days.map_or(Asked::None, Asked::On));
    let mut gathered: BTreeMap<Way, Gathered> = BTreeMap::new();
    let mut values = 0;
    if let (Some(column), Some(week)) = (frame.column(&cell.column), days::number(cell.week)) {
        let market = cell.market.as_ref().map(|market| frame.markets.binary_search(market).ok());
        let is_in = |arrival: &Arrival<'_>| {
            arrival.column == column && market.is_none_or(|market| market.is_some() && arrival.placed.market == market)
        };
        for (lane_place, lane) in frame.lanes.iter().enumerate() {
            let mut flow = Flow::new(&frame, lane, week..=week.saturating_add(6));
            flow.run(&mut LeftOut::default(), |arrival, repairs| {
                if is_in(arrival) {
                    values += 1;
                    gathered.entry(way(lane_place, arrival, repairs)).or_default().add(arrival);
                }
            });
        }
    }
    let sum = Amount(gathered.values().fold(0, |sum: i64, one| sum.saturating_add(one.amount)));
    let mut origins: Vec<Origin> =
        gathered.into_iter().filter_map(|(way, gathered)| origin(&frame, way, gathered)).collect();
    origins.sort_by_key(|origin| std::cmp::Reverse(origin.amount.0.unsigned_abs()));
    Lineage { cell: cell.clone(), origins, sum, values }
}

fn way(lane: usize, arrival: &Arrival<'_>, repairs: &[usize]) -> Way {
    Way {
        lane,
        subject: arrival.line.subject,
        measure: arrival.measure,
        currency: arrival.currency.map(str::to_owned),
        conversion: arrival.conversion,
        is_taxed: arrival.is_taxed,
        repairs: repairs.to_vec(),
    }
}

impl Gathered {
    fn add(&mut self, arrival: &Arrival<'_>) {
        let (first, last, count) = arrival.line.rows;
        // Its place tells lines with the same rows apart.
        self.lines.insert((first, last, count, arrival.place));
        let (from, to) = self.days.unwrap_or((arrival.day, arrival.day));
        self.days = Some((from.min(arrival.day), to.max(arrival.day)));
        self.own = self.own.saturating_add(arrival.own.0);
        self.amount = self.amount.saturating_add(arrival.amount.0);
    }
}

fn origin(frame: &Frame<'_>, way: Way, gathered: Gathered) -> Option<Origin> {
    let lane = frame.lanes.get(way.lane)?;
    let subject = lane.tally.subjects.get(way.subject as usize)?;
    let names = [&subject.campaign, &subject.market, &subject.kind, &subject.product, &subject.account];
    let name = names.into_iter().find(|part| !part.trim().is_empty());
    let is_outcome = !matches!(way.measure, Measure::Spend | Measure::Level | Measure::Event);
    let placed = lane.placed.get(way.subject as usize);
    let (from, to) = gathered.days?;
    Some(Origin {
        source: lane.source.id.clone(),
        file: lane.source.file.clone(),
        sheet: lane.source.sheet.clone(),
        name: name.map_or_else(String::new, |name| name.trim().to_owned()),
        rows: (
            gathered.lines.iter().map(|line| line.0).min().unwrap_or(0),
            gathered.lines.iter().map(|line| line.1).max().unwrap_or(0),
        ),
        row_count: gathered.lines.iter().map(|line| line.2).sum(),
        measure: way.measure,
        days: (days::day(from), days::day(to)),
        own: Amount(gathered.own),
        currency: way.currency,
        conversion: way.conversion,
        is_taxed: way.is_taxed,
        node: placed.and_then(|placed| placed.node.clone()).filter(|_| !is_outcome),
        rule: placed.and_then(|placed| placed.rule.clone()).filter(|_| !is_outcome),
        repairs: way.repairs.iter().filter_map(|place| lane.repairs.get(*place)).map(|one| one.id.clone()).collect(),
        amount: Amount(gathered.amount),
    })
}
