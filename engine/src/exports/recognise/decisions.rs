//! What is decided for the whole sheet: order of day and month, decimal mark, length of a date, currency, time zone.

use super::super::amounts::{Marks, Parsed, other, parse_amount, parse_stored};
use super::super::clock::Time;
use super::super::currency::CurrencyCode;
use super::super::days::{DateEvidence, days_of, rhythm};
use super::super::fact::{Amount, Measure, Platform};
use super::super::head::Head;
use super::super::reading::{Field, Period, ReadColumn, Reading, RowKind, Scale, Statuses, Times, Why};
use super::super::synonyms;
use super::mapping::Seen;
use super::recogniser::Recogniser;
use crate::ingest::{Basis, DateOrder, DecimalMark};
use crate::tabular::{CellKind, CellRef};

/// The reading of a sheet, with everything decided as far as its head can tell.
pub(super) fn reading(
    recogniser: &Recogniser,
    head: &Head,
    header: usize,
    (mut columns, rows): (Vec<ReadColumn>, RowKind),
    seen: &[Seen],
) -> Reading {
    let language = language(seen);
    let (decimal, decimal_basis) = decimal(head, header, &columns, language);
    let (date_order, date_basis) = order(recogniser, head, header, &columns, language);
    let period = period(recogniser, head, header, &columns, date_order);
    percentages(head, header, &mut columns, decimal);
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let mut reading = Reading {
        platform: recogniser.platform,
        header_row: head.rows.get(header).map_or(0, crate::tabular::Row::number),
        rows,
        period,
        date_order,
        date_basis,
        decimal,
        decimal_basis,
        currency: currency(recogniser, head, header, &columns),
        zone: None,
        zone_is_chosen: false,
        times: Times::Days,
        statuses: Statuses { only: owned(recogniser.only), never: owned(recogniser.never) },
        nameless_is_total: recogniser.nameless_is_total && rows == RowKind::Facts && has_name(&columns),
        columns,
    };
    let date = reading.single_date();
    reading.zone = zone(recogniser, head, header, seen, date);
    let cells = date.into_iter().flat_map(|at| head.column(header, at));
    let is_timed = cells.filter_map(Time::of).any(|time| !time.is_midnight());
    if is_timed && reading.adds_up() {
        reading.times = Times::Offset;
    }
    reading
}

/// The zone that the column of dates names, another column, or the preamble; else the one that the platform writes.
fn zone(recogniser: &Recogniser, head: &Head, header: usize, seen: &[Seen], date: Option<usize>) -> Option<String> {
    let words = |s: &Seen| s.title.full.split(' ').any(|word| ["utc", "gmt"].contains(&word));
    let own = date.and_then(|at| seen.get(at));
    let of_date = own.and_then(|s| s.title.zone.clone().or_else(|| words(s).then(|| "UTC".to_owned())));
    let of_any = || seen.iter().find_map(|s| s.title.zone.clone());
    let named = of_date.or_else(of_any).or_else(|| head.preamble_zone(header));
    named.or_else(|| recogniser.zone.map(str::to_owned))
}

/// An earlier reading for a newer sheet of the same columns: their meaning is kept, what follows from cells is new.
pub(super) fn again(earlier: &Reading, fresh: &Reading) -> Reading {
    let mut left: Vec<&ReadColumn> = earlier.columns.iter().collect();
    let mut kept = |column: &ReadColumn| {
        let at = left.iter().position(|known| known.name == column.name)?;
        Some(left.swap_remove(at).clone())
    };
    let columns = fresh.columns.iter().map(|column| kept(column).unwrap_or_else(|| column.clone())).collect();
    let stands = |earlier: Basis, fresh: Basis| earlier == Basis::Chosen || fresh == Basis::Guess;
    let zone = if earlier.zone_is_chosen { earlier.zone.clone() } else { fresh.zone.clone() };
    let mut reading = Reading { columns, header_row: fresh.header_row, zone, times: fresh.times, ..earlier.clone() };
    if !stands(earlier.date_basis, fresh.date_basis) {
        (reading.date_order, reading.date_basis) = (fresh.date_order, fresh.date_basis);
    }
    if !stands(earlier.decimal_basis, fresh.decimal_basis) {
        (reading.decimal, reading.decimal_basis) = (fresh.decimal, fresh.decimal_basis);
    }
    reading.currency = fresh.currency.or(earlier.currency);
    reading
}

fn has_name(columns: &[ReadColumn]) -> bool {
    let name = |f| matches!(f, Field::Campaign | Field::Group);
    columns.iter().any(|c| name(c.field))
}

/// The language of most usual names; those that are the same in several languages do not count.
fn language(seen: &[Seen]) -> usize {
    let mut names = [0; 4];
    for meaning in seen.iter().filter_map(|s| s.exact) {
        if let Some(count) = names.get_mut(meaning.language) {
            *count += 1;
        }
    }
    let most = names.iter().max().copied().unwrap_or(0);
    let foreign = names.iter().skip(1).max().copied().unwrap_or(0);
    match names.iter().position(|&count| count == most) {
        Some(0) if foreign >= 2 => names.iter().skip(1).position(|&count| count == foreign).map_or(0, |at| at + 1),
        Some(language) => language,
        None => 0,
    }
}

fn decimal(head: &Head, header: usize, columns: &[ReadColumn], language: usize) -> (DecimalMark, Basis) {
    let mut marks = Marks::default();
    for (at, column) in columns.iter().enumerate() {
        let (number, whole) = match column.field {
            Field::Measure(measure) => (true, measure.is_count() && column.scale == Scale::One),
            Field::Refund | Field::Rate { .. } | Field::On { .. } => (true, false),
            _ => (false, false),
        };
        for cell in head.column(header, at).filter(|cell| number && cell.kind == CellKind::Text) {
            marks.add(parse_amount(cell.text, DecimalMark::Point), whole);
        }
    }
    match marks {
        Marks { sure, against, .. } if against > sure => (DecimalMark::Comma, Basis::OnlyFit),
        Marks { sure: 0, either: 1.., .. } => (synonyms::usual_mark(language), Basis::Guess),
        _ => (DecimalMark::Point, Basis::OnlyFit),
    }
}

