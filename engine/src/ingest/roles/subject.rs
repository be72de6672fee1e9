//! A column as the rules see it: the words of its name, what its cells look like, and what these say together.

use super::words::{
    COMPETITOR, CONTACTS, CONTROL, EVENT, EXPOSURE, FOLLOWS_DEMAND, FREQUENCY, MEDIA, NOT_MEDIA, ORGANIC, OTHER_COSTS,
    OUTCOME, OWN_ACTIVITY, PRICE, PROMOTION, RATIO, REACH, SPEND, UNITS,
};
use crate::ingest::names;
use crate::ingest::profile::{Content, Numbers, Profile};

/// A column as the rules see it.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// The column's name.
    pub name: String,
    /// The words of its name.
    pub words: Vec<String>,
    /// What its cells look like.
    pub profile: Profile,
}

/// What a column about an audience counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Contacts: impressions, rating points, views.
    Contacts,
    /// People reached.
    Reach,
    /// Contacts a person.
    Frequency,
    /// What people did in response, such as clicks.
    Responses,
}

/// The words of the channel in a column's name.
pub(crate) fn channel_words(name: &str) -> Vec<String> {
    words_of_channel(&names::words(name))
}

fn words_of_channel(words: &[String]) -> Vec<String> {
    let speaks = |word: &&String| ![SPEND, EXPOSURE, UNITS].iter().any(|list| list.contains(&word.as_str()));
    let outcomes = |word: &&String| OUTCOME.iter().all(|(outcome, _)| outcome != word);
    words.iter().filter(speaks).filter(outcomes).cloned().collect()
}

impl Subject {
    /// A column with its name taken apart.
    pub(crate) fn new(name: &str, profile: Profile) -> Self {
        Self { name: name.to_owned(), words: names::words(name), profile }
    }

    /// The numbers it holds.
    pub(crate) fn numbers(&self) -> Option<&Numbers> {
        match &self.profile.content {
            Content::Numbers(numbers) => Some(numbers),
            _ => None,
        }
    }

    pub(super) fn has(&self, list: &[&str]) -> bool {
        self.words.iter().any(|word| list.contains(&word.as_str()))
    }

    /// Whether the name ends in `_` and this letter, as in Robyn's files (`tv_S`, `facebook_I`, `search_clicks_P`).
    fn ends_in(&self, letter: char) -> bool {
        self.name.strip_suffix(letter).is_some_and(|rest| rest.ends_with('_') && rest.len() > 1)
    }

    /// Whether the name is x with a number, alone or in front (`x1`, `x2_Social`).
    fn is_numbered_x(&self) -> bool {
        matches!(self.words.as_slice(), [x, number, ..] if x == "x" && number.parse::<u32>().is_ok())
    }

    /// The words of the channel: those of the name without "spend", "impressions" and the like.
    pub(crate) fn channel_words(&self) -> Vec<String> {
        words_of_channel(&self.words)
    }

    /// The channel's words, the name and what it counts, where it is about a channel's audience and not constant.
    pub(crate) fn counted(&self) -> Option<(Vec<String>, String, Counted)> {
        let usable = self.numbers().is_some_and(|n| n.min >= 0.0 && n.min < n.max) && !self.has(RATIO);
        (usable && self.is_exposure()).then(|| (self.channel_words(), self.name.clone(), self.what_is_counted()))
    }

    fn what_is_counted(&self) -> Counted {
        match () {
            () if self.has(FREQUENCY) => Counted::Frequency,
            () if self.has(REACH) => Counted::Reach,
            () if self.has(CONTACTS) || self.ends_in('I') => Counted::Contacts,
            () => Counted::Responses,
        }
    }

    /// Whether it is something that was done and not paid for by the piece.
    pub(super) fn is_own_activity(&self) -> bool {
        let elsewise = self.has(NOT_MEDIA) || self.has(FOLLOWS_DEMAND) || self.outcome_word().is_some();
        self.has(OWN_ACTIVITY) && !elsewise && self.numbers().is_some_and(|n| n.min >= 0.0 && !n.are_flags)
    }

    /// Whether it holds what a channel cost.
    pub(crate) fn is_spend(&self) -> bool {
        let could_be = self.numbers().is_some_and(|n| n.max >= 0.0) && !self.has(RATIO) && !self.has(COMPETITOR);
        could_be && !self.is_exposure() && (self.is_named_spend() || self.is_bare_channel())
    }

    /// Whether it is spend and its name says that it adds up others.
    pub(crate) fn is_named_total(&self) -> bool {
        let is_sum_word =
            |word: &str| ["gesamt", "overall", "sum", "summe", "marketing", "werbung", "advertising"].contains(&word);
        let named = self.has(&["total", "gesamt", "overall", "sum", "summe"]);
        self.is_spend() && named && self.channel_words().iter().all(|word| is_sum_word(word))
    }

    pub(super) fn is_named_spend(&self) -> bool {
        self.has(SPEND) && !self.has(OTHER_COSTS) || self.ends_in('S') || self.is_numbered_x()
    }

    /// Whether the name is a channel's and nothing says that it is anything but its spend.
    fn is_bare_channel(&self) -> bool {
        let elsewise = [NOT_MEDIA, ORGANIC, CONTROL, PRICE, PROMOTION, EVENT].iter().any(|list| self.has(list));
        let never_negative = self.numbers().is_some_and(|n| n.min >= 0.0 && !n.are_flags);
        self.has(MEDIA) && !elsewise && never_negative && self.outcome_word().is_none() && !self.ends_in('B')
    }

    pub(super) fn is_exposure(&self) -> bool {
        !self.has(SPEND) && (self.has(EXPOSURE) || self.ends_in('I') || self.ends_in('P'))
    }

    /// Where in the list of outcome words the first that the name has stands.
    pub(super) fn outcome_word(&self) -> Option<usize> {
        OUTCOME.iter().position(|(word, _)| self.words.iter().any(|w| w == word))
    }
}
