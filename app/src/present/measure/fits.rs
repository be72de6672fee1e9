//! Every fit as a row, and two fits side by side: what went in, what came out, and what that difference is.

use super::progress::duration;
use super::spec_changes::changes;
use super::terms::Terms;
use crate::present::format::{self, Unit};
use crate::present::locale::Locale;
use crate::present::palette::Ink;
use crate::present::table::{Cell, Column, Table};
use crate::state::{FitId, FitOutcome, FitRecord};
use engine::calendar::week_end;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the fits came to.
pub type Outcomes = BTreeMap<FitId, FitOutcome>;

/// A fit's name with its day.
#[must_use]
pub fn name(fit: &FitRecord, locale: &Locale) -> String {
    format!("Fit {} of {}", fit.id.0, locale.date(fit.finished.day))
}

/// All fits, newest first; each is held against the one before it.
#[must_use]
pub fn table(fits: &[Arc<FitRecord>], outcomes: &Outcomes, shown: Option<FitId>, locale: &Locale) -> Table {
    let row = |(place, fit): (usize, &Arc<FitRecord>)| {
        let before = place.checked_sub(1).and_then(|before| fits.get(before));
        vec![
            Cell::words(format!("{}{}", fit.id.0, if shown == Some(fit.id) { ", in use" } else { "" })),
            Cell::words(locale.date(fit.finished.day)),
            Cell::words(format!(
                "{} weeks to {}",
                fit.panel.week_count(),
                locale.date(week_end(fit.panel.last_week()))
            )),
            Cell::words(fit.data_hash.short()),
            Cell::words(fit.settings.seed.to_string()),
            Cell::words(fit.version.clone()),
            Cell::words(start(fit)),
            Cell::words(gate(outcomes.get(&fit.id))),
            Cell::words(since_before(before.map(AsRef::as_ref), fit, locale)),
        ]
    };
    let titles =
        ["Fit", "Finished", "Data", "Data hash", "Seed", "Sextant", "Start", "Checks", "Changed since the one before"];
    Table {
        caption: "Fits, newest first".to_owned(),
        columns: titles.into_iter().map(Column::words).collect(),
        rows: fits.iter().enumerate().rev().map(row).collect(),
    }
}

fn start(fit: &FitRecord) -> String {
    fit.warm_from.map_or_else(|| "cold".to_owned(), |from| format!("warm, from fit {}", from.0))
}

fn gate(outcome: Option<&FitOutcome>) -> &'static str {
    match outcome {
        Some(outcome) if outcome.passed => "passed",
        Some(_) => "failed",
        None => "not yet read",
    }
}

fn since_before(before: Option<&FitRecord>, fit: &FitRecord, locale: &Locale) -> String {
    let Some(before) = before else { return "the first fit".to_owned() };
    let model = changes(&before.spec, &fit.spec, &Terms::of(&fit.panel, locale));
    match (data_changed(before, fit), model.as_slice()) {
        (None, []) => "nothing".to_owned(),
        (Some(data), []) => data,
        (None, [one]) => one.clone(),
        (None, several) => format!("{} changes of the model", several.len()),
        (Some(data), several) => format!("{data}; the model in {} places", several.len()),
    }
}

fn data_changed(before: &FitRecord, fit: &FitRecord) -> Option<String> {
    if before.data_hash == fit.data_hash {
        return None;
    }
    let (old, new) = (before.panel.week_count(), fit.panel.week_count());
    let continued = new > old && before.panel.data_hash() == fit.panel.first_weeks(old).data_hash();
    Some(match (continued, new - old.min(new)) {
        (true, 1) => "1 week more".to_owned(),
        (true, more) => format!("{more} weeks more"),
        (false, _) => "other data".to_owned(),
    })
}

/// The returns of two fits with their ranges and the difference of the estimates.
#[must_use]
pub fn returns(one: (&FitRecord, &FitOutcome), other: (&FitRecord, &FitOutcome), terms: &Terms) -> Table {
    let mut names: Vec<&String> = other.1.returns.iter().map(|(name, _)| name).collect();
    names.extend(one.1.returns.iter().map(|(name, _)| name).filter(|name| other.1.return_of(name).is_none()));
    names.dedup();
    let row = |(place, name): (usize, &&String)| {
        let (before, after) = (one.1.return_of(name), other.1.return_of(name));
        let text = |found: Option<engine::math::Interval>| {
            let told = |i| Cell::words(format!("{} ({})", terms.return_text(i), terms.return_range(i)));
            found.map_or_else(|| Cell::words("–"), told)
        };
        let difference = before.zip(after).map(|(b, a)| terms.shown_return(a.mean - b.mean));
        let difference =
            difference.map_or_else(Cell::default, |d| Cell::number(d, format::signed(&terms.locale, Unit::Number, d)));
        vec![Cell::channel(name.as_str(), Ink::Channel(place)), text(before), text(after), difference]
    };
    Table {
        caption: format!("{} by fit", terms.return_name()),
        columns: vec![
            Column::words("Channel"),
            Column::words(name(one.0, &terms.locale)),
            Column::words(name(other.0, &terms.locale)),
            Column::numbers("Difference"),
        ],
        rows: names.iter().enumerate().map(row).collect(),
    }
}

