//! What was believed before the data against what is believed after: two densities on one small chart.

use super::axis::{self, Linear};
use super::format::{NumberStyle, Unit};
use super::labels::text_width;
use super::locale::Locale;
use super::palette::Ink;
use super::scene::{Align, Dash, Picture, Plot, Point, Reading, Readouts, Scene, Stop, Walk, point};
use super::table::{Cell, Column, Table};

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Densities {
    /// What is believed about, such as "Return on spend, search".
    pub quantity: String,
    /// Its unit.
    pub unit: Unit,
    /// The values at which both densities are given, in growing order.
    pub values: Vec<f64>,
    /// The density before.
    pub prior: Vec<f64>,
    /// The density after.
    pub posterior: Vec<f64>,
    /// The colour of the density after.
    pub ink: Ink,
    /// Height in pixels.
    pub height: f64,
}

struct Layout {
    plot: Plot,
    across: Linear,
    down: Linear,
}

impl Densities {
    /// The chart at this width.
    #[must_use]
    pub fn picture(&self, width: f64, locale: &Locale) -> Picture {
        let layout = self.layout(width);
        let mut scene = Scene::new(width, self.height);
        let ticks =
            axis::number_ticks(layout.across.domain, (width / 70.0).clamp(2.0, 4.0) as usize, self.unit, locale);
        axis::draw_columns(&mut scene, layout.plot, layout.across, &ticks);
        self.draw_posterior(&mut scene, &layout);
        scene.line(self.path(&layout, &self.prior), Ink::Muted, 1.5, Dash::Dashed);
        let floor = layout.plot.bottom;
        scene.rule(point(layout.plot.left, floor), point(layout.plot.right, floor), Ink::Grid, Dash::Solid);
        self.draw_names(&mut scene, &layout);
        let stops = (0..self.values.len()).map(|index| self.stop(index, &layout, locale)).collect();
        let readouts = Readouts { walk: Walk::Across, plot: layout.plot, stops };
        Picture { scene, readouts, alt: self.alt(locale), table: self.table(locale) }
    }

    fn layout(&self, width: f64) -> Layout {
        let plot = Plot { left: 6.0, top: 22.0, right: width - 6.0, bottom: self.height - 24.0 };
        let ends = match (self.values.first(), self.values.last()) {
            (Some(first), Some(last)) => (*first, *last),
            _ => (0.0, 1.0),
        };
        let tallest = self.prior.iter().chain(&self.posterior).copied().filter(|d| d.is_finite()).fold(0.0, f64::max);
        Layout {
            plot,
            across: Linear { domain: ends, range: (plot.left, plot.right) },
            down: Linear { domain: (0.0, tallest.max(f64::MIN_POSITIVE)), range: (plot.bottom, plot.top) },
        }
    }

    fn path(&self, layout: &Layout, density: &[f64]) -> Vec<Point> {
        let pairs = self.values.iter().zip(density).filter(|(_, density)| density.is_finite());
        pairs.map(|(value, density)| point(layout.across.at(*value), layout.down.at(*density))).collect()
    }

    fn draw_posterior(&self, scene: &mut Scene, layout: &Layout) {
        let curve = self.path(layout, &self.posterior);
        let mut outline = curve.clone();
        outline.push(point(layout.plot.right, layout.plot.bottom));
        outline.push(point(layout.plot.left, layout.plot.bottom));
        scene.area(outline, self.ink.faint(0.25));
        scene.line(curve, self.ink, 1.75, Dash::Solid);
    }

    /// The posterior's name stands above its peak; the prior's beside its curve, where the posterior is out of the way.
    fn draw_names(&self, scene: &mut Scene, layout: &Layout) {
        let Some(after) = self.peak(layout, &self.posterior) else { return };
        let inside = |x: f64, half: f64| x.min(layout.plot.right - half).max(layout.plot.left + half);
        let half = text_width("after", 12.0) / 2.0;
        scene.strong("after", point(inside(after.x, half), after.y - 10.0), Align::Centre, Ink::Text);
        let free = self.clearest(layout).unwrap_or(after);
        let half = text_width("before", 12.0) / 2.0;
        let outward = if free.x < after.x { -half } else { half };
        let y = (free.y - 9.0).min(layout.plot.bottom - 8.0);
        let is_apart = (free.x + outward - after.x).abs() > 2.0 * half || y - after.y > 8.0;
        let x = if is_apart { free.x + outward } else { after.x + 2.0 * half + 6.0 };
        scene.text("before", point(inside(x, half), y), Align::Centre, Ink::Muted);
    }

