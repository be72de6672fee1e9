//! Assembling a panel from a table and a mapping.
//!
//! Rows are dated and sorted, columns read as numbers, empty cells filled, rows put together to weeks, and what cannot
//! be used is left out; every step reports what it found. A panel comes out unless a finding blocks.

use super::Encoding;
use super::columns::{Series, Use, fill_empty, read_columns};
use super::error::quote;
use super::findings::{Finding, FindingId, Findings, Places, RepairText, count_of};
use super::grain::{Grain, usual_step};
use super::history::{UsedRows, mark_before, split_history, used_rows};
use super::mapping::{Basis, Mapping, Role};
use super::measures;
use super::names::{NAME_CHARACTERS, clean_name, unique_name};
use super::numbers::DecimalMark;
use super::outliers::report_outliers;
use super::regions::with_regions;
use super::rows::{dated_rows, report_no_date_column};
use super::table::{Column, Table};
use super::weekly::{Timeline, from_daily, from_weekly};
use crate::calendar::holidays::CalendarEvents;
use crate::panel::{Driver, DriverKind, Panel, PanelParts};
use jiff::civil::Date;
use std::collections::HashSet;

/// The fewest weeks from which a model is made: one whole year, so that the season can be told from the media.
pub const MIN_WEEKS: usize = 52;

/// A panel, where nothing blocks it, and everything that was found on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Assembly {
    /// The panel; none where a finding blocks.
    pub panel: Option<Panel>,
    /// What was found: errors first, then repairs, then notes.
    pub findings: Vec<Finding>,
}

/// Makes a panel of a table, as the mapping says.
pub fn assemble(table: &Table, mapping: &Mapping) -> Assembly {
    assemble_beside(table, mapping, None)
}

/// Makes a panel of a newer file that continues `known`: it may be as short as one week and lack what did not happen.
///
/// Hand the result to [`extend`](super::extend()).
pub fn assemble_update(table: &Table, mapping: &Mapping, known: &Panel) -> Assembly {
    assemble_beside(table, mapping, Some(known))
}

fn assemble_beside(table: &Table, mapping: &Mapping, known: Option<&Panel>) -> Assembly {
    let mut findings = Findings::new(&table.file, &mapping.refused_repairs);
    report_table(table, &mut findings);
    report_mapping(table, mapping, &mut findings);
    let parts = panel_parts(table, mapping, known, &mut findings);
    let panel = match parts {
        Some(parts) if !findings.block() => checked(parts, &mut findings),
        _ => None,
    };
    let panel = panel.and_then(|panel| with_regions(table, mapping, panel, &mut findings));
    Assembly { panel, findings: findings.into_sorted() }
}

/// Makes a panel of a part of a file whose `whole` is known; what is found there was found in the whole already.
pub(super) fn assemble_part(table: &Table, mapping: &Mapping, whole: &Panel) -> Option<Panel> {
    let mut findings = Findings::new(&table.file, &mapping.refused_repairs);
    let parts = panel_parts(table, mapping, Some(whole), &mut findings)?;
    if findings.block() { None } else { Panel::new(parts).ok() }
}

/// The last gate: what the panel itself refuses.
fn checked(parts: PanelParts, findings: &mut Findings) -> Option<Panel> {
    match Panel::new(parts) {
        Ok(panel) => Some(panel),
        Err(error) => {
            let advice = "Correct the file or leave the column out.";
            findings.error(FindingId::NotAPanel, &error.to_string(), advice, Places::default());
            None
        }
    }
}

fn panel_parts(table: &Table, mapping: &Mapping, known: Option<&Panel>, findings: &mut Findings) -> Option<PanelParts> {
    let Some(dates) = mapping.date_column.as_ref().and_then(|name| table.column(name)) else {
        report_no_date_column(table, findings);
        return None;
    };
    let rows = dated_rows(table, mapping, dates, findings);
    let mut series = read_columns(table, mapping, &rows, known, findings);
    let UsedRows { rows, before } = used_rows(table, rows, &mut series, known.is_none(), findings);
    report_outliers(table, mapping, &rows, &series, findings);
    let row_numbers: Vec<u32> = rows.iter().map(|row| table.row_number(row.row)).collect();
    mark_before(&mut series, before, 0.0);
    fill_empty(&mut series, &row_numbers, findings);
    mark_before(&mut series, before, f64::NAN);
    measures::frequencies_to_contacts(&mut series, mapping);
    let dates = rows.iter().map(|row| row.date).collect();
    let weeks = to_weeks(Timeline { dates, row_numbers, series }, mapping, known, findings)?;
    let (weeks, history) = split_history(weeks);
    report_length(&weeks, known, findings);
    parts_of(weeks, &history, mapping, known, findings)
}

