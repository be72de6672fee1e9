//! Properties of the whole: order does not matter, totals are conserved, origins add up, undo undoes.

use super::*;
use crate::exports::{Amount, Line, Measure, Platform, Subject, Tally};
use crate::money::RateTable;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

const START: Date = date(2026, 1, 5);
const DAYS: i64 = 56;

/// A row of an export: day, length, name, currency, amount.
type RowParts = (i64, i64, usize, usize, i64);

const NAMES: [&str; 3] = ["US_Search_Brand", "de video", "PMax | US"];
const CURRENCIES: [Option<&str>; 3] = [Some("USD"), Some("EUR"), None];

fn tally(rows: &[RowParts], measure: Measure) -> Tally {
    let mut subjects: Vec<Subject> = NAMES.map(|name| Subject { campaign: name.into(), ..Subject::default() }).to_vec();
    subjects.sort();
    let currencies = vec!["EUR".to_owned(), "USD".to_owned()];
    let mut lines: Vec<Line> = vec![];
    for (number, &(day, length, name, currency, amount)) in rows.iter().enumerate() {
        let from = START.saturating_add(day.days());
        let subject = subjects.iter().position(|subject| subject.campaign == NAMES[name]).unwrap() as u32;
        let currency = CURRENCIES[currency].map(|code| currencies.iter().position(|c| c == code).unwrap() as u16);
        let row = number as u32 + 2;
        let to = from.saturating_add(length.days());
        lines.push(Line { from, to, subject, currency, amounts: vec![(measure, Amount(amount))], rows: (row, row, 1) });
    }
    lines.sort();
    Tally { subjects, currencies, lines: lines.into(), ..Tally::default() }
}

fn shop() -> Tally {
    let line = |i: i64| {
        let day = START.saturating_add(i.days());
        let amounts = vec![(Measure::Revenue, Amount(1_000_000 + i))];
        Line { from: day, to: day, subject: 0, currency: Some(0), amounts, rows: (i as u32 + 2, i as u32 + 2, 1) }
    };
    let subjects = vec![Subject { market: "US".into(), ..Subject::default() }];
    Tally { subjects, currencies: vec!["USD".into()], lines: (0..DAYS).map(line).collect(), ..Tally::default() }
}

fn entry(event: Event) -> Entry {
    Entry { at: Timestamp::UNIX_EPOCH, author: "Ada".into(), event }
}

/// A log that imports the sources in the given order and then takes the proposal.
fn log(order: &[(&str, Platform)], tallies: &Tallies) -> Log {
    let mut log = Log::default();
    for (id, platform) in order {
        let source = Source::new(id, &format!("{id}.csv"), *platform, Timestamp::UNIX_EPOCH);
        log.append(entry(Event::Imported(source))).unwrap();
    }
    log.append(entry(Event::RatesGiven(RateTable::parse("2026-01 EUR USD 1.1035\nEUR USD 1.07").0))).unwrap();
    let state = log.state();
    for event in propose(&state, tallies).events(&state) {
        log.append(entry(event)).unwrap();
    }
    log
}

const FILES: [(&str, Platform); 4] = [
    ("a-google", Platform::GoogleAds),
    ("b-google", Platform::GoogleAds),
    ("meta", Platform::Meta),
    ("shop", Platform::Shopify),
];

