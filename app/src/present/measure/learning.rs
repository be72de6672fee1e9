//! Prior against posterior: what each picture is called, and which channels the data said nothing about.

use super::quantity;
use super::terms::Terms;
use crate::present::densities::Densities;
use crate::present::format::{self, Unit};
use crate::present::palette::Ink;
use crate::present::table::{Cell, Column, Table};
use engine::math::Interval;
use engine::model::Link;
use engine::panel::ChannelKind;
use engine::posterior::{BaseLearning, BaseParameter, ChannelSummary, Learning, ParameterKind, Summary};

/// The parameters in the order in which they are offered.
const PARAMETERS: [ParameterKind; 13] = [
    ParameterKind::Return,
    ParameterKind::MarginalReturn,
    ParameterKind::ContributionShare,
    ParameterKind::Elasticity,
    ParameterKind::Coefficient,
    ParameterKind::Retention,
    ParameterKind::Peak,
    ParameterKind::CarryoverShape,
    ParameterKind::HalfSaturation,
    ParameterKind::Shape,
    ParameterKind::Exponent,
    ParameterKind::FrequencyHalf,
    ParameterKind::FrequencyShape,
];

/// The parameters that some channel has, in the order in which they are offered.
#[must_use]
pub fn parameters(summary: &Summary) -> Vec<ParameterKind> {
    let has = |kind: &ParameterKind| summary.learning.iter().any(|l| l.kind == *kind);
    PARAMETERS.into_iter().filter(has).collect()
}

/// Whether a channel's effect is stated by it.
fn is_quantity(kind: ParameterKind) -> bool {
    quantity::offered(true).contains(&kind)
}

/// By how much what is shown exceeds the parameter's value.
fn factor(kind: ParameterKind, terms: &Terms) -> f64 {
    if is_quantity(kind) { quantity::form(kind, terms).factor } else { 1.0 }
}

/// Whether the data said next to nothing about a channel's return, or what else its effect is stated by.
#[must_use]
pub fn is_mostly_prior(summary: &Summary, channel: &str) -> bool {
    let of_return = |l: &&Learning| is_quantity(l.kind) && l.channel == channel;
    summary.learning.iter().find(of_return).is_some_and(Learning::mostly_prior)
}

/// The channels whose return is mostly prior.
#[must_use]
pub fn mostly_prior_channels(summary: &Summary) -> Vec<&str> {
    let names = summary.channels.iter().map(|c| c.name.as_str());
    names.filter(|name| is_mostly_prior(summary, name)).collect()
}

/// A parameter's name.
#[must_use]
pub fn parameter_name(kind: ParameterKind, terms: &Terms) -> String {
    match kind {
        ParameterKind::Return
        | ParameterKind::MarginalReturn
        | ParameterKind::ContributionShare
        | ParameterKind::Elasticity
        | ParameterKind::Coefficient => quantity::name(kind, terms),
        ParameterKind::FrequencyHalf => "Contacts a week at which half counts".to_owned(),
        ParameterKind::FrequencyShape => "Shape of the curve of frequencies".to_owned(),
        ParameterKind::Retention => "Left of the effect a week later".to_owned(),
        ParameterKind::Peak => "Weeks from the spend to the peak".to_owned(),
        ParameterKind::CarryoverShape => "Shape of the carry-over".to_owned(),
        ParameterKind::Exponent => "What 1\u{a0}% more spend brings".to_owned(),
        ParameterKind::HalfSaturation => "Weekly spend at half saturation".to_owned(),
        ParameterKind::Shape => "Shape of the curve".to_owned(),
    }
}

/// A name by which a parameter can be chosen.
#[must_use]
pub fn parameter_key(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Return => "return",
        ParameterKind::MarginalReturn => "marginal-return",
        ParameterKind::ContributionShare => "share",
        ParameterKind::Elasticity => "elasticity",
        ParameterKind::Coefficient => "coefficient",
        ParameterKind::FrequencyHalf => "frequency-half",
        ParameterKind::FrequencyShape => "frequency-shape",
        ParameterKind::Retention => "retention",
        ParameterKind::Peak => "peak",
        ParameterKind::CarryoverShape => "carryover-shape",
        ParameterKind::Exponent => "exponent",
        ParameterKind::HalfSaturation => "half-saturation",
        ParameterKind::Shape => "shape",
    }
}

