//! A small plan with invented figures, for tests.

use engine::math::Interval;
use engine::plan::{Binding, ChannelPlan, Evidence, Limit, Plan, Price, Scenario};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Thirteen weeks from 29 June 2026.
pub fn weeks() -> Vec<Date> {
    (0..13).map(|week| date(2026, 6, 29).saturating_add((week * 7).days())).collect()
}

/// Three channels, 270k in all: one cut, one raised to its maximum, one held.
pub fn plan() -> Plan {
    let around = |mean: f64| Interval { mean, lo: 0.7 * mean, hi: 1.4 * mean };
    let channel = |name: &str, today: f64, planned: f64, binding: Binding, marginal: f64| ChannelPlan {
        name: name.to_owned(),
        today,
        planned,
        binding,
        today_response: around(1.9 * today),
        planned_response: around(2.1 * planned),
        marginal_return: around(marginal),
    };
    let channels = vec![
        channel("Search", 120e3, 100e3, Binding::Free, 1.02),
        channel("Shopping", 67e3, 87e3, Binding::AtMaximum, 1.44),
        channel("TV", 83e3, 83e3, Binding::Free, 1.021),
    ];
    let spend = channels.iter().map(|c| vec![c.planned / 13.0; 13]).collect();
    Plan {
        scenario: Scenario { weeks: weeks(), spend, ..Scenario::default() },
        channels,
        planned_response: Interval { mean: 630e3, lo: 500e3, hi: 790e3 },
        today_response: Interval { mean: 512e3, lo: 420e3, hi: 640e3 },
        uplift: Interval { mean: 118e3, lo: 41.3e3, hi: 203.4e3 },
        probability_better: 0.971,
        gain: Interval { mean: 118e3, lo: 41.3e3, hi: 203.4e3 },
        evidence: Evidence {
            next_unit: Some(1.02),
            spread: 0.001,
            free: 2,
            prices: vec![Price { limit: Limit::Maximum("Shopping".to_owned()), per_unit: 0.42 }],
        },
    }
}
