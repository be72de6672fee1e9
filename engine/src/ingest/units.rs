//! Rows of units: under the names of a table's columns some tools write what each is counted in.
//!
//! ```text
//! Week        Spend   Impressions
//! yyyy-mm-dd  EUR     000
//! ```

/// Words that stand in such a row, in small letters, beside currencies.
const UNITS: [&str; 42] = [
    "%",
    "percent",
    "per cent",
    "prozent",
    "#",
    "no.",
    "number",
    "count",
    "units",
    "unit",
    "pcs",
    "pieces",
    "stück",
    "stk",
    "index",
    "ratio",
    "000",
    "000s",
    "'000",
    "thousands",
    "thousand",
    "tsd",
    "tsd.",
    "in tsd",
    "tausend",
    "millions",
    "mio",
    "mio.",
    "k€",
    "teur",
    "t€",
    "k$",
    "euro",
    "date",
    "datum",
    "yyyy-mm-dd",
    "dd.mm.yyyy",
    "dd/mm/yyyy",
    "mm/dd/yyyy",
    "text",
    "code",
    "-",
];
/// Of these, those that say nothing of a number, so that they alone are no row of units.
const WITHOUT_NUMBER: [&str; 9] =
    ["date", "datum", "yyyy-mm-dd", "dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy", "text", "code", "-"];

/// Whether cells are a row of units: two at least, nothing else among them, and one of a number.
pub(crate) fn are_units<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut filled, mut of_numbers) = (0, 0);
    for cell in cells.map(bare).filter(|cell| !cell.is_empty()) {
        if !is_unit(&cell) {
            return false;
        }
        filled += 1;
        of_numbers += usize::from(!WITHOUT_NUMBER.contains(&cell.to_lowercase().as_str()));
    }
    filled >= 2 && of_numbers >= 1
}

/// A column's name with its unit: "Spend (EUR)".
pub(crate) fn with_unit(name: &str, unit: &str) -> String {
    let unit = bare(unit);
    let says_nothing = unit.is_empty() || WITHOUT_NUMBER.contains(&unit.to_lowercase().as_str());
    if says_nothing || name.trim().is_empty() { name.to_owned() } else { format!("{} ({unit})", name.trim()) }
}

/// The text without brackets around it, and without "in".
fn bare(text: &str) -> String {
    let text = text.trim().trim_matches(['(', ')', '[', ']']).trim();
    text.strip_prefix("in ").unwrap_or(text).trim().to_owned()
}

fn is_unit(text: &str) -> bool {
    let signs = text.chars().all(|c| "$€£¥₹%#".contains(c));
    let code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    signs || code || UNITS.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], expected: bool) {
        assert_eq!(are_units(cells.iter().copied()), expected, "{cells:?}");
    }

    #[test]
    fn units_are_told_from_rows() {
        check(&["", "EUR", "000"], true);
        check(&["yyyy-mm-dd", "[€]", "%", ""], true);
        check(&["date", "in EUR", "#"], true);
        check(&["", "EUR", ""], false);
        check(&["date", "text"], false);
        check(&["2024-01-01", "EUR", "000"], false);
        check(&["Brand", "USD", "12"], false);
        check(&["TV", "Radio"], false);
    }

    #[test]
    fn names_take_their_unit() {
        assert_eq!(with_unit("Spend", "EUR"), "Spend (EUR)");
        assert_eq!(with_unit("Spend", "(in EUR)"), "Spend (EUR)");
        assert_eq!(with_unit("Week", "yyyy-mm-dd"), "Week");
        assert_eq!(with_unit("", "EUR"), "");
    }
}
