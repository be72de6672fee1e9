//! The dimensions of the taxonomy, each edited in the same way: channels, markets, products, stages, purposes.

use super::rules::{FIELDS, field_of_key};
use crate::present::format;
use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use crate::state::LibraryView;
use engine::taxonomy::{
    Aspect, Condition, FunnelStage, Intent, NodeId, Preview, Rule, Setting, Tree, UtmPart, Value, named_values, values,
};

/// A dimension, with what it is called on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Its key.
    pub key: &'static str,
    /// What rules of it decide.
    pub about: Aspect,
    /// Its name, in the plural.
    pub name: &'static str,
    /// One of its values.
    pub one: &'static str,
}

/// All dimensions, in the order offered.
pub const DIMENSIONS: [Dimension; 5] = [
    Dimension { key: "channel", about: Aspect::Node, name: "channels and drivers", one: "channel" },
    Dimension { key: "market", about: Aspect::Market, name: "markets", one: "market" },
    Dimension { key: "product", about: Aspect::Product, name: "products", one: "product" },
    Dimension { key: "stage", about: Aspect::Funnel, name: "funnel stages", one: "stage" },
    Dimension { key: "purpose", about: Aspect::Intent, name: "brand or performance", one: "purpose" },
];

/// The dimension of a key; channels where there is none.
#[must_use]
pub fn dimension_of_key(key: &str) -> Dimension {
    DIMENSIONS.into_iter().find(|dimension| dimension.key == key).unwrap_or(DIMENSIONS[0])
}

impl Dimension {
    /// What its rules do to the names.
    #[must_use]
    pub fn preview(self, view: &LibraryView) -> Preview {
        match self.about {
            // The worker did that.
            Aspect::Node => view.rules.clone(),
            about => Preview::about(&view.state.taxonomy, &view.seen, about),
        }
    }

    /// What stands above the names that no rule of it catches.
    #[must_use]
    pub fn open_title(self) -> String {
        match self.about {
            Aspect::Node => "No rule catches these names".to_owned(),
            _ => format!("No rule gives these names a {}", self.one),
        }
    }

