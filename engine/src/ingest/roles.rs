//! Roles: what a column is, from its name and its contents.
//!
//! [`RULES`] are asked from top to bottom; the first that answers decides, and says why. Names are compared word by
//! word (see [`words`]). A new rule is a function and a line in the list.

pub(super) mod subject;
mod words;

use self::subject::{Counted, Subject};
use self::words::{COMPETITOR, CONTROL, EVENT, OUTCOME, PERSONAL, POSITION, PRICE, PROMOTION, RATIO};
use super::mapping::Role;
use super::profile::Content;
use crate::panel::{DriverKind, OutcomeKind};

/// What the rules know of the whole file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// The columns of spend: the channel's words and the column's name.
    pub spend: Vec<(Vec<String>, String)>,
    /// The columns of contacts, reach and frequency: the channel's words, the column's name and what it counts.
    pub contacts: Vec<(Vec<String>, String, Counted)>,
    /// The name of the column chosen as the outcome.
    pub outcome: Option<String>,
    /// The columns of spend that hold the channels together, by name.
    pub totals: Vec<(String, Total)>,
}

/// How a column that is named like a total stands to the channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Total {
    /// It is their sum.
    Sum,
    /// It is their sum or more: channels may be in it that have no column.
    SumOrMore,
}

type Answer = Option<(Role, String)>;
type Rule = fn(&Subject, &Surroundings) -> Answer;

/// The rules in the order in which they are asked.
const RULES: &[Rule] = &[
    nothing,
    personal,
    outcome,
    ratio,
    position,
    constant,
    competitor,
    claimed,
    exposure,
    spend,
    price,
    promotion,
    event,
    other_outcome,
    organic,
    words_or_text,
    control,
];

/// What the column is, and why.
pub(crate) fn role(subject: &Subject, around: &Surroundings) -> (Role, String) {
    let ignored = || (Role::Ignored, "nothing in its name or cells says what it is".to_owned());
    RULES.iter().find_map(|rule| rule(subject, around)).unwrap_or_else(ignored)
}

/// The column that is most likely the outcome: the best word, then the shortest name, then the first.
pub(crate) fn best_outcome(subjects: &[Subject], around: &Surroundings) -> Option<String> {
    let could_be = |s: &&Subject| {
        let named_else = [RATIO, COMPETITOR, CONTROL, PRICE, PROMOTION].iter().any(|list| s.has(list));
        s.numbers().is_some() && !s.is_spend() && !s.is_exposure() && !named_else && claimed(s, around).is_none()
    };
    let rank = |s: &&Subject| Some((s.outcome_word()?, s.words.len()));
    let ranked = subjects.iter().filter(could_be).filter_map(|s| Some((rank(&s)?, s)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, s)| s.name.clone())
}

/// What the outcome is counted in, from its name and cells.
pub(crate) fn outcome_kind(subject: &Subject) -> OutcomeKind {
    let by_name = subject.outcome_word().map_or(OutcomeKind::Count, |i| OUTCOME[i].1);
    if subject.numbers().is_some_and(|n| n.are_money) { OutcomeKind::Money } else { by_name }
}

fn ignored(reason: impl Into<String>) -> Answer {
    Some((Role::Ignored, reason.into()))
}

fn driver(kind: DriverKind, reason: &str) -> Answer {
    Some((Role::Driver(kind), reason.to_owned()))
}

fn nothing(s: &Subject, _: &Surroundings) -> Answer {
    if s.profile.filled == 0 { ignored("it is empty") } else { None }
}

/// Only a column of words: `email_spend` is a channel's.
fn personal(s: &Subject, _: &Surroundings) -> Answer {
    let is_address = s.profile.example.contains('@');
    let wordy = s.numbers().is_none();
    let numbers_of_people = s.has(&["phone", "telephone", "telefon", "telefonnummer", "ssn"]) && !s.is_spend();
    let mail = wordy && (is_address || s.has(PERSONAL) && s.profile.content == Content::Texts);
    if mail || numbers_of_people { ignored("it looks like personal data, which is not needed here") } else { None }
}

