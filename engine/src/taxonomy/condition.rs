//! What a rule asks of a name: parts that contain, are or match something, joined by and, or, not.
//!
//! Everything but the regular expression looks at folded names (see [`super::folded`]), so that writing does not matter.
//! The expression looks at the name as it is, in any case; it runs in time linear in the name (no backtracking), so a
//! pattern typed by anybody cannot stall the page.

use super::names::{folded, has_words};
use super::Named;
use crate::exports::{Platform, Subject};
use regex_lite::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::fmt;

/// Memory that one compiled expression may take.
const LARGEST_EXPRESSION_BYTES: usize = 1 << 18;
/// How deeply conditions may be nested.
const DEEPEST: usize = 32;

/// A part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Account or shop.
    Account,
    /// Campaign, flight, event or column.
    Campaign,
    /// Ad group, ad set or site.
    Group,
    /// The platform's own type.
    Kind,
    /// Country, market, region or store.
    Market,
    /// Product or category.
    Product,
    /// File and sheet.
    Source,
    /// Campaign, group, kind and account together.
    Any,
}

/// A tag of a link. Read from `utm_...=` in any part of the name; source and medium also from a kind like
/// `google / cpc`, as analytics tools write it, and the campaign from the campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UtmPart {
    /// `utm_source`
    Source,
    /// `utm_medium`
    Medium,
    /// `utm_campaign`
    Campaign,
    /// `utm_content`
    Content,
    /// `utm_term`
    Term,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// True of every name.
    Always,
    /// The part contains the text anywhere, also within a word.
    Contains(Field, String),
    /// The part has these words, whole and next to each other.
    HasWords(Field, String),
    /// The part is the text.
    Is(Field, String),
    /// The part matches the regular expression.
    Matches(Field, String),
    /// The tag is the text.
    Utm(UtmPart, String),
    /// The export is that platform's.
    OnPlatform(Platform),
    /// All of these.
    All(Vec<Condition>),
    /// At least one of these.
    AnyOf(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
}

/// Why a condition cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionError {
    /// The regular expression is none.
    Pattern {
        /// The expression.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Nested more deeply than anybody can read.
    TooDeep,
}

impl fmt::Display for ConditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern { pattern, reason } => write!(f, "\"{pattern}\" is not a regular expression: {reason}."),
            Self::TooDeep => write!(f, "The condition is nested more than {DEEPEST} deep."),
        }
    }
}

impl std::error::Error for ConditionError {}

/// A condition, ready to be asked of many names.
#[derive(Clone, Debug)]
pub(super) enum Ready {
    Always,
    Contains(Field, String),
    HasWords(Field, String),
    Is(Field, String),
    Matches(Field, Regex),
    Utm(UtmPart, String),
    OnPlatform(Platform),
    All(Vec<Ready>),
    AnyOf(Vec<Ready>),
    Not(Box<Ready>),
}

impl Condition {
    /// Makes it ready.
    pub(super) fn ready(&self) -> Result<Ready, ConditionError> {
        self.ready_within(DEEPEST)
    }

    fn ready_within(&self, depth: usize) -> Result<Ready, ConditionError> {
        let depth = depth.checked_sub(1).ok_or(ConditionError::TooDeep)?;
        let each = |parts: &[Self]| parts.iter().map(|part| part.ready_within(depth)).collect::<Result<Vec<_>, _>>();
        Ok(match self {
            Self::Always => Ready::Always,
            Self::Contains(field, text) => Ready::Contains(*field, folded(text)),
            Self::HasWords(field, text) => Ready::HasWords(*field, folded(text)),
            Self::Is(field, text) => Ready::Is(*field, folded(text)),
            Self::Matches(field, pattern) => Ready::Matches(*field, compiled(pattern)?),
            Self::Utm(part, text) => Ready::Utm(*part, folded(text)),
            Self::OnPlatform(platform) => Ready::OnPlatform(*platform),
            Self::All(parts) => Ready::All(each(parts)?),
            Self::AnyOf(parts) => Ready::AnyOf(each(parts)?),
            Self::Not(part) => Ready::Not(Box::new(part.ready_within(depth)?)),
        })
    }
}

fn compiled(pattern: &str) -> Result<Regex, ConditionError> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(LARGEST_EXPRESSION_BYTES)
        .build()
        .map_err(|error| ConditionError::Pattern { pattern: pattern.to_owned(), reason: error.to_string() })
}

/// A name, each part folded when a rule first asks for it.
pub(super) struct Folded<'a> {
    named: Named<'a>,
    parts: [OnceCell<String>; 8],
}

const FIELDS: [Field; 8] = [
    Field::Account,
    Field::Campaign,
    Field::Group,
    Field::Kind,
    Field::Market,
    Field::Product,
    Field::Source,
    Field::Any,
];

impl<'a> Folded<'a> {
    pub(super) fn of(named: Named<'a>) -> Self {
        Self { named, parts: Default::default() }
    }

