//! The loop without a browser: fit the demo, plan, forecast, commit, let weeks happen, reconcile.

use engine::forecast::{forecast, goal_outlook};
use engine::math::mean;
use engine::model::default_spec;
use engine::plan::{Bounds, PlanRequest, Scenario, TAIL_WEEKS, Total, optimise};
use engine::posterior::{FitSettings, Posterior, summarise};
use engine::reconcile::{Cause, reconcile};
use engine::simulate::{DEMO_WEEKS, demo, demo_next_weeks};
use sextant_tests::fit;
use std::sync::OnceLock;

const SETTINGS: FitSettings = FitSettings { chains: 4, warmup: 1000, draws: 1000, seed: 1, target_acceptance: 0.9 };

fn posterior() -> &'static Posterior {
    static POSTERIOR: OnceLock<Posterior> = OnceLock::new();
    POSTERIOR.get_or_init(|| {
        let panel = demo(DEMO_WEEKS).expect("the demo is a panel").panel;
        fit(&default_spec(&panel), &panel, SETTINGS).expect("the demo can be fitted")
    })
}

fn request(posterior: &Posterior, freedom: f64) -> PlanRequest {
    let today = Scenario::going_on(&posterior.panel, 13);
    let totals = today.totals();
    let bound = |x: &f64| Bounds { min: x * (1.0 - freedom), max: x * (1.0 + freedom) };
    let bounds: Vec<Bounds> = totals.iter().map(bound).collect();
    PlanRequest::of_totals(today, totals.iter().sum(), &bounds)
}

#[test]
fn the_demo_passes_the_gate_and_shows_its_truth() {
    let posterior = posterior();
    let truth = demo(DEMO_WEEKS).expect("the demo is a panel").truth;
    let summary = summarise(posterior);
    assert!(summary.diagnostics.passes(), "{:?}", summary.diagnostics);
    let covered = truth
        .channels
        .iter()
        .zip(&summary.channels)
        .filter(|(t, s)| s.return_on_spend.is_some_and(|r| r.contains(t.return_on_spend)));
    assert!(covered.count() >= 7);
    let parts: f64 = summary.channels.iter().map(|c| c.contribution.mean).sum();
    assert!((parts - summary.media.mean).abs() < 1e-6 * parts);
    let whole: f64 = summary.expected_by_week.iter().sum();
    assert!((summary.media.mean + summary.base.mean - whole).abs() < 1e-6 * whole);
}

#[test]
fn a_plan_keeps_its_limits_and_is_never_worse() {
    let posterior = posterior();
    let mut last = f64::NEG_INFINITY;
    for freedom in [0.0, 0.2, 0.5] {
        let request = request(posterior, freedom);
        let plan = optimise(posterior, &request).expect("the request is possible");
        let total: f64 = plan.channels.iter().map(|c| c.planned).sum();
        assert!((total / request.today.totals().iter().sum::<f64>() - 1.0).abs() < 1e-6);
        for (c, limits) in plan.channels.iter().zip(&request.limits.channels) {
            let b = limits.total;
            assert!(c.planned >= b.min * (1.0 - 1e-6) && c.planned <= b.max * (1.0 + 1e-6), "{}", c.name);
        }
        assert!(plan.uplift.mean >= -1e-9 && plan.uplift.mean >= last - 1e-6 * last.abs());
        last = plan.uplift.mean;
    }
}

/// The Plan and the Forecast screen differ by what the spend still brings after the weeks planned, and by nothing else.
#[test]
fn a_plan_is_worth_what_the_forecasts_differ_by_until_its_carry_over_has_faded() {
    let posterior = posterior();
    let request = request(posterior, 0.5);
    let plan = optimise(posterior, &request).expect("the request is possible");
    let faded = Scenario::going_on(&posterior.panel, request.today.weeks.len() + TAIL_WEEKS);
    let until_faded = |scenario: &Scenario| {
        let spend = scenario.spend.iter().map(|weeks| [weeks.as_slice(), &[0.0; TAIL_WEEKS]].concat()).collect();
        forecast(posterior, &Scenario { spend, ..faded.clone() })
    };
    let difference =
        mean(&until_faded(&plan.scenario).sorted_totals) - mean(&until_faded(&request.today).sorted_totals);
    assert!((difference / plan.uplift.mean - 1.0).abs() < 1e-6, "{difference} against {}", plan.uplift.mean);
}

