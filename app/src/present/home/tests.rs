//! The home screen's sentences hold the numbers that the results hold.

use super::*;
use engine::math::Interval;
use engine::posterior::PredictiveCheck;
use engine::sampler::Diagnostics;
use engine::simulate::demo;

fn diagnostics(max_r_hat: f64) -> Diagnostics {
    Diagnostics { max_r_hat, min_bulk_ess: 900.0, min_tail_ess: 800.0, divergences: 0, min_bfmi: 0.9, draws: 4000 }
}

fn summary(panel: &Panel, max_r_hat: f64) -> Summary {
    let channel = |c: &engine::panel::Channel| engine::posterior::ChannelSummary {
        name: c.name.clone(),
        kind: c.kind(),
        frequency: None,
        spend: c.spend_by_week.iter().sum(),
        contribution: Interval::default(),
        return_on_spend: None,
        marginal_return: None,
        retention: Interval::default(),
        contribution_by_week: vec![],
        curve: engine::posterior::ResponseCurve { points: vec![], today: 0.0, observed_up_to: 0.0 },
    };
    Summary {
        diagnostics: diagnostics(max_r_hat),
        weeks: panel.weeks().to_vec(),
        outcome: panel.outcome().to_vec(),
        channels: panel.channels().iter().map(channel).collect(),
        drivers: vec![],
        media: Interval { mean: 8.4e6, lo: 6.6e6, hi: 10.3e6 },
        media_return: Interval { mean: 1.92, lo: 1.51, hi: 2.36 },
        base: Interval::default(),
        trend_by_week: vec![],
        season_by_week: vec![],
        base_by_week: vec![],
        expected_by_week: vec![],
        fitted_by_week: vec![],
        negative_base_probability: 0.0,
        check: check(),
        link: engine::model::Link::Identity,
        regions: vec![],
        learning: vec![],
        base_learning: vec![],
    }
}

fn check() -> PredictiveCheck {
    PredictiveCheck {
        coverage: 0.9,
        relative_error: 0.04,
        r_squared: 0.9,
        spread_p: 0.5,
        peak_p: 0.5,
        residual_autocorrelation: 0.0,
    }
}

fn standing(step: NextStep, max_r_hat: Option<f64>) -> Standing {
    let simulated = demo(156).unwrap();
    let summary = max_r_hat.map(|r_hat| Arc::new(summary(&simulated.panel, r_hat)));
    Standing {
        step,
        importing: Importing::Nothing,
        findings: Arc::default(),
        freshness: if summary.is_some() { Freshness::Current } else { Freshness::NoFit },
        panel: Some(Arc::new(simulated.panel)),
        fitting: None,
        summary,
        truth: Some(Arc::new(simulated.truth)),
        plan: None,
        forecast: None,
        goal: None,
        outlook: None,
        committed: None,
        locale: Locale::default(),
    }
}

fn forecast(panel: &Panel) -> Forecast {
    let weeks: Vec<jiff::civil::Date> = (1..=13).map(|w| panel.last_week() + jiff::ToSpan::weeks(w)).collect();
    let fan = engine::forecast::Fan { mean: vec![2e5; 13], quantiles: vec![[1.5e5; 7]; 13] };
    let sorted_totals = (0..=100).map(|i| 2.4e6 + 4e3 * f64::from(i)).collect();
    Forecast { weeks, weekly: fan.clone(), cumulative: fan, sorted_totals, ..Forecast::default() }
}

fn with_goal(mut standing: Standing) -> Standing {
    let forecast = forecast(standing.panel.as_ref().unwrap());
    standing.goal = Some(2.5e6);
    standing.outlook = Some(engine::forecast::goal_outlook(&forecast.sorted_totals, 2.5e6));
    standing.forecast = Some(Arc::new(forecast));
    standing
}

#[test]
fn the_headline_says_what_media_returned_and_how_sure_that_is() {
    let words = headline(&standing(NextStep::Plan, Some(1.003)));
    assert_eq!(words.answer, "Every $1 spent on media brought back 1.92");
    assert!(words.below.starts_with("90\u{a0}% range 1.51 to 2.36."), "{}", words.below);
}

