//! The rules in words: what each asks and says, what it catches, and what nothing catches.

use super::dimensions::Dimension;
use crate::present::format;
use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use crate::state::LibraryView;
use engine::taxonomy::{
    Condition, Field, Lint, Node, NodeId, PartVerdict, Preview, Rule, RuleId, Setting, Taxonomy, Tree, UtmPart,
};

/// A rule as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleWords {
    /// Its id.
    pub id: String,
    /// The places of the rules before and after it that are shown; none at the ends.
    pub up: Option<usize>,
    /// See `up`.
    pub down: Option<usize>,
    /// Whether nothing of it is left without what it says here.
    pub is_only_this: bool,
    /// What it asks.
    pub asks: String,
    /// What it says.
    pub says: String,
    /// What it catches.
    pub catches: String,
    /// Some of the names.
    pub samples: String,
    /// What is wrong with it; empty where nothing is.
    pub fault: String,
}

/// The parts of a name that a rule can look at, with their names.
pub const FIELDS: [(Field, &str, &str); 8] = [
    (Field::Campaign, "campaign", "campaign"),
    (Field::Group, "group", "ad group or site"),
    (Field::Kind, "kind", "type"),
    (Field::Account, "account", "account"),
    (Field::Market, "market", "market"),
    (Field::Product, "product", "product"),
    (Field::Source, "source", "file"),
    (Field::Any, "any", "any part of the name"),
];

/// The field of that key.
#[must_use]
pub fn field_of_key(key: &str) -> Field {
    FIELDS.into_iter().find(|(_, one, _)| *one == key).map_or(Field::Campaign, |(field, _, _)| field)
}

/// The rules of a dimension in words, in their order, with what they catch.
#[must_use]
pub fn rules(view: &LibraryView, dimension: Dimension, preview: &Preview, locale: &Locale) -> Vec<RuleWords> {
    let all = view.state.taxonomy.rules.iter().enumerate();
    let shown: Vec<(usize, &Rule)> =
        all.filter(|(_, rule)| rule.set.iter().any(|setting| setting.aspect() == dimension.about)).collect();
    let place_at = |at: Option<usize>| at.and_then(|at| shown.get(at)).map(|(place, _)| *place);
    let of = |(at, (place, rule)): (usize, &(usize, &Rule))| {
        let caught = preview.caught.get(*place);
        let catches = caught.map_or_else(String::new, |c| {
            let share = format::percent(locale, c.share, 1);
            let shadowed =
                if c.shadowed > 0 { format!("; {} more go to rules above", c.shadowed) } else { String::new() };
            format!("{}, {share} of spend{shadowed}", count_of(c.names, "name"))
        });
        RuleWords {
            id: rule.id.0.clone(),
            up: place_at(at.checked_sub(1)),
            down: place_at(Some(at + 1)),
            is_only_this: super::dimensions::without(rule, dimension).is_none(),
            asks: shortened(&condition(&rule.when)),
            says: rule.set.iter().map(|s| setting(s, &view.state.taxonomy.tree)).collect::<Vec<_>>().join(", "),
            catches,
            samples: caught.map(|c| c.samples.join(" · ")).unwrap_or_default(),
            fault: caught.and_then(|c| c.fault.as_ref().map(ToString::to_string)).unwrap_or_default(),
        }
    };
    shown.iter().enumerate().map(of).collect()
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 180;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{} …", start.rsplit_once(' ').map_or(start.as_str(), |(start, _)| start))
}

/// A condition as a sentence.
#[must_use]
pub fn condition(when: &Condition) -> String {
    let part = |field: Field| FIELDS.into_iter().find(|(f, _, _)| *f == field).map_or("name", |(_, _, name)| name);
    let joined = |all: &[Condition], with: &str| {
        let one = |c: &Condition| match c {
            Condition::All(_) | Condition::AnyOf(_) => format!("({})", condition(c)),
            _ => condition(c),
        };
        all.iter().map(one).collect::<Vec<_>>().join(with)
    };
    match when {
        Condition::Always => "always".to_owned(),
        Condition::Contains(f, text) => format!("{} contains \"{text}\"", part(*f)),
        Condition::HasWords(f, text) => format!("{} has the words \"{text}\"", part(*f)),
        Condition::Is(f, text) => format!("{} is \"{text}\"", part(*f)),
        Condition::Matches(f, text) => format!("{} matches /{text}/", part(*f)),
        Condition::Utm(p, text) => format!("{} is \"{text}\"", utm(*p)),
        Condition::OnPlatform(platform) => format!("from {}", super::platform_name(*platform)),
        Condition::All(all) => joined(all, " and "),
        Condition::AnyOf(all) => joined(all, " or "),
        Condition::Not(c) => format!("not ({})", condition(c)),
    }
}

