//! Whose export a sheet is, and how it is read: by its header, by what stands around it, and by what its cells hold.
//!
//! One file a platform, each a few lines that say what is its own; what all share is in
//! [`synonyms`](super::synonyms). The platform with the most points wins; the plain table catches the rest and asks.

mod decisions;
mod mapping;
mod recogniser;

mod amazon_ads;
mod campaign_manager_360;
mod display_video_360;
mod email;
mod exchange_rates;
mod ga4;
mod google_ads;
mod hubspot;
mod linkedin;
mod media_plan;
mod meta;
mod microsoft_ads;
mod out_of_home;
mod pinterest;
mod plain;
mod point_of_sale;
mod price_and_promotion;
mod salesforce;
mod shopify;
mod sponsorship;
mod stripe;
mod syndicated;
mod tiktok;
mod woocommerce;

use super::fact::Platform;
use super::head::Head;
use super::personal::Personal;
use super::reading::{Field, Reading, Why};
pub(super) use decisions::better_mark;
use mapping::Seen;
use recogniser::Recogniser;
use serde::{Deserialize, Serialize};

/// All recognisers; the first of those with equally many points wins.
const RECOGNISERS: &[&Recogniser] = &[
    &google_ads::RECOGNISER,
    &meta::RECOGNISER,
    &tiktok::RECOGNISER,
    &linkedin::RECOGNISER,
    &microsoft_ads::RECOGNISER,
    &pinterest::RECOGNISER,
    &amazon_ads::RECOGNISER,
    &display_video_360::RECOGNISER,
    &campaign_manager_360::RECOGNISER,
    &ga4::RECOGNISER,
    &shopify::RECOGNISER,
    &woocommerce::RECOGNISER,
    &stripe::RECOGNISER,
    &hubspot::RECOGNISER,
    &salesforce::RECOGNISER,
    &out_of_home::RECOGNISER,
    &media_plan::RECOGNISER,
    &sponsorship::RECOGNISER,
    &exchange_rates::RECOGNISER,
    &price_and_promotion::RECOGNISER,
    &syndicated::RECOGNISER,
    &point_of_sale::RECOGNISER,
    &email::RECOGNISER,
    &plain::RECOGNISER,
];

/// What a sheet was recognised as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recognition {
    /// How the sheet is read, unless the user changes it.
    pub reading: Reading,
    /// How certain the platform is, 0 to 1; below [`SURE`] the user is asked to confirm.
    pub confidence: f64,
    /// Other platforms that it could be, with how certain they are, best first.
    pub alternatives: Vec<(Platform, f64)>,
    /// Columns that look like personal data and are not read.
    pub left_out: Vec<(String, Personal)>,
    /// What the user should know.
    pub notes: Vec<Note>,
}

/// From this confidence on a recognition stands without being confirmed.
pub const SURE: f64 = 0.6;

/// Something about a recognition that the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// The sheet is read as one of its kind was read before.
    Remembered,
    /// No column dates the rows, or none is an amount: a legend, a cover, or a table to be mapped by hand.
    NoData,
    /// Money without a currency: the workspace's is assumed until one is chosen.
    NoCurrency,
    /// The order of day and month cannot be told from the first rows.
    DateOrderOpen,
    /// The decimal mark cannot be told from the first rows.
    DecimalMarkOpen,
    /// Columns that nothing is known of, and that are not read.
    UnknownColumns(Vec<String>),
}

impl Recognition {
    /// Whether the sheet can be read as proposed.
    pub fn is_usable(&self) -> bool {
        self.reading.has_dates() && self.reading.has_amounts()
    }
}

/// Recognises a sheet by its head; `None` where no row can be a header.
pub fn recognise(head: &Head) -> Option<Recognition> {
    let header = head.header()?;
    let seen = mapping::look_at(head, header);
    let around = head.surroundings(header);
    let score = |r: &&'static Recogniser| Some((mapping::score(r, &seen, head, header, &around)?, *r));
    let mut scored: Vec<(u32, &Recogniser)> = RECOGNISERS.iter().filter_map(score).collect();
    // A stable sort: of equals the first in the list stays first.
    scored.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    let mut ranked = scored.into_iter();
    let (points, best) = ranked.next()?;
    let alternatives = ranked.map(|(points, r)| (r.platform, confidence(points, r))).take(4).collect();
    Some(recognition(head, header, &seen, best, (confidence(points, best), alternatives)))
}