#[test]
fn the_headline_says_how_likely_the_goal_is() {
    let words = headline(&with_goal(standing(NextStep::Commit, Some(1.003))));
    assert_eq!(words.answer, "The 13 weeks to 31 Jan 2027 are 75\u{a0}% likely to reach the goal");
    assert!(
        words.below.starts_with("Goal $2.50M; expected $2.60M, 90\u{a0}% range $2.42M to $2.78M."),
        "{}",
        words.below
    );
}

#[test]
fn a_failed_gate_shows_on_every_number() {
    let standing = with_goal(standing(NextStep::MendFit, Some(1.2)));
    assert_eq!(headline(&standing).answer, "These results cannot be trusted yet");
    let badges: Vec<String> = figures(&standing).into_iter().map(|figure| figure.badge).collect();
    assert_eq!(badges, ["", "not trusted", "not trusted", "not trusted"]);
}

#[test]
fn before_the_fit_there_is_no_range() {
    let standing = standing(NextStep::Fit, None);
    assert_eq!(headline(&standing).answer, "156 weeks of data are ready to be measured");
    assert!(!headline(&standing).below.contains("range"));
    let labels: Vec<String> = figures(&standing).into_iter().map(|figure| figure.label).collect();
    assert_eq!(labels, ["Revenue to date", "Media spend to date"]);
}

#[test]
fn names_fit_their_place() {
    for (name, title, inside) in
        [("revenue", "Revenue", "revenue"), ("Orders", "Orders", "orders"), ("GMV", "GMV", "GMV")]
    {
        assert_eq!((capitalised(name).as_str(), in_sentence(name).as_str()), (title, inside));
    }
}

#[test]
fn the_demo_shows_the_truth_beside_the_estimate() {
    let figures = figures(&standing(NextStep::Plan, Some(1.003)));
    assert!(figures[1].range.contains("; truth $"), "{}", figures[1].range);
    assert!(figures[2].range.contains("; truth "), "{}", figures[2].range);
}

#[test]
fn the_loop_marks_the_one_next_step() {
    for step in [NextStep::Fit, NextStep::Plan, NextStep::AwaitWeeks, NextStep::Reconcile] {
        let rows = loop_status(&standing(step, Some(1.0)));
        assert_eq!(rows.iter().filter(|row| row.is_next).count(), 1, "{step:?}");
    }
    assert_eq!(loop_status(&standing(NextStep::Fit, None))[0].status, "156 weeks to 1 Nov 2026");
}

#[test]
fn the_picture_joins_the_past_and_the_forecast() {
    let chart = outlook_chart(&with_goal(standing(NextStep::Plan, Some(1.0)))).unwrap();
    assert_eq!(chart.lines.iter().map(|line| line.values.len()).collect::<Vec<_>>(), [65, 65]);
    assert!(chart.lines[0].values[51].is_nan() && !chart.lines[0].values[52].is_nan());
    assert!(!chart.lines[1].values[51].is_nan() && chart.lines[1].values[52].is_nan());
}

#[test]
fn the_sample_is_a_file_that_sextant_reads() {
    let csv = sample_csv().unwrap();
    let table = engine::ingest::read(SAMPLE_FILE_NAME, csv.as_bytes()).unwrap();
    let mapping = engine::ingest::propose(&table);
    let assembly = engine::ingest::assemble(&table, &mapping);
    let panel = assembly.panel.unwrap();
    assert_eq!((panel.week_count(), panel.channels().len(), panel.drivers().len()), (104, 8, 3));
}

#[test]
fn the_door_shows_the_demo_as_it_is() {
    let picture = demo_picture().unwrap();
    assert_eq!((picture.layers.len(), picture.weeks.len(), picture.actual.len()), (9, 156, 156));
}

