//! Column names: how they are cleaned, made unique and taken apart into words.

use std::collections::HashSet;

/// The longest name that is kept, in characters.
pub(crate) const NAME_CHARACTERS: usize = 80;

/// A header cell as a name: on one line, single spaces, at most 80 characters. Markup stays the plain text it is.
pub(crate) fn clean_name(header: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = header.split(is_gap).filter(|word| !word.is_empty()).collect();
    shortened(&words.join(" "))
}

fn shortened(name: &str) -> String {
    name.chars().take(NAME_CHARACTERS).collect::<String>().trim_end().to_owned()
}

/// The name, with " (2)", " (3)" and so on behind it where it is taken; it is taken from then on.
pub(crate) fn unique_name(name: String, taken: &mut HashSet<String>) -> String {
    let numbered = (2_u32..).map(|n| format!("{name} ({n})"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|n| !taken.contains(n)).unwrap_or(name);
    taken.insert(free.clone());
    free
}

/// The letters of a spreadsheet's column `i`, counted from 0: A, B, ..., Z, AA.
pub(crate) fn column_letters(i: usize) -> String {
    let last = char::from(b'A' + u8::try_from(i % 26).unwrap_or(0));
    match i / 26 {
        0 => last.to_string(),
        rest => format!("{}{last}", column_letters(rest - 1)),
    }
}

/// The words of a name in small letters, cut at signs, between letters and digits, and before a capital in the middle:
/// `Channel0_impression` has the words channel, 0 and impression; `adSpend` has ad and spend.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    for c in name.chars() {
        if is_boundary(previous, c) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_boundary(previous: char, c: char) -> bool {
    !c.is_alphanumeric()
        || previous.is_alphabetic() && c.is_numeric()
        || previous.is_numeric() && c.is_alphabetic()
        || previous.is_lowercase() && c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &[&str]) {
        assert_eq!(words(name), expected);
    }

    #[test]
    fn names_are_taken_apart() {
        check("Channel0_impression", &["channel", "0", "impression"]);
        check("adSpend (EUR)", &["ad", "spend", "eur"]);
        check("x1_Search-Ads", &["x", "1", "search", "ads"]);
        check("tv_S", &["tv", "s"]);
        check("TV-Ausgaben", &["tv", "ausgaben"]);
        check("Größe €", &["größe"]);
        check("", &[]);
    }

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean_name("  TV\r\nspend "), "TV spend");
        assert_eq!(clean_name("<script>alert(1)</script>"), "<script>alert(1)</script>");
        assert_eq!(clean_name(&"ab ".repeat(50)).chars().count(), 80);
    }

    #[test]
    fn columns_are_lettered() {
        assert_eq!([0, 2, 25, 26, 27, 702].map(column_letters), ["A", "C", "Z", "AA", "AB", "AAA"]);
    }
}
