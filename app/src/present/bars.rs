//! Pairs of bars: the plan against today, channel by channel, from zero.

use super::axis::{self, Base, Linear};
use super::format::{NumberStyle, Unit};
use super::labels::{shortened, text_width};
use super::locale::Locale;
use super::palette::Ink;
use super::scene::{Align, Dash, Picture, Plot, Reading, Readouts, Scene, Stop, Walk, point};
use super::table::{Cell, Column, Table};

/// Below this width names stand above their bars.
const NARROW: f64 = 420.0;

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct PairedBars {
    /// What is compared, such as "Spend a week".
    pub quantity: String,
    /// Its unit.
    pub unit: Unit,
    /// What the light bar is, such as "Today".
    pub before: String,
    /// What the full bar is, such as "Plan".
    pub after: String,
    /// Top to bottom.
    pub rows: Vec<PairedRow>,
}

/// One pair.
#[derive(Clone, Debug, PartialEq)]
pub struct PairedRow {
    /// The channel.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// The light bar.
    pub before: f64,
    /// The full bar.
    pub after: f64,
}

struct Layout {
    plot: Plot,
    scale: Linear,
    row_height: f64,
    name_above: f64,
}

impl PairedBars {
    /// The chart at this width.
    #[must_use]
    pub fn picture(&self, width: f64, locale: &Locale) -> Picture {
        let layout = self.layout(width, locale);
        let mut scene = Scene::new(width, layout.plot.bottom + 26.0);
        let most = (layout.plot.width() / 90.0).clamp(2.0, 5.0) as usize;
        let ticks = axis::number_ticks(layout.scale.domain, most, self.unit, locale);
        self.draw_key(&mut scene);
        axis::draw_column_lines(&mut scene, layout.plot, layout.scale, &ticks);
        axis::draw_columns(&mut scene, layout.plot, layout.scale, &ticks);
        for (index, row) in self.rows.iter().enumerate() {
            self.draw_row(&mut scene, &layout, row, layout.middle(index), locale);
        }
        let stops = self.rows.iter().enumerate().map(|(index, row)| self.stop(row, layout.middle(index), locale));
        let readouts = Readouts { walk: Walk::Down, plot: layout.plot, stops: stops.collect() };
        Picture { scene, readouts, alt: self.alt(locale), table: self.table(locale) }
    }

    fn layout(&self, width: f64, locale: &Locale) -> Layout {
        let changes = self.rows.iter().map(|row| text_width(&self.change(row, locale), 12.0)).fold(0.0, f64::max);
        let names = self.rows.iter().map(|row| text_width(&row.name, 12.0)).fold(0.0, f64::max).min(170.0);
        let is_narrow = width < NARROW;
        let left = if is_narrow { 8.0 } else { names + 20.0 };
        let (row_height, name_above) = if is_narrow { (46.0, 16.0) } else { (32.0, 0.0) };
        let bottom = 26.0 + row_height * self.rows.len() as f64;
        let plot = Plot { left, top: 26.0, right: width - changes - 16.0, bottom };
        let domain = axis::domain(self.rows.iter().flat_map(|row| [row.before, row.after]), Base::Zero);
        Layout { plot, scale: Linear { domain, range: (plot.left, plot.right) }, row_height, name_above }
    }

    fn draw_key(&self, scene: &mut Scene) {
        let swatch = |left: f64| Plot { left, top: 4.0, right: left + 12.0, bottom: 12.0 };
        scene.rect(swatch(0.0), 2.0, Ink::Neutral.faint(0.45));
        scene.text(&self.before, point(18.0, 8.0), Align::Left, Ink::Muted);
        let next = 18.0 + text_width(&self.before, 12.0) + 16.0;
        scene.rect(swatch(next), 2.0, Ink::Neutral);
        scene.text(&self.after, point(next + 18.0, 8.0), Align::Left, Ink::Muted);
    }

