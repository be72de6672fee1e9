//! Names of a chart's series: beside the line they belong to where there is room, in rows above the plot where not.

use super::labels::{shortened, spread, text_width};
use super::palette::Ink;
use super::scene::{Align, Dash, Plot, Scene, point};

/// Below this width names stand above the plot.
pub const NARROW: f64 = 480.0;

/// The pixels from one name to the next.
const LINE: f64 = 16.0;

/// A series' name with its colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// The colour of its mark.
    pub ink: Ink,
    /// The pixel, from the top, where the series ends on the right.
    pub end: f64,
}

/// The pixels that names need to the right of a plot.
#[must_use]
pub fn right_room<'a>(names: impl Iterator<Item = &'a str>) -> f64 {
    names.map(|name| text_width(name, 12.0)).fold(0.0, f64::max).min(150.0) + 24.0
}

/// The pixels that names need above a plot of this width.
#[must_use]
pub fn top_room<'a>(names: impl Iterator<Item = &'a str>, width: f64) -> f64 {
    rows(names, width).last().map_or(0.0, |(_, row)| (*row as f64 + 1.0) * LINE + 8.0)
}

/// Writes names to the right of the plot, each as near to its series as the others allow.
pub fn draw_right(scene: &mut Scene, plot: Plot, names: &[Name]) {
    let ends: Vec<f64> = names.iter().map(|name| name.end).collect();
    let places = spread(&ends, LINE, plot.top, plot.bottom);
    let room = scene.width - plot.right - 18.0;
    for (name, y) in names.iter().zip(places) {
        if (y - name.end).abs() > 2.0 {
            let leader =
                vec![point(plot.right + 2.0, name.end), point(plot.right + 8.0, y), point(plot.right + 12.0, y)];
            scene.line(leader, name.ink, 1.0, Dash::Solid);
        } else {
            scene.line(vec![point(plot.right + 2.0, y), point(plot.right + 12.0, y)], name.ink, 1.0, Dash::Solid);
        }
        scene.text(shortened(&name.text, room, 12.0), point(plot.right + 16.0, y), Align::Left, Ink::Text);
    }
}

/// Writes names in rows from the top left corner of the chart.
pub fn draw_top(scene: &mut Scene, names: &[Name]) {
    let places = rows(names.iter().map(|name| name.text.as_str()), scene.width);
    for (name, (x, row)) in names.iter().zip(places) {
        let y = 8.0 + row as f64 * LINE;
        let swatch = Plot { left: x, top: y - 5.0, right: x + 10.0, bottom: y + 5.0 };
        scene.rect(swatch, 3.0, name.ink);
        scene.text(&name.text, point(x + 15.0, y), Align::Left, Ink::Text);
    }
}

/// Left edge and row of each name.
fn rows<'a>(names: impl Iterator<Item = &'a str>, width: f64) -> Vec<(f64, usize)> {
    let (mut x, mut row) = (0.0, 0);
    let mut places = Vec::new();
    for name in names {
        let needed = text_width(name, 12.0) + 15.0;
        if x > 0.0 && x + needed > width {
            (x, row) = (0.0, row + 1);
        }
        places.push((x, row));
        x += needed + 12.0;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_wrap_into_rows() {
        let places = rows(["Search", "Shopping", "Out-of-home"].into_iter(), 170.0);
        assert_eq!(places.iter().map(|place| place.1).collect::<Vec<_>>(), [0, 0, 1]);
    }
}
