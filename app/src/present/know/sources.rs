//! Sources in words: what each file was taken for, what was left out of it, how good it is.

use crate::present::format;
use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::state::{LibraryView, SheetRead, SourceView};
use engine::dataset::{Lateness, Source, SourceId, State};
use engine::exports::{Measure, Note, Personal, Platform, Skip};

/// A source as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceWords {
    /// Its id.
    pub id: String,
    /// The file, and the sheet in it.
    pub title: String,
    /// What it was taken for, with how certain that is.
    pub taken_for: String,
    /// Rows, days and spend.
    pub holds: String,
    /// What is noteworthy, sentence by sentence.
    pub notes: Vec<String>,
    /// How good it is, 0 to 100.
    pub score: u8,
    /// Whether the next one is late, where one is expected.
    pub due: Option<String>,
    /// Whether it is late.
    pub is_late: bool,
    /// Whether the user should confirm what it was taken for.
    pub is_unsure: bool,
}

/// A platform's name.
#[must_use]
pub fn platform_name(platform: Platform) -> &'static str {
    match platform {
        Platform::GoogleAds => "Google Ads",
        Platform::Meta => "Meta",
        Platform::TikTok => "TikTok",
        Platform::LinkedIn => "LinkedIn",
        Platform::MicrosoftAds => "Microsoft Advertising",
        Platform::Pinterest => "Pinterest",
        Platform::AmazonAds => "Amazon Ads",
        Platform::DisplayVideo360 => "Display & Video 360",
        Platform::CampaignManager360 => "Campaign Manager 360",
        Platform::Ga4 => "Google Analytics",
        Platform::Shopify => "Shopify orders",
        Platform::WooCommerce => "WooCommerce orders",
        Platform::Stripe => "Stripe payments",
        Platform::HubSpot => "HubSpot deals",
        Platform::Salesforce => "Salesforce opportunities",
        Platform::PointOfSale => "shop revenue",
        Platform::Syndicated => "syndicated market data",
        Platform::MediaPlan => "a media plan",
        Platform::OutOfHome => "out-of-home bookings",
        Platform::Email => "an e-mail tool",
        Platform::Sponsorship => "sponsorships and events",
        Platform::ExchangeRates => "exchange rates",
        Platform::PriceAndPromotion => "prices and promotions",
        Platform::Other => "a table of its own kind",
    }
}

/// A measure's name.
#[must_use]
pub fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Spend => "spend",
        Measure::Impressions => "impressions",
        Measure::Reach => "reach",
        Measure::Clicks => "clicks",
        Measure::ClaimedConversions => "claimed conversions",
        Measure::ClaimedValue => "claimed value",
        Measure::Revenue => "revenue",
        Measure::Orders => "orders",
        Measure::Units => "units",
        Measure::NewCustomers => "new customers",
        Measure::CostOfGoods => "cost of goods",
        Measure::RatingPoints => "rating points",
        Measure::Visits => "visits",
        Measure::Level => "a level",
        Measure::Event => "an event",
        Measure::Refund => "refunds",
        Measure::RefundBeside => "refunds beside revenue",
    }
}

/// A source in words.
#[must_use]
pub fn source_words(sheet: &SheetRead, view: Option<&SourceView>, locale: &Locale) -> SourceWords {
    let percent = format::percent(locale, sheet.confidence, 0);
    let is_unsure = sheet.confidence < engine::exports::SURE;
    let name = platform_name(sheet.source.platform);
    let certainty =
        if is_unsure { format!("Taken for {name}, not certain ({percent})") } else { format!("Read as {name}") };
    let rows = format::number(locale, sheet.report.used as f64, 0);
    let (from, to) = sheet.days;
    let days = format!("{rows} rows, {} to {}", locale.date(from), locale.date(to));
    let spend = view.filter(|v| v.spend > 0.0).map(|v| format!(", {} spent", format::money_compact(locale, v.spend)));
    SourceWords {
        id: sheet.source.id.0.clone(),
        title: sheet.source.shown(),
        taken_for: certainty,
        holds: format!("{days}{}.", spend.unwrap_or_default()),
        notes: notes(sheet, locale),
        score: view.map_or(100, |v| v.score.points),
        due: view.and_then(|v| due(v.lateness, locale)),
        is_late: view.is_some_and(|v| matches!(v.lateness, Lateness::Late { .. })),
        is_unsure,
    }
}