/// What was noticed while the file was read.
fn report_table(table: &Table, findings: &mut Findings) {
    if table.encoding == Encoding::DamagedUtf8 {
        let advice = "Export the file again as UTF-8 if names look wrong.";
        findings.note(
            FindingId::ReplacedCharacters,
            "some characters cannot be read; they show as \"�\".",
            advice,
            Places::default(),
        );
    }
    if table.header_row > 1 {
        let message = format!("the names are in row {}; what stands above is passed over.", table.header_row);
        findings.note(FindingId::LinesAboveTable, &message, "Nothing has to be done.", Places::default());
    }
    report_names(table, findings);
    report_ragged(table, findings);
}

fn report_names(table: &Table, findings: &mut Findings) {
    let columns_where =
        |is: &dyn Fn(&Column) -> bool| Places::of_columns(table.columns.iter().filter(|c| is(c)).map(|c| &c.name));
    let duplicates = columns_where(&|c| !clean_name(&c.header).is_empty() && clean_name(&c.header) != c.name);
    if !duplicates.is_empty() {
        let problem = format!(
            "{} used before; a name must be unique.",
            if duplicates.len() == 1 { "the name is" } else { "these names are" }
        );
        let text = RepairText { problem, done: "It was numbered.", instead: "rename the column in the file" };
        findings.repair(FindingId::DuplicateNames, &text, duplicates);
    }
    let unnamed = columns_where(&|c| clean_name(&c.header).is_empty());
    if !unnamed.is_empty() {
        findings.note(
            FindingId::UnnamedColumns,
            "a column without a name is called after its place.",
            "Name it in the file if it matters.",
            unnamed,
        );
    }
    let long = columns_where(&|c| c.header.trim().chars().count() > NAME_CHARACTERS);
    if !long.is_empty() {
        let message = format!("a name is longer than {NAME_CHARACTERS} characters and was shortened.");
        findings.note(FindingId::ShortenedNames, &message, "Nothing has to be done.", long);
    }
}

fn report_ragged(table: &Table, findings: &mut Findings) {
    if !table.short_rows.is_empty() {
        let problem = format!(
            "{} fewer cells than there are names.",
            if table.short_rows.len() == 1 { "the row has" } else { "these rows have" }
        );
        let text = RepairText { problem, done: "The missing cells count as empty.", instead: "complete the row" };
        findings.repair(FindingId::ShortRows, &text, Places::of_rows(table.short_rows.iter().copied()));
    }
    if let Some(extra) = table.extra_cells.first() {
        let problem =
            format!("the row has more cells than there are names; beyond them stands \"{}\".", quote(&extra.text));
        let advice = "Put texts and numbers that contain the separator into quotes, or name the extra columns.";
        findings.error(
            FindingId::ExtraCells,
            &problem,
            advice,
            Places::of_rows(table.extra_cells.iter().map(|e| e.row)),
        );
    }
}

/// What does not fit between mapping and table.
fn report_mapping(table: &Table, mapping: &Mapping, findings: &mut Findings) {
    report_foreign_columns(table, mapping, findings);
    let of_role = |role: Role| mapping.columns.iter().filter(|c| c.role == role).map(|c| &c.name).collect::<Vec<_>>();
    let outcomes = of_role(Role::Outcome);
    match outcomes.len() {
        0 => findings.error(
            FindingId::NoOutcome,
            "no column is the outcome, such as revenue or orders.",
            "Choose the column that holds what was sold.",
            Places::default(),
        ),
        1 => {}
        _ => findings.error(
            FindingId::SeveralOutcomes,
            "several columns are the outcome.",
            "Choose one.",
            Places::of_columns(&outcomes),
        ),
    }
    if of_role(Role::Spend).is_empty() {
        let advice = "Choose the columns that hold what each channel cost.";
        findings.error(FindingId::NoSpend, "no column is a channel's spend.", advice, Places::default());
    }
    if let Some(date) = mapping.date_column.as_ref().filter(|date| mapping.role(date) != Role::Ignored) {
        let advice = "Choose another column for one of the two.";
        findings.error(
            FindingId::DateHasRole,
            "the column dates the rows and has another role as well.",
            advice,
            Places::of_columns([date]),
        );
    }
    measures::report(mapping, findings);
    report_decimal(mapping, findings);
}

