//! Which column is what: the platform's own names, then usual names, then names like them, then the cells.

use super::super::amounts::{Parsed, is_nothing, parse_amount};
use super::super::bands::ColumnName;
use super::super::currency::CurrencyCode;
use super::super::days::{Days, days_of, rhythm};
use super::super::fact::Measure;
use super::super::head::Head;
use super::super::personal::{self, Personal};
use super::super::reading::{Field, Period, ReadColumn, RowKind, Why};
use super::super::synonyms::{self, Meaning};
use super::super::title::Title;
use super::recogniser::{Mapped, Recogniser, Side};
use crate::ingest::{DateOrder, DecimalMark, date_order};
use crate::tabular::{CellKind, CellRef, Row};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The widest sheet that is mapped.
const MOST_COLUMNS: usize = 2_000;

/// A column before anyone says what it is.
pub(super) struct Seen {
    pub(super) name: String,
    /// What a row above says of it and its neighbours.
    header: ColumnName,
    pub(super) title: Title,
    pub(super) exact: Option<Meaning>,
    similar: Option<Meaning>,
    personal: Option<Personal>,
    pair: Option<(CurrencyCode, CurrencyCode)>,
    /// The days that the header names, where the sheet has a column for each week or month.
    days: Option<Days>,
    content: Content,
    /// Whether a date is among its first cells.
    begins_dated: bool,
}

/// What most cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Empty,
    Dates,
    Numbers,
    Texts,
}

/// Looks at each column of a head.
pub(super) fn look_at(head: &Head, header: usize) -> Vec<Seen> {
    let Some(row) = head.rows.get(header) else { return vec![] };
    let look = |(column, header_name): (usize, ColumnName)| {
        let name: String = header_name.whole().chars().take(120).collect();
        let title = Title::of(&header_name.own.chars().take(120).collect::<String>());
        let cells = head.column(header, column);
        let personal = personal::by_header(&title).or_else(|| personal::by_content(cells.clone().map(|c| c.text)));
        Seen {
            exact: synonyms::exact(&title),
            similar: synonyms::similar(&title),
            pair: pair(&name),
            days: None,
            begins_dated: cells.clone().take(5).any(is_date),
            content: content(cells),
            name,
            header: header_name,
            title,
            personal,
        }
    };
    let names = head.column_names(header);
    let mut seen: Vec<Seen> = names.into_iter().enumerate().take(MOST_COLUMNS).map(look).collect();
    price_in_each(&mut seen, head, header);
    if seen.iter().all(|s| s.header.band.is_empty()) {
        name_days(&mut seen, row);
    } else {
        band_days(&mut seen);
    }
    seen
}

/// A band of dates over several columns each: two at least, and nothing else in the band.
fn band_days(seen: &mut [Seen]) {
    let banded = || seen.iter().filter(|s| !s.header.band.is_empty() && !s.header.is_total());
    let (order, _) = date_order(banded().map(|s| s.header.band.as_str()));
    let starts: Option<BTreeSet<Date>> =
        banded().map(|s| Some(days_of(s.header.band_cell(), order, Period::Auto)?.0)).collect();
    let Some(starts) = starts.filter(|starts| starts.len() >= 2) else { return };
    let firsts = starts.iter().all(|day| day.day() == 1);
    let period = if firsts { Period::Month } else { rhythm(&starts) };
    for s in seen.iter_mut().filter(|s| !s.header.is_total()) {
        s.days = days_of(s.header.band_cell(), order, period);
    }
}

/// A column for each week or month: three headers at least that are dates, above numbers.
fn name_days(seen: &mut [Seen], row: &Row) {
    let numbers = |s: &Seen| matches!(s.content, Content::Numbers | Content::Empty);
    let texts: Vec<&str> = row.cells().zip(&*seen).filter(|(_, s)| numbers(s)).map(|(cell, _)| cell.text).collect();
    let (order, _) = date_order(texts.iter().copied());
    let of = |cell: CellRef, period| if is_date(cell) { days_of(cell, order, period) } else { None };
    let starts: BTreeSet<Date> = row.cells().filter_map(|cell| Some(of(cell, Period::Auto)?.0)).collect();
    if starts.len() < 3 {
        return;
    }
    for (cell, s) in row.cells().zip(seen).filter(|(_, s)| numbers(s)) {
        s.days = of(cell, rhythm(&starts));
    }
}

