//! What the rules do, shown while they are edited: what each catches, what nothing catches, what two fight over.

use super::condition::ConditionError;
use super::place::{Classifier, says_something};
use super::rule::{Aspect, RuleId, Setting};
use super::{Named, Taxonomy};
use crate::exports::{Platform, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names shown as examples of what a rule catches.
const SAMPLES: usize = 5;

/// A name that stands in a source, and how much hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Whose export it stands in.
    pub platform: Platform,
    /// File and sheet.
    pub source: String,
    /// The name.
    pub subject: Subject,
    /// What was spent under it, in the workspace's currency.
    pub spend: f64,
}

/// What one rule catches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Caught {
    /// The rule.
    pub rule: RuleId,
    /// Names for which it decides at least one aspect.
    pub names: usize,
    /// Names of which it speaks, but all that it says was decided by rules before it.
    pub shadowed: usize,
    /// What was spent under the names for which it decides.
    pub spend: f64,
    /// Its share of all spend, 0 to 1.
    pub share: f64,
    /// Some of the names, those with most spend first.
    pub samples: Vec<String>,
    /// Why it cannot be asked at all.
    pub fault: Option<ConditionError>,
}

/// A name for which no rule says where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Uncaught {
    /// Its place in the list of names.
    pub seen: usize,
    /// What was spent under it.
    pub spend: f64,
}

/// A name of which two rules say different things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contest {
    /// Its place in the list of names.
    pub seen: usize,
    /// What they disagree about.
    pub about: Aspect,
    /// The rule that wins, being first.
    pub winner: RuleId,
    /// The rules that would have said something else.
    pub losers: Vec<RuleId>,
}

/// What the rules do to a list of names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// One a rule, in their order.
    pub caught: Vec<Caught>,
    /// What nothing catches, most spend first.
    pub uncaught: Vec<Uncaught>,
    /// Its share of all spend, 0 to 1.
    pub uncaught_share: f64,
    /// What two rules fight over, in the order of the names.
    pub contested: Vec<Contest>,
}

impl Preview {
    /// Asks all rules of all names.
    pub fn of(taxonomy: &Taxonomy, seen: &[Seen]) -> Self {
        Self::with_open(taxonomy, seen, Aspect::Node)
    }

    /// What the rules say of one aspect, and of which names they say nothing of it.
    pub fn about(taxonomy: &Taxonomy, seen: &[Seen], about: Aspect) -> Self {
        Self::with_open(&taxonomy.about(about), seen, about)
    }

    /// Names of which nothing is said about `open` are those that nothing catches.
    fn with_open(taxonomy: &Taxonomy, seen: &[Seen], open: Aspect) -> Self {
        let classifier = Classifier::new(taxonomy);
        let total: f64 = seen.iter().map(|one| one.spend.max(0.0)).sum();
        let share = |spend: f64| if total > 0.0 { spend / total } else { 0.0 };
        let mut tallies = vec![Tallied::default(); taxonomy.rules.len()];
        let (mut uncaught, mut contested) = (vec![], vec![]);
        for (place, one) in seen.iter().enumerate() {
            let said = said_of(&classifier, one);
            if !said.contains_key(&open) {
                uncaught.push(Uncaught { seen: place, spend: one.spend });
            }
            count(&said, place, one.spend, &mut tallies);
            contested.extend(said.iter().filter_map(|(about, says)| contest(taxonomy, place, *about, says)));
        }
        uncaught.sort_by(|a, b| b.spend.total_cmp(&a.spend).then(a.seen.cmp(&b.seen)));
        let uncaught_share = share(uncaught.iter().map(|one| one.spend.max(0.0)).sum());
        let caught = taxonomy.rules.iter().zip(tallies).map(|(rule, tallied)| {
            let fault = classifier.faults().iter().find(|(id, _)| *id == rule.id).map(|(_, fault)| fault.clone());
            tallied.into_caught(rule.id.clone(), fault, seen, share)
        });
        Self { caught: caught.collect(), uncaught, uncaught_share, contested }
    }
}

/// What is said of a name: by aspect, which rule says what, in the order of the rules.
type Said = BTreeMap<Aspect, Vec<(usize, Setting)>>;

fn said_of(classifier: &Classifier<'_>, one: &Seen) -> Said {
    let named = Named { platform: one.platform, source: &one.source, subject: &one.subject };
    let mut said = Said::new();
    classifier.for_each_saying(named, |rule, setting, named| {
        if !says_something(setting, named) {
            return;
        }
        said.entry(setting.aspect()).or_default().push((rule, setting.clone()));
    });
    said
}

