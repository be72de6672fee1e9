//! Samples of exports with their quirks, and what they add up to; a brand's exports against its truth; properties.

use super::test_rows::{head_of, read, rows_of, sheet, sheets};
use super::*;
use crate::tabular::Row;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a sample adds up to, in hundredths.
type Sums<'a> = &'a [(Measure, i64)];

fn check(name: &str, text: &str, platform: Platform, sums: Sums) -> (Recognition, Extraction) {
    let (found, extraction) = read(&sheet(name, text));
    assert_eq!(found.reading.platform, platform, "{name}: {:#?}", found.reading);
    let report = &extraction.report;
    for (measure, hundredths) in sums {
        let total = extraction.tally.total(*measure);
        assert_eq!(total, Amount(hundredths * 10_000), "{name}: {measure:?} {report:#?} {:#?}", extraction.reading);
    }
    (found, extraction)
}

fn days(extraction: &Extraction) -> (Date, Date) {
    let lines = &extraction.tally.lines;
    let from = lines.iter().map(|line| line.from).min().expect("a line");
    (from, lines.iter().map(|line| line.to).max().expect("a line"))
}

#[test]
fn google_in_german_with_its_totals_on_top() {
    use Measure::{ClaimedValue, Clicks, Impressions, Spend};
    let text = include_str!("samples/google_de.csv");
    let sums = [(Spend, 248_055), (Impressions, 334_500), (Clicks, 5_700), (ClaimedValue, 31_000)];
    let (_, extraction) = check("bericht.csv", text, Platform::GoogleAds, &sums);
    assert_eq!(days(&extraction), (date(2024, 1, 1), date(2024, 1, 3)));
    assert_eq!(extraction.tally.currencies, ["EUR"]);
    assert_eq!(extraction.report.skipped(Skip::Total), 1);
    assert!(extraction.report.issues.is_empty(), "{:?}", extraction.report.issues);
    let totals = &extraction.report.totals;
    assert!(!totals.is_empty() && totals.iter().all(|total| total.stated == total.read), "{totals:?}");
}

#[test]
fn meta_in_french_with_a_row_of_totals() {
    let sums = [(Measure::Spend, 246_911), (Measure::Impressions, 300_000)];
    let (_, extraction) = check("export.csv", include_str!("samples/meta_fr.csv"), Platform::Meta, &sums);
    assert_eq!(days(&extraction), (date(2024, 2, 1), date(2024, 2, 13)));
    assert_eq!(extraction.report.skipped(Skip::Total), 1);
}

#[test]
fn meta_in_spanish_by_weeks() {
    let sums = [(Measure::Spend, 200_000), (Measure::Impressions, 2_200_000)];
    let (_, extraction) = check("export.csv", include_str!("samples/meta_es.csv"), Platform::Meta, &sums);
    assert_eq!(extraction.tally.lines.to_vec()[0].to, date(2024, 2, 7));
}

#[test]
fn google_with_american_dates_and_a_repeated_header() {
    let sums = [(Measure::Spend, 124_680), (Measure::Impressions, 434_500)];
    let (_, extraction) = check("r.csv", include_str!("samples/google_us.csv"), Platform::GoogleAds, &sums);
    assert_eq!(days(&extraction), (date(2024, 1, 2), date(2024, 1, 13)));
    assert_eq!(extraction.report.skipped(Skip::RepeatedHeader), 1);
}

#[test]
fn millionths_are_scaled() {
    let (found, extraction) =
        check("google_ads.csv", include_str!("samples/google_micros.csv"), Platform::GoogleAds, &[]);
    assert_eq!(extraction.tally.total(Measure::Spend), Amount(4_000_001));
    assert_eq!(extraction.tally.lines.len(), 1);
    assert!(found.notes.contains(&Note::NoCurrency));
}