    /// What that means.
    #[must_use]
    pub fn open_subtitle(self) -> &'static str {
        match self.about {
            Aspect::Node => "Their spend is not in the data. Add a rule, or leave them out by one.",
            Aspect::Market => "They count for the whole, and for no market of its own.",
            Aspect::Product => "They count, without the product's own cost of goods.",
            Aspect::Funnel | Aspect::Intent => "They count all the same; only how they are told apart is open.",
        }
    }

    /// Whether its values are the user's own words.
    #[must_use]
    pub fn is_free(self) -> bool {
        matches!(self.about, Aspect::Market | Aspect::Product)
    }

    /// What a rule of it can say, with keys.
    #[must_use]
    pub fn targets(self, view: Option<&LibraryView>, tree: &Tree) -> Vec<(String, String)> {
        let owned = |(key, label): (&str, &str)| (key.to_owned(), label.to_owned());
        match self.about {
            Aspect::Node => {
                let nodes = tree.nodes().iter().map(|node| (node.id.0.clone(), node.name.clone()));
                nodes.chain([owned((LEAVE_OUT, "nothing: leave it out"))]).collect()
            }
            Aspect::Market | Aspect::Product => {
                let known = view.map(|view| self.known(view)).unwrap_or_default();
                let known = known.into_iter().map(|name| (format!("{NAMED}{name}"), name));
                let from_name = (self.about == Aspect::Market).then(|| owned((FROM_NAME, "the country in the name")));
                let given = owned((AS_GIVEN, "what the file says"));
                known.chain([given]).chain(from_name).chain([owned((TYPED, "another, typed below"))]).collect()
            }
            Aspect::Funnel => STAGES.map(|(key, label, _)| owned((key, label))).to_vec(),
            Aspect::Intent => PURPOSES.map(|(key, label, _)| owned((key, label))).to_vec(),
        }
    }

    /// The markets or products that are known: of names, and of rules.
    fn known(self, view: &LibraryView) -> Vec<String> {
        let taxonomy = &view.state.taxonomy;
        let of_names = values(taxonomy, &view.seen, self.about).into_iter().map(|one| one.value);
        let word = |value: Value| match value {
            Value::Market(name) | Value::Product(name) => Some(name),
            _ => None,
        };
        let mut all: Vec<String> = of_names.chain(named_values(taxonomy, self.about)).filter_map(word).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What a rule says by the key of its target; `typed` is the name of a new market or product.
    #[must_use]
    pub fn setting(self, key: &str, typed: &str) -> Option<Setting> {
        let name = key.strip_prefix(NAMED).unwrap_or(typed).trim();
        let named = || Some(name.to_owned()).filter(|name| !name.is_empty());
        match (self.about, key) {
            (_, "") => None,
            (Aspect::Node, LEAVE_OUT) => Some(Setting::LeaveOut),
            (Aspect::Node, id) => Some(Setting::Node(NodeId(id.to_owned()))),
            (Aspect::Market, AS_GIVEN) => Some(Setting::MarketAsGiven),
            (Aspect::Market, FROM_NAME) => Some(Setting::MarketFromName),
            (Aspect::Market, _) => named().map(Setting::Market),
            (Aspect::Product, AS_GIVEN) => Some(Setting::ProductAsGiven),
            (Aspect::Product, _) => named().map(Setting::Product),
            (Aspect::Funnel, key) => STAGES.into_iter().find(|s| s.0 == key).map(|s| Setting::Funnel(s.2)),
            (Aspect::Intent, key) => PURPOSES.into_iter().find(|p| p.0 == key).map(|p| Setting::Intent(p.2)),
        }
    }
}

const LEAVE_OUT: &str = "\u{0}leave-out";
const AS_GIVEN: &str = "\u{0}as-given";
const FROM_NAME: &str = "\u{0}from-name";
/// The key of a target that is typed beside it.
pub const TYPED: &str = "\u{0}typed";
/// What stands before a known market or product.
const NAMED: &str = "\u{0}named ";

const STAGES: [(&str, &str, FunnelStage); 4] = [
    ("awareness", "awareness", FunnelStage::Awareness),
    ("consideration", "consideration", FunnelStage::Consideration),
    ("conversion", "conversion", FunnelStage::Conversion),
    ("retention", "retention", FunnelStage::Retention),
];
const PURPOSES: [(&str, &str, Intent); 2] =
    [("brand", "for the brand", Intent::Brand), ("performance", "for performance", Intent::Performance)];

/// The tags of links that a rule can ask for.
const TAGS: [(UtmPart, &str); 5] = [
    (UtmPart::Source, "utm_source"),
    (UtmPart::Medium, "utm_medium"),
    (UtmPart::Campaign, "utm_campaign"),
    (UtmPart::Content, "utm_content"),
    (UtmPart::Term, "utm_term"),
];

/// What a rule can look at, with keys: parts of the name, then tags of links.
#[must_use]
pub fn asked_choices() -> Vec<(&'static str, &'static str)> {
    FIELDS.into_iter().map(|(_, key, label)| (key, label)).chain(TAGS.map(|(_, key)| (key, key))).collect()
}

/// How it can look at it, with keys.
pub const HOW: [(&str, &str); 4] =
    [("contains", "contains"), ("words", "has the words"), ("is", "is exactly"), ("matches", "matches (expression)")];

/// The condition that was put together; a tag is always asked for whole.
#[must_use]
pub fn condition_of(field: &str, how: &str, text: &str) -> Condition {
    let text = text.trim().to_owned();
    if let Some((part, _)) = TAGS.into_iter().find(|(_, key)| *key == field) {
        return Condition::Utm(part, text);
    }
    let field = field_of_key(field);
    match how {
        "words" => Condition::HasWords(field, text),
        "is" => Condition::Is(field, text),
        "matches" => Condition::Matches(field, text),
        _ => Condition::Contains(field, text),
    }
}

