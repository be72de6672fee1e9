//! Lines with their ranges: fit against actuals, response curves, cumulative fans with a goal, comparisons.
//!
//! A light band is a range; what is not yet observed is dashed; the goal and today are dotted and carry their names.

use super::axis::{self, Base, Linear, Tick, day_number};
use super::format::{NumberStyle, Unit};
use super::interval_dots::share_name;
use super::labels::text_width;
use super::legend::{self, NARROW, Name};
use super::locale::Locale;
use super::palette::{Ink, Paint};
use super::scene::{Align, Dash, Picture, Plot, Point, Reading, Readouts, Scene, Stop, Walk, point};
use super::stacked_areas::week_title;
use super::table::{Cell, Column, Table};
use jiff::civil::Date;

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct LineBand {
    /// What is drawn, such as "Revenue".
    pub quantity: String,
    /// Its unit.
    pub unit: Unit,
    /// What the lines run along.
    pub along: Along,
    /// Ranges, the widest first; they lie under the lines.
    pub bands: Vec<Band>,
    /// Lines, the last on top.
    pub lines: Vec<Line>,
    /// Horizontal levels with names, such as a goal.
    pub levels: Vec<Marker>,
    /// Vertical moments with names, such as today.
    pub moments: Vec<Marker>,
    /// Points with names, such as today's spend on a response curve.
    pub spots: Vec<Spot>,
    /// Where the vertical scale begins.
    pub base: Base,
    /// Height in pixels.
    pub height: f64,
}

/// What the lines run along.
#[derive(Clone, Debug, PartialEq)]
pub enum Along {
    /// Weeks, by their first day.
    Weeks(Vec<Date>),
    /// Numbers in growing order, such as spend a week.
    Numbers {
        /// The numbers.
        values: Vec<f64>,
        /// Their unit.
        unit: Unit,
        /// Their name.
        name: String,
    },
}

/// One line: a value per place, `NaN` where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// Its values.
    pub values: Vec<f64>,
    /// How many places from the left are observed; the rest is dashed.
    pub observed: usize,
}

/// One range around a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The probability inside.
    pub share: f64,
    /// Its colour.
    pub ink: Ink,
    /// Its lower edge, `NaN` where there is none.
    pub low: Vec<f64>,
    /// Its upper edge.
    pub high: Vec<f64>,
}

/// A named place on one of the axes: a value, or [`day_number`] of a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Where.
    pub at: f64,
    /// Its name.
    pub label: String,
    /// Its colour.
    pub ink: Ink,
}

/// A named point.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Along the horizontal axis.
    pub along: f64,
    /// Along the vertical axis.
    pub value: f64,
    /// Its name.
    pub label: String,
    /// Its colour.
    pub ink: Ink,
}

struct Layout {
    plot: Plot,
    across: Linear,
    down: Linear,
}

impl LineBand {
    /// An empty chart of the usual height, to be filled.
    #[must_use]
    pub fn new(quantity: impl Into<String>, unit: Unit, along: Along) -> Self {
        Self {
            quantity: quantity.into(),
            unit,
            along,
            bands: Vec::new(),
            lines: Vec::new(),
            levels: Vec::new(),
            moments: Vec::new(),
            spots: Vec::new(),
            base: Base::Zero,
            height: 240.0,
        }
    }

    /// The chart at this width.
    #[must_use]
    pub fn picture(&self, width: f64, locale: &Locale) -> Picture {
        let layout = self.layout(width, locale);
        let mut scene = Scene::new(width, self.height);
        self.draw_axes(&mut scene, &layout, locale);
        self.draw_bands(&mut scene, &layout);
        self.draw_markers(&mut scene, &layout);
        for line in &self.lines {
            self.draw_line(&mut scene, &layout, line);
        }
        self.draw_spots(&mut scene, &layout);
        self.draw_names(&mut scene, &layout);
        let stops = (0..self.along.len()).map(|index| self.stop(index, &layout, locale)).collect();
        let readouts = Readouts { walk: Walk::Across, plot: layout.plot, stops };
        Picture { scene, readouts, alt: self.alt(locale), table: self.table(locale) }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let is_named = self.lines.len() > 1;
        self.lines.iter().filter(move |_| is_named).map(|line| line.name.as_str())
    }

