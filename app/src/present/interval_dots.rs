//! Rows of dots with ranges: the return of each channel, with the return of its next unit of money as a triangle.
//!
//! One row per channel: a light bar for the 90 % range, a dot for the estimate, a triangle for the margin, a remark; a
//! diamond for the true value where it is known, as it is in a demo.
//! On narrow screens the words move above the bar.

use super::axis::{self, Base, Linear};
use super::format::{NumberStyle, Unit};
use super::labels::{shortened, text_width};
use super::locale::Locale;
use super::palette::Ink;
use super::scene::{Align, Dash, Picture, Plot, Point, Reading, Readouts, Scene, Stop, Walk, point};
use super::table::{Cell, Column, Table};

/// Below this width the words stand above the bars.
const NARROW: f64 = 520.0;
/// What diamonds stand for.
const TRUTH: &str = "True value, known because this is a demo";

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalDots {
    /// What the dot is, such as "Return on spend".
    pub quantity: String,
    /// What the triangle is, such as "Return of the next dollar".
    pub marginal: String,
    /// The unit of both.
    pub unit: Unit,
    /// The probability inside the bars.
    pub share: f64,
    /// Top to bottom.
    pub rows: Vec<IntervalRow>,
    /// A value that rows are held against.
    pub reference: Option<Reference>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalRow {
    /// The channel.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// Lower end of the range.
    pub low: f64,
    /// The estimate.
    pub value: f64,
    /// Upper end of the range.
    pub high: f64,
    /// The estimate at the margin.
    pub marginal: Option<f64>,
    /// The true value, where it is known.
    pub truth: Option<f64>,
    /// A few words at the end of the row.
    pub remark: String,
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The value.
    pub value: f64,
    /// What it means, such as "1.0 = the spend comes back".
    pub label: String,
}

/// Where things stand.
struct Layout {
    plot: Plot,
    scale: Linear,
    row_height: f64,
    words_above: f64,
}

impl IntervalDots {
    /// The chart at this width.
    #[must_use]
    pub fn picture(&self, width: f64, locale: &Locale) -> Picture {
        let layout = self.layout(width);
        let mut scene = Scene::new(width, layout.plot.bottom + if self.knows_truth() { 58.0 } else { 38.0 });
        self.draw_axis(&mut scene, &layout, locale);
        self.draw_truth_key(&mut scene);
        for (index, row) in self.rows.iter().enumerate() {
            draw_row(&mut scene, &layout, row, layout.bar_y(index));
        }
        let stops = self.rows.iter().enumerate().map(|(index, row)| self.stop(row, layout.bar_y(index), locale));
        let readouts = Readouts { walk: Walk::Down, plot: layout.plot, stops: stops.collect() };
        Picture { scene, readouts, alt: self.alt(locale), table: self.table(locale) }
    }

    fn layout(&self, width: f64) -> Layout {
        let words = |text: fn(&IntervalRow) -> &str, most: f64| {
            self.rows.iter().map(|row| text_width(text(row), 12.0)).fold(0.0, f64::max).min(most)
        };
        let is_narrow = width < NARROW;
        let remarks = words(|row| &row.remark, 190.0);
        let (left, right) = if is_narrow {
            (8.0, width - 12.0)
        } else {
            (words(|row| &row.name, 170.0) + 20.0, width - if remarks > 0.0 { remarks + 20.0 } else { 12.0 })
        };
        let (row_height, words_above) = if is_narrow { (42.0, 18.0) } else { (34.0, 0.0) };
        let plot = Plot { left, top: 6.0, right, bottom: 6.0 + row_height * self.rows.len() as f64 };
        let known = |row: &IntervalRow| [row.marginal.unwrap_or(row.value), row.truth.unwrap_or(row.value)];
        let ends = self.rows.iter().flat_map(|row| [row.low, row.high, row.value].into_iter().chain(known(row)));
        let values = ends.chain(self.reference.iter().map(|reference| reference.value));
        let scale = Linear { domain: axis::domain(values, Base::Zero), range: (plot.left, plot.right) };
        Layout { plot, scale, row_height, words_above }
    }

    fn draw_axis(&self, scene: &mut Scene, layout: &Layout, locale: &Locale) {
        let most = if layout.plot.width() < 300.0 { 4 } else { 5 };
        let ticks = axis::number_ticks(layout.scale.domain, most, self.unit, locale);
        axis::draw_column_lines(scene, layout.plot, layout.scale, &ticks);
        axis::draw_columns(scene, layout.plot, layout.scale, &ticks);
        if let Some(reference) = &self.reference {
            draw_reference(scene, layout, reference);
        }
    }

    fn knows_truth(&self) -> bool {
        self.rows.iter().any(|row| row.truth.is_some())
    }

    /// A line under the axis that says what the diamonds are.
    fn draw_truth_key(&self, scene: &mut Scene) {
        if self.knows_truth() {
            let y = scene.height - 8.0;
            draw_diamond(scene, point(6.0, y));
            scene.text(TRUTH, point(16.0, y), Align::Left, Ink::Muted);
        }
    }

    fn style(&self) -> NumberStyle {
        let widths = self.rows.iter().map(|row| row.high - row.low).filter(|width| *width > 0.0);
        let narrowest = widths.fold(f64::INFINITY, f64::min);
        let largest = self.rows.iter().map(|row| row.high.abs()).fold(0.0, f64::max);
        NumberStyle::for_range(self.unit, largest - narrowest, largest)
    }

    fn stop(&self, row: &IntervalRow, y: f64, locale: &Locale) -> Stop {
        let style = self.style();
        let span = format!("{} to {}", style.text(locale, row.low), style.text(locale, row.high));
        let mut readings = vec![
            Reading::new(&self.quantity, style.text(locale, row.value)).inked(row.ink),
            Reading::new(share_name(self.share), span),
        ];
        readings.extend(row.marginal.map(|value| Reading::new(&self.marginal, style.text(locale, value))));
        readings.extend(row.truth.map(|value| Reading::new("True value", style.text(locale, value))));
        Stop { at: y, title: row.name.clone(), readings }
    }

    fn alt(&self, locale: &Locale) -> String {
        let style = self.style();
        let row = |row: &IntervalRow| {
            let range = format!("{} to {}", style.text(locale, row.low), style.text(locale, row.high));
            format!("{} {}, range {range}", row.name, style.text(locale, row.value))
        };
        format!("{}: {}.", self.quantity, self.rows.iter().map(row).collect::<Vec<_>>().join("; "))
    }

    fn table(&self, locale: &Locale) -> Table {
        let style = self.style();
        let number = |value: f64| Cell::number(value, style.text(locale, value));
        let range = share_name(self.share);
        let mut columns = vec![
            Column::words("Channel"),
            Column::numbers(&self.quantity),
            Column::numbers(format!("{range}, from")),
            Column::numbers("to"),
            Column::numbers(&self.marginal),
            Column::words("Remark"),
        ];
        let knows_truth = self.knows_truth();
        columns.extend(knows_truth.then(|| Column::numbers("True value")));
        let row = |row: &IntervalRow| {
            let mut cells = vec![
                Cell::channel(&row.name, row.ink),
                number(row.value),
                number(row.low),
                number(row.high),
                row.marginal.map_or_else(Cell::default, number),
                Cell::words(&row.remark),
            ];
            cells.extend(knows_truth.then(|| row.truth.map_or_else(Cell::default, number)));
            cells
        };
        Table { caption: self.quantity.clone(), columns, rows: self.rows.iter().map(row).collect() }
    }
}

/// "90 % range".
pub(super) fn share_name(share: f64) -> String {
    format!("{:.0}\u{a0}% range", share * 100.0)
}

impl Layout {
    fn bar_y(&self, index: usize) -> f64 {
        let top = self.plot.top + index as f64 * self.row_height;
        top + self.words_above + (self.row_height - self.words_above) / 2.0
    }
}

fn draw_reference(scene: &mut Scene, layout: &Layout, reference: &Reference) {
    let x = layout.scale.at(reference.value);
    scene.rule(point(x, layout.plot.top), point(x, layout.plot.bottom + 4.0), Ink::Text, Dash::Dotted);
    let half = text_width(&reference.label, 12.0) / 2.0;
    let centre = x.min(scene.width - half).max(half);
    scene.text(&reference.label, point(centre, layout.plot.bottom + 30.0), Align::Centre, Ink::Text);
}

fn draw_row(scene: &mut Scene, layout: &Layout, row: &IntervalRow, y: f64) {
    draw_words(scene, layout, row, y);
    let (from, to) = (layout.scale.at(row.low), layout.scale.at(row.high));
    let bar = Plot { left: from, top: y - 5.0, right: to.max(from + 2.0), bottom: y + 5.0 };
    scene.rect(bar, 5.0, row.ink.faint(0.28));
    scene.dot(point(layout.scale.at(row.value), y), 5.0, row.ink, Ink::Surface);
    if let Some(marginal) = row.marginal {
        draw_triangle(scene, point(layout.scale.at(marginal), y));
    }
    if let Some(truth) = row.truth {
        draw_diamond(scene, point(layout.scale.at(truth), y));
    }
}

fn draw_words(scene: &mut Scene, layout: &Layout, row: &IntervalRow, y: f64) {
    let plot = layout.plot;
    if layout.words_above > 0.0 {
        let y = y - layout.words_above;
        let name = shortened(&row.name, plot.width() * 0.5, 12.0);
        let remark = shortened(&row.remark, scene.width - text_width(&name, 12.0) * 1.1 - 12.0, 12.0);
        scene.strong(name, point(0.0, y), Align::Left, Ink::Text);
        scene.text(remark, point(scene.width, y), Align::Right, Ink::Muted);
    } else {
        let name = shortened(&row.name, plot.left - 16.0, 12.0);
        let remark = shortened(&row.remark, scene.width - plot.right - 16.0, 12.0);
        scene.text(name, point(0.0, y), Align::Left, Ink::Text);
        scene.text(remark, point(plot.right + 20.0, y), Align::Left, Ink::Muted);
    }
}

/// An open triangle, filled with the card's ground so that it reads on a bar.
fn draw_triangle(scene: &mut Scene, at: Point) {
    let corners = vec![point(at.x, at.y - 4.5), point(at.x + 4.5, at.y + 3.5), point(at.x - 4.5, at.y + 3.5)];
    let mut outline = corners.clone();
    outline.push(corners[0]);
    outline.push(corners[1]);
    scene.area(corners, Ink::Surface);
    scene.line(outline, Ink::Text, 1.25, Dash::Solid);
}

/// A full diamond with a rim in the card's ground.
fn draw_diamond(scene: &mut Scene, at: Point) {
    let corners =
        |r: f64| vec![point(at.x, at.y - r), point(at.x + r, at.y), point(at.x, at.y + r), point(at.x - r, at.y)];
    scene.area(corners(6.5), Ink::Surface);
    scene.area(corners(5.0), Ink::Text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::scene::Mark;

    fn chart() -> IntervalDots {
        let row = |name: &str, low, value, high| IntervalRow {
            name: name.to_owned(),
            ink: Ink::Channel(0),
            low,
            value,
            high,
            marginal: Some(1.2),
            truth: None,
            remark: "room to grow".to_owned(),
        };
        IntervalDots {
            quantity: "Return on spend".to_owned(),
            marginal: "Next dollar".to_owned(),
            unit: Unit::Number,
            share: 0.9,
            rows: vec![row("Shopping", 2.5, 3.1, 3.8), row("Search", 2.1, 2.6, 3.2)],
            reference: Some(Reference { value: 1.0, label: "1.0 = the spend comes back".to_owned() }),
        }
    }

    #[test]
    fn the_dot_lies_inside_its_bar() {
        for width in [340.0, 720.0] {
            let picture = chart().picture(width, &Locale::default());
            let dots = picture.scene.marks.iter().filter_map(|mark| match mark {
                Mark::Dot { centre, .. } => Some(centre.x),
                _ => None,
            });
            let bars = picture.scene.marks.iter().filter_map(|mark| match mark {
                Mark::Rect { at, .. } => Some((at.left, at.right)),
                _ => None,
            });
            assert!(dots.zip(bars).all(|(dot, (left, right))| left < dot && dot < right && right <= width));
        }
    }

    #[test]
    fn reads_out_every_row() {
        let picture = chart().picture(720.0, &Locale::default());
        let readings = &picture.readouts.stops[0].readings;
        let values: Vec<&str> = readings.iter().map(|reading| reading.value.as_str()).collect();
        assert_eq!(values, ["3.1", "2.5 to 3.8", "1.2"]);
        assert!(picture.alt.starts_with("Return on spend: Shopping 3.1, range 2.5 to 3.8; Search"));
    }

    #[test]
    fn a_known_truth_is_drawn_read_out_and_tabled() {
        let mut known = chart();
        known.rows[0].truth = Some(3.3);
        let (with, without) = (known.picture(720.0, &Locale::default()), chart().picture(720.0, &Locale::default()));
        assert!(with.scene.height > without.scene.height);
        assert_eq!(with.readouts.stops[0].readings.last().map(|r| r.value.as_str()), Some("3.3"));
        assert_eq!(with.table.columns.len(), without.table.columns.len() + 1);
    }

    #[test]
    fn no_rows_draw_nothing_wrong() {
        let picture = IntervalDots { rows: Vec::new(), ..chart() }.picture(720.0, &Locale::default());
        assert!(picture.readouts.stops.is_empty());
    }
}