fn utm(part: UtmPart) -> &'static str {
    match part {
        UtmPart::Source => "utm_source",
        UtmPart::Medium => "utm_medium",
        UtmPart::Campaign => "utm_campaign",
        UtmPart::Content => "utm_content",
        UtmPart::Term => "utm_term",
    }
}

fn setting(setting: &Setting, tree: &Tree) -> String {
    match setting {
        Setting::Node(id) => tree.nodes().iter().find(|n| n.id == *id).map_or_else(|| id.0.clone(), |n| n.name.clone()),
        Setting::LeaveOut => "left out".to_owned(),
        Setting::Market(market) => format!("market {market}"),
        Setting::MarketAsGiven => "market as the file says".to_owned(),
        Setting::MarketFromName => "market from the name".to_owned(),
        Setting::Product(product) => format!("product {product}"),
        Setting::ProductAsGiven => "product as the file says".to_owned(),
        Setting::Funnel(stage) => format!("{stage:?}").to_lowercase(),
        Setting::Intent(intent) => format!("{intent:?}").to_lowercase(),
    }
}

/// What nothing catches, most spend first.
#[must_use]
pub fn uncaught_table(view: &LibraryView, preview: &Preview, locale: &Locale) -> Table {
    let row = |one: &engine::taxonomy::Uncaught| {
        let seen = view.seen.get(one.seen)?;
        let money = format::money_compact(locale, one.spend);
        Some(vec![
            Cell::words(seen.subject.campaign.clone()),
            Cell::words(super::platform_name(seen.platform)),
            Cell::words(seen.source.clone()),
            Cell::number(one.spend, money),
        ])
    };
    Table {
        caption: "Names that no rule catches".to_owned(),
        columns: vec![Column::words("Name"), Column::words("From"), Column::words("File"), Column::numbers("Spend")],
        rows: preview.uncaught.iter().filter_map(row).collect(),
    }
}

/// What two rules of a dimension fight over.
#[must_use]
pub fn contested_table(view: &LibraryView, dimension: Dimension, preview: &Preview) -> Table {
    let name = |id: &engine::taxonomy::RuleId| {
        let rule = view.state.taxonomy.rules.iter().find(|r| r.id == *id);
        rule.map_or_else(|| id.0.clone(), |rule| rule.name.clone())
    };
    let row = |one: &engine::taxonomy::Contest| {
        let seen = view.seen.get(one.seen)?;
        Some(vec![
            Cell::words(seen.subject.campaign.clone()),
            Cell::words(name(&one.winner)),
            Cell::words(one.losers.iter().map(name).collect::<Vec<_>>().join(", ")),
        ])
    };
    Table {
        caption: "Names of which rules say different things".to_owned(),
        columns: vec![
            Column::words("Name"),
            Column::words("The rule that wins, being first"),
            Column::words("Would differ"),
        ],
        rows: preview.contested.iter().filter(|one| one.about == dimension.about).filter_map(row).collect(),
    }
}

/// The channels and drivers of the tree, with what they come to.
#[must_use]
pub fn tree_table(view: &LibraryView, locale: &Locale) -> Table {
    let total = |id: &str| {
        let column =
            view.built.columns.iter().find(|(c, _)| matches!(c, engine::dataset::Column::Channel(n) if n.0 == id));
        let panel = view.built.panel.as_ref().ok()?;
        let (_, name) = column?;
        let channel = panel.channels().iter().find(|c| c.name == *name)?;
        Some(channel.spend_by_week.iter().sum::<f64>())
    };
    let row = |node: &engine::taxonomy::Node| {
        let spend = total(&node.id.0);
        vec![
            Cell::words(node.name.clone()),
            Cell::words(match node.kind {
                engine::taxonomy::NodeKind::Channel => "channel",
                engine::taxonomy::NodeKind::Driver(_) => "driver",
            }),
            Cell::words(node.definition.clone()),
            Cell::words(node.owner.clone()),
            spend.map_or_else(|| Cell::words(""), |s| Cell::number(s, format::money_compact(locale, s))),
        ]
    };
    Table {
        caption: "Channels and drivers".to_owned(),
        columns: vec![
            Column::words("Name"),
            Column::words("Kind"),
            Column::words("What belongs to it"),
            Column::words("Owner"),
            Column::numbers("Spend"),
        ],
        rows: view.state.taxonomy.tree.nodes().iter().map(row).collect(),
    }
}