#[test]
fn amazon_with_dollar_signs() {
    let sums = [(Measure::Spend, 102_450), (Measure::ClaimedValue, 3_000), (Measure::ClaimedConversions, 200)];
    check("report.csv", include_str!("samples/amazon.csv"), Platform::AmazonAds, &sums);
}

#[test]
fn shops_in_swiss_francs_by_year_and_week() {
    let sums = [(Measure::Revenue, 2_190_000), (Measure::Orders, 40_200)];
    let (_, extraction) = check("umsatz.csv", include_str!("samples/pos_ch.csv"), Platform::PointOfSale, &sums);
    assert_eq!(days(&extraction), (date(2024, 1, 1), date(2024, 1, 14)));
    assert_eq!(extraction.tally.currencies, ["CHF"]);
}

#[test]
fn returns_are_negative_however_they_are_written() {
    let sums = [(Measure::Revenue, 92_500)];
    let (_, extraction) = check("store sales.csv", include_str!("samples/returns.csv"), Platform::PointOfSale, &sums);
    assert_eq!(days(&extraction), (date(2024, 1, 5), date(2024, 2, 1)));
    assert_eq!(extraction.tally.total(Measure::Refund), Amount(350_250_000));
}

#[test]
fn refunds_in_a_column_of_their_own_are_kept_beside_revenue() {
    let tally = |revenue: &str| {
        let text = format!(
            "Store,Date,{revenue},Refunds,Transactions\nNorth,2024-01-05,100.00,-8.00,4\nSouth,2024-01-06,50.00,0.00,1\n"
        );
        read(&sheet("store sales.csv", &text)).1.tally
    };
    let gross = tally("Gross sales");
    assert_eq!(
        [Measure::Revenue, Measure::Refund, Measure::RefundBeside].map(|m| gross.total(m).to_f64()),
        [150.0, 0.0, 8.0]
    );
    let net = tally("Net sales");
    assert_eq!(
        [Measure::Revenue, Measure::Refund, Measure::RefundBeside].map(|m| net.total(m).to_f64()),
        [150.0, 8.0, 0.0]
    );
}

#[test]
fn totals_without_a_name_and_footers_are_passed_over() {
    let sums = [(Measure::Spend, 3_775), (Measure::Impressions, 300_000)];
    let (_, extraction) = check("report.csv", include_str!("samples/dv360.csv"), Platform::DisplayVideo360, &sums);
    assert_eq!(extraction.report.skipped(Skip::Total), 1);
    assert_eq!(extraction.report.skipped(Skip::Footer), 4);
    let sums = [(Measure::ClaimedValue, 35_050), (Measure::Visits, 15_000)];
    check("download.csv", include_str!("samples/ga4.csv"), Platform::Ga4, &sums);
}

#[test]
fn orders_are_net_of_refunds_and_without_cancelled_ones() {
    let sums = [(Measure::Revenue, 14_500), (Measure::Orders, 200), (Measure::Units, 400)];
    let (found, extraction) = check("orders.csv", include_str!("samples/shopify.csv"), Platform::Shopify, &sums);
    assert_eq!(extraction.tally.total(Measure::Refund), Amount(20 * Amount::UNIT));
    let skips = [Skip::Cancelled, Skip::Status].map(|why| extraction.report.skipped(why));
    assert_eq!(skips, [1, 1]);
    assert_eq!(days(&extraction), (date(2024, 1, 6), date(2024, 1, 7)));
    assert_eq!(found.left_out.len(), 2);
}

#[test]
fn payouts_and_lost_deals_are_no_revenue() {
    check("balance.csv", include_str!("samples/stripe_balance.csv"), Platform::Stripe, &[(Measure::Revenue, 1_500)]);
    check("deals.csv", include_str!("samples/hubspot.csv"), Platform::HubSpot, &[(Measure::Revenue, 150_050)]);
}

