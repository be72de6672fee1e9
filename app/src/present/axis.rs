//! Axes: from data to pixels, three to five ticks in the user's unit, and months with their years.

use super::format::{NumberStyle, Unit};
use super::labels::text_width;
use super::locale::Locale;
use super::palette::Ink;
use super::scene::{Align, Dash, Plot, Scene, point};
use jiff::ToSpan;
use jiff::civil::Date;

/// A straight line from data to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The data at both ends.
    pub domain: (f64, f64),
    /// The pixels at both ends.
    pub range: (f64, f64),
}

/// One tick of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, in data.
    pub at: f64,
    /// What is written beside it.
    pub label: String,
}

impl Linear {
    /// The pixel of a value.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let width = self.domain.1 - self.domain.0;
        let share = if width == 0.0 { 0.5 } else { (value - self.domain.0) / width };
        self.range.0 + share * (self.range.1 - self.range.0)
    }
}

/// Ticks at round numbers inside the domain, at most `most` steps; the step is 1, 2, 2.5 or 5 times a power of ten.
#[must_use]
pub fn nice_ticks(domain: (f64, f64), most: usize) -> Vec<f64> {
    let step = nice_step(domain.1 - domain.0, most);
    let first = (domain.0 / step - 1e-9).ceil();
    let last = (domain.1 / step + 1e-9).floor();
    let count = if last >= first { (last - first) as usize + 1 } else { 0 };
    (0..count.min(50)).map(|index| (first + index as f64) * step).collect()
}

/// The smallest round step that covers the width in at most `most` steps.
#[must_use]
pub fn nice_step(width: f64, most: usize) -> f64 {
    let raw = width.abs() / most.max(1) as f64;
    if !(raw.is_finite() && raw > 0.0) {
        return 1.0;
    }
    let power = 10f64.powf(raw.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw * 0.999_999)
        .unwrap_or(raw)
}

/// A domain that holds all values, zero too where `zero` asks for it, widened to half steps.
#[must_use]
pub fn domain(values: impl Iterator<Item = f64>, base: Base) -> (f64, f64) {
    let start = if base == Base::Zero { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
    let (low, high) = values.filter(|v| v.is_finite()).fold(start, |(low, high), v| (low.min(v), high.max(v)));
    if !(low.is_finite() && high.is_finite()) {
        return (0.0, 1.0);
    }
    if low == high {
        return if low == 0.0 { (0.0, 1.0) } else { (low.min(0.0), high.max(0.0)) };
    }
    let step = nice_step(high - low, 10);
    let down = (low / step + 1e-9).floor() * step;
    let up = (high / step - 1e-9).ceil() * step;
    (down, up)
}

/// Where a scale begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Base {
    /// At zero: for bars, areas and everything whose length is read.
    #[default]
    Zero,
    /// Near the data: for lines.
    Data,
}

/// Ticks with their labels for numbers of one unit.
#[must_use]
pub fn number_ticks(domain: (f64, f64), most: usize, unit: Unit, locale: &Locale) -> Vec<Tick> {
    let places = nice_ticks(domain, most);
    let style = NumberStyle::for_ticks(unit, domain.0.abs().max(domain.1.abs()), nice_step(domain.1 - domain.0, most));
    let label = |at: f64| if at == 0.0 && unit != Unit::Percent { "0".to_owned() } else { style.text(locale, at) };
    places.into_iter().map(|at| Tick { at, label: label(at) }).collect()
}

/// A date as a number of days, for a [`Linear`] scale.
#[must_use]
pub fn day_number(date: Date) -> f64 {
    let epoch = jiff::civil::date(2000, 1, 1);
    f64::from((date - epoch).get_days())
}

/// Ticks at the first of months, or at days where the span is short; a year stands beside the first tick and January.
#[must_use]
pub fn date_ticks(first: Date, last: Date, most: usize, locale: &Locale) -> Vec<Tick> {
    let months = (day_number(last) - day_number(first)) / 30.44;
    if months < 3.0 {
        return day_ticks(first, last, most, locale);
    }
    let step =
        [1, 2, 3, 6, 12, 24, 60].into_iter().find(|step| months / f64::from(*step) <= most as f64).unwrap_or(120);
    let mut ticks: Vec<Tick> = Vec::new();
    let mut at = first.first_of_month();
    while at <= last {
        let months_since_january = i32::from(at.year()) * 12 + i32::from(at.month()) - 1;
        if at >= first && months_since_january % step == 0 {
            ticks.push(Tick { at: day_number(at), label: month_label(at, step, ticks.is_empty(), locale) });
        }
        let Ok(next) = at.checked_add(1.month()) else { break };
        at = next;
    }
    ticks
}

