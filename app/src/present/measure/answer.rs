//! The headline of the results: the answer as a sentence, its range underneath, as careful as the fit deserves.
//!
//! The channel named is the one whose return is highest at the lower end of its range: the surest good return, not the
//! luckiest estimate. Channels that are mostly prior are never named.

use super::learning::is_mostly_prior;
use super::terms::Terms;
use crate::present::format;
use engine::math::Interval;
use engine::posterior::{ChannelSummary, Summary};

/// A range whose upper end is more than this many times its lower end is told as a range, not as a number.
const WIDE: f64 = 2.5;

/// A sentence and what stands beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub sentence: String,
    /// Its range, or what to do.
    pub range: String,
}

/// The answer of the results.
#[must_use]
pub fn results(summary: &Summary, terms: &Terms) -> Answer {
    if !summary.diagnostics.passes() {
        let sentence = "These returns cannot be trusted yet".to_owned();
        let range = "The numbers below are provisional: look at them, but do not decide on them.".to_owned();
        return Answer { sentence, range };
    }
    Answer { sentence: sentence(summary, terms), range: shares(summary, terms) }
}

fn sentence(summary: &Summary, terms: &Terms) -> String {
    match surest(summary) {
        None => "The data do not yet tell what single channels return".to_owned(),
        Some((channel, average)) if average.lo <= 0.0 || average.hi > WIDE * average.lo => {
            let range = terms.return_range(average).replace(" to ", " and ");
            format!("{} in {} {} between {range}{}", every(terms, "A"), channel.name, brought(terms), things(terms))
        }
        Some((channel, average)) => {
            let text = terms.return_text(average);
            format!("{} in {} {} {text}{}", every(terms, "Every"), channel.name, brought(terms), things(terms))
        }
    }
}

/// The channel with the highest lower end among those the data spoke about.
fn surest(summary: &Summary) -> Option<(&ChannelSummary, Interval)> {
    let told = summary.channels.iter().filter(|c| !is_mostly_prior(summary, &c.name));
    let known = told.filter_map(|c| c.return_on_spend.map(|r| (c, r)));
    known.max_by(|a, b| a.1.lo.total_cmp(&b.1.lo))
}

fn every(terms: &Terms, article: &str) -> String {
    let unit = terms.spend_unit();
    let is_plural = unit.starts_with(|letter: char| letter.is_ascii_digit());
    if is_plural && article == "A" { format!("Spending {unit}") } else { format!("{article} {unit}") }
}

fn brought(terms: &Terms) -> &'static str {
    if terms.is_money() { "brought back" } else { "brought" }
}

fn things(terms: &Terms) -> String {
    if terms.is_money() { String::new() } else { format!(" {}", terms.outcome()) }
}

/// How much would have come without media, and what media brought, of what, with its range.
#[must_use]
pub fn shares(summary: &Summary, terms: &Terms) -> String {
    let total: f64 = summary.outcome.iter().sum();
    let media = summary.media;
    let style = terms.style_beside(total, media.hi - media.lo);
    let text = |value: f64| style.text(&terms.locale, value);
    let brought = format!(
        "{} brought {} of {}; 90\u{a0}% range {} to {}.",
        channels(summary.channels.len()),
        text(media.mean),
        text(total),
        text(media.lo),
        text(media.hi)
    );
    if total > 0.0 && (0.0..=total).contains(&media.mean) {
        let without = format::percent(&terms.locale, 1.0 - media.mean / total, 0);
        format!("{without} of {} would have come without media; {brought}", terms.outcome())
    } else {
        format!("The model credits media with more than all of {}, which cannot be right. {brought}", terms.outcome())
    }
}

fn channels(count: usize) -> String {
    if count == 1 { "one channel".to_owned() } else { format!("{count} channels") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    #[test]
    fn the_answer_is_a_sentence_with_its_range() {
        let answer = results(&example::summary(), &example::terms());
        assert_eq!(answer.sentence, "Every dollar in Shopping brought back 3.1");
        assert_eq!(
            answer.range,
            "64\u{a0}% of revenue would have come without media; 2 channels brought $142k of $400k; \
             90\u{a0}% range $110k to $175k."
        );
    }

    #[test]
    fn a_wide_range_is_told_as_a_range() {
        let mut summary = example::summary();
        summary.channels[0].return_on_spend = Some(example::interval(0.9, 2.4, 5.1));
        let answer = results(&summary, &example::terms());
        assert_eq!(answer.sentence, "A dollar in Shopping brought back between 0.9 and 5.1");
    }

    #[test]
    fn what_is_mostly_prior_is_not_the_answer() {
        let mut summary = example::summary();
        summary.channels[1].return_on_spend = Some(example::interval(8.0, 9.0, 10.0));
        assert!(results(&summary, &example::terms()).sentence.contains("Shopping"));
        summary.learning.iter_mut().for_each(|l| (l.contraction, l.shift) = (0.0, 0.0));
        assert!(results(&summary, &example::terms()).sentence.starts_with("The data do not yet tell"));
    }

    #[test]
    fn a_failed_gate_is_the_answer() {
        let mut summary = example::summary();
        summary.diagnostics.divergences = 12;
        let answer = results(&summary, &example::terms());
        assert_eq!(answer.sentence, "These returns cannot be trusted yet");
        assert!(answer.range.contains("provisional"), "{}", answer.range);
    }

    #[test]
    fn counts_are_told_as_things() {
        let mut summary = example::summary();
        summary.channels[0].return_on_spend = Some(example::interval(0.004, 0.005, 0.006));
        let sentence = results(&summary, &example::count_terms()).sentence;
        assert_eq!(sentence, "Every 1,000 dollars in Shopping brought 5.0 orders");
        summary.channels[0].return_on_spend = Some(example::interval(0.002, 0.005, 0.009));
        let sentence = results(&summary, &example::count_terms()).sentence;
        assert_eq!(sentence, "Spending 1,000 dollars in Shopping brought between 2.0 and 9.0 orders");
    }
}
