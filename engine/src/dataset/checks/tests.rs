//! Each check finds what it is there for, says nothing of clean data, and is content after its repair.

use super::*;
use crate::dataset::Source;
use crate::exports::{Amount, Line, Platform, Subject, Tally};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};

const DAYS: i64 = 120;

/// A hundred units a day with a mild weekday pattern, of 120 days from 1 January 2026.
fn clean(measure: Measure) -> Tally {
    let value = |i: i64| (100 + 5 * (i % 7)) * Amount::UNIT;
    let line = |i: i64| {
        let day = date(2026, 1, 1).saturating_add(i.days());
        let amounts = vec![(measure, Amount(value(i))), (Measure::Impressions, Amount(1_000 * Amount::UNIT))];
        Line { from: day, to: day, subject: 0, currency: None, amounts, rows: (2, 2, 1) }
    };
    let subject = Subject { campaign: "Brand".into(), ..Subject::default() };
    Tally { subjects: vec![subject], lines: (0..DAYS).map(line).collect(), ..Tally::default() }
}

fn state(platform: Platform) -> State {
    let mut state = State::default();
    let source = Source::new("a", "a.csv", platform, Timestamp::UNIX_EPOCH);
    state.sources.insert(source.id.clone(), source);
    state
}

fn run(state: &State, tally: &Tally) -> Vec<Check> {
    let tallies = Tallies::from([(SourceId("a".into()), tally.clone())]);
    check_sources(state, &tallies, date(2026, 5, 1))
}

/// Spoils clean spend, expects one finding of the kind, and none after its repair, if it has one.
fn check(kind: CheckKind, has_repair: bool, spoil: impl Fn(&mut Tally)) {
    let mut tally = clean(Measure::Spend);
    spoil(&mut tally);
    let mut state = state(Platform::Meta);
    let found = run(&state, &tally);
    assert_eq!(found.iter().map(|check| check.kind).collect::<Vec<_>>(), [kind], "{found:?}");
    assert_eq!(found[0].repair.is_some(), has_repair, "{found:?}");
    let repair = found[0].repair.clone().unwrap_or(Repair::Accept(found[0].id.0.clone()));
    state.repairs.insert(crate::dataset::RepairId("r".into()), repair);
    let after = run(&state, &tally);
    assert!(after.iter().all(|check| check.is_accepted), "{after:?}");
    assert_eq!(score(&after, &SourceId("a".into())).points, 100);
}

fn change(tally: &mut Tally, change: impl FnOnce(&mut Vec<Line>)) {
    let mut lines = tally.lines.to_vec();
    change(&mut lines);
    tally.lines = lines.into();
}

fn scale(tally: &mut Tally, days: std::ops::Range<usize>, numerator: i64, denominator: i64) {
    change(tally, |lines| {
        for line in &mut lines[days] {
            line.amounts[0].1.0 = line.amounts[0].1.0 * numerator / denominator;
        }
    });
}

