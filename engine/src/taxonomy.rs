//! The taxonomy: one shared tree of channels and drivers, and the rules by which the names in exports find their place.
//!
//! ```text
//! Subject (as the export has it) --aliases--> today's name --rules, first wins--> Placement: node, market, product, ...
//! ```
//!
//! A rule looks at names only, never at amounts; so a source is placed once per subject, not per row, and a change of
//! the taxonomy is cheap. What a rule catches, what nothing catches and where two rules disagree is a [`Preview`].

mod cluster;
mod condition;
mod dimension;
mod linter;
mod names;
mod place;
mod preview;
mod propose;
mod renames;
mod rule;
mod tree;

pub use cluster::{Suggestion, suggest};
pub use condition::{Condition, ConditionError, Field, UtmPart};
pub use dimension::{Value, ValueShare, named_values, values};
pub use linter::{Lint, NamePart, NamePattern, PartVerdict, PatternError};
pub use names::{Alias, folded, words};
pub use place::{Classifier, Placement};
pub use preview::{Caught, Contest, Preview, Seen, Uncaught};
pub use propose::propose;
pub use renames::{Lifespan, Rename, suggest_renames};
pub use rule::{Aspect, FunnelStage, Intent, Rule, RuleId, Setting};
pub use tree::{Node, NodeId, NodeKind, Tree, TreeError};

use crate::exports::{Platform, Subject};
use serde::{Deserialize, Serialize};

/// Tree, rules in order, and names that stand for other names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxonomy {
    /// Channels, sub-channels and drivers.
    pub tree: Tree,
    /// The rules; the first that says something about an aspect wins.
    pub rules: Vec<Rule>,
    /// Campaigns that were renamed.
    #[serde(default)]
    pub aliases: Vec<Alias>,
}

/// A name with its surroundings: all that a rule may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// Whose export it stands in.
    pub platform: Platform,
    /// File and sheet, as one text.
    pub source: &'a str,
    /// The name.
    pub subject: &'a Subject,
}
