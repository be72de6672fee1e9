//! What a column's cells look like as a whole: numbers or words, how many, how varied.

use super::numbers::{DecimalMark, NumberCell, Unit, is_nothing, parse_number};
use super::table::Cells;
use std::collections::BTreeMap;

/// The most different words that make a column one of categories.
pub(crate) const MOST_CATEGORIES: usize = 12;

/// Words that mean that nothing happened, beside those that stand for an empty cell.
const NO: &[&str] = &["0", "no", "false", "nein", "non", "normal", "regular", "off", "keine", "kein", "n"];
/// Words that mean that the thing which the column is named after happened.
const YES: &[&str] = &["1", "yes", "true", "ja", "oui", "on", "y", "x"];

/// What a column's cells look like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Profile {
    /// Cells that hold something.
    pub filled: usize,
    /// What they hold.
    pub content: Content,
    /// A cell that holds something, for messages.
    pub example: String,
}

/// What the cells of a column hold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    /// Nothing at all.
    Nothing,
    /// Mostly numbers.
    Numbers(Numbers),
    /// The same word in every cell.
    OneWord,
    /// Words, few different ones.
    Categories,
    /// Words, many different ones.
    Texts,
}

/// What the numbers of a column look like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Numbers {
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Whether they are 0 and 1 only, both.
    pub are_flags: bool,
    /// Whether they count the rows: consecutive whole numbers from 0 or 1, each once.
    pub are_row_numbers: bool,
    /// Whether a currency stands beside some.
    pub are_money: bool,
}

/// Looks at a column.
pub(crate) fn profile(cells: &Cells, mark: DecimalMark) -> Profile {
    let filled = cells.iter().filter(|cell| !is_nothing(cell)).count();
    let example = cells.iter().find(|cell| !is_nothing(cell)).unwrap_or("").to_owned();
    Profile { filled, content: content(cells, mark, filled), example }
}

fn content(cells: &Cells, mark: DecimalMark, filled: usize) -> Content {
    let (mut values, mut money) = (vec![], false);
    for cell in cells.iter() {
        if let NumberCell::Number(value, unit) = parse_number(cell, mark) {
            values.push(value);
            money |= matches!(unit, Unit::Currency(_));
        }
    }
    match () {
        () if filled == 0 => Content::Nothing,
        () if values.len() * 2 >= filled => Content::Numbers(numbers(values, money)),
        () => words(cells),
    }
}

fn words(cells: &Cells) -> Content {
    let counts = categories(cells.iter());
    match counts.len() {
        1 if counts.into_values().sum::<usize>() == cells.len() => Content::OneWord,
        ..=MOST_CATEGORIES => Content::Categories,
        _ => Content::Texts,
    }
}

fn numbers(mut values: Vec<f64>, are_money: bool) -> Numbers {
    values.sort_unstable_by(f64::total_cmp);
    let (min, max) = (values[0], values[values.len() - 1]);
    let counts = |start: f64| values.iter().enumerate().all(|(i, &v)| v == start + i as f64);
    Numbers {
        min,
        max,
        are_flags: min == 0.0 && max == 1.0 && values.iter().all(|&v| v == 0.0 || v == 1.0),
        are_row_numbers: values.len() > 2 && (counts(0.0) || counts(1.0)),
        are_money,
    }
}

/// Whether a column is one of words rather than of numbers. Half numbers is a column of numbers with faults in it.
pub(crate) fn is_wordy(cells: &Cells, mark: DecimalMark) -> bool {
    let filled = || cells.iter().filter(|cell| !is_nothing(cell));
    let numeric = filled().filter(|cell| !matches!(parse_number(cell, mark), NumberCell::Text)).count();
    numeric * 2 < filled().count()
}

/// The different words of a column with the number of cells that hold each, in the order of the alphabet, without those
/// that mean "nothing happened". Stops one past [`MOST_CATEGORIES`].
pub(crate) fn categories<'a>(cells: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for cell in cells.filter(|cell| !means_no(cell)) {
        *counts.entry(cell).or_insert(0) += 1;
        if counts.len() > MOST_CATEGORIES {
            break;
        }
    }
    counts
}

/// Whether the text means that nothing happened.
pub(crate) fn means_no(text: &str) -> bool {
    is_nothing(text) || NO.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether the text means just that it happened.
pub(crate) fn means_yes(text: &str) -> bool {
    YES.iter().any(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], expected: impl Fn(&Content) -> bool) {
        let found = profile(&cells.iter().collect(), DecimalMark::Point);
        assert!(expected(&found.content), "{cells:?}: {found:?}");
    }

    fn numbers_where(expected: fn(&Numbers) -> bool) -> impl Fn(&Content) -> bool {
        move |content| matches!(content, Content::Numbers(n) if expected(n))
    }

    #[test]
    fn contents_are_told_apart() {
        check(&["", "na"], |c| *c == Content::Nothing);
        check(&["1", "0", "0"], numbers_where(|n| n.are_flags));
        check(&["2", "0", "1"], numbers_where(|n| n.are_row_numbers));
        check(&["$2", "oops"], numbers_where(|n| n.are_money && n.min == 2.0));
        check(&["na", "launch", "na"], |c| *c == Content::Categories);
        check(&["EUR", "EUR"], |c| *c == Content::OneWord);
        let many: Vec<String> = (0..20).map(|i| format!("word {i}")).collect();
        check(&many.iter().map(String::as_str).collect::<Vec<_>>(), |c| *c == Content::Texts);
    }
}