#[test]
fn more_budget_never_brings_less() {
    let posterior = posterior();
    let mut request = request(posterior, 0.5);
    let mut last = 0.0;
    for factor in [0.8, 1.0, 1.2] {
        request.limits.total = Total::Fixed(request.today.totals().iter().sum::<f64>() * factor);
        let plan = optimise(posterior, &request).expect("the request is possible");
        assert!(plan.planned_response.mean > last);
        last = plan.planned_response.mean;
    }
}

#[test]
fn impossible_requests_are_refused_with_a_reason() {
    let posterior = posterior();
    let check = |change: &dyn Fn(&mut PlanRequest), expected: &str| {
        let mut r = request(posterior, 0.2);
        change(&mut r);
        let message = optimise(posterior, &r).expect_err("the request is impossible").to_string();
        assert!(message.contains(expected), "{message}");
    };
    let times = |r: &mut PlanRequest, factor: f64| {
        r.limits.total = Total::Fixed(r.today.totals().iter().sum::<f64>() * factor);
    };
    check(&|r| times(r, 2.0), "more than what all channels can take");
    check(&|r| times(r, 0.5), "what all channels must get");
    check(&|r| times(r, -1.0), "above zero");
    check(&|r| r.limits.channels[0].total.min = f64::NAN, "Search");
    check(&|r| r.limits.channels[1].total.max = 0.0, "Shopping");
}

#[test]
fn a_forecast_and_its_goal_agree() {
    let forecast = forecast(posterior(), &Scenario::going_on(&posterior().panel, 13));
    let median = forecast.cumulative.quantiles[12][3];
    let outlook = goal_outlook(&forecast.sorted_totals, median);
    assert!((outlook.probability - 0.5).abs() < 0.01);
    assert!(outlook.downside < median && median < outlook.upside);
    let widths: Vec<f64> = forecast.cumulative.quantiles.iter().map(|q| q[6] - q[0]).collect();
    assert!(widths.windows(2).all(|w| w[1] > w[0] * 0.98), "{widths:?}");
}

#[test]
fn the_bridge_adds_up_exactly() {
    let old = posterior();
    let plan = optimise(old, &request(old, 0.3)).expect("the request is possible").scenario;
    let committed = forecast(old, &plan);
    let spent: Vec<Vec<f64>> = old.panel.channels().iter().map(|c| c.spend_by_week.clone()).collect();
    let actual = demo_next_weeks(&spent, &plan.spend, 6).expect("the demo goes on").panel;
    let new = fit(&default_spec(&actual), &actual, SETTINGS).expect("the longer demo can be fitted");
    for new in [None, Some(&new)] {
        let r = reconcile(old, &plan, &committed, &actual, new).expect("the weeks match");
        assert_eq!(r.weeks.len(), 6);
        for t in 0..6 {
            let reached = r.forecast[t] + r.steps.iter().map(|s| s.by_week[t]).sum::<f64>();
            assert!((reached - r.actual[t]).abs() < 1e-6 * r.actual[t].abs(), "week {t}");
        }
        let total = r.forecast.iter().sum::<f64>() + r.steps.iter().map(|s| s.amount.mean).sum::<f64>();
        assert!((total - r.actual.iter().sum::<f64>()).abs() < 1e-6 * total.abs());
        assert_eq!(r.learned, new.is_some());
        let late = r.steps.iter().find(|s| s.cause == Cause::Execution { channel: "Out-of-home".into() });
        assert!(late.is_some_and(|s| s.amount.mean < 0.0), "out-of-home was booked late");
    }
}

#[test]
fn weeks_that_have_not_happened_cannot_be_reconciled() {
    let old = posterior();
    let plan = Scenario::going_on(&old.panel, 13);
    let committed = forecast(old, &plan);
    let message = reconcile(old, &plan, &committed, &old.panel, None).expect_err("no week has happened").to_string();
    assert!(message.contains("add the newer weeks"), "{message}");
}
