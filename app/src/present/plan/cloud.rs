//! Thousands of allowed allocations by risk and return, with the best at each risk, today's plan and the chosen one.

use super::metric::counted_in;
use super::weeks_text;
use crate::present::axis::{self, Base, Linear};
use crate::present::chance::chance;
use crate::present::format::{NumberStyle, Unit};
use crate::present::labels::text_width;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::scene::{Align, Dash, Picture, Plot, Point, Reading, Readouts, Scene, Stop, Walk, point};
use crate::present::table::{Cell, Column, Table};
use engine::plan::{Cloud, Metric, Spot};

/// Height of the picture.
const HEIGHT: f64 = 340.0;
/// Allocations that are listed.
const SHOWN: usize = 8;
/// Two that differ by less of the spend are nearly the same.
const ALIKE: f64 = 0.02;
/// Share of points that the axes may leave out at either end, so that a few outliers do not squeeze the rest.
const LEFT_OUT: f64 = 0.002;

/// The cloud with what its words need.
#[derive(Clone, Debug)]
pub struct CloudView<'a> {
    /// The allocations.
    pub cloud: &'a Cloud,
    /// The channels' names.
    pub channels: &'a [String],
    /// The plan that is chosen: risk and expected gain, where it is among what was judged.
    pub chosen: Option<(f64, f64)>,
    /// The metric of all gains.
    pub metric: Metric,
    /// Weeks planned.
    pub weeks: usize,
}

