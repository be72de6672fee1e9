//! The frame: for each source, where each of its names belongs and which of its days count; columns and markets.
//!
//! Names are placed once each, not per row, which is what makes a change of the taxonomy cheap.

use super::days::{self, DaySet};
use super::flow::Applied;
use super::log::State;
use super::overlap;
use super::settings::ChannelGrain;
use super::source::{Source, SourceId};
use super::{Tallies, propose};
use crate::exports::{LineRef, Lines, Measure, Platform, Tally, Zone};
use crate::money::RateTable;
use crate::taxonomy::{Classifier, ConditionError, Named, NodeId, NodeKind, RuleId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, RangeInclusive};
use std::sync::Arc;

/// Measures there are.
pub(super) const MEASURES: usize = 17;
/// Flights of more days are taken for mistakes.
pub(super) const LONGEST_DAYS: i32 = 3_660;

/// A column of the panel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// The outcome.
    Outcome,
    /// A channel's spend.
    Channel(NodeId),
    /// A driver.
    Driver(NodeId),
}

/// Where a name of a source belongs.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    pub(super) node: Option<NodeId>,
    pub(super) channel: Option<usize>,
    pub(super) driver: Option<usize>,
    pub(super) left_out: bool,
    pub(super) market: Option<usize>,
    pub(super) product: Option<String>,
    pub(super) rule: Option<RuleId>,
}

/// Which names are placed.
pub(super) enum Asked {
    /// All.
    All,
    /// Those with an amount on these days: columns and markets of no other name are there.
    On(RangeInclusive<i32>),
    /// None: the taxonomy is not looked at.
    None,
}

/// A tally of days: as it was read, or cut from times.
#[derive(Clone)]
pub(super) enum Days<'a> {
    /// As it was read.
    AsRead(&'a Tally),
    /// Cut in the zone in which days are counted.
    Cut(Arc<Tally>),
}

impl<'a> Days<'a> {
    fn of(state: &State, source: &Source, tally: &'a Tally) -> Self {
        if !tally.has_times() {
            return Self::AsRead(tally);
        }
        let counted = state.settings.zone.as_deref().and_then(Zone::named);
        Self::Cut(Arc::new(tally.in_days(Zone::named(&source.time_zone), counted)))
    }
}

impl Deref for Days<'_> {
    type Target = Tally;

    fn deref(&self) -> &Tally {
        match self {
            Self::AsRead(tally) => tally,
            Self::Cut(tally) => tally,
        }
    }
}

/// One source, ready.
#[derive(Clone)]
pub(super) struct Lane<'a> {
    pub(super) source: &'a Source,
    pub(super) tally: Days<'a>,
    pub(super) placed: Vec<Placed>,
    pub(super) repairs: Vec<Applied<'a>>,
    /// Days by which each name is moved; empty where none is.
    pub(super) shifts: Vec<i32>,
    /// Lines that repairs put into gaps, or put in to take repeated rows off.
    pub(super) filled: Lines,
    /// Of each of them, which repair.
    pub(super) filled_by: Vec<usize>,
    /// By measure, the days that it has.
    pub(super) has: Vec<DaySet>,
    /// By measure, the days on which another source counts.
    pub(super) replaced: Vec<DaySet>,
    pub(super) is_outcome: bool,
}

/// Everything, ready.
#[derive(Clone)]
pub(super) struct Frame<'a> {
    pub(super) state: &'a State,
    pub(super) lanes: Vec<Lane<'a>>,
    /// The outcome first, then channels and drivers in the tree's order.
    pub(super) columns: Vec<Column>,
    /// Sorted.
    pub(super) markets: Vec<String>,
    pub(super) currency: String,
    pub(super) rates: RateTable,
    pub(super) faults: Vec<(RuleId, ConditionError)>,
}

impl<'a> Frame<'a> {
    /// Frames all sources of which there is a tally.
    pub(super) fn new(state: &'a State, tallies: &'a Tallies) -> Self {
        Self::asked(state, tallies, &Asked::All)
    }

    /// The same, with only some names placed: for one cell, all others are no matter.
    pub(super) fn asked(state: &'a State, tallies: &'a Tallies, asked: &Asked) -> Self {
        Self::of_lanes(state, Self::lanes_only(state, tallies), rates(state, tallies), asked)
    }

    /// The same, of lanes and rates that are ready.
    pub(super) fn of_lanes(state: &'a State, lanes: Vec<Lane<'a>>, rates: RateTable, asked: &Asked) -> Self {
        let classifier = Classifier::new(&state.taxonomy);
        let mut frame = Self {
            state,
            lanes,
            columns: vec![Column::Outcome],
            markets: vec![],
            currency: String::new(),
            rates,
            faults: classifier.faults().to_vec(),
        };
        frame.place(&classifier, asked);
        frame.count_outcome();
        frame
    }

    /// The same sources under the same names, counted by the outcome of another state.
    pub(super) fn counted_by(&self, state: &'a State) -> Self {
        let mut frame = Self { state, ..self.clone() };
        frame.count_outcome();
        frame
    }

