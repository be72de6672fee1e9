//! A linter for new names: held against a pattern such as `{platform}_{country}_{type}_{audience}`, it says which part
//! is wrong and proposes the right name.
//!
//! A part with a vocabulary takes the word that is in it, wherever it stands, or else one a letter away (Levenshtein
//! 1966, distance one; words of four letters and more). What is left over goes to the parts without a vocabulary.

use super::names::{folded, words};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The shortest word that may be mistyped: of shorter ones, one letter makes another word.
const SHORTEST_MISTYPED: usize = 4;

/// A part of a naming pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePart {
    /// Its name, as in `{country}`.
    pub name: String,
    /// What may stand there, as it is to be written; anything where empty.
    pub vocabulary: Vec<String>,
}

/// How names are to be built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePattern {
    /// Its parts, from left to right.
    parts: Vec<NamePart>,
    /// What stands before, between and after the parts; one more than there are parts.
    between: Vec<String>,
}

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PatternError {
    /// It has no part in braces.
    NoPart,
    /// A brace is not closed, or encloses nothing.
    Brace,
    /// Nothing stands between two parts: nobody could tell them apart.
    Adjacent,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPart => "Write at least one part in braces, such as {country}.",
            Self::Brace => "Each brace must be closed and hold the name of a part.",
            Self::Adjacent => "Put something between two parts, such as an underscore.",
        })
    }
}

impl std::error::Error for PatternError {}

/// What is to be said of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartVerdict {
    /// As it should be.
    Right(String),
    /// The right word, written otherwise or mistyped.
    Write {
        /// As it stands.
        found: String,
        /// As it should.
        instead: String,
    },
    /// It is not there. Of a vocabulary, the words it could be.
    Missing(Vec<String>),
}

/// What is to be said of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lint {
    /// One verdict a part.
    pub parts: Vec<PartVerdict>,
    /// Words that belong to no part.
    pub left_over: Vec<String>,
    /// Whether the name is as it should be.
    pub is_right: bool,
    /// The right name; parts that are missing stand in braces.
    pub proposal: String,
}

impl NamePattern {
    /// Reads a pattern. `vocabulary` gives the words of a part by its name, none for a part that may be anything.
    ///
    /// # Errors
    /// See [`PatternError`].
    pub fn parse(text: &str, vocabulary: impl Fn(&str) -> Vec<String>) -> Result<Self, PatternError> {
        let (mut parts, mut between) = (vec![], vec![]);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or(PatternError::Brace)?;
            if name.trim().is_empty() || name.contains('{') {
                return Err(PatternError::Brace);
            }
            if before.is_empty() && !parts.is_empty() {
                return Err(PatternError::Adjacent);
            }
            between.push(before.to_owned());
            parts.push(NamePart { name: name.trim().to_owned(), vocabulary: vocabulary(name.trim()) });
            rest = after;
        }
        between.push(rest.to_owned());
        if parts.is_empty() { Err(PatternError::NoPart) } else { Ok(Self { parts, between }) }
    }

    /// Its parts.
    pub fn parts(&self) -> &[NamePart] {
        &self.parts
    }

    /// Holds a name against the pattern.
    pub fn lint(&self, name: &str) -> Lint {
        let mut open = self.words_of(name);
        let mut found: Vec<Option<(String, String)>> =
            self.parts.iter().map(|part| part.take_from(&mut open)).collect();
        self.take_free(&mut open, &mut found);
        let proposal = self.built(&found);
        let parts = self.parts.iter().zip(found).map(|(part, found)| part.verdict(found)).collect();
        Lint { parts, is_right: open.is_empty() && proposal == name, left_over: open, proposal }
    }

    /// The words of a name as written, without those that the pattern itself has.
    fn words_of(&self, name: &str) -> Vec<String> {
        let fixed: Vec<String> = self.between.iter().flat_map(|text| words(text)).collect();
        let split = name.split(|c: char| !c.is_alphanumeric() && c != '+').filter(|word| !word.is_empty());
        split.filter(|word| !fixed.contains(&folded(word))).map(str::to_owned).collect()
    }

    /// Parts without a vocabulary take what is left, a word each; the last of them all the rest.
    fn take_free(&self, open: &mut Vec<String>, found: &mut [Option<(String, String)>]) {
        let free: Vec<usize> = (0..self.parts.len()).filter(|&i| self.parts[i].vocabulary.is_empty()).collect();
        for (n, &i) in free.iter().enumerate() {
            let take = if n + 1 == free.len() { open.len() } else { open.len().min(1) };
            let text = open.drain(..take).collect::<Vec<_>>().join("-");
            if !text.is_empty() {
                found[i] = Some((text.clone(), text));
            }
        }
    }

    fn built(&self, found: &[Option<(String, String)>]) -> String {
        let mut name = self.between.first().cloned().unwrap_or_default();
        for ((part, found), after) in self.parts.iter().zip(found).zip(self.between.iter().skip(1)) {
            match found {
                Some((_, right)) => name.push_str(right),
                None => name.push_str(&format!("{{{}}}", part.name)),
            }
            name.push_str(after);
        }
        name
    }
}

