//! Findings: what is noteworthy about a file, each with its places and what to do.
//!
//! They are collected while a panel is assembled; one finding stands for all places of its kind.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many places a finding lists; `place_count` says how many there are.
const PLACES_SHOWN: usize = 20;

/// One thing that is noteworthy about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind of thing it is; there is at most one finding of a kind.
    pub id: FindingId,
    /// What it means for the panel.
    pub severity: Severity,
    /// What was found and what was done about it, in plain words, naming the file.
    pub message: String,
    /// What the user can do.
    pub advice: String,
    /// The first 20 places.
    pub places: Vec<Place>,
    /// How many places there are in all.
    pub place_count: usize,
}

/// What a finding means for the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Severity {
    /// There is no panel until the file or the mapping is changed.
    Error,
    /// The data can be repaired.
    Repair {
        /// Whether they were. False where the user refused it; it then blocks like an error.
        applied: bool,
    },
    /// Worth knowing; nothing has to be done.
    Note,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The row as a spreadsheet counts it; none where a whole column is meant.
    pub row: Option<u32>,
    /// The column's name; none where a whole row is meant.
    pub column: Option<String>,
}

impl Finding {
    /// Whether there is no panel because of it.
    pub fn blocks(&self) -> bool {
        matches!(self.severity, Severity::Error | Severity::Repair { applied: false })
    }
}

/// The kinds of finding. Written as kebab-case text, for instance `negative-spend`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingId {
    /// Error: no column dates the rows.
    NoDateColumn,
    /// Error: no column is the outcome.
    NoOutcome,
    /// Error: more than one column is the outcome.
    SeveralOutcomes,
    /// Error: no column is a channel's spend.
    NoSpend,
    /// Error: contacts, reach or frequency of a channel whose spend no column holds.
    ContactsWithoutSpend,
    /// Error: a reach without a frequency, or the other way round.
    ReachWithoutFrequency,
    /// Error: a channel is measured in several ways at once.
    SeveralMeasures,
    /// Error: the mapping names a column that the file does not have.
    MissingColumn,
    /// Error: the date column also has another role.
    DateHasRole,
    /// Error: day and month cannot be told apart; the user must choose.
    AmbiguousDates,
    /// Error: several geographies, and no choice what to do about them.
    SeveralGeographies,
    /// A geography lacks weeks that the others have.
    GeographyIncomplete,
    /// Error: most dates have several rows (campaigns or ads down the page).
    SeveralRowsPerDate,
    /// Error: the rows are further apart than a week.
    CoarseGrain,
    /// Error: a row has more cells than there are names.
    ExtraCells,
    /// Error: a date cannot be read.
    UnreadableDate,
    /// Error: a date outside 1990 to 2100.
    ImplausibleDate,
    /// Error: text where a number is expected.
    TextInNumber,
    /// Error: a column of words holds too many different ones.
    TooManyWords,
    /// Error: a number beyond all bounds.
    InfiniteNumber,
    /// Error: amounts in more than one currency.
    MixedCurrencies,
    /// Error: a row inside the data has no outcome.
    EmptyOutcome,
    /// Error: too many weeks or days missing in a row.
    LongGap,
    /// Error: fewer weeks than a model needs.
    TooFewWeeks,
    /// Error: the outcome never changes.
    ConstantOutcome,
    /// Error: the columns do not form a panel for another reason, which the message names.
    NotAPanel,
    /// Repair: a column name used twice was numbered.
    DuplicateNames,
    /// Repair: missing cells at the end of a row were read as empty.
    ShortRows,
    /// Repair: rows of totals were left out.
    TotalRows,
    /// Repair: lines below the table were left out.
    LinesBelowTable,
    /// Repair: rows were put in the order of their dates.
    UnsortedDates,
    /// Repair: rows dated on another weekday than the rest were put into the nearest week.
    OtherWeekday,
    /// Repair: rows that repeat another in full were left out.
    IdenticalRows,
    /// Repair: several rows for one date were put together.
    SameDate,
    /// Repair: weeks or days that are missing were filled from their neighbours.
    MissingDates,
    /// Repair: negative spend was set to 0.
    NegativeSpend,
    /// Repair: empty cells of spend were read as 0.
    EmptySpend,
    /// Repair: empty cells of a driver were filled.
    EmptyDriver,
    /// Repair: first or last rows without an outcome were left out.
    NoOutcomeYet,
    /// Repair: spend in rows before the first outcome was kept for its carry-over.
    SpendBeforeOutcome,
    /// Repair: a channel that never spent was left out.
    UnusedChannel,
    /// Repair: contacts that are 0 in all weeks were left out, and the channel is measured by its spend.
    UnusedContacts,
    /// Repair: a driver that never changes was left out.
    ConstantDriver,
    /// Note: lines above the names were passed over.
    LinesAboveTable,
    /// Note: characters that could not be read were replaced.
    ReplacedCharacters,
    /// Note: columns without a name were named after their place.
    UnnamedColumns,
    /// Note: long names were shortened.
    ShortenedNames,
    /// Note: columns that the mapping does not know were not used.
    UnknownColumns,
    /// Note: the order of day and month follows from the regular steps.
    DateOrderFromSteps,
    /// Note: the decimal mark is a guess.
    DecimalMarkGuessed,
    /// Note: percentages were read as hundredths.
    PercentSigns,
    /// Note: currency signs were passed over.
    CurrencySigns,
    /// Note: days were added up to weeks.
    DaysAddedUp,
    /// Note: weekdays on which nothing is ever recorded.
    ClosedWeekdays,
    /// Note: the first or last week is not complete and was left out.
    PartialWeeks,
    /// Note: one word of a column is what the others are compared with.
    ReferenceWord,
    /// Note: the outcome is negative somewhere.
    NegativeOutcome,
    /// Note: a value is far beyond what its column usually holds.
    Outlier,
    /// Note: a newer file restates weeks that were known.
    RestatedWeeks,
    /// Note: a newer file knows an event that the older does not, or the reverse.
    EventInOneFile,
}

