//! The frequency curve of a channel of reach and frequency: what the same contacts return at each frequency.

use super::terms::Terms;
use crate::present::format::{self, Unit};
use crate::present::line_band::{Along, Band, Line, LineBand, Marker};
use crate::present::palette::Ink;
use engine::math::Interval;
use engine::posterior::FrequencyCurve;

/// The picture of a channel, which stands at `place`.
#[must_use]
pub fn picture(curve: &FrequencyCurve, place: usize, terms: &Terms) -> LineBand {
    let ink = Ink::Channel(place);
    let values = |pick: fn(&Interval) -> f64| -> Vec<f64> {
        curve.points.iter().map(|p| pick(&terms.shown_returns(p.return_on_spend))).collect()
    };
    let along = Along::Numbers {
        values: curve.points.iter().map(|p| p.frequency).collect(),
        unit: Unit::Number,
        name: "contacts a person and week".to_owned(),
    };
    let mut picture = LineBand::new(terms.return_name(), Unit::Number, along);
    picture.lines =
        vec![Line { name: terms.return_name(), ink, values: values(|r| r.mean), observed: curve.points.len() }];
    picture.bands = vec![Band { share: 0.9, ink, low: values(|r| r.lo), high: values(|r| r.hi) }];
    picture.moments = vec![Marker { at: curve.best.mean, label: "best".to_owned(), ink: Ink::Muted }];
    picture.height = 160.0;
    picture
}

/// The best frequency with its range, against today's.
#[must_use]
pub fn sentence(curve: &FrequencyCurve, terms: &Terms) -> String {
    let number = |x: f64| format::number(&terms.locale, x, 1);
    format!(
        "Best reached {} times a week, 90\u{a0}% range {} to {}; lately {} times. The same contacts, over more people or \
         fewer.",
        number(curve.best.mean),
        number(curve.best.lo),
        number(curve.best.hi),
        number(curve.recent)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::posterior::FrequencyPoint;

    #[test]
    fn the_best_frequency_has_a_range() {
        let point =
            |frequency: f64| FrequencyPoint { frequency, return_on_spend: Interval { mean: 2.0, lo: 1.0, hi: 3.0 } };
        let best = Interval { mean: 2.24, lo: 1.5, hi: 3.0 };
        let curve = FrequencyCurve { points: vec![point(1.0), point(2.0)], best, recent: 4.0 };
        let text = sentence(&curve, &example::terms());
        assert!(
            text.starts_with("Best reached 2.2 times a week, 90\u{a0}% range 1.5 to 3.0; lately 4.0 times."),
            "{text}"
        );
        assert_eq!(picture(&curve, 0, &example::terms()).moments.len(), 1);
    }
}
