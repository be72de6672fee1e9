//! What each geography returned: all media or one channel, as a picture of the largest and a table of all.

use super::digits::style_of_total;
use super::returns::comes_back;
use super::terms::Terms;
use crate::present::format::{NumberStyle, Unit};
use crate::present::interval_dots::{IntervalDots, IntervalRow};
use crate::present::order::largest_first;
use crate::present::palette::Ink;
use crate::present::table::{Cell, Column, Table};
use engine::math::Interval;
use engine::posterior::{RegionSummary, Summary};

/// The most geographies in the picture; the table has all.
const SHOWN: usize = 16;

/// What is compared between geographies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// All channels together.
    AllMedia,
    /// One channel.
    Channel(usize),
}

/// One geography's figures for a subject.
struct Figures<'a> {
    region: &'a RegionSummary,
    spend: f64,
    contribution: Interval,
}

impl Figures<'_> {
    fn returned(&self) -> Option<Interval> {
        (self.spend > 0.0).then(|| self.contribution.scaled(1.0 / self.spend))
    }
}

/// The geographies, the largest outcome first.
fn figures(summary: &Summary, subject: Subject) -> Vec<Figures<'_>> {
    let figures = |region| match subject {
        Subject::AllMedia => {
            let region: &RegionSummary = region;
            let spend = region.channels.iter().map(|c| c.spend).sum();
            Figures { region, spend, contribution: region.media }
        }
        Subject::Channel(c) => {
            let channel = &region.channels[c];
            Figures { region, spend: channel.spend, contribution: channel.contribution }
        }
    };
    largest_first(summary.regions.iter().map(figures).collect(), |figures| figures.region.outcome)
}

/// The returns of the largest geographies.
#[must_use]
pub fn picture(summary: &Summary, subject: Subject, terms: &Terms) -> IntervalDots {
    let ink = match subject {
        Subject::AllMedia => Ink::Accent,
        Subject::Channel(c) => Ink::Channel(c),
    };
    let row = |figures: &Figures<'_>| {
        let shown = terms.shown_returns(figures.returned()?);
        Some(IntervalRow {
            name: figures.region.name.clone(),
            ink,
            low: shown.lo,
            value: shown.mean,
            high: shown.hi,
            marginal: None,
            truth: None,
            remark: String::new(),
        })
    };
    IntervalDots {
        quantity: terms.return_name(),
        marginal: terms.marginal_name(),
        unit: Unit::Number,
        share: 0.9,
        rows: figures(summary, subject).iter().take(SHOWN).filter_map(row).collect(),
        reference: comes_back(terms),
    }
}

/// How the picture is read.
#[must_use]
pub fn subtitle(summary: &Summary, terms: &Terms) -> String {
    let count = summary.regions.len();
    let which = if count > SHOWN { format!("The {SHOWN} largest of {count}. ") } else { String::new() };
    format!("{which}Dot: {} in the geography. Bar: 90\u{a0}% range.", terms.return_name().to_lowercase())
}

/// How much geographies differ, in a sentence.
#[must_use]
pub fn sentence(summary: &Summary, subject: Subject, terms: &Terms) -> Option<String> {
    let all = figures(summary, subject);
    let returned = all.iter().filter_map(|f| Some((f, f.returned()?)));
    let low = returned.clone().min_by(|a, b| a.1.mean.total_cmp(&b.1.mean))?;
    let high = returned.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean))?;
    let told = |(figures, interval): &(&Figures<'_>, Interval)| {
        format!("{} ({})", figures.region.name, terms.return_text(*interval))
    };
    if low.1.hi < high.1.lo {
        Some(format!("It returned most in {} and least in {}; their ranges do not touch.", told(&high), told(&low)))
    } else {
        Some(format!(
            "The ranges of the highest, {}, and the lowest, {}, overlap: the difference is not sure.",
            told(&high),
            told(&low)
        ))
    }
}

/// All geographies.
#[must_use]
pub fn table(summary: &Summary, subject: Subject, terms: &Terms) -> Table {
    let all = figures(summary, subject);
    let outcome = style_of_total(terms.unit(), all.iter().map(|f| f.region.outcome).sum());
    let spend = style_of_total(Unit::Money, all.iter().map(|f| f.spend).sum());
    let number = |style: NumberStyle, value: f64| Cell::number(value, style.text(&terms.locale, value));
    let row = |f: &Figures<'_>| {
        let mut cells = vec![Cell::words(&f.region.name), number(outcome, f.region.outcome), number(spend, f.spend)];
        cells.extend([f.contribution.mean, f.contribution.lo, f.contribution.hi].map(|x| number(outcome, x)));
        cells.push(match f.returned() {
            Some(returned) => Cell::number(returned.mean, terms.return_text(returned)),
            None => Cell::words(""),
        });
        cells.push(Cell::words(f.returned().map(|r| terms.return_range(r)).unwrap_or_default()));
        cells
    };
    Table {
        caption: "What each geography returned".to_owned(),
        columns: vec![
            Column::words("Geography"),
            Column::numbers(terms.outcome_title()),
            Column::numbers("Spend"),
            Column::numbers("Brought"),
            Column::numbers("90\u{a0}% range, from"),
            Column::numbers("to"),
            Column::numbers(terms.return_name()),
            Column::words("90\u{a0}% range"),
        ],
        rows: all.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::posterior::RegionChannel;

    fn region(name: &str, outcome: f64, (lo, mean, hi): (f64, f64, f64)) -> RegionSummary {
        let contribution = Interval { mean, lo, hi };
        let channel =
            RegionChannel { spend: 100.0, contribution, return_on_spend: None, contribution_by_week: vec![0.0; 4] };
        RegionSummary {
            name: name.into(),
            share: 0.5,
            outcome,
            media: contribution,
            channels: vec![channel],
            base_by_week: vec![],
            fitted_by_week: vec![],
        }
    }

    fn summary(south: (f64, f64, f64)) -> Summary {
        let regions = vec![region("North", 1_000.0, (100.0, 150.0, 200.0)), region("South", 3_000.0, south)];
        Summary { regions, ..example::summary() }
    }

    #[test]
    fn the_largest_stands_first_and_differences_are_only_claimed_where_they_are_sure() {
        let apart = summary((300.0, 350.0, 400.0));
        let picture = picture(&apart, Subject::AllMedia, &example::terms());
        assert_eq!(picture.rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["South", "North"]);
        let told = sentence(&apart, Subject::Channel(0), &example::terms()).unwrap();
        assert!(told.contains("most in South") && told.contains("least in North"), "{told}");
        let close = sentence(&summary((120.0, 160.0, 210.0)), Subject::AllMedia, &example::terms()).unwrap();
        assert!(close.contains("overlap"), "{close}");
        assert_eq!(table(&apart, Subject::AllMedia, &example::terms()).rows.len(), 2);
        assert_eq!(sentence(&example::summary(), Subject::AllMedia, &example::terms()), None);
    }
}