fn rows() -> impl Strategy<Value = Vec<RowParts>> {
    prop::collection::vec((0..DAYS, 0_i64..20, 0..3_usize, 0..3_usize, 0_i64..5_000_000_000), 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_files_and_rows_does_not_matter(a in rows(), b in rows(), c in rows(), turn in 0_usize..4) {
        let of = |rows: &[RowParts]| tally(rows, Measure::Spend);
        let tallies = |a: &[RowParts], b: &[RowParts], c: &[RowParts]| -> Tallies {
            let all = [("a-google", of(a)), ("b-google", of(b)), ("meta", of(c)), ("shop", shop())];
            all.map(|(id, tally)| (SourceId(id.into()), tally)).into()
        };
        let mut order = FILES.to_vec();
        let straight = tallies(&a, &b, &c);
        let first = build(&log(&order, &straight).state(), &straight);
        order.rotate_left(turn);
        let second = build(&log(&order, &straight).state(), &straight);
        prop_assert_eq!(&first, &second);
        // Rows turned around: row numbers change, amounts do not.
        let turned = |rows: &[RowParts]| rows.iter().rev().copied().collect::<Vec<_>>();
        let turned = tallies(&turned(&a), &turned(&b), &turned(&c));
        prop_assert_eq!(&first, &build(&log(&order, &turned).state(), &turned));
    }

    #[test]
    fn spend_is_conserved_and_origins_add_up(rows in rows()) {
        // In one currency, so that no rounding is allowed for: every millionth arrives in some week.
        let own: Vec<RowParts> = rows.iter().map(|&(day, length, name, _, amount)| (day, length, name, 0, amount)).collect();
        let total: i64 = own.iter().map(|row| row.4).sum();
        let tallies: Tallies = [("meta", tally(&own, Measure::Spend)), ("shop", shop())]
            .map(|(id, tally)| (SourceId(id.into()), tally)).into();
        let state = log(&FILES[2..], &tallies).state();
        let parts = ledger_parts(&state, &tallies);
        let spent = parts.iter().filter(|part| part.channel.is_some()).map(|part| part.amount.0).sum::<i64>();
        prop_assert_eq!(spent, total);
        let built = build(&state, &tallies);
        let panel = built.panel.unwrap();
        let column = Column::Channel("meta".into());
        for (week, spend) in panel.weeks().iter().zip(&panel.channels()[0].spend_by_week) {
            let cell = Cell { column: column.clone(), week: *week, market: None };
            let lineage = lineage(&state, &tallies, &cell);
            prop_assert_eq!(lineage.sum.to_f64(), *spend);
            prop_assert_eq!(lineage.origins.iter().map(|origin| origin.amount.0).sum::<i64>(), lineage.sum.0);
        }
    }

    #[test]
    fn origins_add_up_in_foreign_currencies_too(rows in rows()) {
        let tallies: Tallies = [("meta", tally(&rows, Measure::Spend)), ("shop", shop())]
            .map(|(id, tally)| (SourceId(id.into()), tally)).into();
        let state = log(&FILES[2..], &tallies).state();
        let panel = build(&state, &tallies).panel.unwrap();
        for (week, spend) in panel.weeks().iter().zip(&panel.channels()[0].spend_by_week) {
            let cell = Cell { column: Column::Channel("meta".into()), week: *week, market: None };
            prop_assert_eq!(lineage(&state, &tallies, &cell).sum.to_f64(), *spend);
        }
    }

    #[test]
    fn import_then_undo_is_the_same_state(a in rows(), c in rows()) {
        let tallies: Tallies = [("a-google", tally(&a, Measure::Spend)), ("meta", tally(&c, Measure::Spend)), ("shop", shop())]
            .map(|(id, tally)| (SourceId(id.into()), tally)).into();
        let mut log = log(&[FILES[0], FILES[3]], &tallies);
        let (before, built) = (log.state(), build(&log.state(), &tallies));
        log.append(entry(Event::Imported(Source::new("meta", "m.csv", Platform::Meta, Timestamp::UNIX_EPOCH)))).unwrap();
        log.append(entry(Event::Undone(log.entries().len() - 1))).unwrap();
        prop_assert_eq!(&log.state(), &before);
        prop_assert_eq!(build(&log.state(), &tallies), built);
        // And the log survives being written and read.
        let text = serde_json::to_string(&log).unwrap();
        prop_assert_eq!(serde_json::from_str::<Log>(&text).unwrap(), log);
    }

    #[test]
    fn markets_add_up_to_the_whole(a in rows(), b in rows()) {
        let revenue = |market: &str, step: i64| {
            let mut tally = shop();
            tally.subjects[0].market = market.into();
            let mut lines = tally.lines.to_vec();
            lines.iter_mut().for_each(|line| line.amounts[0].1.0 *= step);
            Tally { lines: lines.into(), ..tally }
        };
        let tallies: Tallies = [
            ("a-google", tally(&a, Measure::Spend)),
            ("meta", tally(&b, Measure::Spend)),
            ("shop-de", revenue("DE", 3)),
            ("shop-us", revenue("US", 7)),
        ].map(|(id, tally)| (SourceId(id.into()), tally)).into();
        let order = [FILES[0], FILES[2], ("shop-de", Platform::Shopify), ("shop-us", Platform::Shopify)];
        let mut log = log(&order, &tallies);
        let settings = Settings { by_market: true, currency: Some("USD".into()), ..Settings::default() };
        log.append(entry(Event::SettingsChanged(settings))).unwrap();
        let panel = build(&log.state(), &tallies).panel.unwrap();
        prop_assert_eq!(panel.regions().iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["DE", "US"]);
        for (c, channel) in panel.channels().iter().enumerate() {
            for (week, spend) in channel.spend_by_week.iter().enumerate() {
                let sum: f64 = panel.regions().iter().map(|region| region.spend[c][week]).sum();
                prop_assert!((sum - spend).abs() < 1e-6, "{} {}", sum, spend);
            }
        }
    }
}

#[test]
fn a_newer_export_replaces_the_days_of_the_older_and_the_change_is_shown() {
    let row = |day: i64, amount: i64| (day, 0, 0, 0, amount * Amount::UNIT);
    let older = tally(&[row(0, 10), row(1, 10), row(2, 10)], Measure::Spend);
    let newer = tally(&[row(1, 10), row(2, 12), row(3, 10)], Measure::Spend);
    let tallies: Tallies = [("a-google", older), ("b-google", newer), ("shop", shop())]
        .map(|(id, tally)| (SourceId(id.into()), tally))
        .into();
    let mut log = log(&[FILES[1], FILES[0], FILES[3]], &tallies);
    let spend = |log: &Log| build(&log.state(), &tallies).panel.unwrap().channels()[0].spend_by_week[0];
    assert_eq!(spend(&log), 42.0);
    let found = restatements(&log.state(), &tallies);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].newer, SourceId("b-google".into()));
    let change = DayChange { day: date(2026, 1, 7), old: Amount(10_000_000), new: Amount(12_000_000) };
    assert_eq!(found[0].changes, [change]);
    let keep = Repair::Prefer { keep: found[0].older.clone(), over: found[0].newer.clone() };
    log.append(entry(Event::RepairApplied { id: RepairId("keep".into()), repair: keep })).unwrap();
    assert_eq!(spend(&log), 40.0);
    log.append(entry(Event::RepairReverted(RepairId("keep".into())))).unwrap();
    assert_eq!(spend(&log), 42.0);
    let both = Repair::KeepBoth(SourceId("b-google".into()), SourceId("a-google".into()));
    log.append(entry(Event::RepairApplied { id: RepairId("both".into()), repair: both })).unwrap();
    assert_eq!(spend(&log), 62.0);
}