/// Whether a repair is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It is made.
    Apply,
    /// The user refused it.
    Refuse,
}

/// The places of one finding: the first ones and how many there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    shown: Vec<Place>,
    count: usize,
}

impl Places {
    /// Adds a cell.
    pub(crate) fn add_cell(&mut self, row: u32, column: &str) {
        self.add(Some(row), Some(column));
    }

    /// Adds a row.
    pub(crate) fn add_row(&mut self, row: u32) {
        self.add(Some(row), None);
    }

    /// Adds a column.
    pub(crate) fn add_column(&mut self, column: &str) {
        self.add(None, Some(column));
    }

    fn add(&mut self, row: Option<u32>, column: Option<&str>) {
        self.count += 1;
        if self.shown.len() < PLACES_SHOWN {
            self.shown.push(Place { row, column: column.map(str::to_owned) });
        }
    }

    /// All rows.
    pub(crate) fn of_rows(rows: impl IntoIterator<Item = u32>) -> Self {
        let mut places = Self::default();
        rows.into_iter().for_each(|row| places.add_row(row));
        places
    }

    /// All columns.
    pub(crate) fn of_columns<S: AsRef<str>>(columns: impl IntoIterator<Item = S>) -> Self {
        let mut places = Self::default();
        columns.into_iter().for_each(|column| places.add_column(column.as_ref()));
        places
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }
}

/// What is said about a repair.
pub(crate) struct RepairText {
    /// What is wrong.
    pub problem: String,
    /// What is done about it.
    pub done: &'static str,
    /// What the user can do in its place.
    pub instead: &'static str,
}

/// The findings about one file while they are collected.
#[derive(Debug)]
pub(crate) struct Findings<'a> {
    file: &'a str,
    refused: &'a BTreeSet<FindingId>,
    found: Vec<Finding>,
}

