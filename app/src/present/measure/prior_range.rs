//! Priors as 90 % ranges that people type: printing them, reading them, and saying what is wrong with what was typed.

use super::terms::Terms;
use crate::present::format::{self, Magnitude, NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::parse::parse_number;
use engine::math::{exp, ln};
use engine::model::{FEWEST_DEGREES, Link, LogNormal, ModelSpec, Normal};

/// The 95 % quantile of the standard normal distribution.
const Z95: f64 = 1.644_853_626_951_472_2;

/// Which numbers a range may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Any.
    Any,
    /// Above zero.
    Positive,
    /// Between 0 and 1, both excluded.
    Share,
}

/// How a range is shown and read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangeForm {
    /// The unit of both ends.
    pub unit: Unit,
    /// What is shown for a value of 1.
    pub factor: f64,
    /// Which numbers there may be.
    pub domain: Domain,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeEnd {
    /// The lower one.
    From,
    /// The upper one.
    To,
}

/// What is wrong with a typed range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeProblem {
    /// The end that is to be corrected.
    pub end: RangeEnd,
    /// What is wrong, as a sentence.
    pub sentence: String,
}

/// What stands in the two fields: what was typed and not yet accepted, or else nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// In the lower field.
    pub from: Option<String>,
    /// In the upper field.
    pub to: Option<String>,
}

impl RangeForm {
    /// A range of returns on spend.
    #[must_use]
    pub fn of_returns(terms: &Terms) -> Self {
        Self { unit: Unit::Number, factor: terms.return_factor(), domain: Domain::Positive }
    }

    /// A range of amounts of the outcome.
    #[must_use]
    pub fn of_amounts(terms: &Terms, domain: Domain) -> Self {
        Self { unit: terms.unit(), factor: 1.0, domain }
    }

    /// A range of shares.
    pub const SHARE: Self = Self { unit: Unit::Percent, factor: 1.0, domain: Domain::Share };
    /// A range of spends.
    pub const SPEND: Self = Self { unit: Unit::Money, factor: 1.0, domain: Domain::Positive };
    /// A range of plain positive numbers.
    pub const NUMBER: Self = Self { unit: Unit::Number, factor: 1.0, domain: Domain::Positive };

    /// One end as text.
    #[must_use]
    pub fn text(&self, value: f64, locale: &Locale) -> String {
        significant(self.unit, value * self.factor).text(locale, value * self.factor)
    }

    /// Both ends as text.
    #[must_use]
    pub fn range_text(&self, (from, to): (f64, f64), locale: &Locale) -> String {
        format!("{} to {}", self.text(from, locale), self.text(to, locale))
    }

    /// Reads what was typed; an end that was not typed keeps its `current` value to the last digit.
    ///
    /// # Errors
    /// [`RangeProblem`] says which end cannot be used and why.
    pub fn read(&self, typed: &Typed, current: (f64, f64), locale: &Locale) -> Result<(f64, f64), RangeProblem> {
        let from = self.read_end(typed.from.as_deref(), current.0, RangeEnd::From, locale)?;
        let to = self.read_end(typed.to.as_deref(), current.1, RangeEnd::To, locale)?;
        match (from < to, &typed.to) {
            (true, _) => Ok((from, to)),
            (false, Some(_)) => {
                Err(problem(RangeEnd::To, format!("Has to be larger than {}.", self.text(from, locale))))
            }
            (false, None) => Err(problem(RangeEnd::From, format!("Has to be smaller than {}.", self.text(to, locale)))),
        }
    }

    fn read_end(&self, typed: Option<&str>, current: f64, end: RangeEnd, locale: &Locale) -> Result<f64, RangeProblem> {
        let Some(text) = typed else { return Ok(current) };
        let is_bare = self.unit == Unit::Percent && !text.contains('%');
        let text = if is_bare { format!("{text}%") } else { text.to_owned() };
        let shown = parse_number(&text, locale).map_err(|error| problem(end, error.sentence(locale)))?;
        self.check(shown / self.factor).map_err(|sentence| problem(end, sentence.to_owned()))
    }

    fn check(&self, value: f64) -> Result<f64, &'static str> {
        match self.domain {
            _ if !value.is_finite() => Err("This number is too large."),
            Domain::Positive if value <= 0.0 => Err("Has to be above 0."),
            Domain::Share if value <= 0.0 || value >= 1.0 => Err("Has to lie between 0 and 100\u{a0}%."),
            _ => Ok(value),
        }
    }
}

fn problem(end: RangeEnd, sentence: String) -> RangeProblem {
    RangeProblem { end, sentence }
}

/// A style with two to three significant digits, also for small numbers.
fn significant(unit: Unit, shown: f64) -> NumberStyle {
    let style = NumberStyle::for_value(unit, shown);
    let size = if unit == Unit::Percent { shown.abs() * 100.0 } else { shown.abs() };
    if style.magnitude == Magnitude::One && size > 0.0 && size < 1.0 {
        let decimals = (1.0 - size.log10().floor()).clamp(1.0, 8.0) as usize;
        return NumberStyle { decimals, ..style };
    }
    style
}

/// The 5 % and 95 % quantiles of a normal prior.
#[must_use]
pub fn normal_range(prior: Normal) -> (f64, f64) {
    (prior.mean - Z95 * prior.sd, prior.mean + Z95 * prior.sd)
}

