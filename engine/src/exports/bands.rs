//! Headers of two rows: a band that says of several columns what they have in common, and names below it.
//!
//! ```text
//!          Jan 2024             Feb 2024                       TV            Search
//! Channel  Spend  Impressions  Spend  Impressions      Week   Spend  GRP    Spend  Clicks
//! ```
//!
//! A cell of the band holds for the columns up to the next one, as merged cells are kept. One with nothing below it is
//! the column's own name. Columns are called "Jan 2024 / Spend". A line of a preamble is told from a band by the names
//! below: it does not set apart names that are there twice, nor is it made of dates or media alone.

use super::amounts::{Parsed, parse_amount};
use super::days::days_of;
use super::reading::Period;
use super::synonyms::is_medium;
use super::title::{Title, fold};
use crate::ingest::{DateOrder, DecimalMark, with_unit};
use crate::tabular::{CellKind, CellRef, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A column's name, as its header has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnName {
    /// What the band says; empty where there is none.
    pub(super) band: String,
    /// How the file keeps the band.
    pub(super) band_kind: CellKind,
    /// The name below, with its unit.
    pub(super) own: String,
}

impl ColumnName {
    /// Both as one name.
    pub(super) fn whole(&self) -> String {
        if self.band.is_empty() { self.own.clone() } else { format!("{} / {}", self.band, self.own) }
    }

    /// Whether it is a sum of others.
    pub(super) fn is_total(&self) -> bool {
        ["total", "totals", "grand total", "gesamt", "summe", "sum", "all"].contains(&fold(&self.band).as_str())
    }

    pub(super) fn band_cell(&self) -> CellRef<'_> {
        CellRef { text: &self.band, kind: self.band_kind }
    }
}

/// The names of the columns of a header.
pub(super) fn column_names(band: Option<&Row>, names: &Row, units: Option<&Row>) -> Vec<ColumnName> {
    let width = [band, units].into_iter().flatten().map(Row::len).fold(names.len(), usize::max);
    let mut current: Option<CellRef> = None;
    let name = |column: usize| {
        let own = names.cell(column).text.trim();
        let above = band.map(|row| row.cell(column)).filter(|cell| !cell.text.trim().is_empty());
        let is_own = above.is_some_and(|above| own.is_empty() || fold(above.text) == fold(own));
        current = match above {
            _ if is_own || own.is_empty() => None,
            Some(above) => Some(above),
            None => current,
        };
        let own = above.filter(|_| is_own).map_or(own, |above| above.text.trim());
        let unit = units.map_or("", |row| row.cell(column).text);
        let (band, band_kind) = current.map_or(("", CellKind::Empty), |cell| (cell.text.trim(), cell.kind));
        ColumnName { band: on_one_line(band), band_kind, own: on_one_line(&with_unit(own, unit)) }
    };
    (0..width).map(name).collect()
}

/// Whether a row is a band over the names below it.
pub(super) fn is_band(above: &Row, names: &Row) -> bool {
    let columns = column_names(Some(above), names, None);
    let banded: Vec<&ColumnName> = columns.iter().filter(|column| !column.band.is_empty()).collect();
    let bands: BTreeMap<&str, CellRef> = banded.iter().map(|c| (c.band.as_str(), c.band_cell())).collect();
    if bands.len() < 2 || banded.len() * 2 < columns.len() || bands.values().any(|band| is_no_name(*band)) {
        return false;
    }
    let distinct = |names: &dyn Fn(&ColumnName) -> String| banded.iter().map(|c| names(c)).collect::<BTreeSet<_>>();
    let sets_apart = distinct(&|c| fold(&c.own)).len() < banded.len()
        && distinct(&|c| format!("{} / {}", fold(&c.band), fold(&c.own))).len() == banded.len();
    let says = |band: &CellRef| is_day(*band) || is_medium(&Title::of(band.text));
    sets_apart || bands.values().all(says)
}

/// A number, or what labels a value, as lines of a preamble have them.
fn is_no_name(cell: CellRef) -> bool {
    let number = |mark| matches!(parse_amount(cell.text, mark), Parsed::Amount(..));
    cell.text.ends_with(':') || !is_day(cell) && (number(DecimalMark::Point) || number(DecimalMark::Comma))
}

fn is_day(cell: CellRef) -> bool {
    let day = |order| days_of(cell, order, Period::Auto).is_some();
    cell.kind == CellKind::Date || day(DateOrder::DayFirst) || day(DateOrder::MonthFirst)
}