fn contest(taxonomy: &Taxonomy, seen: usize, about: Aspect, says: &[(usize, Setting)]) -> Option<Contest> {
    let id = |rule: usize| taxonomy.rules.get(rule).map(|rule| rule.id.clone());
    // Taking a market from the name where the export has none is no disagreement.
    let is_firm =
        |s: &Setting| !matches!(s, Setting::MarketAsGiven | Setting::MarketFromName | Setting::ProductAsGiven);
    let mut firm = says.iter().filter(|(_, setting)| is_firm(setting));
    let (winner, first) = firm.next()?;
    let losers: Vec<RuleId> = firm.filter(|(_, other)| other != first).filter_map(|(rule, _)| id(*rule)).collect();
    let winner = id(*winner)?;
    (!losers.is_empty()).then_some(Contest { seen, about, winner, losers })
}

#[derive(Clone, Debug, Default)]
struct Tallied {
    deciding: Vec<usize>,
    shadowed: usize,
    spend: f64,
}

fn count(said: &Said, place: usize, spend: f64, tallies: &mut [Tallied]) {
    let mut speaking: Vec<usize> = said.values().flatten().map(|(rule, _)| *rule).collect();
    speaking.sort_unstable();
    speaking.dedup();
    for rule in speaking {
        let decides = said.values().any(|says| says.first().is_some_and(|(first, _)| *first == rule));
        let Some(tallied) = tallies.get_mut(rule) else { continue };
        if decides {
            tallied.deciding.push(place);
            tallied.spend += spend.max(0.0);
        } else {
            tallied.shadowed += 1;
        }
    }
}

impl Tallied {
    fn into_caught(
        mut self,
        rule: RuleId,
        fault: Option<ConditionError>,
        seen: &[Seen],
        share: impl Fn(f64) -> f64,
    ) -> Caught {
        let names = self.deciding.len();
        let spend_of = |place: usize| seen.get(place).map_or(0.0, |one| one.spend);
        self.deciding.sort_by(|&a, &b| spend_of(b).total_cmp(&spend_of(a)).then(a.cmp(&b)));
        let samples = self.deciding.iter().filter_map(|&place| seen.get(place)).map(shown).take(SAMPLES).collect();
        Caught { rule, names, shadowed: self.shadowed, spend: self.spend, share: share(self.spend), samples, fault }
    }
}

/// The name by which people know it: the campaign, or the first part that is not empty.
fn shown(one: &Seen) -> String {
    let s = &one.subject;
    let parts = [&s.campaign, &s.kind, &s.group, &s.market, &s.product, &s.account, &one.source];
    parts.into_iter().find(|part| !part.trim().is_empty()).map_or_else(String::new, |part| part.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::{Condition, Field, Rule};

    #[test]
    fn everything_is_shown() {
        let rule = |text: &str, node: &str| Rule {
            id: RuleId(text.into()),
            name: text.into(),
            when: Condition::Contains(Field::Campaign, text.into()),
            set: vec![Setting::Node(node.into())],
        };
        let rules = vec![rule("brand", "brand"), rule("search", "search"), rule("brand search", "search")];
        let taxonomy = Taxonomy { rules, ..Taxonomy::default() };
        let seen = ["search brand", "search", "brand search", "tv"].map(|name| Seen {
            platform: Platform::Other,
            source: String::new(),
            subject: Subject { campaign: name.into(), ..Subject::default() },
            spend: if name == "tv" { 70.0 } else { 10.0 },
        });
        let preview = Preview::of(&taxonomy, &seen);
        let names: Vec<(usize, usize)> = preview.caught.iter().map(|c| (c.names, c.shadowed)).collect();
        assert_eq!(names, [(2, 0), (1, 2), (0, 1)]);
        assert_eq!(preview.caught[0].share, 0.2);
        assert_eq!(preview.caught[0].samples, ["search brand", "brand search"]);
        assert_eq!(preview.uncaught, [Uncaught { seen: 3, spend: 70.0 }]);
        assert_eq!(preview.uncaught_share, 0.7);
        assert_eq!(preview.contested.len(), 2);
        assert_eq!(preview.contested[1].losers, [RuleId("search".into()), RuleId("brand search".into())]);
    }
}
