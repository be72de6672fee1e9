//! The taxonomy proposed for a set of names: only the channels and rules that they need, from general knowledge of what
//! platforms call things. The user reads, changes and keeps it.
//!
//! A rule asks for the platform and its own type first (a type is chosen from a list, a name is typed), then for words
//! in the name. A rule that catches none of the names is not proposed.

use super::condition::{Condition, Field, Folded};
use super::names::folded;
use super::place::{Classifier, country_in};
use super::preview::Seen;
use super::rule::{Rule, RuleId, Setting};
use super::tree::{Node, NodeId, NodeKind, Tree};
use super::{Named, Taxonomy};
use crate::exports::{Platform, Subject};
use crate::panel::DriverKind;

/// One thing that is known: on these platforms (empty: any), a part with one of these words belongs to the channel.
struct Known {
    id: &'static str,
    channel: &'static str,
    platforms: &'static [Platform],
    fields: &'static [Field],
    /// Any of these; empty: every name.
    words: &'static [&'static str],
}

const KIND: &[Field] = &[Field::Kind];
const NAME: &[Field] = &[Field::Campaign, Field::Group];
const WRITTEN: &[Field] = &[Field::Kind, Field::Campaign, Field::Group];
const FILE: &[Field] = &[Field::Source];
const GOOGLE: &[Platform] = &[Platform::GoogleAds];
const BOOKED: &[Platform] = &[Platform::MediaPlan, Platform::OutOfHome, Platform::Other, Platform::Sponsorship];
const BUYING: &[Platform] = &[Platform::DisplayVideo360, Platform::CampaignManager360];

const VIDEO: &[&str] = &["video", "youtube", "demand gen", "discovery", "vidéo", "vídeo", "trueview"];
const SHOPPING: &[&str] =
    &["shopping", "performance max", "pmax", "p max", "smart shopping", "maximale leistung", "performances max"];
const SEARCH: &[&str] =
    &["search", "suche", "suchnetzwerk", "recherche", "réseau de recherche", "búsqueda", "busqueda", "sem", "dsa"];
const DISPLAY: &[&str] = &["display", "displaynetzwerk", "gdn", "réseau display", "red de display", "banner"];
const TELEVISION: &[&str] = &[
    "tv",
    "television",
    "fernsehen",
    "télévision",
    "televisión",
    "linear",
    "broadcast",
    "cable",
    "ctv",
    "grp",
    "spot",
];
const OUTDOOR: &[&str] =
    &["ooh", "dooh", "out of home", "outdoor", "poster", "billboard", "plakat", "affichage", "vallas", "transit"];
const RADIO: &[&str] = &["radio", "audio", "podcast", "podcasts", "hörfunk", "spotify"];
const PRINT: &[&str] =
    &["print", "newspaper", "newspapers", "magazine", "magazines", "zeitung", "zeitschrift", "presse", "prensa"];
const CINEMA: &[&str] = &["cinema", "kino", "cine", "cinéma"];
const INFLUENCERS: &[&str] = &["influencer", "influencers", "creator", "creators"];
const SPONSORSHIP: &[&str] = &["sponsorship", "sponsorships", "sponsoring", "sponsor", "event", "events"];
const AFFILIATES: &[&str] = &["affiliate", "affiliates", "awin"];

const fn known(
    id: &'static str,
    channel: &'static str,
    platforms: &'static [Platform],
    fields: &'static [Field],
    words: &'static [&'static str],
) -> Known {
    Known { id, channel, platforms, fields, words }
}