#[test]
fn weeks_that_end_with_their_date() {
    let sums = [(Measure::Revenue, 230_050), (Measure::Units, 58_000)];
    let (_, extraction) = check("export.csv", include_str!("samples/nielsen.csv"), Platform::Syndicated, &sums);
    assert_eq!(days(&extraction), (date(2024, 1, 7), date(2024, 1, 20)));
}

#[test]
fn weeks_as_ranges_and_money_with_its_currency() {
    let sums = [(Measure::Spend, 200_000), (Measure::Clicks, 243_500)];
    let (_, extraction) = check("tiktok.csv", include_str!("samples/tiktok_ranges.csv"), Platform::TikTok, &sums);
    assert_eq!(extraction.tally.lines.to_vec()[1].to, date(2024, 1, 14));
    assert_eq!(extraction.tally.currencies, ["USD"]);
}

#[test]
fn plain_tables_are_long_or_wide() {
    let sums = [(Measure::Spend, 251_000), (Measure::Revenue, 3_600_000), (Measure::Level, 900)];
    let (_, wide) = check("data.csv", include_str!("samples/wide.csv"), Platform::Other, &sums);
    assert_eq!(days(&wide), (date(2024, 1, 1), date(2024, 1, 28)));
    assert_eq!(wide.tally.subjects.len(), 4);
    let sums = [(Measure::Spend, 300_000), (Measure::Impressions, 2_300_000)];
    let (_, long) = check("daten.csv", include_str!("samples/long_de.csv"), Platform::Other, &sums);
    assert_eq!(days(&long), (date(2024, 6, 5), date(2024, 6, 7)));
}

#[test]
fn plans_have_a_column_for_each_week() {
    let sums = [(Measure::Spend, 210_100)];
    let (_, extraction) = check("radio.csv", include_str!("samples/grid.csv"), Platform::MediaPlan, &sums);
    assert_eq!(days(&extraction), (date(2024, 1, 1), date(2024, 1, 28)));
    assert_eq!(extraction.report.skipped(Skip::Total), 1);
    let months = "Channel,Jan 2024,Feb 2024,Mar 2024\nTV,100,200,300\nRadio,10,20,30\n";
    let (_, extraction) = check("budget.csv", months, Platform::Other, &[(Measure::Spend, 66_000)]);
    assert_eq!(days(&extraction), (date(2024, 1, 1), date(2024, 3, 31)));
}

#[test]
fn rates_say_what_they_price() {
    let (_, extraction) = check("fx.csv", include_str!("samples/fx_long.csv"), Platform::ExchangeRates, &[]);
    assert_eq!(extraction.tally.subjects[0].campaign, "EUR_USD");
    assert_eq!(extraction.tally.currencies, ["USD"]);
    assert_eq!(extraction.tally.lines.to_vec()[0].amounts, [(Measure::Level, Amount(1_083_700))]);
}

#[test]
fn texts_stay_texts_and_addresses_are_left_out() {
    let (_, extraction) =
        check("r.csv", include_str!("samples/names.csv"), Platform::GoogleAds, &[(Measure::Spend, 600)]);
    let names: Vec<&str> = extraction.tally.subjects.iter().map(|s| s.campaign.as_str()).collect();
    let expected = ["<script>alert(1)</script>", "=HYPERLINK(\"http://x.example\",\"y\")", "Win back (email left out)"];
    assert_eq!(names, expected);
    assert_eq!(extraction.report.faults(Fault::AddressInName), 1);
    let stored = serde_json::to_string(&extraction).expect("JSON");
    assert!(!stored.contains("bob@"), "{stored}");
}

#[test]
fn a_legend_is_no_data() {
    let found = recognise(&head_of(&sheet("legend.csv", include_str!("samples/legend.csv"))));
    assert!(found.is_none_or(|found| !found.is_usable() && found.notes.contains(&Note::NoData)));
}

