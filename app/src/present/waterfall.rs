//! A bridge from one total to another: every step with its range, the steps adding up.
//!
//! Where the steps are small beside the totals the totals' bars are broken, visibly, so that the steps can be seen.
//! On narrow screens the bridge runs from top to bottom.

use super::axis::Linear;
use super::format::{NumberStyle, Unit};
use super::interval_dots::share_name;
use super::labels::{text_width, two_lines};
use super::locale::Locale;
use super::palette::Ink;
use super::scene::{Align, Dash, Picture, Plot, Reading, Readouts, Scene, Stop, Walk, Weight, point};
use super::table::{Cell, Column, Table};

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// What is bridged, such as "Revenue, June".
    pub quantity: String,
    /// Its unit.
    pub unit: Unit,
    /// The probability inside the whiskers.
    pub share: f64,
    /// Name and value that the bridge starts from.
    pub start: (String, f64),
    /// The steps; start plus steps is the end.
    pub steps: Vec<Step>,
    /// Name and value that it arrives at.
    pub end: (String, f64),
    /// Height in pixels where it runs from left to right.
    pub height: f64,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name, in one or two lines.
    pub label: String,
    /// What it adds or takes.
    pub change: f64,
    /// Its range.
    pub range: Option<(f64, f64)>,
    /// What it stands for.
    pub kind: StepKind,
}

/// What a step stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// A cause that is known.
    Cause,
    /// What is left over.
    Unexplained,
}

/// One bar, with numbers not yet in pixels.
struct Bar {
    label: String,
    from: f64,
    to: f64,
    whisker: Option<(f64, f64)>,
    ink: Ink,
    text: String,
    is_total: bool,
}

/// Below this many pixels a bar the bridge runs from top to bottom.
const NARROW_BAR: f64 = 84.0;
const ROW: f64 = 34.0;

impl Waterfall {
    /// The chart at this width.
    #[must_use]
    pub fn picture(&self, width: f64, locale: &Locale) -> Picture {
        let bars = self.bars(locale);
        let (scene, readouts) = if width / (bars.len() as f64) < NARROW_BAR {
            self.draw_down(width, &bars, locale)
        } else {
            self.draw_across(width, &bars, locale)
        };
        Picture { scene, readouts, alt: self.alt(locale), table: self.table(locale) }
    }

    fn style(&self) -> NumberStyle {
        let largest = self.start.1.abs().max(self.end.1.abs());
        let steps = self.steps.iter().map(|step| step.change.abs());
        NumberStyle::for_range(self.unit, largest - steps.fold(0.0, f64::max), largest)
    }

    /// One style for all changes, in their own order of magnitude.
    fn change_style(&self) -> NumberStyle {
        self.style().for_changes(self.steps.iter().map(|step| step.change.abs()).fold(0.0, f64::max))
    }

    fn bars(&self, locale: &Locale) -> Vec<Bar> {
        let (style, changes) = (self.style(), self.change_style());
        let total = |(name, value): &(String, f64)| Bar {
            label: name.clone(),
            from: 0.0,
            to: *value,
            whisker: None,
            ink: Ink::Neutral,
            text: style.text(locale, *value),
            is_total: true,
        };
        let mut reached = self.start.1;
        let mut step_bar = |step: &Step| {
            let from = reached;
            reached += step.change;
            Bar {
                label: step.label.clone(),
                from,
                to: reached,
                whisker: step.range.map(|(low, high)| (from + low, from + high)),
                ink: step_ink(step),
                text: changes.signed(locale, step.change),
                is_total: false,
            }
        };
        let mut bars = vec![total(&self.start)];
        bars.extend(self.steps.iter().map(&mut step_bar));
        bars.push(total(&self.end));
        bars
    }

    fn draw_across(&self, width: f64, bars: &[Bar], locale: &Locale) -> (Scene, Readouts) {
        let mut scene = Scene::new(width, self.height);
        let plot = Plot { left: 0.0, top: 26.0, right: width, bottom: self.height - 40.0 };
        let (domain, is_broken) = scale_domain(bars);
        let scale = Linear { domain, range: (plot.bottom, plot.top) };
        let slot = width / bars.len() as f64;
        scene.rule(point(0.0, plot.bottom), point(width, plot.bottom), Ink::Grid, Dash::Solid);
        for (index, bar) in bars.iter().enumerate() {
            let centre = (index as f64 + 0.5) * slot;
            draw_column(&mut scene, bar, scale, (centre, slot));
            if bar.is_total && is_broken {
                draw_break(&mut scene, plot, (centre, slot));
            }
        }
        let stop = |(index, bar)| self.stop(bar, (index as f64 + 0.5) * slot, locale);
        let stops = bars.iter().enumerate().map(stop).collect();
        (scene, Readouts { walk: Walk::Across, plot, stops })
    }