/// Recognises a sheet as a platform that the user has chosen.
pub fn recognise_as(head: &Head, platform: Platform) -> Option<Recognition> {
    let header = head.header()?;
    let seen = mapping::look_at(head, header);
    let chosen = RECOGNISERS.iter().find(|r| r.platform == platform)?;
    Some(recognition(head, header, &seen, chosen, (1.0, vec![])))
}

/// Recognises a sheet by the readings of earlier ones, and as a new kind where none has the same columns.
pub fn recognise_with(head: &Head, known: &[Reading]) -> Option<Recognition> {
    let fresh = recognise(head)?;
    let signature = fresh.reading.signature();
    let Some(earlier) = known.iter().rev().find(|reading| reading.signature() == signature) else { return Some(fresh) };
    let reading = decisions::again(earlier, &fresh.reading);
    let mut notes = vec![Note::Remembered];
    notes.extend(notes_on(&reading));
    Some(Recognition { left_out: left_out(&reading), reading, confidence: 1.0, alternatives: vec![], notes })
}

fn confidence(points: u32, recogniser: &Recogniser) -> f64 {
    let most = if recogniser.platform == Platform::Other { 0.5 } else { 0.99 };
    (f64::from(points) / 12.0).min(most)
}

fn recognition(
    head: &Head,
    header: usize,
    seen: &[Seen],
    recogniser: &Recogniser,
    (confidence, alternatives): (f64, Vec<(Platform, f64)>),
) -> Recognition {
    let (columns, rows) = mapping::columns(recogniser, seen, head, header);
    let reading = decisions::reading(recogniser, head, header, (columns, rows), seen);
    Recognition { confidence, alternatives, left_out: left_out(&reading), notes: notes_on(&reading), reading }
}

fn left_out(reading: &Reading) -> Vec<(String, Personal)> {
    let personal = |c: &super::reading::ReadColumn| match c.field {
        Field::Personal(kind) => Some((c.name.clone(), kind)),
        _ => None,
    };
    reading.columns.iter().filter_map(personal).collect()
}

fn notes_on(reading: &Reading) -> Vec<Note> {
    use crate::ingest::Basis;
    let mut notes = vec![];
    if !reading.has_dates() || !reading.has_amounts() {
        notes.push(Note::NoData);
    }
    let money = |field| matches!(field, Field::Measure(m) if m.is_money());
    let named = reading.currency.is_some() || reading.position(Field::Currency).is_some();
    if !named && reading.columns.iter().any(|c| money(c.field) && c.currency.is_none()) {
        notes.push(Note::NoCurrency);
    }
    if reading.date_basis == Basis::Guess {
        notes.push(Note::DateOrderOpen);
    }
    if reading.decimal_basis == Basis::Guess {
        notes.push(Note::DecimalMarkOpen);
    }
    let unknown = reading.columns.iter().filter(|c| c.why == Why::Unknown && !c.name.is_empty());
    let unknown: Vec<String> = unknown.map(|c| c.name.clone()).collect();
    if !unknown.is_empty() {
        notes.push(Note::UnknownColumns(unknown));
    }
    notes
}

#[cfg(test)]
pub(super) fn check_recognised(file: &str, text: &str, platform: Platform) -> Recognition {
    let head = super::test_rows::head(file, text);
    let found = recognise(&head).expect("a header");
    let rivals = &found.alternatives;
    assert_eq!(found.reading.platform, platform, "{file}: {:.2} {rivals:?} {:#?}", found.confidence, found.reading);
    assert!(found.is_usable(), "{file}: {:#?}", found.reading);
    assert!(platform == Platform::Other || found.confidence >= SURE, "{file}: {}", found.confidence);
    found
}
