//! From what a plan must keep to the room that it has: limits checked, brought together, and named where they conflict.
//!
//! Groups nest, so that limits form a tree: the budget at its root, channels at its leaves. A node can take what its
//! own limits and its members' allow.

use super::error::{Conflict, Limit, PlanError};
use super::limits::{Bounds, Change, ChannelLimits, GroupLimits, Limits, Total, WeekRule};
use super::path::Path;
use super::request::PlanRequest;

/// A bound with the limit that sets it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) amount: f64,
    pub(super) limit: Limit,
}

/// What a channel may take of the budget.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leaf {
    /// Its weeks.
    pub(super) path: Path,
    /// The least that is spent on media where it is used.
    pub(super) least: Named,
    /// The most.
    pub(super) most: Named,
    /// Whether it may be left out altogether.
    pub(super) optional: bool,
    /// What using it costs beside.
    pub(super) step_cost: f64,
}

impl Leaf {
    /// What it takes of the budget for this media spend.
    pub(super) fn taken(&self, media: f64) -> f64 {
        if media > 0.0 { media + self.step_cost } else { 0.0 }
    }
}

/// A part of the tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// A channel, by its place.
    Channel(usize),
    /// Several, together within bounds.
    Group { least: Named, most: Named, members: Vec<Node> },
}

/// All room of a plan.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Room {
    pub(super) leaves: Vec<Leaf>,
    /// The root's members; the budget itself is apart.
    pub(super) members: Vec<Node>,
    /// The most that may be spent.
    pub(super) budget: f64,
    /// Whether all of it must be.
    pub(super) fixed: bool,
}

/// A sum of limits may exceed another by this share of the budget: what arithmetic loses.
const SLACK: f64 = 1e-9;

impl Room {
    /// The room of a request whose channels have these names and are paid for or not.
    pub(super) fn of(request: &PlanRequest, names: &[String], paid: &[bool]) -> Result<Self, PlanError> {
        let limits = &request.limits;
        let (budget, fixed) = match limits.total {
            Total::Fixed(amount) => (amount, true),
            Total::Free { most, .. } => (most, false),
        };
        if !(budget.is_finite() && budget > 0.0) {
            return Err(PlanError::NoBudget);
        }
        check_amounts(limits, names)?;
        let today = request.today.totals();
        let mut conflicts = vec![];
        let leaf = |c: usize| leaf(&limits.channels[c], (&names[c], paid[c]), (&request.today.spend[c], today[c]));
        let mut leaves: Vec<Leaf> = (0..names.len()).map(leaf).collect();
        let crossed = leaves.iter().filter(|leaf| is_above(leaf.least.amount, leaf.most.amount, budget));
        conflicts.extend(crossed.map(|leaf| conflict(&leaf.least, &leaf.most)));
        // What arithmetic loses is no conflict: promises of .1 and .2 are more than a most of .3 by a hair.
        leaves.iter_mut().for_each(|leaf| leaf.most.amount = leaf.most.amount.max(leaf.least.amount));
        let members = tree(&limits.groups, &today, names.len())?;
        let room = Self { leaves, members, budget, fixed };
        room.check_groups(&limits.groups, &mut conflicts);
        room.check_budget(&mut conflicts);
        if conflicts.is_empty() { Ok(room) } else { Err(PlanError::Conflicts(conflicts)) }
    }

    /// What a node must take and can take of the budget.
    pub(super) fn span(&self, node: &Node) -> Bounds {
        match node {
            Node::Channel(c) => {
                let leaf = &self.leaves[*c];
                let min = if leaf.optional { 0.0 } else { leaf.taken(leaf.least.amount) };
                Bounds { min, max: leaf.taken(leaf.most.amount) }
            }
            Node::Group { least, most, members } => {
                let inside = self.span_of(members);
                Bounds { min: inside.min.max(least.amount), max: inside.max.min(most.amount) }
            }
        }
    }

    /// The same of several nodes.
    pub(super) fn span_of(&self, nodes: &[Node]) -> Bounds {
        let add = |sum: Bounds, b: Bounds| Bounds { min: sum.min + b.min, max: sum.max + b.max };
        nodes.iter().map(|node| self.span(node)).fold(Bounds { min: 0.0, max: 0.0 }, add)
    }