fn report_decimal(mapping: &Mapping, findings: &mut Findings) {
    if mapping.decimal_basis != Basis::Guess {
        return;
    }
    let message = match mapping.decimal {
        DecimalMark::Point => "the decimal mark cannot be told for sure; \"1.234\" is read as a bit more than one.",
        DecimalMark::Comma => "the decimal mark cannot be told for sure; \"1.234\" is read as more than a thousand.",
    };
    findings.note(
        FindingId::DecimalMarkGuessed,
        message,
        "Change the decimal mark if amounts look wrong.",
        Places::default(),
    );
}

fn report_foreign_columns(table: &Table, mapping: &Mapping, findings: &mut Findings) {
    let used = mapping.columns.iter().filter(|c| c.role != Role::Ignored).map(|c| &c.name).chain(&mapping.date_column);
    let missing: Vec<&String> = used.filter(|name| table.column(name).is_none()).collect();
    if !missing.is_empty() {
        let advice = "Rename the column in the file to the name it had, or set the roles anew.";
        findings.error(FindingId::MissingColumn, "the file has no such column.", advice, Places::of_columns(&missing));
    }
    let is_known = |c: &&Column| mapping.columns.iter().any(|known| known.name == c.name);
    let unknown = Places::of_columns(table.columns.iter().filter(|c| !is_known(c)).map(|c| &c.name));
    if !unknown.is_empty() {
        let advice = "Give it a role to use it.";
        findings.note(FindingId::UnknownColumns, "the column is new to the mapping and is not used.", advice, unknown);
    }
}

fn to_weeks(rows: Timeline, mapping: &Mapping, known: Option<&Panel>, findings: &mut Findings) -> Option<Timeline> {
    match mapping.grain {
        Grain::Weekly => from_weekly(rows, &mapping.geography, findings),
        Grain::Daily => {
            let start = known.map(|panel| panel.last_week().weekday());
            from_daily(rows, start, &mapping.geography, findings)
        }
        Grain::Coarse => {
            let step = usual_step(&rows.dates).unwrap_or(0);
            let problem = format!("the rows lie about {step} days apart; a model needs weeks.");
            let advice = "Export the report by week or by day: months are too few to tell the channels apart.";
            findings.error(FindingId::CoarseGrain, &problem, advice, Places::default());
            None
        }
    }
}

fn report_length(weeks: &Timeline, known: Option<&Panel>, findings: &mut Findings) {
    let count = weeks.dates.len();
    let fewest = if known.is_some() { 1 } else { MIN_WEEKS };
    if count < fewest {
        let problem = format!(
            "there {} {}, and at least {fewest} are needed.",
            if count == 1 { "is" } else { "are" },
            count_of(count, "week")
        );
        let advice = "Export a longer period: with less than a year the season cannot be told from the media. Two or three years are better.";
        findings.error(FindingId::TooFewWeeks, &problem, advice, Places::default());
    }
}

/// The series as the parts of a panel, without channels that never ran and drivers that never change.
fn parts_of(
    weeks: Timeline,
    history: &[Series],
    mapping: &Mapping,
    known: Option<&Panel>,
    findings: &mut Findings,
) -> Option<PanelParts> {
    let (used, unused): (Vec<Series>, Vec<Series>) = weeks.series.into_iter().partition(|s| is_usable(s, known));
    report_unused(&unused, findings);
    let outcome = used.iter().find(|s| s.purpose == Use::Outcome)?;
    report_outcome(outcome, known, findings);
    let mut taken = HashSet::from([outcome.name.clone()]);
    let (outcome_name, outcome) = (outcome.name.clone(), outcome.values.clone());
    let (mut channels, mut drivers) = (vec![], vec![]);
    for series in &used {
        let mut name = || unique_name(series.name.clone(), &mut taken);
        match series.purpose {
            Use::Outcome | Use::Exposure | Use::Reach | Use::Frequency => {}
            Use::Spend | Use::Organic => channels.push(measures::channel(series, name(), &used, history, mapping)),
            Use::Driver(kind) => drivers.push(Driver { name: name(), kind, value_by_week: series.values.clone() }),
        }
    }
    if let Some(events) = &mapping.calendar {
        drivers.extend(calendar_drivers(events, &weeks.dates, known, &mut taken));
    }
    if channels.is_empty() && !unused.is_empty() {
        let advice = "Choose at least one column with spend in it.";
        findings.error(FindingId::NoSpend, "no channel has any spend.", advice, Places::default());
    }
    Some(PanelParts {
        weeks: weeks.dates,
        outcome_name,
        outcome_kind: mapping.outcome_kind,
        outcome,
        channels,
        drivers,
        regions: vec![],
    })
}

