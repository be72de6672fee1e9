//! A number to fill in, read and printed with the locale's marks.

use super::Field;
use crate::present::format::NumberStyle;
use crate::present::locale::Locale;
use crate::present::parse::parse_number;
use leptos::prelude::*;

/// Whether the lowest number of a range belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lowest {
    /// It does.
    Allowed,
    /// Only what is above it does.
    Excluded,
}

/// A field for a number.
#[component]
pub fn NumberField(
    /// What is filled in.
    #[prop(into)]
    label: Signal<String>,
    /// The number.
    #[prop(into)]
    value: Signal<f64>,
    /// Told the number that was typed; what cannot be read or is out of limits is not told.
    #[prop(into)]
    on_commit: Callback<(f64,)>,
    /// How numbers are written here.
    #[prop(into)]
    locale: Signal<Locale>,
    /// How this number is printed.
    #[prop(into)]
    style: Signal<NumberStyle>,
    /// The lowest and the highest number allowed.
    #[prop(into, default = Signal::stored((f64::NEG_INFINITY, f64::INFINITY)))]
    limits: Signal<(f64, f64)>,
    /// Whether the lowest number is allowed itself.
    #[prop(default = Lowest::Allowed)]
    lowest: Lowest,
    /// The unit, behind the field.
    #[prop(into, optional)]
    unit: Signal<String>,
    /// One line on what belongs here.
    #[prop(into, optional)]
    help: Signal<String>,
) -> impl IntoView {
    let error = RwSignal::new(String::new());
    // Printed anew after every commit, also when the number did not change.
    let printed = RwSignal::new(String::new());
    let print = move || style.get().text(&locale.read(), value.get());
    Effect::new(move |_| printed.set(print()));
    let commit = move |text: String| match read(
        &text,
        &locale.read_untracked(),
        style.get_untracked(),
        limits.get_untracked(),
        lowest,
    ) {
        Ok(number) => {
            error.set(String::new());
            on_commit.run((number,));
            printed.set(untrack(print));
        }
        Err(sentence) => {
            printed.set(text);
            error.set(sentence);
        }
    };
    view! { <Field label=label value=printed on_commit=commit unit=unit help=help error=error keyboard="decimal"/> }
}

/// What was typed, as a number within limits, or a sentence on what is wrong.
fn read(
    text: &str,
    locale: &Locale,
    style: NumberStyle,
    (low, high): (f64, f64),
    lowest: Lowest,
) -> Result<f64, String> {
    let is_bare_percent = style.unit == crate::present::format::Unit::Percent && !text.contains('%');
    let text = if is_bare_percent { format!("{text}%") } else { text.to_owned() };
    let number = parse_number(&text, locale).map_err(|error| error.sentence(locale))?;
    if style.decimals == 0 && style.unit != crate::present::format::Unit::Percent && is_perhaps_grouped(&text, locale) {
        let without: String = text.chars().filter(|letter| *letter != locale.decimal).collect();
        return Err(format!("“{text}” could be {} or {without}: write the one meant.", style.text(locale, number)));
    }
    let print = |limit: f64| style.text(locale, limit);
    match number {
        number if lowest == Lowest::Excluded && number <= low => Err(format!("More than {}.", print(low))),
        number if number < low => Err(format!("At least {}.", print(low))),
        number if number > high => Err(format!("At most {}.", print(high))),
        number => Ok(number),
    }
}

/// Whether the decimal mark may be meant as one between thousands: `500,000` typed where `500.000` is the custom.
fn is_perhaps_grouped(text: &str, locale: &Locale) -> bool {
    let Some((whole, fraction)) = text.split_once(locale.decimal) else { return false };
    let digits = |part: &str| part.chars().all(|letter| letter.is_ascii_digit());
    let is_first_group = (1..=3).contains(&whole.len()) && digits(whole) && !whole.starts_with('0');
    is_first_group && fraction.len() == 3 && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::format::{Magnitude, Unit};

    #[test]
    fn a_mark_that_may_stand_between_thousands_is_noticed() {
        let german = Locale { decimal: ',', group: Some('.'), ..Locale::default() };
        let found = ["500,000", "12,500", "500.000", "500,5", "0,500", "1.500,000"];
        assert_eq!(found.map(|text| is_perhaps_grouped(text, &german)), [true, true, false, false, false, false]);
        assert!(!is_perhaps_grouped("500,000", &Locale::default()));
    }

    #[test]
    fn limits_and_shares_are_understood() {
        let style = NumberStyle { unit: Unit::Percent, magnitude: Magnitude::One, decimals: 0 };
        let locale = Locale::default();
        assert_eq!(read("30", &locale, style, (0.0, 1.0), Lowest::Allowed), Ok(0.3));
        assert_eq!(read("130 %", &locale, style, (0.0, 1.0), Lowest::Allowed), Err("At most 100\u{a0}%.".to_owned()));
        assert!(read("a lot", &locale, style, (0.0, 1.0), Lowest::Allowed).is_err());
        for (text, expected) in [("0", Err("More than 0\u{a0}%.".to_owned())), ("1", Ok(0.01))] {
            assert_eq!(read(text, &locale, style, (0.0, 1.0), Lowest::Excluded), expected);
        }
    }
}