fn outcome(s: &Subject, around: &Surroundings) -> Answer {
    let chosen = around.outcome.as_ref() == Some(&s.name);
    chosen.then(|| (Role::Outcome, "its name is an outcome's".to_owned()))
}

fn ratio(s: &Subject, _: &Surroundings) -> Answer {
    let is_ratio = s.has(RATIO) && s.numbers().is_some() && !s.has(PROMOTION);
    if is_ratio { ignored("it is a ratio of other columns, not a cause of its own") } else { None }
}

fn position(s: &Subject, _: &Surroundings) -> Answer {
    let named = POSITION.contains(&s.words.concat().as_str());
    let counts = s.numbers().is_some_and(|n| n.are_row_numbers);
    let identifies = s.words.len() > 1 && s.words.last().is_some_and(|word| word == "id");
    match (named, counts) {
        (_, true) => ignored("it counts the rows; the model has its own trend"),
        _ if identifies => ignored("it identifies things and measures nothing"),
        (true, _) => ignored("it says where in time the row lies; the model has its own trend and season"),
        _ => None,
    }
}

/// A channel of zeros goes on as spend: that it never ran is worth a finding.
fn constant(s: &Subject, _: &Surroundings) -> Answer {
    let numbers = s.numbers()?;
    let unused_channel = numbers.max == 0.0 && s.is_spend();
    if numbers.min == numbers.max && !unused_channel {
        return ignored("it never changes, so that nothing can be learnt from it");
    }
    None
}

fn competitor(s: &Subject, _: &Surroundings) -> Answer {
    s.numbers()?;
    if s.has(COMPETITOR) {
        driver(DriverKind::Control, "it is about competitors, who are not paid by you")
    } else {
        None
    }
}

/// Revenue or conversions beside a channel's spend are what the platform claims.
fn claimed(s: &Subject, around: &Surroundings) -> Answer {
    s.outcome_word()?;
    let channel = s.channel_words();
    let (_, spend) = around.spend.iter().find(|(words, _)| !words.is_empty() && *words == channel)?;
    ignored(format!("it is what the platform of \"{spend}\" claims, not what was sold"))
}

fn exposure(s: &Subject, around: &Surroundings) -> Answer {
    s.numbers()?;
    if !s.is_exposure() {
        return None;
    }
    let channel = s.channel_words();
    match around.spend.iter().find(|(words, _)| *words == channel) {
        Some((_, spend)) => Some(paid_contacts(s, &channel, spend, around)),
        None if s.is_own_activity() => organic(s, around),
        None => driver(DriverKind::Control, "it counts contacts that no column of spend pays for"),
    }
}

/// Reach with frequency before contacts, contacts before spend; what people did in response is no cause.
fn paid_contacts(s: &Subject, channel: &[String], spend: &str, around: &Surroundings) -> (Role, String) {
    let first = |counted: Counted| {
        let found = around.contacts.iter().find(|(words, _, what)| words == channel && *what == counted);
        found.map(|(_, name, _)| name.as_str())
    };
    let (reach, frequency) = (first(Counted::Reach), first(Counted::Frequency));
    let is = |name: Option<&str>| name == Some(s.name.as_str());
    match (reach.zip(frequency), first(Counted::Contacts).or(reach)) {
        (Some(_), _) if is(reach) => (Role::Reach, format!("it counts whom \"{spend}\" reached")),
        (Some(_), _) if is(frequency) => (Role::Frequency, format!("it says how often \"{spend}\" reached each")),
        (Some((reach, _)), _) => {
            (Role::Ignored, format!("the same channel's reach and frequency are used (\"{reach}\")"))
        }
        (None, contacts) if is(contacts) => {
            (Role::Exposure, format!("it counts the contacts that \"{spend}\" pays for"))
        }
        _ => (Role::Ignored, format!("the same channel's spend is used (\"{spend}\")")),
    }
}

fn organic(s: &Subject, _: &Surroundings) -> Answer {
    s.is_own_activity().then(|| (Role::Organic, "it counts what you did without paying for it by the piece".to_owned()))
}

