//! The histogram of the probability integral transform: flat where forecasts' ranges are as wide as they should be.

use crate::present::axis::{self, Base, Linear};
use crate::present::format::{self, Unit};
use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::present::palette::Ink;
use crate::present::scene::{Align, Dash, Picture, Plot, Reading, Readouts, Scene, Stop, Walk, point};
use crate::present::table::{Cell, Column, Table};
use engine::forecast::{PIT_BINS, Record};

/// Weeks below which the shape says nothing.
const FEWEST_WEEKS: usize = 26;

/// What the histogram says, with its care.
#[must_use]
pub fn transform_sentence(record: &Record) -> String {
    let bins = &record.histogram;
    let edges = bins[0] + bins[PIT_BINS - 1];
    let low: usize = bins[..PIT_BINS / 2].iter().sum();
    let weeks = record.weeks.max(1) as f64;
    if record.weeks < FEWEST_WEEKS {
        return format!("{} are too few to judge the shape.", count_of(record.weeks, "week"));
    }
    match (edges as f64 / weeks, low as f64 / weeks) {
        (edges, _) if edges > 0.35 => "Too many weeks at both ends: the ranges are too narrow.".to_owned(),
        (edges, _) if edges < 0.08 => "Few weeks at either end: the ranges are wider than they need be.".to_owned(),
        (_, low) if low > 0.68 => "More weeks on the left: less came than was forecast.".to_owned(),
        (_, low) if low < 0.32 => "More weeks on the right: more came than was forecast.".to_owned(),
        _ => "About flat, as it should be.".to_owned(),
    }
}

fn bin_name(bin: usize, locale: &Locale) -> String {
    let edge = |bin: usize| format::percent(locale, bin as f64 / PIT_BINS as f64, 0);
    format!("{} to {}", edge(bin), edge(bin + 1))
}

/// Columns of weeks by tenth, and the height that all would have.
#[must_use]
pub fn transform_chart(record: &Record, width: f64, locale: &Locale) -> Picture {
    let height = 220.0;
    let expected = record.weeks as f64 / PIT_BINS as f64;
    let counts = record.histogram.map(|n| n as f64);
    let domain = axis::domain(counts.into_iter().chain([expected, 1.0]), Base::Zero);
    let rows: Vec<axis::Tick> = axis::number_ticks(domain, 4, Unit::Number, locale);
    let plot = Plot { left: axis::label_room(&rows), top: 12.0, right: width - 12.0, bottom: height - 28.0 };
    let down = Linear { domain, range: (plot.bottom, plot.top) };
    let across = Linear { domain: (0.0, 1.0), range: (plot.left, plot.right) };
    let mut scene = Scene::new(width, height);
    axis::draw_rows(&mut scene, plot, down, &rows);
    axis::draw_columns(&mut scene, plot, across, &axis::number_ticks((0.0, 1.0), 5, Unit::Percent, locale));
    let edge = |bin: usize| across.at(bin as f64 / PIT_BINS as f64);
    for (bin, count) in counts.into_iter().enumerate() {
        let at = Plot { left: edge(bin) + 1.0, top: down.at(count), right: edge(bin + 1) - 1.0, bottom: plot.bottom };
        scene.rect(at, 1.0, Ink::Accent.faint(0.7));
    }
    let level = down.at(expected);
    scene.rule(point(plot.left, level), point(plot.right, level), Ink::Muted, Dash::Dotted);
    scene.label("as it should be", point(plot.right, level - 9.0), Align::Right, Ink::Muted);
    let stop = |bin: usize| Stop {
        at: 0.5 * (edge(bin) + edge(bin + 1)),
        title: bin_name(bin, locale),
        readings: vec![Reading::new("Weeks", record.histogram[bin].to_string()).inked(Ink::Accent)],
    };
    let stops = (0..PIT_BINS).map(stop).collect();
    let readouts = Readouts { walk: Walk::Across, plot, stops };
    let alt = format!("Weeks by where they fell in their forecast's range. {}", transform_sentence(record));
    Picture { scene, readouts, alt, table: table(record, locale) }
}

fn table(record: &Record, locale: &Locale) -> Table {
    let row = |(bin, count): (usize, &usize)| {
        vec![Cell::words(bin_name(bin, locale)), Cell::number(*count as f64, count.to_string())]
    };
    let columns = vec![Column::words("Where in the forecast's range"), Column::numbers("Weeks")];
    let rows = record.histogram.iter().enumerate().map(row).collect();
    Table { caption: "Weeks by where they fell".to_owned(), columns, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(histogram: [usize; PIT_BINS], expected: &str) {
        let record = Record { weeks: histogram.iter().sum(), histogram, ..Record::default() };
        assert!(transform_sentence(&record).starts_with(expected), "{}", transform_sentence(&record));
    }

    #[test]
    fn the_shape_is_told() {
        check([5; 10], "About flat");
        check([15, 2, 2, 2, 2, 2, 2, 2, 2, 15], "Too many weeks at both ends");
        check([0, 2, 6, 8, 9, 9, 8, 6, 2, 0], "Few weeks at either end");
        check([6, 9, 9, 8, 7, 3, 2, 2, 2, 2], "More weeks on the left");
        check([1; 10], "10 weeks are too few");
    }

    #[test]
    fn every_tenth_has_its_column() {
        let record = Record { weeks: 50, histogram: [5; 10], ..Record::default() };
        let picture = transform_chart(&record, 400.0, &Locale::default());
        assert_eq!((picture.readouts.stops.len(), picture.table.rows.len()), (10, 10));
    }
}
