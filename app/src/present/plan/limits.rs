//! Quick limits: from held to free.

use super::spend_text;
use crate::present::format::percent;
use crate::present::locale::Locale;
use engine::plan::Bounds;

/// Limits around today's spend that are chosen with one press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Exactly today's spend.
    Hold,
    /// Up to 20 % less or more.
    Within20,
    /// Up to 30 % less or more.
    Within30,
    /// Up to 50 % less or more.
    Within50,
    /// From half to twice.
    HalfToDouble,
    /// From nothing to the whole budget.
    Free,
}

impl Preset {
    /// All, from the tightest to the widest.
    pub const ALL: [Self; 6] =
        [Self::Hold, Self::Within20, Self::Within30, Self::Within50, Self::HalfToDouble, Self::Free];

    /// Its name, also its key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hold => "Hold",
            Self::Within20 => "±20\u{a0}%",
            Self::Within30 => "±30\u{a0}%",
            Self::Within50 => "±50\u{a0}%",
            Self::HalfToDouble => "Half to double",
            Self::Free => "Free",
        }
    }

    /// The preset of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// The limits it sets for a channel that gets `today` of `budget`.
    #[must_use]
    pub fn bounds(self, today: f64, budget: f64) -> Bounds {
        let within = |share: f64| Bounds { min: (1.0 - share) * today, max: (1.0 + share) * today };
        match self {
            Self::Hold => Bounds { min: today, max: today },
            Self::Within20 => within(0.2),
            Self::Within30 => within(0.3),
            Self::Within50 => within(0.5),
            Self::HalfToDouble => Bounds { min: 0.5 * today, max: 2.0 * today },
            Self::Free => Bounds { min: 0.0, max: budget },
        }
    }

    /// The preset that these limits are, where they are one.
    #[must_use]
    pub fn of(bounds: Bounds, today: f64, budget: f64) -> Option<Self> {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * budget.max(1.0);
        Self::ALL.into_iter().find(|preset| {
            let wanted = preset.bounds(today, budget);
            close(wanted.min, bounds.min) && close(wanted.max, bounds.max)
        })
    }
}

/// Limits in words: `$8.2k to $12k`, `held at $9k`.
#[must_use]
pub fn limits_in_words(bounds: Bounds, today: f64, locale: &Locale) -> String {
    if bounds.max <= bounds.min {
        return format!("held at {}", spend_text(locale, bounds.min));
    }
    let share = |limit: f64| {
        if today > 0.0 { format!(" ({} of today)", percent(locale, limit / today, 0)) } else { String::new() }
    };
    format!(
        "{}{} to {}{}",
        spend_text(locale, bounds.min),
        share(bounds.min),
        spend_text(locale, bounds.max),
        share(bounds.max)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_recognised() {
        for preset in Preset::ALL {
            assert_eq!(Preset::of(preset.bounds(40.0, 500.0), 40.0, 500.0), Some(preset));
            assert_eq!(Preset::named(preset.name()), Some(preset));
        }
        assert_eq!(Preset::of(Bounds { min: 1.0, max: 7.0 }, 40.0, 500.0), None);
    }

    #[test]
    fn limits_are_told() {
        let locale = Locale::default();
        assert_eq!(limits_in_words(Bounds { min: 9e3, max: 9e3 }, 9e3, &locale), "held at $9,000");
        let wide = limits_in_words(Bounds { min: 5e3, max: 20e3 }, 10e3, &locale);
        assert_eq!(wide, "$5,000 (50\u{a0}% of today) to $20k (200\u{a0}% of today)");
    }
}