fn plan(probability_better: f64) -> engine::plan::Plan {
    let channel = |name: &str, today: f64, planned: f64| engine::plan::ChannelPlan {
        name: name.to_owned(),
        today,
        planned,
        binding: engine::plan::Binding::Free,
        today_response: Interval::default(),
        planned_response: Interval::default(),
        marginal_return: Interval::default(),
    };
    engine::plan::Plan {
        scenario: engine::plan::Scenario {
            weeks: vec![],
            spend: vec![],
            drivers: vec![],
            organic: vec![],
            uncertain: vec![],
        },
        channels: vec![channel("Search", 60e3, 40e3), channel("TV", 40e3, 60e3)],
        planned_response: Interval::default(),
        today_response: Interval::default(),
        uplift: Interval { mean: 14e6, lo: -95e6, hi: 174e6 },
        probability_better,
        gain: Interval::default(),
        evidence: engine::plan::Evidence::default(),
    }
}

#[test]
fn a_plan_is_recommended_only_where_the_plan_screen_calls_it_better() {
    let with_plan = |probability| {
        let mut standing = standing(NextStep::Commit, Some(1.003));
        standing.plan = Some(Arc::new(plan(probability)));
        (headline(&standing).below, loop_status(&standing)[2].status.clone())
    };
    let (below, status) = with_plan(0.49);
    assert!(below.ends_with("Today's split is about as good as any."), "{below}");
    assert_eq!(status, "today's plan is about as good");
    let (below, status) = with_plan(0.8);
    assert!(below.contains("look at the better split, worth +$14M"), "{below}");
    assert!(status.starts_with("better split, "), "{status}");
}

#[test]
fn the_loop_counts_the_checks_that_passed() {
    let mut standing = standing(NextStep::Plan, Some(1.003));
    let status = |standing: &Standing| loop_status(standing)[1].status.clone();
    let mut summary = Summary::clone(standing.summary.as_ref().unwrap());
    summary.learning.clear();
    standing.summary = Some(Arc::new(summary.clone()));
    assert_eq!(status(&standing), "fitted, the checks passed");
    summary.check.coverage = 0.5;
    standing.summary = Some(Arc::new(summary));
    assert_eq!(status(&standing), "fitted, 10 of 11 checks passed");
}

/// A plan for the last 13 weeks of the data, all of which are over.
fn committed(panel: &Panel, goal: f64) -> Arc<Committed> {
    let weeks = panel.weeks()[panel.week_count() - 13..].to_vec();
    Arc::new(Committed {
        id: crate::state::CommitId(1),
        at: crate::state::Moment { unix_millis: 0, day: jiff::civil::date(2026, 8, 1) },
        fit: crate::state::FitId(1),
        choice: crate::state::SpendChoice::Today,
        scenario: engine::plan::Scenario { weeks, spend: vec![], drivers: vec![], organic: vec![], uncertain: vec![] },
        forecast: forecast(panel),
        goal: Some(goal),
        goal_by: None,
        goal_owner: String::new(),
    })
}

#[test]
fn a_goal_stays_with_its_weeks() {
    let mut standing = with_goal(standing(NextStep::Refit, Some(1.003)));
    let panel = standing.panel.clone().unwrap();
    let actual: f64 = panel.outcome()[panel.week_count() - 13..].iter().sum();
    for (goal, expected) in [(actual - 1e5, "reached the goal"), (actual + 1e5, "missed the goal by $100k")] {
        standing.goal = Some(goal);
        standing.committed = Some(committed(&panel, goal));
        let words = headline(&standing);
        assert_eq!(words.answer, format!("The 13 weeks to 1 Nov 2026 {expected}"));
        assert!(words.below.contains(" came in. "), "{}", words.below);
        assert!(!loop_status(&standing)[3].status.contains("goal"));
        assert!(figures(&standing).iter().all(|figure| !figure.badge.contains("goal")));
    }
    standing.goal = Some(2.5e6);
    assert!(headline(&standing).answer.ends_with("likely to reach the goal"), "a new goal is for the weeks ahead");
}
