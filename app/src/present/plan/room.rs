//! Diminishing returns: where each channel stands, up to where its next unit of spend pays, and what was never tried.

use crate::present::axis::{self, Base, Linear};
use crate::present::format::{self, Magnitude, NumberStyle, Unit};
use crate::present::labels::{shortened, text_width};
use crate::present::line_band::{Along, Band, Line, LineBand, Marker, Spot};
use crate::present::locale::Locale;
use crate::present::measure::terms::coin;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::scene::{Align, Dash, Picture, Plot, Reading, Readouts, Scene, Stop, Walk, point};
use crate::present::table::{Cell, Column, Table};
use engine::math::Interval;
use engine::plan::Headroom;

/// Below this width the names stand above the bars.
const NARROW: f64 = 520.0;

/// One channel's room, with its place among the channels.
#[derive(Clone, Copy, Debug)]
pub struct Room<'a> {
    /// The place.
    pub channel: usize,
    /// The room.
    pub of: &'a Headroom,
    /// Weeks planned: totals are shown a week.
    pub weeks: usize,
}

/// Whether a channel has room: surely where the whole range is on one side of today's spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The next unit pays for itself, surely.
    Room,
    /// It probably does.
    PerhapsRoom,
    /// It just about does.
    AboutEnough,
    /// It probably does not.
    PerhapsTooMuch,
    /// It does not, surely.
    TooMuch,
}

/// Where a channel pays up to this share more or less than today, it has about enough.
const ABOUT: f64 = 0.15;

impl Room<'_> {
    fn weekly(&self, total: f64) -> f64 {
        total / self.weeks.max(1) as f64
    }

    fn pays_until(&self) -> Interval {
        let i = self.of.pays_until;
        Interval { mean: self.weekly(i.mean), lo: self.weekly(i.lo), hi: self.weekly(i.hi) }
    }

    /// Whether it has room.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let (until, today) = (self.of.pays_until, self.of.today);
        match () {
            () if until.lo > today => Standing::Room,
            () if until.hi < today => Standing::TooMuch,
            () if until.mean > (1.0 + ABOUT) * today => Standing::PerhapsRoom,
            () if until.mean < (1.0 - ABOUT) * today => Standing::PerhapsTooMuch,
            () => Standing::AboutEnough,
        }
    }

    /// Its standing in two or three words.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.standing() {
            Standing::Room => "room for more",
            Standing::PerhapsRoom => "perhaps room",
            Standing::AboutEnough => "about enough",
            Standing::PerhapsTooMuch => "perhaps too much",
            Standing::TooMuch => "more than pays",
        }
    }

    /// One sentence on what the next unit brings, one on how far it pays.
    #[must_use]
    pub fn sentence(&self, locale: &Locale) -> String {
        let (of, style) = (self.of, self.style());
        let (one, money) = (coin(&locale.currency.code).0, |value: f64| style.text(locale, value));
        let next = of.next_unit;
        let digits = NumberStyle::for_range(Unit::Number, next.lo, next.hi);
        let next = format!(
            "The next {one} brings {} (90\u{a0}% range {} to {}).",
            digits.text(locale, next.mean),
            digits.text(locale, next.lo),
            digits.text(locale, next.hi)
        );
        let until = self.pays_until();
        let range = format!("90\u{a0}% range {} to {}", money(until.lo), money(until.hi));
        let (today, knee) = (self.weekly(of.today), money(until.mean));
        let apart = money((until.mean - today).abs());
        let pays = match self.standing() {
            _ if of.beyond > 0.5 => {
                format!("It still pays at {} a week, the most that was looked at.", money(until.hi))
            }
            Standing::Room => format!("It pays up to about {knee} a week ({range}), {apart} more than today."),
            Standing::PerhapsRoom => {
                format!("It probably pays up to about {knee} a week ({range}), {apart} more than today.")
            }
            Standing::AboutEnough => format!("It pays up to about {knee} a week ({range}), which is about today's."),
            Standing::PerhapsTooMuch => {
                format!("It probably pays only up to about {knee} a week ({range}), {apart} less than today.")
            }
            Standing::TooMuch => format!("It pays only up to about {knee} a week ({range}), {apart} less than today."),
        };
        let beyond = match of.pays_until.mean > 1.001 * of.observed {
            true => format!(" It was never tried beyond {} a week.", money(self.weekly(of.observed))),
            false => String::new(),
        };
        format!("{next} {pays}{beyond}")
    }

    fn style(&self) -> NumberStyle {
        let largest = [self.of.today, self.of.pays_until.hi, self.of.observed].into_iter().fold(0.0, f64::max);
        let style = NumberStyle::for_value(Unit::Money, self.weekly(largest));
        let decimals = if style.magnitude == Magnitude::One { 0 } else { 1 };
        NumberStyle { decimals, ..style }
    }

    /// The curve: what a weekly spend, kept up, brings over the weeks planned.
    #[must_use]
    pub fn curve(&self, outcome: &Outcome) -> Option<LineBand> {
        let of = self.of;
        if of.totals.len() < 2 || of.totals.len() != of.curve.len() {
            return None;
        }
        let values = |pick: fn(&Interval) -> f64| of.curve.iter().map(pick).collect::<Vec<f64>>();
        let along: Vec<f64> = of.totals.iter().map(|total| self.weekly(*total)).collect();
        let observed = of.totals.iter().filter(|total| **total <= of.observed).count();
        let ink = Ink::Channel(self.channel);
        let name = format!("{} from {}", outcome.title(), of.name);
        let along = Along::Numbers { values: along, unit: Unit::Money, name: "spend a week".to_owned() };
        let mut picture = LineBand::new(&name, Unit::Number, along);
        picture.bands = vec![Band { share: 0.9, ink, low: values(|i| i.lo), high: values(|i| i.hi) }];
        picture.lines = vec![Line { name, ink, values: values(|i| i.mean), observed }];
        let moment = |at: f64, label: &str, ink| Marker { at, label: label.to_owned(), ink };
        picture.moments = vec![moment(self.weekly(of.observed), "most so far", Ink::Muted)];
        if of.beyond < 0.5 {
            picture.moments.push(moment(self.pays_until().mean, "pays until here", Ink::Accent));
        }
        let today = self.weekly(of.today);
        picture.spots = vec![Spot { along: today, value: of.value.mean, label: "today".to_owned(), ink }];
        Some(picture)
    }
}