/// The occasions as drivers, without those that none of the weeks has; beside a known panel those that it has.
fn calendar_drivers(
    events: &CalendarEvents,
    weeks: &[Date],
    known: Option<&Panel>,
    taken: &mut HashSet<String>,
) -> Vec<Driver> {
    let mut drivers = vec![];
    for occasion in events.occasions() {
        let kind = DriverKind::Calendar(occasion);
        let value_by_week = occasion.days_by_week(weeks);
        let before = known.map(|panel| panel.drivers().iter().find(|d| d.kind == kind));
        let name = match before {
            Some(known) => known.map(|d| d.name.clone()),
            None if value_by_week.iter().all(|days| *days == 0.0) => None,
            None => Some(unique_name(occasion.name(), taken)),
        };
        drivers.extend(name.map(|name| Driver { name, kind, value_by_week }));
    }
    drivers
}

fn is_usable(series: &Series, known: Option<&Panel>) -> bool {
    let is_channel = |p: &Panel| p.channels().iter().any(|c| c.name == series.name);
    let is_driver = |p: &Panel| p.drivers().iter().any(|d| d.name == series.name);
    match series.purpose {
        Use::Outcome => true,
        Use::Spend | Use::Organic => series.values.iter().any(|&v| v != 0.0) || known.is_some_and(is_channel),
        Use::Exposure | Use::Reach | Use::Frequency => known.is_some() || series.values.iter().any(|&v| v != 0.0),
        Use::Driver(DriverKind::Event) if known.is_some() => {
            series.values.iter().any(|&v| v != 0.0) || known.is_some_and(is_driver)
        }
        Use::Driver(_) => known.is_some_and(is_driver) || series.values.windows(2).any(|pair| pair[0] != pair[1]),
    }
}

fn report_unused(unused: &[Series], findings: &mut Findings) {
    let names = |is: fn(&Series) -> bool| Places::of_columns(unused.iter().filter(|s| is(s)).map(|s| &s.name));
    let channels = names(|s| matches!(s.purpose, Use::Spend | Use::Organic));
    if !channels.is_empty() {
        let problem = match unused.iter().any(|s| s.purpose == Use::Organic) {
            true => "the channel never did anything.".to_owned(),
            false => "the channel never spent anything.".to_owned(),
        };
        let text = RepairText { problem, done: "It is left out.", instead: "give the column no role" };
        findings.repair(FindingId::UnusedChannel, &text, channels);
    }
    let contacts = names(|s| matches!(s.purpose, Use::Exposure | Use::Reach | Use::Frequency));
    if !contacts.is_empty() {
        let problem = "the column is 0 in all weeks.".to_owned();
        let done = "It is left out, and the channel is measured by its spend.";
        let text = RepairText { problem, done, instead: "give the column no role" };
        findings.repair(FindingId::UnusedContacts, &text, contacts);
    }
    let drivers = names(|s| !s.purpose.is_channel());
    if !drivers.is_empty() {
        let problem = "the driver never changes from week to week.".to_owned();
        let text = RepairText { problem, done: "It is left out.", instead: "give the column no role" };
        findings.repair(FindingId::ConstantDriver, &text, drivers);
    }
}

fn report_outcome(outcome: &Series, known: Option<&Panel>, findings: &mut Findings) {
    let place = || Places::of_columns([&outcome.name]);
    let changes = outcome.values.windows(2).any(|pair| pair[0] != pair[1]);
    if !changes && known.is_none() && outcome.values.len() > 1 {
        let advice = "Choose another column, or check the export.";
        findings.error(FindingId::ConstantOutcome, "the outcome is the same in all weeks.", advice, place());
    }
    let negative = outcome.values.iter().filter(|&&v| v < 0.0).count();
    if negative > 0 {
        let message = format!("the outcome is negative in {}.", count_of(negative, "week"));
        let advice = "Returns can do that. Check that they are booked in the week of the sale.";
        findings.note(FindingId::NegativeOutcome, &message, advice, place());
    }
}
