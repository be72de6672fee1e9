//! Placing a name: the first rule that says something about an aspect decides it.

use super::condition::{ConditionError, Folded, Ready};
use super::names::folded;
use super::rule::{Aspect, FunnelStage, Intent, RuleId, Setting};
use super::tree::NodeId;
use super::{Named, Taxonomy};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Where a name belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Its channel or driver; none where no rule speaks of it, or it is left out.
    pub node: Option<NodeId>,
    /// Whether a rule leaves it out.
    pub left_out: bool,
    /// The rule that said so.
    pub by: Option<RuleId>,
    /// Its market.
    pub market: Option<String>,
    /// Its product.
    pub product: Option<String>,
    /// Its funnel stage.
    pub funnel: Option<FunnelStage>,
    /// Brand or performance.
    pub intent: Option<Intent>,
}

/// A taxonomy, ready to place many names.
#[derive(Clone, Debug)]
pub struct Classifier<'a> {
    taxonomy: &'a Taxonomy,
    ready: Vec<Option<Ready>>,
    today: HashMap<String, &'a str>,
    faults: Vec<(RuleId, ConditionError)>,
}

impl<'a> Classifier<'a> {
    /// Makes a taxonomy ready. A rule that cannot be asked catches nothing and is named in [`Classifier::faults`].
    pub fn new(taxonomy: &'a Taxonomy) -> Self {
        let mut faults = vec![];
        let mut ready = Vec::with_capacity(taxonomy.rules.len());
        for rule in &taxonomy.rules {
            let one = rule.when.ready();
            ready.push(one.map_err(|fault| faults.push((rule.id.clone(), fault))).ok());
        }
        let today = taxonomy.aliases.iter().map(|alias| (folded(&alias.from), alias.to.as_str())).collect();
        Self { taxonomy, ready, today, faults }
    }

    /// The rules that cannot be asked, and why.
    pub fn faults(&self) -> &[(RuleId, ConditionError)] {
        &self.faults
    }

    /// Where the name belongs.
    pub fn place(&self, named: Named<'_>) -> Placement {
        let mut placement = Placement::default();
        let mut decided: Vec<Aspect> = vec![];
        self.for_each_saying(named, |rule, setting, subject_named| {
            if decided.contains(&setting.aspect()) || !say(setting, subject_named, &mut placement) {
                return;
            }
            decided.push(setting.aspect());
            if setting.aspect() == Aspect::Node {
                placement.by = Some(self.taxonomy.rules[rule].id.clone());
            }
        });
        placement
    }

    /// Calls back for each rule that speaks of the name and each thing it says, in order.
    pub(super) fn for_each_saying(&self, named: Named<'_>, mut call: impl FnMut(usize, &Setting, Named<'_>)) {
        let renamed = self.renamed(named);
        let named = Named { subject: renamed.as_ref().unwrap_or(named.subject), ..named };
        let name = Folded::of(named);
        for (i, (rule, ready)) in self.taxonomy.rules.iter().zip(&self.ready).enumerate() {
            if ready.as_ref().is_some_and(|ready| ready.holds(&name)) {
                rule.set.iter().for_each(|setting| call(i, setting, named));
            }
        }
    }

    /// The subject under today's name, where it had another one. Chains are followed, circles are left.
    fn renamed(&self, named: Named<'_>) -> Option<crate::exports::Subject> {
        let mut name = *self.today.get(&folded(&named.subject.campaign))?;
        for _ in 0..self.today.len() {
            match self.today.get(&folded(name)) {
                Some(next) if *next != name => name = next,
                _ => break,
            }
        }
        Some(crate::exports::Subject { campaign: name.to_owned(), ..named.subject.clone() })
    }
}

/// Writes what is said into the placement; `false` where it says nothing of this name.
fn say(setting: &Setting, named: Named<'_>, placement: &mut Placement) -> bool {
    match setting {
        Setting::Node(id) => placement.node = Some(id.clone()),
        Setting::LeaveOut => placement.left_out = true,
        Setting::Market(market) => placement.market = Some(market.clone()),
        Setting::MarketAsGiven => placement.market = given(&named.subject.market),
        Setting::MarketFromName => placement.market = country_in(&named.subject.campaign).map(str::to_owned),
        Setting::Product(product) => placement.product = Some(product.clone()),
        Setting::ProductAsGiven => placement.product = given(&named.subject.product),
        Setting::Funnel(stage) => placement.funnel = Some(*stage),
        Setting::Intent(intent) => placement.intent = Some(*intent),
    }
    match setting.aspect() {
        Aspect::Market => placement.market.is_some(),
        Aspect::Product => placement.product.is_some(),
        Aspect::Node | Aspect::Funnel | Aspect::Intent => true,
    }
}

