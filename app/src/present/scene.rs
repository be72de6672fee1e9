//! A chart as a value: marks in CSS pixels with meanings instead of colours, what the cross-hair reads out, the
//! sentence that stands for the picture, and the table behind it.

use super::labels::text_width;
use super::palette::{Ink, Paint};
use super::table::Table;

/// A place in CSS pixels from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: f64,
    /// From the top edge.
    pub y: f64,
}

/// The rectangle that data is drawn in, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

/// Solid or dashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Observed.
    Solid,
    /// Not yet observed.
    Dashed,
    /// A reference.
    Dotted,
}

/// Where a text begins, measured from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The point is its left end.
    Left,
    /// The point is its middle.
    Centre,
    /// The point is its right end.
    Right,
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    Regular,
    /// For what counts.
    Strong,
}

/// One thing drawn; later marks lie over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// Its colour.
        paint: Paint,
        /// Its width.
        width: f64,
        /// Solid or dashed.
        dash: Dash,
    },
    /// A filled outline.
    Area {
        /// The corners; the last is joined to the first.
        outline: Vec<Point>,
        /// Its colour.
        paint: Paint,
    },
    /// A filled rectangle.
    Rect {
        /// Its edges.
        at: Plot,
        /// Radius of its corners.
        radius: f64,
        /// Its colour.
        paint: Paint,
    },
    /// A filled circle with a ring.
    Dot {
        /// Its centre.
        centre: Point,
        /// Its radius.
        radius: f64,
        /// The colour inside.
        fill: Paint,
        /// The colour of its ring.
        ring: Paint,
    },
    /// Many small squares of one colour.
    Specks {
        /// Their middles.
        points: Vec<Point>,
        /// Half their side.
        half: f64,
        /// Their colour.
        paint: Paint,
    },
    /// A line of text, centred on its point from top to bottom.
    Text {
        /// The words.
        text: String,
        /// Where.
        at: Point,
        /// Which end of it stands there.
        align: Align,
        /// Letter size.
        size: f64,
        /// How heavy.
        weight: Weight,
        /// Its colour.
        paint: Paint,
    },
}

/// A drawn chart: its size and its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What is drawn, first to last.
    pub marks: Vec<Mark>,
}

/// Which way the cross-hair walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// From left to right: the hair is vertical.
    Across,
    /// From top to bottom: the hair is horizontal.
    Down,
}

/// What the cross-hair can stop at.
#[derive(Clone, Debug, PartialEq)]
pub struct Readouts {
    /// Which way it walks.
    pub walk: Walk,
    /// The rectangle it stays in.
    pub plot: Plot,
    /// Where it stops, in order.
    pub stops: Vec<Stop>,
}

/// One stop of the cross-hair.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Pixel along the walk.
    pub at: f64,
    /// What stands there: a week, a channel.
    pub title: String,
    /// What is read out.
    pub readings: Vec<Reading>,
}

/// One number read out.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What the number is.
    pub label: String,
    /// The number as text.
    pub value: String,
    /// The ink of its mark, if it has one.
    pub ink: Option<Ink>,
    /// Pixel across the walk where a dot is put on the mark.
    pub dot: Option<f64>,
}

/// A whole chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What is drawn.
    pub scene: Scene,
    /// What the cross-hair reads out.
    pub readouts: Readouts,
    /// The sentence that stands for the picture.
    pub alt: String,
    /// The numbers behind it.
    pub table: Table,
}

/// A place, shortly.
#[must_use]
pub fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Plot {
    /// Its width, never negative.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// Its height, never negative.
    #[must_use]
    pub fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }
}

impl Reading {
    /// A reading with no dot on the picture.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), ink: None, dot: None }
    }

    /// The same with the ink of its mark.
    #[must_use]
    pub fn inked(mut self, ink: Ink) -> Self {
        self.ink = Some(ink);
        self
    }

    /// The same with a dot on the picture.
    #[must_use]
    pub fn dotted(mut self, at: f64) -> Self {
        self.dot = Some(at);
        self
    }
}

impl Readouts {
    /// The stop nearest to a pixel of the chart.
    #[must_use]
    pub fn nearest(&self, at: Point) -> Option<usize> {
        let along = if self.walk == Walk::Across { at.x } else { at.y };
        let distance = |stop: &Stop| (stop.at - along).abs();
        let by_distance = |a: &(usize, &Stop), b: &(usize, &Stop)| distance(a.1).total_cmp(&distance(b.1));
        self.stops.iter().enumerate().min_by(by_distance).map(|(index, _)| index)
    }
}