impl NamePart {
    /// Takes the word of its vocabulary out of the open ones: as found and as it is to be written.
    fn take_from(&self, open: &mut Vec<String>) -> Option<(String, String)> {
        let fits: [fn(&str, &str) -> bool; 3] = [|a, b| a == b, |a, b| folded(a) == folded(b), is_mistyped];
        for fit in fits {
            for right in &self.vocabulary {
                if let Some(i) = open.iter().position(|word| fit(word, right)) {
                    return Some((open.remove(i), right.clone()));
                }
            }
        }
        None
    }

    fn verdict(&self, found: Option<(String, String)>) -> PartVerdict {
        match found {
            Some((found, right)) if found == right => PartVerdict::Right(found),
            Some((found, instead)) => PartVerdict::Write { found, instead },
            None => PartVerdict::Missing(self.vocabulary.clone()),
        }
    }
}

/// Whether two words of some length are one letter apart: one too many, one too few, or another one.
fn is_mistyped(a: &str, b: &str) -> bool {
    let [a, b]: [Vec<char>; 2] = [a, b].map(|word| folded(word).chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < SHORTEST_MISTYPED || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let skip = usize::from(short.len() == long.len());
    short.iter().skip(same + skip).eq(long.iter().skip(same + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern() -> NamePattern {
        let vocabulary = |part: &str| -> Vec<String> {
            let words: &[&str] = match part {
                "platform" => &["Meta", "Google", "TikTok"],
                "country" => &["US", "DE"],
                "type" => &["Prospecting", "Retargeting"],
                _ => &[],
            };
            words.iter().map(|word| (*word).to_owned()).collect()
        };
        NamePattern::parse("{platform}_{country}_{type}_{audience}", vocabulary).unwrap()
    }

    fn check(name: &str, is_right: bool, proposal: &str) {
        let lint = pattern().lint(name);
        assert_eq!((lint.is_right, lint.proposal.as_str()), (is_right, proposal), "{lint:?}");
    }

    #[test]
    fn the_right_name_is_proposed() {
        check("Meta_US_Prospecting_LAL3", true, "Meta_US_Prospecting_LAL3");
        check("meta_us_prospecting_broad ", false, "Meta_US_Prospecting_broad");
        check("US | Meta | Retargetting | 30d", false, "Meta_US_Retargeting_30d");
        check("Meta_Prospecting_LAL3", false, "Meta_{country}_Prospecting_LAL3");
        check("", false, "{platform}_{country}_{type}_{audience}");
    }

    #[test]
    fn the_wrong_part_is_named() {
        let lint = pattern().lint("Meta_Retargetting_shoe lovers");
        let write = PartVerdict::Write { found: "Retargetting".into(), instead: "Retargeting".into() };
        let missing = PartVerdict::Missing(vec!["US".into(), "DE".into()]);
        let audience = PartVerdict::Right("shoe-lovers".into());
        assert_eq!(lint.parts, [PartVerdict::Right("Meta".into()), missing, write, audience]);
    }

    #[test]
    fn patterns_are_checked() {
        let parse = |text| NamePattern::parse(text, |_| vec![]).unwrap_err();
        assert_eq!(parse("plain"), PatternError::NoPart);
        assert_eq!(parse("{a"), PatternError::Brace);
        assert_eq!(parse("{a}{b}"), PatternError::Adjacent);
    }
}
