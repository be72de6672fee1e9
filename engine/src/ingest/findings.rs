//! Findings: what is noteworthy about a file, each with its places and what to do.

use super::error::quote;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many places a finding lists; `place_count` says how many there are.
pub(crate) const PLACES_SHOWN: usize = 20;

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
    /// Error: the mapping names a column that the file does not have.
    MissingColumn,
    /// Error: the date column also has another role.
    DateHasRole,
    /// Error: day and month cannot be told apart; the user must choose.
    AmbiguousDates,
    /// Error: several geographies, and no choice what to do about them.
    SeveralGeographies,
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
    /// Repair: a channel that never spent was left out.
    UnusedChannel,
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
    /// Note: a newer file restates weeks that were known.
    RestatedWeeks,
    /// Note: a newer file knows an event that the older does not, or the reverse.
    EventInOneFile,
}