    fn check_groups(&self, groups: &[GroupLimits], conflicts: &mut Vec<Conflict>) {
        let mut open: Vec<&Node> = self.members.iter().collect();
        while let Some(node) = open.pop() {
            let Node::Group { least, most, members } = node else { continue };
            open.extend(members);
            let inside = self.span_of(members);
            let name = name_of(&least.limit, groups);
            let needs = Named { amount: inside.min, limit: Limit::MembersNeed(name.clone()) };
            let take = Named { amount: inside.max, limit: Limit::MembersTake(name) };
            for (low, high) in [(least, most), (&needs, most), (least, &take)] {
                if is_above(low.amount, high.amount, self.budget) {
                    conflicts.push(conflict(low, high));
                }
            }
        }
    }

    fn check_budget(&self, conflicts: &mut Vec<Conflict>) {
        let all = self.span_of(&self.members);
        let budget = Named { amount: self.budget, limit: Limit::Budget };
        let too_much = |leaf: &&Leaf| !leaf.optional && is_above(leaf.least.amount, self.budget, self.budget);
        let alone: Vec<Conflict> =
            self.leaves.iter().filter(too_much).map(|leaf| conflict(&leaf.least, &budget)).collect();
        if alone.is_empty() && is_above(all.min, self.budget, self.budget) {
            conflicts.push(conflict(&Named { amount: all.min, limit: Limit::AllNeed }, &budget));
        }
        conflicts.extend(alone);
        if self.fixed && is_above(self.budget, all.max, self.budget) {
            conflicts.push(conflict(&budget, &Named { amount: all.max, limit: Limit::AllTake }));
        }
    }

    /// Whether these totals of media keep every limit but those of weeks.
    pub(super) fn allows(&self, totals: &[f64]) -> bool {
        let slack = 1e-6 * self.budget;
        let inside = |amount: f64, least: f64, most: f64| amount >= least - slack && amount <= most + slack;
        let leaves = self
            .leaves
            .iter()
            .zip(totals)
            .all(|(leaf, x)| (leaf.optional && *x <= 0.0) || inside(*x, leaf.least.amount, leaf.most.amount));
        let mut open: Vec<&Node> = self.members.iter().collect();
        while let Some(node) = open.pop() {
            if let Node::Group { least, most, members } = node {
                if !inside(self.taken(node, totals), least.amount, most.amount) {
                    return false;
                }
                open.extend(members);
            }
        }
        let spent = self.spent(totals);
        leaves && spent <= self.budget + slack && (!self.fixed || spent >= self.budget - slack)
    }

    /// What a node takes of the budget.
    pub(super) fn taken(&self, node: &Node, totals: &[f64]) -> f64 {
        match node {
            Node::Channel(c) => self.leaves[*c].taken(totals[*c]),
            Node::Group { members, .. } => members.iter().map(|m| self.taken(m, totals)).sum(),
        }
    }

    /// What these totals of media take of the budget.
    pub(super) fn spent(&self, totals: &[f64]) -> f64 {
        self.leaves.iter().zip(totals).map(|(leaf, x)| leaf.taken(*x)).sum()
    }
}

fn is_above(low: f64, high: f64, budget: f64) -> bool {
    low > high + SLACK * budget
}

fn conflict(needs: &Named, allows: &Named) -> Conflict {
    Conflict {
        needs: needs.limit.clone(),
        at_least: needs.amount,
        allows: allows.limit.clone(),
        at_most: allows.amount,
    }
}

/// Amounts are finite, and zero or more.
fn check_amounts(limits: &Limits, names: &[String]) -> Result<(), PlanError> {
    let amount =
        |x: f64, limit: Limit| if x >= 0.0 && x.is_finite() { Ok(()) } else { Err(PlanError::NotAnAmount(limit)) };
    let change = |change: Option<Change>, limit: [Limit; 2]| -> Result<(), PlanError> {
        let [cut, rise] = limit;
        change.map_or(Ok(()), |c| amount(c.down, cut).and(amount(c.up, rise)))
    };
    for (limits, name) in limits.channels.iter().zip(names) {
        let name = || name.clone();
        amount(limits.total.min, Limit::Minimum(name()))?;
        amount(limits.total.max, Limit::Maximum(name()))?;
        change(limits.change, [Limit::LargestCut(name()), Limit::LargestRise(name())])?;
        amount(limits.weekly_floor, Limit::WeeklyFloor(name()))?;
        limits.weekly_cap.map_or(Ok(()), |cap| amount(cap, Limit::WeeklyCap(name())))?;
        amount(limits.step_cost, Limit::Minimum(name()))?;
        for week in &limits.weeks {
            if let WeekRule::Committed(x) = week {
                amount(*x, Limit::Committed(name()))?;
            }
        }
    }
    for group in &limits.groups {
        let name = || group.name.clone();
        amount(group.total.min, Limit::GroupMinimum(name()))?;
        amount(group.total.max, Limit::GroupMaximum(name()))?;
        change(group.change, [Limit::GroupLargestCut(name()), Limit::GroupLargestRise(name())])?;
    }
    Ok(())
}