impl<'a> Findings<'a> {
    /// None yet.
    pub(crate) fn new(file: &'a str, refused: &'a BTreeSet<FindingId>) -> Self {
        Self { file, refused, found: vec![] }
    }

    /// Adds an error.
    pub(crate) fn error(&mut self, id: FindingId, problem: &str, advice: &str, places: Places) {
        self.add(id, Severity::Error, problem, advice.to_owned(), places);
    }

    /// Adds a note.
    pub(crate) fn note(&mut self, id: FindingId, message: &str, advice: &str, places: Places) {
        self.add(id, Severity::Note, message, advice.to_owned(), places);
    }

    /// Adds a repair, and says whether the user lets it happen.
    pub(crate) fn repair(&mut self, id: FindingId, text: &RepairText, places: Places) -> Decision {
        let RepairText { problem, done, instead } = text;
        if self.refused.contains(&id) {
            let severity = Severity::Repair { applied: false };
            let advice = format!("You switched this repair off: {instead}, or switch it on again.");
            self.add(id, severity, problem, advice, places);
            return Decision::Refuse;
        }
        let message = format!("{problem} {done}");
        let advice = format!("Nothing has to be done. Where this is wrong, switch the repair off and {instead}.");
        self.add(id, Severity::Repair { applied: true }, &message, advice, places);
        Decision::Apply
    }

    fn add(&mut self, id: FindingId, severity: Severity, text: &str, advice: String, places: Places) {
        let message = format!("\"{}\"{}: {text}", self.file, first_place(&places));
        let Places { shown, count } = places;
        self.found.push(Finding { id, severity, message, advice, places: shown, place_count: count });
    }

    /// Whether there is no panel because of one of them.
    pub(crate) fn block(&self) -> bool {
        self.found.iter().any(Finding::blocks)
    }

    /// What blocks first, then repairs, then notes.
    pub(crate) fn into_sorted(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|finding| match finding.severity {
            _ if finding.blocks() => 0,
            Severity::Note => 2,
            _ => 1,
        });
        self.found
    }
}

/// Where the first place lies, as it stands behind the file's name.
fn first_place(places: &Places) -> String {
    let more = match places.count {
        0 | 1 => String::new(),
        n => format!(" and {}", count_of(n - 1, "more place")),
    };
    match places.shown.first() {
        Some(Place { row: Some(row), column: Some(column) }) => format!(", row {row}, column \"{column}\"{more}"),
        Some(Place { row: Some(row), column: None }) => format!(", row {row}{more}"),
        Some(Place { row: None, column: Some(column) }) => format!(", column \"{column}\"{more}"),
        _ => String::new(),
    }
}

/// A number with the thing it counts: "1 row", "5 rows".
pub(crate) fn count_of(n: usize, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(refused: BTreeSet<FindingId>, expected: Severity, words: &str) {
        let mut findings = Findings::new("f.csv", &refused);
        let mut places = Places::default();
        (2..40).for_each(|row| places.add_cell(row, "tv"));
        let text =
            RepairText { problem: "some are negative.".into(), done: "They count as 0.", instead: "correct them" };
        let decision = findings.repair(FindingId::NegativeSpend, &text, places);
        assert_eq!(decision == Decision::Refuse, findings.block());
        let found = &findings.into_sorted()[0];
        assert_eq!((found.severity, found.places.len(), found.place_count), (expected, 20, 38));
        assert!(found.message.starts_with("\"f.csv\", row 2, column \"tv\" and 37 more places: some"));
        assert!(format!("{} {}", found.message, found.advice).contains(words), "{found:?}");
    }

    #[test]
    fn a_repair_can_be_refused() {
        check(BTreeSet::new(), Severity::Repair { applied: true }, "They count as 0.");
        check(
            BTreeSet::from([FindingId::NegativeSpend]),
            Severity::Repair { applied: false },
            "correct them, or switch",
        );
    }

    #[test]
    fn ids_are_stable_text() {
        assert_eq!(serde_json::to_string(&FindingId::NegativeSpend).unwrap(), "\"negative-spend\"");
    }
}
