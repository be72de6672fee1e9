//! What the data can say, before any fit: the verdict in a sentence, what stands in the way, and each channel's standing.

use super::remarks::{RemarkWords, words};
use crate::present::home::count_of;
use crate::present::locale::Locale;
use engine::panel::Panel;
use engine::quality::{Remark, Severity, Standing, Verdict};

/// The most channels that are named in the headline; more are counted.
const MOST_NAMED: usize = 3;

/// A verdict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictWords {
    /// The answer, as a sentence without its full stop.
    pub headline: String,
    /// How many remarks there are, by how much they matter.
    pub below: String,
    /// What concerns the whole.
    pub general: Vec<RemarkWords>,
    /// The channels, in the order of the panel.
    pub channels: Vec<ChannelVerdict>,
}

/// What can be said of one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelVerdict {
    /// Its name.
    pub name: String,
    /// What the data can say of it.
    pub standing: Standing,
    /// The same in two or three words.
    pub badge: &'static str,
    /// Why, and what to do: what matters most first.
    pub remarks: Vec<RemarkWords>,
}

/// The verdict on a panel.
#[must_use]
pub fn verdict(panel: &Panel, locale: &Locale) -> VerdictWords {
    of(&Verdict::on(panel), panel, locale)
}

fn of(verdict: &Verdict, panel: &Panel, locale: &Locale) -> VerdictWords {
    let channel = |(index, channel): (usize, &engine::panel::Channel)| ChannelVerdict {
        name: channel.name.clone(),
        standing: verdict.standings[index],
        badge: badge(verdict.standings[index]),
        remarks: verdict.about(index).map(|remark| words(remark, panel, locale)).collect(),
    };
    let channels: Vec<ChannelVerdict> = panel.channels().iter().enumerate().map(channel).collect();
    VerdictWords {
        headline: headline(&channels),
        below: below(&verdict.remarks),
        general: verdict.about_all().map(|remark| words(remark, panel, locale)).collect(),
        channels,
    }
}

fn badge(standing: Standing) -> &'static str {
    match standing {
        Standing::Well => "can be told",
        Standing::Partly => "only roughly",
        Standing::OnPrior => "rests on its prior",
    }
}

fn headline(channels: &[ChannelVerdict]) -> String {
    let of = |standing| channels.iter().filter(|c| c.standing == standing).map(|c| c.name.as_str()).collect::<Vec<_>>();
    let (well, partly, on_prior) = (of(Standing::Well), of(Standing::Partly), of(Standing::OnPrior));
    let all = channels.len();
    let start = match well.len() {
        1 if all == 1 => return format!("This data can tell what {} brings", well[0]),
        0 if all == 1 && partly.len() == 1 => {
            return format!("This data can tell only roughly what {} brings", partly[0]);
        }
        2 if all == 2 => return "This data can tell both channels well".to_owned(),
        n if n == all => return format!("This data can tell all {} channels well", count_word(all)),
        0 => "This data can tell no channel well".to_owned(),
        n => format!("This data can tell {} of {} channels well", count_word(n), count_word(all)),
    };
    let rest = match (on_prior.len(), partly.len()) {
        (0, _) => format!("{} only roughly", named(&partly)),
        (1, _) => format!("{} will rest on its prior", named(&on_prior)),
        _ => format!("{} will rest on their priors", named(&on_prior)),
    };
    format!("{start}; {rest}")
}

/// "Audio and Affiliates", or how many where they are many.
fn named(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if names.len() <= MOST_NAMED => format!("{} and {last}", first.join(", ")),
        _ => count_word(names.len()),
    }
}

fn below(remarks: &[Remark]) -> String {
    let count = |severity| remarks.iter().filter(|remark| remark.severity == severity).count();
    match (count(Severity::Serious), count(Severity::Caution)) {
        (0, 0) => "Nothing stands in the way.".to_owned(),
        (0, care) => format!("{} to bear in mind.", count_of(care, "thing")),
        (serious, 0) => format!("{} in the way.", count_of(serious, "thing")),
        (serious, care) => {
            format!("{} in the way, {care} to bear in mind.", count_of(serious, "thing"))
        }
    }
}

fn count_word(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(standings: &[(&str, Standing)], expected: &str) {
        let channel = |(name, standing): &(&str, Standing)| ChannelVerdict {
            name: (*name).to_owned(),
            standing: *standing,
            badge: badge(*standing),
            remarks: vec![],
        };
        assert_eq!(headline(&standings.iter().map(channel).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn the_headline_says_what_can_be_told_and_what_cannot() {
        use Standing::{OnPrior, Partly, Well};
        check(&[("TV", Well), ("Search", Well)], "This data can tell both channels well");
        check(&[("TV", Well)], "This data can tell what TV brings");
        check(&[("TV", OnPrior)], "This data can tell no channel well; TV will rest on its prior");
        check(
            &[("TV", Well), ("Audio", OnPrior), ("Social", Partly), ("Affiliates", OnPrior)],
            "This data can tell one of four channels well; Audio and Affiliates will rest on their priors",
        );
        check(&[("TV", Well), ("Social", Partly)], "This data can tell one of two channels well; Social only roughly");
        let many = [("a", OnPrior), ("b", OnPrior), ("c", OnPrior), ("d", OnPrior), ("TV", Well)];
        check(&many, "This data can tell one of five channels well; four will rest on their priors");
    }

    #[test]
    fn a_whole_verdict_names_every_channel_and_reasons_for_the_faint_ones() {
        let panel = engine::simulate::demo(156).unwrap().panel;
        let words = verdict(&panel, &Locale::default());
        assert_eq!(words.channels.len(), 8);
        assert!(words.channels.iter().all(|c| c.standing == Standing::Well || !c.remarks.is_empty()));
        assert!(words.general.iter().all(|remark| remark.evidence.ends_with('.') && remark.advice.ends_with('.')));
    }
}
