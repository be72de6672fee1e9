//! Panels that have one defect, and the same without it; the fields' example files; the demo.

use super::*;
use crate::calendar::add_weeks;
use crate::panel::{Channel, OutcomeKind, PanelParts};
use crate::random::Rng;
use crate::simulate::{demo, random_world};
use jiff::civil::date;

/// Two channels that vary freely over three years, and an outcome to which they bring a fifth.
fn sound() -> PanelParts {
    let mut rng = Rng::new(7, 0);
    let weeks = 156;
    let mut channel = |name: &str| {
        let week = |_| if rng.chance(0.6) { rng.between(50.0, 150.0) } else { 0.0 };
        Channel::new(name, (0..weeks).map(week).collect())
    };
    let channels = vec![channel("tv"), channel("search")];
    let noise: Vec<f64> = (0..weeks).map(|_| 15.0 * rng.normal()).collect();
    let outcome =
        (0..weeks).map(|t| 500.0 + channels.iter().map(|c| c.spend_by_week[t]).sum::<f64>() + noise[t]).collect();
    PanelParts {
        weeks: (0..weeks).map(|t| add_weeks(date(2023, 1, 2), t as i64)).collect(),
        outcome_name: "revenue".into(),
        outcome_kind: OutcomeKind::Money,
        outcome,
        channels,
        drivers: vec![],
        regions: vec![],
    }
}

/// Looks at the sound panel after `spoil`, and gives what is then said about `channel`.
fn concerns(channel: Option<usize>, spoil: impl FnOnce(&mut PanelParts)) -> (Vec<(Concern, Severity)>, Verdict) {
    let mut parts = sound();
    spoil(&mut parts);
    let verdict = Verdict::on(&Panel::new(parts).unwrap());
    let found = verdict.remarks.iter().filter(|r| r.channel == channel).map(|r| (r.concern.clone(), r.severity));
    (found.collect(), verdict)
}

#[test]
fn sound_data_have_nothing_against_them() {
    let (_, verdict) = concerns(None, |_| {});
    assert_eq!(verdict.remarks, []);
    assert_eq!(verdict.standings, [Standing::Well, Standing::Well]);
}

#[test]
fn a_spend_that_follows_another_is_found_with_its_partner() {
    let (found, verdict) = concerns(Some(1), |p| {
        let mut rng = Rng::new(8, 0);
        let follow = |x: &f64| (2.0 * x + 4.0 * rng.normal()).max(0.0);
        p.channels[1].spend_by_week = p.channels[0].spend_by_week.iter().map(follow).collect();
    });
    let is_it = |c: &(Concern, Severity)| {
        matches!(
            c,
            (Concern::Collinear { vif, with: Some((Partner::Channel(0), r)) }, Severity::Serious) if *vif > 100.0 && *r > 0.99
        )
    };
    assert!(found.iter().any(is_it), "{found:?}");
    assert!(verdict.standings.iter().all(|s| *s < Standing::Well), "{:?}", verdict.standings);
}

#[test]
fn a_spend_that_hardly_varies_says_nothing() {
    let (found, verdict) = concerns(Some(0), |p| {
        p.channels[0].spend_by_week.iter_mut().enumerate().for_each(|(t, x)| *x = 100.0 + (t % 2) as f64);
    });
    assert!(
        found
            .iter()
            .any(|c| matches!(c, (Concern::HardlyVaries { variation }, Severity::Serious) if *variation < 0.01))
    );
    assert_eq!(verdict.standings, [Standing::OnPrior, Standing::Well]);
}

#[test]
fn a_small_channel_and_a_single_campaign_are_found() {
    let (found, verdict) = concerns(Some(0), |p| {
        p.channels[0]
            .spend_by_week
            .iter_mut()
            .enumerate()
            .for_each(|(t, x)| *x = if (40..44).contains(&t) { 5.0 } else { 0.0 });
    });
    assert!(found.contains(&(Concern::FewActiveWeeks { weeks: 4 }, Severity::Serious)), "{found:?}");
    assert!(found.iter().any(|c| matches!(c, (Concern::SmallShare { share }, Severity::Caution) if *share < 0.01)));
    assert_eq!(verdict.standings[0], Standing::OnPrior);
}