    fn draw_down(&self, width: f64, bars: &[Bar], locale: &Locale) -> (Scene, Readouts) {
        let values = bars.iter().map(|bar| text_width(&bar.text, 12.0)).fold(0.0, f64::max);
        let plot =
            Plot { left: width * 0.36, top: 4.0, right: width - values - 10.0, bottom: 4.0 + ROW * bars.len() as f64 };
        let mut scene = Scene::new(width, plot.bottom + 4.0);
        let (domain, is_broken) = scale_domain(bars);
        let scale = Linear { domain, range: (plot.left, plot.right) };
        let middle = |index: usize| plot.top + (index as f64 + 0.5) * ROW;
        for (index, bar) in bars.iter().enumerate() {
            draw_row(&mut scene, bar, scale, middle(index));
            if bar.is_total && is_broken {
                draw_break_down(&mut scene, plot.left, middle(index));
            }
        }
        let stops = bars.iter().enumerate().map(|(index, bar)| self.stop(bar, middle(index), locale)).collect();
        (scene, Readouts { walk: Walk::Down, plot: Plot { left: 0.0, right: width, ..plot }, stops })
    }

    fn stop(&self, bar: &Bar, at: f64, locale: &Locale) -> Stop {
        let (style, changes) = (self.style(), self.change_style());
        let mut readings = vec![Reading::new(&self.quantity, &bar.text).inked(bar.ink)];
        readings.extend(bar.whisker.map(|(low, high)| {
            let ends = (changes.signed(locale, low - bar.from), changes.signed(locale, high - bar.from));
            Reading::new(share_name(self.share), format!("{} to {}", ends.0, ends.1))
        }));
        if !bar.is_total {
            readings.push(Reading::new("Reached", style.text(locale, bar.to)));
        }
        Stop { at, title: bar.label.clone(), readings }
    }

    fn alt(&self, locale: &Locale) -> String {
        let bars = self.bars(locale);
        let parts: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, bar.text)).collect();
        format!("{}, step by step: {}.", self.quantity, parts.join(", "))
    }

    fn table(&self, locale: &Locale) -> Table {
        let (style, changes) = (self.style(), self.change_style());
        let signed = |value: f64| Cell::number(value, changes.signed(locale, value));
        let total = |(name, value): &(String, f64)| {
            let cells = vec![Cell::words(name), Cell::number(*value, style.text(locale, *value))];
            cells.into_iter().chain([Cell::default(), Cell::default()]).collect::<Vec<_>>()
        };
        let step = |step: &Step| {
            let (low, high) = step.range.unwrap_or((f64::NAN, f64::NAN));
            vec![Cell::words(&step.label), signed(step.change), signed(low), signed(high)]
        };
        let mut rows = vec![total(&self.start)];
        rows.extend(self.steps.iter().map(step));
        rows.push(total(&self.end));
        let range = share_name(self.share);
        let columns = vec![
            Column::words("Step"),
            Column::numbers(&self.quantity),
            Column::numbers(format!("{range}, from")),
            Column::numbers("to"),
        ];
        Table { caption: self.quantity.clone(), columns, rows }
    }
}

fn step_ink(step: &Step) -> Ink {
    match (step.kind, step.change < 0.0) {
        (StepKind::Unexplained, _) => Ink::Muted,
        (StepKind::Cause, true) => Ink::Shortfall,
        (StepKind::Cause, false) => Ink::Accent,
    }
}

/// The values at both ends of the scale, and whether the lower end is above zero.
fn scale_domain(bars: &[Bar]) -> ((f64, f64), bool) {
    let ends = bars.iter().flat_map(|bar| {
        let (low, high) = bar.whisker.unwrap_or((bar.to, bar.to));
        let from = if bar.is_total { bar.to } else { bar.from };
        [from, bar.to, low, high]
    });
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
    if !(low.is_finite() && high.is_finite()) {
        return ((0.0, 1.0), false);
    }
    let (low, high) = if low == high { (low.min(0.0), high.max(1.0)) } else { (low, high) };
    if low > 0.4 * high {
        let room = 0.45 * (high - low);
        return (((low - room).max(0.0), high), low - room > 0.0);
    }
    ((low.min(0.0), high.max(0.0)), false)
}

/// A column around `centre` in a slot of this width: bar, whisker, value above, name below.
fn draw_column(scene: &mut Scene, bar: &Bar, scale: Linear, (centre, slot): (f64, f64)) {
    let half = (slot * 0.35).min(44.0);
    let base = scale.range.0;
    let from = if bar.is_total { scale.at(bar.from).min(base) } else { scale.at(bar.from) };
    let to = scale.at(bar.to);
    let (top, bottom) = (from.min(to), from.max(to).max(from.min(to) + 2.0));
    scene.rect(Plot { left: centre - half, top, right: centre + half, bottom }, 3.0, bar.ink);
    let mut highest = top;
    if let Some((low, high)) = bar.whisker {
        draw_whisker_across(scene, centre, (scale.at(low), scale.at(high)));
        highest = highest.min(scale.at(high));
    }
    if !bar.is_total {
        let reach = slot - half;
        scene.rule(point(centre + half, to), point(centre + reach, to), Ink::Muted, Dash::Solid);
    } else if centre < slot {
        scene.rule(point(centre + half, to), point(centre + slot - half, to), Ink::Muted, Dash::Solid);
    }
    let (size, weight) = if bar.is_total { (15.0, Weight::Strong) } else { (13.0, Weight::Regular) };
    scene.words(&bar.text, point(centre, highest - 12.0), Align::Centre, size, weight, Ink::Text);
    for (line, words) in two_lines(&bar.label, slot - 6.0, 12.0).iter().enumerate() {
        let y = base + 14.0 + line as f64 * 15.0;
        scene.text(words, point(centre, y), Align::Centre, Ink::Muted);
    }
}