/// In the order of the rules: types before names, the particular before the general.
const KNOWN: &[Known] = &[
    known("google-video-type", "youtube", GOOGLE, KIND, VIDEO),
    known("google-shopping-type", "google_shopping", GOOGLE, KIND, SHOPPING),
    known("google-search-type", "google_search", GOOGLE, KIND, SEARCH),
    known("google-display-type", "google_display", GOOGLE, KIND, DISPLAY),
    known("google-app-type", "google_app", GOOGLE, KIND, &["app", "apps", "universal app"]),
    known("google-video-name", "youtube", GOOGLE, NAME, &["yt", "youtube", "video", "demand gen"]),
    known("google-shopping-name", "google_shopping", GOOGLE, NAME, SHOPPING),
    known("google-search-name", "google_search", GOOGLE, NAME, SEARCH),
    known("google-display-name", "google_display", GOOGLE, NAME, DISPLAY),
    known("google-other", "google_other", GOOGLE, NAME, &[]),
    known("meta", "meta", &[Platform::Meta], NAME, &[]),
    known("tiktok", "tiktok", &[Platform::TikTok], NAME, &[]),
    known("linkedin", "linkedin", &[Platform::LinkedIn], NAME, &[]),
    known("microsoft", "microsoft", &[Platform::MicrosoftAds], NAME, &[]),
    known("pinterest", "pinterest", &[Platform::Pinterest], NAME, &[]),
    known("amazon", "amazon", &[Platform::AmazonAds], NAME, &[]),
    known("programmatic-video", "programmatic_video", BUYING, WRITTEN, VIDEO),
    known("programmatic", "programmatic", BUYING, NAME, &[]),
    known("email", "email", &[Platform::Email], NAME, &[]),
    known("sponsorship", "sponsorship", &[Platform::Sponsorship], NAME, &[]),
    known("ooh", "ooh", &[Platform::OutOfHome], NAME, &[]),
    known("plan-outdoor", "ooh", BOOKED, WRITTEN, OUTDOOR),
    known("plan-radio", "radio", BOOKED, WRITTEN, RADIO),
    known("plan-print", "print", BOOKED, WRITTEN, PRINT),
    known("plan-cinema", "cinema", BOOKED, WRITTEN, CINEMA),
    known("plan-mail", "direct_mail", BOOKED, WRITTEN, &["direct mail", "mailing", "postal", "flyer", "catalogue"]),
    known("plan-influencer", "influencer", BOOKED, WRITTEN, INFLUENCERS),
    known("plan-sponsorship", "sponsorship", BOOKED, WRITTEN, SPONSORSHIP),
    known("plan-affiliate", "affiliate", BOOKED, WRITTEN, AFFILIATES),
    known("plan-television", "tv", BOOKED, WRITTEN, TELEVISION),
    // What no row says, the file's name may say.
    known("file-outdoor", "ooh", BOOKED, FILE, OUTDOOR),
    known("file-radio", "radio", BOOKED, FILE, RADIO),
    known("file-print", "print", BOOKED, FILE, PRINT),
    known("file-cinema", "cinema", BOOKED, FILE, CINEMA),
    known("file-influencer", "influencer", BOOKED, FILE, INFLUENCERS),
    known("file-sponsorship", "sponsorship", BOOKED, FILE, SPONSORSHIP),
    known("file-affiliate", "affiliate", BOOKED, FILE, AFFILIATES),
    known("file-television", "tv", BOOKED, FILE, TELEVISION),
    known("plan-other", "media_plan", &[Platform::MediaPlan], NAME, &[]),
];

/// The most channels that are proposed for names of which nothing is known.
const MOST_UNKNOWN_CHANNELS: usize = 40;

/// Words of drivers, and what they are. Discounts before prices: `price discount` is a promotion.
const DRIVERS: &[(&str, DriverKind, &[&str])] = &[
    (
        "promotion",
        DriverKind::Promotion,
        &["promo", "discount", "rabatt", "remise", "descuento", "offer", "aktion", "sale"],
    ),
    ("price", DriverKind::Price, &["price", "preis", "prix", "precio"]),
];

/// Proposes nodes and rules for the names. `drivers` are names that measure a level or an event rather than spend,
/// `outcomes` those under which the outcome stands: they have no channel, but may have a market.
pub fn propose(seen: &[Seen], drivers: &[Seen], outcomes: &[Seen]) -> Taxonomy {
    let mut taxonomy = Taxonomy::default();
    propose_market(seen.iter().chain(outcomes), &mut taxonomy);
    let mut drivers: Vec<&Seen> = drivers.iter().collect();
    drivers.sort_by_key(|one| (own_name(&one.subject).map(|(_, text)| text), one.platform));
    for driver in drivers {
        propose_driver(driver, &mut taxonomy);
    }
    let mut open: Vec<Folded<'_>> = seen.iter().map(|one| Folded::of(named(one))).collect();
    for one in KNOWN {
        propose_known(one, &mut open, &mut taxonomy);
    }
    propose_by_name(&open, &mut taxonomy);
    taxonomy
}

/// Markets are read off where they are written.
fn propose_market<'a>(mut seen: impl Iterator<Item = &'a Seen>, taxonomy: &mut Taxonomy) {
    let written = |one: &Seen| !one.subject.market.trim().is_empty() || country_in(&one.subject.campaign).is_some();
    if seen.any(written) {
        taxonomy.rules.push(Rule {
            id: RuleId("market".into()),
            name: "Market as the export or the name has it".into(),
            when: Condition::Always,
            set: vec![Setting::MarketAsGiven, Setting::MarketFromName, Setting::ProductAsGiven],
        });
    }
}

