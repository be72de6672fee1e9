//! Where the outcome came from, week by week: the base and the channels stacked, the actual outcome as a line on top.
//!
//! What is below zero (a price effect, a competitor) is stacked downwards from zero, so that the heights above and
//! below are each honest; the line shows their sum against what happened.

use super::axis::{self, Base, Linear, day_number};
use super::format::{self, NumberStyle, Unit};
use super::legend::{self, NARROW, Name};
use super::locale::Locale;
use super::palette::Ink;
use super::scene::{Dash, Picture, Plot, Point, Reading, Readouts, Scene, Stop, Walk, point};
use super::table::{Cell, Column, Table};
use jiff::civil::Date;

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedAreas {
    /// What is stacked, such as "Revenue".
    pub quantity: String,
    /// Its unit.
    pub unit: Unit,
    /// The first day of each week.
    pub weeks: Vec<Date>,
    /// Bottom to top; the base first.
    pub layers: Vec<Layer>,
    /// What happened, drawn as a line; `NaN` where it is not known.
    pub actual: Vec<f64>,
    /// Height in pixels.
    pub height: f64,
}

/// One layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// One value per week.
    pub values: Vec<f64>,
}

/// A layer's lower and upper edge in every week, on one side of zero.
struct Edges {
    lower: Vec<f64>,
    upper: Vec<f64>,
}

struct Layout {
    plot: Plot,
    across: Linear,
    down: Linear,
}

impl StackedAreas {
    /// The chart at this width.
    #[must_use]
    pub fn picture(&self, width: f64, locale: &Locale) -> Picture {
        let above = stack(&self.layers, |value| value.max(0.0));
        let below = stack(&self.layers, |value| value.min(0.0));
        let layout = self.layout(width, &above, &below, locale);
        let mut scene = Scene::new(width, self.height);
        self.draw_axes(&mut scene, &layout, locale);
        self.draw_layers(&mut scene, &layout, &above, &below);
        self.draw_actual(&mut scene, &layout);
        self.draw_names(&mut scene, &layout, &above);
        let stops = (0..self.weeks.len()).map(|week| self.stop(week, &layout, locale)).collect();
        let readouts = Readouts { walk: Walk::Across, plot: layout.plot, stops };
        Picture { scene, readouts, alt: self.alt(locale), table: self.table(locale) }
    }

    fn layout(&self, width: f64, above: &[Edges], below: &[Edges], locale: &Locale) -> Layout {
        let edges = above.iter().chain(below).flat_map(|edges| edges.upper.iter().chain(&edges.lower));
        let domain = axis::domain(edges.chain(&self.actual).copied(), Base::Zero);
        let names = || self.layers.iter().map(|layer| layer.name.as_str());
        let (top, right) = if width < NARROW {
            (legend::top_room(names(), width) + 8.0, 6.0)
        } else {
            (10.0, legend::right_room(names()))
        };
        let left = axis::label_room(&axis::number_ticks(domain, 4, self.unit, locale));
        let plot = Plot { left, top, right: width - right, bottom: self.height - 24.0 };
        let ends = (self.weeks.first(), self.weeks.last());
        let days = (ends.0.map_or(0.0, |date| day_number(*date)), ends.1.map_or(1.0, |date| day_number(*date)));
        Layout {
            plot,
            across: Linear { domain: days, range: (plot.left, plot.right) },
            down: Linear { domain, range: (plot.bottom, plot.top) },
        }
    }

    fn draw_axes(&self, scene: &mut Scene, layout: &Layout, locale: &Locale) {
        let ticks = axis::number_ticks(layout.down.domain, 4, self.unit, locale);
        axis::draw_rows(scene, layout.plot, layout.down, &ticks);
        if let (Some(first), Some(last)) = (self.weeks.first(), self.weeks.last()) {
            let most = (layout.plot.width() / 68.0).clamp(2.0, 6.0) as usize;
            let dates = axis::date_ticks(*first, *last, most, locale);
            axis::draw_columns(scene, layout.plot, layout.across, &dates);
        }
    }