/// Whether a setting says anything of a name: the market of the file's is nothing where the file names none.
pub(super) fn says_something(setting: &Setting, named: Named<'_>) -> bool {
    match setting {
        Setting::MarketAsGiven => given(&named.subject.market).is_some(),
        Setting::MarketFromName => country_in(&named.subject.campaign).is_some(),
        Setting::ProductAsGiven => given(&named.subject.product).is_some(),
        _ => true,
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// ISO 3166 codes of the markets that campaigns are named after.
const COUNTRIES: [&str; 42] = [
    "AE", "AR", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CL", "CN", "CO", "CZ", "DE", "DK", "EE", "ES", "FI", "FR",
    "GB", "GR", "HK", "HU", "IE", "IL", "IN", "IT", "JP", "KR", "MX", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SG",
    "TR", "UK", "US", "ZA",
];
/// Codes that are also words; they count in capitals only.
const ALSO_WORDS: [&str; 7] = ["AT", "BE", "ES", "IN", "IT", "NO", "DE"];

/// The first country code among the words of a name. The United Kingdom is `GB` however it is written.
pub(super) fn country_in(name: &str) -> Option<&'static str> {
    name.split(|c: char| !c.is_alphanumeric()).find_map(|word| {
        let code = *COUNTRIES.iter().find(|code| code.eq_ignore_ascii_case(word))?;
        let counts = word == code || !ALSO_WORDS.contains(&code);
        counts.then_some(if code == "UK" { "GB" } else { code })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::{Platform, Subject};
    use crate::taxonomy::{Alias, Condition, Field, Rule};

    fn rule(id: &str, when: Condition, set: Vec<Setting>) -> Rule {
        Rule { id: RuleId(id.into()), name: id.into(), when, set }
    }

    fn taxonomy() -> Taxonomy {
        let contains = |text: &str| Condition::Contains(Field::Campaign, text.into());
        let rules = vec![
            rule("broken", Condition::Matches(Field::Any, "[".into()), vec![Setting::Node("nowhere".into())]),
            rule("market", Condition::Always, vec![Setting::MarketAsGiven, Setting::MarketFromName]),
            rule("brand", contains("brand"), vec![Setting::Node("brand".into()), Setting::Intent(Intent::Brand)]),
            rule("search", contains("search"), vec![Setting::Node("search".into()), Setting::Market("XX".into())]),
            rule("test", contains("test"), vec![Setting::LeaveOut]),
        ];
        let aliases = ["old name>Search one", "Search one>search-brand", "loop a>loop b", "loop b>loop a"];
        let alias = |text: &str| {
            let (from, to) = text.split_once('>').unwrap();
            Alias { from: from.into(), to: to.into() }
        };
        Taxonomy { rules, aliases: aliases.map(alias).into(), ..Taxonomy::default() }
    }

    fn check(campaign: &str, node: Option<&str>, market: Option<&str>) {
        let taxonomy = taxonomy();
        let classifier = Classifier::new(&taxonomy);
        let subject = Subject { campaign: campaign.into(), ..Subject::default() };
        let placed = classifier.place(Named { platform: Platform::Other, source: "", subject: &subject });
        assert_eq!(placed.node.as_ref().map(|id| id.0.as_str()), node, "{campaign}");
        assert_eq!(placed.market.as_deref(), market, "{campaign}");
    }

    #[test]
    fn the_first_rule_that_says_something_wins() {
        check("US search brand", Some("brand"), Some("US"));
        check("search uk", Some("search"), Some("GB"));
        check("search", Some("search"), Some("XX"));
        check("OLD_NAME", Some("brand"), Some("XX"));
        check("loop a", None, None);
        check("a test in it", None, None);
        let taxonomy = taxonomy();
        assert_eq!(Classifier::new(&taxonomy).faults()[0].0, RuleId("broken".into()));
    }

    #[test]
    fn countries_are_told_from_words() {
        assert_eq!(country_in("meta_us_prospecting"), Some("US"));
        assert_eq!(country_in("it is in no way at ease"), None);
        assert_eq!(country_in("LI | Trade | DE"), Some("DE"));
        assert_eq!(country_in("Business"), None);
    }
}
