//! Sheets as an XLSX workbook (ECMA-376 part 1, SpreadsheetML): texts inline, numbers in full, sums as formulas with their
//! values, a frozen head, widths, and a page that fits a sheet of paper.
//!
//! A text is a text by its type, so that a name such as `=cmd` never runs. Characters that XML cannot hold are written
//! as `_x0007_` (22.9.2.19). The day of writing is an argument: the same plan makes the same bytes.

use super::archive::archive;
use super::document::Made;
use crate::calendar::days_between;
use jiff::civil::{Date, date};
use std::fmt::Write;

/// The longest text that a cell holds.
const LONGEST: usize = 32_767;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// How a cell looks: its place among the styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain = 0,
    Title = 1,
    Note = 2,
    Heading = 3,
    Day = 4,
    Amount = 5,
    Share = 6,
    Number = 7,
    TotalLabel = 8,
    TotalAmount = 9,
    TotalShare = 10,
}

/// Number format, font, fill, border and alignment of each look, in their order.
const LOOKS: [(u16, u8, u8, u8, bool); 11] = [
    (0, 0, 0, 0, false),
    (0, 2, 0, 0, false),
    (0, 3, 0, 0, false),
    (0, 1, 2, 0, true),
    (164, 0, 0, 0, false),
    (4, 0, 0, 0, false),
    (165, 0, 0, 0, false),
    (166, 0, 0, 0, false),
    (0, 1, 0, 1, false),
    (4, 1, 0, 1, false),
    (165, 1, 0, 1, false),
];

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String, Look),
    Number(f64, Look),
    Day(Date),
    /// A formula of our own, with its value.
    Formula(String, f64, Look),
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    pub name: &'static str,
    /// Of each column, in characters.
    pub widths: Vec<usize>,
    /// Rows that stay while the others move, and columns.
    pub frozen: (usize, usize),
    pub rows: Vec<Vec<Cell>>,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into(), Look::Plain)
    }

    pub(super) fn heading(text: impl Into<String>) -> Self {
        Self::Text(text.into(), Look::Heading)
    }

    pub(super) fn amount(value: f64) -> Self {
        Self::Number(value, Look::Amount)
    }
}

/// The workbook.
pub(super) fn workbook(sheets: &[Sheet], made: &Made) -> Vec<u8> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), package_parts()),
        ("docProps/core.xml".to_owned(), properties(made)),
        ("xl/workbook.xml".to_owned(), book(sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), book_parts(sheets.len())),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    files.extend((1_usize..).zip(sheets).map(|(i, s)| (format!("xl/worksheets/sheet{i}.xml"), sheet(s))));
    archive(&files)
}

fn content_types(sheets: usize) -> String {
    let mut xml = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override \
         PartName=\"/xl/workbook.xml\" ContentType=\"{CONTENT}.sheet.main+xml\"/><Override \
         PartName=\"/xl/styles.xml\" ContentType=\"{CONTENT}.styles+xml\"/>"
    );
    for i in 1..=sheets {
        let _ =
            write!(xml, "<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{CONTENT}.worksheet+xml\"/>");
    }
    xml + "</Types>"
}

fn package_parts() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn properties(made: &Made) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator>Sextant {}</dc:creator><dcterms:created \
         xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
        escaped(&made.version),
        made.day
    )
}

fn book(sheets: &[Sheet]) -> String {
    let mut xml = format!("{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\"><sheets>");
    for (i, sheet) in (1_usize..).zip(sheets) {
        let _ = write!(xml, "<sheet name=\"{}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>", sheet.name);
    }
    xml + "</sheets></workbook>"
}

fn book_parts(sheets: usize) -> String {
    let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for i in 1..=sheets {
        let _ = write!(
            xml,
            "<Relationship Id=\"rId{i}\" Type=\"{RELATIONSHIPS}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"
        );
    }
    let styles = sheets + 1;
    xml + &format!(
        "<Relationship Id=\"rId{styles}\" Type=\"{RELATIONSHIPS}/styles\" Target=\"styles.xml\"/></Relationships>"
    )
}

fn styles() -> String {
    let font = |inside: &str| format!("<font>{inside}<name val=\"Calibri\"/><family val=\"2\"/></font>");
    let fonts = [
        font("<sz val=\"11\"/>"),
        font("<b/><sz val=\"11\"/>"),
        font("<b/><sz val=\"14\"/>"),
        font("<sz val=\"11\"/><color rgb=\"FF51636A\"/>"),
    ];
    let mut xml = format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"3\"><numFmt numFmtId=\"164\" \
         formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" formatCode=\"0.0%\"/><numFmt numFmtId=\"166\" \
         formatCode=\"#,##0.0###\"/></numFmts><fonts count=\"4\">{}</fonts><fills count=\"3\"><fill><patternFill \
         patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill \
         patternType=\"solid\"><fgColor rgb=\"FFE2F3EF\"/></patternFill></fill></fills><borders \
         count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top \
         style=\"thin\"/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" \
         fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{}\">",
        fonts.concat(),
        LOOKS.len()
    );
    for (format, font, fill, border, wraps) in LOOKS {
        let _ = write!(
            xml,
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\""
        );
        xml.push_str(if wraps {
            " applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
        } else {
            "/>"
        });
    }
    xml + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
}

