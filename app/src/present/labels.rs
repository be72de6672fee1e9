//! Words on a chart: how wide they are, how they wrap, and how they keep out of each other's way.
//!
//! Without a browser the width is an estimate from the shapes of letters, on the wide side of the usual system fonts.

use crate::present::order::ascending;

/// The width in pixels of a line of text of this letter size.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(letter_width).sum::<f64>() * size
}

fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' => 0.32,
        'f' | 'r' | 't' | 'I' | '(' | ')' | ' ' | '\u{a0}' | '-' | '/' => 0.40,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        'A'..='Z' | '+' | '\u{2212}' | '=' => 0.74,
        '0'..='9' => 0.62,
        letter if u32::from(letter) >= 0x2e80 => 1.05,
        _ => 0.61,
    }
}

/// The words in at most two lines, neither wider than `width` where the words allow it.
#[must_use]
pub fn two_lines(text: &str, width: f64, size: f64) -> Vec<String> {
    if text_width(text, size) <= width {
        return vec![text.to_owned()];
    }
    let breaks = text.match_indices(' ').map(|(at, _)| (&text[..at], &text[at + 1..]));
    let longer = |(first, second): &(&str, &str)| text_width(first, size).max(text_width(second, size));
    let best = breaks.min_by(|a, b| longer(a).total_cmp(&longer(b)));
    let lines = best.map_or_else(|| vec![text], |(first, second)| vec![first, second]);
    lines.into_iter().map(|line| shortened(line, width, size)).collect()
}

/// The words, cut with an ellipsis where they are wider than `width`.
#[must_use]
pub fn shortened(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width - text_width("…", size);
    let mut used = 0.0;
    let fits = |letter: &char| {
        used += letter_width(*letter) * size;
        used <= room
    };
    text.chars().take_while(fits).collect::<String>().trim_end().to_owned() + "…"
}

/// Places along a line, moved as little as it takes to stand `gap` apart between `low` and `high`.
///
/// Places that touch are merged into blocks around their mean, as in isotonic regression (pool adjacent violators):
/// with `y_i = place_i - i gap` the moved places are the non-decreasing least-squares fit to `y`.
#[must_use]
pub fn spread(places: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let order = ascending(places);
    let offset = |rank: usize| rank as f64 * gap;
    let mut blocks: Vec<(f64, usize)> = Vec::with_capacity(places.len());
    for (rank, index) in order.iter().enumerate() {
        let mut block = (places[*index] - offset(rank), 1);
        while let Some(&(mean, count)) = blocks.last().filter(|(mean, _)| *mean >= block.0) {
            blocks.pop();
            block = ((block.0 * block.1 as f64 + mean * count as f64) / (block.1 + count) as f64, block.1 + count);
        }
        blocks.push(block);
    }
    let last = offset(places.len().saturating_sub(1));
    let fitted = blocks.iter().flat_map(|(mean, count)| std::iter::repeat_n(*mean, *count));
    let mut moved = places.to_vec();
    for (rank, (index, place)) in order.iter().zip(fitted).enumerate() {
        moved[*index] = place.min(high - last).max(low) + offset(rank);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_wrap_at_the_best_space() {
        assert_eq!(two_lines("Season and events", 80.0, 12.0), ["Season", "and events"]);
        assert_eq!(two_lines("Base", 80.0, 12.0), ["Base"]);
        assert_eq!(two_lines("Unbreakable-and-long", 60.0, 12.0).len(), 1);
    }

    #[test]
    fn long_words_are_shortened() {
        let short = shortened("A channel with a very long name", 80.0, 12.0);
        assert!(short.ends_with('…') && text_width(&short, 12.0) <= 80.0, "{short}");
    }

    #[test]
    fn labels_that_do_not_touch_stay() {
        assert_eq!(spread(&[50.0, 10.0], 14.0, 0.0, 100.0), [50.0, 10.0]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap(places in prop::collection::vec(0.0..300.0f64, 1..15)) {
            let mut moved = spread(&places, 14.0, 0.0, 300.0);
            moved.sort_by(f64::total_cmp);
            prop_assert!(moved.windows(2).all(|pair| pair[1] - pair[0] >= 14.0 - 1e-9));
            prop_assert!(moved.iter().all(|place| (-1e-9..=300.0 + 1e-9).contains(place)));
        }
    }
}
