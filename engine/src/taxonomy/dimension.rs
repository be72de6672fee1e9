//! Dimensions: what all rules together say of one aspect (channel, market, product, stage, purpose), value by value.

use super::place::{Classifier, Placement};
use super::preview::Seen;
use super::rule::{Aspect, FunnelStage, Intent, Setting};
use super::tree::NodeId;
use super::{Named, Taxonomy};
use std::collections::BTreeMap;

/// What a name can be in a dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// It belongs to a channel or driver.
    Node(NodeId),
    /// It is left out.
    LeftOut,
    /// It is of a market.
    Market(String),
    /// It is of a product.
    Product(String),
    /// It is of a stage.
    Funnel(FunnelStage),
    /// It is for something.
    Intent(Intent),
}

/// What one value comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueShare {
    /// The value.
    pub value: Value,
    /// How many names have it.
    pub names: usize,
    /// What was spent under them.
    pub spend: f64,
    /// Its share of all spend, 0 to 1.
    pub share: f64,
}

impl Placement {
    /// What the name is in a dimension; none where no rule says.
    pub fn value(&self, about: Aspect) -> Option<Value> {
        match about {
            Aspect::Node if self.left_out => Some(Value::LeftOut),
            Aspect::Node => self.node.clone().map(Value::Node),
            Aspect::Market => self.market.clone().map(Value::Market),
            Aspect::Product => self.product.clone().map(Value::Product),
            Aspect::Funnel => self.funnel.map(Value::Funnel),
            Aspect::Intent => self.intent.map(Value::Intent),
        }
    }
}

impl Taxonomy {
    /// The same with only what its rules say of one aspect, each under its own id; rules that say nothing of it stay, and
    /// say nothing, so that places are the same.
    #[must_use]
    pub fn about(&self, about: Aspect) -> Self {
        let mut only = self.clone();
        only.rules.iter_mut().for_each(|rule| rule.set.retain(|setting| setting.aspect() == about));
        only
    }
}

/// What each value of a dimension comes to, the largest spend first.
pub fn values(taxonomy: &Taxonomy, seen: &[Seen], about: Aspect) -> Vec<ValueShare> {
    let classifier = Classifier::new(taxonomy);
    let mut sums: BTreeMap<Value, (usize, f64)> = BTreeMap::new();
    for one in seen {
        let placed = classifier.place(Named { platform: one.platform, source: &one.source, subject: &one.subject });
        if let Some(value) = placed.value(about) {
            let (names, spend) = sums.entry(value).or_default();
            (*names, *spend) = (*names + 1, *spend + one.spend.max(0.0));
        }
    }
    let total: f64 = seen.iter().map(|one| one.spend.max(0.0)).sum();
    let share = |spend: f64| if total > 0.0 { spend / total } else { 0.0 };
    let shown = |(value, (names, spend))| ValueShare { value, names, spend, share: share(spend) };
    let mut all: Vec<ValueShare> = sums.into_iter().map(shown).collect();
    all.sort_by(|a, b| b.spend.total_cmp(&a.spend).then_with(|| a.value.cmp(&b.value)));
    all
}

/// The values that rules name themselves, whether or not any name has them, sorted.
pub fn named_values(taxonomy: &Taxonomy, about: Aspect) -> Vec<Value> {
    let value = |setting: &Setting| match setting {
        Setting::Node(id) => Some(Value::Node(id.clone())),
        Setting::LeaveOut => Some(Value::LeftOut),
        Setting::Market(market) => Some(Value::Market(market.clone())),
        Setting::Product(product) => Some(Value::Product(product.clone())),
        Setting::Funnel(stage) => Some(Value::Funnel(*stage)),
        Setting::Intent(intent) => Some(Value::Intent(*intent)),
        Setting::MarketAsGiven | Setting::MarketFromName | Setting::ProductAsGiven => None,
    };
    let own = taxonomy.rules.iter().flat_map(|rule| &rule.set).filter(|setting| setting.aspect() == about);
    let mut all: Vec<Value> = own.filter_map(value).collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::{Platform, Subject};
    use crate::taxonomy::{Condition, Field, Preview, Rule, RuleId};

    fn taxonomy() -> Taxonomy {
        let rule =
            |id: &str, when: Condition, set: Vec<Setting>| Rule { id: RuleId(id.into()), name: id.into(), when, set };
        let contains = |text: &str| Condition::Contains(Field::Campaign, text.into());
        let rules = vec![
            rule("all", Condition::Always, vec![Setting::MarketAsGiven, Setting::MarketFromName]),
            rule("shoes", contains("shoe"), vec![Setting::Product("Shoes".into()), Setting::Node("social".into())]),
            rule("boots", contains("boot"), vec![Setting::Product("Boots".into())]),
        ];
        Taxonomy { rules, ..Taxonomy::default() }
    }

    fn seen() -> Vec<Seen> {
        let of = |(campaign, spend): (&str, f64)| Seen {
            platform: Platform::Meta,
            source: String::new(),
            subject: Subject { campaign: campaign.into(), ..Subject::default() },
            spend,
        };
        [("DE shoes", 50.0), ("FR boots and shoes", 30.0), ("brand", 20.0)].map(of).into()
    }

    #[test]
    fn each_value_is_added_up() {
        let all = values(&taxonomy(), &seen(), Aspect::Market);
        let texts: Vec<(Value, usize, f64)> = all.into_iter().map(|one| (one.value, one.names, one.share)).collect();
        assert_eq!(texts, [(Value::Market("DE".into()), 1, 0.5), (Value::Market("FR".into()), 1, 0.3)]);
        let products = values(&taxonomy(), &seen(), Aspect::Product);
        assert_eq!((products.len(), &products[0].value), (1, &Value::Product("Shoes".into())));
        let named = named_values(&taxonomy(), Aspect::Product);
        assert_eq!(named, [Value::Product("Boots".into()), Value::Product("Shoes".into())]);
    }

    #[test]
    fn what_one_dimension_leaves_open_and_fights_over_is_its_own() {
        let preview = |about| Preview::about(&taxonomy(), &seen(), about);
        let market = preview(Aspect::Market);
        assert_eq!(market.uncaught.iter().map(|one| one.seen).collect::<Vec<_>>(), [2]);
        assert_eq!((market.uncaught_share, market.contested.len()), (0.2, 0));
        // Of "brand" the rule says nothing, though it is asked of every name.
        assert_eq!(market.caught.iter().map(|one| one.names).collect::<Vec<_>>(), [2, 0, 0]);
        let product = preview(Aspect::Product);
        assert_eq!((product.uncaught.len(), product.contested.len(), product.contested[0].seen), (1, 1, 1));
        assert_eq!(preview(Aspect::Intent).uncaught.len(), 3);
    }
}