fn on_one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::test_rows::{read, sheet, sheets};
    use super::super::{Amount, Extraction, Measure, RowKind};
    use jiff::civil::{Date, date};

    /// Each line as "from to campaign measure amount", sorted.
    fn facts(extraction: &Extraction) -> Vec<String> {
        let tally = &extraction.tally;
        let of_line = |line: super::super::LineRef<'_>| {
            let subject = &tally.subjects[line.subject as usize];
            let name = format!("{}{}", subject.campaign, subject.kind);
            let (from, to) = (line.from, line.to);
            let amounts: Vec<_> = line.amounts.iter().collect();
            amounts.into_iter().map(move |(m, a)| format!("{from} {to} {name} {m:?} {}", a.to_f64()))
        };
        let mut all: Vec<String> = tally.lines.iter().flat_map(of_line).collect();
        all.sort();
        all
    }

    const MONTHS: &str = "Media plan\n\n,Jan 2024,,Feb 2024,,Total,\nChannel,Spend,Impressions,Spend,Impressions,\
        Spend,Impressions\nTV,100,2000,50,1000,150,3000\nRadio,10,500,20,700,30,1200\n";

    #[test]
    fn months_over_metrics_become_rows() {
        let (found, extraction) = read(&sheet("plan.csv", MONTHS));
        assert_eq!(found.reading.rows, RowKind::Wide);
        assert_eq!(found.reading.columns[1].name, "Jan 2024 / Spend");
        let expected = [
            "2024-01-01 2024-01-31 Radio Impressions 500",
            "2024-01-01 2024-01-31 Radio Spend 10",
            "2024-01-01 2024-01-31 TV Impressions 2000",
            "2024-01-01 2024-01-31 TV Spend 100",
            "2024-02-01 2024-02-29 Radio Impressions 700",
            "2024-02-01 2024-02-29 Radio Spend 20",
            "2024-02-01 2024-02-29 TV Impressions 1000",
            "2024-02-01 2024-02-29 TV Spend 50",
        ];
        assert_eq!(facts(&extraction), expected, "{:#?}", extraction.reading);
        assert!(extraction.report.issues.is_empty(), "{:?}", extraction.report);
    }

    const CHANNELS: &str = "Week,TV,,Paid search,\n,Spend (EUR),GRP,Spend (EUR),Clicks\n2024-01-01,100,20,30,400\n2024-01-08,110,21,35,410\n\
        2024-01-15,90,19,40,420\n2024-01-22,95,18,45,430\n";

    #[test]
    fn channels_over_metrics_name_them() {
        let (found, extraction) = read(&sheet("weekly.csv", CHANNELS));
        let names: Vec<&str> = found.reading.columns.iter().map(|c| c.name.as_str()).collect();
        let expected = ["Week", "TV / Spend (EUR)", "TV / GRP", "Paid search / Spend (EUR)", "Paid search / Clicks"];
        assert_eq!(names, expected);
        assert_eq!(extraction.tally.total(Measure::Spend), Amount(545 * Amount::UNIT), "{:#?}", extraction.reading);
        let all = facts(&extraction);
        assert!(all.contains(&"2024-01-01 2024-01-07 TV Spend 100".to_owned()), "{all:#?}");
        assert!(all.contains(&"2024-01-08 2024-01-14 Paid search Clicks 410".to_owned()), "{all:#?}");
        assert_eq!(extraction.tally.currencies, ["EUR"]);
    }

    #[test]
    fn units_below_names_are_part_of_them() {
        let text = "Week,Channel,Spend,Impressions\nyyyy-mm-dd,,EUR,thousands\n2024-01-01,TV,100,2\n2024-01-08,TV,90,3\n\
            2024-01-15,TV,80,3\n";
        let (found, extraction) = read(&sheet("weekly.csv", text));
        assert_eq!(found.reading.header_row, 2);
        assert_eq!(found.reading.columns[2].name, "Spend (EUR)");
        assert_eq!(extraction.tally.currencies, ["EUR"]);
        assert_eq!(extraction.tally.total(Measure::Impressions), Amount(8_000 * Amount::UNIT));
        assert!(extraction.report.issues.is_empty(), "{:?}", extraction.report);
    }

    #[test]
    fn lines_above_a_header_are_no_band() {
        let header =
            "Day,Campaign,Spend,Clicks,Conversions,Conversions\n2024-01-01,Brand,10,5,1,1\n2024-01-02,Brand,9,4,1,2\n";
        for line in
            ["Report,2024-01-01 - 2024-01-31\n", "Account:,123,Currency:,EUR\n", "Campaign report\n", "All,,,,,\n"]
        {
            let (found, extraction) = read(&sheet("report.csv", &format!("{line}{header}")));
            assert_eq!(found.reading.columns[0].name, "Day", "{line}");
            assert_eq!(extraction.tally.total(Measure::Spend), Amount(19 * Amount::UNIT), "{line}");
        }
    }

    /// A workbook of one sheet with these rows and merged cells.
    fn workbook(rows: &[&[&str]], merged: &[&str]) -> Vec<u8> {
        let cell = |(at, text): (usize, &&str)| {
            let column = char::from(b'A' + at as u8);
            match (text.is_empty(), text.strip_prefix('#')) {
                (true, _) => String::new(),
                (_, Some(serial)) => format!("<c r='{column}0' s='1'><v>{serial}</v></c>"),
                (_, None) if text.parse::<f64>().is_ok() => format!("<c r='{column}0'><v>{text}</v></c>"),
                _ => format!("<c r='{column}0' t='inlineStr'><is><t>{text}</t></is></c>"),
            }
        };
        let row = |(at, cells): (usize, &&[&str])| {
            let cells: String = cells.iter().enumerate().map(cell).collect();
            format!("<row r='{}'>{}</row>", at + 1, cells.replace("0' ", &format!("{}' ", at + 1)))
        };
        let rows: String = rows.iter().enumerate().map(row).collect();
        let merged: String = merged.iter().map(|area| format!("<mergeCell ref='{area}'/>")).collect();
        let book = "<workbook xmlns:r='r'><sheets><sheet name='Plan' sheetId='1' r:id='rId1'/></sheets></workbook>";
        let relations = "<Relationships><Relationship Id='rId1' Type='http://x/worksheet' Target='/xl/worksheets/s.xml'/>\
            <Relationship Id='rId4' Type='http://x/styles' Target='styles.xml'/></Relationships>";
        let styles = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='17'/></cellXfs></styleSheet>";
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>");
        crate::tabular::tests::zip(&[
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/worksheets/s.xml", sheet.as_bytes()),
        ])
    }

    fn read_book(rows: &[&[&str]], merged: &[&str]) -> Extraction {
        read(&sheets("plan.xlsx", &workbook(rows, merged)).remove(0)).1
    }

    #[test]
    fn merged_cells_of_workbooks_are_bands() {
        // 45292 is 1 January 2024, 45323 the first of February.
        let months: [&[&str]; 5] = [
            &["Media plan 2024"],
            &["Channel", "#45292", "", "#45323", ""],
            &["", "Spend", "Impressions", "Spend", "Impressions"],
            &["TV", "100", "2000", "50", "1000"],
            &["Radio", "10", "500", "20", "700"],
        ];
        let extraction = read_book(&months, &["A2:A3", "B2:C2", "D2:E2"]);
        let of = |from: Date, measure: Measure| -> f64 {
            let lines = extraction.tally.lines.iter().filter(|line| line.from == from);
            lines.filter_map(|line| line.amounts.of(measure)).map(Amount::to_f64).sum()
        };
        let (january, february) = (date(2024, 1, 1), date(2024, 2, 1));
        assert_eq!([of(january, Measure::Spend), of(february, Measure::Spend)], [110.0, 70.0]);
        assert_eq!([of(january, Measure::Impressions), of(february, Measure::Impressions)], [2_500.0, 1_700.0]);
        let channels: [&[&str]; 6] = [
            &["Week", "TV", "", "Radio", ""],
            &["", "Spend", "GRP", "Spend", "GRP"],
            &["2024-01-01", "100", "20", "30", "4"],
            &["2024-01-08", "100", "20", "30", "4"],
            &["2024-01-15", "100", "20", "30", "4"],
            &["2024-01-22", "100", "20", "30", "4"],
        ];
        let extraction = read_book(&channels, &["A1:A2", "B1:C1", "D1:E1"]);
        assert_eq!(extraction.tally.total(Measure::Spend), Amount(520 * Amount::UNIT), "{:#?}", extraction.reading);
        assert!(extraction.tally.subjects.iter().any(|subject| subject.campaign == "Radio"));
    }
}