/// A table of rates whose columns are called by one code each ("USD", "GBP"): all price one currency, which the
/// preamble names, or which is the euro where the European Central Bank publishes it.
fn price_in_each(seen: &mut [Seen], head: &Head, header: usize) {
    let around = head.surroundings(header);
    let of_euro = ["eurofxref", "ecb", "ezb", "bce"].iter().any(|bank| around.contains(bank));
    let euro = if of_euro { CurrencyCode::new("EUR") } else { None };
    let Some(base) = euro.or_else(|| head.preamble_currency(header)) else { return };
    let code =
        |s: &Seen| CurrencyCode::among_words(&s.name).filter(|code| *code != base && s.content == Content::Numbers);
    if seen.iter().filter_map(code).count() >= 2 {
        for s in seen.iter_mut() {
            s.pair = code(s).map(|quote| (base, quote));
        }
    }
}

fn content<'a>(cells: impl Iterator<Item = CellRef<'a>> + Clone) -> Content {
    let filled = cells.clone().filter(|cell| !is_nothing(cell.text)).count();
    let most = |is: &dyn Fn(CellRef) -> bool| cells.clone().filter(|&cell| is(cell)).count() * 2 >= filled;
    match () {
        () if filled == 0 => Content::Empty,
        () if most(&is_date) => Content::Dates,
        () if most(&is_number) => Content::Numbers,
        () => Content::Texts,
    }
}

fn is_date(cell: CellRef) -> bool {
    let digits_only = cell.text.bytes().all(|b| b.is_ascii_digit());
    let day = |order| days_of(cell, order, Period::Auto).is_some();
    match cell.kind {
        CellKind::Date => true,
        CellKind::Number => false,
        _ if digits_only => cell.text.len() == 8 && day(DateOrder::YearFirst),
        _ => day(DateOrder::DayFirst) || day(DateOrder::MonthFirst),
    }
}

fn is_number(cell: CellRef) -> bool {
    let number = |mark| matches!(parse_amount(cell.text, mark), Parsed::Amount(..) | Parsed::Withheld);
    cell.kind == CellKind::Number || number(DecimalMark::Point) || number(DecimalMark::Comma)
}

/// "EUR_USD", "EURUSD", "EUR/USD", "EUR to USD" price the first in the second; "USD per EUR" the second in the first.
fn pair(name: &str) -> Option<(CurrencyCode, CurrencyCode)> {
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let known = |a: &str, b: &str| Some((CurrencyCode::among_words(a)?, CurrencyCode::among_words(b)?));
    let turned = words.iter().any(|w| ["per", "pro", "par", "por"].contains(&w.to_lowercase().as_str()));
    let codes: Vec<&&str> = words.iter().filter(|w| CurrencyCode::among_words(w).is_some()).collect();
    match (words.as_slice(), codes.as_slice()) {
        ([one], _) if one.len() == 6 && one.is_ascii() => known(one.get(..3)?, one.get(3..)?),
        (words, [a, b]) if words.len() <= 5 => {
            if turned {
                known(b, a)
            } else {
                known(a, b)
            }
        }
        _ => None,
    }
}

/// The points of a recogniser; none where the sheet cannot be its.
pub(super) fn score(recogniser: &Recogniser, seen: &[Seen], head: &Head, header: usize, around: &str) -> Option<u32> {
    let has = |name: &&&str| seen.iter().any(|s| s.title.full == **name || s.title.bare == **name);
    let own = recogniser.own.iter().filter(has).count() as u32;
    let usual = recogniser.usual.iter().filter(has).count() as u32;
    let hinted = recogniser.hints.iter().any(|hint| around.contains(&format!(" {hint} ")));
    let (columns, _) = columns(recogniser, seen, head, header);
    let fits = (recogniser.fits)(&Mapped(&columns))?;
    let is_plain = recogniser.own.is_empty() && recogniser.hints.is_empty();
    let points = own * 4 + usual + 4 * u32::from(hinted) + fits;
    (is_plain || (own > 0 || hinted || fits >= 6) && points >= 6).then_some(points)
}

/// A column with what speaks for what it is: lower is better.
type Candidate = (Field, (Why, u32));

