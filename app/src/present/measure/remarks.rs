//! One remark on the data: the evidence in numbers, and what to do about it, a plain sentence each.

use crate::present::format;
use crate::present::home::count_of;
use crate::present::locale::Locale;
use engine::panel::Panel;
use engine::quality::{CELLS_DIRECTIONAL, Concern, Partner, Remark, SIGNAL_WELL, Severity, TWO_SEASONS_WEEKS};

/// The most weeks that are named.
const MOST_WEEKS: usize = 3;
/// Inflation beyond which a number says no more.
const MOST_INFLATION: f64 = 1_000.0;

/// A remark in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkWords {
    /// What is the case, with its numbers.
    pub evidence: String,
    /// What to do.
    pub advice: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The same in a word or two.
    pub badge: &'static str,
}

/// A remark on `panel` in words.
#[must_use]
pub fn words(remark: &Remark, panel: &Panel, locale: &Locale) -> RemarkWords {
    RemarkWords {
        evidence: evidence(&remark.concern, panel, locale),
        advice: advice(&remark.concern),
        severity: remark.severity,
        badge: match remark.severity {
            Severity::Serious => "in the way",
            Severity::Caution => "take care",
            Severity::Note => "good to know",
        },
    }
}

fn evidence(concern: &Concern, panel: &Panel, locale: &Locale) -> String {
    let percent = |share: f64| format::percent(locale, share, if share < 0.1 { 1 } else { 0 });
    let weeks_in_all = panel.week_count();
    match concern {
        Concern::FewCells { weeks, parameters } => format!(
            "{} for {parameters} things to learn, {} for each: practitioners ask for 10, a firm direction takes {}.",
            count_of(*weeks, "week"),
            format::number(locale, *weeks as f64 / *parameters as f64, 1),
            format::number(locale, CELLS_DIRECTIONAL, 0),
        ),
        Concern::ShortHistory { weeks } if *weeks < TWO_SEASONS_WEEKS => {
            format!("With {} no season is seen twice.", count_of(*weeks, "week"))
        }
        Concern::ShortHistory { weeks } => {
            format!("{}: every season is seen twice; three years are better.", count_of(*weeks, "week"))
        }
        Concern::Outliers { weeks } => {
            let named: Vec<String> = weeks.iter().take(MOST_WEEKS).map(|week| locale.date(*week)).collect();
            let more = if weeks.len() > MOST_WEEKS { " and others" } else { "" };
            let of = if weeks.len() == 1 { "week" } else { "weeks" };
            format!(
                "The outcome in the {of} of {}{more} lies far from what season, drivers and spend explain.",
                named.join(", ")
            )
        }
        Concern::Collinear { vif, with } => collinear(*vif, *with, panel, locale),
        Concern::HardlyVaries { variation } => {
            format!("Its weekly spend varies by only {} around its mean.", percent(*variation))
        }
        Concern::SmallShare { share } => format!("It has only {} of the spend.", percent(*share)),
        Concern::FewActiveWeeks { weeks } => format!("It was on in {weeks} of {weeks_in_all} weeks."),
        Concern::FollowsDemand { correlation } => format!(
            "More is spent on it when more is sold anyway: its correlation with trend, season and drivers is {}.",
            format::number(locale, *correlation, 2)
        ),
        Concern::Faint { signal } => format!(
            "An effect of the usual size would be {} times the uncertainty about it; from {} on it stands out.",
            format::number(locale, *signal, 1),
            format::number(locale, SIGNAL_WELL, 0),
        ),
    }
}

fn collinear(vif: f64, with: Option<(Partner, f64)>, panel: &Panel, locale: &Locale) -> String {
    let fold = match vif {
        v if v > MOST_INFLATION => "more than 1,000-fold".to_owned(),
        v => format!("{}-fold", format::number(locale, v, 0)),
    };
    let partner = match with {
        Some((Partner::Channel(c), r)) => panel.channels().get(c).map(|channel| (channel.name.as_str(), r)),
        Some((Partner::Driver(d), r)) => panel.drivers().get(d).map(|driver| (driver.name.as_str(), r)),
        None => None,
    };
    match partner {
        Some((name, r)) => format!(
            "Its spend moves with {name} (correlation {}) and other columns, which inflates the variance of its figure {fold}.",
            format::number(locale, r, 2)
        ),
        None => format!(
            "Its spend moves with season, trend and other columns together, which inflates the variance of its figure {fold}."
        ),
    }
}

fn advice(concern: &Concern) -> &'static str {
    match concern {
        Concern::FewCells { .. } => {
            "Add earlier weeks, leave out drivers that explain little, or put channels together that are steered as one."
        }
        Concern::ShortHistory { .. } => {
            "Add earlier weeks if you have them: until then season and media can be mistaken for each other."
        }
        Concern::Outliers { .. } => {
            "If something happened there, mark it in a column as an event; if not, check the figures."
        }
        Concern::Collinear { .. } => "Run them at different times for some weeks, or put them together as one channel.",
        Concern::HardlyVaries { .. } => "Vary it: pause or double it for a few weeks, best as a planned test.",
        Concern::SmallShare { .. } => {
            "Put it together with a similar channel, or leave it to its prior: little money hangs on it."
        }
        Concern::FewActiveWeeks { .. } => "Spread it over more weeks, or measure it by a test of its own.",
        Concern::FollowsDemand { .. } => {
            "Add what drives demand as a column, or hold spend against demand for some weeks: otherwise the channel is \
             credited with the season."
        }
        Concern::Faint { .. } => "A lift test of this channel would tell more than further weeks would.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(concern: Concern, expected: &str) {
        let panel = engine::simulate::demo(156).unwrap().panel;
        let remark = Remark { channel: None, concern, severity: Severity::Caution };
        let found = words(&remark, &panel, &Locale::default());
        assert_eq!(found.evidence, expected);
        assert!(found.advice.ends_with('.'), "{}", found.advice);
    }

    #[test]
    fn the_evidence_has_its_numbers() {
        check(
            Concern::FewCells { weeks: 104, parameters: 13 },
            "104 weeks for 13 things to learn, 8.0 for each: practitioners ask for 10, a firm direction takes 15.",
        );
        check(Concern::ShortHistory { weeks: 70 }, "With 70 weeks no season is seen twice.");
        check(Concern::SmallShare { share: 0.008 }, "It has only 0.8\u{a0}% of the spend.");
        check(Concern::FewActiveWeeks { weeks: 4 }, "It was on in 4 of 156 weeks.");
        check(
            Concern::Outliers { weeks: vec![date(2026, 1, 5)] },
            "The outcome in the week of 5 Jan 2026 lies far from what season, drivers and spend explain.",
        );
        check(
            Concern::Collinear { vif: 42.3, with: Some((Partner::Channel(0), 0.984)) },
            "Its spend moves with Search (correlation 0.98) and other columns, which inflates the variance of its \
             figure 42-fold.",
        );
    }
}