fn due(lateness: Lateness, locale: &Locale) -> Option<String> {
    match lateness {
        Lateness::NotExpected => None,
        Lateness::Due(date) => Some(format!("The next one is due on {}.", locale.date(date))),
        Lateness::Late { due, days } => Some(format!(
            "The next one was due on {}, {} ago.",
            locale.date(due),
            count_of(usize::try_from(days).unwrap_or(0), "day")
        )),
    }
}

fn notes(sheet: &SheetRead, locale: &Locale) -> Vec<String> {
    let mut notes = vec![];
    if !sheet.left_out.is_empty() {
        let names: Vec<String> =
            sheet.left_out.iter().map(|(column, what)| format!("\"{column}\" ({})", personal(*what))).collect();
        notes.push(format!("Left out as personal data, and not kept: {}.", names.join(", ")));
    }
    for skipped in &sheet.report.skipped {
        if let Some(what) = skip_words(skipped.why) {
            notes.push(format!("{what}: {}.", format::number(locale, skipped.count as f64, 0)));
        }
    }
    for issue in &sheet.report.issues {
        let first = issue.samples.first();
        let place = first.map(|s| format!(" First in row {}: \"{}\".", s.row, s.text)).unwrap_or_default();
        let count = format::number(locale, issue.count as f64, 0);
        let what = fault_words(issue.fault);
        notes.push(format!("Column \"{}\": {count} cells {what}.{place} {}", issue.column, issue.fault.advice()));
    }
    notes.extend(sheet.report.cut_short.clone().map(|why| format!("The rest of it could not be read. {why}")));
    notes.extend(sheet.notes.iter().filter_map(note));
    for total in sheet.report.totals.iter().filter(|t| t.stated != t.read) {
        let (stated, read) = (total.stated.to_f64(), total.read.to_f64());
        notes.push(format!(
            "Row {} states a total of {} for {}, its rows add up to {}.",
            total.row,
            format::number(locale, stated, 2),
            measure_name(total.measure),
            format::number(locale, read, 2)
        ));
    }
    notes
}

fn note(note: &Note) -> Option<String> {
    match note {
        Note::Remembered => Some("Read the way its kind was read before.".to_owned()),
        Note::NoCurrency => Some("It names no currency; the workspace's is assumed.".to_owned()),
        Note::UnknownColumns(columns) if !columns.is_empty() => Some(format!("Not read: {}.", columns.join(", "))),
        _ => None,
    }
}

fn personal(what: Personal) -> String {
    format!("{what:?}").to_lowercase()
}

fn skip_words(why: Skip) -> Option<&'static str> {
    match why {
        Skip::Preamble | Skip::Blank | Skip::RepeatedHeader | Skip::Footer | Skip::FurtherLine => None,
        Skip::Total => Some("Rows of totals, not counted again"),
        Skip::RepeatedOrder => Some("Orders that stood in it twice and count once"),
        Skip::Cancelled => Some("Cancelled orders, which do not count"),
        Skip::Status => Some("Rows that do not count by their status"),
        Skip::NoAmount => Some("Rows with a date and no amount"),
    }
}

fn fault_words(fault: engine::exports::Fault) -> &'static str {
    use engine::exports::Fault;
    match fault {
        Fault::DateMissing => "have no date",
        Fault::DateUnreadable => "hold no date that can be read",
        Fault::EndsBeforeStart => "end before they start",
        Fault::EndMissing => "have no last day",
        Fault::LengthUnreadable => "do not say how long they last",
        Fault::NumberUnreadable => "hold no number",
        Fault::OtherDecimalMark => "have another decimal mark",
        Fault::NumberWithheld => "are withheld by the platform",
        Fault::NumberTooLarge => "are too large",
        Fault::CurrencyUnreadable => "hold no currency",
        Fault::AddressInName => "held an e-mail address, which was not kept",
        Fault::NameTooLong => "hold a name that is cut",
    }
}