/// A whisker that shows on its bar and on the card: a light line around a dark one.
fn draw_whisker_across(scene: &mut Scene, x: f64, (low, high): (f64, f64)) {
    let ends = vec![point(x, low), point(x, high)];
    scene.line(ends.clone(), Ink::Surface, 4.0, Dash::Solid);
    scene.line(ends, Ink::Text, 1.5, Dash::Solid);
    for y in [low, high] {
        scene.line(vec![point(x - 4.0, y), point(x + 4.0, y)], Ink::Text, 1.5, Dash::Solid);
    }
}

fn draw_row(scene: &mut Scene, bar: &Bar, scale: Linear, y: f64) {
    let from = if bar.is_total { scale.at(bar.from).max(scale.range.0) } else { scale.at(bar.from) };
    let to = scale.at(bar.to);
    let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 2.0));
    scene.rect(Plot { left, top: y - 8.0, right, bottom: y + 8.0 }, 3.0, bar.ink);
    if let Some((low, high)) = bar.whisker {
        let ends = vec![point(scale.at(low), y), point(scale.at(high), y)];
        scene.line(ends.clone(), Ink::Surface, 4.0, Dash::Solid);
        scene.line(ends, Ink::Text, 1.5, Dash::Solid);
    }
    let weight = if bar.is_total { Weight::Strong } else { Weight::Regular };
    let lines = two_lines(&bar.label, scale.range.0 - 8.0, 12.0);
    let first = y - (lines.len() as f64 - 1.0) * 7.0;
    for (line, words) in lines.iter().enumerate() {
        scene.words(words, point(0.0, first + line as f64 * 14.0), Align::Left, 12.0, weight, Ink::Text);
    }
    scene.words(&bar.text, point(scene.width, y), Align::Right, 12.0, weight, Ink::Text);
}

/// Two slanted strokes across the foot of a total's bar: the scale does not begin at zero.
fn draw_break(scene: &mut Scene, plot: Plot, (centre, slot): (f64, f64)) {
    let half = (slot * 0.35).min(44.0) + 4.0;
    let y = plot.bottom - 14.0;
    let edge = |lift: f64| vec![point(centre - half, y + 4.0 - lift), point(centre + half, y - 4.0 - lift)];
    let mut gap = edge(0.0);
    gap.extend(edge(5.0).into_iter().rev());
    scene.area(gap, Ink::Surface);
}

fn draw_break_down(scene: &mut Scene, left: f64, y: f64) {
    let x = left + 10.0;
    let edge = |shift: f64| vec![point(x - 3.0 + shift, y + 10.0), point(x + 3.0 + shift, y - 10.0)];
    let mut gap = edge(0.0);
    gap.extend(edge(4.0).into_iter().rev());
    scene.area(gap, Ink::Surface);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bridge() -> Waterfall {
        let step = |label: &str, change: f64, kind| Step {
            label: label.to_owned(),
            change,
            range: Some((change - 5e3, change + 5e3)),
            kind,
        };
        Waterfall {
            quantity: "Revenue, June".to_owned(),
            unit: Unit::Number,
            share: 0.9,
            start: ("Forecast".to_owned(), 612e3),
            steps: vec![
                step("Spend not executed", -14e3, StepKind::Cause),
                step("Season and events", 6e3, StepKind::Cause),
                step("Unexplained", -26e3, StepKind::Unexplained),
            ],
            end: ("Actual".to_owned(), 578e3),
            height: 300.0,
        }
    }

    #[test]
    fn the_steps_arrive_at_the_end() {
        let bars = bridge().bars(&Locale::default());
        assert!((bars[3].to - bars[4].to).abs() < 1e-6);
        let texts: Vec<&str> = bars.iter().map(|bar| bar.text.as_str()).collect();
        assert_eq!(texts, ["612k", "\u{2212}14k", "+6k", "\u{2212}26k", "578k"]);
    }

    #[test]
    fn small_steps_break_the_base() {
        assert!(scale_domain(&bridge().bars(&Locale::default())).1);
        let mut from_zero = bridge();
        from_zero.start.1 = 40e3;
        from_zero.end.1 = 6e3;
        let (domain, is_broken) = scale_domain(&from_zero.bars(&Locale::default()));
        assert!(!is_broken && domain.0 <= 0.0);
    }

    #[test]
    fn narrow_screens_turn_it() {
        assert_eq!(bridge().picture(330.0, &Locale::default()).readouts.walk, Walk::Down);
        assert_eq!(bridge().picture(900.0, &Locale::default()).readouts.walk, Walk::Across);
    }
}
