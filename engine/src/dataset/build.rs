//! The panel: what flows, added up by column, market and week.
//!
//! Spend and outcome are sums of whole millionths. A level (a price) is the mean over all days of the week that have a
//! value (over names, where a day has several; rows of one name and day are averaged before), an event the largest. Only the last step makes numbers with a fraction of them.

use super::Tallies;
use super::days;
use super::flow::{Arrival, Flow, LeftOut};
use super::frame::{Column, Frame};
use super::issue::Issue;
use super::log::State;
use super::regions;
use super::window::{PartialWeek, Window};
use crate::exports::{Amount, Measure};
use crate::panel::{Channel, Driver, DriverKind, Panel, PanelParts};
use crate::taxonomy::NodeKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Weeks of spend before the panel's first that are kept: carry-over reaches no further.
const LONGEST_HISTORY_WEEKS: i32 = 260;

/// A panel and all that is to be known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Built {
    /// The panel.
    pub panel: Result<Panel, BuildError>,
    /// The workspace's currency.
    pub currency: String,
    /// The columns with their names: outcome, channels, drivers.
    pub columns: Vec<(Column, String)>,
    /// The markets that names were placed in.
    pub markets: Vec<String>,
    /// Weeks at the edges of which days are missing.
    pub partial_weeks: Vec<PartialWeek>,
    /// What was left out, assumed or filled.
    pub issues: Vec<Issue>,
}