/// The unit of a parameter as it is shown.
fn unit(kind: ParameterKind, terms: &Terms) -> Unit {
    match kind {
        ParameterKind::Retention | ParameterKind::Exponent => Unit::Percent,
        ParameterKind::HalfSaturation => Unit::Money,
        kind if is_quantity(kind) => quantity::form(kind, terms).unit,
        _ => Unit::Number,
    }
}

/// The unit of a channel's parameter: what saturates is counted in money only where that is its spend.
fn unit_of(learning: &Learning, summary: &Summary, terms: &Terms) -> Unit {
    let is_counted = |c: &ChannelSummary| c.name == learning.channel && c.kind != ChannelKind::Spend;
    match learning.kind {
        ParameterKind::HalfSaturation if summary.channels.iter().any(is_counted) => Unit::Number,
        kind => unit(kind, terms),
    }
}

/// Every parameter of every channel: before, after, how far it moved, and where the data said nothing.
#[must_use]
pub fn table(summary: &Summary, terms: &Terms) -> Table {
    let place = |name: &str| summary.channels.iter().position(|c| c.name == name).unwrap_or(0);
    let row = |l: &Learning| {
        let factor = factor(l.kind, terms);
        let range = |interval: engine::math::Interval| {
            let shown = interval.scaled(factor);
            format::range(&terms.locale, unit_of(l, summary, terms), shown.lo, shown.hi)
        };
        vec![
            Cell::channel(&l.channel, Ink::Channel(place(&l.channel))),
            Cell::words(parameter_name(l.kind, terms)),
            Cell::words(range(l.prior)),
            Cell::words(range(l.posterior)),
            Cell::number(l.shift, format::signed(&terms.locale, Unit::Number, l.shift)),
            Cell::number(l.contraction, format::percent(&terms.locale, l.contraction.max(0.0), 0)),
            Cell::words(if l.mostly_prior() { "the data said nothing" } else { "" }),
        ]
    };
    Table {
        caption: "Before and after the data, parameter by parameter".to_owned(),
        columns: vec![
            Column::words("Channel"),
            Column::words("Parameter"),
            Column::words("Before, 90\u{a0}% range"),
            Column::words("After, 90\u{a0}% range"),
            Column::numbers("Moved, in standard deviations of before"),
            Column::numbers("Doubt taken away"),
            Column::words("Remark"),
        ],
        rows: summary
            .learning
            .iter()
            .map(row)
            .chain(summary.base_learning.iter().map(|l| base_row(l, summary, terms)))
            .collect(),
    }
}

/// A row of what is not a channel's.
fn base_row(l: &BaseLearning, summary: &Summary, terms: &Terms) -> Vec<Cell> {
    let unit = match l.parameter {
        BaseParameter::Level => terms.unit(),
        BaseParameter::Degrees => Unit::Number,
        BaseParameter::PlaceBase | BaseParameter::PlaceEffect => Unit::Percent,
        _ if summary.link == Link::Log => Unit::Percent,
        _ => terms.unit(),
    };
    let range = |i: Interval| format::range(&terms.locale, unit, i.lo, i.hi);
    vec![
        Cell::words(base_of(l.parameter)),
        Cell::words(base_name(l.parameter)),
        Cell::words(range(l.prior)),
        Cell::words(range(l.posterior)),
        Cell::number(l.shift, format::signed(&terms.locale, Unit::Number, l.shift)),
        Cell::number(l.contraction, format::percent(&terms.locale, l.contraction.max(0.0), 0)),
        Cell::words(if l.mostly_prior() { "the data said nothing" } else { "" }),
    ]
}

fn base_of(parameter: BaseParameter) -> &'static str {
    match parameter {
        BaseParameter::Noise | BaseParameter::Degrees => "Noise",
        BaseParameter::PlaceLevel | BaseParameter::PlaceBase | BaseParameter::PlaceEffect => "Geographies",
        _ => "Base",
    }
}

