//! Four weeks of two channels and a price with invented figures, for tests.

use crate::state::{CommitId, Committed, FitId, Moment, SpendChoice};
use engine::forecast::{Fan, Forecast};
use engine::math::Interval;
use engine::panel::{Channel, Driver, DriverKind, OutcomeKind, Panel, PanelParts};
use engine::plan::Scenario;
use engine::reconcile::{Cause, Flag, Reconciliation, Step};
use jiff::ToSpan;
use jiff::civil::{Date, date};

fn weeks_from(first: Date, count: i32) -> Vec<Date> {
    (0..count).map(|week| first.saturating_add((week * 7).days())).collect()
}

/// A plan of thirteen weeks from 29 June 2026, 153k expected a week.
pub fn committed() -> Committed {
    let weeks = weeks_from(date(2026, 6, 29), 13);
    let fan = |mean: Vec<f64>| Fan {
        quantiles: mean.iter().map(|m| [0.92, 0.95, 0.97, 1.0, 1.03, 1.05, 1.08].map(|f| f * m)).collect(),
        mean,
    };
    Committed {
        id: CommitId(1),
        at: Moment { unix_millis: 1_782_600_000_000, day: date(2026, 6, 27) },
        fit: FitId(1),
        choice: SpendChoice::Optimum,
        scenario: Scenario {
            weeks: weeks.clone(),
            spend: vec![vec![9e3; 13], vec![10e3; 13]],
            drivers: vec![vec![84.0; 13]],
            organic: vec![],
            ..Scenario::default()
        },
        forecast: Forecast {
            weeks,
            weekly: fan(vec![153e3; 13]),
            cumulative: fan((1..=13).map(|n| f64::from(n) * 153e3).collect()),
            sorted_totals: (0..=1000).map(|k| 1.8e6 + 0.378e3 * f64::from(k)).collect(),
            ..Forecast::default()
        },
        goal: Some(2e6),
        goal_metric: engine::plan::Metric::Outcome,
        economics: engine::plan::Economics::default(),
        goal_by: None,
        goal_owner: String::new(),
    }
}

/// Two weeks before the plan and four of it.
pub fn panel() -> Panel {
    let parts = PanelParts {
        weeks: weeks_from(date(2026, 6, 15), 6),
        outcome_name: "Revenue".to_owned(),
        outcome_kind: OutcomeKind::Money,
        outcome: vec![150e3, 151e3, 152e3, 148e3, 140e3, 138e3],
        channels: vec![Channel::new("Search", vec![9e3; 6]), Channel::new("TV", vec![10e3, 10e3, 6e3, 6e3, 6e3, 6e3])],
        drivers: vec![Driver {
            name: "Price".to_owned(),
            kind: DriverKind::Price,
            value_by_week: vec![84.0, 84.0, 86.0, 86.0, 86.0, 86.0],
        }],
        regions: vec![],
    };
    Panel::new(parts).unwrap()
}

/// Four weeks, 612k expected, 578k came in.
pub fn reconciliation() -> Reconciliation {
    let step = |cause: Cause, mean: f64, probability_negative: f64| Step {
        cause,
        amount: Interval { mean, lo: mean - 6e3, hi: mean + 6e3 },
        by_week: vec![mean / 4.0; 4],
        probability_negative,
    };
    let channel = |name: &str| name.to_owned();
    Reconciliation {
        weeks: weeks_from(date(2026, 6, 29), 4),
        forecast: vec![153e3; 4],
        actual: vec![152e3, 148e3, 140e3, 138e3],
        steps: vec![
            step(Cause::Execution { channel: channel("Search") }, 60.0, 0.4),
            step(Cause::Execution { channel: channel("TV") }, -14_060.0, 1.0),
            step(Cause::Environment { driver: channel("Price") }, -21_000.0, 0.99),
            step(Cause::Learning { channel: channel("Search") }, -5_000.0, 0.84),
            step(Cause::Learning { channel: channel("TV") }, 9_000.0, 0.4),
            step(Cause::LearningBase, 4_000.0, 0.3),
            step(Cause::Unexplained, -7_000.0, 0.8),
        ],
        flags: vec![Flag { week: date(2026, 7, 20), actual: 138e3, lo: 140.8e3, hi: 165.2e3 }],
        chance_of_flags: 0.3439,
        learned: true,
    }
}