    /// Where the prior is highest among the places that the posterior leaves free, or nearly so.
    fn clearest(&self, layout: &Layout) -> Option<Point> {
        let before = self.path(layout, &self.prior);
        let after = self.path(layout, &self.posterior);
        let clearance = |(before, after): &(Point, Point)| (after.y - before.y).min(12.0);
        let height = |(before, _): &(Point, Point)| layout.plot.bottom - before.y;
        let worth = |pair: &(Point, Point)| clearance(pair) + 0.2 * height(pair);
        let best = before.into_iter().zip(after).max_by(|a, b| worth(a).total_cmp(&worth(b)));
        best.map(|(before, _)| before)
    }

    fn peak(&self, layout: &Layout, density: &[f64]) -> Option<Point> {
        self.path(layout, density).into_iter().min_by(|a, b| a.y.total_cmp(&b.y))
    }

    fn style(&self) -> NumberStyle {
        let ends = (self.values.first().copied().unwrap_or(0.0), self.values.last().copied().unwrap_or(1.0));
        NumberStyle::for_range(self.unit, ends.0, ends.1)
    }

    fn stop(&self, index: usize, layout: &Layout, locale: &Locale) -> Stop {
        let value = self.values[index];
        let reading = |name: &str, density: &[f64], ink: Ink| {
            let below = share_below(&self.values, density, index);
            Reading::new(name, super::format::percent(locale, below, 0)).inked(ink)
        };
        let readings = vec![
            reading("After the data, chance to lie below", &self.posterior, self.ink),
            reading("Before the data", &self.prior, Ink::Muted),
        ];
        Stop { at: layout.across.at(value), title: self.style().text(locale, value), readings }
    }

    fn alt(&self, locale: &Locale) -> String {
        let style = self.style();
        let mean = |density: &[f64]| style.text(locale, mean(&self.values, density));
        let (before, after) = (mean(&self.prior), mean(&self.posterior));
        format!("{}: mean {before} before the data, {after} after.", self.quantity)
    }

    fn table(&self, locale: &Locale) -> Table {
        let style = self.style();
        let number = |value: Option<&f64>| {
            let value = value.copied().unwrap_or(f64::NAN);
            Cell::number(value, super::format::number(locale, value, 3))
        };
        let row = |(index, value): (usize, &f64)| {
            let place = Cell::number(*value, style.text(locale, *value));
            vec![place, number(self.prior.get(index)), number(self.posterior.get(index))]
        };
        let columns =
            vec![Column::numbers(&self.quantity), Column::numbers("Density before"), Column::numbers("Density after")];
        Table { caption: self.quantity.clone(), columns, rows: self.values.iter().enumerate().map(row).collect() }
    }
}

/// The probability below a place, by the trapezium rule.
fn share_below(values: &[f64], density: &[f64], index: usize) -> f64 {
    let mass = |to: usize| -> f64 {
        (1..=to.min(values.len().saturating_sub(1)).min(density.len().saturating_sub(1)))
            .map(|at| (values[at] - values[at - 1]) * (density[at] + density[at - 1]) / 2.0)
            .sum()
    };
    mass(index) / mass(values.len())
}

fn mean(values: &[f64], density: &[f64]) -> f64 {
    let weight: f64 = density.iter().sum();
    values.iter().zip(density).map(|(value, density)| value * density).sum::<f64>() / weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_out_the_chance_below() {
        let values: Vec<f64> = (0..=100).map(|at| f64::from(at) / 25.0).collect();
        let bell = |centre: f64, width: f64| -> Vec<f64> {
            values.iter().map(|value| (-((value - centre) / width).powi(2) / 2.0).exp() / width).collect()
        };
        let chart = Densities {
            quantity: "Return, search".to_owned(),
            unit: Unit::Number,
            prior: bell(2.0, 0.6),
            posterior: bell(2.0, 0.2),
            values,
            ink: Ink::Channel(0),
            height: 120.0,
        };
        let picture = chart.picture(160.0, &Locale::default());
        assert_eq!(picture.readouts.stops[50].readings[0].value, "50\u{a0}%");
        assert_eq!(picture.alt, "Return, search: mean 2.0 before the data, 2.0 after.");
    }
}
