//! Every container with every encoding.

use super::super::{Container, InMemory, Problem, open};
use super::pack::{gzip, zip};
use super::{check, read, sample};
use crate::ingest::{Delimiter, Encoding};

const ROWS: [&str; 4] =
    ["1|Day|Campaign|Cost", "2|2024-02-29|Straße, \"Käse\"\nzwei|1.234,50", "3", "4|2024-03-01|Brand|0,10"];

fn text(delimiter: char) -> String {
    "Day;Campaign;Cost\r\n2024-02-29;\"Straße, \"\"Käse\"\"\nzwei\";\"1.234,50\"\r\n\r\n2024-03-01;Brand;\"0,10\"\r\n"
        .replace(';', &delimiter.to_string())
}

/// The text in every encoding, with the name that is told.
fn encoded(text: &str) -> Vec<(Encoding, Vec<u8>)> {
    let utf16 = |mark: &str, bytes_of: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("{mark}{text}").encode_utf16().flat_map(bytes_of).collect()
    };
    vec![
        (Encoding::Utf8, text.as_bytes().to_vec()),
        (Encoding::Utf8, format!("\u{feff}{text}").into_bytes()),
        (Encoding::Utf16Le, utf16("\u{feff}", u16::to_le_bytes)),
        (Encoding::Utf16Be, utf16("\u{feff}", u16::to_be_bytes)),
        (Encoding::Utf16Le, utf16("", u16::to_le_bytes)),
        (Encoding::Utf16Be, utf16("", u16::to_be_bytes)),
        (Encoding::Windows1252, encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
    ]
}

#[test]
fn every_container_holds_every_encoding() {
    let delimiters =
        [(',', Delimiter::Comma), (';', Delimiter::Semicolon), ('\t', Delimiter::Tab), ('|', Delimiter::Pipe)];
    for (mark, delimiter) in delimiters {
        for (encoding, bytes) in encoded(&text(mark)) {
            check("a.csv", &bytes, "a.csv", &ROWS);
            check("a.csv.gz", &gzip(&bytes), "a.csv.gz", &ROWS);
            check("a.zip", &zip(&[("x/a.csv", &bytes)]), "a.zip › x/a.csv", &ROWS);
            check("a.zip", &zip(&[("a.csv.gz", &gzip(&bytes))]), "a.zip › a.csv.gz", &ROWS);
            let nested = zip(&[("b.zip", &zip(&[("a.csv", &bytes)]))]);
            check("a.zip", &nested, "a.zip › b.zip › a.csv", &ROWS);
            let about = open("a.csv", Box::new(InMemory(gzip(&bytes)))).unwrap().remove(0).about;
            assert_eq!(about.containers, [Container::Gzip, Container::Text]);
            assert_eq!((about.encoding, about.delimiter), (Some(encoding), Some(delimiter)));
        }
    }
}

#[test]
fn texts_of_other_shapes_are_read() {
    check("a", b"sep=;\r\na;b\r\n1;2", "a", &["2|a|b", "3|1|2"]);
    check("a", b"only\n1\n", "a", &["1|only", "2|1"]);
    check("a", b"\n\na,b\n", "a", &["1", "2", "3|a|b"]);
    check("a", b"a\tb\r1\t2\r", "a", &["1|a|b", "2|1|2"]);
}

/// A workbook with texts in each of the ways, counted from 1904 or from 1900.
pub(super) fn workbook(from_1904: bool) -> Vec<u8> {
    let book = format!(
        "<workbook xmlns:r='r'><workbookPr date1904=\"{}\"/><sheets><sheet name='Äpfel &amp; Birnen' sheetId='1' \
        r:id='rId1'/><sheet name='Chart' sheetId='2' r:id='rId2'/></sheets></workbook>",
        u8::from(from_1904)
    );
    let relations = "<Relationships><Relationship Id='rId1' Type='http://x/worksheet' Target='/xl/worksheets/s.xml'/>\
        <Relationship Id='rId2' Type='http://x/chartsheet' Target='chartsheets/c.xml'/>\
        <Relationship Id='rId3' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>\
        <Relationship Id='rId4' Type='http://x/styles' Target='styles.xml'/></Relationships>";
    let texts = "<sst><si><t>plain</t></si><si><r><t xml:space='preserve'>in </t></r><r><t>runs</t></r>\
        <rPh><t>reading</t></rPh></si><si/></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy'/></numFmts>\
        <cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/>\
        <xf numFmtId='22'/></cellXfs></styleSheet>";
    let sheet = "<worksheet><dimension ref='A1:D9'/><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>\
        <c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c><c r='D1' t='inlineStr'><is><t>in&#x20;line</t></is></c>\
        </row><row r='3'><c r='A3' s='1'><v>45351</v></c><c r='B3' s='2'><v>45351.5</v></c><c r='D3'><v>1.5E3</v></c>\
        </row><row><c><v>0.1</v></c><c t='str'><f>A1</f><v>007</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>\
        <row r='5'/><row r='6'><c r='A6' s='1'/></row><row r='7'><c r='B7' t='inlineStr'><is><t>merged</t></is></c>\
        <c r='C7'><v>5</v></c></row><row r='8'><c r='A8'><v>1</v></c><c r='B8'/></row><row r='9'><c r='B9'/></row>\
        </sheetData><mergeCells><mergeCell ref='B7:B9'/><mergeCell ref='C7:C8'/></mergeCells></worksheet>";
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/s.xml", sheet.as_bytes()),
    ])
}