    fn layout(&self, width: f64, locale: &Locale) -> Layout {
        let domain = axis::domain(self.values(), self.base);
        let named = self.names().count() > 0;
        let (top, right) = match (named, width < NARROW) {
            (false, _) => (12.0, 12.0),
            (true, true) => (legend::top_room(self.names(), width) + 8.0, 8.0),
            (true, false) => (12.0, legend::right_room(self.names())),
        };
        let left = axis::label_room(&axis::number_ticks(domain, 4, self.unit, locale));
        let plot = Plot { left, top, right: width - right, bottom: self.height - self.along.room_below() };
        Layout {
            plot,
            across: Linear { domain: self.along.ends(), range: (plot.left, plot.right) },
            down: Linear { domain, range: (plot.bottom, plot.top) },
        }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        let lines = self.lines.iter().flat_map(|line| &line.values);
        let bands = self.bands.iter().flat_map(|band| band.low.iter().chain(&band.high));
        let levels = self.levels.iter().map(|level| &level.at);
        lines.chain(bands).chain(levels).copied().chain(self.spots.iter().map(|spot| spot.value))
    }

    fn draw_axes(&self, scene: &mut Scene, layout: &Layout, locale: &Locale) {
        let rows = axis::number_ticks(layout.down.domain, 4, self.unit, locale);
        axis::draw_rows(scene, layout.plot, layout.down, &rows);
        let most = (layout.plot.width() / 68.0).clamp(2.0, 6.0) as usize;
        axis::draw_columns(scene, layout.plot, layout.across, &self.along.ticks(most, locale));
        if let Along::Numbers { name, .. } = &self.along {
            let at = point(layout.plot.right, layout.plot.bottom + 32.0);
            scene.text(name, at, Align::Right, Ink::Muted);
        }
    }

    fn draw_bands(&self, scene: &mut Scene, layout: &Layout) {
        let alpha = |nested: usize| if nested > 1 { 0.16 } else { 0.15 };
        for band in &self.bands {
            let nested = self.bands.iter().filter(|other| other.ink == band.ink).count();
            let low = self.path(layout, &band.low);
            let high = self.path(layout, &band.high);
            for run in runs(&low, &high) {
                let mut outline = high[run.clone()].to_vec();
                outline.extend(low[run].iter().rev());
                scene.area(outline, band.ink.faint(alpha(nested)));
            }
        }
    }

    fn path(&self, layout: &Layout, values: &[f64]) -> Vec<Point> {
        let place =
            |(index, value): (usize, &f64)| point(layout.across.at(self.along.position(index)), layout.down.at(*value));
        values.iter().take(self.along.len()).enumerate().map(place).collect()
    }

    fn draw_line(&self, scene: &mut Scene, layout: &Layout, line: &Line) {
        let points = self.path(layout, &line.values);
        let observed = line.observed.min(points.len());
        let dashed_from = observed.saturating_sub(1);
        let paint: Paint = line.ink.into();
        for run in points[..observed].split(|at| !at.y.is_finite()) {
            scene.line(run.to_vec(), paint, 1.75, Dash::Solid);
        }
        for run in points[dashed_from..].split(|at| !at.y.is_finite()) {
            if observed < points.len() {
                scene.line(run.to_vec(), paint, 1.75, Dash::Dashed);
            }
        }
    }

    fn draw_markers(&self, scene: &mut Scene, layout: &Layout) {
        let plot = layout.plot;
        for level in &self.levels {
            let y = layout.down.at(level.at);
            scene.rule(point(plot.left, y), point(plot.right, y), level.ink, Dash::Dotted);
            let above = if y - 9.0 < plot.top { y + 9.0 } else { y - 9.0 };
            scene.label(&level.label, point(plot.left + 4.0, above), Align::Left, level.ink);
        }
        let mut free_from = f64::NEG_INFINITY;
        let mut row = 0.0;
        for moment in &self.moments {
            let x = layout.across.at(moment.at);
            let width = text_width(&moment.label, 12.0);
            row = if x < free_from { row + 1.0 } else { 0.0 };
            scene.rule(point(x, plot.top), point(x, plot.bottom), moment.ink, Dash::Dotted);
            let (align, words_x) = beside(x, width, plot);
            scene.label(&moment.label, point(words_x, plot.top + 8.0 + row * 16.0), align, moment.ink);
            free_from = x + width + 10.0;
        }
    }

    fn draw_spots(&self, scene: &mut Scene, layout: &Layout) {
        for spot in &self.spots {
            let at = point(layout.across.at(spot.along), layout.down.at(spot.value));
            scene.dot(at, 5.0, spot.ink, Ink::Surface);
            // A mark without words has no plate for them either.
            if spot.label.is_empty() {
                continue;
            }
            let (align, x) = beside(at.x, text_width(&spot.label, 12.0), layout.plot);
            let y = (at.y + 16.0).min(layout.plot.bottom - 8.0);
            scene.label(&spot.label, point(x, y), align, Ink::Text);
        }
    }

