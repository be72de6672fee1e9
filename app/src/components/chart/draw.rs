//! Draws a [`Scene`] on any plotters backend.
//!
//! Plotters counts in whole numbers, which on a screen makes curves jagged and text jump. So every device pixel is
//! counted in [`FINE`] parts, and the backend's own scale makes them small again. Straight upright and level lines are
//! moved onto device pixels, so that they stay sharp.

use crate::present::palette::{Paint, Palette};
use crate::present::scene::{Align, Dash, Mark, Plot, Point, Scene, Weight, point};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle, TextStyle};
use std::f64::consts::PI;

/// Parts that a device pixel is counted in.
pub const FINE: f64 = 16.0;

/// The backend refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawError;

/// How a scene becomes marks on a backend.
pub struct Pen<'a> {
    /// The theme's colours.
    pub palette: &'a Palette,
    /// Device pixels in a CSS pixel.
    pub device_pixels: f64,
    /// The backend's letter size for a letter of one part: 1, but for backends that shrink it.
    pub letter_scale: f64,
    /// The font family.
    pub font: &'a str,
}

/// Draws all marks.
///
/// # Errors
/// [`DrawError`] when the backend refuses one.
pub fn draw<B: DrawingBackend>(backend: &mut B, scene: &Scene, pen: &Pen) -> Result<(), DrawError> {
    scene.marks.iter().try_for_each(|mark| pen.mark(backend, mark))
}

impl Pen<'_> {
    fn mark<B: DrawingBackend>(&self, backend: &mut B, mark: &Mark) -> Result<(), DrawError> {
        match mark {
            Mark::Line { points, paint, width, dash } => self.line(backend, points, (*paint, *width), *dash),
            Mark::Area { outline, paint } => self.fill(backend, outline, *paint),
            Mark::Rect { at, radius, paint } => self.fill(backend, &rounded(*at, *radius), *paint),
            Mark::Dot { centre, radius, fill, ring } => {
                self.fill(backend, &circle(*centre, radius + 1.5), *ring)?;
                self.fill(backend, &circle(*centre, *radius), *fill)
            }
            Mark::Specks { points, half, paint } => self.specks(backend, points, *half, *paint),
            Mark::Text { text, at, align, size, weight, paint } => {
                self.text(backend, text, *at, (*align, *size, *weight, *paint))
            }
        }
    }

    fn line<B: DrawingBackend>(
        &self,
        backend: &mut B,
        points: &[Point],
        (paint, width): (Paint, f64),
        dash: Dash,
    ) -> Result<(), DrawError> {
        let stroke_width = (width * self.device_pixels).max(1.0);
        let style = ShapeStyle { color: self.colour(paint), filled: false, stroke_width: (stroke_width * FINE) as u32 };
        let points = self.sharpened(points, stroke_width);
        let mut stroke = |points: &[Point]| {
            let path: Vec<(i32, i32)> = points.iter().map(|at| self.coordinate(*at)).collect();
            backend.draw_path(path, &style).map_err(|_| DrawError)
        };
        match dash {
            Dash::Solid => stroke(&points),
            Dash::Dashed => dashes(&points, 6.0, 4.0).iter().try_for_each(|points| stroke(points)),
            Dash::Dotted => dashes(&points, 2.0, 3.0).iter().try_for_each(|points| stroke(points)),
        }
    }

    fn fill<B: DrawingBackend>(&self, backend: &mut B, outline: &[Point], paint: Paint) -> Result<(), DrawError> {
        let path: Vec<(i32, i32)> = outline.iter().map(|at| self.coordinate(*at)).collect();
        backend.fill_polygon(path, &self.colour(paint)).map_err(|_| DrawError)
    }

    fn specks<B: DrawingBackend>(
        &self,
        backend: &mut B,
        points: &[Point],
        half: f64,
        paint: Paint,
    ) -> Result<(), DrawError> {
        let colour = self.colour(paint);
        points.iter().try_for_each(|at| {
            let corners = (point(at.x - half, at.y - half), point(at.x + half, at.y + half));
            let (from, to) = (self.coordinate(corners.0), self.coordinate(corners.1));
            backend.draw_rect(from, to, &colour, true).map_err(|_| DrawError)
        })
    }

    fn text<B: DrawingBackend>(
        &self,
        backend: &mut B,
        text: &str,
        at: Point,
        (align, size, weight, paint): (Align, f64, Weight, Paint),
    ) -> Result<(), DrawError> {
        let size = size * self.device_pixels * FINE * self.letter_scale;
        let weight = if weight == Weight::Strong { FontStyle::Bold } else { FontStyle::Normal };
        let across = match align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(self.font), size, weight);
        let colour = self.colour(paint);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(across, VPos::Center));
        backend.draw_text(text, &style, self.coordinate(at)).map_err(|_| DrawError)
    }

    fn colour(&self, paint: Paint) -> RGBAColor {
        let colour = self.palette.colour(paint.ink);
        RGBColor(colour.0, colour.1, colour.2).mix(paint.alpha)
    }

    fn coordinate(&self, at: Point) -> (i32, i32) {
        let parts = |pixels: f64| (pixels * self.device_pixels * FINE).round() as i32;
        (parts(at.x), parts(at.y))
    }

    /// A level or upright line with its edges on device pixels; any other line as it is.
    fn sharpened(&self, points: &[Point], stroke_width: f64) -> Vec<Point> {
        let [from, to] = points else { return points.to_vec() };
        let half = if (stroke_width.round() as i64) % 2 == 1 { 0.5 } else { 0.0 };
        let sharp = |pixels: f64| ((pixels * self.device_pixels - half).round() + half) / self.device_pixels;
        if from.x == to.x {
            vec![point(sharp(from.x), from.y), point(sharp(to.x), to.y)]
        } else if from.y == to.y {
            vec![point(from.x, sharp(from.y)), point(to.x, sharp(to.y))]
        } else {
            points.to_vec()
        }
    }
}