/// Why there is no panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BuildError {
    /// No source has the outcome.
    NoOutcome,
    /// The outcome covers no whole week.
    NoWholeWeek,
    /// The columns do not form a panel.
    Panel(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOutcome => {
                write!(f, "No source has the outcome; add an export of a shop, a till or a customer list.")
            }
            Self::NoWholeWeek => write!(f, "The outcome covers no whole week yet."),
            Self::Panel(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for BuildError {}

/// Builds the panel of a state.
pub fn build(state: &State, tallies: &Tallies) -> Built {
    build_in(&Frame::new(state, tallies))
}

/// The same, of a frame that is ready.
pub(super) fn build_in(frame: &Frame<'_>) -> Built {
    let window = Window::of(frame);
    let (cells, left_out) = Cells::fill(frame, window.as_ref());
    let mut issues = issues(frame, left_out);
    let panel = match &window {
        None => Err(BuildError::NoOutcome),
        Some(window) if window.weeks == 0 => Err(BuildError::NoWholeWeek),
        Some(window) => panel(frame, &cells, window, &mut issues),
    };
    let window = window.unwrap_or_default();
    issues.extend(window.issues);
    let columns = frame.columns.iter().map(|column| (column.clone(), frame.name(column))).collect();
    let (currency, markets) = (frame.currency.clone(), frame.markets.clone());
    Built { panel, currency, columns, markets, partial_weeks: window.partial, issues }
}

/// A sum, and of how many values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) sum: i64,
    pub(super) count: u32,
}

/// All cells: by column, market (the last is for none) and week.
pub(super) struct Cells {
    first: i32,
    weeks: usize,
    markets: usize,
    slots: Vec<Slot>,
}

impl Cells {
    /// The window's weeks and what is known before them; days outside flow past.
    fn fill(frame: &Frame<'_>, window: Option<&Window>) -> (Self, LeftOut) {
        let markets = if frame.state.settings.by_market { frame.markets.len() + 1 } else { 1 };
        let extents = frame.lanes.iter().filter_map(|lane| lane.whole_extent());
        let start = window.map_or(0, |window| window.first);
        let earliest = extents.map(|(first, _)| first).min().unwrap_or(start).max(start - 7 * LONGEST_HISTORY_WEEKS);
        let first = days::week_start(earliest.min(start), frame.state.settings.weekday());
        let weeks = window.map_or(0, |window| ((start - first) / 7) as usize + window.weeks);
        let mut cells = Self { first, weeks, markets, slots: vec![] };
        cells.slots = vec![Slot::default(); frame.columns.len() * markets * weeks];
        let mut left_out = LeftOut::default();
        for lane in &frame.lanes {
            Flow::new(frame, lane, i32::MIN..=i32::MAX).run(&mut left_out, |arrival, _| cells.add(arrival));
        }
        (cells, left_out)
    }

    fn add(&mut self, arrival: &Arrival<'_>) {
        let market = arrival.placed.market.filter(|_| self.markets > 1);
        let week = usize::try_from((arrival.day - self.first).div_euclid(7)).ok();
        let place = week.and_then(|week| self.place(arrival.column, market, week));
        let Some(slot) = place.and_then(|place| self.slots.get_mut(place)) else { return };
        match arrival.measure {
            Measure::Event => *slot = Slot { sum: slot.sum.max(arrival.amount.0), count: 1 },
            Measure::Level => {
                let (sum, count) = (slot.sum.saturating_add(arrival.amount.0), slot.count.saturating_add(1));
                *slot = Slot { sum, count };
            }
            _ => *slot = Slot { sum: slot.sum.saturating_add(arrival.amount.0), count: 1 },
        }
    }

    fn place(&self, column: usize, market: Option<usize>, week: usize) -> Option<usize> {
        let market = market.unwrap_or(self.markets - 1);
        (week < self.weeks && market < self.markets).then_some((column * self.markets + market) * self.weeks + week)
    }

    /// A market's cell; of no market where none.
    pub(super) fn of_market(&self, column: usize, market: Option<usize>, day: i32) -> Slot {
        let week = (day - self.first).div_euclid(7);
        let place = usize::try_from(week).ok().and_then(|week| self.place(column, market, week));
        place.and_then(|place| self.slots.get(place)).copied().unwrap_or_default()
    }

    /// The cell of all markets together.
    pub(super) fn whole(&self, column: usize, day: i32, is_event: bool) -> Slot {
        let slots = (0..self.markets).map(|market| self.of_market(column, Some(market), day));
        slots.fold(Slot::default(), |all, one| match is_event {
            true => Slot { sum: all.sum.max(one.sum), count: all.count.max(one.count) },
            false => Slot { sum: all.sum.saturating_add(one.sum), count: all.count.saturating_add(one.count) },
        })
    }

    pub(super) fn first_day(&self) -> i32 {
        self.first
    }
}

impl Slot {
    /// The mean of a level; none without a value.
    pub(super) fn mean(self) -> Option<f64> {
        (self.count > 0).then(|| Amount(self.sum).to_f64() / f64::from(self.count))
    }
}

fn panel(frame: &Frame<'_>, cells: &Cells, window: &Window, issues: &mut Vec<Issue>) -> Result<Panel, BuildError> {
    let week = |i: usize| window.first + 7 * i as i32;
    let weeks: Vec<Date> = (0..window.weeks).map(|i| days::day(week(i))).collect();
    let outcome = (0..window.weeks).map(|i| Amount(cells.whole(0, week(i), false).sum).to_f64()).collect();
    let mut parts = PanelParts {
        weeks,
        outcome_name: frame.name(&Column::Outcome),
        outcome_kind: frame.state.outcome.measure.kind(),
        outcome,
        channels: vec![],
        drivers: vec![],
        regions: vec![],
    };
    for (place, column) in frame.columns.iter().enumerate() {
        match column {
            Column::Outcome => {}
            Column::Channel(_) => parts.channels.push(channel(frame, cells, window, place, issues)),
            Column::Driver(_) => parts.drivers.extend(driver(frame, cells, window, place, issues)),
        }
    }
    if frame.state.settings.by_market {
        regions::add(frame, cells, window, &mut parts, issues);
    }
    Panel::new(parts).map_err(|error| BuildError::Panel(error.to_string()))
}

fn channel(frame: &Frame<'_>, cells: &Cells, window: &Window, place: usize, issues: &mut Vec<Issue>) -> Channel {
    let name = frame.columns.get(place).map_or_else(String::new, |column| frame.name(column));
    let mut spend = |day: i32| {
        let sum = cells.whole(place, day, false).sum;
        if sum < 0 {
            let (channel, week, amount) = (name.clone(), days::day(day), Amount(sum));
            issues.push(Issue::NegativeSpend { channel, market: None, week, amount });
        }
        Amount(sum.max(0)).to_f64()
    };
    let before = (window.first - cells.first_day()).max(0) / 7;
    let history: Vec<f64> = (0..before).map(|i| spend(window.first - 7 * (before - i))).collect();
    let spend_by_week = (0..window.weeks as i32).map(|i| spend(window.first + 7 * i)).collect();
    // Nothing known is not the same as nothing spent: a history begins with the first spend.
    let first = history.iter().position(|&x| x > 0.0).unwrap_or(history.len());
    let history = history.get(first..).unwrap_or(&[]).to_vec();
    Channel { history, ..Channel::new(&name, spend_by_week) }
}

/// None where no week has a value.
fn driver(frame: &Frame<'_>, cells: &Cells, window: &Window, place: usize, issues: &mut Vec<Issue>) -> Option<Driver> {
    let column = frame.columns.get(place)?;
    let (name, kind) = (frame.name(column), driver_kind(frame, column)?);
    let is_event = kind == DriverKind::Event;
    let known: Vec<Option<f64>> =
        (0..window.weeks as i32).map(|i| cells.whole(place, window.first + 7 * i, is_event).mean()).collect();
    let (value_by_week, filled) = without_gaps(kind, &known)?;
    if filled > 0 {
        issues.push(Issue::DriverFilled { driver: name.clone(), weeks: filled });
    }
    Some(Driver { name, kind, value_by_week })
}

/// Weeks without a promotion or event have none; a price or another level stays as it was. None where nothing is known.
pub(super) fn without_gaps(kind: DriverKind, known: &[Option<f64>]) -> Option<(Vec<f64>, u32)> {
    let first = known.iter().copied().flatten().next()?;
    if matches!(kind, DriverKind::Promotion | DriverKind::Event | DriverKind::Calendar(_)) {
        return Some((known.iter().map(|value| value.unwrap_or(0.0)).collect(), 0));
    }
    let mut last = first;
    let filled = known.iter().filter(|value| value.is_none()).count() as u32;
    let values = known.iter().map(|value| {
        last = value.unwrap_or(last);
        last
    });
    Some((values.collect(), filled))
}

pub(super) fn driver_kind(frame: &Frame<'_>, column: &Column) -> Option<DriverKind> {
    let Column::Driver(id) = column else { return None };
    match frame.state.taxonomy.tree.get(id)?.kind {
        NodeKind::Driver(kind) => Some(kind),
        NodeKind::Channel => None,
    }
}

fn issues(frame: &Frame<'_>, left_out: LeftOut) -> Vec<Issue> {
    let mut issues: Vec<Issue> = vec![];
    let unconverted = left_out.unconverted.into_iter().map(|((currency, source), (days, amount))| Issue::MissingRate {
        currency,
        source,
        days: days::stretches(days),
        amount: Amount(amount),
    });
    issues.extend(unconverted);
    issues.extend(uncaught(frame));
    let counted = |source| Issue::CurrencyAssumed { source, currency: frame.currency.clone() };
    issues.extend(left_out.assumed.into_iter().map(counted));
    let rows = left_out.implausible.into_iter();
    issues.extend(rows.map(|(source, rows)| Issue::ImplausibleDays { source, rows }));
    let revenue = left_out.without_cost.into_iter();
    issues.extend(revenue.map(|(source, revenue)| Issue::NoCost { source, revenue: Amount(revenue) }));
    let faults = frame.faults.iter();
    issues.extend(faults.map(|(rule, why)| Issue::RuleFault { rule: rule.clone(), reason: why.to_string() }));
    let measure = frame.state.outcome.measure.measure();
    let others = frame.lanes.iter().filter(|lane| !lane.is_outcome && lane.extent(measure).is_some());
    issues.extend(others.map(|lane| Issue::NotCounted { source: lane.source.id.clone() }));
    issues
}

/// By source, the names with spend that belong nowhere.
fn uncaught(frame: &Frame<'_>) -> Vec<Issue> {
    let mut issues = vec![];
    for lane in &frame.lanes {
        let is_open =
            |place: usize| lane.placed.get(place).is_some_and(|placed| placed.channel.is_none() && !placed.left_out);
        let mut names = vec![0_i64; lane.tally.subjects.len()];
        for line in lane.tally.lines.iter().filter(|line| is_open(line.subject as usize)) {
            let Some((from, to)) = lane.span(line) else { continue };
            let is_counted = (from..=to).any(|day| !lane.is_replaced(Measure::Spend, day));
            let Some(spend) = line.amounts.of(Measure::Spend).filter(|_| is_counted) else { continue };
            let convert = |currency| frame.rates.on(currency, &frame.currency, days::day(from));
            let currency = lane.currency(line).filter(|currency| *currency != frame.currency);
            let amount = currency.map_or(Some(spend), |currency| convert(currency).map(|c| c.of(spend)));
            let sum = names.get_mut(line.subject as usize);
            sum.into_iter().for_each(|sum| *sum = sum.saturating_add(amount.unwrap_or_default().0));
        }
        let with_spend = names.iter().filter(|sum| **sum != 0);
        let (count, spend) = with_spend.fold((0, 0_i64), |(n, all), one| (n + 1, all.saturating_add(*one)));
        if count > 0 {
            issues.push(Issue::Uncaught { source: lane.source.id.clone(), names: count, spend: Amount(spend) });
        }
    }
    issues
}