#[test]
fn workbooks_are_read() {
    let rows = |day: &str| {
        [
            "1|plain|in runs||in line".to_owned(),
            "2".to_owned(),
            format!("3|@{day}|@{day}T12:00:00||#1500"),
            "4|#0.1|007|TRUE|#N/A".to_owned(),
            "5".to_owned(),
            "6".to_owned(),
            "7||merged|#5".to_owned(),
            "8|#1|merged".to_owned(),
            "9||merged".to_owned(),
        ]
    };
    for (from_1904, day) in [(false, "2024-02-29"), (true, "2028-03-01")] {
        let rows = rows(day);
        let expected: Vec<&str> = rows.iter().map(String::as_str).collect();
        check("b.xlsx", &workbook(from_1904), "b.xlsx › Äpfel & Birnen", &expected);
    }
    let about = open("b.xlsx", Box::new(InMemory(workbook(false)))).unwrap().remove(0).about;
    assert_eq!((about.rows, about.containers), (Some(9), vec![Container::Xlsx]));
}

#[test]
fn workbooks_of_other_tools_are_read() {
    let sheets = read("plan.xlsx", &sample("plan.xlsx")).unwrap();
    assert_eq!(sheets[0].0, "plan.xlsx › Flights & more");
    assert_eq!(
        sheets[0].1,
        [
            "1|TV plan",
            "2",
            "3|Channel|From|At|Cost|Share|Code|Paid",
            "4|Cable\nmix|@2024-02-29|@2024-02-29T13:45:00|#70728.7|#0.5|0042|TRUE",
            "5|Cable\nmix|@2024-02-29|@2024-02-29T13:45:00|#1285|#1|1e5|FALSE",
        ]
    );
    assert_eq!(sheets[1].1, [""; 0]);
    let sheets = read("plan.xls", &sample("plan.xls")).unwrap();
    assert_eq!(sheets[0].0, "plan.xls › Flights");
    assert_eq!(
        sheets[0].1,
        [
            "1|TV plan – Käse",
            "2",
            "3|Channel|From|To|Cost|Code",
            "4|Cable mix|@2024-02-29|@2024-02-29T13:45:00|#70728.7|003",
            "5|Cable mix|@2024-03-01|@2024-02-29T13:45:00||004",
            "6|Cable mix|@2024-03-02|@2024-02-29T13:45:00|#1285|005",
            "7",
            "8|TRUE",
        ]
    );
    let texts = &sheets[1].1;
    assert_eq!(texts.len(), 125);
    for (i, row) in texts.iter().enumerate() {
        let tail = if i % 2 == 0 { "ä" } else { "€" }.repeat(40);
        assert_eq!(row, &format!("{}|row {i}, {tail}", i + 1));
    }
}

#[test]
fn parquet_files_are_read() {
    for name in ["snappy.parquet", "gzip.parquet", "zstd.parquet", "delta.parquet"] {
        check(
            name,
            &sample(name),
            name,
            &[
                "1|day|campaign|cost|clicks|net|at|paid|geo.country",
                "2|@2024-02-29|Brand|#1.5|#10|#-0.05|@2024-02-29T13:45:00|true|DE",
                "3|@2024-02-29|Brand|#0.1|#-20|#123.45||false|",
                "4||||#30||@2024-02-29T13:45:00||",
                "5|@2024-02-29|||#40||@2024-02-29T13:45:00|true|FR",
            ],
        );
        let about = open(name, Box::new(InMemory(sample(name)))).unwrap().remove(0).about;
        assert_eq!((about.rows, about.left_out.len()), (Some(5), 1));
    }
    let brotli = &read("b", &sample("brotli.parquet")).unwrap()[0];
    assert_eq!(brotli.2, Some(Problem::Packing { method: "Brotli".into() }));
}

#[test]
fn archives_say_what_cannot_be_read() {
    let sheets = read("orders.zip", &sample("orders.zip")).unwrap();
    let names: Vec<_> = sheets.iter().map(|(name, rows, end)| (name.as_str(), rows.len(), end.is_none())).collect();
    assert_eq!(
        names,
        [
            ("orders.zip › export/orders.csv", 4, true),
            ("orders.zip › export/orders-utf16.csv", 4, true),
            ("orders.zip › export/orders.csv.gz", 4, true),
            ("orders.zip › export/plan.xlsx › Flights & more", 5, true),
            ("orders.zip › export/plan.xlsx › Empty", 0, true),
            ("orders.zip › terms.pdf", 0, false),
        ]
    );
}