/// What a node can be part of, with names: nodes of its kind that are neither itself nor among its own parts.
#[must_use]
pub fn parents_of(nodes: &[Node], own: &Node) -> Vec<(String, String)> {
    let parent = |id: &NodeId| nodes.iter().find(|node| node.id == *id).and_then(|node| node.parent.as_ref());
    let is_within = |node: &Node| {
        let line = std::iter::successors(Some(&node.id), |id| parent(id)).take(nodes.len());
        line.into_iter().any(|id| *id == own.id)
    };
    let is_same_kind = |node: &Node| std::mem::discriminant(&node.kind) == std::mem::discriminant(&own.kind);
    let all = nodes.iter().filter(|node| is_same_kind(node) && !is_within(node));
    all.map(|node| (node.id.0.clone(), node.name.clone())).collect()
}

/// What a rule that asks this would catch if it were the only one.
#[must_use]
pub fn would_catch(view: &LibraryView, when: &Condition, locale: &Locale) -> String {
    let rule = Rule { id: RuleId("new".into()), name: String::new(), when: when.clone(), set: vec![Setting::LeaveOut] };
    let alone = Taxonomy { rules: vec![rule], aliases: view.state.taxonomy.aliases.clone(), ..Taxonomy::default() };
    let preview = engine::taxonomy::Preview::of(&alone, &view.seen);
    let Some(caught) = preview.caught.first() else { return String::new() };
    if let Some(fault) = &caught.fault {
        return fault.to_string();
    }
    if caught.names == 0 {
        return "It catches no name.".to_owned();
    }
    let (names, share) = (count_of(caught.names, "name"), format::percent(locale, caught.share, 1));
    format!("It catches {names}, {share} of spend: {}.", caught.samples.join(", "))
}

/// What is to be said of a new name.
#[must_use]
pub fn lint_sentence(lint: &Lint) -> String {
    if lint.is_right {
        return "The name is right.".to_owned();
    }
    let wrong = lint.parts.iter().filter_map(|part| match part {
        PartVerdict::Right(_) => None,
        PartVerdict::Write { found, instead } => Some(format!("\"{found}\" should be \"{instead}\"")),
        PartVerdict::Missing(words) if words.is_empty() => Some("a part is missing".to_owned()),
        PartVerdict::Missing(words) => Some(format!("one of {} is missing", words.join(", "))),
    });
    let left = (!lint.left_over.is_empty()).then(|| format!("\"{}\" belongs nowhere", lint.left_over.join(" ")));
    let all: Vec<String> = wrong.chain(left).collect();
    let why = if all.is_empty() {
        "It is written otherwise".to_owned()
    } else {
        crate::present::home::capitalised(&all.join("; "))
    };
    format!("{why}. Better: {}", lint.proposal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_sentences() {
        let when = Condition::All(vec![
            Condition::Contains(Field::Campaign, "brand".into()),
            Condition::Not(Box::new(Condition::Is(Field::Market, "DE".into()))),
        ]);
        assert_eq!(condition(&when), "campaign contains \"brand\" and not (market is \"DE\")");
    }

    #[test]
    fn a_node_is_no_part_of_its_own_parts() {
        let part = |id: &str, of: &str| Node { parent: Some(of.into()), ..Node::channel(id) };
        let price = Node::driver("price", engine::panel::DriverKind::Price);
        let nodes =
            [Node::channel("google"), part("search", "google"), part("brand", "search"), Node::channel("tv"), price];
        let of = |at: usize| parents_of(&nodes, &nodes[at]).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!((of(0), of(2)), (vec!["tv".to_owned()], vec!["google".into(), "search".into(), "tv".into()]));
        assert!(of(4).is_empty());
    }

    #[test]
    fn every_field_has_a_key() {
        for (field, key, _) in FIELDS {
            assert_eq!(field_of_key(key), field);
        }
    }
}
