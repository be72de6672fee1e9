//! Suggestions for names that nothing catches: names that share a word belong together.
//!
//! Greedy cover, after Chvátal 1979 (the rule for set cover): the word under which most open spend stands makes a
//! cluster, then the next. Numbers, dates, country codes and words of every name say nothing and are passed over.
//! Ties go by the number of names, then by the alphabet, so that the same names give the same suggestions.

use super::condition::{Condition, Field};
use super::names::words;
use super::place::country_in;
use super::preview::Seen;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most suggestions at once.
const MOST: usize = 20;
/// Names below which a cluster is none.
const FEWEST: usize = 2;

/// Names that seem to belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The name proposed for them: the words that all of them share.
    pub name: String,
    /// The condition that catches them.
    pub when: Condition,
    /// Their places in the list of names.
    pub names: Vec<usize>,
    /// What was spent under them.
    pub spend: f64,
}

/// Clusters the names at these places of the list (those that [`super::Preview`] lists as uncaught).
pub fn suggest(seen: &[Seen], open: &[usize]) -> Vec<Suggestion> {
    let mut open: BTreeMap<usize, Telling<'_>> =
        open.iter().filter_map(|&place| Some((place, Telling::of(seen.get(place)?)))).collect();
    let mut suggestions = vec![];
    while suggestions.len() < MOST {
        let Some(suggestion) = largest(&open) else { break };
        open.retain(|place, _| !suggestion.names.contains(place));
        suggestions.push(suggestion);
    }
    suggestions
}

/// The words of a name that tell something, in order.
struct Telling<'a> {
    words: Vec<String>,
    seen: &'a Seen,
}

impl<'a> Telling<'a> {
    fn of(seen: &'a Seen) -> Self {
        let all = words(&seen.subject.campaign);
        Self { words: all.into_iter().filter(|word| tells(word)).collect(), seen }
    }
}

/// Country codes count in capitals, as most of them are words too.
fn tells(word: &str) -> bool {
    let is_long_enough = word.chars().count() > 1;
    is_long_enough && !word.starts_with(|c: char| c.is_ascii_digit()) && country_in(&word.to_uppercase()).is_none()
}

fn largest(open: &BTreeMap<usize, Telling<'_>>) -> Option<Suggestion> {
    let mut places: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (&place, telling) in open {
        for word in &telling.words {
            places.entry(word).or_default().insert(place);
        }
    }
    let spend = |names: &BTreeSet<usize>| names.iter().filter_map(|place| open.get(place)).map(|t| t.seen.spend).sum();
    let large = places.iter().filter(|(_, names)| names.len() >= FEWEST);
    let weighed = large.map(|(word, names)| -> (f64, usize, &str) { (spend(names), names.len(), word) });
    let (spend, _, word) =
        weighed.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then_with(|| b.2.cmp(a.2)))?;
    let names: Vec<usize> = places.get(word)?.iter().copied().collect();
    let first = open.get(names.first()?)?;
    let in_all = |w: &&String| names.iter().all(|place| open.get(place).is_some_and(|t| t.words.contains(*w)));
    let shared: Vec<String> = first.words.iter().filter(in_all).cloned().collect();
    let when = Condition::HasWords(Field::Campaign, word.to_owned());
    Some(Suggestion { name: shared.join(" "), when, names, spend })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::{Platform, Subject};

    #[test]
    fn names_that_share_a_word_come_together() {
        let names = ["US_Podcast_Host_2024", "Podcast host DE", "Kino Spot 3", "kino-herbst", "Messe"];
        let seen = names.map(|name| Seen {
            platform: Platform::Other,
            source: String::new(),
            subject: Subject { campaign: name.into(), ..Subject::default() },
            spend: 10.0,
        });
        let found = suggest(&seen, &[0, 1, 2, 3, 4, 99]);
        let shown: Vec<(&str, &[usize])> = found.iter().map(|s| (s.name.as_str(), s.names.as_slice())).collect();
        assert_eq!(shown, [("podcast host", &[0, 1][..]), ("kino", &[2, 3][..])].map(|x| x));
        assert_eq!(found[0].when, Condition::HasWords(Field::Campaign, "host".into()));
        assert!(suggest(&seen, &[4]).is_empty());
    }
}
