//! The flow: every amount that counts, day by day, with all that was done to it on its way into a column.
//!
//! ```text
//! line --repairs--> spread over its days --days of newer exports and repairs left out--> converted --> tax --> column
//! ```
//!
//! The panel adds up what flows; the origins of a cell are the same flow, looked at instead of added up.

use super::days;
use super::frame::{Frame, Lane, Placed};
use super::repair::{Repair, RepairId};
use super::settings::{OutcomeMeasure, Returns};
use super::source::{Source, SourceId};
use super::spread::share_of_day;
use crate::exports::{Amount, Line, LineRef, Measure, Tally};
use crate::money::{Conversion, scaled};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// One amount on one day.
pub(super) struct Arrival<'f> {
    pub(super) line: LineRef<'f>,
    /// The line's place among all of its lane.
    pub(super) place: usize,
    pub(super) placed: &'f Placed,
    pub(super) column: usize,
    pub(super) measure: Measure,
    pub(super) day: i32,
    /// In its own currency, after repairs.
    pub(super) own: Amount,
    pub(super) currency: Option<&'f str>,
    pub(super) conversion: Option<Conversion>,
    pub(super) is_taxed: bool,
    /// What reaches the column.
    pub(super) amount: Amount,
}

/// What was left out on the way.
#[derive(Default)]
pub(super) struct LeftOut {
    /// By currency and source: days and amount without a rate.
    pub(super) unconverted: BTreeMap<(String, SourceId), (BTreeSet<i32>, i64)>,
    /// Rows with implausible days.
    pub(super) implausible: BTreeMap<SourceId, u32>,
    /// Revenue without a cost of goods.
    pub(super) without_cost: BTreeMap<SourceId, i64>,
    /// Sources of which a currency was assumed.
    pub(super) assumed: BTreeSet<SourceId>,
}

/// The flow of one lane.
pub(super) struct Flow<'f, 'a> {
    frame: &'f Frame<'a>,
    lane: &'f Lane<'a>,
    days: RangeInclusive<i32>,
    known: HashMap<(u16, i32), Option<Conversion>>,
    /// Of each of the tally's currencies, whether it is the workspace's.
    is_home: Vec<bool>,
    has_cost: bool,
}

impl<'f, 'a> Flow<'f, 'a> {
    /// The flow of a lane on some days.
    pub(super) fn new(frame: &'f Frame<'a>, lane: &'f Lane<'a>, days: RangeInclusive<i32>) -> Self {
        let has_cost = lane.extent(Measure::CostOfGoods).is_some();
        let is_home = lane.tally.currencies.iter().map(|currency| *currency == frame.currency).collect();
        Self { frame, lane, days, known: HashMap::new(), is_home, has_cost }
    }