/// What each column is to a recogniser, and how rows become facts.
pub(super) fn columns(
    recogniser: &Recogniser,
    seen: &[Seen],
    head: &Head,
    header: usize,
) -> (Vec<ReadColumn>, RowKind) {
    let mut candidates: Vec<Candidate> = seen.iter().map(|s| candidate(recogniser, s)).collect();
    if candidates.iter().any(|c| matches!(c.0, Field::On { .. })) {
        return (grid(candidates, seen), RowKind::Wide);
    }
    number_weeks_and_months(&mut candidates, seen);
    choose_dates(&mut candidates, seen);
    if recogniser.side == Side::Neutral {
        fill_from_content(&mut candidates, seen);
    }
    let rows = match recogniser.rows {
        _ if seen.iter().any(|s| !s.header.band.is_empty()) => RowKind::Wide,
        RowKind::Facts if recogniser.side == Side::Neutral => plain_rows(&candidates, seen, head, header),
        rows => rows,
    };
    if rows != RowKind::Wide {
        keep_best(&mut candidates, |field| matches!(field, Field::Measure(_)));
    } else {
        levels(&mut candidates, seen);
    }
    keep_best(&mut candidates, |field| !matches!(field, Field::Measure(_) | Field::Rate { .. } | Field::Personal(_)));
    if recogniser.side == Side::Neutral && rows == RowKind::Facts {
        claims(&mut candidates);
    }
    (seen.iter().zip(candidates).map(|(s, c)| column(s, c)).collect(), rows)
}

/// The columns of a sheet with a column for each week or month: names, and the amounts of those days; sums beside them
/// and other dates are not used.
fn grid(mut candidates: Vec<Candidate>, seen: &[Seen]) -> Vec<ReadColumn> {
    for (field, (why, _)) in &mut candidates {
        let beside = matches!(field, Field::Measure(_) | Field::Date(_) | Field::From | Field::To | Field::Year)
            || matches!(field, Field::Days | Field::Weeks);
        if beside {
            (*field, *why) = (Field::Ignored, Why::Second);
        }
    }
    keep_best(&mut candidates, |field| !matches!(field, Field::Personal(_)));
    seen.iter().zip(candidates).map(|(s, c)| column(s, c)).collect()
}

fn column(seen: &Seen, (field, (why, _)): Candidate) -> ReadColumn {
    let band = if seen.days.is_some() { String::new() } else { seen.header.band.clone() };
    ReadColumn { name: seen.name.clone(), field, currency: seen.title.currency, scale: seen.title.scale, why, band }
}

fn candidate(recogniser: &Recogniser, seen: &Seen) -> Candidate {
    if seen.header.is_total() {
        return (Field::Ignored, (Why::Second, 0));
    }
    let found = meaning(recogniser, seen);
    match (seen.days.filter(|_| !seen.header.band.is_empty()), found.0) {
        (Some((from, to)), Field::Measure(measure)) => (Field::On { from, to, measure }, found.1),
        (Some(_), _) => (Field::Ignored, found.1),
        (None, _) => found,
    }
}

/// What a column is by its own name and its cells.
fn meaning(recogniser: &Recogniser, seen: &Seen) -> Candidate {
    let own = |name: &str| recogniser.fields.iter().position(|(known, _)| *known == name);
    if let Some(at) = own(&seen.title.full).or_else(|| own(&seen.title.bare)) {
        let field = recogniser.fields.get(at).map_or(Field::Ignored, |(_, field)| *field);
        return (field, (Why::Platform, at as u32));
    }
    if let Some((from, to)) = seen.days.filter(|_| seen.header.band.is_empty()) {
        let measure = if recogniser.side == Side::Sold { Measure::Revenue } else { Measure::Spend };
        return (Field::On { from, to, measure }, (Why::Content, 0));
    }
    if let (Some((base, quote)), Content::Numbers) = (seen.pair, seen.content) {
        return (Field::Rate { base, quote }, (Why::Name, 0));
    }
    if let Some(kind) = seen.personal {
        let why = if personal::by_header(&seen.title).is_some() { Why::Name } else { Why::Content };
        return (Field::Personal(kind), (why, 0));
    }
    let names = |m: &Meaning| !matches!(m.field, Field::Measure(_) | Field::Refund | Field::Ignored);
    let similar = seen.similar.filter(|m| !names(m) || seen.content != Content::Numbers);
    let meaning = seen.exact.map(|m| (m, Why::Name)).or_else(|| similar.map(|m| (m, Why::Similar)));
    match meaning {
        Some((meaning, why)) => (sided(meaning.field, recogniser.side, seen), (why, meaning.rank)),
        None if synonyms::is_ratio(&seen.title) && recogniser.side != Side::Neutral => (Field::Ignored, (Why::Name, 0)),
        None => (Field::Ignored, (Why::Unknown, 0)),
    }
}

