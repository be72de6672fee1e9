//! What was found in a file, by what it means: in the way, repaired, worth knowing.

use crate::present::home::capitalised;
use engine::ingest::{Finding, FindingId, Place, Severity};

/// How many places are spelled out.
const PLACES_SHOWN: usize = 6;

/// What findings mean for the data, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// There are no data until they are settled.
    Error,
    /// The data were repaired, or would be.
    Repair,
    /// Nothing has to be done.
    Note,
}

/// Findings of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingGroup {
    /// What kind.
    pub kind: FindingKind,
    /// How many of what, as a heading.
    pub title: String,
    /// One line on what to do about them.
    pub advice: &'static str,
    /// The findings.
    pub findings: Vec<FindingWords>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingWords {
    /// Its kind.
    pub id: FindingId,
    /// What was found.
    pub message: String,
    /// What can be done.
    pub advice: String,
    /// Where; empty where the message says it all.
    pub places: String,
    /// For a repair: whether it is made.
    pub repair: Option<bool>,
}

impl FindingKind {
    /// The kinds, what blocks first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Repair, Self::Note];

    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Repair { .. } => Self::Repair,
            Severity::Note => Self::Note,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Error => "To settle",
            Self::Repair => "Repaired",
            Self::Note => "Worth knowing",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Error => "The data cannot be confirmed before: change a choice above, or the file.",
            Self::Repair => "Made in the copy here, never in your file. Switch off what you would rather correct.",
            Self::Note => "The data can be used as they are. Look at what surprises you.",
        }
    }
}

/// The findings of one kind; none where there is no such finding.
#[must_use]
pub fn finding_group(findings: &[Finding], kind: FindingKind) -> Option<FindingGroup> {
    let found: Vec<FindingWords> =
        findings.iter().filter(|finding| FindingKind::of(finding.severity) == kind).map(words).collect();
    let title = format!("{}: {}", kind.heading(), found.len());
    (!found.is_empty()).then(|| FindingGroup { kind, title, advice: kind.advice(), findings: found })
}

fn words(finding: &Finding) -> FindingWords {
    FindingWords {
        id: finding.id,
        message: without_file(&finding.message),
        advice: finding.advice.clone(),
        places: places(finding),
        repair: match finding.severity {
            Severity::Repair { applied } => Some(applied),
            Severity::Error | Severity::Note => None,
        },
    }
}

/// The message as a sentence of its own: the file is named above, its places below.
fn without_file(message: &str) -> String {
    let text = match message.strip_prefix('"').and_then(|rest| rest.split_once(": ")) {
        Some((_, text)) => text,
        None => message,
    };
    capitalised(text)
}

fn places(finding: &Finding) -> String {
    let named: Vec<String> = finding.places.iter().take(PLACES_SHOWN).map(place).filter(|p| !p.is_empty()).collect();
    let more = finding.place_count.saturating_sub(named.len());
    match (named.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => named.join("; "),
        (false, more) => format!("{}; and {more} more", named.join("; ")),
    }
}

fn place(place: &Place) -> String {
    match (place.row, &place.column) {
        (Some(row), Some(column)) => format!("row {row}, column \"{column}\""),
        (Some(row), None) => format!("row {row}"),
        (None, Some(column)) => format!("column \"{column}\""),
        (None, None) => String::new(),
    }
}

/// Why the data cannot be confirmed; none where they can.
#[must_use]
pub fn blocked_because(findings: &[Finding]) -> Option<String> {
    match findings.iter().filter(|finding| finding.blocks()).count() {
        0 => None,
        1 => Some("1 finding is in the way: settle it first.".to_owned()),
        count => Some(format!("{count} findings are in the way: settle them first.")),
    }
}
