//! Which column of a table is which channel or driver: by its name, whatever the case.

use super::columns::{ACTIVITY, ASSUMED, TOTAL, WEEK};
use super::document::{Names, Paid};

/// Words for sums, which are read over.
const SUMS: [&str; 7] = ["total", "together", "sum", "budget", "summe", "gesamt", "all channels"];
/// Words for the column of weeks.
const WEEKS: [&str; 11] =
    ["week", "week of", "week from", "week start", "week beginning", "date", "day", "woche", "datum", "kw", "semaine"];

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The spend of a channel.
    Spend(usize),
    /// The activity of a channel that is not paid for.
    Activity(usize),
    /// A driver.
    Driver(usize),
}

/// What a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    Is(Target),
    /// Sums of the others.
    Sum,
    /// The weeks.
    Week,
    Empty,
    Unknown,
}

/// What a column's title says.
pub(super) fn title(text: &str, names: &Names) -> Title {
    let text = plain(text);
    if text.is_empty() {
        return Title::Empty;
    }
    match target(&text, names) {
        Some(target) => Title::Is(target),
        None if is_sum(&text) => Title::Sum,
        None if text == WEEK.to_lowercase() || WEEKS.contains(&text.as_str()) => Title::Week,
        // "TV (EUR)" is TV.
        None => match text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((name, _)) => target(name.trim(), names).map_or(Title::Unknown, Title::Is),
            None => Title::Unknown,
        },
    }
}

/// Whether a row or column of this name holds sums.
pub(super) fn is_sum(text: &str) -> bool {
    let text = plain(text);
    text == TOTAL.to_lowercase() || SUMS.contains(&text.as_str())
}

/// Small letters, without the apostrophe that keeps a spreadsheet from running a name.
fn plain(text: &str) -> String {
    let text = text.trim();
    text.strip_prefix('\'').unwrap_or(text).trim().to_lowercase()
}

fn target(text: &str, names: &Names) -> Option<Target> {
    let is_named = |name: &str, text: &str| name.trim().to_lowercase() == text;
    let channel = |paid, text: &str| names.of_kind(paid).find(|(_, name)| is_named(name, text)).map(|(c, _)| c);
    let driver = |text: &str| names.drivers.iter().position(|name| is_named(name, text)).map(Target::Driver);
    let behind = |prefix: &str| text.strip_prefix(prefix.trim().to_lowercase().as_str()).map(str::trim);
    if let Some(found) = behind(ASSUMED).and_then(driver) {
        return Some(found);
    }
    if let Some(found) = behind(ACTIVITY).and_then(|name| channel(Paid::No, name)) {
        return Some(Target::Activity(found));
    }
    let paid = channel(Paid::Yes, text).map(Target::Spend);
    paid.or_else(|| channel(Paid::No, text).map(Target::Activity)).or_else(|| driver(text))
}

#[cfg(test)]
mod tests {
    use super::super::samples::panel;
    use super::*;

    fn check(text: &str, expected: Title) {
        assert_eq!(title(text, &Names::of(&panel())), expected, "{text}");
    }

    #[test]
    fn titles_are_matched_by_name() {
        check(" SEARCH ", Title::Is(Target::Spend(0)));
        check("search (EUR)", Title::Is(Target::Spend(0)));
        check("'=CMD|'/c calc'!A1", Title::Is(Target::Spend(2)));
        check("newsletter", Title::Is(Target::Activity(1)));
        check("Activity:Newsletter", Title::Is(Target::Activity(1)));
        check("assumed: price", Title::Is(Target::Driver(0)));
        check("Rain, mm", Title::Is(Target::Driver(1)));
        check("Total Spend", Title::Sum);
        check("Week from", Title::Week);
        check("", Title::Empty);
        check("Radio (EUR)", Title::Unknown);
    }
}