fn higher(a: Named, b: Named) -> Named {
    if b.amount > a.amount { b } else { a }
}

fn lower(a: Named, b: Named) -> Named {
    if b.amount < a.amount { b } else { a }
}

fn leaf(limits: &ChannelLimits, (name, paid): (&str, bool), (pattern, today): (&[f64], f64)) -> Leaf {
    let name = || name.to_owned();
    if !paid {
        // What is not paid for has no budget.
        let nothing = |limit: Limit| Named { amount: 0.0, limit };
        let (least, most) = (nothing(Limit::Minimum(name())), nothing(Limit::Maximum(name())));
        return Leaf {
            path: Path::new(pattern, &ChannelLimits::default()),
            least,
            most,
            optional: true,
            step_cost: 0.0,
        };
    }
    let path = Path::new(pattern, limits);
    let weeks = path.bounds();
    let promised = limits.weeks.iter().any(|w| matches!(w, WeekRule::Committed(x) if *x > 0.0));
    let mut least = Named { amount: limits.total.min, limit: Limit::Minimum(name()) };
    let mut most = Named { amount: limits.total.max, limit: Limit::Maximum(name()) };
    if let Some(change) = limits.change {
        least = higher(least, Named { amount: today * (1.0 - change.down).max(0.0), limit: Limit::LargestCut(name()) });
        most = lower(most, Named { amount: today * (1.0 + change.up), limit: Limit::LargestRise(name()) });
    }
    let optional = least.amount <= 0.0 && !promised;
    let by_week = if promised { Limit::Committed(name()) } else { Limit::WeeklyFloor(name()) };
    least = higher(least, Named { amount: weeks.min, limit: by_week });
    most = lower(most, Named { amount: weeks.max, limit: Limit::WeeklyCap(name()) });
    Leaf { path, least, most, optional, step_cost: limits.step_cost }
}

fn name_of(limit: &Limit, groups: &[GroupLimits]) -> String {
    match limit {
        Limit::GroupMinimum(name) | Limit::GroupLargestCut(name) => name.clone(),
        _ => groups.first().map(|g| g.name.clone()).unwrap_or_default(),
    }
}

/// Nests the groups, the smallest innermost.
fn tree(groups: &[GroupLimits], today: &[f64], channels: usize) -> Result<Vec<Node>, PlanError> {
    let inside =
        |group: &GroupLimits| -> Vec<usize> { group.channels.iter().copied().filter(|c| *c < channels).collect() };
    let mut order: Vec<&GroupLimits> = groups.iter().filter(|g| !inside(g).is_empty()).collect();
    order.sort_by_key(|g| inside(g).len());
    // Each channel's outermost node so far, by the channels that it holds.
    let mut nodes: Vec<(Vec<usize>, Node)> = (0..channels).map(|c| (vec![c], Node::Channel(c))).collect();
    for group in &order {
        let own = inside(group);
        let (members, rest): (Vec<_>, Vec<_>) =
            nodes.into_iter().partition(|(held, _)| held.iter().any(|c| own.contains(c)));
        if members.iter().any(|(held, _)| held.iter().any(|c| !own.contains(c))) {
            let crosses = |g: &&&GroupLimits| {
                let held = inside(g);
                held.iter().any(|c| own.contains(c))
                    && held.iter().any(|c| !own.contains(c))
                    && own.iter().any(|c| !held.contains(c))
            };
            let second = order.iter().find(crosses).map(|g| g.name.clone()).unwrap_or_default();
            return Err(PlanError::GroupsOverlap { first: group.name.clone(), second });
        }
        let node =
            group_node(group, own.iter().map(|c| today[*c]).sum(), members.into_iter().map(|(_, n)| n).collect());
        nodes = rest;
        nodes.push((own, node));
    }
    Ok(nodes.into_iter().map(|(_, node)| node).collect())
}