    pub(super) fn subject(&self) -> &'a Subject {
        self.named.subject
    }

    fn part(&self, field: Field) -> &str {
        let place = FIELDS.iter().position(|&f| f == field).and_then(|i| self.parts.get(i));
        place.map_or("", |part| part.get_or_init(|| folded(&as_written(self.named, field))))
    }
}

fn as_written(named: Named<'_>, field: Field) -> String {
    let s = named.subject;
    match field {
        Field::Account => s.account.clone(),
        Field::Campaign => s.campaign.clone(),
        Field::Group => s.group.clone(),
        Field::Kind => s.kind.clone(),
        Field::Market => s.market.clone(),
        Field::Product => s.product.clone(),
        Field::Source => named.source.to_owned(),
        Field::Any => [s.campaign.as_str(), &s.group, &s.kind, &s.account].join(" \n "),
    }
}

impl Ready {
    pub(super) fn holds(&self, name: &Folded<'_>) -> bool {
        match self {
            Self::Always => true,
            Self::Contains(field, text) => !text.is_empty() && name.part(*field).contains(text.as_str()),
            Self::HasWords(field, text) => has_words(name.part(*field), text),
            Self::Is(field, text) => name.part(*field) == text,
            Self::Matches(field, expression) => expression.is_match(as_written(name.named, *field).trim()),
            Self::Utm(part, text) => utm(name.named, *part).is_some_and(|value| folded(&value) == *text),
            Self::OnPlatform(platform) => name.named.platform == *platform,
            Self::All(parts) => parts.iter().all(|part| part.holds(name)),
            Self::AnyOf(parts) => parts.iter().any(|part| part.holds(name)),
            Self::Not(part) => !part.holds(name),
        }
    }
}

/// The value of a tag, where the name has one.
fn utm(named: Named<'_>, part: UtmPart) -> Option<String> {
    let tag = match part {
        UtmPart::Source => "utm_source=",
        UtmPart::Medium => "utm_medium=",
        UtmPart::Campaign => "utm_campaign=",
        UtmPart::Content => "utm_content=",
        UtmPart::Term => "utm_term=",
    };
    let s = named.subject;
    let tagged = [&s.campaign, &s.group, &s.kind, &s.account].into_iter().find_map(|text| {
        let (_, after) = text.split_once(tag)?;
        after.split(['&', '#', ' ']).next().map(|value| value.replace(['+', '%'], " "))
    });
    tagged.or_else(|| {
        let (source, medium) = s.kind.split_once('/').unzip();
        match part {
            UtmPart::Source => source.map(str::to_owned),
            UtmPart::Medium => medium.map(str::to_owned),
            UtmPart::Campaign if source.is_some() => Some(s.campaign.clone()),
            UtmPart::Campaign | UtmPart::Content | UtmPart::Term => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(condition: Condition, campaign: &str, kind: &str, expected: bool) {
        let subject = Subject { campaign: campaign.into(), kind: kind.into(), ..Subject::default() };
        let named = Named { platform: Platform::GoogleAds, source: "Report.csv", subject: &subject };
        let holds = condition.ready().unwrap().holds(&Folded::of(named));
        assert_eq!(holds, expected, "{condition:?} on {campaign:?}");
    }

    #[test]
    fn conditions_hold_where_they_should() {
        use Condition::*;
        check(Contains(Field::Campaign, "search-BRAND".into()), "US_EN_Search_Brand ", "", true);
        check(Contains(Field::Campaign, " | ".into()), "US | x", "", false);
        check(HasWords(Field::Campaign, "us".into()), "Business", "", false);
        check(Is(Field::Kind, "performance max".into()), "x", "Performance_Max", true);
        check(Matches(Field::Campaign, r"^yt[-_]us".into()), " YT-US-Reach", "", true);
        check(Utm(UtmPart::Medium, "CPC".into()), "spring", "google / cpc", true);
        check(Utm(UtmPart::Source, "news letter".into()), "https://x.org/?utm_source=news+letter&a=b", "", true);
        check(OnPlatform(Platform::Meta), "x", "", false);
        check(Contains(Field::Source, "report".into()), "x", "", true);
        let both = All(vec![Contains(Field::Any, "us".into()), Not(Box::new(Contains(Field::Any, "brand".into())))]);
        check(both.clone(), "US generic", "", true);
        check(both, "US brand", "", false);
        check(AnyOf(vec![]), "x", "", false);
        check(Always, "", "", true);
    }

    #[test]
    fn what_cannot_be_asked_is_named() {
        let error = Condition::Matches(Field::Any, "(".into()).ready().unwrap_err();
        assert!(error.to_string().starts_with("\"(\" is not a regular expression"), "{error}");
        let deep = (0..100).fold(Condition::Always, |inner, _| Condition::Not(Box::new(inner)));
        assert_eq!(deep.ready().unwrap_err(), ConditionError::TooDeep);
        let large = Condition::Matches(Field::Any, "((a{1000}){1000}){1000}".into());
        assert!(large.ready().is_err());
    }
}