/// Adds the rule where it catches a name that no rule before it caught.
fn propose_known(one: &Known, open: &mut Vec<Folded<'_>>, taxonomy: &mut Taxonomy) {
    let when = condition(one);
    let Ok(ready) = when.ready() else { return };
    let before = open.len();
    open.retain(|name| !ready.holds(name));
    if open.len() < before {
        let (id, name) = (RuleId(one.id.into()), described(one));
        taxonomy.rules.push(Rule { id, name, when, set: vec![Setting::Node(one.channel.into())] });
        add_node(&mut taxonomy.tree, Node::channel(one.channel));
    }
}

fn described(one: &Known) -> String {
    match one.words {
        [] => format!("All of this platform to {}", one.channel),
        words => format!("{} to {}", words.iter().take(3).copied().collect::<Vec<_>>().join(", "), one.channel),
    }
}

fn condition(one: &Known) -> Condition {
    let platforms = one.platforms.iter().map(|&platform| Condition::OnPlatform(platform)).collect();
    let words = one.words.iter();
    let words: Vec<Condition> =
        words.flat_map(|word| one.fields.iter().map(|&field| Condition::HasWords(field, (*word).into()))).collect();
    let platforms = any_of(platforms);
    if words.is_empty() { platforms } else { Condition::All(vec![platforms, any_of(words)]) }
}

fn any_of(mut parts: Vec<Condition>) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            Condition::AnyOf(parts)
        }
        None => Condition::Always,
    }
}