#[test]
fn a_spend_that_follows_the_season_is_found() {
    let (found, verdict) = concerns(Some(0), |p| {
        for t in 0..p.weeks.len() {
            let wave = crate::math::sin_cos(crate::calendar::season_phase(p.weeks[t])).0;
            p.outcome[t] += 150.0 * wave;
            p.channels[0].spend_by_week[t] = 100.0 + 60.0 * wave + 0.2 * p.channels[0].spend_by_week[t];
        }
    });
    assert!(
        found
            .iter()
            .any(|c| matches!(c, (Concern::FollowsDemand { correlation }, Severity::Serious) if *correlation > 0.7))
    );
    assert!(verdict.standings[0] < Standing::Well);
}

#[test]
fn a_week_far_out_is_named_and_a_yearly_peak_is_not() {
    let (found, _) = concerns(None, |p| p.outcome[60] *= 3.0);
    assert_eq!(found, [(Concern::Outliers { weeks: vec![add_weeks(date(2023, 1, 2), 60)] }, Severity::Caution)]);
    let (found, _) = concerns(None, |p| {
        for t in 0..p.weeks.len() {
            p.outcome[t] *= 1.0 + 0.5 * crate::math::sin_cos(crate::calendar::season_phase(p.weeks[t])).1;
        }
    });
    assert!(found.iter().all(|(c, _)| !matches!(c, Concern::Outliers { .. })), "{found:?}");
}

#[test]
fn a_short_history_and_few_weeks_a_column_are_said() {
    let verdict = Verdict::on(&Panel::new(sound()).unwrap().first_weeks(70));
    let found: Vec<_> = verdict.about_all().map(|r| (r.concern.clone(), r.severity)).collect();
    assert!(found.contains(&(Concern::ShortHistory { weeks: 70 }, Severity::Serious)), "{found:?}");
    assert!(found.iter().any(|c| matches!(c, (Concern::FewCells { weeks: 70, .. }, Severity::Caution))), "{found:?}");
    let tiny = Verdict::on(&Panel::new(sound()).unwrap().first_weeks(6));
    assert_eq!(tiny.standings, [Standing::OnPrior, Standing::OnPrior]);
}

#[test]
fn remarks_are_ordered_by_how_much_they_matter() {
    for seed in 0..10 {
        let verdict = Verdict::on(&random_world(seed).simulate(156).unwrap().panel);
        assert!(verdict.remarks.windows(2).all(|w| w[0].severity >= w[1].severity));
        assert_eq!(verdict.standings.len(), 8);
    }
}

#[test]
fn the_demo_can_tell_some_channels_and_not_others() {
    let panel = demo(156).unwrap().panel;
    let verdict = Verdict::on(&panel);
    let of = |name: &str| verdict.standings[panel.channels().iter().position(|c| c.name == name).unwrap()];
    assert_eq!((of("TV"), of("Search"), of("Affiliates")), (Standing::Well, Standing::Well, Standing::Partly));
    // Fewer weeks say less.
    let year = Verdict::on(&panel.first_weeks(60));
    assert!(year.standings.iter().zip(&verdict.standings).all(|(short, long)| short <= long));
    assert!(year.standings.contains(&Standing::OnPrior));
}

/// The fields' example files, where they are: read as proposed, each says something and none breaks.
#[test]
fn the_example_files_are_met_calmly() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    for name in ["mmm_example.csv", "robyn_weekly.csv", "meridian_national_all_channels.csv"] {
        let Ok(bytes) = std::fs::read(folder.join(name)) else { continue };
        let table = crate::ingest::read(name, &bytes).unwrap();
        let Some(panel) = crate::ingest::assemble(&table, &crate::ingest::propose(&table)).panel else { continue };
        let verdict = Verdict::on(&panel);
        assert_eq!(verdict.standings.len(), panel.channels().len());
    }
}
