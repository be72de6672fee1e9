//! The best split of a budget among channels whose responses are known curves, in a tree of limits.
//!
//! Responses add up, so the best split is found exactly on a mesh by dynamic programming over the tree, whatever the
//! curves' shape (S-shaped responses have several local optima, in which gradient methods get stuck; leaving a channel
//! out saves what using it costs). The mesh optimum is then polished by moving money between the pair of channels whose
//! marginal returns differ most, until no pair with room is left: equal marginal returns where no limit binds.

use super::limits::Bounds;
use super::resolve::{Node, Room};
use super::surface::Curve;

/// Cells of the mesh.
const MESH: usize = 1000;
/// Transfers of the polish.
const TRANSFERS: usize = 300;

/// How much of a free budget is spent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stop {
    /// All of it.
    Never,
    /// As long as a unit brings more than this.
    Unspent(f64),
    /// As long as all of it brings at least this a unit.
    Average(f64),
}

/// What is split: a value a channel's media spend, or none where it is left out.
pub(super) struct Problem<'a> {
    pub(super) room: &'a Room,
    pub(super) curves: &'a [Curve],
    pub(super) stop: Stop,
}

/// The best of a node, by cells of the budget that it takes.
struct Table {
    values: Vec<f64>,
    kind: Kind,
}

enum Kind {
    Leaf,
    /// Each member's table and, by cells of the members up to it, the cells that it gets.
    Group(Vec<(Node, Table, Vec<u16>)>),
}