#[test]
fn clean_data_have_no_findings() {
    let found = run(&state(Platform::Meta), &clean(Measure::Spend));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn what_is_wrong_is_found_and_repaired() {
    check(CheckKind::Gap, true, |tally| change(tally, |lines| drop(lines.drain(50..52))));
    check(CheckKind::Gap, false, |tally| change(tally, |lines| drop(lines.drain(50..58))));
    check(CheckKind::UnitMixup, true, |tally| scale(tally, 80..120, 100, 1));
    check(CheckKind::UnitMixup, true, |tally| scale(tally, 30..50, 1, 1000));
    check(CheckKind::Outlier, true, |tally| scale(tally, 60..61, 8, 1));
    check(CheckKind::LevelShift, false, |tally| scale(tally, 60..120, 3, 1));
    check(CheckKind::SuddenZero, false, |tally| scale(tally, 100..120, 0, 1));
    check(CheckKind::Negative, true, |tally| scale(tally, 60..61, -1, 1));
    check(CheckKind::SpendWithoutImpressions, false, |tally| {
        change(tally, |lines| lines[60..70].iter_mut().for_each(|line| line.amounts.truncate(1)))
    });
}

#[test]
fn cents_after_a_day_are_cents_in_the_next_file() {
    let mut tally = clean(Measure::Spend);
    scale(&mut tally, 80..120, 100, 1);
    let found = run(&state(Platform::Meta), &tally);
    let Some(Repair::Scale { scope, numerator, denominator }) = &found[0].repair else { panic!("{found:?}") };
    assert_eq!((*numerator, *denominator, scope.to), (1, 100, None));
    assert_eq!(scope.from, Some(date(2026, 3, 22)));
}

#[test]
fn a_late_file_is_told() {
    let mut state = state(Platform::Meta);
    state.sources.values_mut().for_each(|source| source.cadence = crate::dataset::Cadence::Weekly);
    let tallies = Tallies::from([(SourceId("a".into()), clean(Measure::Spend))]);
    let kinds = |today| check_sources(&state, &tallies, today).iter().map(|check| check.kind).collect::<Vec<_>>();
    assert!(kinds(date(2026, 5, 9)).is_empty());
    assert_eq!(kinds(date(2026, 5, 10)), [CheckKind::Late]);
}

#[test]
fn a_shifted_day_is_found() {
    let mut state = state(Platform::Meta);
    let shop = Source::new("shop", "shop.csv", Platform::Shopify, Timestamp::UNIX_EPOCH);
    state.sources.insert(shop.id.clone(), shop);
    let noise = |i: usize| ((i * 7919 + 13) % 101) as i64;
    let (mut sold, mut claimed) = (clean(Measure::Revenue), clean(Measure::ClaimedValue));
    for i in 0..DAYS as usize {
        change(&mut sold, |lines| lines[i].amounts[0].1.0 += noise(i) * Amount::UNIT);
        // A day's claims stand a day late.
        change(&mut claimed, |lines| lines[i].amounts[0].1.0 += noise(i.max(1) - 1) * Amount::UNIT);
    }
    let tallies = Tallies::from([(SourceId("a".into()), claimed), (SourceId("shop".into()), sold)]);
    let found = check_sources(&state, &tallies, date(2026, 5, 1));
    assert_eq!(found.len(), 1, "{found:?}");
    let Some(Repair::ShiftDays { days, .. }) = found[0].repair else { panic!("{found:?}") };
    assert_eq!((found[0].kind, days), (CheckKind::TimeZoneShift, -1));
    state.repairs.insert(crate::dataset::RepairId("r".into()), found[0].repair.clone().unwrap());
    assert!(check_sources(&state, &tallies, date(2026, 5, 1)).is_empty());
}

#[test]
fn rows_that_are_there_twice_are_found_and_counted_once() {
    check(CheckKind::RepeatedRows, true, |tally| {
        tally.repeats = tally.lines.to_vec().drain(40..43).collect();
        change(tally, |lines| {
            for line in &mut lines[40..43] {
                line.amounts.iter_mut().for_each(|(_, amount)| amount.0 *= 2);
                line.rows.2 = 2;
            }
        });
    });
    // Of a file that is cut finer than its names tell, two rows may be alike by chance.
    let mut tally = clean(Measure::Spend);
    tally.repeats = tally.lines.to_vec().drain(40..43).collect();
    change(&mut tally, |lines| lines.iter_mut().for_each(|line| line.rows.2 = 4));
    assert!(run(&state(Platform::Meta), &tally).is_empty());
}

/// Clean files of spend, impressions and clicks in dollars; the first is spoilt, expected to be found and repaired.
fn check_magnitude(platforms: &[Platform], measure: Measure, by: (i64, i64), wanted: (i64, i64)) {
    let (mut state, mut tallies) = (State::default(), Tallies::new());
    for (i, platform) in platforms.iter().enumerate() {
        let source = Source::new(&format!("{i}"), "a.csv", *platform, Timestamp::UNIX_EPOCH);
        let mut tally = clean(Measure::Spend);
        tally.currencies = vec!["USD".into()];
        tally.subjects[0].campaign = format!("Brand {i}");
        let spoil = |line: &mut Line| {
            line.currency = Some(0);
            // 10 a thousand, 1 a click, more or less.
            line.amounts[0].1.0 += i as i64 * 20 * Amount::UNIT;
            line.amounts[1].1.0 *= 10;
            line.amounts.push((Measure::Clicks, Amount(100 * Amount::UNIT)));
            for (_, amount) in line.amounts.iter_mut().filter(|(m, _)| i == 0 && *m == measure) {
                amount.0 = amount.0 * by.0 / by.1;
            }
        };
        change(&mut tally, |lines| lines.iter_mut().for_each(spoil));
        tallies.insert(source.id.clone(), tally);
        state.sources.insert(source.id.clone(), source);
    }
    let found = check_sources(&state, &tallies, date(2026, 5, 1));
    assert_eq!(found.len(), usize::from(by != (1, 1)), "{found:?}");
    let Some(found) = found.first() else { return };
    assert_eq!((found.kind, found.source.0.as_str()), (CheckKind::UnitMixup, "0"));
    let Some(Repair::Scale { scope, numerator, denominator }) = found.repair.clone() else { panic!("{found:?}") };
    assert_eq!((scope.measure, (numerator, denominator)), (Some(measure), wanted));
    state.repairs.insert(crate::dataset::RepairId("r".into()), found.repair.clone().unwrap());
    let after = check_sources(&state, &tallies, date(2026, 5, 1));
    assert!(after.is_empty(), "{after:?}");
}

#[test]
fn a_whole_file_in_another_unit_is_found_and_scaled() {
    use Platform::{GoogleAds, Meta, TikTok};
    check_magnitude(&[Meta, GoogleAds, TikTok], Measure::Spend, (1, 1), (1, 1));
    check_magnitude(&[Meta], Measure::Impressions, (1, 1_000), (1_000, 1));
    check_magnitude(&[Meta], Measure::Spend, (10_000, 1), (1, 1_000_000));
    check_magnitude(&[Meta], Measure::Spend, (1_000, 1), (1, 100));
    check_magnitude(&[Meta, Meta], Measure::Spend, (100, 1), (1, 100));
    check_magnitude(&[Meta, Meta, Meta], Measure::Spend, (1, 1_000), (1_000, 1));
    check_magnitude(&[Meta, GoogleAds, TikTok], Measure::Spend, (100, 1), (1, 100));
    check_magnitude(&[Meta, GoogleAds, TikTok], Measure::Spend, (1, 100), (100, 1));
}