impl Scene {
    /// An empty chart.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height, marks: Vec::new() }
    }

    /// Draws a line.
    pub fn line(&mut self, points: Vec<Point>, paint: impl Into<Paint>, width: f64, dash: Dash) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, paint: paint.into(), width, dash });
        }
    }

    /// Draws a straight line, one pixel wide.
    pub fn rule(&mut self, from: Point, to: Point, paint: impl Into<Paint>, dash: Dash) {
        self.line(vec![from, to], paint, 1.0, dash);
    }

    /// Fills an outline.
    pub fn area(&mut self, outline: Vec<Point>, paint: impl Into<Paint>) {
        if outline.len() > 2 {
            self.marks.push(Mark::Area { outline, paint: paint.into() });
        }
    }

    /// Fills a rectangle.
    pub fn rect(&mut self, at: Plot, radius: f64, paint: impl Into<Paint>) {
        self.marks.push(Mark::Rect { at, radius, paint: paint.into() });
    }

    /// Draws a dot with a ring around it.
    pub fn dot(&mut self, centre: Point, radius: f64, fill: impl Into<Paint>, ring: impl Into<Paint>) {
        self.marks.push(Mark::Dot { centre, radius, fill: fill.into(), ring: ring.into() });
    }

    /// Draws many small squares, for points that are too many to be told apart.
    pub fn specks(&mut self, points: Vec<Point>, half: f64, paint: impl Into<Paint>) {
        self.marks.push(Mark::Specks { points, half, paint: paint.into() });
    }

    /// Writes a line of regular text of 12 pixels.
    pub fn text(&mut self, text: impl Into<String>, at: Point, align: Align, paint: impl Into<Paint>) {
        self.words(text, at, align, 12.0, Weight::Regular, paint);
    }

    /// Writes a line of regular text of 12 pixels on a strip of the card's ground, so that it reads over lines.
    pub fn label(&mut self, text: impl Into<String>, at: Point, align: Align, paint: impl Into<Paint>) {
        let text = text.into();
        let width = text_width(&text, 12.0);
        let left = match align {
            Align::Left => at.x,
            Align::Centre => at.x - width / 2.0,
            Align::Right => at.x - width,
        };
        let strip = Plot { left: left - 3.0, top: at.y - 8.0, right: left + width + 3.0, bottom: at.y + 8.0 };
        self.rect(strip, 4.0, Ink::Surface.faint(0.8));
        self.text(text, at, align, paint);
    }

    /// Writes a line of strong text of 12 pixels.
    pub fn strong(&mut self, text: impl Into<String>, at: Point, align: Align, paint: impl Into<Paint>) {
        self.words(text, at, align, 12.0, Weight::Strong, paint);
    }

    /// Writes a line of text of any size.
    pub fn words(
        &mut self,
        text: impl Into<String>,
        at: Point,
        align: Align,
        size: f64,
        weight: Weight,
        paint: impl Into<Paint>,
    ) {
        self.marks.push(Mark::Text { text: text.into(), at, align, size, weight, paint: paint.into() });
    }

    /// Several charts one below the other.
    #[must_use]
    pub fn stacked(scenes: &[&Self]) -> Self {
        let mut sheet = Self::new(0.0, 0.0);
        for scene in scenes {
            let top = sheet.height;
            sheet.marks.extend(scene.marks.iter().map(|mark| mark.moved(0.0, top)));
            sheet.width = sheet.width.max(scene.width);
            sheet.height += scene.height;
        }
        sheet
    }

    /// The same chart under a heading, for a picture that leaves the page.
    #[must_use]
    pub fn with_heading(&self, title: &str, subtitle: &str) -> Self {
        const MARGIN: f64 = 16.0;
        const HEADING: f64 = 60.0;
        let mut sheet = Self::new(self.width + 2.0 * MARGIN, self.height + HEADING + MARGIN);
        let ground = Plot { left: 0.0, top: 0.0, right: sheet.width, bottom: sheet.height };
        sheet.rect(ground, 0.0, Ink::Surface);
        sheet.words(title, point(MARGIN, 24.0), Align::Left, 15.0, Weight::Strong, Ink::Text);
        sheet.words(subtitle, point(MARGIN, 44.0), Align::Left, 13.0, Weight::Regular, Ink::Muted);
        sheet.marks.extend(self.marks.iter().map(|mark| mark.moved(MARGIN, HEADING)));
        sheet
    }
}

impl Mark {
    /// The same mark elsewhere.
    #[must_use]
    pub fn moved(&self, x: f64, y: f64) -> Self {
        let shift = |at: &mut Point| *at = point(at.x + x, at.y + y);
        let mut mark = self.clone();
        match &mut mark {
            Self::Line { points, .. } | Self::Area { outline: points, .. } | Self::Specks { points, .. } => {
                points.iter_mut().for_each(shift);
            }
            Self::Rect { at, .. } => {
                *at = Plot { left: at.left + x, top: at.top + y, right: at.right + x, bottom: at.bottom + y };
            }
            Self::Dot { centre: at, .. } | Self::Text { at, .. } => shift(at),
        }
        mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_stop_is_found_along_the_walk() {
        let stop = |at| Stop { at, title: String::new(), readings: Vec::new() };
        let plot = Plot { left: 0.0, top: 0.0, right: 100.0, bottom: 50.0 };
        let readouts = Readouts { walk: Walk::Across, plot, stops: vec![stop(0.0), stop(40.0), stop(100.0)] };
        assert_eq!(readouts.nearest(point(65.0, 0.0)), Some(1));
        assert_eq!(Readouts { walk: Walk::Down, ..readouts }.nearest(point(0.0, 99.0)), Some(2));
    }

    #[test]
    fn a_heading_moves_every_mark() {
        let mut scene = Scene::new(100.0, 50.0);
        scene.rule(point(0.0, 0.0), point(10.0, 0.0), Ink::Grid, Dash::Solid);
        let sheet = scene.with_heading("Claim", "How to read it");
        let moved = sheet.marks.last().map(|mark| matches!(mark, Mark::Line { points, .. } if points[0].y == 60.0));
        assert_eq!(moved, Some(true));
    }
}
