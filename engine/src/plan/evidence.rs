//! Why a plan is the best: equal marginal returns where nothing binds, and what it costs where something does.
//!
//! A limit's price is by how much its first unit of room would raise the aim's metric: the marginal return of the money
//! that it holds back (or forces in) against that of the money it would come from (or go to). These are the multipliers
//! of the Karush-Kuhn-Tucker conditions.

use super::error::Limit;
use super::request::{Binding, Evidence, Price};
use super::resolve::{Leaf, Named, Node, Room};
use super::split::{contains, groups_of};

/// A total closer to a bound than this share of the budget touches it.
const TOUCHES: f64 = 1e-5;

/// Which bound a channel touches.
pub(super) fn binding(room: &Room, leaf: &Leaf, total: f64) -> Binding {
    let close = TOUCHES * room.budget;
    let is_out = leaf.optional && total <= 0.0;
    if is_out || total <= leaf.least.amount + close {
        Binding::AtMinimum
    } else if total >= leaf.most.amount - close {
        Binding::AtMaximum
    } else {
        Binding::Free
    }
}

/// The evidence, from every channel's marginal return in the aim's metric.
pub(super) fn evidence(room: &Room, totals: &[f64], marginal: &[f64]) -> Evidence {
    let bindings: Vec<Binding> = room.leaves.iter().zip(totals).map(|(leaf, x)| binding(room, leaf, *x)).collect();
    let bound: Vec<(&Node, bool)> =
        groups_of(&room.members).into_iter().filter_map(|g| touched(room, g, totals)).collect();
    let free = |c: usize| bindings[c] == Binding::Free;
    let held = |c: usize| bound.iter().any(|(group, _)| contains(group, c));
    let outside: Vec<f64> = (0..totals.len()).filter(|c| free(*c) && !held(*c)).map(|c| marginal[c]).collect();
    let next_unit = (!outside.is_empty()).then(|| crate::math::mean(&outside));
    let (low, high) = outside.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), m| (l.min(*m), h.max(*m)));
    let spread = next_unit.filter(|m| m.abs() > 0.0).map_or(0.0, |m| (high - low) / m.abs());
    let mut prices = vec![];
    if let Some(base) = next_unit {
        if room.fixed {
            prices.push(Price { limit: Limit::Budget, per_unit: base });
        }
        prices.extend(bound.iter().filter_map(|(group, at_most)| group_price(group, *at_most, base, marginal, &free)));
        let of_group =
            |c: usize| bound.iter().find(|(g, _)| contains(g, c)).and_then(|(g, _)| inner(g, marginal, &free));
        for (c, leaf) in room.leaves.iter().enumerate() {
            let base = of_group(c).unwrap_or(base);
            prices.extend(channel_price(leaf, bindings[c], marginal[c], base).filter(|_| leaf.most.amount > 0.0));
        }
    }
    prices.sort_by(|a, b| b.per_unit.total_cmp(&a.per_unit));
    Evidence { next_unit, spread, free: outside.len(), prices }
}

/// A group at one of its bounds, and whether that is its most.
fn touched<'a>(room: &Room, group: &'a Node, totals: &[f64]) -> Option<(&'a Node, bool)> {
    let Node::Group { least, most, .. } = group else { return None };
    let (taken, close) = (room.taken(group, totals), TOUCHES * room.budget);
    if taken >= most.amount - close {
        Some((group, true))
    } else if least.amount > 0.0 && taken <= least.amount + close {
        Some((group, false))
    } else {
        None
    }
}

/// What the next unit brings inside a group: the mean of its free channels.
fn inner(group: &Node, marginal: &[f64], free: &impl Fn(usize) -> bool) -> Option<f64> {
    let own: Vec<f64> = (0..marginal.len()).filter(|c| free(*c) && contains(group, *c)).map(|c| marginal[c]).collect();
    (!own.is_empty()).then(|| crate::math::mean(&own))
}

fn group_price(
    group: &Node,
    at_most: bool,
    base: f64,
    marginal: &[f64],
    free: &impl Fn(usize) -> bool,
) -> Option<Price> {
    let Node::Group { least, most, .. } = group else { return None };
    let own = inner(group, marginal, free)?;
    let (named, per_unit) = if at_most { (most, own - base) } else { (least, base - own) };
    (per_unit > 0.0).then(|| Price { limit: named.limit.clone(), per_unit })
}

fn channel_price(leaf: &Leaf, binding: Binding, marginal: f64, base: f64) -> Option<Price> {
    let (named, per_unit): (&Named, f64) = match binding {
        Binding::Free => return None,
        Binding::AtMinimum => (&leaf.least, base - marginal),
        Binding::AtMaximum => (&leaf.most, marginal - base),
    };
    // Nothing that is left out because it brings too little is held up by a limit.
    let forced = binding == Binding::AtMaximum || named.amount > 0.0;
    (per_unit > 0.0 && forced).then(|| Price { limit: named.limit.clone(), per_unit })
}
