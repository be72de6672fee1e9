//! How far a fit has come, in words.

use crate::present::format;
use crate::present::locale::Locale;

/// How long it still takes: "about 12 s left"; empty in the first moments.
#[must_use]
pub fn time_left(seconds: Option<f64>) -> String {
    match seconds {
        Some(seconds) if seconds.is_finite() && seconds < 90.0 => format!("about {} s left", rounded(seconds)),
        Some(seconds) if seconds.is_finite() => format!("about {:.0} min left", seconds / 60.0),
        _ => String::new(),
    }
}

/// Whole seconds up to ten, then steps of five, so that the number does not flicker.
fn rounded(seconds: f64) -> u32 {
    let whole = seconds.max(0.0).ceil() as u32;
    if whole <= 10 { whole.max(1) } else { whole.div_ceil(5) * 5 }
}

/// How long it took: "12 s" or "2 min 5 s".
#[must_use]
pub fn duration(seconds: f64, locale: &Locale) -> String {
    if seconds < 10.0 {
        return format!("{} s", format::number(locale, seconds.max(0.0), 1));
    }
    let whole = seconds.round() as u64;
    if whole < 60 { format!("{whole} s") } else { format!("{} min {} s", whole / 60, whole % 60) }
}

/// One chain: "Chain 2: warming up, 420 of 2,000"; without numbers before its first draw.
#[must_use]
pub fn chain(place: usize, doing: &str, done: usize, total: usize, locale: &Locale) -> String {
    let count = |number: usize| format::number(locale, number as f64, 0);
    match done {
        0 => format!("Chain {}: {doing}", place + 1),
        done => format!("Chain {}: {doing}, {} of {}", place + 1, count(done), count(total)),
    }
}

/// What divergences so far mean.
#[must_use]
pub fn divergences(count: usize) -> String {
    match count {
        0 => "No divergences so far.".to_owned(),
        1 => "1 divergence so far: the result will not pass its checks.".to_owned(),
        count => format!("{count} divergences so far: the result will not pass its checks."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_steps_that_do_not_flicker() {
        for (seconds, text) in [
            (None, ""),
            (Some(0.2), "about 1 s left"),
            (Some(7.4), "about 8 s left"),
            (Some(31.2), "about 35 s left"),
            (Some(130.0), "about 2 min left"),
        ] {
            assert_eq!(time_left(seconds), text);
        }
        assert_eq!(duration(4.21, &Locale::default()), "4.2 s");
        assert_eq!(duration(125.2, &Locale::default()), "2 min 5 s");
    }

    #[test]
    fn a_chain_says_what_it_does() {
        assert_eq!(chain(1, "warming up", 420, 2_000, &Locale::default()), "Chain 2: warming up, 420 of 2,000");
        assert_eq!(chain(2, "waiting", 0, 2_000, &Locale::default()), "Chain 3: waiting");
    }
}