/// The rule without what it says in a dimension; none where it says nothing else.
#[must_use]
pub fn without(rule: &Rule, dimension: Dimension) -> Option<Rule> {
    let mut left = rule.clone();
    left.set.retain(|setting| setting.aspect() != dimension.about);
    (!left.set.is_empty()).then_some(left)
}

/// What each market, product, stage or purpose comes to.
#[must_use]
pub fn values_table(view: &LibraryView, dimension: Dimension, locale: &Locale) -> Table {
    let word = |value: &Value| match value {
        Value::Node(id) => view.state.taxonomy.tree.get(id).map_or_else(|| id.0.clone(), |node| node.name.clone()),
        Value::LeftOut => "left out".to_owned(),
        Value::Market(name) | Value::Product(name) => name.clone(),
        Value::Funnel(stage) => STAGES.into_iter().find(|s| s.2 == *stage).map_or("", |s| s.1).to_owned(),
        Value::Intent(intent) => PURPOSES.into_iter().find(|p| p.2 == *intent).map_or("", |p| p.1).to_owned(),
    };
    let row = |one: engine::taxonomy::ValueShare| {
        vec![
            Cell::words(word(&one.value)),
            Cell::words(count_of(one.names, "name")),
            Cell::number(one.spend, format::money_compact(locale, one.spend)),
            Cell::number(one.share, format::percent(locale, one.share, 1)),
        ]
    };
    Table {
        caption: super::super::home::capitalised(dimension.name),
        columns: vec![
            Column::words(super::super::home::capitalised(dimension.one)),
            Column::words("Names"),
            Column::numbers("Spend"),
            Column::numbers("Share"),
        ],
        rows: values(&view.state.taxonomy, &view.seen, dimension.about).into_iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::taxonomy::{Condition, Field, Node, RuleId};

    #[test]
    fn every_target_says_something_of_its_dimension() {
        let mut tree = Tree::default();
        tree.add(Node::channel("tv")).unwrap();
        for dimension in DIMENSIONS {
            assert_eq!(dimension_of_key(dimension.key), dimension);
            for (key, label) in dimension.targets(None, &tree) {
                let setting = dimension.setting(&key, "Shoes");
                assert_eq!(setting.map(|s| s.aspect()), Some(dimension.about), "{label}");
            }
            assert_eq!(dimension.setting("", "Shoes"), None);
        }
        let product = dimension_of_key("product");
        assert_eq!(product.setting(TYPED, " Shoes "), Some(Setting::Product("Shoes".into())));
        assert_eq!(product.setting(TYPED, " "), None);
        assert_eq!(product.setting("\u{0}named Boots", ""), Some(Setting::Product("Boots".into())));
    }

    #[test]
    fn conditions_are_put_together() {
        assert_eq!(condition_of("utm_medium", "contains", " cpc"), Condition::Utm(UtmPart::Medium, "cpc".into()));
        assert_eq!(condition_of("kind", "is", "Search"), Condition::Is(Field::Kind, "Search".into()));
        for (key, _) in asked_choices() {
            for (how, _) in HOW {
                assert!(!super::super::rules::condition(&condition_of(key, how, "x")).is_empty());
            }
        }
    }

    #[test]
    fn a_rule_of_two_dimensions_keeps_the_other() {
        let set = vec![Setting::Node("tv".into()), Setting::Intent(Intent::Brand)];
        let rule = Rule { id: RuleId("r".into()), name: "r".into(), when: Condition::Always, set };
        let left = without(&rule, dimension_of_key("channel")).unwrap();
        assert_eq!(left.set, [Setting::Intent(Intent::Brand)]);
        assert_eq!(without(&left, dimension_of_key("purpose")), None);
    }
}