#[test]
fn what_cannot_be_converted_is_named_and_left_out() {
    let tallies: Tallies = [("meta", tally(&[(0, 6, 0, 1, 70_000_000)], Measure::Spend)), ("shop", shop())]
        .map(|(id, tally)| (SourceId(id.into()), tally))
        .into();
    let mut log = log(&FILES[2..], &tallies);
    log.append(entry(Event::RatesGiven(RateTable::parse("2026-01-05 EUR USD 1.5").0))).unwrap();
    let built = build(&log.state(), &tallies);
    // The rate of a day holds four days on.
    assert_eq!(built.panel.unwrap().channels()[0].spend_by_week[0], 75.0);
    let issue = built.issues.iter().find(|issue| matches!(issue, Issue::MissingRate { .. })).unwrap().to_string();
    assert_eq!(issue, "meta: no rate is given for EUR on 2026-01-10 to 2026-01-11; 20.00 EUR are left out.");
}

#[test]
fn a_list_cut_in_two_counts_whole() {
    let order = |day: i64, name: usize, amount: i64| (day, 0, name, 0, amount * Amount::UNIT);
    let first = tally(
        &(0..29).map(|day| order(day, 0, if day == 28 { 40 } else { 100 })).collect::<Vec<_>>(),
        Measure::Revenue,
    );
    let second = tally(
        &(28..56).map(|day| order(day, 0, if day == 28 { 65 } else { 100 })).collect::<Vec<_>>(),
        Measure::Revenue,
    );
    let tallies: Tallies = [("one", first), ("two", second)].map(|(id, tally)| (SourceId(id.into()), tally)).into();
    let log = log(&[("one", Platform::Shopify), ("two", Platform::Shopify)], &tallies);
    let panel = build(&log.state(), &tallies).panel.unwrap();
    assert_eq!(panel.outcome()[4], 705.0);
}