impl CloudView<'_> {
    /// The picture; the cross-hair stops at the frontier's allocations, in their order.
    #[must_use]
    pub fn picture(&self, width: f64, outcome: &Outcome, locale: &Locale) -> Picture {
        let layout = self.layout(width, locale);
        let mut scene = Scene::new(width, HEIGHT);
        let ticks = axis::number_ticks(layout.down.domain, 5, Unit::Number, locale);
        axis::draw_rows(&mut scene, layout.plot, layout.down, &ticks);
        let columns = axis::number_ticks(layout.across.domain, 4, Unit::Number, locale);
        axis::draw_columns(&mut scene, layout.plot, layout.across, &columns);
        let name = "risk: how far a bad outcome, the worst tenth, falls below the average";
        let name = if text_width(name, 12.0) < layout.plot.width() { name } else { "risk: shortfall of a bad outcome" };
        let below = point(layout.plot.left, HEIGHT - 8.0);
        scene.text(name, below, Align::Left, Ink::Muted);
        self.draw_points(&mut scene, &layout);
        let frontier: Vec<Point> = self.cloud.frontier.iter().map(|spot| layout.at(spot)).collect();
        scene.line(frontier, Ink::Accent, 2.0, Dash::Solid);
        self.draw_named(&mut scene, &layout);
        let stops = self.cloud.frontier.iter().map(|spot| self.stop(spot, &layout, outcome, locale)).collect();
        let readouts = Readouts { walk: Walk::Across, plot: layout.plot, stops };
        Picture { scene, readouts, alt: self.alt(outcome, locale), table: self.table(outcome, locale) }
    }

    fn layout(&self, width: f64, locale: &Locale) -> Layout {
        let along = |axis: usize| -> Vec<f64> { self.cloud.points.iter().map(|p| f64::from(p[axis])).collect() };
        let spots = || self.cloud.frontier.iter().chain([&self.cloud.today]);
        let risks = most_of(along(0)).into_iter().chain(spots().map(|s| s.risk));
        let gains = most_of(along(1)).into_iter().chain(spots().map(|s| s.expected)).chain([0.0]);
        let (across, down) = (axis::domain(risks, Base::Data), axis::domain(gains, Base::Data));
        let left = axis::label_room(&axis::number_ticks(down, 4, Unit::Number, locale));
        let plot = Plot { left, top: 12.0, right: width - 16.0, bottom: HEIGHT - 44.0 };
        Layout {
            plot,
            across: Linear { domain: across, range: (plot.left, plot.right) },
            down: Linear { domain: down, range: (plot.bottom, plot.top) },
        }
    }

    fn draw_points(&self, scene: &mut Scene, layout: &Layout) {
        let inside = |p: &Point| {
            (layout.plot.left..=layout.plot.right).contains(&p.x)
                && (layout.plot.top..=layout.plot.bottom).contains(&p.y)
        };
        let places =
            self.cloud.points.iter().map(|p| point(layout.across.at(f64::from(p[0])), layout.down.at(f64::from(p[1]))));
        scene.specks(places.filter(inside).collect(), 1.0, Ink::Muted.faint(0.35));
    }

    fn draw_named(&self, scene: &mut Scene, layout: &Layout) {
        let today = layout.at(&self.cloud.today);
        scene.dot(today, 4.5, Ink::Surface, Ink::Text);
        draw_label(scene, layout, "today", today);
        if let Some((risk, expected)) = self.chosen {
            let at = point(layout.across.at(risk), layout.down.at(expected));
            scene.dot(at, 6.0, Ink::Accent, Ink::Surface);
            draw_label(scene, layout, "chosen", at);
        }
    }

    fn stop(&self, spot: &Spot, layout: &Layout, outcome: &Outcome, locale: &Locale) -> Stop {
        let at = layout.at(spot);
        let style = self.style();
        let more = counted_in(self.metric, outcome).compared(&style.signed(locale, spot.expected), "than today");
        let mut readings = vec![
            Reading::new("on average", more).inked(Ink::Accent).dotted(at.y),
            Reading::new("a bad outcome falls short by", style.text(locale, spot.risk)),
            Reading::new("beats today's plan", chance(locale, spot.better)),
        ];
        readings.extend(self.largest_moves(spot, locale));
        Stop { at: at.x, title: "Best at this risk".to_owned(), readings }
    }

    /// The three channels that are moved the furthest from today's plan.
    fn largest_moves(&self, spot: &Spot, locale: &Locale) -> Vec<Reading> {
        let today = &self.cloud.today.totals;
        let change = |channel: usize| spot.totals[channel] - today.get(channel).copied().unwrap_or_default();
        let mut places: Vec<usize> = (0..spot.totals.len().min(self.channels.len())).collect();
        places.sort_by(|a, b| change(*b).abs().total_cmp(&change(*a).abs()));
        let reading = |channel: usize| {
            let text = NumberStyle::for_value(Unit::Money, change(channel)).signed(locale, change(channel));
            Reading::new(self.channels[channel].clone(), text).inked(Ink::Channel(channel))
        };
        places.into_iter().take(3).filter(|c| change(*c).abs() > 0.5).map(reading).collect()
    }

    fn style(&self) -> NumberStyle {
        let expected = self.cloud.frontier.iter().map(|s| s.expected).fold(0.0, f64::max);
        NumberStyle::for_value(Unit::Number, expected)
    }

    fn alt(&self, outcome: &Outcome, locale: &Locale) -> String {
        let count = crate::present::format::number(locale, self.cloud.points.len() as f64, 0);
        let best = self.cloud.frontier.last().map(|spot| {
            let more =
                counted_in(self.metric, outcome).compared(&self.style().signed(locale, spot.expected), "against today");
            format!(" The best on average brings {more}.")
        });
        format!(
            "{count} allowed allocations by risk and return over {}.{}",
            weeks_text(self.weeks),
            best.unwrap_or_default()
        )
    }

    /// Allocations worth opening, none of them nearly the same as another, those whose next unit brings the most first:
    /// the best, and those of the frontier that bring at least half as much.
    #[must_use]
    pub fn best(&self) -> Vec<&Spot> {
        let most = self.cloud.frontier.iter().map(|s| s.expected).fold(0.0, f64::max);
        let of_frontier = self.cloud.frontier.iter().rev().filter(|s| s.expected >= 0.5 * most);
        let mut found: Vec<&Spot> = Vec::new();
        for spot in self.cloud.best.iter().chain(of_frontier) {
            if found.len() < SHOWN && found.iter().all(|other| apart(&spot.totals, &other.totals) > ALIKE) {
                found.push(spot);
            }
        }
        found.sort_by(|a, b| b.next_unit.total_cmp(&a.next_unit));
        found
    }

    /// The allocations worth opening.
    #[must_use]
    pub fn table(&self, outcome: &Outcome, locale: &Locale) -> Table {
        let style = self.style();
        let best = self.best();
        let largest = best.iter().flat_map(|s| &s.totals).copied().fold(0.0, f64::max);
        let totals = NumberStyle::for_value(Unit::Number, largest);
        let row = |(place, spot): (usize, &Spot)| {
            let mut row = vec![
                Cell::words((place + 1).to_string()),
                Cell::number(spot.expected, style.signed(locale, spot.expected)),
                Cell::number(spot.risk, style.text(locale, spot.risk)),
                Cell::number(spot.better, chance(locale, spot.better)),
                Cell::number(spot.next_unit, crate::present::format::number(locale, spot.next_unit, 2)),
            ];
            row.extend(spot.totals.iter().map(|total| Cell::number(*total, totals.text(locale, *total))));
            row
        };
        let mut columns = vec![
            Column::words(""),
            Column::numbers(format!("{} against today", counted_in(self.metric, outcome).title())),
            Column::numbers("Shortfall of a bad outcome"),
            Column::numbers("Beats today"),
            Column::numbers("Next unit brings"),
        ];
        columns.extend(self.channels.iter().map(Column::numbers));
        Table {
            caption: "The best allocations".to_owned(),
            columns,
            rows: best.into_iter().enumerate().map(row).collect(),
        }
    }
}