fn spend(s: &Subject, around: &Surroundings) -> Answer {
    if !s.is_spend() {
        return None;
    }
    let total = around.totals.iter().find(|(name, _)| *name == s.name).map(|(_, total)| *total);
    match total {
        Some(Total::Sum) => ignored("it is the sum of the channels"),
        Some(Total::SumOrMore) => ignored("its name is a total's, and the channels are part of it"),
        None if s.is_named_spend() => Some((Role::Spend, "its name is that of spend".to_owned())),
        None => Some((Role::Spend, "its name is a channel's".to_owned())),
    }
}

fn price(s: &Subject, _: &Surroundings) -> Answer {
    s.numbers()?;
    if s.has(PRICE) { driver(DriverKind::Price, "its name is a price's") } else { None }
}

fn promotion(s: &Subject, _: &Surroundings) -> Answer {
    let usable = !matches!(s.profile.content, Content::Texts | Content::OneWord);
    if usable && s.has(PROMOTION) { driver(DriverKind::Promotion, "its name is a promotion's") } else { None }
}

fn event(s: &Subject, _: &Surroundings) -> Answer {
    let numbers = s.numbers()?;
    match (s.has(EVENT), numbers.are_flags) {
        (true, _) => driver(DriverKind::Event, "its name is an event's"),
        (_, true) => driver(DriverKind::Event, "it is 0 in some rows and 1 in others"),
        _ => None,
    }
}

fn other_outcome(s: &Subject, around: &Surroundings) -> Answer {
    s.numbers()?;
    s.outcome_word()?;
    let chosen = around.outcome.as_ref()?;
    ignored(format!("it is another outcome; \"{chosen}\" is used"))
}

fn words_or_text(s: &Subject, _: &Surroundings) -> Answer {
    match s.profile.content {
        Content::Categories => driver(DriverKind::Event, "it holds a few different words; each becomes an event"),
        Content::Texts => ignored("it is text"),
        Content::OneWord => ignored("every row has the same word"),
        _ => None,
    }
}

fn control(s: &Subject, _: &Surroundings) -> Answer {
    s.numbers()?;
    driver(DriverKind::Control, "it holds numbers that may move the outcome")
}

#[cfg(test)]
mod tests {
    use super::super::numbers::DecimalMark;
    use super::super::profile::profile;
    use super::*;

    const AMOUNTS: &[&str] = &["120.5", "0", "310.25", "99"];
    const FLAGS: &[&str] = &["0", "1", "0", "0"];

    fn subject(name: &str, cells: &[&str]) -> Subject {
        Subject::new(name, profile(&cells.iter().collect(), DecimalMark::Point))
    }

    fn check(name: &str, cells: &[&str], expected: Role) {
        let spend = [&["facebook"][..], &["channel", "0"]].map(|words| {
            (words.iter().map(|&w| w.to_owned()).collect::<Vec<String>>(), format!("{}_spend", words.concat()))
        });
        let subject = subject(name, cells);
        let contacts = subject.counted().into_iter().collect();
        let around = Surroundings { spend: spend.into(), contacts, outcome: Some("revenue".into()), totals: vec![] };
        let (role, reason) = role(&subject, &around);
        assert_eq!(role, expected, "{name}: {reason}");
    }

    #[test]
    fn spend_is_known_by_its_name() {
        let names = ["tv_S", "TV-Ausgaben", "x1", "x12_Social-Media", "x4_Email", "facebook spend (EUR)", "AdSpend"];
        names.iter().chain(&["tv", "Google Ads", "email_cost"]).for_each(|name| check(name, AMOUNTS, Role::Spend));
        for name in ["c1", "google_trends", "shipping cost", "competitor_spend", "organic_traffic", "search_volume"] {
            check(name, AMOUNTS, Role::Driver(DriverKind::Control));
        }
        check("cost_per_click", AMOUNTS, Role::Ignored);
    }

    #[test]
    fn contacts_that_are_paid_for_drive_the_channel() {
        for name in ["facebook_I", "facebook_impressions", "Channel0_impression", "facebook reach"] {
            check(name, AMOUNTS, Role::Exposure);
        }
        for name in ["facebook clicks", "facebook_frequency", "facebook_revenue"] {
            check(name, AMOUNTS, Role::Ignored);
        }
        check("tv_grps", AMOUNTS, Role::Driver(DriverKind::Control));
    }

