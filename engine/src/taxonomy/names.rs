//! Names as people mean them: `META_US_Prospecting `, `meta us prospecting` and `Meta-US | Prospecting` are one name.

use serde::{Deserialize, Serialize};

/// A campaign that was renamed: what is now called `to` once was called `from`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The former name.
    pub from: String,
    /// The name of today.
    pub to: String,
}

/// The name in lower case, its words a single space apart, whatever stood between them.
pub fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| !is_part_of_word(c)).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// The words of a name, in lower case and in order.
pub fn words(name: &str) -> Vec<String> {
    folded(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Letters, digits, and the plus that stands for a product (`Advantage+`).
fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '+'
}

/// Whether the words of `part` stand in `whole` next to each other; both folded. Nothing stands in nothing.
pub(super) fn has_words(whole: &str, part: &str) -> bool {
    let is_edge = |neighbour: Option<u8>| neighbour.is_none_or(|byte| byte == b' ');
    let bytes = whole.as_bytes();
    let stands_alone = |(start, found): (usize, &str)| {
        is_edge(start.checked_sub(1).and_then(|i| bytes.get(i)).copied())
            && is_edge(bytes.get(start + found.len()).copied())
    };
    !part.is_empty() && whole.match_indices(part).any(stands_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_does_not_matter() {
        for name in ["META_US_Prospecting ", "meta us  prospecting", "Meta-US | Prospecting", "\tmeta/us:PROSPECTING."] {
            assert_eq!(folded(name), "meta us prospecting");
        }
        assert_eq!(words("Advantage+ Shopping"), ["advantage+", "shopping"]);
        assert_eq!(folded("Straße_ÖFFNUNG"), "straße öffnung");
        assert_eq!(folded(" | "), "");
    }

    #[test]
    fn words_are_whole() {
        assert!(has_words("meta us brand", "us"));
        assert!(has_words("meta us brand", "us brand"));
        assert!(has_words("us", "us") && has_words("bus us", "us"));
        assert!(!has_words("business brand", "us"));
        assert!(!has_words("anything", ""));
    }
}