#[test]
fn the_mapping_is_remembered() {
    let first = sheet("jan.csv", "Wann;Wo;Was\n2024-01-13;Nord;5\n2024-01-14;Nord;6\n");
    let mut reading = recognise(&head_of(&first)).expect("a header").reading;
    reading.columns[0].field = Field::Date(Period::Day);
    reading.columns[2].field = Field::Measure(Measure::Spend);
    reading.columns[2].why = Why::Chosen;
    let json = serde_json::to_string(&reading).expect("JSON");
    let known = [serde_json::from_str(&json).expect("a reading")];
    let next = sheet("feb.csv", "Bericht;;\nWo;Was;Wann\nNord;7,5;13.02.2024\n");
    let found = recognise_with(&head_of(&next), &known).expect("a header");
    assert!(found.notes.contains(&Note::Remembered), "{:#?}", found.reading);
    let extraction = extract(&next.name, found.reading, || next.rows());
    assert_eq!(extraction.tally.total(Measure::Spend), Amount(7_500_000));
    assert_eq!(days(&extraction), (date(2024, 2, 13), date(2024, 2, 13)));
}

#[test]
fn what_all_rows_say_goes_before_the_head() {
    let line = |day: u32| format!("{:02}/{:02}/2024;Radio;5\n", day % 12 + 1, day % 12 + 1);
    let many: String = (0..300).map(line).collect();
    let text = format!("Date;Channel;Spend\n{many}12/31/2024;Radio;2,5\n");
    let (found, extraction) = read(&sheet("plan.csv", &text));
    assert!(found.notes.contains(&Note::DateOrderOpen));
    assert_eq!(extraction.reading.date_order, crate::ingest::DateOrder::MonthFirst);
    assert_eq!(extraction.reading.decimal, crate::ingest::DecimalMark::Comma);
    assert_eq!(extraction.tally.total(Measure::Spend), Amount(1_502_500_000));
    assert!(extraction.report.issues.is_empty(), "{:?}", extraction.report.issues);
}

#[test]
fn faults_name_row_column_and_what_to_do() {
    let text = "Day,Campaign,Campaign type,Impr.,Cost\n2024-01-01,A,Search,100,5\n2024-13-01,A,Search,100,5\n2024-01-02,A,Search,many,5\n";
    let (_, extraction) = read(&sheet("r.csv", text));
    let issues = &extraction.report.issues;
    let found: Vec<(Fault, &str, u32)> =
        issues.iter().map(|i| (i.fault, i.column.as_str(), i.samples[0].row)).collect();
    assert_eq!(found, [(Fault::DateUnreadable, "Day", 3), (Fault::NumberUnreadable, "Impr.", 4)]);
    assert!(issues.iter().all(|issue| !issue.fault.advice().is_empty()));
}