    /// Calls back for every amount that counts, with the places of the lane's repairs that changed it.
    pub(super) fn run(&mut self, left_out: &mut LeftOut, mut emit: impl FnMut(&Arrival<'f>, &[usize])) {
        let mut repairs = vec![];
        for (place, (filled, line)) in self.lane.lines().enumerate() {
            let Some((from, to)) = self.lane.span(line) else {
                *left_out.implausible.entry(self.lane.source.id.clone()).or_default() += line.rows.2;
                continue;
            };
            if to < *self.days.start() || from > *self.days.end() {
                continue;
            }
            let Some(placed) = self.lane.placed.get(line.subject as usize).filter(|placed| !placed.left_out) else {
                continue;
            };
            for (measure, amount) in line.amounts.iter() {
                let Some(column) = self.column(placed, measure) else { continue };
                repairs.clear();
                repairs.extend(filled);
                let amount = self.lane.repaired(line, measure, amount, &mut repairs);
                let amount = if measure == Measure::RefundBeside { Amount(amount.0.saturating_neg()) } else { amount };
                let piece = Piece { line, place, placed, column, measure, amount, span: (from, to) };
                self.run_piece(&piece, &repairs, left_out, &mut emit);
            }
        }
    }

    fn run_piece(
        &mut self,
        piece: &Piece<'f>,
        repairs: &[usize],
        left_out: &mut LeftOut,
        emit: &mut impl FnMut(&Arrival<'f>, &[usize]),
    ) {
        let (from, to) = piece.span;
        let n = (to - from + 1) as u32;
        for day in from.max(*self.days.start())..=to.min(*self.days.end()) {
            if self.lane.is_replaced(piece.measure, day) || self.lane.is_left_out(piece.line, piece.measure, day) {
                continue;
            }
            let own = match piece.measure {
                Measure::Level | Measure::Event => piece.amount,
                _ => share_of_day(piece.amount, (day - from) as u32, n),
            };
            if let Some(arrival) = self.arrive(piece, day, own, left_out) {
                emit(&arrival, repairs);
            }
        }
    }

    /// Converts, taxes and costs an amount of a day.
    fn arrive(&mut self, piece: &Piece<'f>, day: i32, own: Amount, left_out: &mut LeftOut) -> Option<Arrival<'f>> {
        let (conversion, converted) = self.converted(piece, day, own, left_out)?;
        let id = &self.lane.source.id;
        let market = piece.placed.market.and_then(|market| self.frame.markets.get(market)).map(String::as_str);
        let tax = self.frame.state.tax.iter().find(|rule| rule.applies(&id.0, market, piece.measure));
        let taxed = tax.map_or(converted, |rule| rule.of(converted));
        let amount = self.margin(piece, day, taxed, left_out);
        Some(Arrival {
            line: piece.line,
            place: piece.place,
            placed: piece.placed,
            column: piece.column,
            measure: piece.measure,
            day,
            own,
            currency: self.lane.currency(piece.line),
            conversion,
            is_taxed: tax.is_some(),
            amount,
        })
    }

    fn converted(
        &mut self,
        piece: &Piece<'f>,
        day: i32,
        own: Amount,
        left_out: &mut LeftOut,
    ) -> Option<(Option<Conversion>, Amount)> {
        if !piece.measure.is_money() {
            return Some((None, own));
        }
        if piece.line.currency.and_then(|place| self.is_home.get(usize::from(place))) == Some(&true) {
            return Some((None, own));
        }
        let (frame, id) = (self.frame, &self.lane.source.id);
        let Some(currency) = self.lane.currency(piece.line) else {
            left_out.assumed.insert(id.clone());
            return Some((None, own));
        };
        if currency == frame.currency {
            return Some((None, own));
        }
        let key = (piece.line.currency.unwrap_or(u16::MAX), day);
        let ask = || frame.rates.on(currency, &frame.currency, days::day(day));
        match *self.known.entry(key).or_insert_with(ask) {
            Some(conversion) => Some((Some(conversion), conversion.of(own))),
            None => {
                let without = left_out.unconverted.entry((currency.to_owned(), id.clone())).or_default();
                without.0.insert(day);
                without.1 = without.1.saturating_add(own.0);
                None
            }
        }
    }

    /// What an amount is worth to the outcome where that is the gross margin.
    fn margin(&self, piece: &Piece<'_>, day: i32, amount: Amount, left_out: &mut LeftOut) -> Amount {
        let is_outcome = matches!(piece.measure.counted_with(), Measure::Revenue | Measure::CostOfGoods);
        if !is_outcome || self.frame.state.outcome.measure != OutcomeMeasure::GrossMargin {
            return amount;
        }
        match piece.measure {
            Measure::CostOfGoods => Amount(amount.0.saturating_neg()),
            _ if self.has_cost => amount,
            _ => match self.frame.state.costs.cost_of(amount, piece.placed.product.as_deref(), days::day(day)) {
                Some(cost) => Amount(amount.0.saturating_sub(cost.0)),
                None => {
                    let without = left_out.without_cost.entry(self.lane.source.id.clone()).or_default();
                    *without = without.saturating_add(amount.0);
                    amount
                }
            },
        }
    }

    /// The column to which a measure of a name adds.
    fn column(&self, placed: &Placed, measure: Measure) -> Option<usize> {
        let outcome = self.frame.state.outcome.measure;
        match measure {
            Measure::Spend => placed.channel,
            Measure::Level | Measure::Event => placed.driver,
            // What revenue is already less of is put back in; what stands beside it is taken off.
            Measure::Refund => self.of_revenue(Returns::LeftIn),
            Measure::RefundBeside => self.of_revenue(Returns::TakenOff),
            Measure::CostOfGoods => (self.lane.is_outcome && outcome == OutcomeMeasure::GrossMargin).then_some(0),
            _ => (self.lane.is_outcome && measure == outcome.measure()).then_some(0),
        }
    }

    /// The outcome's column, where it is of revenue and returns are to be so.
    fn of_revenue(&self, returns: Returns) -> Option<usize> {
        let outcome = &self.frame.state.outcome;
        let is_of_revenue = self.lane.is_outcome && outcome.measure.measure() == Measure::Revenue;
        (is_of_revenue && outcome.returns == returns).then_some(0)
    }
}

impl Lane<'_> {
    /// The amount of a line after repairs that scale it; whole lines only, by their first day. Adds the places of the
    /// repairs.
    pub(super) fn repaired(
        &self,
        line: LineRef<'_>,
        measure: Measure,
        amount: Amount,
        used: &mut Vec<usize>,
    ) -> Amount {
        let mut amount = amount;
        for (place, applied) in self.repairs.iter().enumerate() {
            match applied.repair {
                Repair::Scale { scope, numerator, denominator }
                    if *denominator != 0 && applied.has(line.subject, measure) && scope.has_day(line.from) =>
                {
                    amount = Amount(scaled(amount.0, *numerator, *denominator));
                    used.push(place);
                }
                Repair::ShiftDays { .. } if applied.has(line.subject, measure) => used.push(place),
                _ => {}
            }
        }
        amount
    }

    /// Whether a repair leaves a measure of a line out on a day.
    pub(super) fn is_left_out(&self, line: LineRef<'_>, measure: Measure, day: i32) -> bool {
        self.repairs.iter().any(|applied| match applied.repair {
            Repair::LeaveOut(scope) => applied.has(line.subject, measure) && scope.has_day(days::day(day)),
            _ => false,
        })
    }
}

/// A measure of a line on its way.
struct Piece<'f> {
    line: LineRef<'f>,
    place: usize,
    placed: &'f Placed,
    column: usize,
    measure: Measure,
    amount: Amount,
    span: (i32, i32),
}

/// A repair that speaks of a source, and of which of its names.
#[derive(Clone)]
pub(super) struct Applied<'a> {
    pub(super) id: &'a RepairId,
    pub(super) repair: &'a Repair,
    names: Vec<bool>,
}