    fn draw_names(&self, scene: &mut Scene, layout: &Layout) {
        if self.names().count() == 0 {
            return;
        }
        let last = |line: &Line| line.values.iter().rev().copied().find(|value| value.is_finite());
        let name = |line: &Line| Name {
            text: line.name.clone(),
            ink: line.ink,
            end: last(line).map_or(layout.plot.bottom, |value| layout.down.at(value)),
        };
        let names: Vec<Name> = self.lines.iter().map(name).collect();
        if scene.width < NARROW {
            legend::draw_top(scene, &names);
        } else {
            legend::draw_right(scene, layout.plot, &names);
        }
    }

    fn style(&self) -> NumberStyle {
        let (low, high) = axis::domain(self.values(), Base::Data);
        let style = NumberStyle::for_range(self.unit, low, high);
        let decimals = style.decimals + usize::from(style.magnitude.factor() > 1e3);
        NumberStyle { decimals, ..style }
    }

    fn stop(&self, index: usize, layout: &Layout, locale: &Locale) -> Stop {
        let style = self.style();
        let mut readings = Vec::new();
        for line in &self.lines {
            if let Some(value) = line.values.get(index).copied().filter(|value| value.is_finite()) {
                let reading = Reading::new(&line.name, style.text(locale, value)).inked(line.ink);
                readings.push(reading.dotted(layout.down.at(value)));
            }
        }
        for band in &self.bands {
            if let (Some(low), Some(high)) = (finite(&band.low, index), finite(&band.high, index)) {
                let span = format!("{} to {}", style.text(locale, low), style.text(locale, high));
                readings.push(Reading::new(share_name(band.share), span));
            }
        }
        let at = layout.across.at(self.along.position(index));
        Stop { at, title: self.along.title(index, locale), readings }
    }

    fn alt(&self, locale: &Locale) -> String {
        let style = self.style();
        let describe = |line: &Line| {
            let mut known = line.values.iter().copied().filter(|value| value.is_finite());
            let first = known.next();
            let last = known.next_back().or(first);
            let text = |value: Option<f64>| value.map_or_else(String::new, |value| style.text(locale, value));
            format!("{} from {} to {}", line.name, text(first), text(last))
        };
        let lines: Vec<String> = self.lines.iter().map(describe).collect();
        let levels: String = self.levels.iter().map(|level| format!("; {}", level.label)).collect();
        format!("{}: {}{levels}.", self.quantity, lines.join("; "))
    }

    fn table(&self, locale: &Locale) -> Table {
        let style = self.style();
        let cell = |values: &[f64], index: usize| {
            let value = values.get(index).copied().unwrap_or(f64::NAN);
            Cell::number(value, style.text(locale, value))
        };
        let row = |index: usize| {
            let mut row = vec![self.along.cell(index, locale)];
            row.extend(self.lines.iter().map(|line| cell(&line.values, index)));
            row.extend(self.bands.iter().flat_map(|band| [cell(&band.low, index), cell(&band.high, index)]));
            row
        };
        let mut columns = vec![self.along.column()];
        columns.extend(self.lines.iter().map(|line| Column::numbers(&line.name)));
        for band in &self.bands {
            let name = share_name(band.share);
            columns.extend([Column::numbers(format!("{name}, from")), Column::numbers("to")]);
        }
        Table { caption: self.quantity.clone(), columns, rows: (0..self.along.len()).map(row).collect() }
    }
}

impl Along {
    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Weeks(weeks) => weeks.len(),
            Self::Numbers { values, .. } => values.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn position(&self, index: usize) -> f64 {
        match self {
            Self::Weeks(weeks) => weeks.get(index).map_or(f64::NAN, |date| day_number(*date)),
            Self::Numbers { values, .. } => values.get(index).copied().unwrap_or(f64::NAN),
        }
    }

    fn ends(&self) -> (f64, f64) {
        if self.is_empty() { (0.0, 1.0) } else { (self.position(0), self.position(self.len() - 1)) }
    }

    fn room_below(&self) -> f64 {
        if matches!(self, Self::Weeks(_)) { 24.0 } else { 42.0 }
    }

    fn ticks(&self, most: usize, locale: &Locale) -> Vec<Tick> {
        match self {
            Self::Weeks(weeks) => match (weeks.first(), weeks.last()) {
                (Some(first), Some(last)) => axis::date_ticks(*first, *last, most, locale),
                _ => Vec::new(),
            },
            Self::Numbers { unit, .. } => axis::number_ticks(self.ends(), most, *unit, locale),
        }
    }