    /// Notes which sources have the outcome, and the currency, which follows from it where none is chosen.
    fn count_outcome(&mut self) {
        let outcome = propose::outcome_sources(self.state, &self.lanes);
        self.lanes.iter_mut().for_each(|lane| lane.is_outcome = outcome.contains(&lane.source.id));
        let chosen = self.state.settings.currency.clone();
        self.currency = chosen.unwrap_or_else(|| propose::currency(&self.lanes));
    }

    /// Sources without their places: for what does not look at the taxonomy.
    pub(super) fn lanes_only(state: &'a State, tallies: &'a Tallies) -> Vec<Lane<'a>> {
        let mut lanes = lanes(state, tallies);
        overlap::replace(&mut lanes, state);
        lanes
    }

    /// The place of a column.
    pub(super) fn column(&self, column: &Column) -> Option<usize> {
        self.columns.iter().position(|one| one == column)
    }

    /// The name of a column, as shown.
    pub(super) fn name(&self, column: &Column) -> String {
        match column {
            Column::Outcome => match self.state.outcome.name.as_str() {
                "" => self.state.outcome.measure.name().to_owned(),
                name => name.to_owned(),
            },
            Column::Channel(id) | Column::Driver(id) => {
                self.state.taxonomy.tree.get(id).map_or_else(|| id.0.clone(), |node| node.name.clone())
            }
        }
    }

    fn place(&mut self, classifier: &Classifier<'_>, asked: &Asked) {
        let mut markets = BTreeSet::new();
        let mut placements = vec![];
        for lane in &self.lanes {
            let shown = lane.source.shown();
            let named = |subject| Named { platform: lane.source.platform, source: &shown, subject };
            let names = lane.tally.subjects.iter().zip(lane.names_on(asked));
            let one: Vec<_> = names.map(|(subject, is_on)| is_on.then(|| classifier.place(named(subject)))).collect();
            markets.extend(one.iter().flatten().filter_map(|placement| placement.market.clone()));
            placements.push(one);
        }
        self.markets = markets.into_iter().collect();
        let roots = self.root_columns();
        let used: BTreeSet<&Column> =
            placements.iter().flatten().flatten().filter_map(|p| roots.get(p.node.as_ref()?)).collect();
        let in_order = self.state.taxonomy.tree.nodes().iter().filter_map(|node| roots.get(&node.id));
        for column in in_order.filter(|column| used.contains(column)) {
            if !self.columns.contains(column) {
                self.columns.push(column.clone());
            }
        }
        let places: BTreeMap<&Column, usize> = self.columns.iter().enumerate().map(|(i, column)| (column, i)).collect();
        for (lane, placements) in self.lanes.iter_mut().zip(placements) {
            let place = |placement: crate::taxonomy::Placement| {
                let column = placement.node.as_ref().and_then(|node| roots.get(node));
                let place = column.and_then(|column| places.get(column)).copied();
                Placed {
                    channel: place.filter(|_| matches!(column, Some(Column::Channel(_)))),
                    driver: place.filter(|_| matches!(column, Some(Column::Driver(_)))),
                    left_out: placement.left_out,
                    market: placement.market.and_then(|market| self.markets.binary_search(&market).ok()),
                    product: placement.product,
                    rule: placement.by,
                    node: placement.node,
                }
            };
            lane.placed = placements.into_iter().map(|one| one.map_or_else(Placed::default, place)).collect();
        }
    }

    /// For each node, the column to which it adds.
    fn root_columns(&self) -> BTreeMap<NodeId, Column> {
        let tree = &self.state.taxonomy.tree;
        let column = |id: &NodeId| {
            let node = match self.state.settings.grain {
                ChannelGrain::Channels => tree.root_of(id)?,
                ChannelGrain::SubChannels => tree.get(id)?,
            };
            Some(match node.kind {
                NodeKind::Channel => Column::Channel(node.id.clone()),
                NodeKind::Driver(_) => Column::Driver(node.id.clone()),
            })
        };
        tree.nodes().iter().filter_map(|node| Some((node.id.clone(), column(&node.id)?))).collect()
    }
}