    fn draw_layers(&self, scene: &mut Scene, layout: &Layout, above: &[Edges], below: &[Edges]) {
        for edges in [above, below] {
            for (layer, edges) in self.layers.iter().zip(edges) {
                if edges.lower.iter().zip(&edges.upper).any(|(low, high)| low != high) {
                    let upper = self.path(layout, &edges.upper);
                    let mut outline = upper.clone();
                    outline.extend(self.path(layout, &edges.lower).into_iter().rev());
                    scene.area(outline, layer.ink);
                    scene.line(upper, Ink::Surface, 0.75, Dash::Solid);
                }
            }
        }
        if layout.down.domain.0 < 0.0 {
            let y = layout.down.at(0.0);
            scene.rule(point(layout.plot.left, y), point(layout.plot.right, y), Ink::Text, Dash::Solid);
        }
    }

    fn path(&self, layout: &Layout, values: &[f64]) -> Vec<Point> {
        let places = self.weeks.iter().zip(values);
        places.map(|(week, value)| point(layout.across.at(day_number(*week)), layout.down.at(*value))).collect()
    }

    fn draw_actual(&self, scene: &mut Scene, layout: &Layout) {
        let points = self.path(layout, &self.actual);
        for run in points.split(|point| !point.y.is_finite()) {
            scene.line(run.to_vec(), Ink::Text, 1.25, Dash::Solid);
        }
    }

    fn draw_names(&self, scene: &mut Scene, layout: &Layout, above: &[Edges]) {
        let middle = |edges: &Edges| match (edges.lower.last(), edges.upper.last()) {
            (Some(low), Some(high)) => layout.down.at((low + high) / 2.0),
            _ => layout.plot.bottom,
        };
        let name =
            |(layer, edges): (&Layer, &Edges)| Name { text: layer.name.clone(), ink: layer.ink, end: middle(edges) };
        let names: Vec<Name> = self.layers.iter().zip(above).map(name).collect();
        if scene.width < NARROW {
            legend::draw_top(scene, &names);
        } else {
            legend::draw_right(scene, layout.plot, &names);
        }
    }

    fn style(&self) -> NumberStyle {
        let largest = self.layers.iter().flat_map(|layer| &layer.values).fold(0.0_f64, |most, v| most.max(v.abs()));
        NumberStyle::for_range(self.unit, 0.0, largest)
    }

    fn stop(&self, week: usize, layout: &Layout, locale: &Locale) -> Stop {
        let style = self.style();
        let mut readings = Vec::with_capacity(self.layers.len() + 1);
        let actual = self.actual.get(week).copied().unwrap_or(f64::NAN);
        if actual.is_finite() {
            let reading = Reading::new("Actual", style.text(locale, actual)).inked(Ink::Text);
            readings.push(reading.dotted(layout.down.at(actual)));
        }
        for layer in self.layers.iter().rev() {
            let value = layer.values.get(week).copied().unwrap_or(f64::NAN);
            readings.push(Reading::new(&layer.name, style.text(locale, value)).inked(layer.ink));
        }
        let date = self.weeks[week];
        Stop { at: layout.across.at(day_number(date)), title: week_title(date, locale), readings }
    }

    fn alt(&self, locale: &Locale) -> String {
        let totals: Vec<f64> = self.layers.iter().map(|layer| layer.values.iter().sum()).collect();
        let all: f64 = totals.iter().sum();
        let part =
            |(layer, total): (&Layer, &f64)| format!("{} {}", layer.name, format::percent(locale, total / all, 0));
        let parts: Vec<String> = self.layers.iter().zip(&totals).map(part).collect();
        format!("{} over {} weeks, shares of the sum: {}.", self.quantity, self.weeks.len(), parts.join(", "))
    }

