//! A small plan with invented figures, for tests.

use super::document::{Made, Names, PlanDocument};
use crate::math::Interval;
use crate::panel::{Channel, Driver, DriverKind, OutcomeKind, Panel, PanelParts};
use crate::plan::{
    Aim, Binding, Bounds, Change, ChannelLimits, ChannelPlan, Evidence, Flighting, GroupLimits, Limit, Limits, Plan,
    PlanRequest, Price, Scenario, Total, WeekRule,
};
use jiff::civil::{Date, date};

/// A name that a spreadsheet would run.
pub(super) const CMD: &str = "=cmd|'/c calc'!A1";

/// Data that end in the week before the plan.
pub(super) fn panel() -> Panel {
    let parts = PanelParts {
        weeks: vec![date(2026, 6, 15), date(2026, 6, 22)],
        outcome_name: "Revenue".into(),
        outcome_kind: OutcomeKind::Money,
        outcome: vec![9e3, 1e4],
        channels: vec![
            Channel::new("Search", vec![900.0, 1100.0]),
            Channel::organic("Newsletter", vec![10.0, 12.0]),
            Channel::new(CMD, vec![200.0, 300.0]),
        ],
        drivers: vec![
            Driver { name: "Price".into(), kind: DriverKind::Price, value_by_week: vec![82.0, 84.0] },
            Driver { name: "Rain, mm".into(), kind: DriverKind::Control, value_by_week: vec![1.0, 2.0] },
        ],
        regions: vec![],
    };
    Panel::new(parts).unwrap()
}

/// Three weeks after the data.
pub(super) fn weeks() -> Vec<Date> {
    crate::calendar::weeks_after(date(2026, 6, 22), 3)
}

pub(super) fn scenario() -> Scenario {
    Scenario {
        weeks: weeks(),
        spend: vec![vec![1000.1, 999.9, 0.07], vec![0.0; 3], vec![250.0, 1e6 / 3.0, 12_345_678.91]],
        drivers: vec![vec![84.0; 3], vec![3.5, -2.0, 0.0]],
        organic: vec![vec![], vec![12.0, 13.0, 14.0], vec![]],
        ..Scenario::default()
    }
}

fn limits() -> Limits {
    let search = ChannelLimits {
        change: Some(Change { down: 0.2, up: 0.3 }),
        weekly_floor: 10.0,
        weekly_cap: Some(2e3),
        weeks: vec![WeekRule::Free, WeekRule::Blackout, WeekRule::Committed(50.0)],
        step_cost: 500.0,
        ..ChannelLimits::of_total(Bounds { min: 100.0, max: 5e3 })
    };
    let open = ChannelLimits::of_total(Bounds { min: 0.0, max: f64::INFINITY });
    let group =
        GroupLimits { name: "Paid".into(), channels: vec![0, 2], total: Bounds { min: 0.0, max: 2e7 }, change: None };
    Limits { total: Total::Fixed(2e7), channels: vec![search, ChannelLimits::default(), open], groups: vec![group] }
}

fn around(mean: f64) -> Interval {
    Interval { mean, lo: 0.5 * mean, hi: 1.5 * mean }
}

fn plan() -> Plan {
    let names = Names::of(&panel());
    let channel = |(c, name): (usize, &String)| ChannelPlan {
        name: name.clone(),
        today: 1500.0,
        planned: scenario().totals()[c],
        binding: if c == 0 { Binding::AtMaximum } else { Binding::Free },
        today_response: around(2e3),
        planned_response: around(3e3),
        marginal_return: around(1.2),
    };
    Plan {
        scenario: scenario(),
        channels: names.channels.iter().enumerate().map(channel).collect(),
        planned_response: around(6e3),
        today_response: around(4e3),
        uplift: around(2e3),
        probability_better: 0.9,
        gain: around(1.8e3),
        evidence: Evidence {
            next_unit: Some(1.2),
            spread: 0.001,
            free: 1,
            prices: vec![Price { limit: Limit::Maximum("Search".into()), per_unit: 0.4 }],
        },
    }
}

/// The plan with everything that leaves with it.
pub(super) fn document() -> PlanDocument {
    let today = Scenario::going_on(&panel(), 3);
    PlanDocument {
        name: "Third quarter <b>".into(),
        made: Made {
            version: "0.1.0".into(),
            day: date(2026, 6, 28),
            currency: "EUR".into(),
            outcome: "Revenue".into(),
            data_hash: "0123abcd".into(),
        },
        names: Names::of(&panel()),
        scenario: scenario(),
        request: PlanRequest { today, limits: limits(), aim: Aim::default(), flighting: Flighting::ByWeek },
        plan: Some(plan()),
    }
}
