//! Probabilities as words: never surer than draws can be.

use super::format::percent;
use super::locale::Locale;

/// A probability in whole per cent; `over 99 %` and `under 1 %` at the ends, where draws cannot tell more.
#[must_use]
pub fn chance(locale: &Locale, probability: f64) -> String {
    match probability {
        p if p > 0.99 => format!("over {}", percent(locale, 0.99, 0)),
        p if p < 0.01 => format!("under {}", percent(locale, 0.01, 0)),
        p => percent(locale, p, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_certain() {
        for (probability, expected) in [
            (0.713, "71\u{a0}%"),
            (1.0, "over 99\u{a0}%"),
            (0.996, "over 99\u{a0}%"),
            (0.99, "99\u{a0}%"),
            (0.0, "under 1\u{a0}%"),
        ] {
            assert_eq!(chance(&Locale::default(), probability), expected);
        }
    }
}