/// What all sources come to: a sentence, and its range below.
#[must_use]
pub fn library_answer(view: &LibraryView, locale: &Locale) -> (String, String) {
    let files = count_of(view.sources.len(), "source");
    match &view.built.panel {
        Ok(panel) => {
            let weeks = count_of(panel.week_count(), "week");
            let channels = count_of(panel.channels().len(), "channel");
            let first = panel.weeks().first().copied().unwrap_or_else(|| panel.last_week());
            let uncaught = match view.rules.uncaught.len() {
                0 => "Every name with spend has its channel".to_owned(),
                n => {
                    let share = format::percent(locale, view.rules.uncaught_share, 1);
                    format!("{} ({share} of spend) have no channel yet", count_of(n, "name"))
                }
            };
            let to = engine::calendar::week_end(panel.last_week());
            (
                format!("{files} give {weeks} of {} and {channels}", panel.outcome_name()),
                format!("{} to {}, in {}. {uncaught}.", locale.date(first), locale.date(to), view.built.currency),
            )
        }
        Err(error) => (format!("{files} are read, and there is no table of weeks yet"), error.to_string()),
    }
}

/// How good a source was found to be each time its data were confirmed.
#[must_use]
pub fn score_history(state: &State, id: &SourceId, locale: &Locale) -> String {
    let Some(scores) = state.scores.get(id).filter(|scores| !scores.is_empty()) else { return String::new() };
    let day = |at: &jiff::Timestamp| locale.date(at.to_zoned(jiff::tz::TimeZone::UTC).date());
    let all: Vec<String> = scores.iter().map(|(at, score)| format!("{score} on {}", day(at))).collect();
    format!("Quality when the data were confirmed: {}.", all.join(", "))
}

/// A sentence of the engine's with files in place of ids.
#[must_use]
pub fn with_files(state: &State, text: &str) -> String {
    let named =
        |text: String, (id, source): (&SourceId, &Source)| text.replace(&id.0, &format!("\"{}\"", source.shown()));
    state.sources.iter().fold(text.to_owned(), named)
}

/// What is to be known of the panel, with files in place of ids.
#[must_use]
pub fn issues(view: &LibraryView) -> Vec<String> {
    view.built.issues.iter().map(|issue| with_files(&view.state, &issue.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::exports::{Reading, Report};
    use jiff::civil::date;

    fn sheet() -> SheetRead {
        let reading: Reading = engine::exports::recognise(&head()).unwrap().reading;
        SheetRead {
            source: engine::dataset::Source::new(
                "a1",
                "Campaign report.csv",
                reading.platform,
                jiff::Timestamp::UNIX_EPOCH,
            ),
            reading,
            confidence: 0.9,
            alternatives: vec![],
            left_out: vec![("E-mail".into(), Personal::Email)],
            notes: vec![Note::NoCurrency],
            report: Report { used: 1_200, ..Report::default() },
            days: (date(2024, 1, 1), date(2024, 1, 31)),
        }
    }

    fn head() -> engine::exports::Head {
        let mut row = engine::tabular::Row::default();
        let rows = [["Day", "Campaign", "Cost"], ["2024-01-01", "Brand", "12.50"], ["2024-01-02", "Brand", "13.50"]];
        let mut head = engine::exports::Head { name: "Campaign report.csv".into(), ..Default::default() };
        for (i, cells) in rows.iter().enumerate() {
            row.start(i as u32 + 1);
            cells.iter().for_each(|cell| row.push(cell, engine::tabular::CellKind::Text));
            head.rows.push(row.clone());
        }
        head
    }

    #[test]
    fn a_source_says_what_it_is_and_what_was_left_out() {
        let words = source_words(&sheet(), None, &Locale::default());
        assert!(words.holds.starts_with("1,200 rows"), "{}", words.holds);
        assert!(words.notes[0].contains("personal data") && words.notes[0].contains("E-mail"), "{:?}", words.notes);
        assert!(!words.is_unsure && words.due.is_none());
    }
}
