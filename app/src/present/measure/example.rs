//! A small fitted world with round numbers, for tests: two channels over four weeks.

use super::terms::Terms;
use crate::present::locale::Locale;
use engine::math::Interval;
use engine::panel::{Channel, Driver, DriverKind, OutcomeKind, Panel, PanelParts};
use engine::posterior::{
    ChannelSummary, CurvePoint, DriverSummary, Learning, ParameterKind, PredictiveCheck, ResponseCurve, Summary,
};
use engine::sampler::Diagnostics;
use jiff::civil::{Date, date};

pub fn interval(lo: f64, mean: f64, hi: f64) -> Interval {
    Interval { mean, lo, hi }
}

fn weeks() -> Vec<Date> {
    [5, 12, 19, 26].map(|day| date(2026, 1, day)).to_vec()
}

pub fn panel(kind: OutcomeKind) -> Panel {
    let channel = |name: &str, spend: f64| Channel::new(name, vec![spend; 4]);
    Panel::new(PanelParts {
        weeks: weeks(),
        outcome_name: if kind == OutcomeKind::Money { "Revenue" } else { "Orders" }.into(),
        outcome_kind: kind,
        outcome: if kind == OutcomeKind::Money { vec![100_000.0; 4] } else { vec![500.0; 4] },
        channels: vec![channel("Shopping", 10_000.0), channel("Audio", 5_000.0)],
        drivers: vec![Driver {
            name: "Price".into(),
            kind: DriverKind::Price,
            value_by_week: vec![79.0, 80.0, 81.0, 84.0],
        }],
        regions: vec![],
    })
    .unwrap()
}

pub fn terms() -> Terms {
    Terms::of(&panel(OutcomeKind::Money), &Locale::default())
}

pub fn count_terms() -> Terms {
    Terms::of(&panel(OutcomeKind::Count), &Locale::default())
}

pub fn diagnostics() -> Diagnostics {
    Diagnostics {
        max_r_hat: 1.003,
        min_bulk_ess: 1_860.0,
        min_tail_ess: 1_540.0,
        divergences: 0,
        min_bfmi: 0.9,
        draws: 4_000,
    }
}

fn channel(name: &str, spend: f64, returns: (f64, f64, f64), next: (f64, f64, f64)) -> ChannelSummary {
    let average = interval(returns.0, returns.1, returns.2);
    let point = |i: i32| {
        let share = f64::from(i) / 10.0;
        CurvePoint { spend: 0.14 * spend / 4.0 * f64::from(i), response: average.scaled(share * spend / 4.0) }
    };
    ChannelSummary {
        name: name.into(),
        kind: engine::panel::ChannelKind::Spend,
        frequency: None,
        spend,
        contribution: average.scaled(spend),
        return_on_spend: Some(average),
        marginal_return: Some(interval(next.0, next.1, next.2)),
        retention: interval(0.1, 0.2, 0.3),
        contribution_by_week: vec![average.scaled(spend / 4.0); 4],
        curve: ResponseCurve { points: (0..=10).map(point).collect(), today: spend / 4.0, observed_up_to: spend / 4.0 },
    }
}

fn learning(channel: &str, posterior: Interval, contraction: f64, shift: f64) -> Learning {
    Learning {
        channel: channel.into(),
        kind: ParameterKind::Return,
        posterior,
        prior: interval(0.3, 1.1, 4.0),
        grid: vec![0.0, 1.0, 2.0],
        prior_density: vec![0.1, 0.5, 0.2],
        posterior_density: vec![0.0, 0.6, 0.4],
        contraction,
        shift,
    }
}

pub fn summary() -> Summary {
    let channels = vec![
        channel("Shopping", 40_000.0, (2.5, 3.1, 3.8), (1.4, 1.9, 2.4)),
        channel("Audio", 20_000.0, (0.3, 0.9, 1.7), (0.2, 0.7, 1.5)),
    ];
    let media = interval(110_000.0, 142_000.0, 175_000.0);
    Summary {
        diagnostics: diagnostics(),
        weeks: weeks(),
        outcome: vec![100_000.0; 4],
        drivers: vec![DriverSummary {
            name: "Price".into(),
            effect: interval(-1_900.0, -1_400.0, -900.0),
            contribution: interval(-9_000.0, -7_000.0, -5_000.0),
            contribution_by_week: vec![1_400.0, 0.0, -1_400.0, -5_600.0],
        }],
        media,
        media_return: media.scaled(1.0 / 60_000.0),
        base: interval(220_000.0, 256_000.0, 290_000.0),
        trend_by_week: vec![64_000.0; 4],
        season_by_week: vec![0.0; 4],
        base_by_week: vec![64_000.0; 4],
        expected_by_week: vec![99_500.0; 4],
        fitted_by_week: vec![interval(90_000.0, 99_500.0, 109_000.0); 4],
        negative_base_probability: 0.0,
        check: PredictiveCheck {
            coverage: 0.92,
            relative_error: 0.038,
            r_squared: 0.94,
            spread_p: 0.48,
            peak_p: 0.61,
            residual_autocorrelation: 0.06,
        },
        regions: vec![],
        link: engine::model::Link::Identity,
        base_learning: vec![engine::posterior::BaseLearning {
            parameter: engine::posterior::BaseParameter::Noise,
            prior: interval(1_000.0, 5_000.0, 26_000.0),
            posterior: interval(2_500.0, 3_000.0, 3_600.0),
            contraction: 0.98,
            shift: -0.5,
        }],
        learning: vec![
            learning("Shopping", interval(2.5, 3.1, 3.8), 0.8, 1.4),
            learning("Audio", interval(0.3, 0.9, 3.7), 0.1, -0.1),
        ],
        channels,
    }
}