fn group_node(group: &GroupLimits, today: f64, members: Vec<Node>) -> Node {
    let name = || group.name.clone();
    let mut least = Named { amount: group.total.min, limit: Limit::GroupMinimum(name()) };
    let mut most = Named { amount: group.total.max, limit: Limit::GroupMaximum(name()) };
    if let Some(change) = group.change {
        let cut = Named { amount: today * (1.0 - change.down).max(0.0), limit: Limit::GroupLargestCut(name()) };
        least = higher(least, cut);
        most = lower(most, Named { amount: today * (1.0 + change.up), limit: Limit::GroupLargestRise(name()) });
    }
    Node::Group { least, most, members }
}

#[cfg(test)]
mod tests {
    use super::super::scenario::Scenario;
    use super::*;

    fn request(limits: Limits) -> PlanRequest {
        let weeks = crate::calendar::weeks_after(jiff::civil::date(2026, 3, 2), 2);
        let today =
            Scenario { weeks, spend: vec![vec![10.0; 2]; 3], drivers: vec![], organic: vec![], ..Scenario::default() };
        PlanRequest { limits, ..PlanRequest::of_totals(today, 0.0, &[]) }
    }

    fn names() -> Vec<String> {
        ["search", "tv", "social"].map(str::to_owned).to_vec()
    }

    fn limits(budget: f64) -> Limits {
        Limits::of_totals(budget, &[Bounds { min: 0.0, max: 40.0 }; 3])
    }

    fn refused(limits: Limits) -> String {
        Room::of(&request(limits), &names(), &[true; 3]).unwrap_err().to_string()
    }

    #[test]
    fn conflicts_are_named() {
        let mut own = limits(60.0);
        own.channels[1].total = Bounds { min: 30.0, max: 20.0 };
        assert!(refused(own).contains("the minimum of tv (30) is more than the maximum of tv (20)"));
        let mut weekly = limits(60.0);
        weekly.channels[0] = ChannelLimits {
            weekly_cap: Some(4.0),
            change: Some(Change { down: 0.5, up: 1.0 }),
            ..weekly.channels[0].clone()
        };
        assert!(
            refused(weekly).contains("the largest cut of search (10) is more than the weekly maximum of search (8)")
        );
        let mut promised = limits(60.0);
        promised.channels[2].weeks = vec![WeekRule::Committed(30.0), WeekRule::Committed(20.0)];
        assert!(refused(promised).contains("what is promised for social (50) is more than the maximum of social (40)"));
        assert!(refused(limits(130.0)).contains("the budget (130) is more than what all channels can take (120)"));
        let mut needs = limits(60.0);
        needs.channels.iter_mut().for_each(|c| c.total.min = 25.0);
        assert!(refused(needs.clone()).contains("what all channels must get (75) is more than the budget (60)"));
        needs.channels[1].total = Bounds { min: 90.0, max: 95.0 };
        assert!(refused(needs).contains("the minimum of tv (90) is more than the budget (60)"));
        assert!(refused(limits(0.0)).contains("above zero") && refused(limits(-5.0)).contains("above zero"));
        let mut none = limits(60.0);
        none.channels[1].total.max = f64::NAN;
        assert!(refused(none).contains("the maximum of tv"));
    }

    #[test]
    fn groups_nest_and_their_conflicts_are_named() {
        let group = |name: &str, channels: &[usize], min: f64, max: f64| GroupLimits {
            name: name.into(),
            channels: channels.to_vec(),
            total: Bounds { min, max },
            change: None,
        };
        let mut nested = limits(60.0);
        nested.groups = vec![group("all", &[0, 1, 2], 0.0, 60.0), group("digital", &[0, 2], 10.0, 30.0)];
        let room = Room::of(&request(nested.clone()), &names(), &[true; 3]).unwrap();
        assert!(room.allows(&[10.0, 30.0, 20.0]) && !room.allows(&[20.0, 20.0, 20.0]));
        let mut crossing = nested.clone();
        crossing.groups.push(group("other", &[1, 2], 0.0, 50.0));
        assert!(refused(crossing).contains("share a channel"));
        // The one inside both is not the one that crosses.
        let mut three = limits(60.0);
        three.groups = vec![group("a", &[0, 1], 0.0, 50.0), group("b", &[1, 2], 0.0, 50.0), group("c", &[1], 0.0, 9.0)];
        assert!(refused(three).contains("The groups b and a share a channel"));
        nested.groups[1].total = Bounds { min: 90.0, max: 95.0 };
        assert!(refused(nested).contains(
            "the minimum of group digital (90) is more than what the channels of group digital can take (80)"
        ));
    }
}