fn sheet(sheet: &Sheet) -> String {
    let mut xml = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView \
         workbookViewId=\"0\">{}</sheetView></sheetViews><cols>",
        pane(sheet.frozen)
    );
    for (i, width) in (1_usize..).zip(&sheet.widths) {
        let _ = write!(xml, "<col min=\"{i}\" max=\"{i}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    xml.push_str("</cols><sheetData>");
    for (r, cells) in sheet.rows.iter().enumerate() {
        let _ = write!(xml, "<row r=\"{}\">", r + 1);
        for (c, cell) in cells.iter().enumerate() {
            push_cell(&mut xml, &place(c, r), cell);
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData><pageSetup orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>"
}

/// What stays in sight.
fn pane((rows, columns): (usize, usize)) -> String {
    let (x, y, active) = match (rows, columns) {
        (0, 0) => return String::new(),
        (rows, 0) => (String::new(), format!(" ySplit=\"{rows}\""), "bottomLeft"),
        (0, columns) => (format!(" xSplit=\"{columns}\""), String::new(), "topRight"),
        (rows, columns) => (format!(" xSplit=\"{columns}\""), format!(" ySplit=\"{rows}\""), "bottomRight"),
    };
    format!("<pane{x}{y} topLeftCell=\"{}\" activePane=\"{active}\" state=\"frozen\"/>", place(columns, rows))
}

/// `C7` for the third column, counted from 0, and the seventh row.
pub(super) fn place(column: usize, row: usize) -> String {
    let (mut letters, mut left) = (vec![], column + 1);
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

fn push_cell(xml: &mut String, at: &str, cell: &Cell) {
    // Writing to a text does not fail.
    let _ = match cell {
        Cell::Empty => Ok(()),
        Cell::Text(text, look) => write!(
            xml,
            "<c r=\"{at}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            *look as u8,
            escaped(text)
        ),
        Cell::Number(value, look) if value.is_finite() => {
            write!(xml, "<c r=\"{at}\" s=\"{}\"><v>{value}</v></c>", *look as u8)
        }
        Cell::Formula(formula, value, look) if value.is_finite() => {
            write!(xml, "<c r=\"{at}\" s=\"{}\"><f>{formula}</f><v>{value}</v></c>", *look as u8)
        }
        Cell::Number(..) | Cell::Formula(..) => Ok(()),
        // Days since the last of 1899, as after the leap day that 1900 did not have (18.17.4.1).
        Cell::Day(day) => {
            write!(xml, "<c r=\"{at}\" s=\"{}\"><v>{}</v></c>", Look::Day as u8, days_between(date(1899, 12, 30), *day))
        }
    };
}

/// A text as XML holds it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // What looks like an escaped character is none.
            '_' if looks_escaped(&text[at..]) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            c if (c as u32) < 0x20 => {
                let _ = write!(out, "_x{:04X}_", c as u32);
            }
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn looks_escaped(text: &str) -> bool {
    let hex = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    hex.is_some_and(|hex| hex.ends_with('_') && hex.bytes().take(4).all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::{CellKind, InMemory, Row, open};

    fn made() -> Made {
        super::super::samples::document().made
    }

    #[test]
    fn places_are_named_as_spreadsheets_do() {
        assert_eq!(
            [(0, 0), (25, 9), (26, 0), (701, 1), (702, 0)].map(|(c, r)| place(c, r)),
            ["A1", "Z10", "AA1", "ZZ2", "AAA1"]
        );
    }

    /// Text, number, day and sum come back from our own reader as they were.
    #[test]
    fn cells_come_back() {
        let texts = ["=cmd()", "<b>&\"x\"</b>", " spaced ", "a_x0041_b", "bell\u{7}", "two\nlines", "ü€😀"];
        let mut row: Vec<Cell> = texts.iter().map(|t| Cell::text(*t)).collect();
        row.extend([Cell::amount(0.1 + 0.2), Cell::Empty, Cell::Day(date(2024, 2, 29)), Cell::amount(f64::NAN)]);
        row.push(Cell::Formula("SUM(H1:H1)".into(), 1.5e300, Look::TotalAmount));
        let sheet = Sheet { name: "A", widths: vec![12], frozen: (1, 1), rows: vec![row] };
        let bytes = workbook(&[sheet], &made());
        let sheets = open("a.xlsx", Box::new(InMemory(bytes))).unwrap();
        assert_eq!(sheets[0].name, "a.xlsx › A");
        let (mut rows, mut read) = (sheets[0].rows(), Row::default());
        assert!(rows.next_row(&mut read).unwrap());
        for (c, text) in texts.iter().enumerate() {
            assert_eq!((read.cell(c).text, read.cell(c).kind), (*text, CellKind::Text));
        }
        assert_eq!(read.cell(7).text.parse::<f64>(), Ok(0.1 + 0.2));
        assert_eq!((read.cell(9).text, read.cell(9).kind), ("2024-02-29", CellKind::Date));
        assert_eq!(read.cell(10).kind, CellKind::Empty);
        assert_eq!(read.cell(11).text.parse::<f64>(), Ok(1.5e300));
        assert!(!rows.next_row(&mut read).unwrap());
    }
}