fn tally_of(reading: &Reading, rows: &[Row]) -> (Tally, Report) {
    let mut extractor = Extractor::new("r.csv", reading.clone());
    rows.iter().for_each(|row| extractor.row(row));
    match extractor.finish() {
        Finished::Done(extraction) => (extraction.tally, extraction.report),
        Finished::Again(reading) => tally_of(&reading, rows),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_rows_does_not_matter(
        cells in prop::collection::vec((1..28_u8, 0..4_u8, -9_999_999..9_999_999_i64, 0..3_u8), 1..60),
        seed in any::<u64>(),
    ) {
        let mut text = "Day,Campaign,Campaign type,Impr.,Cost\n".to_owned();
        for (day, campaign, cents, kind) in &cells {
            let cost = match kind {
                0 => format!("{}.{:02}", cents / 100, (cents % 100).abs()),
                1 => "\"1,234.5 EUR\"".to_owned(),
                _ => "oops".to_owned(),
            };
            text += &format!("2024-01-{day:02},C{campaign},Search,{day},{cost}\n");
        }
        let source = sheet("r.csv", &text);
        let reading = recognise(&head_of(&source)).expect("a header").reading;
        let rows = rows_of(&source);
        let mut mixed = rows.clone();
        let mut state = seed;
        for i in (1..mixed.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            mixed.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert_eq!(tally_of(&reading, &rows), tally_of(&reading, &mixed));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[ -~\n;,\téß€\u{a0}0-9./-]{0,400}") {
        for source in crate::tabular::open("x.csv", Box::new(crate::tabular::InMemory(text.into_bytes()))).unwrap_or_default() {
            let Ok(head) = Head::read(&source.name, &mut *source.rows()) else { continue };
            if let Some(found) = recognise(&head) {
                extract(&source.name, found.reading, || source.rows());
            }
        }
    }
}

/// A brand's exports, where the shared data are.
fn exports() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/exports");
    folder.is_dir().then_some(folder)
}

fn read_export(folder: &std::path::Path, name: &str, platform: Platform) -> Extraction {
    let bytes = std::fs::read(folder.join(name)).expect(name);
    let (found, extraction) = read(&sheets(name, &bytes)[0]);
    assert_eq!(found.reading.platform, platform, "{name}");
    assert!(found.confidence >= SURE, "{name}: {}", found.confidence);
    assert!(extraction.report.issues.is_empty(), "{name}: {:?}", extraction.report.issues);
    let totals = &extraction.report.totals;
    assert!(totals.iter().all(|t| t.stated == t.read), "{name}: {totals:?}");
    extraction
}

/// Sums by channel and Monday, in dollars.
#[derive(Default)]
struct Weeks(BTreeMap<(String, Date), f64>);

impl Weeks {
    /// Adds an amount spread evenly over its days, in dollars at each day's rate.
    fn add(&mut self, channel: &str, line: LineRef<'_>, amount: Amount, rate: impl Fn(Date) -> f64) {
        let count = crate::calendar::days_between(line.from, line.to) + 1;
        for i in 0..count {
            let day = line.from.checked_add(jiff::Span::new().days(i)).expect("a day");
            let back = i64::from(day.weekday().to_monday_zero_offset());
            let monday = day.checked_sub(jiff::Span::new().days(back)).expect("a day");
            *self.0.entry((channel.to_owned(), monday)).or_default() += amount.to_f64() * rate(day) / count as f64;
        }
    }
}

#[test]
fn a_brands_exports_add_up_to_its_truth() {
    let Some(folder) = exports() else { return };
    let fx = read_export(&folder, "fx.csv", Platform::ExchangeRates).tally;
    let rate = |day: Date| {
        let line = fx.lines.iter().find(|line| line.from <= day && day <= line.to).expect("a rate");
        line.amounts.of(Measure::Level).expect("a rate").to_f64()
    };
    let mut weeks = Weeks::default();
    let mut add =
        |extraction: &Extraction, channel: &dyn Fn(&Subject) -> &'static str, measure, until: Option<Date>| {
            let tally = &extraction.tally;
            for line in tally.lines.iter().filter(|line| until.is_none_or(|until| line.from < until)) {
                let Some(amount) = line.amounts.of(measure) else { continue };
                let currency = line.currency.map_or("USD", |at| tally.currencies[usize::from(at)].as_str());
                let in_dollars = |day| if currency == "EUR" { rate(day) } else { 1.0 };
                weeks.add(channel(&tally.subjects[line.subject as usize]), line, amount, in_dollars);
            }
        };
    let google = |subject: &Subject| match subject.kind.as_str() {
        "Search" => "google_search",
        "Shopping" => "google_shopping",
        _ => "youtube",
    };
    use Measure::{Revenue, Spend};
    add(&read_export(&folder, "Campaign report.csv", Platform::GoogleAds), &google, Spend, None);
    let newer = read_export(&folder, "Meta-2025-03-01-to-2026-06-28.csv", Platform::Meta);
    add(&newer, &|_| "meta", Spend, None);
    let older = read_export(&folder, "Meta-2024-01-01-to-2025-03-31.csv", Platform::Meta);
    add(&older, &|_| "meta", Spend, Some(days(&newer).0));
    add(&read_export(&folder, "TikTok Campaign Report.csv", Platform::TikTok), &|_| "tiktok", Spend, None);
    add(&read_export(&folder, "linkedin_campaign_performance.csv", Platform::LinkedIn), &|_| "linkedin", Spend, None);
    add(&read_export(&folder, "Microsoft Ads.csv", Platform::MicrosoftAds), &|_| "microsoft", Spend, None);
    add(&read_export(&folder, "TV plan.xlsx", Platform::MediaPlan), &|_| "tv", Spend, None);
    add(&read_export(&folder, "ooh_bookings.csv", Platform::OutOfHome), &|_| "ooh", Spend, None);
    add(&read_export(&folder, "sponsorships.csv", Platform::Sponsorship), &|_| "sponsorship", Spend, None);
    let online = read_export(&folder, "orders_export.zip", Platform::Shopify);
    add(&online, &|_| "revenue_online", Revenue, None);
    add(&online, &|_| "revenue", Revenue, None);
    add(&read_export(&folder, "pos_filialen.csv", Platform::PointOfSale), &|_| "revenue", Revenue, None);
    let prices = read_export(&folder, "price_and_promo.xlsx", Platform::PriceAndPromotion);
    assert_eq!(prices.tally.lines.len(), 260);
    compare(&folder, &weeks);
}

