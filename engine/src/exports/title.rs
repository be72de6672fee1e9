//! Headers taken apart: the words that name the column, and the currency, unit and time zone that stand beside them.

use super::currency::CurrencyCode;
use super::reading::Scale;
use crate::ingest::name_words;

/// A header, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// All words but currency, unit and zone, in small letters without accents.
    pub(super) full: String,
    /// The same without what stands in brackets.
    pub(super) bare: String,
    /// The currency that it names.
    pub(super) currency: Option<CurrencyCode>,
    /// What one unit is.
    pub(super) scale: Scale,
    /// Whether it has a percent sign.
    pub(super) percent: bool,
    /// The time zone that it names.
    pub(super) zone: Option<String>,
}

impl Title {
    /// Takes a header apart.
    pub(super) fn of(header: &str) -> Self {
        let mut title = Self::default();
        let (outside, brackets) = without_brackets(header);
        let mut words = title.words_of(&outside);
        title.bare = words.join(" ");
        for inner in brackets {
            if let Some(zone) = zone_of(&inner) {
                title.zone = Some(zone);
            } else {
                words.extend(title.words_of(&inner));
            }
        }
        title.full = words.join(" ");
        title
    }

    /// The words of a part, without the currency and the unit, which are kept.
    fn words_of(&mut self, part: &str) -> Vec<String> {
        self.percent |= part.contains('%');
        let mut words = vec![];
        for word in part.split(|c: char| !c.is_alphanumeric() && !"$€£¥₹'.%".contains(c)) {
            if let Some(code) = CurrencyCode::named(word).or_else(|| CurrencyCode::split_off(word).map(|(_, c)| c)) {
                let alone = CurrencyCode::named(word).is_some() || word.chars().any(|c| "$€£¥₹".contains(c));
                if alone {
                    self.currency = Some(code);
                    words.extend(CurrencyCode::split_off(word).into_iter().flat_map(|(rest, _)| name_words(rest)));
                    continue;
                }
            }
            words.extend(name_words(word).iter().map(|w| fold(w)));
        }
        if let Some(at) = words.iter().position(|w| self.is_unit(w)) {
            words.remove(at);
        }
        if self.currency.is_some() && words.last().is_some_and(|w| ["in", "en"].contains(&w.as_str())) {
            words.pop();
        }
        words
    }

    /// Takes a word for a unit: micros, thousands, cents.
    fn is_unit(&mut self, word: &str) -> bool {
        self.scale = match word {
            "micros" | "micro" | "mikros" => Scale::Micro,
            "000" | "000s" | "tsd" | "teur" | "thousands" | "tausend" | "milliers" | "miles" => Scale::Thousand,
            "cents" | "cent" | "centimes" | "centimos" => Scale::Hundredth,
            _ => return false,
        };
        true
    }
}

/// The text outside of brackets, and what stands in each.
fn without_brackets(header: &str) -> (String, Vec<String>) {
    let (mut outside, mut brackets, mut inner) = (String::new(), vec![], None::<String>);
    for c in header.chars() {
        match (c, &mut inner) {
            ('(' | '[', None) => inner = Some(String::new()),
            (')' | ']', Some(text)) => {
                brackets.push(std::mem::take(text));
                inner = None;
                outside.push(' ');
            }
            (c, Some(text)) => text.push(c),
            (c, None) => outside.push(c),
        }
    }
    brackets.extend(inner);
    (outside, brackets)
}

/// "in UTC", "GMT+1", "America/Los_Angeles".
fn zone_of(text: &str) -> Option<String> {
    let text = text.trim();
    let zone = text.strip_prefix("in ").unwrap_or(text).trim();
    let known = ["UTC", "GMT", "PST", "PDT", "EST", "EDT", "CET", "CEST", "MEZ", "MESZ", "PT", "ET"];
    let named = known.iter().any(|&known| {
        zone.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(['+', '-', ' ', '−']))
    });
    let city = zone.split_once('/').is_some_and(|(area, _)| ["America", "Europe", "Asia", "Australia"].contains(&area));
    (named || city).then(|| zone.to_owned())
}

/// The text in small letters, without accents, one space between words, no signs.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain_letter(c) {
            Some(plain) => folded.push_str(plain),
            None if c.is_alphanumeric() => folded.push(c),
            None if !folded.ends_with(' ') && !folded.is_empty() => folded.push(' '),
            None => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn plain_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'á' | 'à' | 'â' | 'ã' | 'å' => "a",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'í' | 'ì' | 'î' | 'ï' => "i",
        'ö' | 'ó' | 'ò' | 'ô' | 'õ' => "o",
        'ü' | 'ú' | 'ù' | 'û' => "u",
        'ç' => "c",
        'ñ' => "n",
        'ß' => "ss",
        'œ' => "oe",
        // Combining accents, as some systems write letters in two parts.
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, bare: &str, currency: Option<&str>, scale: Scale) {
        let title = Title::of(header);
        assert_eq!(title.bare, bare, "{header}");
        assert_eq!(title.currency.map(|c| c.to_string()).as_deref(), currency, "{header}");
        assert_eq!(title.scale, scale, "{header}");
    }

    #[test]
    fn headers_are_taken_apart() {
        check("Amount spent (USD)", "amount spent", Some("USD"), Scale::One);
        check("Ausgegebener Betrag (EUR)", "ausgegebener betrag", Some("EUR"), Scale::One);
        check("Umsatz USD", "umsatz", Some("USD"), Scale::One);
        check("fee_usd", "fee", Some("USD"), Scale::One);
        check("Spend($)", "spend", Some("USD"), Scale::One);
        check("Umsatz in €", "umsatz", Some("EUR"), Scale::One);
        check("Net cost EUR", "net cost", Some("EUR"), Scale::One);
        check("cost_micros", "cost", None, Scale::Micro);
        check("Impr. (000)", "impr", None, Scale::One);
        check("Start Date (in UTC)", "start date", None, Scale::One);
        check("CTR (all)", "ctr", None, Scale::One);
        check("Coût", "cout", None, Scale::One);
        check("Conv. value / cost", "conv value cost", None, Scale::One);
    }

    #[test]
    fn brackets_are_kept_apart() {
        assert_eq!(Title::of("Clicks (destination)").full, "clicks destination");
        assert_eq!(Title::of("Start Date (in UTC)").zone.as_deref(), Some("UTC"));
        assert!(Title::of("Discount %").percent);
        assert_eq!(Title::of("Largeur [m").full, "largeur m");
    }

    #[test]
    fn texts_are_folded() {
        assert_eq!(fold("  Größe – Straße "), "grosse strasse");
        assert_eq!(fold("Cou\u{302}t"), "cout");
    }
}