    fn table(&self, locale: &Locale) -> Table {
        let style = self.style();
        let mut columns = vec![Column::words("Week from"), Column::numbers("Actual")];
        columns.extend(self.layers.iter().map(|layer| Column::numbers(&layer.name)));
        let number = |value: Option<&f64>| {
            let value = value.copied().unwrap_or(f64::NAN);
            Cell::number(value, style.text(locale, value))
        };
        let row = |(week, date): (usize, &Date)| {
            let mut row = vec![Cell::date(*date, locale), number(self.actual.get(week))];
            row.extend(self.layers.iter().map(|layer| number(layer.values.get(week))));
            row
        };
        Table { caption: self.quantity.clone(), columns, rows: self.weeks.iter().enumerate().map(row).collect() }
    }
}

/// How a week is named in a read-out.
pub(super) fn week_title(date: Date, locale: &Locale) -> String {
    format!("Week of {}", locale.date(date))
}

/// The layers' parts on one side of zero, each on top of the one before.
fn stack(layers: &[Layer], part: fn(f64) -> f64) -> Vec<Edges> {
    let weeks = layers.iter().map(|layer| layer.values.len()).max().unwrap_or(0);
    let mut reached = vec![0.0; weeks];
    let mut stack_one = |layer: &Layer| {
        let lower = reached.clone();
        for (reached, value) in reached.iter_mut().zip(&layer.values) {
            *reached += if value.is_finite() { part(*value) } else { 0.0 };
        }
        Edges { lower, upper: reached.clone() }
    };
    layers.iter().map(&mut stack_one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn chart(media: Vec<f64>) -> StackedAreas {
        let weeks = (0..media.len()).map(|week| date(2026, 1, 5) + (week as i64 * 7).days()).collect();
        let base = Layer { name: "Base".to_owned(), ink: Ink::Base, values: vec![100.0; media.len()] };
        let media_layer = Layer { name: "Price".to_owned(), ink: Ink::Channel(0), values: media.clone() };
        let actual = media.iter().map(|value| 100.0 + value).collect();
        let quantity = "Revenue".to_owned();
        StackedAreas { quantity, unit: Unit::Number, weeks, layers: vec![base, media_layer], actual, height: 260.0 }
    }

    #[test]
    fn negative_parts_hang_from_zero() {
        let layers = chart(vec![20.0, -30.0]).layers;
        let below = stack(&layers, |value| value.min(0.0));
        assert_eq!((below[1].lower[1], below[1].upper[1]), (0.0, -30.0));
        let above = stack(&layers, |value| value.max(0.0));
        assert_eq!(above[1].upper, [120.0, 100.0]);
    }

    #[test]
    fn every_week_is_read_out() {
        let picture = chart(vec![20.0, -30.0, 0.0]).picture(340.0, &Locale::default());
        assert_eq!(picture.readouts.stops.len(), 3);
        let readings = &picture.readouts.stops[1].readings;
        assert_eq!(readings.iter().map(|r| r.value.as_str()).collect::<Vec<_>>(), ["70", "\u{2212}30", "100"]);
        assert_eq!(picture.readouts.stops[1].title, "Week of 12 Jan 2026");
    }

    #[test]
    fn marks_stay_inside_the_chart() {
        let picture = chart(vec![20.0, 40.0, -10.0]).picture(720.0, &Locale::default());
        let inside = |points: &[Point]| points.iter().all(|at| (0.0..=720.0).contains(&at.x) && at.y <= 260.0);
        assert!(picture.scene.marks.iter().all(|mark| match mark {
            super::super::scene::Mark::Area { outline, .. } => inside(outline),
            _ => true,
        }));
    }

    #[test]
    fn an_empty_panel_draws_an_empty_chart() {
        assert!(chart(Vec::new()).picture(340.0, &Locale::default()).readouts.stops.is_empty());
    }
}
