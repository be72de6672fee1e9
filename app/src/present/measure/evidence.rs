//! Published evidence: the library as a table, and what of it can become a channel's prior, in the user's units.

use super::prior_range::RangeForm;
use super::terms::Terms;
use crate::present::format;
use crate::present::home::in_sentence;
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use engine::model::{ChannelType, EvidencePrior, EvidenceTopic, EvidenceUnit, LIBRARY, Published, applicable};
use engine::panel::Panel;

/// A finding that can become a channel's prior.
#[derive(Clone, Debug, PartialEq)]
pub struct Usable {
    /// What was found.
    pub finding: &'static str,
    /// Who found it, where and when.
    pub source: String,
    /// What it is good for.
    pub good_for: &'static str,
    /// What the button does: "Use 0.3 to 4.1 as its return".
    pub action: String,
    /// The prior.
    pub prior: EvidencePrior,
}

/// What can become the prior of channel `place`.
#[must_use]
pub fn usable(panel: &Panel, place: usize, terms: &Terms) -> Vec<Usable> {
    let usable = |(published, prior): (&'static Published, EvidencePrior)| Usable {
        finding: published.finding,
        source: source(published),
        good_for: published.good_for,
        action: action(prior, terms),
        prior,
    };
    applicable(panel, place).into_iter().map(usable).collect()
}

fn action(prior: EvidencePrior, terms: &Terms) -> String {
    match prior {
        EvidencePrior::Return(prior) => {
            let range = RangeForm::of_returns(terms).range_text(prior.range(), &terms.locale);
            format!("Use {range} as its return")
        }
        EvidencePrior::Retention(prior) => {
            format!("Use {} as its carry-over", RangeForm::SHARE.range_text(prior.range(), &terms.locale))
        }
    }
}

fn source(published: &Published) -> String {
    format!("{}, {}", published.source, published.year)
}

/// A finding of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryLine {
    /// What it is about, and of which kind of channel.
    pub about: String,
    /// What was found.
    pub finding: &'static str,
    /// What it is good for.
    pub good_for: &'static str,
    /// Who found it, where and when.
    pub source: String,
}

/// The whole library, to be read.
#[must_use]
pub fn library() -> Vec<LibraryLine> {
    let line = |published: &Published| LibraryLine {
        about: match published.channel {
            ChannelType::Any => topic(published.topic).to_owned(),
            kind => format!("{} · {}", topic(published.topic), in_sentence(channel(kind))),
        },
        finding: published.finding,
        good_for: published.good_for,
        source: source(published),
    };
    LIBRARY.iter().map(line).collect()
}

/// The whole library, to be exported.
#[must_use]
pub fn library_table(locale: &Locale) -> Table {
    let row = |published: &Published| {
        vec![
            Cell::words(topic(published.topic)),
            Cell::words(channel(published.channel)),
            Cell::number(published.figure, figure(published, locale)),
            Cell::words(published.finding),
            Cell::words(published.good_for),
            Cell::words(source(published)),
        ]
    };
    let columns = vec![
        Column::words("About"),
        Column::words("Channel"),
        Column::numbers("Figure"),
        Column::words("Finding"),
        Column::words("Good for"),
        Column::words("Source"),
    ];
    Table { caption: "Published evidence".to_owned(), columns, rows: LIBRARY.iter().map(row).collect() }
}

fn topic(topic: EvidenceTopic) -> &'static str {
    match topic {
        EvidenceTopic::Elasticity => "Elasticity",
        EvidenceTopic::Return => "Return",
        EvidenceTopic::CarryOver => "Carry-over",
        EvidenceTopic::LongTerm => "Long term",
        EvidenceTopic::Price => "Price",
        EvidenceTopic::Precision => "Precision",
    }
}

fn channel(channel: ChannelType) -> &'static str {
    match channel {
        ChannelType::Any => "All",
        ChannelType::Television => "Television",
        ChannelType::OnlineVideo => "Online video",
        ChannelType::PrintRadioOutdoor => "Print, radio, out-of-home",
        ChannelType::PaidSearch => "Paid search",
        ChannelType::BrandSearch => "Search on the own name",
        ChannelType::OtherDigital => "Social, display and other digital",
        ChannelType::PersonalSelling => "Sales force",
    }
}

fn figure(published: &Published, locale: &Locale) -> String {
    let value = published.figure;
    let decimals = if value.abs() < 0.1 { 3 } else { 2 };
    match published.unit {
        EvidenceUnit::Share | EvidenceUnit::WeeklyRetention => format::percent(locale, value, 0),
        EvidenceUnit::Months => format!("{} months", format::number(locale, value, 1)),
        EvidenceUnit::Factor => format!("×{}", format::number(locale, value, 0)),
        EvidenceUnit::Elasticity | EvidenceUnit::ProfitPerMoney | EvidenceUnit::RevenuePerMoney => {
            format::number(locale, value, decimals)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_becomes_a_range_in_the_user_s_units() {
        let panel = engine::simulate::demo(104).unwrap().panel;
        let terms = Terms::of(&panel, &Locale::default());
        let tv = panel.channels().iter().position(|c| c.name == "TV").unwrap();
        let found = usable(&panel, tv, &terms);
        assert!(found.iter().any(|u| u.action == "Use 30\u{a0}% to 80\u{a0}% as its carry-over"), "{found:?}");
        assert!(found[0].action.ends_with("as its return") && found[0].source.ends_with("2021"), "{found:?}");
    }

    #[test]
    fn the_library_is_shown_whole() {
        let table = library_table(&Locale::default());
        assert_eq!((table.rows.len(), library().len()), (LIBRARY.len(), LIBRARY.len()));
        assert!(library().iter().any(|line| line.about == "Elasticity · television"));
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}