fn compare(folder: &std::path::Path, weeks: &Weeks) {
    let text = std::fs::read_to_string(folder.join("truth.json")).expect("the truth");
    let truth: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let starts: Vec<Date> = serde_json::from_value(truth["week_starts"].clone()).expect("dates");
    let mut wanted: BTreeMap<String, Vec<f64>> = serde_json::from_value(truth["spend"].clone()).expect("spend");
    for name in ["revenue", "revenue_online"] {
        wanted.insert(name.to_owned(), serde_json::from_value(truth[name].clone()).expect(name));
    }
    let mut off = vec![];
    for (name, values) in &wanted {
        for (week, value) in starts.iter().zip(values) {
            let found = weeks.0.get(&(name.clone(), *week)).copied().unwrap_or(0.0);
            if (found - value).abs() > 0.0051 {
                off.push(format!("{name} {week}: {found} instead of {value}"));
            }
        }
    }
    assert!(off.is_empty(), "{} weeks are off: {:#?}", off.len(), &off[..off.len().min(20)]);
}

#[test]
fn a_total_of_the_market_with_a_bad_date_is_a_fault() {
    let text = "Markets,Products,Periods,Dollar Sales,Unit Sales\nTotal US,A,1 W/E 01/13/24,5,1\nTotal US,A,soon,5,1\n";
    let (_, extraction) = read(&sheet("export.csv", text));
    assert_eq!(extraction.report.faults(Fault::DateUnreadable), 1);
    assert_eq!(extraction.report.skipped(Skip::Total), 0);
}

#[test]
fn flights_have_a_start_and_a_length() {
    let plan = |head: &str, first: &str, second: &str| {
        let text = format!(
            "TV plan\nFlight,Channel,{head},Cost EUR\nSpring,Cable,2024-04-15,{first},700\nMay,Cable,2024-05-20,{second},140\n"
        );
        let sums = [(Measure::Spend, 84_000)];
        let (_, extraction) = check("plan.csv", &text, Platform::MediaPlan, &sums);
        extraction.tally.lines.iter().map(|line| line.to).collect::<Vec<_>>()
    };
    let wanted = [date(2024, 5, 12), date(2024, 6, 2)];
    assert_eq!(plan("Start,Weeks", "4", "2"), wanted);
    assert_eq!(plan("Start,Duration (days)", "28", "14"), wanted);
    assert_eq!(plan("Start,Duration", "4 weeks", "14 days"), wanted);
    // Without a length a flight is of a day.
    assert_eq!(plan("Start,Weeks", "4", ""), [date(2024, 5, 12), date(2024, 5, 20)]);
}
