//! What a mark's colour means, and the colours that a theme gives to the meanings.
//!
//! The style sheet is the only place that names colours; each [`Ink`] knows the custom property it is read from.

/// The channels' colours that a theme has; the eleventh channel begins again at the first.
pub const CHANNEL_COLOURS: usize = 10;

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Words and lines to be read first.
    Text,
    /// Words and lines to be read second.
    Muted,
    /// Grid lines and frames.
    Grid,
    /// The card's own ground.
    Surface,
    /// The forecast, gains, actions.
    Accent,
    /// Shortfalls and warnings.
    Shortfall,
    /// Totals and what is not explained.
    Neutral,
    /// The part of the outcome that needs no media.
    Base,
    /// A channel, by its place in the workspace's list.
    Channel(usize),
}

/// An ink and how much of the ground shows through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// What the colour stands for.
    pub ink: Ink,
    /// From 0, not there, to 1, opaque.
    pub alpha: f64,
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    named: [Rgb; NAMED.len()],
    channels: [Rgb; CHANNEL_COLOURS],
}

/// The inks that are not channels, in the order of [`Palette`].
const NAMED: [Ink; 8] =
    [Ink::Text, Ink::Muted, Ink::Grid, Ink::Surface, Ink::Accent, Ink::Shortfall, Ink::Neutral, Ink::Base];

impl Ink {
    /// The ink, opaque.
    #[must_use]
    pub fn solid(self) -> Paint {
        Paint { ink: self, alpha: 1.0 }
    }

    /// The ink with the ground showing through.
    #[must_use]
    pub fn faint(self, alpha: f64) -> Paint {
        Paint { ink: self, alpha }
    }

    /// The custom property of the style sheet that holds the colour.
    #[must_use]
    pub fn property(self) -> String {
        match self {
            Self::Text => "--text".to_owned(),
            Self::Muted => "--muted".to_owned(),
            Self::Grid => "--line".to_owned(),
            Self::Surface => "--surface".to_owned(),
            Self::Accent => "--accent".to_owned(),
            Self::Shortfall => "--shortfall".to_owned(),
            Self::Neutral => "--neutral".to_owned(),
            Self::Base => "--base".to_owned(),
            Self::Channel(channel) => format!("--ch-{}", channel % CHANNEL_COLOURS),
        }
    }
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        ink.solid()
    }
}

impl Rgb {
    /// Reads `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let byte = |from: usize| digits.get(from..from + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        Some(Self(byte(0)?, byte(2)?, byte(4)?))
    }
}

impl Palette {
    /// The palette that `colour_of` gives for each custom property; grey where it gives none.
    #[must_use]
    pub fn read(colour_of: impl Fn(&str) -> String) -> Self {
        let colour = |ink: Ink| Rgb::parse(&colour_of(&ink.property())).unwrap_or(Rgb(128, 128, 128));
        Self { named: NAMED.map(colour), channels: std::array::from_fn(|channel| colour(Ink::Channel(channel))) }
    }

    /// The colour of an ink.
    #[must_use]
    pub fn colour(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Channel(channel) => self.channels[channel % CHANNEL_COLOURS],
            named => NAMED.iter().position(|other| *other == named).map_or(Rgb(128, 128, 128), |at| self.named[at]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_properties() {
        let palette = Palette::read(|name| if name == "--ch-3" { " #010203" } else { "#ffffff" }.to_owned());
        assert_eq!(palette.colour(Ink::Channel(13)), Rgb(1, 2, 3));
        assert_eq!(palette.colour(Ink::Base), Rgb(255, 255, 255));
    }

    const STYLE: &str = include_str!("../../style/main.css");

    /// The colours that the rules after `selector` set.
    fn theme(selector: &str) -> Vec<(&'static str, Rgb)> {
        let body = STYLE.split_once(selector).and_then(|(_, rest)| rest.split_once('}')).unwrap().0;
        let line = |line: &'static str| {
            let (name, value) = line.trim().trim_end_matches(';').split_once(": ")?;
            Some((name, Rgb::parse(value)?))
        };
        body.lines().filter_map(line).collect()
    }

    /// WCAG 2.2, contrast ratio of two colours.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let linear = |byte: u8| match f64::from(byte) / 255.0 {
            share if share <= 0.04045 => share / 12.92,
            share => ((share + 0.055) / 1.055).powf(2.4),
        };
        let luminance = |Rgb(r, g, b)| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_and_marks_can_be_told_from_their_ground() {
        for theme in [theme(":root {"), theme(":root[data-theme=\"dark\"] {")] {
            let colour = |name: &str| theme.iter().find(|(other, _)| *other == name).unwrap().1;
            let check = |name: &str, ground: &str, least: f64| {
                let ratio = contrast(colour(name), colour(ground));
                assert!(ratio >= least, "{name} on {ground}: {ratio:.2}");
            };
            for ground in ["--surface", "--ground"] {
                for words in ["--text", "--muted", "--accent", "--shortfall"] {
                    check(words, ground, 4.5);
                }
                check("--edge", ground, 3.0);
            }
            check("--on-accent", "--accent", 4.5);
            check("--on-accent", "--accent-strong", 4.5);
            check("--accent", "--accent-soft", 4.5);
            check("--muted", "--accent-soft", 4.5);
            check("--shortfall", "--shortfall-soft", 4.5);
            check("--neutral", "--surface", 3.0);
            for channel in 0..CHANNEL_COLOURS {
                check(&Ink::Channel(channel).property(), "--surface", 3.0);
            }
        }
    }

    #[test]
    fn the_dark_theme_is_the_same_by_choice_and_by_system() {
        assert_eq!(theme(":root:not([data-theme=\"light\"]) {"), theme(":root[data-theme=\"dark\"] {"));
    }

    #[test]
    fn a_missing_property_is_grey() {
        assert_eq!(Palette::read(|_| String::new()).colour(Ink::Text), Rgb(128, 128, 128));
    }
}