/// The normal prior with these quantiles; `None` unless they grow.
#[must_use]
pub fn normal_from_range((from, to): (f64, f64)) -> Option<Normal> {
    let prior = Normal { mean: 0.5 * (from + to), sd: (to - from) / (2.0 * Z95) };
    prior.is_proper().then_some(prior)
}

/// The range of the level, in the outcome's unit in every form.
#[must_use]
pub fn level_range(spec: &ModelSpec) -> (f64, f64) {
    let (from, to) = normal_range(spec.baseline.level);
    match spec.outcome.link {
        Link::Identity => (from, to),
        Link::Log => (exp(from), exp(to)),
    }
}

/// The level's prior with this range; `None` where there is none.
#[must_use]
pub fn level_from_range(spec: &ModelSpec, (from, to): (f64, f64)) -> Option<Normal> {
    match spec.outcome.link {
        Link::Identity => normal_from_range((from, to)),
        Link::Log => LogNormal::from_range(from, to).map(|p| Normal { mean: ln(p.median), sd: p.spread }),
    }
}

/// The range of the degrees of freedom.
#[must_use]
pub fn degrees_range(spec: &ModelSpec) -> (f64, f64) {
    let (from, to) = spec.outcome.degrees.range();
    (FEWEST_DEGREES + from, FEWEST_DEGREES + to)
}

/// Their prior with this range; they stay above two.
#[must_use]
pub fn degrees_from_range((from, to): (f64, f64)) -> Option<LogNormal> {
    LogNormal::from_range((from - FEWEST_DEGREES).max(0.01), to - FEWEST_DEGREES)
}

/// By which factor channels differ from their common return, up or down, in nine cases of ten.
#[must_use]
pub fn factor_of_spread(spread: f64) -> f64 {
    LogNormal { median: 1.0, spread }.range().1
}

/// The spread for such a factor; `None` unless it is above 1.
#[must_use]
pub fn spread_of_factor(factor: f64) -> Option<f64> {
    (factor > 1.0).then(|| LogNormal::from_range(1.0 / factor, factor)).flatten().map(|prior| prior.spread)
}

/// A retention as a half-life: "half of it is over after 0.4 to 1.6 weeks".
#[must_use]
pub fn half_life_sentence((from, to): (f64, f64), locale: &Locale) -> String {
    let weeks = |retention: f64| 0.5f64.ln() / retention.clamp(1e-6, 1.0 - 1e-6).ln();
    let text = |retention: f64| format::number(locale, weeks(retention), 1);
    format!("Half of the effect is over after {} to {} weeks.", text(from), text(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(from: &str, to: &str) -> Typed {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Typed { from: some(from), to: some(to) }
    }

    fn check(form: RangeForm, fields: (&str, &str), expected: Result<(f64, f64), (RangeEnd, &str)>) {
        let read = form.read(&typed(fields.0, fields.1), (0.25, 0.75), &Locale::default());
        let expected = expected.map_err(|(end, sentence)| problem(end, sentence.to_owned()));
        assert_eq!(read, expected, "{fields:?}");
    }

    #[test]
    fn ranges_are_read_or_refused_at_the_right_end() {
        use RangeEnd::{From, To};
        check(RangeForm::NUMBER, ("0.3", "4"), Ok((0.3, 4.0)));
        check(RangeForm::NUMBER, ("0.3", ""), Ok((0.3, 0.75)));
        check(RangeForm::NUMBER, ("0", "4"), Err((From, "Has to be above 0.")));
        check(RangeForm::NUMBER, ("5", "4"), Err((To, "Has to be larger than 5.")));
        check(RangeForm::NUMBER, ("5", ""), Err((From, "Has to be smaller than 0.75.")));
        check(RangeForm::NUMBER, ("", "x"), Err((To, "“x” is not part of a number.")));
        check(RangeForm::SHARE, ("5", "60 %"), Ok((0.05, 0.6)));
        check(RangeForm::SHARE, ("5", "100"), Err((To, "Has to lie between 0 and 100\u{a0}%.")));
        check(RangeForm { factor: 1_000.0, ..RangeForm::NUMBER }, ("5", "10"), Ok((0.005, 0.01)));
    }

    #[test]
    fn small_numbers_keep_their_digits() {
        let locale = Locale::default();
        assert_eq!(RangeForm::NUMBER.range_text((0.0213, 4.12), &locale), "0.021 to 4.12");
        assert_eq!(RangeForm::SHARE.range_text((0.004, 0.66), &locale), "0.40\u{a0}% to 66\u{a0}%");
        assert_eq!(RangeForm::SPEND.range_text((2_412.0, 33_620.0), &locale), "$2,412 to $33.6k");
    }

    #[test]
    fn a_normal_prior_is_its_range() {
        let prior = Normal { mean: 10.0, sd: 2.0 };
        let back = normal_from_range(normal_range(prior)).unwrap();
        assert!((back.mean - 10.0).abs() < 1e-12 && (back.sd - 2.0).abs() < 1e-12);
        assert!(normal_from_range((2.0, 1.0)).is_none());
        assert!((spread_of_factor(factor_of_spread(0.7)).unwrap() - 0.7).abs() < 1e-12);
    }

    #[test]
    fn retention_is_told_as_half_life() {
        let text = half_life_sentence((0.2, 0.65), &Locale::default());
        assert_eq!(text, "Half of the effect is over after 0.4 to 1.6 weeks.");
    }
}