    fn draw_row(&self, scene: &mut Scene, layout: &Layout, row: &PairedRow, y: f64, locale: &Locale) {
        if layout.name_above > 0.0 {
            scene.strong(&row.name, point(0.0, y - layout.name_above - 4.0), Align::Left, Ink::Text);
        } else {
            let name = shortened(&row.name, layout.plot.left - 16.0, 12.0);
            scene.text(name, point(0.0, y), Align::Left, Ink::Text);
        }
        let zero = layout.scale.at(0.0);
        let mut bar = |value: f64, top: f64, alpha: f64| {
            let end = layout.scale.at(value);
            let at =
                Plot { left: zero.min(end), top, right: zero.max(end).max(zero.min(end) + 1.0), bottom: top + 9.0 };
            scene.rect(at, 2.0, row.ink.faint(alpha));
        };
        bar(row.before, y - 10.0, 0.4);
        bar(row.after, y + 1.0, 1.0);
        scene.rule(point(zero, y - 12.0), point(zero, y + 12.0), Ink::Muted, Dash::Solid);
        scene.text(self.change(row, locale), point(scene.width, y), Align::Right, Ink::Muted);
    }

    /// The change in per cent, or none where there was nothing before.
    fn change(&self, row: &PairedRow, locale: &Locale) -> String {
        let share = row.after / row.before - 1.0;
        if !share.is_finite() {
            return if row.after == 0.0 { String::new() } else { "new".to_owned() };
        }
        let style = NumberStyle { unit: Unit::Percent, magnitude: super::format::Magnitude::One, decimals: 0 };
        style.signed(locale, share)
    }

    fn style(&self) -> NumberStyle {
        let largest = self.rows.iter().map(|row| row.before.abs().max(row.after.abs())).fold(0.0, f64::max);
        let style = NumberStyle::for_range(self.unit, 0.0, largest);
        NumberStyle { decimals: style.decimals.max(usize::from(style.magnitude.factor() > 1.0)), ..style }
    }

    fn stop(&self, row: &PairedRow, y: f64, locale: &Locale) -> Stop {
        let style = self.style();
        let readings = vec![
            Reading::new(&self.after, style.text(locale, row.after)).inked(row.ink),
            Reading::new(&self.before, style.text(locale, row.before)),
            Reading::new("Change", self.change(row, locale)),
        ];
        Stop { at: y, title: row.name.clone(), readings }
    }

    fn alt(&self, locale: &Locale) -> String {
        let style = self.style();
        let part = |row: &PairedRow| {
            let ends = (style.text(locale, row.before), style.text(locale, row.after));
            format!("{} from {} to {}", row.name, ends.0, ends.1)
        };
        let rows: Vec<String> = self.rows.iter().map(part).collect();
        format!("{}, {} to {}: {}.", self.quantity, self.before, self.after, rows.join("; "))
    }

    fn table(&self, locale: &Locale) -> Table {
        let style = self.style();
        let number = |value: f64| Cell::number(value, style.text(locale, value));
        let row = |row: &PairedRow| {
            let change = Cell::number(row.after / row.before - 1.0, self.change(row, locale));
            vec![Cell::channel(&row.name, row.ink), number(row.before), number(row.after), change]
        };
        let columns = vec![
            Column::words("Channel"),
            Column::numbers(&self.before),
            Column::numbers(&self.after),
            Column::numbers("Change"),
        ];
        Table { caption: self.quantity.clone(), columns, rows: self.rows.iter().map(row).collect() }
    }
}

impl Layout {
    fn middle(&self, index: usize) -> f64 {
        let top = self.plot.top + index as f64 * self.row_height;
        top + self.name_above + (self.row_height - self.name_above) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_in_per_cent() {
        let row = |before, after| PairedRow { name: "Search".to_owned(), ink: Ink::Channel(0), before, after };
        let chart = PairedBars {
            quantity: "Spend a week".to_owned(),
            unit: Unit::Number,
            before: "Today".to_owned(),
            after: "Plan".to_owned(),
            rows: vec![row(9.0e3, 8.1e3), row(0.0, 2.0e3), row(0.0, 0.0)],
        };
        let picture = chart.picture(340.0, &Locale::default());
        let changes: Vec<&str> = picture.table.rows.iter().map(|row| row[3].text.as_str()).collect();
        assert_eq!(changes, ["\u{2212}10\u{a0}%", "new", ""]);
    }
}