impl Lane<'_> {
    /// The lines as counted: those of the file, then those put into gaps.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Option<usize>, LineRef<'_>)> {
        let own = self.tally.lines.iter().map(|line| (None, line));
        own.chain(self.filled_by.iter().copied().map(Some).zip(self.filled.iter()))
    }

    /// The days of a line, moved as repairs ask; none where they are implausible.
    pub(super) fn span(&self, line: LineRef<'_>) -> Option<(i32, i32)> {
        let shift = self.shifts.get(line.subject as usize).copied().unwrap_or(0);
        let from = days::number(line.from)?;
        let to = if line.to == line.from { from } else { days::number(line.to)? };
        (from <= to && to - from < LONGEST_DAYS).then_some((from + shift, to + shift))
    }

    /// For each name, whether it is to be placed.
    fn names_on(&self, asked: &Asked) -> Vec<bool> {
        let days = match asked {
            Asked::All => return vec![true; self.tally.subjects.len()],
            Asked::On(days) => days,
            Asked::None => return vec![false; self.tally.subjects.len()],
        };
        let mut is_on = vec![false; self.tally.subjects.len()];
        for (_, line) in self.lines() {
            let touches = self.span(line).is_some_and(|(from, to)| from <= *days.end() && *days.start() <= to);
            is_on.get_mut(line.subject as usize).into_iter().for_each(|on| *on |= touches);
        }
        is_on
    }

    /// The currency of a line, where the export or the mapping names one.
    pub(super) fn currency(&self, line: LineRef<'_>) -> Option<&str> {
        self.currency_at(line.currency)
    }

    /// The currency at a place of the tally's list; that of the mapping where there is none.
    pub(super) fn currency_at(&self, place: Option<u16>) -> Option<&str> {
        let own = place.and_then(|place| self.tally.currencies.get(usize::from(place)));
        own.or(self.source.currency.as_ref()).map(String::as_str)
    }

    /// First and last day of a measure.
    pub(super) fn extent(&self, measure: Measure) -> Option<(i32, i32)> {
        let has = self.has.get(measure as usize)?;
        Some((has.days().next()?, has.days().next_back()?))
    }

    /// First and last day of anything.
    pub(super) fn whole_extent(&self) -> Option<(i32, i32)> {
        let days = || self.has.iter().filter(|has| !has.is_empty());
        let first = days().filter_map(|has| has.days().next()).min()?;
        Some((first, days().filter_map(|has| has.days().next_back()).max()?))
    }

    pub(super) fn is_replaced(&self, measure: Measure, day: i32) -> bool {
        self.replaced.get(measure.counted_with() as usize).is_some_and(|days| days.contains(day))
    }

    fn note_days(&mut self) {
        let spans = || self.lines().filter_map(|(_, line)| self.span(line));
        let first = spans().map(|(from, _)| from).min().unwrap_or(0);
        let last = spans().map(|(_, to)| to).max().unwrap_or(-1);
        // A bit for each measure of a day.
        let mut on = vec![0_u32; (last - first + 1).max(0) as usize];
        for (_, line) in self.lines() {
            let Some((from, to)) = self.span(line) else { continue };
            let own = line.amounts.iter().fold(0, |all, (measure, _)| all | 1 << measure as u32);
            let days = on.get_mut((from - first) as usize..=(to - first) as usize);
            days.into_iter().flatten().for_each(|day| *day |= own);
        }
        let has = |measure: usize| {
            let mut has = DaySet::within(first, last);
            (first..).zip(&on).filter(|(_, own)| **own >> measure & 1 == 1).for_each(|(day, _)| has.insert(day));
            has
        };
        self.has = (0..MEASURES).map(has).collect();
    }
}

/// Sources in the order of their ids: the order of import does not matter.
fn lanes<'a>(state: &'a State, tallies: &'a Tallies) -> Vec<Lane<'a>> {
    let with_tally = state.sources.values().filter_map(|source| Some((source, tallies.get(&source.id)?)));
    with_tally
        .filter(|(source, _)| source.platform != Platform::ExchangeRates)
        .map(|(s, t)| lane(state, s, t))
        .collect()
}

fn lane<'a>(state: &'a State, source: &'a Source, tally: &'a Tally) -> Lane<'a> {
    let tally = Days::of(state, source, tally);
    let applied = |(id, repair)| Applied::new(id, repair, source, &tally);
    let repairs: Vec<Applied<'_>> = state.repairs.iter().filter_map(applied).collect();
    let mut lane = Lane {
        source,
        placed: vec![],
        shifts: super::flow::shifts(&repairs, &tally),
        tally,
        repairs,
        filled: Lines::default(),
        filled_by: vec![],
        has: vec![],
        replaced: vec![DaySet::default(); MEASURES],
        is_outcome: false,
    };
    lane.note_days();
    let filled = super::flow::gaps_filled(&lane).into_iter().chain(super::flow::repeats_taken_off(&lane));
    (lane.filled_by, lane.filled) = filled.unzip();
    if !lane.filled.is_empty() {
        lane.note_days();
    }
    lane
}

/// The rates of files, newest last, then those typed, which count before them.
pub(super) fn rates(state: &State, tallies: &Tallies) -> RateTable {
    let mut files: Vec<(&Source, &SourceId)> =
        state.sources.iter().filter(|(_, s)| s.platform == Platform::ExchangeRates).map(|(id, s)| (s, id)).collect();
    files.sort_by_key(|(source, id)| (source.imported, *id));
    let of_files = files.into_iter().filter_map(|(_, id)| tallies.get(id)).map(RateTable::from_tally);
    of_files.fold(RateTable::default(), |all, one| all.and(&one)).and(&state.rates)
}