impl Problem<'_> {
    /// The best totals of media.
    ///
    /// # Errors
    /// Where an average is asked for that no split has, the best average of any.
    pub(super) fn best(&self) -> Result<Vec<f64>, f64> {
        let cell = self.room.budget / MESH as f64;
        let table = self.group(&self.room.members, cell);
        let cells = self.choose(&table.values, cell)?;
        let mut totals = vec![0.0; self.room.leaves.len()];
        self.hand_out(&table, cells, cell, &mut totals);
        let budget = if self.room.fixed { self.room.budget } else { (cells as f64 * cell).min(self.room.budget) };
        self.repair(&self.room.members, budget, &mut totals);
        self.polish(&mut totals);
        Ok(totals)
    }

    /// What channel `c` brings with this media spend.
    fn value(&self, c: usize, media: f64) -> f64 {
        if media > 0.0 || !self.room.leaves[c].optional { self.curves[c].at(media).0 } else { 0.0 }
    }

    fn choose(&self, values: &[f64], cell: f64) -> Result<usize, f64> {
        let reachable = || values.iter().enumerate().filter(|(_, v)| v.is_finite());
        let most = |score: &dyn Fn(usize, f64) -> f64| -> usize {
            reachable().map(|(j, v)| (score(j, *v), j)).max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, j)| j)
        };
        match self.stop {
            // Rounding may put the last cells out of reach by a hair.
            Stop::Never => Ok(reachable().map(|(j, _)| j).max().unwrap_or(0)),
            Stop::Unspent(worth) => Ok(most(&|j, v| v - worth * j as f64 * cell)),
            Stop::Average(least) => {
                let average = |j: usize, v: f64| v / (j as f64 * cell);
                let meets = |(j, v): &(usize, &f64)| *j > 0 && average(*j, **v) >= least;
                let best = || reachable().filter(|(j, _)| *j > 0).map(|(j, v)| average(j, *v)).fold(0.0, f64::max);
                reachable().filter(meets).map(|(j, _)| j).max().ok_or_else(best)
            }
        }
    }

    fn table(&self, node: &Node, cell: f64) -> Table {
        match node {
            Node::Channel(c) => Table { values: self.leaf(*c, cell), kind: Kind::Leaf },
            Node::Group { least, most, members } => {
                let mut table = self.group(members, cell);
                let (low, high) = (cells_below(least.amount, cell), cells_above(most.amount, cell));
                let out = |j: &usize| *j < low || *j > high;
                (0..table.values.len()).filter(out).for_each(|j| table.values[j] = f64::NEG_INFINITY);
                table
            }
        }
    }

    /// What a channel brings by the cells that it takes.
    fn leaf(&self, c: usize, cell: f64) -> Vec<f64> {
        let leaf = &self.room.leaves[c];
        let (low, high) =
            (cells_below(leaf.taken(leaf.least.amount), cell), cells_above(leaf.taken(leaf.most.amount), cell));
        let value = |j: usize| {
            if j == 0 && leaf.optional {
                return 0.0;
            }
            if j < low {
                return f64::NEG_INFINITY;
            }
            self.value(c, (j as f64 * cell - leaf.step_cost).clamp(leaf.least.amount, leaf.most.amount))
        };
        (0..=high.min(MESH)).map(value).collect()
    }

    /// Dynamic programming over members: the best of the first ones by the cells that they take together.
    fn group(&self, members: &[Node], cell: f64) -> Table {
        let mut best = vec![0.0];
        let mut parts = Vec::with_capacity(members.len());
        for node in members {
            let table = self.table(node, cell);
            let (next, chosen) = convolved(&best, &table.values);
            best = next;
            parts.push((node.clone(), table, chosen));
        }
        Table { values: best, kind: Kind::Group(parts) }
    }

    fn hand_out(&self, table: &Table, cells: usize, cell: f64, totals: &mut [f64]) {
        let Kind::Group(parts) = &table.kind else { return };
        let mut left = cells;
        for (node, table, chosen) in parts.iter().rev() {
            let own = usize::from(chosen[left]);
            left -= own;
            match node {
                Node::Channel(c) => {
                    let leaf = &self.room.leaves[*c];
                    let is_out = own == 0 && leaf.optional;
                    let media = (own as f64 * cell - leaf.step_cost).clamp(leaf.least.amount, leaf.most.amount);
                    totals[*c] = if is_out { 0.0 } else { media };
                }
                Node::Group { .. } => self.hand_out(table, own, cell, totals),
            }
        }
    }

    /// Cells fill no bound to the last cent: moves what is missing or too much wherever there is room.
    fn repair(&self, nodes: &[Node], budget: f64, totals: &mut [f64]) {
        let spans: Vec<Bounds> = nodes.iter().map(|node| self.used_span(node, totals)).collect();
        let wanted = nodes.iter().zip(&spans).map(|(n, s)| self.room.taken(n, totals).clamp(s.min, s.max.max(s.min)));
        let mut wanted: Vec<f64> = wanted.collect();
        let missing = budget - wanted.iter().sum::<f64>();
        let room = |(x, s): (&f64, &Bounds)| if missing > 0.0 { s.max - x } else { x - s.min };
        let rooms: Vec<f64> = wanted.iter().zip(&spans).map(room).collect();
        let all: f64 = rooms.iter().sum();
        if all > 0.0 {
            let share = (missing / all).clamp(-1.0, 1.0);
            wanted.iter_mut().zip(&rooms).for_each(|(x, room)| *x += share * room);
        }
        for (node, wanted) in nodes.iter().zip(wanted) {
            match node {
                Node::Channel(c) if totals[*c] > 0.0 || !self.room.leaves[*c].optional => {
                    let leaf = &self.room.leaves[*c];
                    totals[*c] = (wanted - leaf.step_cost).clamp(leaf.least.amount, leaf.most.amount);
                }
                Node::Channel(_) => {}
                Node::Group { members, .. } => self.repair(members, wanted, totals),
            }
        }
    }

    /// What a node can take with the channels that are used.
    fn used_span(&self, node: &Node, totals: &[f64]) -> Bounds {
        match node {
            Node::Channel(c) if totals[*c] > 0.0 || !self.room.leaves[*c].optional => {
                let leaf = &self.room.leaves[*c];
                Bounds { min: leaf.taken(leaf.least.amount), max: leaf.taken(leaf.most.amount) }
            }
            Node::Channel(_) => Bounds { min: 0.0, max: 0.0 },
            Node::Group { least, most, members } => {
                let spans = members.iter().map(|m| self.used_span(m, totals));
                let (min, max) = spans.fold((0.0, 0.0), |(a, b), s| (a + s.min, b + s.max));
                Bounds { min: f64::max(min, least.amount), max: f64::min(max, most.amount) }
            }
        }
    }

    fn polish(&self, totals: &mut [f64]) {
        let tiny = 1e-9 * self.room.budget;
        for _ in 0..TRANSFERS {
            if self.transfer(totals, tiny) <= tiny {
                return;
            }
        }
    }

    /// Moves money from where its last unit brings less to where the next one brings more; returns the amount.
    fn transfer(&self, totals: &mut [f64], tiny: f64) -> f64 {
        let used = |c: usize| totals[c] > 0.0;
        let mut slopes: Vec<(Option<usize>, f64)> =
            (0..totals.len()).filter(|c| used(*c)).map(|c| (Some(c), self.curves[c].at(totals[c]).1)).collect();
        if let Stop::Unspent(worth) = self.stop {
            slopes.push((None, worth));
        }
        slopes.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut best: Option<(f64, Option<usize>, Option<usize>, f64)> = None;
        for (i, (up, rise)) in slopes.iter().enumerate() {
            for (down, fall) in slopes[i + 1..].iter().rev() {
                if best.is_some_and(|(gap, ..)| rise - fall <= gap) || rise <= fall {
                    break;
                }
                let most = self.movable(*up, *down, totals);
                if most > tiny {
                    best = Some((rise - fall, *up, *down, most));
                    break;
                }
            }
        }
        let Some((_, up, down, most)) = best else { return 0.0 };
        let amount = self.best_move(up, down, most, totals);
        up.into_iter().for_each(|c| totals[c] += amount);
        down.into_iter().for_each(|c| totals[c] -= amount);
        amount
    }

    /// The most that limits let move between two channels, or between one and what is not spent.
    fn movable(&self, up: Option<usize>, down: Option<usize>, totals: &[f64]) -> f64 {
        let above = |c: usize| self.room.leaves[c].most.amount - totals[c];
        let below = |c: usize| totals[c] - self.room.leaves[c].least.amount;
        let unspent = || self.room.budget - self.room.spent(totals);
        let ends = up.map_or(f64::INFINITY, above).min(down.map_or_else(unspent, below));
        groups_of(&self.room.members).into_iter().fold(ends, |most, node| {
            let Node::Group { least, most: cap, .. } = node else { return most };
            let holds = |c: Option<usize>| c.is_some_and(|c| contains(node, c));
            match (holds(up), holds(down)) {
                (true, false) => most.min(cap.amount - self.room.taken(node, totals)),
                (false, true) => most.min(self.room.taken(node, totals) - least.amount),
                _ => most,
            }
        })
    }

    /// How much to move: up to where the two slopes meet.
    fn best_move(&self, up: Option<usize>, down: Option<usize>, most: f64, totals: &[f64]) -> f64 {
        let worth = if let Stop::Unspent(worth) = self.stop { worth } else { 0.0 };
        let slope = |c: Option<usize>, moved: f64| c.map_or(worth, |c| self.curves[c].at(totals[c] + moved).1);
        let gain = |d: f64| slope(up, d) - slope(down, -d);
        if gain(most) >= 0.0 {
            return most;
        }
        let (mut low, mut high) = (0.0, most);
        for _ in 0..50 {
            let middle = 0.5 * (low + high);
            if gain(middle) > 0.0 { low = middle } else { high = middle }
        }
        low
    }
}