fn order(
    recogniser: &Recogniser,
    head: &Head,
    header: usize,
    columns: &[ReadColumn],
    language: usize,
) -> (DateOrder, Basis) {
    let mut evidence = DateEvidence::default();
    for text in date_cells(head, header, columns).map(|cell| cell.text) {
        evidence.note(text);
    }
    let of_cells = evidence.order();
    if of_cells.1 != Basis::Guess {
        return of_cells;
    }
    for text in head.preamble_dates(header) {
        evidence.note(&text);
    }
    match evidence.order() {
        (order, Basis::OnlyFit) if order != DateOrder::YearFirst => (order, Basis::OnlyFit),
        _ => (usual_order(recogniser, head, header, columns, language), Basis::Guess),
    }
}

/// Where neither cells nor preamble decide: flights do not end before they start; then habit.
fn usual_order(
    recogniser: &Recogniser,
    head: &Head,
    header: usize,
    columns: &[ReadColumn],
    language: usize,
) -> DateOrder {
    let at = |field| columns.iter().position(|c| c.field == field);
    if let (Some(from), Some(to)) = (at(Field::From), at(Field::To)) {
        let backwards = |order| {
            let day = |row: &crate::tabular::Row, column| days_of(row.cell(column), order, Period::Day);
            let pairs = head.rows.iter().skip(header + 1).filter_map(|row| Some((day(row, from)?, day(row, to)?)));
            pairs.filter(|(from, to)| from.0 > to.0).count()
        };
        match (backwards(DateOrder::DayFirst), backwards(DateOrder::MonthFirst)) {
            (day, month) if day < month => return DateOrder::DayFirst,
            (day, month) if month < day => return DateOrder::MonthFirst,
            _ => {}
        }
    }
    let points = date_cells(head, header, columns).any(|cell| cell.text.contains('.'));
    match recogniser.order {
        _ if language > 0 || points => DateOrder::DayFirst,
        Some(order) => order,
        None => DateOrder::DayFirst,
    }
}

fn date_cells<'a>(head: &'a Head, header: usize, columns: &'a [ReadColumn]) -> impl Iterator<Item = CellRef<'a>> + 'a {
    let dates = columns.iter().enumerate().filter(|(_, c)| matches!(c.field, Field::Date(_) | Field::From | Field::To));
    dates.flat_map(move |(at, _)| head.column(header, at)).filter(|cell| cell.kind == CellKind::Text)
}

/// How long a date lasts: what its header says, or what the distance between dates says where tables are regular.
fn period(recogniser: &Recogniser, head: &Head, header: usize, columns: &[ReadColumn], order: DateOrder) -> Period {
    let named = columns.iter().enumerate().find_map(|(at, c)| match c.field {
        Field::Date(period) => Some((at, period)),
        _ => None,
    });
    let regular = matches!(
        recogniser.platform,
        Platform::PointOfSale
            | Platform::Syndicated
            | Platform::PriceAndPromotion
            | Platform::ExchangeRates
            | Platform::Other
    );
    match named {
        Some((at, Period::Auto)) if regular => {
            let days = head.column(header, at).filter_map(|cell| days_of(cell, order, Period::Auto));
            match rhythm(&days.map(|days| days.0).collect()) {
                Period::Day => Period::Auto,
                period => period,
            }
        }
        Some((_, Period::Auto)) | None => Period::Day,
        Some((_, period)) => period,
    }
}

/// "Discount %" as 15 is 0.15; as 0.15 or "15%" it is that already.
fn percentages(head: &Head, header: usize, columns: &mut [ReadColumn], mark: DecimalMark) {
    for (at, column) in columns.iter_mut().enumerate() {
        let level = matches!(column.field, Field::Measure(Measure::Level | Measure::Event));
        if !level || !column.name.contains('%') {
            continue;
        }
        let above_one = head.column(header, at).any(|cell| {
            let value =
                if cell.kind == CellKind::Number { parse_stored(cell.text) } else { parse_amount(cell.text, mark) };
            !cell.text.contains('%') && matches!(value, Parsed::Amount(amount, ..) if amount > Amount(Amount::UNIT))
        });
        if above_one {
            column.scale = Scale::Hundredth;
        }
    }
}

/// The currency where neither cell nor header names one.
fn currency(recogniser: &Recogniser, head: &Head, header: usize, columns: &[ReadColumn]) -> Option<CurrencyCode> {
    if recogniser.platform == Platform::ExchangeRates {
        return None;
    }
    let of_column = columns.iter().position(|c| c.field == Field::Currency).and_then(|at| {
        let mut codes = head.column(header, at).map(|cell| CurrencyCode::new(cell.text));
        let first = codes.next()??;
        codes.all(|code| code == Some(first)).then_some(first)
    });
    let of_headers = || columns.iter().filter(|c| c.why != Why::Second).find_map(|c| c.currency);
    of_column.or_else(|| head.preamble_currency(header)).or_else(of_headers)
}

/// The mark that all cells of a sheet speak for, where it is not the one they were read with.
pub(in crate::exports) fn better_mark(reading: &Reading, marks: Marks) -> Option<DecimalMark> {
    let open = reading.decimal_basis != Basis::Chosen;
    (open && marks.against > marks.sure).then(|| other(reading.decimal))
}