fn month_label(date: Date, step: i32, is_first: bool, locale: &Locale) -> String {
    match step {
        step if step >= 12 => date.year().to_string(),
        _ if is_first || date.month() == 1 => format!("{} {}", locale.month(date), date.year()),
        _ => locale.month(date).to_owned(),
    }
}

fn day_ticks(first: Date, last: Date, most: usize, locale: &Locale) -> Vec<Tick> {
    let weeks = ((day_number(last) - day_number(first)) / 7.0 / most.max(1) as f64).ceil().max(1.0) as i64;
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last {
        ticks.push(Tick { at: day_number(at), label: locale.day(at) });
        let Ok(next) = at.checked_add((weeks * 7).days()) else { break };
        at = next;
    }
    ticks
}

/// The pixels that the widest label needs to the left of a plot.
#[must_use]
pub fn label_room(ticks: &[Tick]) -> f64 {
    ticks.iter().map(|tick| text_width(&tick.label, 12.0)).fold(0.0, f64::max) + 8.0
}

/// Draws horizontal grid lines with their numbers to the left.
pub fn draw_rows(scene: &mut Scene, plot: Plot, scale: Linear, ticks: &[Tick]) {
    for tick in ticks {
        let y = scale.at(tick.at);
        scene.rule(point(plot.left, y), point(plot.right, y), Ink::Grid, Dash::Solid);
        scene.text(&tick.label, point(plot.left - 8.0, y), Align::Right, Ink::Muted);
    }
}

/// Writes numbers or dates under a plot, leaving out those that would touch.
pub fn draw_columns(scene: &mut Scene, plot: Plot, scale: Linear, ticks: &[Tick]) {
    let mut free_from = f64::NEG_INFINITY;
    for tick in ticks {
        let half = text_width(&tick.label, 12.0) / 2.0;
        let x = scale.at(tick.at).min(scene.width - half).max(half);
        if x - half >= free_from {
            scene.text(&tick.label, point(x, plot.bottom + 14.0), Align::Centre, Ink::Muted);
            free_from = x + half + 12.0;
        }
    }
}

/// Draws vertical grid lines.
pub fn draw_column_lines(scene: &mut Scene, plot: Plot, scale: Linear, ticks: &[Tick]) {
    for tick in ticks {
        let x = scale.at(tick.at);
        scene.rule(point(x, plot.top), point(x, plot.bottom), Ink::Grid, Dash::Solid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn labels(first: Date, last: Date, most: usize) -> Vec<String> {
        date_ticks(first, last, most, &Locale::default()).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn two_years_are_marked_twice_a_year() {
        let found = labels(date(2024, 7, 1), date(2026, 6, 28), 5);
        assert_eq!(found, ["Jul 2024", "Jan 2025", "Jul", "Jan 2026"]);
    }

    #[test]
    fn a_quarter_is_marked_by_days() {
        assert_eq!(labels(date(2026, 6, 29), date(2026, 8, 24), 5), ["29 Jun", "13 Jul", "27 Jul", "10 Aug", "24 Aug"]);
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(nice_ticks((0.0, 300.0), 5), [0.0, 100.0, 200.0, 300.0]);
        assert_eq!(nice_ticks((-1.0, 1.0), 4), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        let ticks = number_ticks((0.0, 3.2e6), 4, Unit::Number, &Locale::default());
        assert_eq!(ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>(), ["0", "1M", "2M", "3M"]);
    }

    #[test]
    fn odd_data_has_a_domain() {
        assert_eq!(domain([f64::NAN].into_iter(), Base::Data), (0.0, 1.0));
        assert_eq!(domain([5.0, 5.0].into_iter(), Base::Data), (0.0, 5.0));
        assert_eq!(domain([0.0].into_iter(), Base::Zero), (0.0, 1.0));
    }

    proptest! {
        #[test]
        fn there_are_never_too_many_ticks(low in -1e6..1e6f64, width in 1e-3..1e7f64) {
            let ticks = nice_ticks((low, low + width), 5);
            prop_assert!((1..=6).contains(&ticks.len()), "{ticks:?}");
        }
    }
}