/// The best of two parts together, by cells, and the cells of the second.
fn convolved(first: &[f64], second: &[f64]) -> (Vec<f64>, Vec<u16>) {
    let reach = (first.len() + second.len() - 2).min(MESH);
    let (mut best, mut chosen) = (vec![f64::NEG_INFINITY; reach + 1], vec![0_u16; reach + 1]);
    for (k, gain) in second.iter().enumerate().filter(|(_, gain)| gain.is_finite()) {
        let cells = best[k.min(reach)..].iter_mut().zip(&mut chosen[k.min(reach)..]).zip(first);
        for ((best, chosen), value) in cells {
            if value + gain > *best {
                (*best, *chosen) = (value + gain, k as u16);
            }
        }
    }
    (best, chosen)
}

fn cells_below(amount: f64, cell: f64) -> usize {
    (amount / cell + 1e-9) as usize
}

fn cells_above(amount: f64, cell: f64) -> usize {
    let cells = (amount / cell - 1e-9).max(0.0);
    if cells >= MESH as f64 { MESH } else { cells as usize + 1 }
}

/// Every group, outer and inner.
pub(super) fn groups_of(members: &[Node]) -> Vec<&Node> {
    let (mut open, mut groups): (Vec<&Node>, Vec<&Node>) = (members.iter().collect(), vec![]);
    while let Some(node) = open.pop() {
        if let Node::Group { members, .. } = node {
            groups.push(node);
            open.extend(members);
        }
    }
    groups
}