impl<'a> Applied<'a> {
    /// None where it does not speak of the source.
    pub(super) fn new(id: &'a RepairId, repair: &'a Repair, source: &Source, tally: &Tally) -> Option<Self> {
        let scope = repair.scope().filter(|scope| scope.has_source(source.platform, &source.id))?;
        Some(Self { id, repair, names: tally.subjects.iter().map(|subject| scope.has_name(subject)).collect() })
    }

    fn has(&self, subject: u32, measure: Measure) -> bool {
        self.names.get(subject as usize) == Some(&true)
            && self
                .repair
                .scope()
                .is_some_and(|scope| scope.has_measure(measure) || scope.has_measure(measure.counted_with()))
    }
}

/// By how many days each name of a source is moved, all its measures alike; empty where none is.
pub(super) fn shifts(repairs: &[Applied<'_>], tally: &Tally) -> Vec<i32> {
    let moves: Vec<(&Applied<'_>, i32)> = repairs
        .iter()
        .filter_map(|applied| match applied.repair {
            Repair::ShiftDays { days, .. } => Some((applied, *days)),
            _ => None,
        })
        .collect();
    if moves.is_empty() {
        return vec![];
    }
    let shift = |subject: usize| {
        let own = moves.iter().filter(|(applied, _)| applied.names.get(subject) == Some(&true));
        own.fold(0_i32, |sum, (_, days)| sum.saturating_add(*days)).clamp(-31, 31)
    };
    (0..tally.subjects.len()).map(shift).collect()
}

/// The lines that repairs put into a source's gaps: for each name and currency, the mean of the day before and the day
/// after.
pub(super) fn gaps_filled(lane: &Lane<'_>) -> Vec<(usize, Line)> {
    let repairs = lane.repairs.iter().enumerate();
    repairs.flat_map(|(place, applied)| gap_filled(lane, applied).into_iter().map(move |line| (place, line))).collect()
}

/// The lines that take repeated rows off, where a repair asks for it; the first that does.
pub(super) fn repeats_taken_off(lane: &Lane<'_>) -> Vec<(usize, Line)> {
    let asks = |(_, applied): &(usize, &Applied<'_>)| matches!(applied.repair, Repair::LeaveOutRepeats(_));
    let Some((place, applied)) = lane.repairs.iter().enumerate().find(asks) else { return vec![] };
    let taken_off = |line: LineRef<'_>| {
        let is_in = applied.repair.scope().is_some_and(|scope| scope.has_day(line.from));
        let own = line.amounts.iter().filter(|(measure, _)| is_in && applied.has(line.subject, *measure));
        let amounts: Vec<_> = own.map(|(measure, amount)| (measure, Amount(amount.0.saturating_neg()))).collect();
        (!amounts.is_empty()).then(|| (place, Line { amounts, ..line.to_line() }))
    };
    lane.tally.repeats.iter().filter_map(taken_off).collect()
}

/// Gaps of more days are no gaps but unknown.
const LONGEST_GAP_DAYS: i32 = 31;

fn gap_filled(lane: &Lane<'_>, applied: &Applied<'_>) -> Vec<Line> {
    let Repair::FillGap(scope) = applied.repair else { return vec![] };
    let ends = [scope.from, scope.to].map(|end| end.and_then(days::number));
    let [Some(from), Some(to)] = ends else { return vec![] };
    if to < from || to - from >= LONGEST_GAP_DAYS {
        return vec![];
    }
    let mut edges: BTreeMap<(u32, Option<u16>, Measure), i64> = BTreeMap::new();
    let is_edge = |line: &LineRef<'_>| {
        line.from == line.to && days::number(line.from).is_some_and(|day| day == from - 1 || day == to + 1)
    };
    for line in lane.tally.lines.iter().filter(is_edge) {
        for (measure, amount) in line.amounts.iter().filter(|(measure, _)| applied.has(line.subject, *measure)) {
            let sum = edges.entry((line.subject, line.currency, measure)).or_default();
            *sum = sum.saturating_add(amount.0);
        }
    }
    let is_open =
        |measure: Measure, day| lane.has.get(measure.counted_with() as usize).is_none_or(|has| !has.contains(day));
    let mut lines = vec![];
    for day in from..=to {
        for (&(subject, currency, measure), &sum) in edges.iter().filter(|((_, _, m), _)| is_open(*m, day)) {
            let (date, amounts) = (days::day(day), vec![(measure, Amount(scaled(sum, 1, 2)))]);
            lines.push(Line { from: date, to: date, subject, currency, amounts, rows: (0, 0, 0) });
        }
    }
    lines
}