fn base_name(parameter: BaseParameter) -> &'static str {
    match parameter {
        BaseParameter::Level => "Level a week",
        BaseParameter::Slope => "Change of the level in a year",
        BaseParameter::SlopeChange => "Size of the trend's bends",
        BaseParameter::Season => "Size of the season",
        BaseParameter::Driver => "Size of the drivers' effects",
        BaseParameter::Noise => "Noise a week",
        BaseParameter::Degrees => "Degrees of freedom",
        BaseParameter::PlaceLevel => "Difference of levels",
        BaseParameter::PlaceBase => "Difference of trend, season and drivers",
        BaseParameter::PlaceEffect => "Difference of channels' effects",
    }
}

/// A density picture of one channel, with one line below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// The channel.
    pub channel: String,
    /// The picture.
    pub picture: Densities,
    /// What the data did.
    pub note: String,
    /// Whether the data said next to nothing.
    pub is_mostly_prior: bool,
}

/// The pictures of one parameter, channel by channel.
#[must_use]
pub fn tiles(summary: &Summary, kind: ParameterKind, terms: &Terms) -> Vec<Tile> {
    let place = |name: &str| summary.channels.iter().position(|c| c.name == name).unwrap_or(0);
    let wanted = summary.learning.iter().filter(|l| l.kind == kind);
    wanted.map(|l| tile(l, unit_of(l, summary, terms), Ink::Channel(place(&l.channel)), terms)).collect()
}

fn tile(learning: &Learning, unit: Unit, ink: Ink, terms: &Terms) -> Tile {
    let factor = factor(learning.kind, terms);
    let scaled = |values: &[f64], factor: f64| values.iter().map(|v| v * factor).collect::<Vec<_>>();
    let picture = Densities {
        quantity: format!("{}, {}", parameter_name(learning.kind, terms), learning.channel),
        unit,
        values: scaled(&learning.grid, factor),
        prior: scaled(&learning.prior_density, 1.0 / factor),
        posterior: scaled(&learning.posterior_density, 1.0 / factor),
        ink,
        height: 130.0,
    };
    let note = note(learning, (unit, factor), terms);
    Tile { channel: learning.channel.clone(), picture, note, is_mostly_prior: learning.mostly_prior() }
}

/// What the data did to a belief, with both ranges.
fn note(learning: &Learning, (unit, factor): (Unit, f64), terms: &Terms) -> String {
    let range = |interval: engine::math::Interval| {
        let shown = interval.scaled(factor);
        format::range(&terms.locale, unit, shown.lo, shown.hi)
    };
    let ranges = format!("Before {}, after {}.", range(learning.prior), range(learning.posterior));
    if learning.mostly_prior() {
        format!("Mostly prior. {ranges}")
    } else if learning.contraction > 0.0 {
        let narrowed = format::percent(&terms.locale, learning.contraction, 0);
        format!("{ranges} The data took away {narrowed} of the doubt.")
    } else {
        format!("{ranges} The data moved it without narrowing it.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    #[test]
    fn a_tile_tells_what_the_data_did() {
        let summary = example::summary();
        let tiles = tiles(&summary, ParameterKind::Return, &example::terms());
        assert_eq!(tiles.len(), 2);
        assert_eq!(tiles[0].note, "Before 0.3 to 4.0, after 2.5 to 3.8. The data took away 80\u{a0}% of the doubt.");
        assert!(tiles[1].is_mostly_prior && tiles[1].note.starts_with("Mostly prior. Before"));
        assert_eq!(mostly_prior_channels(&summary), ["Audio"]);
    }

    #[test]
    fn the_table_flags_what_the_data_left_alone() {
        let table = table(&example::summary(), &example::terms());
        let last = |row: usize| table.rows[row].last().map(|cell| cell.text.clone());
        assert_eq!((last(0), last(1)), (Some(String::new()), Some("the data said nothing".to_owned())));
        assert_eq!(table.rows[0].len(), table.columns.len());
    }

    #[test]
    fn densities_keep_their_area_when_scaled() {
        let summary = example::summary();
        let tile = tile(&summary.learning[0], Unit::Number, Ink::Channel(0), &example::count_terms());
        let first = &summary.learning[0];
        let product = tile.picture.values[1] * tile.picture.prior[1];
        assert!((product - first.grid[1] * first.prior_density[1]).abs() < 1e-9);
    }
}