/// How both were made and checked.
#[must_use]
pub fn facts(one: (&FitRecord, &FitOutcome), other: (&FitRecord, &FitOutcome), locale: &Locale) -> Table {
    let number = |value: f64, decimals| format::number(locale, value, decimals);
    let told = |(fit, outcome): (&FitRecord, &FitOutcome)| {
        let s = &fit.settings;
        [
            ("Data hash", fit.data_hash.to_string()),
            ("Weeks", format!("{} to {}", fit.panel.week_count(), locale.date(week_end(fit.panel.last_week())))),
            ("Seed", s.seed.to_string()),
            ("Chains", format!("{} of {} + {} draws", s.chains, s.warmup, s.draws)),
            ("Start", start(fit)),
            ("Sextant", fit.version.clone()),
            ("Took", duration(fit.seconds, locale)),
            ("Checks", gate(Some(outcome)).to_owned()),
            ("R-hat, largest", number(outcome.max_r_hat, 3)),
            ("ESS, smallest", number(outcome.min_ess, 0)),
            ("Divergences", number(outcome.divergences as f64, 0)),
        ]
    };
    let rows = told(one).into_iter().zip(told(other));
    Table {
        caption: "How both fits were made".to_owned(),
        columns: vec![Column::words(""), Column::words(name(one.0, locale)), Column::words(name(other.0, locale))],
        rows: rows.map(|((what, a), (_, b))| [what.to_owned(), a, b].map(Cell::words).to_vec()).collect(),
    }
}

/// What changed from one to the other, a sentence each.
#[must_use]
pub fn differences(one: &FitRecord, other: &FitRecord, terms: &Terms) -> Vec<String> {
    let data = match data_changed(one, other) {
        None => "The data are the same.".to_owned(),
        Some(what) => format!("Data: {what}."),
    };
    let model = changes(&one.spec, &other.spec, terms);
    let same = model.is_empty().then(|| "The model is the same, every prior included.".to_owned());
    std::iter::once(data).chain(same).chain(model).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use crate::state::{FitSettings, Moment};
    use engine::model::default_spec;
    use engine::panel::OutcomeKind;

    fn fit(id: u32, weeks: usize) -> FitRecord {
        let panel = Arc::new(example::panel(OutcomeKind::Money).first_weeks(weeks));
        FitRecord {
            id: FitId(id),
            finished: Moment { unix_millis: 0, day: jiff::civil::date(2026, 2, 1) },
            seconds: 3.0,
            spec: Arc::new(default_spec(&example::panel(OutcomeKind::Money))),
            settings: FitSettings::default(),
            version: "0.1.0".into(),
            data_hash: panel.data_hash(),
            warm_from: None,
            panel,
            chains: Arc::default(),
        }
    }

    #[test]
    fn a_refresh_is_told_as_more_weeks_and_the_same_model() {
        let (one, other) = (fit(1, 3), fit(2, 4));
        let fits = [Arc::new(one.clone()), Arc::new(other.clone())];
        let table = table(&fits, &Outcomes::new(), Some(FitId(2)), &Locale::default());
        assert_eq!(table.rows[0][0].text, "2, in use");
        assert_eq!(table.rows[0][8].text, "1 week more");
        assert_eq!(table.rows[1][8].text, "the first fit");
        let told = differences(&one, &other, &example::terms());
        assert_eq!(told, ["Data: 1 week more.", "The model is the same, every prior included."]);
    }

    #[test]
    fn two_fits_stand_side_by_side_with_their_difference() {
        let (one, other) = (fit(1, 4), fit(2, 4));
        let outcome = FitOutcome::of(&example::summary());
        let mut moved = outcome.clone();
        moved.returns[0].1 = Some(example::interval(2.0, 2.6, 3.2));
        let table = returns((&one, &outcome), (&other, &moved), &example::terms());
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[0][1].text, "3.1 (2.5 to 3.8)");
        assert!((table.rows[0][3].value.unwrap() + 0.5).abs() < 1e-12);
        let facts = facts((&one, &outcome), (&other, &moved), &Locale::default());
        assert_eq!(facts.rows[0][1].text, facts.rows[0][2].text);
    }
}
