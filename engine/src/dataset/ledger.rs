//! What the data have for finance: parts by day for the ledger's totals, and profit by week.

use super::flow::{Flow, LeftOut};
use super::frame::{Column, Frame};
use super::log::State;
use super::settings::OutcomeMeasure;
use super::{Tallies, days};
use crate::exports::{Amount, Measure};
use crate::finance::{LedgerKind, Part, Profit};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What counts, by source, channel and day: to be held against totals of the ledger. Days, not weeks, so that months
/// are exact.
pub fn ledger_parts(state: &State, tallies: &Tallies) -> Vec<Part> {
    parts_in(&Frame::new(state, tallies))
}

/// The same, of a frame that is ready.
pub(super) fn parts_in(frame: &Frame<'_>) -> Vec<Part> {
    let state = frame.state;
    let is_money = matches!(state.outcome.measure, OutcomeMeasure::Revenue);
    let mut sums: BTreeMap<(LedgerKind, usize, usize, i32), i64> = BTreeMap::new();
    for (place, lane) in frame.lanes.iter().enumerate() {
        Flow::new(frame, lane, i32::MIN..=i32::MAX).run(&mut LeftOut::default(), |arrival, _| {
            let kind = match arrival.measure.counted_with() {
                Measure::Spend => LedgerKind::Spend,
                Measure::Revenue if is_money => LedgerKind::Revenue,
                _ => return,
            };
            let sum = sums.entry((kind, place, arrival.column, arrival.day)).or_default();
            *sum = sum.saturating_add(arrival.amount.0);
        });
    }
    let part = |((kind, place, column, day), sum): ((LedgerKind, usize, usize, i32), i64)| {
        let channel = match frame.columns.get(column)? {
            Column::Channel(id) => Some(id.0.clone()),
            Column::Outcome | Column::Driver(_) => None,
        };
        let source = frame.lanes.get(place)?.source.shown();
        Some(Part { kind, channel, source, day: days::day(day), amount: Amount(sum) })
    };
    sums.into_iter().filter_map(part).collect()
}

/// Revenue, contribution margin and profit by week, oldest first, of all weeks that have anything. Cost of goods is the
/// exports' own where they have it, else by the rates given; without either it is nothing.
pub fn profit_by_week(state: &State, tallies: &Tallies) -> Vec<(Date, Profit)> {
    profit_in(&Frame::new(state, tallies))
}

/// The same, of a frame that is ready.
pub(super) fn profit_in(frame: &Frame<'_>) -> Vec<(Date, Profit)> {
    let counted = |measure: OutcomeMeasure| {
        let mut state = frame.state.clone();
        state.outcome.measure = measure;
        state
    };
    let (of_margin, of_revenue) = (counted(OutcomeMeasure::GrossMargin), counted(OutcomeMeasure::Revenue));
    let revenue = by_week(&frame.counted_by(&of_revenue));
    let has_costs =
        !frame.state.costs.rules.is_empty() || frame.lanes.iter().any(|l| l.extent(Measure::CostOfGoods).is_some());
    let margin = if has_costs { by_week(&frame.counted_by(&of_margin)) } else { BTreeMap::new() };
    let profit = |(day, (revenue, spend)): (i32, (i64, i64))| {
        let margin = margin.get(&day).map_or(revenue, |(margin, _)| *margin);
        let cost = Amount(revenue.saturating_sub(margin));
        (days::day(day), Profit::new(Amount(revenue), cost, Amount(spend)))
    };
    revenue.into_iter().map(profit).collect()
}

/// By week, outcome and spend.
fn by_week(frame: &Frame<'_>) -> BTreeMap<i32, (i64, i64)> {
    let state = frame.state;
    let mut weeks: BTreeMap<i32, (i64, i64)> = BTreeMap::new();
    for lane in &frame.lanes {
        Flow::new(frame, lane, i32::MIN..=i32::MAX).run(&mut LeftOut::default(), |arrival, _| {
            let week = weeks.entry(days::week_start(arrival.day, state.settings.weekday())).or_default();
            match arrival.measure {
                Measure::Spend => week.1 = week.1.saturating_add(arrival.amount.0),
                _ if arrival.column == 0 => week.0 = week.0.saturating_add(arrival.amount.0),
                _ => {}
            }
        });
    }
    weeks
}
