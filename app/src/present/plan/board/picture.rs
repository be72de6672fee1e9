//! What the planned weeks bring, as a small picture of paths that prints sharply at any size.

use crate::present::format::{NumberStyle, Unit};
use crate::present::locale::Locale;
use engine::forecast::Forecast;

/// The picture's size, in its own units.
const SIZE: (f64, f64) = (320.0, 90.0);

/// A fan as paths of SVG, in a frame of `width` x `height`.
#[derive(Clone, Debug, PartialEq)]
pub struct FanPicture {
    /// The frame's width.
    pub width: f64,
    /// The frame's height.
    pub height: f64,
    /// The outline of the 90 % range.
    pub outer: String,
    /// The outline of the middle half.
    pub inner: String,
    /// The mean.
    pub middle: String,
    /// What the top and the bottom of the frame stand for.
    pub scale: (String, String),
    /// The first and the last week.
    pub span: (String, String),
    /// All of it in words.
    pub words: String,
}

/// The picture of a forecast's weeks; none for fewer than two.
pub(super) fn fan_picture(forecast: &Forecast, locale: &Locale) -> Option<FanPicture> {
    let fan = &forecast.weekly;
    let quantiles = &fan.quantiles;
    let (low, high) = quantiles.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), q| (l.min(q[0]), h.max(q[6])));
    let (first, last) = (forecast.weeks.first()?, forecast.weeks.last()?);
    if quantiles.len() < 2 || fan.mean.len() != quantiles.len() || !(high > low && (high - low).is_finite()) {
        return None;
    }
    let (width, height) = SIZE;
    let at = |t: usize, value: f64| {
        let x = width * t as f64 / (quantiles.len() - 1) as f64;
        format!("{x:.1},{:.1}", height * (high - value) / (high - low))
    };
    let band = |from: usize, to: usize| {
        let there = quantiles.iter().enumerate().map(|(t, q)| at(t, q[to]));
        let back = quantiles.iter().enumerate().rev().map(|(t, q)| at(t, q[from]));
        format!("M{}Z", there.chain(back).collect::<Vec<_>>().join("L"))
    };
    let middle: Vec<String> = fan.mean.iter().enumerate().map(|(t, mean)| at(t, *mean)).collect();
    let style = NumberStyle::for_range(Unit::Number, low, high);
    let scale = (style.text(locale, high), style.text(locale, low));
    let words = format!(
        "Week by week from {} to {}: 90 % ranges between {} and {}.",
        locale.date(*first),
        locale.date(*last),
        scale.1,
        scale.0
    );
    Some(FanPicture {
        width,
        height,
        outer: band(0, 6),
        inner: band(2, 4),
        middle: format!("M{}", middle.join("L")),
        scale,
        span: (locale.day(*first), locale.day(*last)),
        words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::forecast::samples::forecast;

    #[test]
    fn the_fan_fills_its_frame() {
        let picture = fan_picture(&forecast(), &Locale::default()).unwrap();
        assert!(picture.outer.starts_with("M0.0,0.0L") && picture.outer.ends_with("L0.0,90.0Z"), "{}", picture.outer);
        assert_eq!(picture.middle.matches('L').count(), 12);
        assert_eq!(picture.span, ("29 Jun".to_owned(), "21 Sep".to_owned()));
    }

    #[test]
    fn a_single_week_has_no_picture() {
        let mut one = forecast();
        one.weekly.quantiles.truncate(1);
        one.weekly.mean.truncate(1);
        assert_eq!(fan_picture(&one, &Locale::default()), None);
    }
}