    fn title(&self, index: usize, locale: &Locale) -> String {
        match self {
            Self::Weeks(weeks) => weeks.get(index).map_or_else(String::new, |date| week_title(*date, locale)),
            Self::Numbers { name, .. } => format!("{name} {}", self.cell(index, locale).text),
        }
    }

    fn cell(&self, index: usize, locale: &Locale) -> Cell {
        match self {
            Self::Weeks(weeks) => weeks.get(index).map_or_else(Cell::default, |date| Cell::date(*date, locale)),
            Self::Numbers { unit, .. } => {
                let (low, high) = self.ends();
                let value = self.position(index);
                Cell::number(value, NumberStyle::for_range(*unit, low, high).text(locale, value))
            }
        }
    }

    fn column(&self) -> Column {
        match self {
            Self::Weeks(_) => Column::words("Week from"),
            Self::Numbers { name, .. } => Column::numbers(name),
        }
    }
}

fn finite(values: &[f64], index: usize) -> Option<f64> {
    values.get(index).copied().filter(|value| value.is_finite())
}

/// The side of a vertical line on which words of this width stay inside the plot.
fn beside(x: f64, width: f64, plot: Plot) -> (Align, f64) {
    if x + 6.0 + width > plot.right { (Align::Right, x - 6.0) } else { (Align::Left, x + 6.0) }
}

/// The stretches over which both edges are known.
fn runs(low: &[Point], high: &[Point]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let known: Vec<bool> = low.iter().zip(high).map(|(low, high)| low.y.is_finite() && high.y.is_finite()).collect();
    for (index, is_known) in known.iter().copied().chain([false]).enumerate() {
        match (start, is_known) {
            (None, true) => start = Some(index),
            (Some(from), false) => {
                found.push(from..index);
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::scene::Mark;

    fn curve() -> LineBand {
        let values: Vec<f64> = (0..=40).map(|k| f64::from(k) * 1e3).collect();
        let outcome: Vec<f64> = values.iter().map(|spend| 60e3 * spend / (spend + 15e3)).collect();
        let along = Along::Numbers { values, unit: Unit::Number, name: "Spend a week".to_owned() };
        let mut chart = LineBand::new("Revenue a week", Unit::Number, along);
        let (low, high) = (outcome.iter().map(|v| v * 0.8).collect(), outcome.iter().map(|v| v * 1.2).collect());
        chart.bands.push(Band { share: 0.9, ink: Ink::Accent, low, high });
        let name = "Best estimate".to_owned();
        chart.lines.push(Line { name, ink: Ink::Accent, values: outcome, observed: 28 });
        chart
    }

    fn dashes(picture: &Picture) -> Vec<Dash> {
        let lines = picture.scene.marks.iter().filter_map(|mark| match mark {
            Mark::Line { dash, paint, .. } if paint.ink == Ink::Accent => Some(*dash),
            _ => None,
        });
        lines.collect()
    }

    #[test]
    fn what_is_not_observed_is_dashed() {
        assert_eq!(dashes(&curve().picture(340.0, &Locale::default())), [Dash::Solid, Dash::Dashed]);
        let mut chart = curve();
        chart.lines[0].observed = 41;
        assert_eq!(dashes(&chart.picture(340.0, &Locale::default())), [Dash::Solid]);
    }

    #[test]
    fn a_spot_without_words_has_no_plate() {
        let plates = |label: &str| {
            let mut chart = curve();
            chart.spots = vec![Spot { along: 10e3, value: 20e3, label: label.to_owned(), ink: Ink::Shortfall }];
            let marks = chart.picture(720.0, &Locale::default()).scene.marks;
            marks.iter().filter(|mark| matches!(mark, Mark::Rect { .. })).count()
        };
        assert_eq!((plates(""), plates("today")), (plates("today") - 1, plates("") + 1));
    }

    #[test]
    fn bands_stop_where_they_are_unknown() {
        let at = |y| point(0.0, y);
        let low = [at(1.0), at(f64::NAN), at(1.0), at(1.0)];
        assert_eq!(runs(&low, &low), [0..1, 2..4]);
    }

    #[test]
    fn reads_out_the_line_and_its_range() {
        let stop = &curve().picture(720.0, &Locale::default()).readouts.stops[15];
        assert_eq!(stop.title, "Spend a week 15k");
        let values: Vec<&str> = stop.readings.iter().map(|reading| reading.value.as_str()).collect();
        assert_eq!(values, ["30k", "24k to 36k"]);
    }
}