/// The corners of a circle, as many as the eye wants.
fn circle(centre: Point, radius: f64) -> Vec<Point> {
    arc(centre, radius, (0.0, 2.0 * PI), 32)
}

fn arc(centre: Point, radius: f64, (from, to): (f64, f64), steps: u32) -> Vec<Point> {
    let angle = |step: u32| from + (to - from) * f64::from(step) / f64::from(steps);
    (0..=steps)
        .map(|step| point(centre.x + radius * angle(step).cos(), centre.y + radius * angle(step).sin()))
        .collect()
}

/// The outline of a rectangle with rounded corners.
fn rounded(at: Plot, radius: f64) -> Vec<Point> {
    let radius = radius.min(at.width() / 2.0).min(at.height() / 2.0);
    let (left, right) = (at.left + radius, at.right - radius);
    let (top, bottom) = (at.top + radius, at.bottom - radius);
    let corners = [(right, bottom, 0.0), (left, bottom, 0.5), (left, top, 1.0), (right, top, 1.5)];
    let corner = |(x, y, from): (f64, f64, f64)| arc(point(x, y), radius, (from * PI, (from + 0.5) * PI), 8);
    corners.into_iter().flat_map(corner).collect()
}

/// The pieces of a line that are drawn when it is dashed.
fn dashes(points: &[Point], on: f64, off: f64) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let length = (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
        let mut walked = 0.0;
        while length - walked > left {
            walked += left;
            let share = walked / length;
            let at = point(pair[0].x + share * (pair[1].x - pair[0].x), pair[0].y + share * (pair[1].y - pair[0].y));
            piece.push(at);
            if drawing {
                pieces.push(std::mem::take(&mut piece));
            }
            piece = vec![at];
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - walked;
        piece.push(pair[1]);
    }
    if drawing && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::palette::Ink;
    use plotters::prelude::SVGBackend;

    #[test]
    fn a_dashed_line_has_gaps() {
        let pieces = dashes(&[point(0.0, 0.0), point(7.0, 0.0), point(20.0, 0.0)], 6.0, 4.0);
        let ends: Vec<(f64, f64)> = pieces.iter().map(|piece| (piece[0].x, piece[piece.len() - 1].x)).collect();
        assert_eq!(ends, [(0.0, 6.0), (10.0, 16.0)]);
    }

    #[test]
    fn level_lines_fall_on_device_pixels() {
        let palette = Palette::read(|_| String::new());
        let pen = Pen { palette: &palette, device_pixels: 2.0, letter_scale: 1.0, font: "sans-serif" };
        let sharp = pen.sharpened(&[point(0.0, 10.3), point(50.0, 10.3)], 1.0);
        assert_eq!(sharp[0].y, 10.25);
        assert_eq!(pen.sharpened(&[point(0.0, 10.3), point(50.0, 10.3)], 2.0)[0].y, 10.5);
    }

    #[test]
    fn every_kind_of_mark_is_drawn() {
        let mut scene = Scene::new(100.0, 100.0);
        let plot = Plot { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };
        scene.rect(plot, 3.0, Ink::Accent);
        scene.rule(point(0.0, 5.0), point(50.0, 5.0), Ink::Grid, Dash::Dotted);
        scene.dot(point(5.0, 5.0), 3.0, Ink::Text, Ink::Surface);
        scene.text("A < B", point(5.0, 5.0), Align::Left, Ink::Text);
        let palette = Palette::read(|_| "#102030".to_owned());
        let mut svg = String::new();
        {
            let mut backend = SVGBackend::with_string(&mut svg, (1600, 1600));
            let pen = Pen { palette: &palette, device_pixels: 1.0, letter_scale: 1.0, font: "sans-serif" };
            assert_eq!(draw(&mut backend, &scene, &pen), Ok(()));
        }
        assert!(svg.contains("A &lt; B") && svg.contains("#102030"));
        assert_eq!(svg.matches("<polygon").count(), 3);
    }
}