/// The share of the spend that goes elsewhere in the one than in the other.
fn apart(one: &[f64], other: &[f64]) -> f64 {
    let moved: f64 = one.iter().zip(other).map(|(a, b)| (a - b).abs()).sum();
    0.5 * moved / one.iter().sum::<f64>().max(1e-9)
}

struct Layout {
    plot: Plot,
    across: Linear,
    down: Linear,
}

impl Layout {
    fn at(&self, spot: &Spot) -> Point {
        point(self.across.at(spot.risk), self.down.at(spot.expected))
    }
}

/// A name beside a dot, on the side where there is room.
fn draw_label(scene: &mut Scene, layout: &Layout, name: &str, at: Point) {
    let is_right = at.x + text_width(name, 12.0) + 16.0 > layout.plot.right;
    let (x, align) = if is_right { (at.x - 10.0, Align::Right) } else { (at.x + 10.0, Align::Left) };
    scene.label(name, point(x, at.y), align, Ink::Text);
}

/// The values between two quantiles.
fn most_of(mut values: Vec<f64>) -> Vec<f64> {
    values.retain(|v| v.is_finite());
    values.sort_by(f64::total_cmp);
    let cut = (values.len() as f64 * LEFT_OUT) as usize;
    values.get(cut..values.len().saturating_sub(cut)).map(<[f64]>::to_vec).unwrap_or_default()
}

/// The allocation drawn nearest to a place of the picture, by its place among them; none where there are none.
#[must_use]
pub fn nearest_point(view: &CloudView<'_>, width: f64, at: Point, locale: &Locale) -> Option<usize> {
    let layout = view.layout(width, locale);
    let distance = |p: &[f32; 2]| {
        let (x, y) = (layout.across.at(f64::from(p[0])) - at.x, layout.down.at(f64::from(p[1])) - at.y);
        x * x + y * y
    };
    let by_distance = |a: &(usize, &[f32; 2]), b: &(usize, &[f32; 2])| distance(a.1).total_cmp(&distance(b.1));
    view.cloud.points.iter().enumerate().min_by(by_distance).map(|(index, _)| index)
}

/// The totals of an allocation that was drawn.
#[must_use]
pub fn totals_of(cloud: &Cloud, index: usize) -> Option<Vec<f64>> {
    let channels = cloud.totals.len().checked_div(cloud.points.len())?;
    let totals = cloud.totals.get(index * channels..(index + 1) * channels)?;
    Some(totals.iter().map(|total| f64::from(*total)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::scene::Mark;
    use engine::panel::OutcomeKind;

    fn spot(risk: f64, expected: f64) -> Spot {
        Spot { totals: vec![60e3 + expected, 40e3 - expected], expected, risk, next_unit: 1.1, better: 0.9 }
    }

    fn cloud() -> Cloud {
        let points: Vec<[f32; 2]> = (0..500).map(|k| [10e3 + 10.0 * k as f32, 4.0 * k as f32]).collect();
        Cloud {
            totals: points.iter().flat_map(|p| [p[0], p[1]]).collect(),
            points,
            frontier: vec![spot(10e3, 1e3), spot(12e3, 1.8e3), spot(15e3, 2.2e3)],
            best: vec![spot(15e3, 2.2e3)],
            today: spot(12e3, 0.0),
        }
    }

    fn view(cloud: &Cloud) -> CloudView<'_> {
        const NAMES: &[String] = &[];
        CloudView { cloud, channels: NAMES, chosen: Some((15e3, 2.2e3)), metric: Metric::Outcome, weeks: 13 }
    }

    #[test]
    fn every_allocation_is_drawn_and_the_frontier_is_read_out() {
        let (cloud, names) = (cloud(), ["Search".to_owned(), "TV".to_owned()]);
        let view = CloudView { channels: &names, ..view(&cloud) };
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let picture = view.picture(600.0, &outcome, &Locale::default());
        let specks = picture.scene.marks.iter().find_map(|m| match m {
            Mark::Specks { points, .. } => Some(points.len()),
            _ => None,
        });
        assert!(specks.unwrap_or_default() > 490, "{specks:?}");
        assert_eq!(picture.readouts.stops.len(), 3);
        assert_eq!(picture.readouts.stops[2].readings[3].value, "+$2,200");
        assert!(picture.alt.starts_with("500 allowed allocations"), "{}", picture.alt);
        assert_eq!((picture.table.rows.len(), view.best().len()), (1, 1));
    }

    #[test]
    fn a_place_finds_its_allocation() {
        let cloud = cloud();
        let view = view(&cloud);
        let layout = view.layout(600.0, &Locale::default());
        let at =
            point(layout.across.at(f64::from(cloud.points[70][0])), layout.down.at(f64::from(cloud.points[70][1])));
        assert_eq!(nearest_point(&view, 600.0, at, &Locale::default()), Some(70));
        assert_eq!(totals_of(&cloud, 70), Some(vec![10_700.0, 280.0]));
        assert_eq!(totals_of(&Cloud::default(), 0), None);
    }
}