    #[test]
    fn what_is_done_without_spend_is_organic() {
        for name in ["Organic_channel0_impression", "newsletter", "email_sends", "social posts", "branded_pr"] {
            check(name, AMOUNTS, Role::Organic);
        }
        check("newsletter", FLAGS, Role::Driver(DriverKind::Event));
        check("newsletter_cost", AMOUNTS, Role::Spend);
        check("organic_clicks", AMOUNTS, Role::Driver(DriverKind::Control));
    }

    #[test]
    fn reach_and_frequency_go_together() {
        let subjects =
            ["facebook_reach", "facebook_frequency", "facebook_impressions"].map(|name| subject(name, AMOUNTS));
        let spend = vec![(vec!["facebook".to_owned()], "facebook_spend".to_owned())];
        let contacts = subjects.iter().filter_map(Subject::counted).collect();
        let around = Surroundings { spend, contacts, ..Surroundings::default() };
        let found = subjects.map(|s| role(&s, &around).0);
        assert_eq!(found, [Role::Reach, Role::Frequency, Role::Ignored]);
    }

    #[test]
    fn drivers_have_their_kinds() {
        check("avg_price", AMOUNTS, Role::Driver(DriverKind::Price));
        check("competitor_price", AMOUNTS, Role::Driver(DriverKind::Control));
        check("Promo", AMOUNTS, Role::Driver(DriverKind::Promotion));
        check("discount_rate", AMOUNTS, Role::Driver(DriverKind::Promotion));
        check("event_1", FLAGS, Role::Driver(DriverKind::Event));
        check("strike", FLAGS, Role::Driver(DriverKind::Event));
        check("events", &["na", "launch", "na", "na"], Role::Driver(DriverKind::Event));
        check("competitor_sales_B", AMOUNTS, Role::Driver(DriverKind::Control));
    }

    #[test]
    fn what_tells_nothing_is_ignored() {
        check("revenue", AMOUNTS, Role::Outcome);
        check("orders", AMOUNTS, Role::Ignored);
        check("revenue_per_conversion", AMOUNTS, Role::Ignored);
        check("t", &["0", "1", "2", "3"], Role::Ignored);
        check("anything", &["3", "1", "2"], Role::Ignored);
        check("dayofyear", AMOUNTS, Role::Ignored);
        check("Week Number", AMOUNTS, Role::Ignored);
        check("Campaign ID", AMOUNTS, Role::Ignored);
        check("Currency code", &["EUR", "EUR"], Role::Ignored);
        check("fixed", &["5", "5", "5"], Role::Ignored);
        check("tv_spend", &["0", "0", "0"], Role::Spend);
        check("contact", &["a@b.example", "c@d.example"], Role::Ignored);
        check("phone", &["0301234567", "0307654321"], Role::Ignored);
        check("empty", &["", "na"], Role::Ignored);
    }

    fn check_outcome(names: &[&str], expected: Option<(&str, OutcomeKind)>) {
        let subjects: Vec<Subject> = names.iter().map(|name| subject(name, AMOUNTS)).collect();
        let best = best_outcome(&subjects, &Surroundings::default());
        let found = best.map(|name| (outcome_kind(&subject(&name, AMOUNTS)), name));
        assert_eq!(found, expected.map(|(name, kind)| (kind, name.to_owned())));
    }

    #[test]
    fn one_outcome_is_chosen() {
        check_outcome(&["x1", "y"], Some(("y", OutcomeKind::Count)));
        check_outcome(&["orders", "revenue", "sales"], Some(("revenue", OutcomeKind::Money)));
        check_outcome(&["revenue_per_conversion", "conversions"], Some(("conversions", OutcomeKind::Count)));
        check_outcome(&["competitor_sales", "units"], Some(("units", OutcomeKind::Count)));
        check_outcome(&["Umsatz brutto", "Umsatz"], Some(("Umsatz", OutcomeKind::Money)));
        check_outcome(&["alpha", "beta"], None);
    }
}