/// What a usual name means on one side of the ledger; a name that its cells contradict means nothing.
fn sided(field: Field, side: Side, seen: &Seen) -> Field {
    if matches!(field, Field::Measure(_) | Field::Refund) && matches!(seen.content, Content::Texts | Content::Dates) {
        return Field::Ignored;
    }
    let Field::Measure(measure) = field else { return field };
    Field::Measure(match (side, measure) {
        (Side::Paid, Measure::Revenue) => Measure::ClaimedValue,
        (Side::Paid, Measure::Orders) => Measure::ClaimedConversions,
        (
            Side::Paid,
            Measure::Units | Measure::CostOfGoods | Measure::Level | Measure::Event | Measure::NewCustomers,
        ) => {
            return Field::Ignored;
        }
        (Side::Sold, Measure::Spend | Measure::ClaimedConversions | Measure::ClaimedValue | Measure::Event) => {
            return Field::Ignored;
        }
        (_, measure) => measure,
    })
}

/// "Year" beside "Week" or "Month" with numbers in it: a week or month of that year.
fn number_weeks_and_months(candidates: &mut [Candidate], seen: &[Seen]) {
    let has_year = candidates.iter().any(|c| c.0 == Field::Year);
    for ((field, _), seen) in candidates.iter_mut().zip(seen) {
        let named = match *field {
            Field::Date(Period::Week) => Field::WeekNumber,
            Field::Date(Period::Month) => Field::MonthNumber,
            _ => continue,
        };
        if has_year && seen.content != Content::Dates {
            *field = named;
        }
    }
}

/// One way to date a row: the day; or from and to; or a single date. Columns that hold no dates do not count.
fn choose_dates(candidates: &mut [Candidate], seen: &[Seen]) {
    let dates = |s: &Seen, f: Field| {
        let month_digits = matches!(f, Field::Date(Period::Month | Period::Week)) || s.begins_dated;
        month_digits || s.content != Content::Texts
    };
    for ((field, (why, _)), seen) in candidates.iter_mut().zip(seen) {
        let dated = matches!(field, Field::Date(_) | Field::From | Field::To);
        if dated && !dates(seen, *field) {
            (*field, *why) = (Field::Ignored, Why::Content);
        }
    }
    for ((field, (why, _)), seen) in candidates.iter_mut().zip(seen) {
        if matches!(field, Field::Days | Field::Weeks) && seen.content == Content::Dates {
            (*field, *why) = (Field::Ignored, Why::Content);
        }
    }
    let has = |wanted: Field| candidates.iter().any(|c| c.0 == wanted);
    let by_day = candidates.iter().any(|(f, (why, _))| match f {
        Field::Date(period) => *period == Period::Day || *why == Why::Platform,
        _ => false,
    });
    let (by_end, has_start) = (has(Field::To), has(Field::From));
    let length = [Field::Days, Field::Weeks].into_iter().find(|length| has_start && !by_end && has(*length));
    let stretch = has_start && (by_end || length.is_some());
    let single = candidates.iter().any(|c| matches!(c.0, Field::Date(_)));
    let year = has(Field::Year) && (has(Field::WeekNumber) || has(Field::MonthNumber));
    let keep_dates = by_day || single && !stretch;
    for (field, (why, _)) in candidates.iter_mut() {
        let second = match field {
            Field::Date(_) => !keep_dates,
            Field::From | Field::To => keep_dates,
            Field::Days | Field::Weeks => keep_dates || length != Some(*field),
            Field::Year | Field::WeekNumber | Field::MonthNumber => keep_dates || stretch || !year,
            _ => false,
        };
        if second {
            (*field, *why) = (Field::Ignored, Why::Second);
        }
    }
}

/// Of columns that mean the same the best stays; dates count as one, the finest first.
fn keep_best(candidates: &mut [Candidate], among: fn(Field) -> bool) {
    let slot = |field: Field| match field {
        Field::Date(_) => Field::Date(Period::Auto),
        field => field,
    };
    let fineness = |field: Field| match field {
        Field::Date(Period::Day) => 0,
        Field::Date(Period::Auto) => 1,
        Field::Date(_) => 2,
        _ => 0,
    };
    let standing = |why: Why| match why {
        Why::Chosen | Why::Platform => 0,
        Why::Name => 1,
        _ => 2,
    };
    let rank = |&(field, (why, rank)): &Candidate| (standing(why).min(1), fineness(field), standing(why), rank);
    let mut taken: Vec<(Field, usize)> = vec![];
    for at in 0..candidates.len() {
        let field = candidates[at].0;
        if field == Field::Ignored || !among(field) {
            continue;
        }
        let loser = match taken.iter_mut().find(|(known, _)| *known == slot(field)) {
            None => {
                taken.push((slot(field), at));
                continue;
            }
            Some((_, best)) if rank(&candidates[at]) < rank(&candidates[*best]) => std::mem::replace(best, at),
            Some(_) => at,
        };
        candidates[loser] = (Field::Ignored, (Why::Second, 0));
    }
}