/// The headline of the view: who has room, who has too much, said no surer than the ranges are.
#[must_use]
pub fn room_answer(rooms: &[Room<'_>]) -> String {
    let names = |standing| -> Vec<String> {
        rooms.iter().filter(|r| r.standing() == standing).map(|r| r.of.name.clone()).collect()
    };
    let (more, less) = (names(Standing::Room), names(Standing::TooMuch));
    let perhaps = names(Standing::PerhapsRoom);
    match (more.as_slice(), less.as_slice(), perhaps.as_slice()) {
        ([], [], []) => "Every channel stands about where its next unit pays for itself".to_owned(),
        ([], [], perhaps) => format!("There may be room for more in {}", super::listed(perhaps)),
        ([], less, []) => format!("In {} the last units do not pay", super::listed(less)),
        ([], less, perhaps) => format!(
            "There may be room for more in {}; in {} the last units do not pay",
            super::listed(perhaps),
            super::listed(less)
        ),
        (more, [], _) => format!("There is room for more in {}", super::listed(more)),
        (more, less, _) => format!(
            "There is room for more in {}; in {} the last units do not pay",
            super::listed(more),
            super::listed(less)
        ),
    }
}

struct Layout {
    plot: Plot,
    scale: Linear,
    row: f64,
    above: f64,
}

/// Rows of channels: today's spend a week, up to where it pays with its range, and the most that was ever spent.
#[must_use]
pub fn room_picture(rooms: &[Room<'_>], width: f64, locale: &Locale) -> Picture {
    let layout = layout(rooms, width);
    let mut scene = Scene::new(width, layout.plot.bottom + 58.0);
    let ticks = axis::number_ticks(layout.scale.domain, if width < NARROW { 3 } else { 5 }, Unit::Money, locale);
    axis::draw_column_lines(&mut scene, layout.plot, layout.scale, &ticks);
    axis::draw_columns(&mut scene, layout.plot, layout.scale, &ticks);
    for (index, room) in rooms.iter().enumerate() {
        draw_row(&mut scene, &layout, room, index);
    }
    draw_key(&mut scene, width);
    let stops = rooms.iter().enumerate().map(|(index, room)| stop(room, &layout, index, locale)).collect();
    let readouts = Readouts { walk: Walk::Down, plot: layout.plot, stops };
    let alt: Vec<String> = rooms.iter().map(|r| format!("{}: {}", r.of.name, r.word())).collect();
    Picture { scene, readouts, alt: format!("Room a channel. {}.", alt.join("; ")), table: table(rooms, locale) }
}

fn layout(rooms: &[Room<'_>], width: f64) -> Layout {
    let is_narrow = width < NARROW;
    let names = rooms.iter().map(|r| text_width(&r.of.name, 12.0)).fold(0.0, f64::max).min(150.0);
    let words = rooms.iter().map(|r| text_width(r.word(), 12.0)).fold(0.0, f64::max);
    let (left, right) = if is_narrow { (8.0, width - 12.0) } else { (names + 20.0, width - words - 20.0) };
    let (row, above) = if is_narrow { (44.0, 18.0) } else { (36.0, 0.0) };
    let plot = Plot { left, top: 6.0, right, bottom: 6.0 + row * rooms.len() as f64 };
    let ends = rooms.iter().flat_map(|r| [r.weekly(r.of.today), r.pays_until().hi, r.weekly(r.of.observed)]);
    Layout { plot, scale: Linear { domain: axis::domain(ends, Base::Zero), range: (left, right) }, row, above }
}

fn draw_row(scene: &mut Scene, layout: &Layout, room: &Room<'_>, index: usize) {
    let ink = Ink::Channel(room.channel);
    let top = layout.plot.top + layout.row * index as f64;
    let y = top + layout.above + (layout.row - layout.above) / 2.0;
    let at = |weekly: f64| layout.scale.at(weekly);
    let (until, observed) = (room.pays_until(), room.weekly(room.of.observed));
    if layout.above > 0.0 {
        scene.text(format!("{} · {}", room.of.name, room.word()), point(8.0, top + 10.0), Align::Left, Ink::Text);
    } else {
        let name = shortened(&room.of.name, 150.0, 12.0);
        scene.text(name, point(layout.plot.left - 12.0, y), Align::Right, Ink::Text);
        scene.text(room.word(), point(layout.plot.right + 12.0, y), Align::Left, Ink::Muted);
    }
    let bar =
        |from: f64, to: f64| Plot { left: at(from), top: y - 6.0, right: at(to).max(at(from) + 1.0), bottom: y + 6.0 };
    scene.rect(bar(until.lo, until.hi), 4.0, ink.faint(0.25));
    // What was never tried is dashed.
    let dash = if until.mean > observed { Dash::Dashed } else { Dash::Solid };
    let (today, knee) = (room.weekly(room.of.today), until.mean);
    scene.line(vec![point(at(today), y), point(at(knee), y)], ink, 2.0, dash);
    scene.line(vec![point(at(observed), y - 9.0), point(at(observed), y + 9.0)], Ink::Muted, 1.5, Dash::Solid);
    scene.dot(point(at(knee), y), 5.0, ink, Ink::Surface);
    scene.dot(point(at(today), y), 4.5, Ink::Surface, ink);
}

fn draw_key(scene: &mut Scene, width: f64) {
    let y = scene.height - 10.0;
    scene.dot(point(8.0, y), 4.0, Ink::Surface, Ink::Text);
    scene.text("today", point(18.0, y), Align::Left, Ink::Muted);
    scene.dot(point(66.0, y), 4.5, Ink::Text, Ink::Surface);
    let pays = if width < NARROW { "pays until" } else { "the next unit pays for itself until here" };
    scene.text(pays, point(76.0, y), Align::Left, Ink::Muted);
    let after = 76.0 + text_width(pays, 12.0) + 18.0;
    scene.line(vec![point(after, y - 7.0), point(after, y + 7.0)], Ink::Muted, 1.5, Dash::Solid);
    scene.text("the most so far", point(after + 8.0, y), Align::Left, Ink::Muted);
}

fn stop(room: &Room<'_>, layout: &Layout, index: usize, locale: &Locale) -> Stop {
    let style = room.style();
    let text = |value: f64| style.text(locale, value);
    let until = room.pays_until();
    let y = layout.plot.top + layout.row * index as f64 + layout.above + (layout.row - layout.above) / 2.0;
    let ink = Ink::Channel(room.channel);
    let next = room.of.next_unit;
    Stop {
        at: y,
        title: room.of.name.clone(),
        readings: vec![
            Reading::new("today, a week", text(room.weekly(room.of.today))).inked(ink),
            Reading::new("pays until", text(until.mean)).inked(ink),
            Reading::new("90\u{a0}% range", format!("{} to {}", text(until.lo), text(until.hi))),
            Reading::new("next unit brings", format::estimate(locale, Unit::Number, next.mean, next.lo, next.hi)),
            Reading::new("the most so far", text(room.weekly(room.of.observed))),
        ],
    }
}

fn table(rooms: &[Room<'_>], locale: &Locale) -> Table {
    let row = |room: &Room<'_>| {
        let style = room.style();
        let number = |value: f64| Cell::number(value, style.text(locale, value));
        let (until, next) = (room.pays_until(), room.of.next_unit);
        vec![
            Cell::channel(&room.of.name, Ink::Channel(room.channel)),
            number(room.weekly(room.of.today)),
            Cell::number(next.mean, format::estimate(locale, Unit::Number, next.mean, next.lo, next.hi)),
            Cell::words(format::range(locale, Unit::Number, next.lo, next.hi)),
            number(until.mean),
            Cell::words(format!("{} to {}", style.text(locale, until.lo), style.text(locale, until.hi))),
            number(room.weekly(room.of.observed)),
        ]
    };
    let columns = vec![
        Column::words("Channel"),
        Column::numbers("Today a week"),
        Column::numbers("Next unit brings"),
        Column::words("90\u{a0}% range"),
        Column::numbers("Pays until, a week"),
        Column::words("90\u{a0}% range"),
        Column::numbers("The most so far, a week"),
    ];
    Table { caption: "Room of each channel".to_owned(), columns, rows: rooms.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::panel::OutcomeKind;

    fn headroom(today: f64, until: (f64, f64, f64)) -> Headroom {
        let (lo, mean, hi) = until;
        let totals: Vec<f64> = (0..5).map(|k| 4e4 * f64::from(k)).collect();
        Headroom {
            name: "Search".to_owned(),
            today,
            value: Interval { mean: 2.0 * today, lo: today, hi: 3.0 * today },
            next_unit: Interval { mean: 1.2, lo: 0.7, hi: 1.9 },
            pays_until: Interval { mean, lo, hi },
            beyond: 0.05,
            observed: 1.2e5,
            curve: totals.iter().map(|t| Interval { mean: *t, lo: 0.5 * t, hi: 2.0 * t }).collect(),
            totals,
        }
    }

    fn check(today: f64, until: (f64, f64, f64), standing: Standing, part: &str) {
        let of = headroom(today, until);
        let room = Room { channel: 0, of: &of, weeks: 10 };
        assert_eq!(room.standing(), standing);
        let sentence = room.sentence(&Locale::default());
        assert!(sentence.contains(part), "{sentence}");
    }

    #[test]
    fn a_channel_has_room_or_not() {
        check(8e4, (9e4, 1e5, 1.1e5), Standing::Room, "up to about $10.0k a week");
        check(8e4, (9e4, 1.4e5, 1.9e5), Standing::Room, "It was never tried beyond $12.0k a week");
        check(6e4, (4e4, 9e4, 1.1e5), Standing::PerhapsRoom, "It probably pays up to about $9.0k a week");
        check(8e4, (6e4, 8.5e4, 1.1e5), Standing::AboutEnough, "about today's");
        check(1e5, (2e4, 6e4, 1.2e5), Standing::PerhapsTooMuch, "It probably pays only up to about");
        check(1e5, (2e4, 5e4, 8e4), Standing::TooMuch, "$5.0k less than today");
    }

    #[test]
    fn the_headline_names_the_channels() {
        let (more, less) = (headroom(8e4, (9e4, 1e5, 1.1e5)), headroom(1e5, (2e4, 5e4, 8e4)));
        let less = Headroom { name: "TV".to_owned(), ..less };
        let rooms = [Room { channel: 0, of: &more, weeks: 10 }, Room { channel: 1, of: &less, weeks: 10 }];
        assert_eq!(room_answer(&rooms), "There is room for more in Search; in TV the last units do not pay");
        let picture = room_picture(&rooms, 700.0, &Locale::default());
        assert_eq!((picture.readouts.stops.len(), picture.table.rows.len()), (2, 2));
    }

    #[test]
    fn the_curve_is_dashed_where_it_was_never_tried() {
        let of = headroom(8e4, (9e4, 1e5, 1.1e5));
        let room = Room { channel: 0, of: &of, weeks: 10 };
        let curve = room.curve(&Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money }).unwrap();
        assert_eq!(curve.lines[0].observed, 4);
    }
}
