//! A rule: of which names it speaks, and what it says of them.

use super::condition::Condition;
use super::tree::NodeId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// By what a rule is known for good.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub String);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How near to buying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FunnelStage {
    /// To be known.
    Awareness,
    /// To be thought of.
    Consideration,
    /// To be bought.
    Conversion,
    /// To be bought again.
    Retention,
}

/// What for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Intent {
    /// To build the brand.
    Brand,
    /// To sell now.
    Performance,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// It belongs to this channel or driver.
    Node(NodeId),
    /// It counts for nothing.
    LeaveOut,
    /// Its market.
    Market(String),
    /// Its market is the one that the export names, where it names one.
    MarketAsGiven,
    /// Its market is the country code in the campaign's name, where there is one.
    MarketFromName,
    /// Its product.
    Product(String),
    /// Its product is the one that the export names, where it names one.
    ProductAsGiven,
    /// Its stage.
    Funnel(FunnelStage),
    /// Its intent.
    Intent(Intent),
}

/// About what rules can disagree; of each, the first rule that says something wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Aspect {
    /// Where it belongs.
    Node,
    /// Market.
    Market,
    /// Product.
    Product,
    /// Funnel stage.
    Funnel,
    /// Brand or performance.
    Intent,
}

impl Setting {
    /// What it is about.
    pub fn aspect(&self) -> Aspect {
        match self {
            Self::Node(_) | Self::LeaveOut => Aspect::Node,
            Self::Market(_) | Self::MarketAsGiven | Self::MarketFromName => Aspect::Market,
            Self::Product(_) | Self::ProductAsGiven => Aspect::Product,
            Self::Funnel(_) => Aspect::Funnel,
            Self::Intent(_) => Aspect::Intent,
        }
    }
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// By what it is known.
    pub id: RuleId,
    /// What it does, in a few words.
    pub name: String,
    /// Of which names it speaks.
    pub when: Condition,
    /// What it says of them.
    pub set: Vec<Setting>,
}