/// A table that nobody knows: dates by their look, media by their names, words as names.
fn fill_from_content(candidates: &mut [Candidate], seen: &[Seen]) {
    let dated = candidates.iter().any(|c| matches!(c.0, Field::Date(_) | Field::From | Field::Year));
    if !dated && let Some(at) = seen.iter().position(|s| s.content == Content::Dates && s.personal.is_none()) {
        candidates[at] = (Field::Date(Period::Auto), (Why::Content, 0));
    }
    let mut free = vec![Field::Group, Field::Kind, Field::Campaign];
    free.retain(|field| candidates.iter().all(|c| c.0 != *field));
    for (candidate, seen) in candidates.iter_mut().zip(seen) {
        let named = !seen.name.is_empty() && candidate.1.0 == Why::Unknown;
        match seen.content {
            Content::Numbers if named && synonyms::is_medium(&seen.title) => {
                *candidate = (Field::Measure(Measure::Spend), (Why::Similar, 50));
            }
            Content::Texts if named => {
                if let Some(field) = free.pop() {
                    *candidate = (field, (Why::Content, 0));
                }
            }
            _ => {}
        }
    }
}

/// Whether a table that nobody knows has a column for each channel or a row for each.
fn plain_rows(candidates: &[Candidate], seen: &[Seen], head: &Head, header: usize) -> RowKind {
    let measures: Vec<Field> = candidates.iter().map(|c| c.0).filter(|f| matches!(f, Field::Measure(_))).collect();
    let distinct: BTreeSet<Field> = measures.iter().copied().collect();
    let rates = candidates.iter().any(|c| matches!(c.0, Field::Rate { .. }));
    let names = |f: Field| matches!(f, Field::Campaign | Field::Group | Field::Kind);
    let named = candidates.iter().any(|c| names(c.0));
    let unknown = candidates.iter().zip(seen).any(|(c, s)| c.1.0 == Why::Unknown && s.content == Content::Numbers);
    let dates = candidates.iter().position(|c| matches!(c.0, Field::Date(_) | Field::From));
    let once = dates.is_some_and(|column| {
        let cells: Vec<&str> = head.column(header, column).map(|c| c.text).collect();
        cells.iter().collect::<BTreeSet<_>>().len() == cells.len()
    });
    let wide = rates || distinct.len() < measures.len() || once && !named && (unknown || measures.len() > 1);
    if wide { RowKind::Wide } else { RowKind::Facts }
}

/// In a wide table a column of numbers that nobody knows is a level, and so is a ratio.
fn levels(candidates: &mut [Candidate], seen: &[Seen]) {
    for (candidate, seen) in candidates.iter_mut().zip(seen) {
        let counts_rows = ["", "id", "row", "index", "n", "nr", "t"].contains(&seen.title.bare.as_str());
        if candidate.1.0 == Why::Unknown && seen.content == Content::Numbers && !counts_rows {
            *candidate = (Field::Measure(Measure::Level), (Why::Content, 0));
        }
    }
}

/// Revenue and orders beside spend, row by row of a channel, are what the channel claims.
fn claims(candidates: &mut [Candidate]) {
    let spend = candidates.iter().any(|c| c.0 == Field::Measure(Measure::Spend));
    for (field, _) in candidates.iter_mut().filter(|_| spend) {
        *field = match *field {
            Field::Measure(Measure::Revenue) => Field::Measure(Measure::ClaimedValue),
            Field::Measure(Measure::Orders) => Field::Measure(Measure::ClaimedConversions),
            other => other,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<(&str, &str)>) {
        let found = pair(name).map(|(base, quote)| (base.to_string(), quote.to_string()));
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())), "{name}");
    }

    #[test]
    fn pairs_of_currencies_are_known() {
        check("EUR_USD", Some(("EUR", "USD")));
        check("EURUSD", Some(("EUR", "USD")));
        check("EUR to USD", Some(("EUR", "USD")));
        check("USD per EUR", Some(("EUR", "USD")));
        check("rate_eur_usd", Some(("EUR", "USD")));
        check("cost_usd", None);
        check("orders", None);
    }
}
