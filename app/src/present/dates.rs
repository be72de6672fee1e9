//! Dates as text, as the locale writes them: the only place that knows in which order and by which names.
//!
//! English is written day first with the month as a word, `28 Jun 2026`, which no reader takes for another day. Files
//! keep ISO 8601; the tables see to that ([`super::table::Cell::date`]).

use super::locale::Locale;
use jiff::civil::Date;

/// How dates are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The months from January on, as they stand inside a date: `Feb.`
    pub inside: [String; 12],
    /// The months from January on, as they stand alone: `Feb`
    pub alone: [String; 12],
    /// A date with its year, piece by piece.
    pub full: Vec<Piece>,
    /// A date without its year.
    pub short: Vec<Piece>,
}

/// A piece of a written date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The day of the month.
    Day,
    /// The month's name.
    Month,
    /// The year.
    Year,
    /// What stands between, before or after.
    Mark(String),
}

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Default for Dates {
    fn default() -> Self {
        let space = || Piece::Mark(" ".to_owned());
        let names = || ENGLISH.map(str::to_owned);
        Self {
            inside: names(),
            alone: names(),
            full: vec![Piece::Day, space(), Piece::Month, space(), Piece::Year],
            short: vec![Piece::Day, space(), Piece::Month],
        }
    }
}

impl Dates {
    fn written(&self, pieces: &[Piece], date: Date) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Day => date.day().to_string(),
            Piece::Month => of_month(&self.inside, date).to_owned(),
            Piece::Year => date.year().to_string(),
            Piece::Mark(mark) => mark.clone(),
        };
        pieces.iter().map(text).collect()
    }
}

impl Locale {
    /// A date: `28 Jun 2026`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        self.dates.written(&self.dates.full, date)
    }

    /// A date without its year: `28 Jun`.
    #[must_use]
    pub fn day(&self, date: Date) -> String {
        self.dates.written(&self.dates.short, date)
    }

    /// A date's month: `Jun`.
    #[must_use]
    pub fn month(&self, date: Date) -> &str {
        of_month(&self.dates.alone, date)
    }
}

fn of_month(names: &[String; 12], date: Date) -> &str {
    &names[usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn english_is_written_day_first() {
        let locale = Locale::default();
        let day = date(2026, 6, 28);
        assert_eq!(
            (locale.date(day), locale.day(day), locale.month(day)),
            ("28 Jun 2026".into(), "28 Jun".into(), "Jun")
        );
    }

    #[test]
    fn other_languages_have_their_own_marks_and_names() {
        let mark = |text: &str| Piece::Mark(text.to_owned());
        let dates = Dates {
            inside: ENGLISH.map(|name| format!("{name}.")),
            full: vec![Piece::Day, mark(". "), Piece::Month, mark(" "), Piece::Year],
            short: vec![Piece::Day, mark(". "), Piece::Month],
            ..Dates::default()
        };
        let locale = Locale { dates, ..Locale::default() };
        let day = date(2027, 2, 21);
        assert_eq!((locale.date(day), locale.day(day)), ("21. Feb. 2027".into(), "21. Feb.".into()));
    }
}