#[test]
fn returns_are_as_exported_taken_off_or_left_in() {
    // 100 sold of which 20 were taken off already, and 7 given back that stand beside.
    let amounts = [(Measure::Revenue, 80), (Measure::Refund, 20), (Measure::RefundBeside, 7)];
    let amounts = amounts.map(|(measure, units)| (measure, Amount(units * Amount::UNIT)));
    let lines = shop().lines.to_vec().into_iter().map(|line| Line { amounts: amounts.to_vec(), ..line });
    let shop = Tally { lines: lines.collect(), ..shop() };
    let tallies = Tallies::from([(SourceId("shop".into()), shop)]);
    let log = log(&FILES[3..], &tallies);
    let check = |returns, scale: Option<i64>, a_day: f64, measures: &[Measure]| {
        let mut state = log.state();
        state.outcome.returns = returns;
        if let Some(denominator) = scale {
            let scope = Scope { measure: Some(Measure::Revenue), ..Scope::platform(Platform::Shopify) };
            state.repairs.insert(RepairId("cents".into()), Repair::Scale { scope, numerator: 1, denominator });
        }
        assert_eq!(build(&state, &tallies).panel.unwrap().outcome()[0], 7.0 * a_day, "{returns:?}");
        let found = lineage(&state, &tallies, &Cell { column: Column::Outcome, week: START, market: None });
        assert_eq!(found.sum.to_f64(), 7.0 * a_day);
        assert_eq!(found.origins.iter().map(|origin| origin.measure).collect::<Vec<_>>(), measures);
        let ledger: f64 = ledger_parts(&state, &tallies).iter().map(|part| part.amount.to_f64()).sum();
        assert_eq!(ledger, DAYS as f64 * a_day);
    };
    check(Returns::AsExported, None, 80.0, &[Measure::Revenue]);
    check(Returns::LeftIn, None, 100.0, &[Measure::Revenue, Measure::Refund]);
    check(Returns::TakenOff, None, 73.0, &[Measure::Revenue, Measure::RefundBeside]);
    check(Returns::LeftIn, Some(100), 1.0, &[Measure::Revenue, Measure::Refund]);
}

#[test]
fn a_day_that_a_file_has_twice_weighs_once_in_a_level() {
    let fact = |row: u32, day: i64, price: i64| {
        let from = START.saturating_add(day.days());
        let subject = Subject { campaign: "price".into(), ..Subject::default() };
        let amounts = vec![(Measure::Level, Amount(price * Amount::UNIT))];
        crate::exports::Fact { row, from, to: from, clock: Default::default(), subject, currency: None, amounts }
    };
    let mut facts: Vec<_> = (0..DAYS).map(|day| fact(day as u32 + 2, day, 10)).collect();
    facts.extend([fact(90, 0, 10), fact(91, 0, 40)]);
    let tallies: Tallies =
        [("price", Tally::of(&facts)), ("shop", shop())].map(|(id, t)| (SourceId(id.into()), t)).into();
    let log = log(&[("price", Platform::PriceAndPromotion), ("shop", Platform::Shopify)], &tallies);
    let panel = build(&log.state(), &tallies).panel.unwrap();
    // The first day is 20, the others 10.
    assert_eq!(panel.drivers()[0].value_by_week[..2], [80.0 / 7.0, 10.0]);
}
