//! Why there is no plan: what was asked is no amount, or limits contradict each other, named one by one.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A limit by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// The budget.
    Budget,
    /// The least of a channel's total.
    Minimum(String),
    /// The most of a channel's total.
    Maximum(String),
    /// The largest cut of a channel against today's plan.
    LargestCut(String),
    /// The largest rise of a channel against today's plan.
    LargestRise(String),
    /// A channel's least in a week.
    WeeklyFloor(String),
    /// A channel's most in a week, or weeks in which nothing may be spent.
    WeeklyCap(String),
    /// What is promised for a channel.
    Committed(String),
    /// The least of a group.
    GroupMinimum(String),
    /// The most of a group.
    GroupMaximum(String),
    /// The largest cut of a group.
    GroupLargestCut(String),
    /// The largest rise of a group.
    GroupLargestRise(String),
    /// What the members of a group must get together.
    MembersNeed(String),
    /// What the members of a group can take together.
    MembersTake(String),
    /// What all channels must get together.
    AllNeed,
    /// What all channels can take together.
    AllTake,
}

/// Two limits that cannot both be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The limit that asks for more.
    pub needs: Limit,
    /// How much it asks for.
    pub at_least: f64,
    /// The limit that allows less.
    pub allows: Limit,
    /// How much it allows.
    pub at_most: f64,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlanError {
    /// The budget is not an amount above zero.
    NoBudget,
    /// A limit is negative or not a number.
    NotAnAmount(Limit),
    /// Limits contradict each other.
    Conflicts(Vec<Conflict>),
    /// Two groups share a channel and neither is inside the other.
    GroupsOverlap {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// The scenario has another number of channels or weeks than the limits or the fit.
    NotOfThisFit,
    /// The first planned week does not follow the data.
    BeforeTheDataEnd,
    /// There is no week to plan.
    NoWeeks,
    /// An assumption has fewer weeks than the horizon, or values that are no numbers.
    AssumptionMissing {
        /// Which: its place among the assumptions.
        assumption: usize,
        /// The first week without a value, from 0.
        week: usize,
    },
    /// No split meets the return that is asked for.
    ReturnTooHigh {
        /// The best return that any allowed split has.
        best: f64,
    },
    /// The fit has no draws.
    NoDraws,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Budget => f.write_str("the budget"),
            Self::Minimum(c) => write!(f, "the minimum of {c}"),
            Self::Maximum(c) => write!(f, "the maximum of {c}"),
            Self::LargestCut(c) => write!(f, "the largest cut of {c}"),
            Self::LargestRise(c) => write!(f, "the largest rise of {c}"),
            Self::WeeklyFloor(c) => write!(f, "the weekly minimum of {c}"),
            Self::WeeklyCap(c) => write!(f, "the weekly maximum of {c}"),
            Self::Committed(c) => write!(f, "what is promised for {c}"),
            Self::GroupMinimum(g) => write!(f, "the minimum of group {g}"),
            Self::GroupMaximum(g) => write!(f, "the maximum of group {g}"),
            Self::GroupLargestCut(g) => write!(f, "the largest cut of group {g}"),
            Self::GroupLargestRise(g) => write!(f, "the largest rise of group {g}"),
            Self::MembersNeed(g) => write!(f, "what the channels of group {g} must get"),
            Self::MembersTake(g) => write!(f, "what the channels of group {g} can take"),
            Self::AllNeed => f.write_str("what all channels must get"),
            Self::AllTake => f.write_str("what all channels can take"),
        }
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBudget => f.write_str("The budget must be an amount above zero."),
            Self::NotAnAmount(limit) => write!(f, "An amount of zero or more is needed for {limit}."),
            Self::Conflicts(conflicts) => {
                for (i, Conflict { needs, at_least, allows, at_most }) in conflicts.iter().enumerate() {
                    let space = if i > 0 { " " } else { "" };
                    write!(
                        f,
                        "{space}Limits contradict: {needs} ({at_least:.0}) is more than {allows} ({at_most:.0})."
                    )?;
                }
                Ok(())
            }
            Self::GroupsOverlap { first, second } => {
                write!(f, "The groups {first} and {second} share a channel; put one inside the other or part them.")
            }
            Self::NotOfThisFit => f.write_str("The plan has other channels or weeks than the fit; start a new plan."),
            Self::BeforeTheDataEnd => {
                f.write_str("The plan starts before the data end; it must start in the week after them.")
            }
            Self::NoWeeks => f.write_str("The plan has no weeks; choose at least one."),
            Self::AssumptionMissing { assumption, week } => {
                write!(f, "Assumption {} has no value for week {} of the plan.", assumption + 1, week + 1)
            }
            Self::ReturnTooHigh { best } => {
                write!(f, "No allowed plan returns that much; the best returns {best:.2} per unit of spend.")
            }
            Self::NoDraws => f.write_str("The fit has no draws; fit the model first."),
        }
    }
}

impl std::error::Error for PlanError {}