/// Whether channel `c` is in a node.
pub(super) fn contains(node: &Node, c: usize) -> bool {
    match node {
        Node::Channel(own) => *own == c,
        Node::Group { members, .. } => members.iter().any(|m| contains(m, c)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::limits::{ChannelLimits, GroupLimits, Limits, Total, Until};
    use super::super::request::PlanRequest;
    use super::super::scenario::Scenario;
    use super::*;
    use proptest::prelude::*;

    const MOST: f64 = 2000.0;

    fn room(limits: Limits) -> Room {
        let n = limits.channels.len();
        let weeks = crate::calendar::weeks_after(jiff::civil::date(2026, 3, 2), 1);
        let today = Scenario { weeks, spend: vec![vec![1.0]; n], ..Scenario::default() };
        let names: Vec<String> = (0..n).map(|c| format!("channel {c}")).collect();
        Room::of(&PlanRequest { limits, ..PlanRequest::of_totals(today, 1.0, &[]) }, &names, &vec![true; n]).unwrap()
    }

    fn curves(n: usize, f: impl Fn(usize, f64) -> (f64, f64)) -> Vec<Curve> {
        (0..n).map(|c| Curve::through(Bounds { min: 0.0, max: MOST }, 400, |x| f(c, x))).collect()
    }

    fn roots(c: usize, x: f64) -> (f64, f64) {
        let weight = (c + 1) as f64;
        (weight * x.sqrt(), 0.5 * weight / x.max(1e-6).sqrt())
    }

    fn free(n: usize) -> Vec<ChannelLimits> {
        vec![ChannelLimits::of_total(Bounds { min: 0.0, max: MOST }); n]
    }

    fn close(found: &[f64], expected: &[f64]) {
        found
            .iter()
            .zip(expected)
            .for_each(|(x, e)| assert!((x - e).abs() < 0.05 + 1e-3 * e, "{found:?} {expected:?}"));
    }

    /// a sqrt(x): the best split gives each channel a share proportional to a^2.
    #[test]
    fn square_roots_are_split_by_their_squares() {
        let limits = Limits { total: Total::Fixed(1400.0), channels: free(3), groups: vec![] };
        let (room, curves) = (room(limits), curves(3, roots));
        let split = Problem { room: &room, curves: &curves, stop: Stop::Never }.best().unwrap();
        close(&split, &[100.0, 400.0, 900.0]);
    }

    /// The group of the last two may have half: inside it shares are as before, one to two squared.
    #[test]
    fn groups_are_kept() {
        let group = GroupLimits {
            name: "g".into(),
            channels: vec![1, 2],
            total: Bounds { min: 0.0, max: 650.0 },
            change: None,
        };
        let limits = Limits { total: Total::Fixed(1400.0), channels: free(3), groups: vec![group] };
        let (room, curves) = (room(limits), curves(3, roots));
        let split = Problem { room: &room, curves: &curves, stop: Stop::Never }.best().unwrap();
        close(&split, &[750.0, 200.0, 450.0]);
    }

    /// a sqrt(x) brings less than 1/10 a unit from x = 25 a^2 on; its average is 1/5 there.
    #[test]
    fn a_free_budget_stops_where_it_no_longer_pays() {
        let until = Until::MarginalReturn(0.1);
        let limits = Limits { total: Total::Free { most: 1000.0, until }, channels: free(3), groups: vec![] };
        let (room, curves) = (room(limits), curves(3, roots));
        let split = Problem { room: &room, curves: &curves, stop: Stop::Unspent(0.1) }.best().unwrap();
        close(&split, &[25.0, 100.0, 225.0]);
        let split = Problem { room: &room, curves: &curves, stop: Stop::Average(0.2) }.best().unwrap();
        assert!((split.iter().sum::<f64>() - 350.0).abs() < 1.5, "{split:?}");
        let best = Problem { room: &room, curves: &curves, stop: Stop::Average(50.0) }.best().unwrap_err();
        assert!(best > 0.2 && best < 50.0);
    }

    /// Two S-shaped responses: half and half is a local trap, all in one is best.
    #[test]
    fn s_shaped_responses_do_not_trap_it() {
        let s = |_: usize, x: f64| {
            let (k, fourth) = (60.0 * 60.0 * 60.0 * 60.0, x * x * x * x);
            (fourth / (fourth + k), 4.0 * k * x * x * x / ((fourth + k) * (fourth + k)))
        };
        let limits = Limits { total: Total::Fixed(100.0), channels: free(2), groups: vec![] };
        let (room, curves) = (room(limits), curves(2, s));
        let split = Problem { room: &room, curves: &curves, stop: Stop::Never }.best().unwrap();
        assert!(split.iter().any(|x| *x > 95.0), "{split:?}");
    }

    /// Of two equal channels one is left out where using it costs more than it brings.
    #[test]
    fn a_channel_is_left_out_where_its_step_costs_too_much() {
        let mut channels = free(2);
        channels[1].step_cost = 60.0;
        let limits = Limits { total: Total::Fixed(100.0), channels, groups: vec![] };
        let (room, curves) = (room(limits), curves(2, |_, x| roots(0, x)));
        let split = Problem { room: &room, curves: &curves, stop: Stop::Never }.best().unwrap();
        close(&split, &[100.0, 0.0]);
    }

    proptest! {
        #[test]
        fn limits_and_budget_are_kept(
            limits in proptest::collection::vec((0.0..50.0f64, 0.0..100.0f64), 2..6),
            share in 0.01..1.0f64,
            group in (0.0..1.0f64, 0.0..1.0f64),
            weights in proptest::collection::vec(0.1..5.0f64, 6),
        ) {
            let bounds: Vec<Bounds> = limits.iter().map(|(min, room)| Bounds { min: *min, max: min + room }).collect();
            let (low, high): (f64, f64) = (bounds.iter().map(|b| b.min).sum(), bounds.iter().map(|b| b.max).sum());
            let total = low + share * (high - low);
            let pair = (bounds[0].min + bounds[1].min, bounds[0].max + bounds[1].max);
            // A group of the first two that leaves the budget feasible.
            let (least, most) = (pair.0.max(total - (high - pair.1)), pair.1.min(total - (low - pair.0)));
            let at = |u: f64| least + u * (most - least);
            let span = Bounds { min: at(group.0.min(group.1)), max: at(group.0.max(group.1)) };
            let groups = vec![GroupLimits { name: "g".into(), channels: vec![0, 1], total: span, change: None }];
            let limits = Limits { groups, ..Limits::of_totals(total, &bounds) };
            let (room, curves) = (room(limits), curves(bounds.len(), |c, x| {
                (weights[c] * x / (x + 20.0), weights[c] * 20.0 / ((x + 20.0) * (x + 20.0)))
            }));
            let split = Problem { room: &room, curves: &curves, stop: Stop::Never }.best().unwrap();
            prop_assert!((split.iter().sum::<f64>() - total).abs() < 1e-6 * total.max(1.0));
            prop_assert!(room.allows(&split), "{split:?} {room:?}");
        }
    }
}