/// Names of which nothing is known: each type, or each name where there are no types, is a channel of its own.
fn propose_by_name(open: &[Folded<'_>], taxonomy: &mut Taxonomy) {
    let mut names: Vec<(Field, String)> = open.iter().filter_map(|name| own_name(name.subject())).collect();
    names.sort_by(|a, b| a.1.cmp(&b.1));
    names.dedup_by(|a, b| a.1 == b.1);
    if names.len() > MOST_UNKNOWN_CHANNELS {
        return;
    }
    for (field, text) in names {
        let id = text.replace(' ', "_");
        add_node(&mut taxonomy.tree, Node::channel(&id));
        taxonomy.rules.push(Rule {
            id: RuleId(format!("name-{id}")),
            name: format!("\"{text}\" is a channel of its own"),
            when: Condition::Is(field, text),
            set: vec![Setting::Node(NodeId(id))],
        });
    }
}

fn own_name(subject: &Subject) -> Option<(Field, String)> {
    let by_kind = (Field::Kind, folded(&subject.kind));
    let by_campaign = (Field::Campaign, folded(&subject.campaign));
    [by_kind, by_campaign].into_iter().find(|(_, text)| !text.is_empty())
}

/// A driver that is named like a price or a promotion is one; others get a node of their own name.
fn propose_driver(one: &Seen, taxonomy: &mut Taxonomy) {
    let placed = Classifier::new(taxonomy).place(named(one));
    let Some((field, text)) = own_name(&one.subject).filter(|_| placed.node.is_none()) else { return };
    let (id, kind) = driver_of(&text, one.platform);
    let taken = taxonomy.tree.get(&NodeId(id.clone())).is_some();
    // Two prices are two drivers.
    let id = if taken { text.replace(' ', "_") } else { id };
    add_node(&mut taxonomy.tree, Node::driver(&id, kind));
    taxonomy.rules.push(Rule {
        id: RuleId(format!("driver-{id}")),
        name: format!("\"{text}\" drives the base"),
        when: Condition::All(vec![Condition::OnPlatform(one.platform), Condition::Is(field, text)]),
        set: vec![Setting::Node(NodeId(id))],
    });
}

fn driver_of(text: &str, platform: Platform) -> (String, DriverKind) {
    let known = DRIVERS.iter().find(|(_, _, words)| words.iter().any(|word| text.contains(word)));
    match known {
        Some((id, kind, _)) => ((*id).to_owned(), *kind),
        None if platform == Platform::Sponsorship => (text.replace(' ', "_"), DriverKind::Event),
        None => (text.replace(' ', "_"), DriverKind::Control),
    }
}

/// Adds a node unless there is one of its id.
fn add_node(tree: &mut Tree, node: Node) {
    let kind = node.kind;
    let id = node.id.clone();
    if tree.add(node).is_err() && tree.get(&id).is_none_or(|there| there.kind != kind) {
        // The id or name is taken by a node of another kind: the channel is told apart by its name.
        let suffix = if kind == NodeKind::Channel { "spend" } else { "driver" };
        let _ = tree.add(Node { name: format!("{id} ({suffix})"), kind, ..Node::channel(&id.0) });
    }
}

fn named(one: &Seen) -> Named<'_> {
    Named { platform: one.platform, source: &one.source, subject: &one.subject }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(platform: Platform, campaign: &str, kind: &str, source: &str) -> Seen {
        let subject = Subject { campaign: campaign.into(), kind: kind.into(), ..Subject::default() };
        Seen { platform, source: source.into(), subject, spend: 1.0 }
    }

    fn check(one: Seen, expected: &str) {
        let taxonomy = propose(std::slice::from_ref(&one), &[], &[]);
        let placed = Classifier::new(&taxonomy).place(named(&one));
        assert_eq!(placed.node, Some(NodeId(expected.into())), "{one:?}");
        assert_eq!(taxonomy.tree.nodes().len(), 1, "{taxonomy:?}");
    }

    #[test]
    fn names_find_the_channel_that_people_expect() {
        use Platform::*;
        check(seen(GoogleAds, "DE_DE_Search_Generic", "Search", ""), "google_search");
        check(seen(GoogleAds, "PMax | US | Feed", "Shopping", ""), "google_shopping");
        check(seen(GoogleAds, "Feed", "Performance Max", ""), "google_shopping");
        check(seen(GoogleAds, "YT_US_Awareness_Q1", "", ""), "youtube");
        check(seen(GoogleAds, "Video search", "Suchnetzwerk", ""), "google_search");
        check(seen(GoogleAds, "Brand", "", ""), "google_other");
        check(seen(Meta, "Advantage+ Shopping US", "", ""), "meta");
        check(seen(MediaPlan, "Flight 1", "Cable mix", "TV plan.xlsx: TV plan"), "tv");
        check(seen(MediaPlan, "Flight 1", "Radio spot", "TV and radio plan.xlsx"), "radio");
        check(seen(MediaPlan, "Flight 1", "Television", "TV and radio plan.xlsx"), "tv");
        check(seen(OutOfHome, "Poster site 1", "", "ooh_bookings.csv"), "ooh");
        check(seen(Sponsorship, "Trail race 1", "", ""), "sponsorship");
        check(seen(Other, "Paid Social", "", "wide.csv"), "paid_social");
        check(seen(Other, "spend", "Newsletter", "long.csv"), "newsletter");
    }

    #[test]
    fn drivers_are_told_by_their_names() {
        let drivers = ["Average list price", "Discount %", "Rainfall", "Competitor price"];
        let drivers = drivers.map(|name| seen(Platform::PriceAndPromotion, name, "", ""));
        let taxonomy = propose(&[], &drivers, &[]);
        let found: Vec<(&str, NodeKind)> = taxonomy.tree.nodes().iter().map(|n| (n.name.as_str(), n.kind)).collect();
        let expected = [
            ("price", NodeKind::Driver(DriverKind::Price)),
            ("competitor_price", NodeKind::Driver(DriverKind::Price)),
            ("promotion", NodeKind::Driver(DriverKind::Promotion)),
            ("rainfall", NodeKind::Driver(DriverKind::Control)),
        ];
        let classifier = Classifier::new(&taxonomy);
        assert!(drivers.iter().all(|one| classifier.place(named(one)).node.is_some()));
        assert_eq!(found, expected);
    }

    #[test]
    fn markets_of_the_outcome_alone_are_markets_too() {
        let shop = Seen {
            platform: Platform::Shopify,
            source: "shop.csv".into(),
            subject: Subject { market: "DE".into(), ..Subject::default() },
            spend: 0.0,
        };
        assert!(propose(&[], &[], &[]).rules.is_empty());
        assert!(propose(&[], &[], &[shop]).rules[0].set.contains(&Setting::MarketAsGiven));
    }

    #[test]
    fn the_proposal_does_not_depend_on_the_order_of_names() {
        let names = [
            seen(Platform::Other, "b", "", ""),
            seen(Platform::Other, "a", "", ""),
            seen(Platform::GoogleAds, "a", "Video", ""),
        ];
        let mut turned = names.clone();
        turned.reverse();
        assert_eq!(propose(&names, &[], &[]), propose(&turned, &[], &[]));
    }
}
