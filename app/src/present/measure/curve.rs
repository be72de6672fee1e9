//! The response curve of one channel: what a steady weekly spend brings a week, with today's spend marked.

use super::terms::Terms;
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::present::line_band::{Along, Band, Line, LineBand, Marker, Spot};
use crate::present::palette::Ink;
use engine::math::Interval;
use engine::panel::ChannelKind;
use engine::posterior::{ChannelSummary, ResponseCurve};

/// The picture of a channel, which stands at `place`; none where there never was spend.
#[must_use]
pub fn picture(channel: &ChannelSummary, place: usize, terms: &Terms) -> Option<LineBand> {
    let curve = &channel.curve;
    if curve.observed_up_to <= 0.0 || curve.points.len() < 2 {
        return None;
    }
    let values = |pick: fn(&Interval) -> f64| curve.points.iter().map(|p| pick(&p.response)).collect::<Vec<_>>();
    let spend: Vec<f64> = curve.points.iter().map(|p| p.spend).collect();
    let observed = spend.iter().filter(|spend| **spend <= curve.observed_up_to).count();
    let along = Along::Numbers { values: spend, unit: unit(channel), name: format!("{} a week", what(channel)) };
    let ink = Ink::Channel(place);
    let name = format!("{} a week", terms.outcome_title());
    let mut picture = LineBand::new(&name, terms.unit(), along);
    picture.lines = vec![Line { name, ink, values: values(|r| r.mean), observed }];
    picture.bands = vec![Band { share: 0.9, ink, low: values(|r| r.lo), high: values(|r| r.hi) }];
    picture.moments =
        vec![Marker { at: curve.observed_up_to, label: "most in a week so far".to_owned(), ink: Ink::Muted }];
    picture.spots = vec![today(channel, ink, terms)];
    Some(picture)
}

/// What is more or less of it: spend, or the activity of a channel that is not paid for.
fn what(channel: &ChannelSummary) -> &'static str {
    if channel.kind.is_paid() { "spend" } else { "activity" }
}

fn unit(channel: &ChannelSummary) -> Unit {
    if channel.kind.is_paid() { Unit::Money } else { Unit::Number }
}

fn today(channel: &ChannelSummary, ink: Ink, terms: &Terms) -> Spot {
    let curve = &channel.curve;
    let label = format!("today {} a week", weekly(unit(channel), curve.today, terms));
    Spot { along: curve.today, value: response_at(curve, curve.today).mean, label, ink }
}

/// An amount of weekly spend as text.
fn weekly(unit: Unit, spend: f64, terms: &Terms) -> String {
    let style = NumberStyle::for_value(unit, spend);
    let style = match style.magnitude {
        Magnitude::One => NumberStyle::for_amounts(unit, spend),
        _ => NumberStyle { decimals: 1, ..style },
    };
    style.text(&terms.locale, spend)
}

/// The response at a spend, on the straight line between neighbouring points.
fn response_at(curve: &ResponseCurve, spend: f64) -> Interval {
    let above = curve.points.iter().position(|p| p.spend >= spend).unwrap_or(curve.points.len() - 1);
    let (Some(from), Some(to)) = (curve.points.get(above.saturating_sub(1)), curve.points.get(above)) else {
        return Interval::default();
    };
    let width = to.spend - from.spend;
    let share = if width > 0.0 { ((spend - from.spend) / width).clamp(0.0, 1.0) } else { 0.0 };
    let between = |a: f64, b: f64| a + share * (b - a);
    Interval {
        mean: between(from.response.mean, to.response.mean),
        lo: between(from.response.lo, to.response.lo),
        hi: between(from.response.hi, to.response.hi),
    }
}

/// What today's spend brings and what the next unit would, as two sentences.
#[must_use]
pub fn sentence(channel: &ChannelSummary, terms: &Terms) -> String {
    let curve = &channel.curve;
    if curve.observed_up_to <= 0.0 {
        return format!("There was no {} in {}, so nothing can be said about it.", what(channel), channel.name);
    }
    let at_today = response_at(curve, curve.today);
    let brings = format!(
        "Kept up, today's {} a week brings about {} a week, 90\u{a0}% range {}.",
        weekly(unit(channel), curve.today, terms),
        terms.amount(at_today),
        terms.amount_range(at_today)
    );
    let bought = match channel.kind {
        ChannelKind::Exposure => " What drives it are contacts, at the last quarter's cost.",
        ChannelKind::ReachFrequency => " More spend reaches more people, as often as in the last quarter.",
        ChannelKind::Organic => " It is not paid for, so it has no return.",
        ChannelKind::Spend => "",
    };
    match channel.marginal_return {
        Some(next) => format!("{brings} {}{bought}", next_unit(next, terms)),
        None => format!("{brings}{bought}"),
    }
}

fn next_unit(next: Interval, terms: &Terms) -> String {
    let things = if terms.is_money() { String::new() } else { format!(" {}", terms.outcome()) };
    format!(
        "The next {}, spread over a year like the last year's spend, would have brought {}{things}, range {}.",
        terms.spend_unit(),
        terms.return_text(next),
        terms.return_range(next)
    )
}

/// The title above the picture.
#[must_use]
pub fn title(channel: &ChannelSummary) -> String {
    format!("{}: what more would bring", channel.name)
}

/// How the picture is read.
#[must_use]
pub fn subtitle(terms: &Terms) -> String {
    format!(
        "Incremental {} a week, by what is spent or done a week. Band: 90\u{a0}% range. Dashed: not yet observed.",
        terms.outcome()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    #[test]
    fn today_lies_on_the_curve_and_the_rest_is_dashed() {
        let summary = example::summary();
        let picture = picture(&summary.channels[0], 0, &example::terms()).unwrap();
        assert_eq!(picture.spots[0].label, "today $10.0k a week");
        assert!((picture.spots[0].value - 22_142.857).abs() < 1.0, "{}", picture.spots[0].value);
        assert_eq!(picture.lines[0].observed, 8);
    }

    #[test]
    fn small_amounts_of_spend_keep_their_digits() {
        let texts = [0.3157, 63.25, 812.4, 10e3].map(|spend| weekly(Unit::Money, spend, &example::terms()));
        assert_eq!(texts, ["$0.316", "$63.2", "$812", "$10.0k"]);
    }

    #[test]
    fn the_sentence_has_both_ranges() {
        let text = sentence(&example::summary().channels[0], &example::terms());
        assert!(text.starts_with("Kept up, today's $10.0k a week brings about $22."), "{text}");
        assert!(text.contains(", 90\u{a0}% range $17.9k to $27.1k."), "{text}");
        assert!(text.ends_with("would have brought 1.9, range 1.4 to 2.4."), "{text}");
    }

    #[test]
    fn a_channel_without_spend_has_no_curve() {
        let mut channel = example::summary().channels[0].clone();
        channel.curve = ResponseCurve { points: vec![], today: 0.0, observed_up_to: 0.0 };
        assert!(picture(&channel, 0, &example::terms()).is_none());
        assert!(sentence(&channel, &example::terms()).starts_with("There was no spend in Shopping"));
    }
}
